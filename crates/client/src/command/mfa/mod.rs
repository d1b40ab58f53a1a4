//! Virtual MFA devices: made, enabled, brought back in step, removed.

mod device;
mod enrol;
mod pair;

pub use device::{check_enabled, remove, resync};
pub use enrol::{Enrolling, user_of};
pub use pair::PairSource;

#[cfg(test)]
mod tests;
