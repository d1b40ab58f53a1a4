//! The permits of IAM's operations, a file a kind of resource. Rows of the operation table name these functions; each gets the
//! row and those members of the input that the row lists.

mod absent;
mod devices;
mod groups;
mod holders;
mod keys;
mod policies;
mod roles;
mod tags;
mod users;

pub(crate) use absent::{
    Owned, delegation_request, deletion_task, instance_profile, instance_profiles, job, login_profile,
    oidc_provider, oidc_providers, owned, owner_or_all, saml_provider, saml_providers, server_certificate,
    server_certificates, service_linked_role,
};
pub(crate) use devices::{Synchronisation, device, devices, new_device, synchronised_device};
pub(crate) use groups::{Membership, group, groups, membership, new_group, renamed_group};
pub(crate) use holders::{
    Attachment, Bounding, attachment_to_group, attachment_to_role, attachment_to_user, bounded_role,
    bounded_user, group_policies, policy_source, role_boundary, role_policies, user_boundary, user_policies,
};
pub(crate) use keys::{UsedKey, used_key};
pub(crate) use policies::{
    extended_policy, new_policy, policies, policy, policy_version, reduced_policy, removed_policy,
    switched_policy, tagged_policy, untagged_policy, used_policy,
};
pub(crate) use roles::{new_role, role, role_to_show, roles};
pub(crate) use tags::{
    Tagging, Untagging, tagged_device, tagged_role, tagged_user, untagged_device, untagged_role,
    untagged_user,
};
pub(crate) use users::{Caller, Owner, new_user, owner, renamed_user, user, user_or_caller, users};

use identity::{TagSet, arn};

use self::tags::read;
use super::Granted;
use super::value::Permit;
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;

/// Actions that see the permissions boundary of the user or role they are about as `iam:PermissionsBoundary`. Those that
/// set a boundary see the new one instead. Source: service authorization reference of IAM.
const BOUNDARY_ACTIONS: &[&str] = &[
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:GetRole",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
];

/// Condition key of a permissions boundary.
const PERMISSIONS_BOUNDARY: &str = "iam:PermissionsBoundary";

/// Path of an entity whose request names none.
const ROOT_PATH: &str = "/";

fn with_boundary(access: Access, boundary: Option<&str>) -> Access {
    let applies = BOUNDARY_ACTIONS.contains(&access.action());
    access.with_some(PERMISSIONS_BOUNDARY, boundary.filter(|_| applies))
}

/// An action on the account as a whole, which takes no resource.
pub(crate) fn account<'a>(call: &Call<'a, '_>, row: &Row) -> Granted<'a, ()> {
    collection(call, row, "*".to_owned())
}

/// An action on all entities of a kind, which takes no resource. Denials show `shown`.
fn collection<'a>(call: &Call<'a, '_>, row: &Row, shown: String) -> Granted<'a, ()> {
    call.authorise(&Access::to_any(row.action(), call.account()).shown_as(shown), ())
}

/// ARN by which a denial names the entities of a kind whose paths begin with a prefix.
fn under_prefix(call: &Call<'_, '_>, kind: &str, prefix: Option<&String>) -> String {
    let prefix = prefix.map_or(ROOT_PATH, String::as_str);
    format!("arn:{}:iam::{}:{kind}{prefix}", arn::PARTITION, call.account())
}

/// An entity that is to be made.
pub(crate) struct NewEntity {
    /// The path given, or `/`.
    pub path: String,
    /// The ARN that it will have.
    pub arn: String,
    /// The tags given.
    pub tags: TagSet,
}

impl NewEntity {
    /// Authorises the creation, and the tagging, which is the second action of the row, if there are tags. Denials show the
    /// ARN.
    fn authorise<'a>(
        call: &Call<'a, '_>,
        row: &Row,
        path: Option<&String>,
        arn: impl FnOnce(&str) -> String,
        tags: Option<&Vec<wire::iam::Tag>>,
        boundary: Option<&str>,
    ) -> Granted<'a, Self> {
        let path = path.map_or(ROOT_PATH, String::as_str).to_owned();
        let new = Self { arn: arn(&path), path, tags: read(tags.map_or(&[], Vec::as_slice)) };
        let access = |action| Access::to(action, new.arn.clone(), call.account()).request_tags(&new.tags);
        let creation: Permit<'a, ()> =
            call.authorise(&access(row.action()).with_some(PERMISSIONS_BOUNDARY, boundary), ())?;
        if !new.tags.0.is_empty() {
            for action in row.further_actions() {
                call.authorise_also(&access(action))?;
            }
        }
        Ok(creation.map(|()| new))
    }
}

#[cfg(test)]
mod tests {
    use super::BOUNDARY_ACTIONS;

    #[test]
    fn actions_that_see_a_boundary_are_those_of_rows_on_users_and_roles() {
        for action in BOUNDARY_ACTIONS {
            let mut rows = crate::table::rows().filter(|row| row.is_built() && row.actions.contains(action));
            assert!(
                rows.next().is_some_and(|row| row.resource.contains("user") || row.resource.contains("role"))
            );
        }
    }
}
