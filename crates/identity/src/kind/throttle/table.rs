use std::ops::Bound;
use std::sync::Arc;

use super::Throttle;
use crate::check::Found;
use crate::kinds::{Kind, Table};
use crate::persistent::OrderedMap;
use crate::{AccountId, State, Time};

/// Counts of wrong MFA codes, by subject.
#[derive(Clone, Default)]
pub(crate) struct Throttles(OrderedMap<String, Arc<Throttle>>);

impl Kind for Throttle {
    /// The subject.
    type Id = String;
    const NAME: &'static str = "count of wrong MFA codes";

    fn id(&self) -> String {
        self.subject.clone()
    }

    fn account(&self) -> Option<AccountId> {
        None
    }

    fn latest(&self) -> Time {
        self.latest_time()
    }

    fn check(&self, _: &State, _: &mut Found<'_>) {}
}

impl Table for Throttles {
    type Record = Throttle;

    fn get(&self, subject: &String) -> Option<&Arc<Throttle>> {
        self.0.get(subject)
    }

    fn insert(&mut self, throttle: Arc<Throttle>) {
        self.0.insert(throttle.subject.clone(), throttle);
    }

    fn remove(&mut self, subject: &String) {
        self.0.remove(subject);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Throttle>> {
        self.0.values()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        if self.0 == other.0 { Vec::new() } else { vec!["throttles"] }
    }
}

impl State {
    /// Count of wrong codes held against a subject.
    pub fn throttle(&self, subject: &str) -> Option<&Arc<Throttle>> {
        self.tables.throttles.0.get(subject)
    }

    /// Counts of the subjects whose names begin with a prefix, by name.
    pub fn throttles_below(&self, prefix: &str) -> impl Iterator<Item = &Arc<Throttle>> {
        let from = self.tables.throttles.0.range_from(Bound::Included(prefix.to_owned()));
        from.take_while(move |(subject, _)| subject.starts_with(prefix)).map(|(_, throttle)| throttle)
    }
}
