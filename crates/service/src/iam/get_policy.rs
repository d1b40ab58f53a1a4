use wire::fault::Fault;
use wire::iam::{GetPolicyRequest, GetPolicyResponse, Policy};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;

/// Shows a managed policy; its tags even if it has none.
pub(super) async fn get_policy(
    call: &mut Call<'_, '_>,
    input: GetPolicyRequest,
) -> Result<GetPolicyResponse, Fault> {
    call.authorise(access::policy(call, "iam:GetPolicy", &input.policy_arn))?;
    let state = call.state();
    let policy = Managed::find(&state, call.account(), &input.policy_arn)?;
    let shown = Policy {
        description: policy.description(),
        tags: Some(policy.tags()),
        ..policy.show(&state, call.account())
    };
    Ok(GetPolicyResponse { policy: Some(shown) })
}
