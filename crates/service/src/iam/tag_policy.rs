use identity::command::{TagResource, Tagged};
use wire::fault::Fault;
use wire::iam::{TagPolicyRequest, TagPolicyResponse};

use super::{access, tags};
use crate::call::Call;

/// Sets tags of a managed policy.
pub(super) async fn tag_policy(
    call: &mut Call<'_, '_>,
    input: TagPolicyRequest,
) -> Result<TagPolicyResponse, Fault> {
    let tags = tags::read(Some(input.tags));
    let with_tags = |access: crate::authorise::Access| access.request_tags(&tags);
    access::authorise_policy_change(call, "iam:TagPolicy", &input.policy_arn, with_tags)?;
    let resource = Tagged::Policy(input.policy_arn);
    call.execute(TagResource { account: call.account(), resource, tags }).await?;
    Ok(TagPolicyResponse {})
}
