//! The world in which commands are tested.

pub(crate) mod world;
