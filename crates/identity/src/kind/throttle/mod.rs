pub(crate) mod counts;
mod table;

pub(crate) use counts::{Counts, caller_subject, subjects_of};
pub use counts::{GuessingNetwork, Held, KnownNetwork, MfaSource, Network, Standing, Throttle, standing};
pub(crate) use table::*;

#[cfg(test)]
mod tests;
