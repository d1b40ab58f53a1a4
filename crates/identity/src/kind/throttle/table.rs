use std::sync::Arc;

use super::Throttle;
use crate::persistent::OrderedMap;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Counts of wrong MFA codes, by subject.
#[derive(Clone, Default)]
pub(crate) struct Throttles(pub(super) OrderedMap<String, Arc<Throttle>>);

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

    fn replace(&mut self, _: &Throttle, new: Arc<Throttle>) {
        self.insert(new);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Throttle>> {
        self.0.values()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        if self.0 == other.0 { Vec::new() } else { vec!["throttles"] }
    }
}
