use super::Throttle;
use crate::State;
use crate::check::{Checked, Found};
use std::ops::Bound;
use std::sync::Arc;

impl Checked for Throttle {
    fn check(&self, _: &State, _: &mut Found<'_>) {}
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
