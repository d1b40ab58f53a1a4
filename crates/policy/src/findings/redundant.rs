//! Entries that another entry of the same element covers, and statements that occur twice.
//!
//! Only an entry with a wildcard can cover another one that is not the same. Those are filed in a radix tree under what
//! they begin with, so that an entry meets only the ones that can cover it; and the comparisons of a document share a
//! budget in proportion to its length, so that a hostile document is not compared to its end.

use super::{Look, Rule, effect, short};
use crate::context::Context;
use crate::glob::{Matched, Pattern, Syntax};
use crate::grammar::{Element, RawPolicy, RawStatement, Text, Texts};
use crate::steps;
use crate::trie::Trie;
use std::collections::HashMap;

/// Steps of comparing entries with one another that each byte of a document buys.
pub(super) const STEPS_PER_BYTE: usize = 1_024;

const SYNTAX: Syntax = Syntax { wildcards: true, variables: false, fold: false };

/// An entry that may cover others, read once.
struct Wide {
    number: usize,
    /// `*` alone.
    is_everything: bool,
    has_question_mark: bool,
    length: usize,
    /// Into so many parts entries are cut.
    limit: usize,
    /// Parts of ARNs and actions are matched one by one, so that wildcards do not cross them.
    parts: Vec<Pattern>,
}

impl Wide {
    fn new(text: &str, number: usize) -> Option<Wide> {
        if !text.contains(['*', '?']) || text.contains("${") {
            return None;
        }
        let limit = if text.starts_with("arn:") { 6 } else { 2 };
        let parts = text.splitn(limit, ':').map(|part| Pattern::new(part, SYNTAX));
        Some(Wide {
            number,
            is_everything: text == "*",
            has_question_mark: text.contains('?'),
            length: text.len(),
            limit,
            parts: parts.collect(),
        })
    }

    /// True if everything that matches `narrow` matches this, as far as one sees without thinking: this matches the text
    /// of `narrow`, and no `?` of it stands against a `*`.
    fn covers(&self, narrow: &str) -> bool {
        if narrow.contains("${") || (self.has_question_mark && narrow.contains('*')) {
            return false;
        }
        if self.is_everything {
            return true;
        }
        let narrow: Vec<&str> = narrow.splitn(self.limit, ':').collect();
        let context = Context::new();
        let mut pairs = self.parts.iter().zip(&narrow);
        self.parts.len() == narrow.len()
            && pairs.all(|(wide, narrow)| wide.matches(narrow, &context) == Matched::Yes)
    }
}

/// Finds the entries of an element that another one covers. Of equal ones the first is kept.
pub(super) fn entries(
    look: &mut Look<'_>,
    rule: Rule,
    element: &Element<Texts<'_>>,
    fold: fn(&str) -> String,
) {
    let entries: Vec<(String, Text<'_>)> =
        element.content.items.iter().map(|text| (fold(text.text), *text)).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut wide: Trie<Vec<Wide>> = Trie::default();
    for (number, (entry, _)) in entries.iter().enumerate() {
        if first.contains_key(entry.as_str()) {
            continue;
        }
        first.insert(entry, number);
        if let Some(pattern) = Wide::new(entry, number) {
            let prefix = entry.split(['*', '?']).next().unwrap_or("");
            if let Some(place) = wide.entry(prefix, Vec::new) {
                place.push(pattern);
            }
        }
    }
    for (number, (entry, text)) in entries.iter().enumerate() {
        let covering = match first.get(entry.as_str()) {
            Some(first) if *first != number => Some(*first),
            _ => covering(&wide, &entries, number, &mut look.comparisons),
        };
        if let Some((_, wider)) = covering.and_then(|number| entries.get(number)) {
            look.find(rule, text.start, format!("{} is covered by {}", short(text.text), short(wider.text)));
        }
    }
}

/// The entry that covers that one. Of two that cover each other (`a*` and `a**`) the first is kept.
fn covering(
    wide: &Trie<Vec<Wide>>,
    entries: &[(String, Text<'_>)],
    number: usize,
    budget: &mut usize,
) -> Option<usize> {
    let (entry, _) = entries.get(number)?;
    let own = Wide::new(entry, number);
    let mut found = None;
    wide.any_prefix(entry.bytes(), |candidates| {
        candidates.iter().filter(|candidate| candidate.number != number).any(|candidate| {
            let cost = candidate.length.saturating_mul(entry.len());
            let Some(rest) = budget.checked_sub(cost) else { return true };
            *budget = rest;
            steps::take(1);
            let is_covered = |other: &Wide| {
                let text = entries.get(candidate.number).map_or("", |(text, _)| text.as_str());
                candidate.number > number && other.covers(text)
            };
            if candidate.covers(entry) && !own.as_ref().is_some_and(is_covered) {
                found = Some(candidate.number);
            }
            found.is_some()
        })
    });
    found
}

/// Finds statements that say the same as an earlier one.
pub(super) fn statements(look: &mut Look<'_>, rule: Rule, policy: &RawPolicy<'_>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (number, statement) in policy.statements.iter().enumerate() {
        let earlier = *first.entry(describe(statement)).or_insert(number);
        if earlier != number {
            let message = format!("the statement says the same as statement {}", earlier + 1);
            look.find(rule, statement.start, message);
        }
    }
}

/// Everything but the Sid, in a fixed order.
fn describe(statement: &RawStatement<'_>) -> String {
    let texts = |element: &Option<Element<Texts<'_>>>| {
        element.as_ref().map(|element| {
            let mut items: Vec<&str> = element.content.items.iter().map(|text| text.text).collect();
            items.sort_unstable();
            (element.negated, items.into_iter().map(str::to_owned).collect::<Vec<_>>())
        })
    };
    let mut conditions: Vec<_> = statement
        .conditions
        .iter()
        .map(|condition| {
            let values: Vec<&str> = condition.values.iter().map(|value| value.text).collect();
            (condition.operator.text, condition.key.text.to_lowercase(), values)
        })
        .collect();
    conditions.sort();
    let principal = statement.principal.as_ref().map(crate::principal::PrincipalElement::new);
    let principal = principal.map(|element| {
        let mut entries: Vec<String> =
            element.entries.iter().map(|entry| format!("{}={}", entry.kind.name(), entry.written)).collect();
        entries.sort_unstable();
        (element.negated, entries)
    });
    let (action, resource) = (texts(&statement.action), texts(&statement.resource));
    format!("{:?} {principal:?} {action:?} {resource:?} {conditions:?}", effect(statement))
}
