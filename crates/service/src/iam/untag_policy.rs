use identity::command::{Tagged, UntagResource};
use wire::fault::Fault;
use wire::iam::{UntagPolicyRequest, UntagPolicyResponse};

use super::access;
use crate::authorise::Access;
use crate::call::Call;

/// Removes tags of a managed policy.
pub(super) async fn untag_policy(
    call: &mut Call<'_, '_>,
    input: UntagPolicyRequest,
) -> Result<UntagPolicyResponse, Fault> {
    let with_keys =
        |access: Access| access.with_list("aws:TagKeys", input.tag_keys.iter().map(String::as_str));
    access::authorise_policy_change(call, "iam:UntagPolicy", &input.policy_arn, with_keys)?;
    let resource = Tagged::Policy(input.policy_arn);
    call.execute(UntagResource { account: call.account(), resource, keys: input.tag_keys }).await?;
    Ok(UntagPolicyResponse {})
}
