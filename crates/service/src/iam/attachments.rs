//! Managed policies attached to users, groups and roles.

use identity::command::{AttachPolicy, DetachPolicy};
use wire::fault::Fault;
use wire::iam::{
    AttachGroupPolicyRequest, AttachGroupPolicyResponse, AttachRolePolicyRequest, AttachRolePolicyResponse,
    AttachUserPolicyRequest, AttachUserPolicyResponse, AttachedPolicy, DetachGroupPolicyRequest,
    DetachGroupPolicyResponse, DetachRolePolicyRequest, DetachRolePolicyResponse, DetachUserPolicyRequest,
    DetachUserPolicyResponse, ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse,
    ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse, ListAttachedUserPoliciesRequest,
    ListAttachedUserPoliciesResponse,
};

use super::holder::Holder;
use super::policies::managed::Managed;
use crate::call::Call;
use crate::paging::{Page, page};
use crate::permit::iam::Attachment;
use crate::permit::value::Permit;
use crate::refusal;

/// Defines the operations on attachments to one kind of holder.
macro_rules! attachments {
    ($($kind:ident:
        $attach:ident($attach_input:ident) -> $attach_output:ident,
        $detach:ident($detach_input:ident) -> $detach_output:ident,
        $list:ident($list_input:ident) -> $list_output:ident;
    )*) => {$(
        #[doc = concat!("Attaches a managed policy to a ", stringify!($kind), "; nothing happens if it is attached.")]
        pub(in crate::iam) async fn $attach(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Attachment>,
            _input: $attach_input,
        ) -> Result<$attach_output, Fault> {
            attach(call, &permit).await?;
            Ok($attach_output {})
        }

        #[doc = concat!("Detaches a managed policy from a ", stringify!($kind), ", to which it must be attached.")]
        pub(in crate::iam) async fn $detach(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Attachment>,
            _input: $detach_input,
        ) -> Result<$detach_output, Fault> {
            detach(call, &permit).await?;
            Ok($detach_output {})
        }

        #[doc = concat!("Lists the managed policies attached to a ", stringify!($kind), ", by name.")]
        pub(in crate::iam) async fn $list(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Holder>,
            input: $list_input,
        ) -> Result<$list_output, Fault> {
            let (prefix, marker) = (input.path_prefix.as_deref(), input.marker.as_deref());
            let page = list(call, &permit, prefix, marker, input.max_items)?;
            Ok($list_output {
                is_truncated: page.is_truncated(),
                marker: page.marker,
                attached_policies: Some(page.items),
            })
        }
    )*};
}

attachments! {
    user: attach_user_policy(AttachUserPolicyRequest) -> AttachUserPolicyResponse,
        detach_user_policy(DetachUserPolicyRequest) -> DetachUserPolicyResponse,
        list_attached_user_policies(ListAttachedUserPoliciesRequest) -> ListAttachedUserPoliciesResponse;
    group: attach_group_policy(AttachGroupPolicyRequest) -> AttachGroupPolicyResponse,
        detach_group_policy(DetachGroupPolicyRequest) -> DetachGroupPolicyResponse,
        list_attached_group_policies(ListAttachedGroupPoliciesRequest) -> ListAttachedGroupPoliciesResponse;
    role: attach_role_policy(AttachRolePolicyRequest) -> AttachRolePolicyResponse,
        detach_role_policy(DetachRolePolicyRequest) -> DetachRolePolicyResponse,
        list_attached_role_policies(ListAttachedRolePoliciesRequest) -> ListAttachedRolePoliciesResponse;
}

async fn attach(call: &mut Call<'_, '_>, permit: &Permit<'_, Attachment>) -> Result<(), Fault> {
    let (target, policy_arn) = (permit.holder.reference(), permit.policy_arn.clone());
    call.execute(permit, AttachPolicy { account: permit.account(), target, policy_arn }).await
}

async fn detach(call: &mut Call<'_, '_>, permit: &Permit<'_, Attachment>) -> Result<(), Fault> {
    let (target, policy_arn) = (permit.holder.reference(), permit.policy_arn.clone());
    call.execute(permit, DetachPolicy { account: permit.account(), target, policy_arn }).await
}

fn list(
    call: &Call<'_, '_>,
    permit: &Permit<'_, Holder>,
    prefix: Option<&str>,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<AttachedPolicy>, Fault> {
    let (state, account) = (call.read(permit), permit.account());
    let attached = permit.policies().managed.iter().map(|arn| Managed::find(&state, account, arn));
    let mut attached = attached.collect::<Result<Vec<_>, _>>().map_err(refusal::fault)?;
    let prefix = prefix.unwrap_or("/");
    attached.retain(|policy| policy.path().starts_with(prefix));
    attached.sort_by_cached_key(|policy| (policy.name().to_ascii_lowercase(), policy.arn()));
    let page = page(attached, Managed::arn, marker, max_items)?;
    Ok(page.map(|policy| AttachedPolicy {
        policy_name: Some(policy.name().to_owned()),
        policy_arn: Some(policy.arn()),
    }))
}
