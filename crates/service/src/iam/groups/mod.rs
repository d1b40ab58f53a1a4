//! Groups and their members.

mod create_group;
mod get_group;
mod list_groups;
mod members;
mod update_group;
mod view;

pub(super) use create_group::create_group;
pub(super) use get_group::get_group;
pub(super) use list_groups::{list_groups, list_groups_for_user};
pub(super) use members::{add_user_to_group, remove_user_from_group};
pub(super) use update_group::{delete_group, update_group};
