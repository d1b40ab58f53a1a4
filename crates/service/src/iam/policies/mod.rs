//! Managed policies, the account's and AWS's.

mod create_policy;
mod entities;
mod get_policy;
mod list_policies;
pub(crate) mod managed;
mod versions;

pub(super) use create_policy::{create_policy, delete_policy};
pub(super) use entities::list_entities_for_policy;
pub(super) use get_policy::get_policy;
pub(super) use list_policies::list_policies;
pub(super) use versions::{
    create_policy_version, delete_policy_version, get_policy_version, list_policy_versions,
    set_default_policy_version,
};
