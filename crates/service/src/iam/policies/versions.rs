use std::sync::Arc;

use identity::{ManagedPolicy, command};
use wire::fault::Fault;
use wire::iam::{
    CreatePolicyVersionRequest, CreatePolicyVersionResponse, DeletePolicyVersionRequest,
    DeletePolicyVersionResponse, GetPolicyVersionRequest, GetPolicyVersionResponse,
    ListPolicyVersionsRequest, ListPolicyVersionsResponse, PolicyVersion, SetDefaultPolicyVersionRequest,
    SetDefaultPolicyVersionResponse,
};

use super::managed::{Managed, show_version};
use crate::call::Call;
use crate::paging::page;
use crate::permit::value::Permit;
use crate::refusal;

/// Adds a version to a managed policy. The answer does not show the document.
pub(in crate::iam) async fn create_policy_version(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<ManagedPolicy>>,
    input: CreatePolicyVersionRequest,
) -> Result<CreatePolicyVersionResponse, Fault> {
    let command = command::CreatePolicyVersion {
        account: permit.account(),
        policy: permit.reference(),
        document: input.policy_document,
        set_as_default: input.set_as_default.unwrap_or(false),
    };
    let (version, is_default) = call.execute(&permit, command).await?;
    let shown = show_version(version.number, is_default, version.created);
    Ok(CreatePolicyVersionResponse { policy_version: Some(shown) })
}

/// Shows a version of a managed policy, its document too.
pub(in crate::iam) async fn get_policy_version(
    _call: &mut Call<'_, '_>,
    permit: Permit<'_, Managed>,
    input: GetPolicyVersionRequest,
) -> Result<GetPolicyVersionResponse, Fault> {
    let version = permit.version(&input.version_id).map_err(refusal::fault)?;
    Ok(GetPolicyVersionResponse { policy_version: Some(version) })
}

/// Lists the versions of a managed policy, newest first, without documents.
pub(in crate::iam) async fn list_policy_versions(
    _call: &mut Call<'_, '_>,
    permit: Permit<'_, Managed>,
    input: ListPolicyVersionsRequest,
) -> Result<ListPolicyVersionsResponse, Fault> {
    let id = |version: &PolicyVersion| version.version_id.clone().unwrap_or_default();
    let page = page(permit.versions(), id, input.marker.as_deref(), input.max_items)?;
    Ok(ListPolicyVersionsResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        versions: Some(page.items),
    })
}

/// Puts another version of a managed policy in force.
pub(in crate::iam) async fn set_default_policy_version(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<ManagedPolicy>>,
    input: SetDefaultPolicyVersionRequest,
) -> Result<SetDefaultPolicyVersionResponse, Fault> {
    let command = command::SetDefaultPolicyVersion {
        account: permit.account(),
        policy: permit.reference(),
        version_id: input.version_id,
    };
    call.execute(&permit, command).await?;
    Ok(SetDefaultPolicyVersionResponse {})
}

/// Removes a version of a managed policy that is not in force.
pub(in crate::iam) async fn delete_policy_version(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<ManagedPolicy>>,
    input: DeletePolicyVersionRequest,
) -> Result<DeletePolicyVersionResponse, Fault> {
    let command = command::DeletePolicyVersion {
        account: permit.account(),
        policy: permit.reference(),
        version_id: input.version_id,
    };
    call.execute(&permit, command).await?;
    Ok(DeletePolicyVersionResponse {})
}
