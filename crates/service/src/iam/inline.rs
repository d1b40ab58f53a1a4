//! Policies embedded in users, groups and roles.

use identity::Refusal;
use identity::command::{DeleteInlinePolicy, PutInlinePolicy};
use wire::fault::Fault;
use wire::iam::{
    DeleteGroupPolicyRequest, DeleteGroupPolicyResponse, DeleteRolePolicyRequest, DeleteRolePolicyResponse,
    DeleteUserPolicyRequest, DeleteUserPolicyResponse, GetGroupPolicyRequest, GetGroupPolicyResponse,
    GetRolePolicyRequest, GetRolePolicyResponse, GetUserPolicyRequest, GetUserPolicyResponse,
    ListGroupPoliciesRequest, ListGroupPoliciesResponse, ListRolePoliciesRequest, ListRolePoliciesResponse,
    ListUserPoliciesRequest, ListUserPoliciesResponse, PutGroupPolicyRequest, PutGroupPolicyResponse,
    PutRolePolicyRequest, PutRolePolicyResponse, PutUserPolicyRequest, PutUserPolicyResponse,
};

use super::holder::Holder;
use super::shown::document;
use crate::call::Call;
use crate::paging::page;
use crate::permit::value::Permit;
use crate::refusal;

/// Defines the operations on the policies embedded in one kind of holder, whose name answers have in the member `$name`.
macro_rules! inline_policies {
    ($($kind:ident, $name:ident:
        $put:ident($put_input:ident) -> $put_output:ident,
        $get:ident($get_input:ident) -> $get_output:ident,
        $list:ident($list_input:ident) -> $list_output:ident,
        $delete:ident($delete_input:ident) -> $delete_output:ident;
    )*) => {$(
        #[doc = concat!("Embeds a policy in a ", stringify!($kind), ", or replaces the one of that name.")]
        pub(in crate::iam) async fn $put(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Holder>,
            input: $put_input,
        ) -> Result<$put_output, Fault> {
            put(call, &permit, input.policy_name, input.policy_document).await?;
            Ok($put_output {})
        }

        #[doc = concat!("Shows a policy embedded in a ", stringify!($kind), ".")]
        pub(in crate::iam) async fn $get(
            _call: &mut Call<'_, '_>,
            permit: Permit<'_, Holder>,
            input: $get_input,
        ) -> Result<$get_output, Fault> {
            let policy_document = get(&permit, &input.policy_name)?;
            let ($name, policy_name) = (permit.name().to_owned(), input.policy_name);
            Ok($get_output { $name, policy_name, policy_document })
        }

        #[doc = concat!("Lists the names of the policies embedded in a ", stringify!($kind), ".")]
        pub(in crate::iam) async fn $list(
            _call: &mut Call<'_, '_>,
            permit: Permit<'_, Holder>,
            input: $list_input,
        ) -> Result<$list_output, Fault> {
            let names = permit.policies().inline.keys().cloned().collect();
            let page = page(names, String::clone, input.marker.as_deref(), input.max_items)?;
            let is_truncated = page.is_truncated();
            Ok($list_output { policy_names: page.items, is_truncated, marker: page.marker })
        }

        #[doc = concat!("Removes a policy embedded in a ", stringify!($kind), ".")]
        pub(in crate::iam) async fn $delete(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Holder>,
            input: $delete_input,
        ) -> Result<$delete_output, Fault> {
            delete(call, &permit, input.policy_name).await?;
            Ok($delete_output {})
        }
    )*};
}

inline_policies! {
    user, user_name: put_user_policy(PutUserPolicyRequest) -> PutUserPolicyResponse,
        get_user_policy(GetUserPolicyRequest) -> GetUserPolicyResponse,
        list_user_policies(ListUserPoliciesRequest) -> ListUserPoliciesResponse,
        delete_user_policy(DeleteUserPolicyRequest) -> DeleteUserPolicyResponse;
    group, group_name: put_group_policy(PutGroupPolicyRequest) -> PutGroupPolicyResponse,
        get_group_policy(GetGroupPolicyRequest) -> GetGroupPolicyResponse,
        list_group_policies(ListGroupPoliciesRequest) -> ListGroupPoliciesResponse,
        delete_group_policy(DeleteGroupPolicyRequest) -> DeleteGroupPolicyResponse;
    role, role_name: put_role_policy(PutRolePolicyRequest) -> PutRolePolicyResponse,
        get_role_policy(GetRolePolicyRequest) -> GetRolePolicyResponse,
        list_role_policies(ListRolePoliciesRequest) -> ListRolePoliciesResponse,
        delete_role_policy(DeleteRolePolicyRequest) -> DeleteRolePolicyResponse;
}

async fn put(
    call: &mut Call<'_, '_>,
    permit: &Permit<'_, Holder>,
    policy_name: String,
    document: String,
) -> Result<(), Fault> {
    let (account, target) = (permit.account(), permit.reference());
    call.execute(permit, PutInlinePolicy { account, target, policy_name, document }).await
}

fn get(holder: &Holder, policy_name: &str) -> Result<String, Fault> {
    let inline = holder.policies().inline.get(policy_name);
    let missing = || Refusal::NoSuchEntity(holder.kind().inline_policy(), policy_name.to_owned());
    let inline = inline.ok_or_else(|| refusal::fault(missing()))?;
    Ok(document(inline.text()))
}

async fn delete(
    call: &mut Call<'_, '_>,
    permit: &Permit<'_, Holder>,
    policy_name: String,
) -> Result<(), Fault> {
    let (account, target) = (permit.account(), permit.reference());
    call.execute(permit, DeleteInlinePolicy { account, target, policy_name }).await
}
