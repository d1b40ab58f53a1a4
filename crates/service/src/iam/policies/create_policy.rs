use std::sync::Arc;

use identity::{ManagedPolicy, command};
use wire::fault::Fault;
use wire::iam::{
    CreatePolicyRequest, CreatePolicyResponse, DeletePolicyRequest, DeletePolicyResponse, Policy,
};

use super::managed::Managed;
use crate::call::Call;
use crate::iam::shown;
use crate::permit::iam::NewEntity;
use crate::permit::value::Permit;

/// Makes a managed policy. The answer never shows its description.
pub(in crate::iam) async fn create_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, NewEntity>,
    input: CreatePolicyRequest,
) -> Result<CreatePolicyResponse, Fault> {
    let command = command::CreatePolicy {
        account: permit.account(),
        name: input.policy_name,
        path: permit.path.clone(),
        document: input.policy_document,
        description: input.description,
        tags: permit.tags.clone(),
    };
    let policy = call.execute(&permit, command).await?;
    let tags = shown::some_tags(&policy.tags);
    let shown = Managed::Own(policy.into()).show(&call.read_written(&permit), permit.account());
    Ok(CreatePolicyResponse { policy: Some(Policy { tags, ..shown }) })
}

/// Removes a managed policy that nothing uses, with its last version.
pub(in crate::iam) async fn delete_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<ManagedPolicy>>,
    _input: DeletePolicyRequest,
) -> Result<DeletePolicyResponse, Fault> {
    let command = command::DeletePolicy { account: permit.account(), policy: permit.reference() };
    call.execute(&permit, command).await?;
    Ok(DeletePolicyResponse {})
}
