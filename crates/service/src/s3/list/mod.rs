//! Listings of objects.

pub(super) mod list_objects;
pub(super) mod token;
