//! The policies of one layer, compiled so that the cost of a decision does not grow with statements that cannot match.
//!
//! Each statement is filed under the literal text that every action it matches begins with, and below that under the
//! literal text that the resource part of every ARN it matches begins with. A request walks down both radix trees along its
//! own action and resource, and meets only the statements whose literals agree. `NotAction`, `NotResource` and patterns
//! that begin with a wildcard are filed at the root.

use crate::action::RequestAction;
use crate::context::RequestContext;
use crate::document::{Effect, Policy, Statement};
use crate::limits::{MAX_NESTED, MAX_PAIRS};
use crate::resource::{RequestResource, ResourceMatch};
use crate::trie::Trie;
use std::sync::Arc;

mod work;

pub use work::Weights;

/// A list this long is searched; a longer one is indexed by resource.
const SHORT_LIST: usize = 4;
/// Stands for the whole element in place of one of its entries.
const WHOLE: u16 = u16::MAX;

/// The compiled policies of one layer: immutable, cheap to share in an `Arc`.
#[derive(Clone, Debug, Default)]
pub struct PolicySet {
    policies: Box<[Arc<Policy>]>,
    deny: Index,
    allow: Index,
    statement_count: usize,
}

#[derive(Clone, Debug, Default)]
struct Index {
    by_action: Trie<Filed>,
}

/// Statements filed under one action prefix.
#[derive(Clone, Debug)]
enum Filed {
    Short(Vec<Candidate>),
    ByResource(Box<Trie<Vec<Candidate>>>),
}

/// A statement, and the entries of its `Action` and `Resource` that made it be filed here.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    policy: u32,
    statement: u32,
    action: u16,
    resource: u16,
}

/// A request as the predicates need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) action_text: &'a str,
    pub(crate) action: RequestAction<'a>,
    pub(crate) resource: RequestResource<'a>,
    pub(crate) context: &'a dyn RequestContext,
}

/// A statement of a set, and its place: `number` counts from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'s> {
    pub(crate) policy: &'s Policy,
    pub(crate) number: usize,
    pub(crate) statement: &'s Statement,
}

impl Target<'_> {
    fn action_bytes(&self) -> impl Iterator<Item = u8> {
        self.action_text.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl PolicySet {
    /// A layer without statements.
    pub fn empty() -> PolicySet {
        PolicySet::default()
    }

    /// Compiles the union of the policies.
    pub fn from_policies(policies: impl IntoIterator<Item = Arc<Policy>>) -> PolicySet {
        let policies: Box<[Arc<Policy>]> = policies.into_iter().collect();
        let (mut deny, mut allow, mut statement_count) = (Index::default(), Index::default(), 0);
        for (policy, place) in policies.iter().zip(0u32..) {
            for (statement, number) in policy.statements.iter().zip(0u32..) {
                let index = if statement.effect == Effect::Deny { &mut deny } else { &mut allow };
                index.file(statement, place, number);
                statement_count += 1;
            }
        }
        let resource = |policy: u32, statement: u32, entry: u16| {
            let statement = policies.get(policy as usize)?.statements.get(statement as usize)?;
            let pattern = statement.resources.as_ref()?.patterns.get(usize::from(entry))?;
            Some(pattern.literal_prefix())
        };
        deny.finish(resource);
        allow.finish(resource);
        PolicySet { policies, deny, allow, statement_count }
    }

    /// The policies.
    pub fn policies(&self) -> &[Arc<Policy>] {
        &self.policies
    }

    /// Number of statements of all policies together.
    pub fn statement_count(&self) -> usize {
        self.statement_count
    }

    /// Bytes on the heap that the index takes, the policies themselves not counted.
    pub fn index_bytes(&self) -> usize {
        size_of_val::<[Arc<Policy>]>(&self.policies) + self.deny.heap_bytes() + self.allow.heap_bytes()
    }

    /// True if some statement of that effect applies for which `accepts` says true: it is asked in no particular order,
    /// possibly several times about the same statement, and only about statements whose action, resource and conditions
    /// match.
    pub(crate) fn any<'s>(
        &'s self,
        effect: Effect,
        target: &Target<'_>,
        mut accepts: impl FnMut(Found<'s>) -> bool,
    ) -> bool {
        self.candidates(effect, target, |candidate| {
            self.found(candidate.policy, candidate.statement).is_some_and(|found| {
                candidate.matches(found.statement, target)
                    && found.statement.conditions_hold(target.context)
                    && accepts(found)
            })
        })
    }

    /// All statements, policy by policy.
    pub(crate) fn statements(&self) -> impl Iterator<Item = Found<'_>> {
        self.policies.iter().flat_map(|policy| {
            let statements = policy.statements.iter().enumerate();
            statements.map(|(number, statement)| Found { policy, number, statement })
        })
    }

    /// Visits the statements of that effect whose action may match, with any resource, until `visit` says true. A
    /// statement can come several times.
    pub(crate) fn about_action<'s>(
        &'s self,
        effect: Effect,
        target: &Target<'_>,
        mut visit: impl FnMut(Found<'s>) -> bool,
    ) {
        let mut visit = |list: &[Candidate]| {
            list.iter()
                .any(|candidate| self.found(candidate.policy, candidate.statement).is_some_and(&mut visit))
        };
        self.index(effect).by_action.any_prefix(target.action_bytes(), |filed| match filed {
            Filed::Short(list) => visit(list),
            Filed::ByResource(trie) => trie.values().any(|list| visit(list)),
        });
    }

    fn index(&self, effect: Effect) -> &Index {
        if effect == Effect::Deny { &self.deny } else { &self.allow }
    }

    fn candidates(
        &self,
        effect: Effect,
        target: &Target<'_>,
        mut visit: impl FnMut(Candidate) -> bool,
    ) -> bool {
        let resource = target.resource.rest().unwrap_or("");
        self.index(effect).by_action.any_prefix(target.action_bytes(), |filed| match filed {
            Filed::Short(list) => list.iter().any(|candidate| visit(*candidate)),
            Filed::ByResource(trie) => {
                trie.any_prefix(resource.bytes(), |list| list.iter().any(|candidate| visit(*candidate)))
            }
        })
    }

    fn found(&self, policy: u32, statement: u32) -> Option<Found<'_>> {
        let (policy, number) = (self.policies.get(policy as usize)?, statement as usize);
        Some(Found { policy, number, statement: policy.statements.get(number)? })
    }
}

impl Index {
    fn file(&mut self, statement: &Statement, policy: u32, number: u32) {
        let actions = &statement.actions;
        let resources = statement.resources.as_ref().filter(|resources| !resources.negated);
        let resource_count = resources.map_or(1, |resources| resources.patterns.len());
        let one_by_one = |count: usize| count < usize::from(WHOLE);
        let action_entries: Vec<(String, u16)> = if actions.negated || !one_by_one(actions.patterns.len()) {
            vec![(String::new(), WHOLE)]
        } else {
            let live = actions.patterns.iter().zip(0u16..).filter(|(pattern, _)| !pattern.is_dead());
            few_of_a_kind(live.map(|(pattern, at)| (pattern.literal_prefix(), at)).collect())
        };
        let by_pair = action_entries.len().saturating_mul(resource_count) <= MAX_PAIRS;
        let resource_entries: Vec<u16> = match resources {
            Some(resources) if by_pair && one_by_one(resources.patterns.len()) => {
                let usable =
                    resources.patterns.iter().zip(0u16..).filter(|(pattern, _)| !pattern.is_unusable());
                let entries =
                    few_of_a_kind(usable.map(|(pattern, at)| (pattern.literal_prefix(), at)).collect());
                entries.into_iter().map(|(_, at)| at).collect()
            }
            _ => vec![WHOLE],
        };
        for (prefix, action) in action_entries {
            let Some(Filed::Short(list)) = self.by_action.entry(prefix.as_ref(), || Filed::Short(Vec::new()))
            else {
                continue;
            };
            let candidate =
                |resource: &u16| Candidate { policy, statement: number, action, resource: *resource };
            list.extend(resource_entries.iter().map(candidate));
        }
    }

    /// Indexes long lists by resource.
    fn finish<'p>(&mut self, prefix: impl Fn(u32, u32, u16) -> Option<&'p str>) {
        for filed in self.by_action.values_mut() {
            let Filed::Short(list) = filed else { continue };
            list.shrink_to_fit();
            if list.len() <= SHORT_LIST {
                continue;
            }
            let mut trie: Trie<Vec<Candidate>> = Trie::default();
            for candidate in list.iter() {
                let prefix = prefix(candidate.policy, candidate.statement, candidate.resource).unwrap_or("");
                if let Some(place) = trie.entry(prefix, Vec::new) {
                    place.push(*candidate);
                }
            }
            trie.values_mut().for_each(Vec::shrink_to_fit);
            trie.shrink();
            *filed = Filed::ByResource(Box::new(trie));
        }
        self.by_action.shrink();
    }

    fn heap_bytes(&self) -> usize {
        let list = |list: &Vec<Candidate>| list.capacity() * size_of::<Candidate>();
        let filed = |filed: &Filed| match filed {
            Filed::Short(short) => list(short),
            Filed::ByResource(trie) => trie.heap_bytes() + trie.values().map(list).sum::<usize>(),
        };
        self.by_action.heap_bytes() + self.by_action.values().map(filed).sum::<usize>()
    }
}

/// Leaves at most [`MAX_NESTED`] entries of which each begins with the one before, so that a request meets no more of them
/// on its way down the tree; those beyond are tested with the element as a whole, in the place of the last.
fn few_of_a_kind<T: AsRef<str> + Ord + Clone>(mut entries: Vec<(T, u16)>) -> Vec<(T, u16)> {
    entries.sort();
    let mut kept: Vec<(T, u16)> = Vec::with_capacity(entries.len());
    // Places in `kept` of entries that begin one another.
    let mut nested: Vec<usize> = Vec::new();
    for (prefix, at) in entries {
        let begins = |place: &usize| {
            kept.get(*place).is_some_and(|(outer, _)| prefix.as_ref().starts_with(outer.as_ref()))
        };
        while nested.last().is_some_and(|place| !begins(place)) {
            nested.pop();
        }
        match nested.last().and_then(|place| kept.get_mut(*place)) {
            Some((_, last)) if nested.len() >= MAX_NESTED => *last = WHOLE,
            _ => {
                nested.push(kept.len());
                kept.push((prefix, at));
            }
        }
    }
    kept
}

impl Candidate {
    fn matches(self, statement: &Statement, target: &Target<'_>) -> bool {
        let action = match statement.actions.patterns.get(usize::from(self.action)) {
            Some(pattern) if self.action != WHOLE => pattern.matches(target.action, target.context),
            _ => statement.actions.apply(target.action, target.context),
        };
        action
            && statement.resources.as_ref().is_none_or(|resources| {
                match resources.patterns.get(usize::from(self.resource)) {
                    Some(pattern) if self.resource != WHOLE => {
                        pattern.matches(target.resource, target.context) == ResourceMatch::Yes
                    }
                    _ => resources.apply(target.resource, target.context),
                }
            })
    }
}

#[cfg(test)]
mod tests;
