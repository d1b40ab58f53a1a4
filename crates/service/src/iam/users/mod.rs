//! Operations on users.

mod create_user;
mod get_user;
mod list_users;
mod update_user;
pub(super) mod view;

pub(super) use create_user::create_user;
pub(super) use get_user::get_user;
pub(super) use list_users::list_users;
pub(super) use update_user::{delete_user, update_user};
