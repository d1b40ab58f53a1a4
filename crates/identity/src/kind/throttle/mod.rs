pub(crate) mod counts;
pub(crate) mod limits;
mod lookups;
mod model;
mod table;

pub use counts::standing;
pub(crate) use counts::{Counts, caller_subject, subjects_of};
pub use model::{GuessingNetwork, Held, KnownNetwork, MfaSource, Network, Standing, Throttle};
pub(crate) use table::*;

#[cfg(test)]
mod tests;
