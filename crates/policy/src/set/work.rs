//! Upper bound of the work of a decision, known before it is made. With it a service refuses, or cuts into pages, decisions that
//! would take too long.
//!
//! A step is the comparison of one character. A pattern is compared with a text of n bytes in at most
//! `fixed + per_byte · n + per_square · n²` steps: each chunk between two `*` is tried at places that no other chunk is
//! tried at, and at each place for no more than its own length; the length of a variable's value is bounded by the text's.

use super::{Candidate, Filed, PolicySet, WHOLE};
use crate::condition::Condition;
use crate::context::RequestContext;
use crate::document::{Effect, Statement};
use crate::value::Value;
use crate::work::{Work, bytes};

/// Steps for which a statement that is met counts, besides what is compared.
const MEETING: u64 = 16;
/// Times that a decision with its explanation compares the statements that it meets: for the verdict, and for the list of
/// those that decided.
const PASSES: u64 = 2;

/// Work of each statement of a set, in one context.
#[derive(Clone, Debug)]
pub struct Weights<'s> {
    set: &'s PolicySet,
    /// policy by policy
    statements: Vec<Vec<Weight>>,
}

/// Work of one statement.
#[derive(Clone, Copy, Debug)]
struct Weight {
    actions: Work,
    resources: Work,
    /// conditions and principals, looked at where action and resource match
    rest: u64,
    /// the keys and variables that it names
    keys: u64,
}

impl PolicySet {
    /// Weighs the statements for decisions in this context.
    pub fn weigh(&self, context: &dyn RequestContext) -> Weights<'_> {
        let weigh = |statement: &Statement| Weight::new(statement, context);
        let statements =
            self.policies.iter().map(|policy| policy.statements.iter().map(weigh).collect()).collect();
        Weights { set: self, statements }
    }
}

impl Weights<'_> {
    /// The most steps that [`explain`](crate::explain()) takes with this set for an action, by the length of the resource.
    pub fn on(&self, action: &str) -> Work {
        let mut sum = Work::fixed(bytes(action));
        for effect in [Effect::Deny, Effect::Allow] {
            let folded = action.bytes().map(|byte| byte.to_ascii_lowercase());
            let mut add = |list: &Vec<Candidate>| {
                for candidate in list {
                    sum.add(self.candidate(*candidate, action).unwrap_or_default());
                }
            };
            self.set.index(effect).by_action.any_prefix(folded, |filed| {
                match filed {
                    Filed::Short(list) => add(list),
                    Filed::ByResource(trie) => trie.values().for_each(&mut add),
                }
                false
            });
        }
        sum
    }

    fn candidate(&self, candidate: Candidate, action: &str) -> Option<Work> {
        let (policy, number) = (candidate.policy as usize, candidate.statement as usize);
        let weight = self.statements.get(policy)?.get(number)?;
        let statement = self.set.policies.get(policy)?.statements.get(number)?;
        let all_actions = weight.actions.at(action.len());
        let actions = match statement.actions.patterns.get(usize::from(candidate.action)) {
            Some(pattern) if candidate.action != WHOLE => pattern.work().at(action.len()),
            _ => all_actions,
        };
        let patterns = statement.resources.as_ref().map(|resources| &resources.patterns);
        let entry = patterns.and_then(|patterns| patterns.get(usize::from(candidate.resource)));
        let mut work = match entry {
            Some(pattern) if candidate.resource != WHOLE => pattern.work(),
            _ => weight.resources,
        };
        work.add(Work::fixed(actions.saturating_add(weight.rest).saturating_add(MEETING)));
        let mut work = work.times(PASSES);
        // the keys that are missing are asked of every statement about the action
        work.add(Work::fixed(all_actions.saturating_add(weight.keys)));
        Some(work)
    }
}

impl Weight {
    fn new(statement: &Statement, context: &dyn RequestContext) -> Weight {
        let resources = statement.resources.iter().flat_map(|resources| resources.patterns.iter());
        let entries = statement.principal.iter().flat_map(|element| element.entries.iter());
        let principals = entries.map(|entry| bytes(&entry.written).saturating_add(MEETING));
        let conditions = statement.conditions.iter().map(|condition| of_condition(condition, context));
        Weight {
            actions: Work::sum(statement.actions.patterns.iter().map(|pattern| pattern.work())),
            resources: Work::sum(resources.map(|pattern| pattern.work())),
            rest: conditions.chain(principals).fold(0, u64::saturating_add),
            keys: statement.context_keys().map(Work::of_lookup).fold(0, u64::saturating_add),
        }
    }
}

/// Every value of the policy with every value of the request.
fn of_condition(condition: &Condition, context: &dyn RequestContext) -> u64 {
    let one = |actual: &str| {
        let values = condition.values.iter().map(|value| {
            let patterns = Work::sum(value.patterns().iter().map(|pattern| pattern.work()));
            patterns.at(actual.len()).saturating_add(bytes(&value.written)).saturating_add(bytes(actual))
        });
        values.fold(MEETING, u64::saturating_add)
    };
    let compared = match context.value(&condition.key) {
        None => bytes_of_values(condition),
        Some(Value::One(value)) => one(&value),
        Some(Value::Many(values)) => values.iter().map(one).fold(0, u64::saturating_add),
    };
    compared.saturating_add(Work::of_lookup(&condition.written_key))
}

/// `Null` looks at its values also where the key is absent.
fn bytes_of_values(condition: &Condition) -> u64 {
    condition.values.iter().map(|value| bytes(&value.written)).fold(0, u64::saturating_add)
}
