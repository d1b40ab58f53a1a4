//! Operations on the account itself.

mod aliases;
mod delete_account_password_policy;
mod get_account_password_policy;
mod summary;
mod update_account_password_policy;

pub(super) use aliases::{create_account_alias, delete_account_alias, list_account_aliases};
pub(super) use delete_account_password_policy::delete_account_password_policy;
pub(super) use get_account_password_policy::get_account_password_policy;
pub(super) use summary::get_account_summary;
pub(super) use update_account_password_policy::update_account_password_policy;
