//! AWS Security Token Service, version 2011-06-15.

mod assume_role;
pub(crate) mod code;
mod get_access_key_info;
mod get_caller_identity;
mod get_session_token;
mod table;
pub(crate) mod wanted;

pub(crate) use table::{ROWS, run};
