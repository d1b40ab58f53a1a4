//! Operations on entities that nobody can make here yet: instance profiles, passwords, certificates, SSH keys, identity
//! providers, reports. There are none, and that is what each operation truthfully answers, as AWS does where there are
//! none: lists are empty, everything else finds no such entity. Terraform, Ansible and others ask for them whenever they
//! remove a user or a role.
//!
//! The caller must be permitted, and a user or role that is named must exist, as for any other operation. What would be
//! untrue is not here and stays `UnsupportedOperation`: whatever would make such an entity.

use identity::{Refusal, arn};
use wire::fault::{Fault, codes};
use wire::iam::{
    AcceptDelegationRequestRequest, AcceptDelegationRequestResponse,
    AddClientIDToOpenIDConnectProviderRequest, AddClientIDToOpenIDConnectProviderResponse,
    AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse, AssociateDelegationRequestRequest,
    AssociateDelegationRequestResponse, DeleteAccountPasswordPolicyRequest,
    DeleteAccountPasswordPolicyResponse, DeleteInstanceProfileRequest, DeleteInstanceProfileResponse,
    DeleteLoginProfileRequest, DeleteLoginProfileResponse, DeleteOpenIDConnectProviderRequest,
    DeleteOpenIDConnectProviderResponse, DeleteSAMLProviderRequest, DeleteSAMLProviderResponse,
    DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResponse, DeleteServerCertificateRequest,
    DeleteServerCertificateResponse, DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse,
    DeleteServiceSpecificCredentialRequest, DeleteServiceSpecificCredentialResponse,
    DeleteSigningCertificateRequest, DeleteSigningCertificateResponse,
    DisableOrganizationsRootCredentialsManagementRequest,
    DisableOrganizationsRootCredentialsManagementResponse, DisableOrganizationsRootSessionsRequest,
    DisableOrganizationsRootSessionsResponse, DisableOutboundWebIdentityFederationRequest,
    DisableOutboundWebIdentityFederationResponse, EnableOrganizationsRootCredentialsManagementRequest,
    EnableOrganizationsRootCredentialsManagementResponse, EnableOrganizationsRootSessionsRequest,
    EnableOrganizationsRootSessionsResponse, GetAccountPasswordPolicyRequest,
    GetAccountPasswordPolicyResponse, GetCredentialReportRequest, GetCredentialReportResponse,
    GetDelegationRequestRequest, GetDelegationRequestResponse, GetInstanceProfileRequest,
    GetInstanceProfileResponse, GetLoginProfileRequest, GetLoginProfileResponse,
    GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse, GetOrganizationsAccessReportRequest,
    GetOrganizationsAccessReportResponse, GetOutboundWebIdentityFederationInfoRequest,
    GetOutboundWebIdentityFederationInfoResponse, GetSAMLProviderRequest, GetSAMLProviderResponse,
    GetSSHPublicKeyRequest, GetSSHPublicKeyResponse, GetServerCertificateRequest,
    GetServerCertificateResponse, GetServiceLastAccessedDetailsRequest,
    GetServiceLastAccessedDetailsResponse, GetServiceLastAccessedDetailsWithEntitiesRequest,
    GetServiceLastAccessedDetailsWithEntitiesResponse, GetServiceLinkedRoleDeletionStatusRequest,
    GetServiceLinkedRoleDeletionStatusResponse, ListDelegationRequestsRequest,
    ListDelegationRequestsResponse, ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse,
    ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse, ListInstanceProfilesRequest,
    ListInstanceProfilesResponse, ListOpenIDConnectProviderTagsRequest,
    ListOpenIDConnectProviderTagsResponse, ListOpenIDConnectProvidersRequest,
    ListOpenIDConnectProvidersResponse, ListOrganizationsFeaturesRequest, ListOrganizationsFeaturesResponse,
    ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse, ListSAMLProvidersRequest,
    ListSAMLProvidersResponse, ListSSHPublicKeysRequest, ListSSHPublicKeysResponse,
    ListServerCertificateTagsRequest, ListServerCertificateTagsResponse, ListServerCertificatesRequest,
    ListServerCertificatesResponse, ListServiceSpecificCredentialsRequest,
    ListServiceSpecificCredentialsResponse, ListSigningCertificatesRequest, ListSigningCertificatesResponse,
    RejectDelegationRequestRequest, RejectDelegationRequestResponse,
    RemoveClientIDFromOpenIDConnectProviderRequest, RemoveClientIDFromOpenIDConnectProviderResponse,
    RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse,
    ResetServiceSpecificCredentialRequest, ResetServiceSpecificCredentialResponse,
    SendDelegationTokenRequest, SendDelegationTokenResponse, TagInstanceProfileRequest,
    TagInstanceProfileResponse, TagOpenIDConnectProviderRequest, TagOpenIDConnectProviderResponse,
    TagSAMLProviderRequest, TagSAMLProviderResponse, TagServerCertificateRequest,
    TagServerCertificateResponse, UntagInstanceProfileRequest, UntagInstanceProfileResponse,
    UntagOpenIDConnectProviderRequest, UntagOpenIDConnectProviderResponse, UntagSAMLProviderRequest,
    UntagSAMLProviderResponse, UntagServerCertificateRequest, UntagServerCertificateResponse,
    UpdateDelegationRequestRequest, UpdateDelegationRequestResponse, UpdateLoginProfileRequest,
    UpdateLoginProfileResponse, UpdateOpenIDConnectProviderThumbprintRequest,
    UpdateOpenIDConnectProviderThumbprintResponse, UpdateSAMLProviderRequest, UpdateSAMLProviderResponse,
    UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResponse, UpdateServerCertificateRequest,
    UpdateServerCertificateResponse, UpdateServiceSpecificCredentialRequest,
    UpdateServiceSpecificCredentialResponse, UpdateSigningCertificateRequest,
    UpdateSigningCertificateResponse,
};

use super::access;
use crate::authorise::Access;
use crate::call::Call;
use crate::refusal;

/// Services whose credentials IAM knows. Source: IAM user guide, "Service-specific credentials".
const CREDENTIAL_SERVICES: [&str; 4] =
    ["bedrock.amazonaws.com", "cassandra.amazonaws.com", "codecommit.amazonaws.com", "logs.amazonaws.com"];

/// Defines operations: name, input and output, and the function that authorises and answers.
macro_rules! absent {
    ($($function:ident($request:ident) -> $response:ident = $answer:expr;)*) => {
        $(
            #[doc = concat!("`", stringify!($request), "` where there is no such entity.")]
            pub(super) async fn $function(
                call: &mut Call<'_, '_>,
                input: $request,
            ) -> Result<$response, Fault> {
                let answer: fn(&Call<'_, '_>, &$request) -> Result<$response, Fault> = $answer;
                answer(call, &input)
            }
        )*
    };
}

// lists of what there is none of
absent! {
    list_instance_profiles(ListInstanceProfilesRequest) -> ListInstanceProfilesResponse = |call, input| {
        collection(call, "iam:ListInstanceProfiles", "instance-profile", input.path_prefix.as_deref())?;
        Ok(ListInstanceProfilesResponse { instance_profiles: Vec::new(), is_truncated: Some(false), marker: None })
    };
    list_instance_profiles_for_role(ListInstanceProfilesForRoleRequest) -> ListInstanceProfilesForRoleResponse = |call, input| {
        call.authorise(access::role(call, "iam:ListInstanceProfilesForRole", &input.role_name))?;
        call.find_role(&input.role_name)?;
        Ok(ListInstanceProfilesForRoleResponse { instance_profiles: Vec::new(), is_truncated: Some(false), marker: None })
    };
    list_server_certificates(ListServerCertificatesRequest) -> ListServerCertificatesResponse = |call, input| {
        collection(call, "iam:ListServerCertificates", "server-certificate", input.path_prefix.as_deref())?;
        Ok(ListServerCertificatesResponse { server_certificate_metadata_list: Vec::new(), is_truncated: Some(false), marker: None })
    };
    list_open_id_connect_providers(ListOpenIDConnectProvidersRequest) -> ListOpenIDConnectProvidersResponse = |call, _| {
        collection(call, "iam:ListOpenIDConnectProviders", "oidc-provider", Some("/*"))?;
        Ok(ListOpenIDConnectProvidersResponse { open_id_connect_provider_list: Some(Vec::new()) })
    };
    list_saml_providers(ListSAMLProvidersRequest) -> ListSAMLProvidersResponse = |call, _| {
        collection(call, "iam:ListSAMLProviders", "saml-provider", Some("/*"))?;
        Ok(ListSAMLProvidersResponse { saml_provider_list: Some(Vec::new()) })
    };
    list_ssh_public_keys(ListSSHPublicKeysRequest) -> ListSSHPublicKeysResponse = |call, input| {
        access::authorise_owner(call, "iam:ListSSHPublicKeys", input.user_name.as_deref())?;
        Ok(ListSSHPublicKeysResponse { ssh_public_keys: Some(Vec::new()), is_truncated: Some(false), marker: None })
    };
    list_signing_certificates(ListSigningCertificatesRequest) -> ListSigningCertificatesResponse = |call, input| {
        access::authorise_owner(call, "iam:ListSigningCertificates", input.user_name.as_deref())?;
        Ok(ListSigningCertificatesResponse { certificates: Vec::new(), is_truncated: Some(false), marker: None })
    };
    list_service_specific_credentials(ListServiceSpecificCredentialsRequest) -> ListServiceSpecificCredentialsResponse = |call, input| {
        let action = "iam:ListServiceSpecificCredentials";
        if input.all_users == Some(true) {
            call.authorise(Access::to_any(action, call.account()).shown_as("*"))?;
        } else {
            access::authorise_owner(call, action, input.user_name.as_deref())?;
        }
        let unknown = input.service_name.as_deref().filter(|name| !CREDENTIAL_SERVICES.contains(name));
        if let Some(name) = unknown {
            return Err(Fault::no_such_entity(format!("No such service {name} is supported for Service Specific Credentials")));
        }
        Ok(ListServiceSpecificCredentialsResponse { service_specific_credentials: Some(Vec::new()), marker: None, is_truncated: Some(false) })
    };
    list_delegation_requests(ListDelegationRequestsRequest) -> ListDelegationRequestsResponse = |call, _| {
        call.authorise(Access::to_any("iam:ListDelegationRequests", call.account()).shown_as("*"))?;
        Ok(ListDelegationRequestsResponse { delegation_requests: Some(Vec::new()), marker: None, is_truncated: Some(false) })
    };
}

// what belongs to a user
absent! {
    get_login_profile(GetLoginProfileRequest) -> GetLoginProfileResponse =
        |call, input| Err(no_login_profile(call, "iam:GetLoginProfile", input.user_name.as_deref())?);
    update_login_profile(UpdateLoginProfileRequest) -> UpdateLoginProfileResponse =
        |call, input| Err(no_login_profile(call, "iam:UpdateLoginProfile", Some(&input.user_name))?);
    delete_login_profile(DeleteLoginProfileRequest) -> DeleteLoginProfileResponse =
        |call, input| Err(no_login_profile(call, "iam:DeleteLoginProfile", input.user_name.as_deref())?);
    get_ssh_public_key(GetSSHPublicKeyRequest) -> GetSSHPublicKeyResponse =
        |call, input| Err(no_ssh_key(call, "iam:GetSSHPublicKey", &input.user_name, &input.ssh_public_key_id)?);
    update_ssh_public_key(UpdateSSHPublicKeyRequest) -> UpdateSSHPublicKeyResponse =
        |call, input| Err(no_ssh_key(call, "iam:UpdateSSHPublicKey", &input.user_name, &input.ssh_public_key_id)?);
    delete_ssh_public_key(DeleteSSHPublicKeyRequest) -> DeleteSSHPublicKeyResponse =
        |call, input| Err(no_ssh_key(call, "iam:DeleteSSHPublicKey", &input.user_name, &input.ssh_public_key_id)?);
    update_signing_certificate(UpdateSigningCertificateRequest) -> UpdateSigningCertificateResponse =
        |call, input| Err(no_signing_certificate(call, "iam:UpdateSigningCertificate", input.user_name.as_deref(), &input.certificate_id)?);
    delete_signing_certificate(DeleteSigningCertificateRequest) -> DeleteSigningCertificateResponse =
        |call, input| Err(no_signing_certificate(call, "iam:DeleteSigningCertificate", input.user_name.as_deref(), &input.certificate_id)?);
    update_service_specific_credential(UpdateServiceSpecificCredentialRequest) -> UpdateServiceSpecificCredentialResponse =
        |call, input| Err(no_service_credential(call, "iam:UpdateServiceSpecificCredential", input.user_name.as_deref(), &input.service_specific_credential_id)?);
    reset_service_specific_credential(ResetServiceSpecificCredentialRequest) -> ResetServiceSpecificCredentialResponse =
        |call, input| Err(no_service_credential(call, "iam:ResetServiceSpecificCredential", input.user_name.as_deref(), &input.service_specific_credential_id)?);
    delete_service_specific_credential(DeleteServiceSpecificCredentialRequest) -> DeleteServiceSpecificCredentialResponse =
        |call, input| Err(no_service_credential(call, "iam:DeleteServiceSpecificCredential", input.user_name.as_deref(), &input.service_specific_credential_id)?);
}

// instance profiles
absent! {
    get_instance_profile(GetInstanceProfileRequest) -> GetInstanceProfileResponse =
        |call, input| Err(no_instance_profile(call, "iam:GetInstanceProfile", &input.instance_profile_name)?);
    delete_instance_profile(DeleteInstanceProfileRequest) -> DeleteInstanceProfileResponse =
        |call, input| Err(no_instance_profile(call, "iam:DeleteInstanceProfile", &input.instance_profile_name)?);
    add_role_to_instance_profile(AddRoleToInstanceProfileRequest) -> AddRoleToInstanceProfileResponse = |call, input| {
        let missing = no_instance_profile(call, "iam:AddRoleToInstanceProfile", &input.instance_profile_name)?;
        call.find_role(&input.role_name)?;
        Err(missing)
    };
    remove_role_from_instance_profile(RemoveRoleFromInstanceProfileRequest) -> RemoveRoleFromInstanceProfileResponse = |call, input| {
        let missing = no_instance_profile(call, "iam:RemoveRoleFromInstanceProfile", &input.instance_profile_name)?;
        call.find_role(&input.role_name)?;
        Err(missing)
    };
    tag_instance_profile(TagInstanceProfileRequest) -> TagInstanceProfileResponse =
        |call, input| Err(no_instance_profile(call, "iam:TagInstanceProfile", &input.instance_profile_name)?);
    untag_instance_profile(UntagInstanceProfileRequest) -> UntagInstanceProfileResponse =
        |call, input| Err(no_instance_profile(call, "iam:UntagInstanceProfile", &input.instance_profile_name)?);
    list_instance_profile_tags(ListInstanceProfileTagsRequest) -> ListInstanceProfileTagsResponse =
        |call, input| Err(no_instance_profile(call, "iam:ListInstanceProfileTags", &input.instance_profile_name)?);
}

// server certificates
absent! {
    get_server_certificate(GetServerCertificateRequest) -> GetServerCertificateResponse =
        |call, input| Err(no_server_certificate(call, "iam:GetServerCertificate", &input.server_certificate_name)?);
    update_server_certificate(UpdateServerCertificateRequest) -> UpdateServerCertificateResponse =
        |call, input| Err(no_server_certificate(call, "iam:UpdateServerCertificate", &input.server_certificate_name)?);
    delete_server_certificate(DeleteServerCertificateRequest) -> DeleteServerCertificateResponse =
        |call, input| Err(no_server_certificate(call, "iam:DeleteServerCertificate", &input.server_certificate_name)?);
    tag_server_certificate(TagServerCertificateRequest) -> TagServerCertificateResponse =
        |call, input| Err(no_server_certificate(call, "iam:TagServerCertificate", &input.server_certificate_name)?);
    untag_server_certificate(UntagServerCertificateRequest) -> UntagServerCertificateResponse =
        |call, input| Err(no_server_certificate(call, "iam:UntagServerCertificate", &input.server_certificate_name)?);
    list_server_certificate_tags(ListServerCertificateTagsRequest) -> ListServerCertificateTagsResponse =
        |call, input| Err(no_server_certificate(call, "iam:ListServerCertificateTags", &input.server_certificate_name)?);
}

// identity providers
absent! {
    get_open_id_connect_provider(GetOpenIDConnectProviderRequest) -> GetOpenIDConnectProviderResponse =
        |call, input| Err(no_oidc_provider(call, "iam:GetOpenIDConnectProvider", &input.open_id_connect_provider_arn)?);
    delete_open_id_connect_provider(DeleteOpenIDConnectProviderRequest) -> DeleteOpenIDConnectProviderResponse = |call, input| {
        let provider = &input.open_id_connect_provider_arn;
        no_oidc_provider(call, "iam:DeleteOpenIDConnectProvider", provider)?;
        Err(Fault::no_such_entity(format!("OpenId connect Provider {provider} cannot be found.")))
    };
    update_open_id_connect_provider_thumbprint(UpdateOpenIDConnectProviderThumbprintRequest) -> UpdateOpenIDConnectProviderThumbprintResponse =
        |call, input| Err(no_oidc_provider(call, "iam:UpdateOpenIDConnectProviderThumbprint", &input.open_id_connect_provider_arn)?);
    add_client_id_to_open_id_connect_provider(AddClientIDToOpenIDConnectProviderRequest) -> AddClientIDToOpenIDConnectProviderResponse =
        |call, input| Err(no_oidc_provider(call, "iam:AddClientIDToOpenIDConnectProvider", &input.open_id_connect_provider_arn)?);
    remove_client_id_from_open_id_connect_provider(RemoveClientIDFromOpenIDConnectProviderRequest) -> RemoveClientIDFromOpenIDConnectProviderResponse =
        |call, input| Err(no_oidc_provider(call, "iam:RemoveClientIDFromOpenIDConnectProvider", &input.open_id_connect_provider_arn)?);
    tag_open_id_connect_provider(TagOpenIDConnectProviderRequest) -> TagOpenIDConnectProviderResponse =
        |call, input| Err(no_oidc_provider(call, "iam:TagOpenIDConnectProvider", &input.open_id_connect_provider_arn)?);
    untag_open_id_connect_provider(UntagOpenIDConnectProviderRequest) -> UntagOpenIDConnectProviderResponse =
        |call, input| Err(no_oidc_provider(call, "iam:UntagOpenIDConnectProvider", &input.open_id_connect_provider_arn)?);
    list_open_id_connect_provider_tags(ListOpenIDConnectProviderTagsRequest) -> ListOpenIDConnectProviderTagsResponse =
        |call, input| Err(no_oidc_provider(call, "iam:ListOpenIDConnectProviderTags", &input.open_id_connect_provider_arn)?);
    get_saml_provider(GetSAMLProviderRequest) -> GetSAMLProviderResponse =
        |call, input| Err(no_saml_provider(call, "iam:GetSAMLProvider", &input.saml_provider_arn)?);
    update_saml_provider(UpdateSAMLProviderRequest) -> UpdateSAMLProviderResponse =
        |call, input| Err(no_saml_provider(call, "iam:UpdateSAMLProvider", &input.saml_provider_arn)?);
    delete_saml_provider(DeleteSAMLProviderRequest) -> DeleteSAMLProviderResponse =
        |call, input| Err(no_saml_provider(call, "iam:DeleteSAMLProvider", &input.saml_provider_arn)?);
    tag_saml_provider(TagSAMLProviderRequest) -> TagSAMLProviderResponse =
        |call, input| Err(no_saml_provider(call, "iam:TagSAMLProvider", &input.saml_provider_arn)?);
    untag_saml_provider(UntagSAMLProviderRequest) -> UntagSAMLProviderResponse =
        |call, input| Err(no_saml_provider(call, "iam:UntagSAMLProvider", &input.saml_provider_arn)?);
    list_saml_provider_tags(ListSAMLProviderTagsRequest) -> ListSAMLProviderTagsResponse =
        |call, input| Err(no_saml_provider(call, "iam:ListSAMLProviderTags", &input.saml_provider_arn)?);
}

// what belongs to the account: its password policy, reports, features, requests for delegation, service-linked roles
absent! {
    get_account_password_policy(GetAccountPasswordPolicyRequest) -> GetAccountPasswordPolicyResponse = |call, _| {
        let missing = format!("The Password Policy with domain name {} cannot be found.", call.account());
        Err(none_in_account(call, "iam:GetAccountPasswordPolicy", missing)?)
    };
    delete_account_password_policy(DeleteAccountPasswordPolicyRequest) -> DeleteAccountPasswordPolicyResponse = |call, _| {
        let missing = "The account policy with name PasswordPolicy cannot be found.".to_owned();
        Err(none_in_account(call, "iam:DeleteAccountPasswordPolicy", missing)?)
    };
    get_credential_report(GetCredentialReportRequest) -> GetCredentialReportResponse = |call, _| {
        call.authorise(Access::to_any("iam:GetCredentialReport", call.account()).shown_as("*"))?;
        Err(Fault::bare(codes::query::REPORT_NOT_PRESENT))
    };
    get_service_last_accessed_details(GetServiceLastAccessedDetailsRequest) -> GetServiceLastAccessedDetailsResponse =
        |call, input| Err(no_job(call, "iam:GetServiceLastAccessedDetails", &input.job_id)?);
    get_service_last_accessed_details_with_entities(GetServiceLastAccessedDetailsWithEntitiesRequest) -> GetServiceLastAccessedDetailsWithEntitiesResponse =
        |call, input| Err(no_job(call, "iam:GetServiceLastAccessedDetailsWithEntities", &input.job_id)?);
    get_organizations_access_report(GetOrganizationsAccessReportRequest) -> GetOrganizationsAccessReportResponse =
        |call, input| Err(no_job(call, "iam:GetOrganizationsAccessReport", &input.job_id)?);
    list_organizations_features(ListOrganizationsFeaturesRequest) -> ListOrganizationsFeaturesResponse =
        |call, _| Err(no_organization(call, "iam:ListOrganizationsFeatures")?);
    enable_organizations_root_credentials_management(EnableOrganizationsRootCredentialsManagementRequest) -> EnableOrganizationsRootCredentialsManagementResponse =
        |call, _| Err(no_organization(call, "iam:EnableOrganizationsRootCredentialsManagement")?);
    disable_organizations_root_credentials_management(DisableOrganizationsRootCredentialsManagementRequest) -> DisableOrganizationsRootCredentialsManagementResponse =
        |call, _| Err(no_organization(call, "iam:DisableOrganizationsRootCredentialsManagement")?);
    enable_organizations_root_sessions(EnableOrganizationsRootSessionsRequest) -> EnableOrganizationsRootSessionsResponse =
        |call, _| Err(no_organization(call, "iam:EnableOrganizationsRootSessions")?);
    disable_organizations_root_sessions(DisableOrganizationsRootSessionsRequest) -> DisableOrganizationsRootSessionsResponse =
        |call, _| Err(no_organization(call, "iam:DisableOrganizationsRootSessions")?);
    get_outbound_web_identity_federation_info(GetOutboundWebIdentityFederationInfoRequest) -> GetOutboundWebIdentityFederationInfoResponse =
        |call, _| Err(federation_is_disabled(call, "iam:GetOutboundWebIdentityFederationInfo")?);
    disable_outbound_web_identity_federation(DisableOutboundWebIdentityFederationRequest) -> DisableOutboundWebIdentityFederationResponse =
        |call, _| Err(federation_is_disabled(call, "iam:DisableOutboundWebIdentityFederation")?);
    get_delegation_request(GetDelegationRequestRequest) -> GetDelegationRequestResponse =
        |call, input| Err(no_delegation_request(call, "iam:GetDelegationRequest", &input.delegation_request_id)?);
    accept_delegation_request(AcceptDelegationRequestRequest) -> AcceptDelegationRequestResponse =
        |call, input| Err(no_delegation_request(call, "iam:AcceptDelegationRequest", &input.delegation_request_id)?);
    associate_delegation_request(AssociateDelegationRequestRequest) -> AssociateDelegationRequestResponse =
        |call, input| Err(no_delegation_request(call, "iam:AssociateDelegationRequest", &input.delegation_request_id)?);
    reject_delegation_request(RejectDelegationRequestRequest) -> RejectDelegationRequestResponse =
        |call, input| Err(no_delegation_request(call, "iam:RejectDelegationRequest", &input.delegation_request_id)?);
    send_delegation_token(SendDelegationTokenRequest) -> SendDelegationTokenResponse =
        |call, input| Err(no_delegation_request(call, "iam:SendDelegationToken", &input.delegation_request_id)?);
    update_delegation_request(UpdateDelegationRequestRequest) -> UpdateDelegationRequestResponse =
        |call, input| Err(no_delegation_request(call, "iam:UpdateDelegationRequest", &input.delegation_request_id)?);
    delete_service_linked_role(DeleteServiceLinkedRoleRequest) -> DeleteServiceLinkedRoleResponse = |call, input| {
        call.authorise(access::role(call, "iam:DeleteServiceLinkedRole", &input.role_name))?;
        call.find_role(&input.role_name)?;
        Err(Fault::no_such_entity(format!("The role with name {} is not a service-linked role.", input.role_name)))
    };
    get_service_linked_role_deletion_status(GetServiceLinkedRoleDeletionStatusRequest) -> GetServiceLinkedRoleDeletionStatusResponse = |call, input| {
        // task/aws-service-role/SERVICE/ROLE/UUID
        let role = input.deletion_task_id.rsplit('/').nth(1).unwrap_or_default();
        call.authorise(access::role(call, "iam:GetServiceLinkedRoleDeletionStatus", role))?;
        Err(Fault::no_such_entity(format!("The deletion task with id {} cannot be found.", input.deletion_task_id)))
    };
}

/// Goes on only if the caller may list a kind of entity.
fn collection(
    call: &Call<'_, '_>,
    action: &'static str,
    kind: &str,
    prefix: Option<&str>,
) -> Result<(), Fault> {
    let account = call.account();
    let shown = format!("arn:{}:iam::{account}:{kind}{}", arn::PARTITION, prefix.unwrap_or("/"));
    call.authorise(Access::to_any(action, account).shown_as(shown))
}

/// An action on an entity of the caller's account that is not there.
fn entity(call: &Call<'_, '_>, action: &'static str, kind: &str, name: &str) -> Result<(), Fault> {
    let account = call.account();
    let resource = format!("arn:{}:iam::{account}:{kind}/{name}", arn::PARTITION);
    call.authorise(
        Access::to(action, resource, account).shown_as(format!("{} {name}", kind.replace('-', " "))),
    )
}

fn no_login_profile(call: &Call<'_, '_>, action: &'static str, user: Option<&str>) -> Result<Fault, Fault> {
    let owner = access::authorise_owner(call, action, user)?;
    let own = access::owner_name(call, &owner).unwrap_or_else(|| call.account().to_string());
    let name = user.unwrap_or(&own);
    Ok(Fault::no_such_entity(format!("Login Profile for User {name} cannot be found.")))
}

fn no_ssh_key(call: &Call<'_, '_>, action: &'static str, user: &str, id: &str) -> Result<Fault, Fault> {
    access::authorise_owner(call, action, Some(user))?;
    Ok(Fault::no_such_entity(format!("The Public Key with id {id} cannot be found.")))
}

fn no_signing_certificate(
    call: &Call<'_, '_>,
    action: &'static str,
    user: Option<&str>,
    id: &str,
) -> Result<Fault, Fault> {
    access::authorise_owner(call, action, user)?;
    Ok(Fault::no_such_entity(format!("The Certificate with id {id} cannot be found.")))
}

fn no_service_credential(
    call: &Call<'_, '_>,
    action: &'static str,
    user: Option<&str>,
    id: &str,
) -> Result<Fault, Fault> {
    access::authorise_owner(call, action, user)?;
    Ok(Fault::no_such_entity(format!("No such credential {id} exists")))
}

fn no_instance_profile(call: &Call<'_, '_>, action: &'static str, name: &str) -> Result<Fault, Fault> {
    entity(call, action, "instance-profile", name)?;
    Ok(Fault::no_such_entity(format!("Instance Profile {name} cannot be found.")))
}

fn no_server_certificate(call: &Call<'_, '_>, action: &'static str, name: &str) -> Result<Fault, Fault> {
    entity(call, action, "server-certificate", name)?;
    Ok(Fault::no_such_entity(format!("The Server Certificate with name {name} cannot be found.")))
}

fn no_oidc_provider(call: &Call<'_, '_>, action: &'static str, provider: &str) -> Result<Fault, Fault> {
    self::provider(call, action, "oidc-provider", provider)?;
    Ok(Fault::no_such_entity(format!("OpenIDConnect Provider not found for arn {provider}")))
}

fn no_saml_provider(call: &Call<'_, '_>, action: &'static str, provider: &str) -> Result<Fault, Fault> {
    self::provider(call, action, "saml-provider", provider)?;
    Ok(Fault::no_such_entity(format!("Manifest not found for arn {provider}")))
}

/// Goes on only if the caller may do this to an identity provider, and if the ARN is one of such.
fn provider(call: &Call<'_, '_>, action: &'static str, kind: &str, provider: &str) -> Result<(), Fault> {
    let owner = arn::account_of(provider).unwrap_or(call.account());
    call.authorise(Access::to(action, provider, owner))?;
    let start = format!("arn:{}:iam::{owner}:{kind}/", arn::PARTITION);
    match provider.strip_prefix(&start) {
        Some(name) if !name.is_empty() => Ok(()),
        _ => Err(refusal::fault(Refusal::InvalidBoundaryArn(provider.to_owned()))),
    }
}

fn none_in_account(call: &Call<'_, '_>, action: &'static str, missing: String) -> Result<Fault, Fault> {
    call.authorise(Access::to_any(action, call.account()).shown_as("*"))?;
    Ok(Fault::no_such_entity(missing))
}

fn no_job(call: &Call<'_, '_>, action: &'static str, id: &str) -> Result<Fault, Fault> {
    none_in_account(call, action, format!("The job with id {id} cannot be found."))
}

fn no_organization(call: &Call<'_, '_>, action: &'static str) -> Result<Fault, Fault> {
    call.authorise(Access::to_any(action, call.account()).shown_as("*"))?;
    let message = "The account is not part of an organization.";
    Ok(Fault::new(codes::query::ORGANIZATION_NOT_FOUND, message))
}

fn federation_is_disabled(call: &Call<'_, '_>, action: &'static str) -> Result<Fault, Fault> {
    call.authorise(Access::to_any(action, call.account()).shown_as("*"))?;
    let message = "Outbound web identity federation is disabled for the account.";
    Ok(Fault::new(codes::query::FEATURE_DISABLED, message))
}

fn no_delegation_request(call: &Call<'_, '_>, action: &'static str, id: &str) -> Result<Fault, Fault> {
    entity(call, action, "delegation-request", id)?;
    Ok(Fault::no_such_entity(format!("The delegation request with id {id} cannot be found.")))
}
