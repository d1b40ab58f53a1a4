use wire::fault::Fault;
use wire::iam::{GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse};

use super::simulation::{Documents, context_keys};
use crate::authorise::Access;
use crate::call::Call;

/// The condition keys that the policies given name, in conditions and as variables.
pub(super) async fn get_context_keys_for_custom_policy(
    call: &mut Call<'_, '_>,
    input: GetContextKeysForCustomPolicyRequest,
) -> Result<GetContextKeysForCustomPolicyResponse, Fault> {
    call.authorise(Access::to_any("iam:GetContextKeysForCustomPolicy", call.account()).shown_as("*"))?;
    let documents = Documents { policies: input.policy_input_list, ..Documents::default() };
    let names = context_keys(call, None, documents).await?;
    Ok(GetContextKeysForCustomPolicyResponse { context_key_names: Some(names) })
}
