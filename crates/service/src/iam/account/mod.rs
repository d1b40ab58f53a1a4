//! The account as a whole.

mod aliases;
mod summary;

pub(super) use aliases::{create_account_alias, delete_account_alias, list_account_aliases};
pub(super) use summary::get_account_summary;
