//! Operations on entities that cannot be made here yet: instance profiles, passwords, certificates, SSH keys, identity
//! providers, reports. Each operation truthfully answers that there are none, as AWS does: lists are empty, everything
//! else finds no such entity. Terraform, Ansible and others ask for them whenever they remove a user or a role.
//!
//! The caller must be permitted, and a user or role that is named must exist, as for any other operation. Operations
//! that would make such an entity are not here, and stay `UnsupportedOperation`.

use std::sync::Arc;

use identity::{Entity, Refusal, Role};
use wire::fault::{Code, Fault, codes};
use wire::iam::{
    AddRoleToInstanceProfileRequest, ListDelegationRequestsResponse, ListInstanceProfilesForRoleResponse,
    ListInstanceProfilesResponse, ListOpenIDConnectProvidersResponse, ListSAMLProvidersResponse,
    ListSSHPublicKeysResponse, ListServerCertificatesResponse, ListServiceSpecificCredentialsRequest,
    ListServiceSpecificCredentialsResponse, ListSigningCertificatesResponse,
    RemoveRoleFromInstanceProfileRequest,
};

use crate::call::Call;
use crate::permit::iam::{Owned, Owner};
use crate::permit::value::Permit;
use crate::refusal;

/// Services whose credentials IAM knows. Source: IAM user guide, "Service-specific credentials".
const CREDENTIAL_SERVICES: [&str; 4] =
    ["bedrock.amazonaws.com", "cassandra.amazonaws.com", "codecommit.amazonaws.com", "logs.amazonaws.com"];

/// Defines lists without items.
macro_rules! lists {
    ($($function:ident($resource:ty) -> $output:ident { $($member:ident: $value:expr),* };)*) => {$(
        #[doc = concat!("`", stringify!($output), "` without items.")]
        pub(super) async fn $function<I>(
            _call: &mut Call<'_, '_>,
            _permit: Permit<'_, $resource>,
            _input: I,
        ) -> Result<$output, Fault> {
            Ok($output { $($member: $value),* })
        }
    )*};
}

lists! {
    list_instance_profiles(()) -> ListInstanceProfilesResponse {
        instance_profiles: Vec::new(), is_truncated: Some(false), marker: None
    };
    list_instance_profiles_for_role(Arc<Role>) -> ListInstanceProfilesForRoleResponse {
        instance_profiles: Vec::new(), is_truncated: Some(false), marker: None
    };
    list_server_certificates(()) -> ListServerCertificatesResponse {
        server_certificate_metadata_list: Vec::new(), is_truncated: Some(false), marker: None
    };
    list_open_id_connect_providers(()) -> ListOpenIDConnectProvidersResponse {
        open_id_connect_provider_list: Some(Vec::new())
    };
    list_saml_providers(()) -> ListSAMLProvidersResponse { saml_provider_list: Some(Vec::new()) };
    list_ssh_public_keys(Owner) -> ListSSHPublicKeysResponse {
        ssh_public_keys: Some(Vec::new()), is_truncated: Some(false), marker: None
    };
    list_signing_certificates(Owner) -> ListSigningCertificatesResponse {
        certificates: Vec::new(), is_truncated: Some(false), marker: None
    };
    list_delegation_requests(()) -> ListDelegationRequestsResponse {
        delegation_requests: Some(Vec::new()), marker: None, is_truncated: Some(false)
    };
}

/// `ListServiceSpecificCredentialsResponse` without items, for a service that has such credentials.
pub(super) async fn list_service_specific_credentials(
    _call: &mut Call<'_, '_>,
    _permit: Permit<'_, ()>,
    input: ListServiceSpecificCredentialsRequest,
) -> Result<ListServiceSpecificCredentialsResponse, Fault> {
    let unknown = input.service_name.as_deref().filter(|name| !CREDENTIAL_SERVICES.contains(name));
    if let Some(name) = unknown {
        let message = format!("No such service {name} is supported for Service Specific Credentials");
        return Err(Fault::no_such_entity(message));
    }
    Ok(ListServiceSpecificCredentialsResponse {
        service_specific_credentials: Some(Vec::new()),
        marker: None,
        is_truncated: Some(false),
    })
}

/// Defines answers of operations that find no entity of a kind: AWS's message, made of the authorised resource.
macro_rules! missing {
    ($($function:ident($resource:ty) = $message:expr;)*) => {$(
        #[doc = concat!("`NoSuchEntity`, for every operation on ", stringify!($function), ".")]
        pub(super) async fn $function<I, O>(
            _call: &mut Call<'_, '_>,
            permit: Permit<'_, $resource>,
            _input: I,
        ) -> Result<O, Fault> {
            let message: fn(&Permit<'_, $resource>) -> String = $message;
            Err(Fault::no_such_entity(message(&permit)))
        }
    )*};
}

missing! {
    login_profile(String) = |permit| format!("Login Profile for User {} cannot be found.", **permit);
    ssh_public_key(Owned) = |permit| format!("The Public Key with id {} cannot be found.", permit.id);
    signing_certificate(Owned) = |permit| format!("The Certificate with id {} cannot be found.", permit.id);
    service_credential(Owned) = |permit| format!("No such credential {} exists", permit.id);
    instance_profile(String) = |permit| format!("Instance Profile {} cannot be found.", **permit);
    server_certificate(String) = |permit| {
        format!("The Server Certificate with name {} cannot be found.", **permit)
    };
    oidc_provider(String) = |permit| format!("OpenIDConnect Provider not found for arn {}", **permit);
    deleted_oidc_provider(String) = |permit| format!("OpenId connect Provider {} cannot be found.", **permit);
    saml_provider(String) = |permit| format!("Manifest not found for arn {}", **permit);
    delegation_request(String) = |permit| {
        format!("The delegation request with id {} cannot be found.", **permit)
    };
    job(String) = |permit| format!("The job with id {} cannot be found.", **permit);
    service_linked_role(String) = |permit| {
        format!("The role with name {} is not a service-linked role.", **permit)
    };
    deletion_task(String) = |permit| format!("The deletion task with id {} cannot be found.", **permit);
}

/// Defines answers of operations that need something else that is not there.
macro_rules! refused {
    ($($function:ident = $code:ident, $message:expr;)*) => {$(
        #[doc = concat!("`", stringify!($code), "`")]
        pub(super) async fn $function<I, O>(
            _call: &mut Call<'_, '_>,
            _permit: Permit<'_, ()>,
            _input: I,
        ) -> Result<O, Fault> {
            let (code, message): (Code, Option<&'static str>) = (codes::query::$code, $message);
            Err(message.map_or_else(|| Fault::bare(code), |message| Fault::new(code, message)))
        }
    )*};
}

refused! {
    credential_report = REPORT_NOT_PRESENT, None;
    organization = ORGANIZATION_NOT_FOUND, Some("The account is not part of an organization.");
    outbound_federation = FEATURE_DISABLED, Some("Outbound web identity federation is disabled for the account.");
}

/// Defines operations that join a role to an instance profile, or part them: the role must exist.
macro_rules! instance_profile_roles {
    ($($function:ident($input:ident);)*) => {$(
        #[doc = concat!("`NoSuchEntity`, for `", stringify!($input), "`: of the role, or else of the instance profile.")]
        pub(super) async fn $function<O>(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, String>,
            input: $input,
        ) -> Result<O, Fault> {
            if call.read(&permit).role_named(permit.account(), &input.role_name).is_none() {
                return Err(refusal::fault(Refusal::NoSuchEntity(Entity::Role, input.role_name)));
            }
            instance_profile(call, permit, input).await
        }
    )*};
}

instance_profile_roles! {
    add_role_to_instance_profile(AddRoleToInstanceProfileRequest);
    remove_role_from_instance_profile(RemoveRoleFromInstanceProfileRequest);
}
