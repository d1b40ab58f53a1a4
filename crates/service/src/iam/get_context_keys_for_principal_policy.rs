use policy::Kind;
use wire::fault::Fault;
use wire::iam::{GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse};

use super::simulation::{Source, context_keys, read_policies};
use crate::call::Call;

/// The condition keys that the policies of a user (and its groups), group or role name, and those of policies given besides.
pub(super) async fn get_context_keys_for_principal_policy(
    call: &mut Call<'_, '_>,
    input: GetContextKeysForPrincipalPolicyRequest,
) -> Result<GetContextKeysForPrincipalPolicyResponse, Fault> {
    let source = Source::principal(call, "iam:GetContextKeysForPrincipalPolicy", &input.policy_source_arn)?;
    let more = input.policy_input_list.unwrap_or_default();
    let source = source.with(read_policies(Kind::Inline, "PolicyInputList", &more)?);
    Ok(GetContextKeysForPrincipalPolicyResponse { context_key_names: Some(context_keys(source.policies())) })
}
