//! Access keys.

mod create_access_key;
mod last_used;
mod list_access_keys;
mod update_access_key;
mod view;

pub(super) use create_access_key::create_access_key;
pub(super) use last_used::get_access_key_last_used;
pub(super) use list_access_keys::list_access_keys;
pub(super) use update_access_key::{delete_access_key, update_access_key};
