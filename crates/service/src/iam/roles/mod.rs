//! Operations on roles.

mod create_role;
mod get_role;
mod update_role;
mod view;

pub(super) use create_role::create_role;
pub(super) use get_role::{get_role, list_roles};
pub(super) use update_role::{delete_role, update_assume_role_policy, update_role, update_role_description};
