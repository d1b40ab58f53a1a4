//! Tag, untag and list operations of every kind that has tags.

use std::sync::Arc;

use identity::command::{TagResource, UntagResource};
use identity::{Device, Role, User};
use wire::fault::Fault;
use wire::iam::{
    ListMFADeviceTagsRequest, ListMFADeviceTagsResponse, ListPolicyTagsRequest, ListPolicyTagsResponse,
    ListRoleTagsRequest, ListRoleTagsResponse, ListUserTagsRequest, ListUserTagsResponse,
    TagMFADeviceRequest, TagMFADeviceResponse, TagPolicyRequest, TagPolicyResponse, TagRoleRequest,
    TagRoleResponse, TagUserRequest, TagUserResponse, UntagMFADeviceRequest, UntagMFADeviceResponse,
    UntagPolicyRequest, UntagPolicyResponse, UntagRoleRequest, UntagRoleResponse, UntagUserRequest,
    UntagUserResponse,
};

use super::policies::managed::Managed;
use super::shown;
use crate::call::Call;
use crate::paging::page;
use crate::permit::iam::{Tagging, Untagging};
use crate::permit::value::Permit;

/// Defines the operations on the tags of one kind of resource.
macro_rules! taggable {
    ($($resource:literal, $found:ty, $tags:expr;
        $tag:ident($tag_input:ident) -> $tag_output:ident,
        $untag:ident($untag_input:ident) -> $untag_output:ident,
        $list:ident($list_input:ident) -> $list_output:ident;
    )*) => {$(
        #[doc = concat!("Adds tags to a ", $resource, ", replacing those of the same keys.")]
        pub(in crate::iam) async fn $tag(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Tagging>,
            _input: $tag_input,
        ) -> Result<$tag_output, Fault> {
            tag(call, &permit).await?;
            Ok($tag_output {})
        }

        #[doc = concat!("Removes tags from a ", $resource, ".")]
        pub(in crate::iam) async fn $untag(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Untagging>,
            _input: $untag_input,
        ) -> Result<$untag_output, Fault> {
            untag(call, &permit).await?;
            Ok($untag_output {})
        }

        #[doc = concat!("Lists the tags of a ", $resource, ".")]
        pub(in crate::iam) async fn $list(
            _call: &mut Call<'_, '_>,
            permit: Permit<'_, $found>,
            input: $list_input,
        ) -> Result<$list_output, Fault> {
            let tags: fn(&$found) -> Vec<wire::iam::Tag> = $tags;
            let page =
                page(tags(&permit), |tag| tag.key.clone(), input.marker.as_deref(), input.max_items)?;
            Ok($list_output { is_truncated: page.is_truncated(), tags: page.items, marker: page.marker })
        }
    )*};
}

taggable! {
    "user", Arc<User>, |user| shown::tags(&user.tags);
        tag_user(TagUserRequest) -> TagUserResponse,
        untag_user(UntagUserRequest) -> UntagUserResponse,
        list_user_tags(ListUserTagsRequest) -> ListUserTagsResponse;
    "role", Arc<Role>, |role| shown::tags(&role.tags);
        tag_role(TagRoleRequest) -> TagRoleResponse,
        untag_role(UntagRoleRequest) -> UntagRoleResponse,
        list_role_tags(ListRoleTagsRequest) -> ListRoleTagsResponse;
    "managed policy", Managed, by_length;
        tag_policy(TagPolicyRequest) -> TagPolicyResponse,
        untag_policy(UntagPolicyRequest) -> UntagPolicyResponse,
        list_policy_tags(ListPolicyTagsRequest) -> ListPolicyTagsResponse;
    "virtual MFA device", Arc<Device>, |device| shown::tags(&device.tags);
        tag_mfa_device(TagMFADeviceRequest) -> TagMFADeviceResponse,
        untag_mfa_device(UntagMFADeviceRequest) -> UntagMFADeviceResponse,
        list_mfa_device_tags(ListMFADeviceTagsRequest) -> ListMFADeviceTagsResponse;
}

/// Recorded order of a policy's tags in their list: shorter keys first, equal ones by their bytes. CreatePolicy and GetPolicy
/// keep the order of the request.
fn by_length(policy: &Managed) -> Vec<wire::iam::Tag> {
    let mut tags = policy.tags();
    tags.sort_by(|a, b| a.key.len().cmp(&b.key.len()).then_with(|| a.key.cmp(&b.key)));
    tags
}

async fn tag(call: &mut Call<'_, '_>, permit: &Permit<'_, Tagging>) -> Result<(), Fault> {
    let (resource, tags) = (permit.resource.clone(), permit.tags.clone());
    call.execute(permit, TagResource { account: permit.account(), resource, tags }).await
}

async fn untag(call: &mut Call<'_, '_>, permit: &Permit<'_, Untagging>) -> Result<(), Fault> {
    let (resource, keys) = (permit.resource.clone(), permit.keys.clone());
    call.execute(permit, UntagResource { account: permit.account(), resource, keys }).await
}
