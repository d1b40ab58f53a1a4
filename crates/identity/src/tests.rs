//! The world in which commands are tested.

mod random;
pub(crate) mod world;
