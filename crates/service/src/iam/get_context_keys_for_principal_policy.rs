use wire::fault::Fault;
use wire::iam::{GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse};

use super::simulation::{Documents, Source, context_keys};
use crate::call::Call;

/// The condition keys that the policies of a user (and its groups), group or role name, and those of policies given besides.
pub(super) async fn get_context_keys_for_principal_policy(
    call: &mut Call<'_, '_>,
    input: GetContextKeysForPrincipalPolicyRequest,
) -> Result<GetContextKeysForPrincipalPolicyResponse, Fault> {
    let source = Source::principal(call, "iam:GetContextKeysForPrincipalPolicy", &input.policy_source_arn)?;
    let policies = input.policy_input_list.unwrap_or_default();
    let documents = Documents { policies, ..Documents::default() };
    let names = context_keys(call, Some(source), documents).await?;
    Ok(GetContextKeysForPrincipalPolicyResponse { context_key_names: Some(names) })
}
