use wire::fault::Fault;
use wire::iam::{ListPolicyTagsRequest, ListPolicyTagsResponse};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::paging::page;

/// The tags of a managed policy.
pub(super) async fn list_policy_tags(
    call: &mut Call<'_, '_>,
    input: ListPolicyTagsRequest,
) -> Result<ListPolicyTagsResponse, Fault> {
    call.authorise(access::policy(call, "iam:ListPolicyTags", &input.policy_arn))?;
    let policy = Managed::find(&call.state(), call.account(), &input.policy_arn)?;
    // recorded: shorter keys first, equal ones by their bytes; CreatePolicy and GetPolicy keep the request's order
    let mut tags = policy.tags();
    tags.sort_by(|a, b| a.key.len().cmp(&b.key.len()).then_with(|| a.key.cmp(&b.key)));
    let page = page(tags, |tag| tag.key.clone(), input.marker.as_deref(), input.max_items)?;
    Ok(ListPolicyTagsResponse { is_truncated: page.is_truncated(), marker: page.marker, tags: page.items })
}
