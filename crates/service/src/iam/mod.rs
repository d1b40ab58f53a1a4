//! AWS Identity and Access Management, version 2010-05-08.

mod absent;
mod access;
mod add_user_to_group;
mod attach_policy;
mod create_access_key;
mod create_account_alias;
mod create_group;
mod create_policy;
mod create_policy_version;
mod create_role;
mod create_user;
mod create_virtual_mfa_device;
mod deactivate_mfa_device;
mod delete_access_key;
mod delete_account_alias;
mod delete_group;
mod delete_inline_policy;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_role_permissions_boundary;
mod delete_user;
mod delete_user_permissions_boundary;
mod delete_virtual_mfa_device;
mod detach_policy;
mod enable_mfa_device;
mod get_access_key_last_used;
mod get_account_summary;
mod get_context_keys_for_custom_policy;
mod get_context_keys_for_principal_policy;
mod get_group;
mod get_inline_policy;
mod get_mfa_device;
mod get_policy;
mod get_policy_version;
mod get_role;
mod get_user;
mod list_access_keys;
mod list_account_aliases;
mod list_attached_policies;
mod list_entities_for_policy;
mod list_groups;
mod list_groups_for_user;
mod list_inline_policies;
mod list_mfa_device_tags;
mod list_mfa_devices;
mod list_policies;
mod list_policy_tags;
mod list_policy_versions;
mod list_role_tags;
mod list_roles;
mod list_user_tags;
mod list_users;
mod list_virtual_mfa_devices;
mod mfa;
mod put_inline_policy;
mod put_role_permissions_boundary;
mod put_user_permissions_boundary;
mod qr;
mod remove_user_from_group;
mod resync_mfa_device;
mod set_default_policy_version;
mod simulate_custom_policy;
mod simulate_principal_policy;
mod simulation;
mod tag_mfa_device;
mod tag_policy;
mod tag_role;
mod tag_user;
mod tags;
mod untag_mfa_device;
mod untag_policy;
mod untag_role;
mod untag_user;
mod update_access_key;
mod update_assume_role_policy;
mod update_group;
mod update_role;
mod update_role_description;
mod update_user;
mod view;
mod view_policy;

use wire::iam::Operation;

/// Defines `run`, which decodes the input of the operation that was asked for, runs it and writes its output.
macro_rules! operations {
    ($($name:ident => $function:path,)*) => {
        /// Runs one operation: the body of its answer. Input is checked against the service model before anything else,
        /// also for operations that are not built.
        pub(crate) async fn run(
            call: &mut $crate::call::Call<'_, '_>,
            operation: Operation,
            params: &wire::query::Params,
        ) -> Result<String, wire::fault::Fault> {
            match operation {
                $(Operation::$name => {
                    let input = wire::query::Request::decode(params)?;
                    let output = $function(call, input).await?;
                    let format = wire::query::Format::of_accept(call.request.head.header("accept"));
                    Ok(wire::query::Response::to_text(&output, format, &call.request.request_id))
                })*
                #[allow(unreachable_patterns, reason = "one day all are built")]
                other => {
                    other.check(params)?;
                    Err(wire::fault::Fault::not_built(other.name()))
                }
            }
        }
    };
}
pub(crate) use operations;

operations! {
    AcceptDelegationRequest => absent::accept_delegation_request,
    AddClientIDToOpenIDConnectProvider => absent::add_client_id_to_open_id_connect_provider,
    AddRoleToInstanceProfile => absent::add_role_to_instance_profile,
    AddUserToGroup => add_user_to_group::add_user_to_group,
    AssociateDelegationRequest => absent::associate_delegation_request,
    AttachGroupPolicy => attach_policy::attach_group_policy,
    AttachRolePolicy => attach_policy::attach_role_policy,
    AttachUserPolicy => attach_policy::attach_user_policy,
    CreateAccessKey => create_access_key::create_access_key,
    CreateAccountAlias => create_account_alias::create_account_alias,
    CreateGroup => create_group::create_group,
    CreatePolicy => create_policy::create_policy,
    CreatePolicyVersion => create_policy_version::create_policy_version,
    CreateRole => create_role::create_role,
    CreateUser => create_user::create_user,
    CreateVirtualMFADevice => create_virtual_mfa_device::create_virtual_mfa_device,
    DeactivateMFADevice => deactivate_mfa_device::deactivate_mfa_device,
    DeleteAccessKey => delete_access_key::delete_access_key,
    DeleteAccountAlias => delete_account_alias::delete_account_alias,
    DeleteAccountPasswordPolicy => absent::delete_account_password_policy,
    DeleteGroup => delete_group::delete_group,
    DeleteGroupPolicy => delete_inline_policy::delete_group_policy,
    DeleteInstanceProfile => absent::delete_instance_profile,
    DeleteLoginProfile => absent::delete_login_profile,
    DeleteOpenIDConnectProvider => absent::delete_open_id_connect_provider,
    DeletePolicy => delete_policy::delete_policy,
    DeletePolicyVersion => delete_policy_version::delete_policy_version,
    DeleteRole => delete_role::delete_role,
    DeleteRolePermissionsBoundary => delete_role_permissions_boundary::delete_role_permissions_boundary,
    DeleteRolePolicy => delete_inline_policy::delete_role_policy,
    DeleteSAMLProvider => absent::delete_saml_provider,
    DeleteSSHPublicKey => absent::delete_ssh_public_key,
    DeleteServerCertificate => absent::delete_server_certificate,
    DeleteServiceLinkedRole => absent::delete_service_linked_role,
    DeleteServiceSpecificCredential => absent::delete_service_specific_credential,
    DeleteSigningCertificate => absent::delete_signing_certificate,
    DeleteUser => delete_user::delete_user,
    DeleteUserPermissionsBoundary => delete_user_permissions_boundary::delete_user_permissions_boundary,
    DeleteUserPolicy => delete_inline_policy::delete_user_policy,
    DeleteVirtualMFADevice => delete_virtual_mfa_device::delete_virtual_mfa_device,
    DetachGroupPolicy => detach_policy::detach_group_policy,
    DetachRolePolicy => detach_policy::detach_role_policy,
    DetachUserPolicy => detach_policy::detach_user_policy,
    DisableOrganizationsRootCredentialsManagement => absent::disable_organizations_root_credentials_management,
    DisableOrganizationsRootSessions => absent::disable_organizations_root_sessions,
    DisableOutboundWebIdentityFederation => absent::disable_outbound_web_identity_federation,
    EnableMFADevice => enable_mfa_device::enable_mfa_device,
    EnableOrganizationsRootCredentialsManagement => absent::enable_organizations_root_credentials_management,
    EnableOrganizationsRootSessions => absent::enable_organizations_root_sessions,
    GetAccessKeyLastUsed => get_access_key_last_used::get_access_key_last_used,
    GetAccountPasswordPolicy => absent::get_account_password_policy,
    GetAccountSummary => get_account_summary::get_account_summary,
    GetContextKeysForCustomPolicy => get_context_keys_for_custom_policy::get_context_keys_for_custom_policy,
    GetContextKeysForPrincipalPolicy => get_context_keys_for_principal_policy::get_context_keys_for_principal_policy,
    GetCredentialReport => absent::get_credential_report,
    GetDelegationRequest => absent::get_delegation_request,
    GetGroup => get_group::get_group,
    GetGroupPolicy => get_inline_policy::get_group_policy,
    GetInstanceProfile => absent::get_instance_profile,
    GetLoginProfile => absent::get_login_profile,
    GetMFADevice => get_mfa_device::get_mfa_device,
    GetOpenIDConnectProvider => absent::get_open_id_connect_provider,
    GetOrganizationsAccessReport => absent::get_organizations_access_report,
    GetOutboundWebIdentityFederationInfo => absent::get_outbound_web_identity_federation_info,
    GetPolicy => get_policy::get_policy,
    GetPolicyVersion => get_policy_version::get_policy_version,
    GetRole => get_role::get_role,
    GetRolePolicy => get_inline_policy::get_role_policy,
    GetSAMLProvider => absent::get_saml_provider,
    GetSSHPublicKey => absent::get_ssh_public_key,
    GetServerCertificate => absent::get_server_certificate,
    GetServiceLastAccessedDetails => absent::get_service_last_accessed_details,
    GetServiceLastAccessedDetailsWithEntities => absent::get_service_last_accessed_details_with_entities,
    GetServiceLinkedRoleDeletionStatus => absent::get_service_linked_role_deletion_status,
    GetUser => get_user::get_user,
    GetUserPolicy => get_inline_policy::get_user_policy,
    ListAccessKeys => list_access_keys::list_access_keys,
    ListAccountAliases => list_account_aliases::list_account_aliases,
    ListAttachedGroupPolicies => list_attached_policies::list_attached_group_policies,
    ListAttachedRolePolicies => list_attached_policies::list_attached_role_policies,
    ListAttachedUserPolicies => list_attached_policies::list_attached_user_policies,
    ListDelegationRequests => absent::list_delegation_requests,
    ListEntitiesForPolicy => list_entities_for_policy::list_entities_for_policy,
    ListGroupPolicies => list_inline_policies::list_group_policies,
    ListGroups => list_groups::list_groups,
    ListGroupsForUser => list_groups_for_user::list_groups_for_user,
    ListInstanceProfileTags => absent::list_instance_profile_tags,
    ListInstanceProfiles => absent::list_instance_profiles,
    ListInstanceProfilesForRole => absent::list_instance_profiles_for_role,
    ListMFADeviceTags => list_mfa_device_tags::list_mfa_device_tags,
    ListMFADevices => list_mfa_devices::list_mfa_devices,
    ListOpenIDConnectProviderTags => absent::list_open_id_connect_provider_tags,
    ListOpenIDConnectProviders => absent::list_open_id_connect_providers,
    ListOrganizationsFeatures => absent::list_organizations_features,
    ListPolicies => list_policies::list_policies,
    ListPolicyTags => list_policy_tags::list_policy_tags,
    ListPolicyVersions => list_policy_versions::list_policy_versions,
    ListRolePolicies => list_inline_policies::list_role_policies,
    ListRoleTags => list_role_tags::list_role_tags,
    ListRoles => list_roles::list_roles,
    ListSAMLProviderTags => absent::list_saml_provider_tags,
    ListSAMLProviders => absent::list_saml_providers,
    ListSSHPublicKeys => absent::list_ssh_public_keys,
    ListServerCertificateTags => absent::list_server_certificate_tags,
    ListServerCertificates => absent::list_server_certificates,
    ListServiceSpecificCredentials => absent::list_service_specific_credentials,
    ListSigningCertificates => absent::list_signing_certificates,
    ListUserPolicies => list_inline_policies::list_user_policies,
    ListUserTags => list_user_tags::list_user_tags,
    ListUsers => list_users::list_users,
    ListVirtualMFADevices => list_virtual_mfa_devices::list_virtual_mfa_devices,
    PutGroupPolicy => put_inline_policy::put_group_policy,
    PutRolePermissionsBoundary => put_role_permissions_boundary::put_role_permissions_boundary,
    PutRolePolicy => put_inline_policy::put_role_policy,
    PutUserPermissionsBoundary => put_user_permissions_boundary::put_user_permissions_boundary,
    PutUserPolicy => put_inline_policy::put_user_policy,
    RejectDelegationRequest => absent::reject_delegation_request,
    RemoveClientIDFromOpenIDConnectProvider => absent::remove_client_id_from_open_id_connect_provider,
    RemoveRoleFromInstanceProfile => absent::remove_role_from_instance_profile,
    RemoveUserFromGroup => remove_user_from_group::remove_user_from_group,
    ResetServiceSpecificCredential => absent::reset_service_specific_credential,
    ResyncMFADevice => resync_mfa_device::resync_mfa_device,
    SendDelegationToken => absent::send_delegation_token,
    SetDefaultPolicyVersion => set_default_policy_version::set_default_policy_version,
    SimulateCustomPolicy => simulate_custom_policy::simulate_custom_policy,
    SimulatePrincipalPolicy => simulate_principal_policy::simulate_principal_policy,
    TagInstanceProfile => absent::tag_instance_profile,
    TagMFADevice => tag_mfa_device::tag_mfa_device,
    TagOpenIDConnectProvider => absent::tag_open_id_connect_provider,
    TagPolicy => tag_policy::tag_policy,
    TagRole => tag_role::tag_role,
    TagSAMLProvider => absent::tag_saml_provider,
    TagServerCertificate => absent::tag_server_certificate,
    TagUser => tag_user::tag_user,
    UntagInstanceProfile => absent::untag_instance_profile,
    UntagMFADevice => untag_mfa_device::untag_mfa_device,
    UntagOpenIDConnectProvider => absent::untag_open_id_connect_provider,
    UntagPolicy => untag_policy::untag_policy,
    UntagRole => untag_role::untag_role,
    UntagSAMLProvider => absent::untag_saml_provider,
    UntagServerCertificate => absent::untag_server_certificate,
    UntagUser => untag_user::untag_user,
    UpdateAccessKey => update_access_key::update_access_key,
    UpdateAssumeRolePolicy => update_assume_role_policy::update_assume_role_policy,
    UpdateDelegationRequest => absent::update_delegation_request,
    UpdateGroup => update_group::update_group,
    UpdateLoginProfile => absent::update_login_profile,
    UpdateOpenIDConnectProviderThumbprint => absent::update_open_id_connect_provider_thumbprint,
    UpdateRole => update_role::update_role,
    UpdateRoleDescription => update_role_description::update_role_description,
    UpdateSAMLProvider => absent::update_saml_provider,
    UpdateSSHPublicKey => absent::update_ssh_public_key,
    UpdateServerCertificate => absent::update_server_certificate,
    UpdateServiceSpecificCredential => absent::update_service_specific_credential,
    UpdateSigningCertificate => absent::update_signing_certificate,
    UpdateUser => update_user::update_user,
}
