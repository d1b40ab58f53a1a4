use wire::fault::Fault;
use wire::iam::{GetPolicyRequest, GetPolicyResponse, Policy};

use super::managed::Managed;
use crate::call::Call;
use crate::permit::value::Permit;

/// Shows a managed policy; its tags even if it has none.
pub(in crate::iam) async fn get_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Managed>,
    _input: GetPolicyRequest,
) -> Result<GetPolicyResponse, Fault> {
    let shown = Policy {
        description: permit.description(),
        tags: Some(permit.tags()),
        ..permit.show(&call.read(&permit), permit.account())
    };
    Ok(GetPolicyResponse { policy: Some(shown) })
}
