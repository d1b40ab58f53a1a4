use wire::fault::Fault;
use wire::iam::{ListPolicyVersionsRequest, ListPolicyVersionsResponse};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::paging::page;

/// The versions of a managed policy, newest first, without documents.
pub(super) async fn list_policy_versions(
    call: &mut Call<'_, '_>,
    input: ListPolicyVersionsRequest,
) -> Result<ListPolicyVersionsResponse, Fault> {
    call.authorise(access::policy(call, "iam:ListPolicyVersions", &input.policy_arn))?;
    let policy = Managed::find(&call.state(), call.account(), &input.policy_arn)?;
    let id = |version: &wire::iam::PolicyVersion| version.version_id.clone().unwrap_or_default();
    let page = page(policy.versions(), id, input.marker.as_deref(), input.max_items)?;
    Ok(ListPolicyVersionsResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        versions: Some(page.items),
    })
}
