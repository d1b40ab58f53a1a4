//! AWS Identity and Access Management, version 2010-05-08.

mod access;
mod attach_policy;
mod create_policy;
mod create_policy_version;
mod create_role;
mod delete_inline_policy;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_role_permissions_boundary;
mod detach_policy;
mod get_inline_policy;
mod get_policy;
mod get_policy_version;
mod get_role;
mod list_attached_policies;
mod list_entities_for_policy;
mod list_inline_policies;
mod list_policies;
mod list_policy_tags;
mod list_policy_versions;
mod list_role_tags;
mod list_roles;
mod put_inline_policy;
mod put_role_permissions_boundary;
mod set_default_policy_version;
mod tag_policy;
mod tag_role;
mod tags;
mod untag_policy;
mod untag_role;
mod update_assume_role_policy;
mod update_role;
mod update_role_description;
mod view_policy;

use wire::fault::Fault;
use wire::iam::Operation;
use wire::query::Params;

use crate::call::Call;

/// Decodes the input of the operation that was asked for, runs it and writes its output. Input is checked against the
/// service model before anything else, also for operations that are not built.
macro_rules! operations {
    ($call:expr, $operation:expr, $params:expr; $($name:ident => $function:path,)*) => {
        match $operation {
            $(Operation::$name => {
                let input = wire::query::Request::decode($params)?;
                let output = $function($call, input).await?;
                Ok(wire::query::Response::to_xml(&output, &$call.request.request_id))
            })*
            #[allow(unreachable_patterns, reason = "one day all are built")]
            other => {
                other.check($params)?;
                Err(Fault::not_built(other.name()))
            }
        }
    };
}
pub(crate) use operations;

/// Runs one operation: the body of its answer.
pub(crate) async fn run(
    call: &mut Call<'_, '_>,
    operation: Operation,
    params: &Params,
) -> Result<String, Fault> {
    operations! {
        call, operation, params;
        AttachGroupPolicy => attach_policy::attach_group_policy,
        AttachRolePolicy => attach_policy::attach_role_policy,
        AttachUserPolicy => attach_policy::attach_user_policy,
        CreatePolicy => create_policy::create_policy,
        CreatePolicyVersion => create_policy_version::create_policy_version,
        CreateRole => create_role::create_role,
        DeleteGroupPolicy => delete_inline_policy::delete_group_policy,
        DeletePolicy => delete_policy::delete_policy,
        DeletePolicyVersion => delete_policy_version::delete_policy_version,
        DeleteRole => delete_role::delete_role,
        DeleteRolePermissionsBoundary => delete_role_permissions_boundary::delete_role_permissions_boundary,
        DeleteRolePolicy => delete_inline_policy::delete_role_policy,
        DeleteUserPolicy => delete_inline_policy::delete_user_policy,
        DetachGroupPolicy => detach_policy::detach_group_policy,
        DetachRolePolicy => detach_policy::detach_role_policy,
        DetachUserPolicy => detach_policy::detach_user_policy,
        GetGroupPolicy => get_inline_policy::get_group_policy,
        GetPolicy => get_policy::get_policy,
        GetPolicyVersion => get_policy_version::get_policy_version,
        GetRole => get_role::get_role,
        GetRolePolicy => get_inline_policy::get_role_policy,
        GetUserPolicy => get_inline_policy::get_user_policy,
        ListAttachedGroupPolicies => list_attached_policies::list_attached_group_policies,
        ListAttachedRolePolicies => list_attached_policies::list_attached_role_policies,
        ListAttachedUserPolicies => list_attached_policies::list_attached_user_policies,
        ListEntitiesForPolicy => list_entities_for_policy::list_entities_for_policy,
        ListGroupPolicies => list_inline_policies::list_group_policies,
        ListPolicies => list_policies::list_policies,
        ListPolicyTags => list_policy_tags::list_policy_tags,
        ListPolicyVersions => list_policy_versions::list_policy_versions,
        ListRolePolicies => list_inline_policies::list_role_policies,
        ListRoleTags => list_role_tags::list_role_tags,
        ListRoles => list_roles::list_roles,
        ListUserPolicies => list_inline_policies::list_user_policies,
        PutGroupPolicy => put_inline_policy::put_group_policy,
        PutRolePermissionsBoundary => put_role_permissions_boundary::put_role_permissions_boundary,
        PutRolePolicy => put_inline_policy::put_role_policy,
        PutUserPolicy => put_inline_policy::put_user_policy,
        SetDefaultPolicyVersion => set_default_policy_version::set_default_policy_version,
        TagPolicy => tag_policy::tag_policy,
        TagRole => tag_role::tag_role,
        UntagPolicy => untag_policy::untag_policy,
        UntagRole => untag_role::untag_role,
        UpdateAssumeRolePolicy => update_assume_role_policy::update_assume_role_policy,
        UpdateRole => update_role::update_role,
        UpdateRoleDescription => update_role_description::update_role_description,
    }
}
