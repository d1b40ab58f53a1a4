//! Shapes of IAM, from the service model `iam/2010-05-08` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

#![allow(unused_imports, reason = "not every service uses every kind")]

use std::collections::BTreeMap;

use crate::query::{List, Map, Pattern, Range, Service, Text, enumeration, operations, redacted, structure};
use crate::timestamp::Timestamp;

operations! {
    Service::Iam;
    AcceptDelegationRequest(AcceptDelegationRequestRequest) -> AcceptDelegationRequestResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409];
    AddClientIDToOpenIDConnectProvider(AddClientIDToOpenIDConnectProviderRequest) -> AddClientIDToOpenIDConnectProviderResponse, false, ["ConcurrentModification": 409, "InvalidInput": 400, "NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    AddRoleToInstanceProfile(AddRoleToInstanceProfileRequest) -> AddRoleToInstanceProfileResponse, false, ["NoSuchEntity": 404, "EntityAlreadyExists": 409, "LimitExceeded": 409, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    AddUserToGroup(AddUserToGroupRequest) -> AddUserToGroupResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    AssociateDelegationRequest(AssociateDelegationRequestRequest) -> AssociateDelegationRequestResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409, "InvalidInput": 400];
    AttachGroupPolicy(AttachGroupPolicyRequest) -> AttachGroupPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "PolicyNotAttachable": 400, "ServiceFailure": 500];
    AttachRolePolicy(AttachRolePolicyRequest) -> AttachRolePolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "UnmodifiableEntity": 400, "PolicyNotAttachable": 400, "ServiceFailure": 500];
    AttachUserPolicy(AttachUserPolicyRequest) -> AttachUserPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "PolicyNotAttachable": 400, "ServiceFailure": 500];
    ChangePassword(ChangePasswordRequest) -> ChangePasswordResponse, false, ["NoSuchEntity": 404, "InvalidUserType": 400, "LimitExceeded": 409, "EntityTemporarilyUnmodifiable": 409, "PasswordPolicyViolation": 400, "ServiceFailure": 500];
    CreateAccessKey(CreateAccessKeyRequest) -> CreateAccessKeyResponse, true, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    CreateAccountAlias(CreateAccountAliasRequest) -> CreateAccountAliasResponse, false, ["ConcurrentModification": 409, "EntityAlreadyExists": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    CreateDelegationRequest(CreateDelegationRequestRequest) -> CreateDelegationRequestResponse, true, ["EntityAlreadyExists": 409, "ServiceFailure": 500, "InvalidInput": 400, "LimitExceeded": 409, "ConcurrentModification": 409];
    CreateGroup(CreateGroupRequest) -> CreateGroupResponse, true, ["LimitExceeded": 409, "EntityAlreadyExists": 409, "NoSuchEntity": 404, "ServiceFailure": 500];
    CreateInstanceProfile(CreateInstanceProfileRequest) -> CreateInstanceProfileResponse, true, ["EntityAlreadyExists": 409, "InvalidInput": 400, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    CreateLoginProfile(CreateLoginProfileRequest) -> CreateLoginProfileResponse, true, ["EntityAlreadyExists": 409, "NoSuchEntity": 404, "PasswordPolicyViolation": 400, "LimitExceeded": 409, "ServiceFailure": 500];
    CreateOpenIDConnectProvider(CreateOpenIDConnectProviderRequest) -> CreateOpenIDConnectProviderResponse, true, ["InvalidInput": 400, "EntityAlreadyExists": 409, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500, "OpenIdIdpCommunicationError": 400];
    CreatePolicy(CreatePolicyRequest) -> CreatePolicyResponse, true, ["InvalidInput": 400, "LimitExceeded": 409, "EntityAlreadyExists": 409, "MalformedPolicyDocument": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    CreatePolicyVersion(CreatePolicyVersionRequest) -> CreatePolicyVersionResponse, true, ["NoSuchEntity": 404, "MalformedPolicyDocument": 400, "InvalidInput": 400, "LimitExceeded": 409, "ServiceFailure": 500];
    CreateRole(CreateRoleRequest) -> CreateRoleResponse, true, ["LimitExceeded": 409, "InvalidInput": 400, "EntityAlreadyExists": 409, "MalformedPolicyDocument": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    CreateSAMLProvider(CreateSAMLProviderRequest) -> CreateSAMLProviderResponse, true, ["InvalidInput": 400, "EntityAlreadyExists": 409, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    CreateServiceLinkedRole(CreateServiceLinkedRoleRequest) -> CreateServiceLinkedRoleResponse, true, ["InvalidInput": 400, "LimitExceeded": 409, "NoSuchEntity": 404, "ServiceFailure": 500];
    CreateServiceSpecificCredential(CreateServiceSpecificCredentialRequest) -> CreateServiceSpecificCredentialResponse, true, ["LimitExceeded": 409, "NoSuchEntity": 404, "NotSupportedService": 404];
    CreateUser(CreateUserRequest) -> CreateUserResponse, true, ["LimitExceeded": 409, "EntityAlreadyExists": 409, "NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    CreateVirtualMFADevice(CreateVirtualMFADeviceRequest) -> CreateVirtualMFADeviceResponse, true, ["LimitExceeded": 409, "InvalidInput": 400, "EntityAlreadyExists": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    DeactivateMFADevice(DeactivateMFADeviceRequest) -> DeactivateMFADeviceResponse, false, ["EntityTemporarilyUnmodifiable": 409, "NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500, "ConcurrentModification": 409];
    DeleteAccessKey(DeleteAccessKeyRequest) -> DeleteAccessKeyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteAccountAlias(DeleteAccountAliasRequest) -> DeleteAccountAliasResponse, false, ["ConcurrentModification": 409, "NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteAccountPasswordPolicy(DeleteAccountPasswordPolicyRequest) -> DeleteAccountPasswordPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteGroup(DeleteGroupRequest) -> DeleteGroupResponse, false, ["NoSuchEntity": 404, "DeleteConflict": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteGroupPolicy(DeleteGroupPolicyRequest) -> DeleteGroupPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteInstanceProfile(DeleteInstanceProfileRequest) -> DeleteInstanceProfileResponse, false, ["NoSuchEntity": 404, "DeleteConflict": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteLoginProfile(DeleteLoginProfileRequest) -> DeleteLoginProfileResponse, false, ["EntityTemporarilyUnmodifiable": 409, "NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteOpenIDConnectProvider(DeleteOpenIDConnectProviderRequest) -> DeleteOpenIDConnectProviderResponse, false, ["InvalidInput": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    DeletePolicy(DeletePolicyRequest) -> DeletePolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "DeleteConflict": 409, "ServiceFailure": 500];
    DeletePolicyVersion(DeletePolicyVersionRequest) -> DeletePolicyVersionResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "DeleteConflict": 409, "ServiceFailure": 500];
    DeleteRole(DeleteRoleRequest) -> DeleteRoleResponse, false, ["NoSuchEntity": 404, "DeleteConflict": 409, "LimitExceeded": 409, "UnmodifiableEntity": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    DeleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryRequest) -> DeleteRolePermissionsBoundaryResponse, false, ["NoSuchEntity": 404, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    DeleteRolePolicy(DeleteRolePolicyRequest) -> DeleteRolePolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    DeleteSAMLProvider(DeleteSAMLProviderRequest) -> DeleteSAMLProviderResponse, false, ["InvalidInput": 400, "LimitExceeded": 409, "NoSuchEntity": 404, "ServiceFailure": 500];
    DeleteSSHPublicKey(DeleteSSHPublicKeyRequest) -> DeleteSSHPublicKeyResponse, false, ["NoSuchEntity": 404];
    DeleteServerCertificate(DeleteServerCertificateRequest) -> DeleteServerCertificateResponse, false, ["NoSuchEntity": 404, "DeleteConflict": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteServiceLinkedRole(DeleteServiceLinkedRoleRequest) -> DeleteServiceLinkedRoleResponse, true, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteServiceSpecificCredential(DeleteServiceSpecificCredentialRequest) -> DeleteServiceSpecificCredentialResponse, false, ["NoSuchEntity": 404];
    DeleteSigningCertificate(DeleteSigningCertificateRequest) -> DeleteSigningCertificateResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    DeleteUser(DeleteUserRequest) -> DeleteUserResponse, false, ["LimitExceeded": 409, "NoSuchEntity": 404, "DeleteConflict": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryRequest) -> DeleteUserPermissionsBoundaryResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500];
    DeleteUserPolicy(DeleteUserPolicyRequest) -> DeleteUserPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    DeleteVirtualMFADevice(DeleteVirtualMFADeviceRequest) -> DeleteVirtualMFADeviceResponse, false, ["NoSuchEntity": 404, "DeleteConflict": 409, "LimitExceeded": 409, "ServiceFailure": 500, "ConcurrentModification": 409];
    DetachGroupPolicy(DetachGroupPolicyRequest) -> DetachGroupPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ServiceFailure": 500];
    DetachRolePolicy(DetachRolePolicyRequest) -> DetachRolePolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    DetachUserPolicy(DetachUserPolicyRequest) -> DetachUserPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ServiceFailure": 500];
    DisableOrganizationsRootCredentialsManagement(DisableOrganizationsRootCredentialsManagementRequest) -> DisableOrganizationsRootCredentialsManagementResponse, true, ["ServiceAccessNotEnabledException": 400, "AccountNotManagementOrDelegatedAdministratorException": 400, "OrganizationNotFoundException": 400, "OrganizationNotInAllFeaturesModeException": 400];
    DisableOrganizationsRootSessions(DisableOrganizationsRootSessionsRequest) -> DisableOrganizationsRootSessionsResponse, true, ["ServiceAccessNotEnabledException": 400, "AccountNotManagementOrDelegatedAdministratorException": 400, "OrganizationNotFoundException": 400, "OrganizationNotInAllFeaturesModeException": 400];
    DisableOutboundWebIdentityFederation(DisableOutboundWebIdentityFederationRequest) -> DisableOutboundWebIdentityFederationResponse, false, ["FeatureDisabled": 404];
    EnableMFADevice(EnableMFADeviceRequest) -> EnableMFADeviceResponse, false, ["EntityAlreadyExists": 409, "EntityTemporarilyUnmodifiable": 409, "InvalidAuthenticationCode": 403, "LimitExceeded": 409, "NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409];
    EnableOrganizationsRootCredentialsManagement(EnableOrganizationsRootCredentialsManagementRequest) -> EnableOrganizationsRootCredentialsManagementResponse, true, ["ServiceAccessNotEnabledException": 400, "AccountNotManagementOrDelegatedAdministratorException": 400, "OrganizationNotFoundException": 400, "OrganizationNotInAllFeaturesModeException": 400, "CallerIsNotManagementAccountException": 400];
    EnableOrganizationsRootSessions(EnableOrganizationsRootSessionsRequest) -> EnableOrganizationsRootSessionsResponse, true, ["ServiceAccessNotEnabledException": 400, "AccountNotManagementOrDelegatedAdministratorException": 400, "OrganizationNotFoundException": 400, "OrganizationNotInAllFeaturesModeException": 400, "CallerIsNotManagementAccountException": 400];
    EnableOutboundWebIdentityFederation(EnableOutboundWebIdentityFederationRequest) -> EnableOutboundWebIdentityFederationResponse, true, ["FeatureEnabled": 409];
    GenerateCredentialReport(GenerateCredentialReportRequest) -> GenerateCredentialReportResponse, true, ["LimitExceeded": 409, "ServiceFailure": 500];
    GenerateOrganizationsAccessReport(GenerateOrganizationsAccessReportRequest) -> GenerateOrganizationsAccessReportResponse, true, ["ReportGenerationLimitExceeded": 409];
    GenerateServiceLastAccessedDetails(GenerateServiceLastAccessedDetailsRequest) -> GenerateServiceLastAccessedDetailsResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400];
    GetAccessKeyLastUsed(GetAccessKeyLastUsedRequest) -> GetAccessKeyLastUsedResponse, true, [];
    GetAccountAuthorizationDetails(GetAccountAuthorizationDetailsRequest) -> GetAccountAuthorizationDetailsResponse, true, ["ServiceFailure": 500];
    GetAccountPasswordPolicy(GetAccountPasswordPolicyRequest) -> GetAccountPasswordPolicyResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetAccountSummary(GetAccountSummaryRequest) -> GetAccountSummaryResponse, true, ["ServiceFailure": 500];
    GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyRequest) -> GetContextKeysForCustomPolicyResponse, true, ["InvalidInput": 400];
    GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyRequest) -> GetContextKeysForPrincipalPolicyResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400];
    GetCredentialReport(GetCredentialReportRequest) -> GetCredentialReportResponse, true, ["ReportNotPresent": 410, "ReportExpired": 410, "ReportInProgress": 404, "ServiceFailure": 500];
    GetDelegationRequest(GetDelegationRequestRequest) -> GetDelegationRequestResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetGroup(GetGroupRequest) -> GetGroupResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetGroupPolicy(GetGroupPolicyRequest) -> GetGroupPolicyResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetHumanReadableSummary(GetHumanReadableSummaryRequest) -> GetHumanReadableSummaryResponse, true, ["InvalidInput": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    GetInstanceProfile(GetInstanceProfileRequest) -> GetInstanceProfileResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetLoginProfile(GetLoginProfileRequest) -> GetLoginProfileResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetMFADevice(GetMFADeviceRequest) -> GetMFADeviceResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetOpenIDConnectProvider(GetOpenIDConnectProviderRequest) -> GetOpenIDConnectProviderResponse, true, ["InvalidInput": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    GetOrganizationsAccessReport(GetOrganizationsAccessReportRequest) -> GetOrganizationsAccessReportResponse, true, ["NoSuchEntity": 404];
    GetOutboundWebIdentityFederationInfo(GetOutboundWebIdentityFederationInfoRequest) -> GetOutboundWebIdentityFederationInfoResponse, true, ["FeatureDisabled": 404];
    GetPolicy(GetPolicyRequest) -> GetPolicyResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    GetPolicyVersion(GetPolicyVersionRequest) -> GetPolicyVersionResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    GetRole(GetRoleRequest) -> GetRoleResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetRolePolicy(GetRolePolicyRequest) -> GetRolePolicyResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetSAMLProvider(GetSAMLProviderRequest) -> GetSAMLProviderResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    GetSSHPublicKey(GetSSHPublicKeyRequest) -> GetSSHPublicKeyResponse, true, ["NoSuchEntity": 404, "UnrecognizedPublicKeyEncoding": 400];
    GetServerCertificate(GetServerCertificateRequest) -> GetServerCertificateResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetServiceLastAccessedDetails(GetServiceLastAccessedDetailsRequest) -> GetServiceLastAccessedDetailsResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400];
    GetServiceLastAccessedDetailsWithEntities(GetServiceLastAccessedDetailsWithEntitiesRequest) -> GetServiceLastAccessedDetailsWithEntitiesResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400];
    GetServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusRequest) -> GetServiceLinkedRoleDeletionStatusResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    GetUser(GetUserRequest) -> GetUserResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    GetUserPolicy(GetUserPolicyRequest) -> GetUserPolicyResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListAccessKeys(ListAccessKeysRequest) -> ListAccessKeysResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListAccountAliases(ListAccountAliasesRequest) -> ListAccountAliasesResponse, true, ["ServiceFailure": 500];
    ListAttachedGroupPolicies(ListAttachedGroupPoliciesRequest) -> ListAttachedGroupPoliciesResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListAttachedRolePolicies(ListAttachedRolePoliciesRequest) -> ListAttachedRolePoliciesResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListAttachedUserPolicies(ListAttachedUserPoliciesRequest) -> ListAttachedUserPoliciesResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListDelegationRequests(ListDelegationRequestsRequest) -> ListDelegationRequestsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500, "InvalidInput": 400];
    ListEntitiesForPolicy(ListEntitiesForPolicyRequest) -> ListEntitiesForPolicyResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListGroupPolicies(ListGroupPoliciesRequest) -> ListGroupPoliciesResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListGroups(ListGroupsRequest) -> ListGroupsResponse, true, ["ServiceFailure": 500];
    ListGroupsForUser(ListGroupsForUserRequest) -> ListGroupsForUserResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListInstanceProfileTags(ListInstanceProfileTagsRequest) -> ListInstanceProfileTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListInstanceProfiles(ListInstanceProfilesRequest) -> ListInstanceProfilesResponse, true, ["ServiceFailure": 500];
    ListInstanceProfilesForRole(ListInstanceProfilesForRoleRequest) -> ListInstanceProfilesForRoleResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListMFADeviceTags(ListMFADeviceTagsRequest) -> ListMFADeviceTagsResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListMFADevices(ListMFADevicesRequest) -> ListMFADevicesResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListOpenIDConnectProviderTags(ListOpenIDConnectProviderTagsRequest) -> ListOpenIDConnectProviderTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500, "InvalidInput": 400];
    ListOpenIDConnectProviders(ListOpenIDConnectProvidersRequest) -> ListOpenIDConnectProvidersResponse, true, ["ServiceFailure": 500];
    ListOrganizationsFeatures(ListOrganizationsFeaturesRequest) -> ListOrganizationsFeaturesResponse, true, ["ServiceAccessNotEnabledException": 400, "AccountNotManagementOrDelegatedAdministratorException": 400, "OrganizationNotFoundException": 400, "OrganizationNotInAllFeaturesModeException": 400];
    ListPolicies(ListPoliciesRequest) -> ListPoliciesResponse, true, ["ServiceFailure": 500];
    ListPoliciesGrantingServiceAccess(ListPoliciesGrantingServiceAccessRequest) -> ListPoliciesGrantingServiceAccessResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400];
    ListPolicyTags(ListPolicyTagsRequest) -> ListPolicyTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500, "InvalidInput": 400];
    ListPolicyVersions(ListPolicyVersionsRequest) -> ListPolicyVersionsResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "ServiceFailure": 500];
    ListRolePolicies(ListRolePoliciesRequest) -> ListRolePoliciesResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListRoleTags(ListRoleTagsRequest) -> ListRoleTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListRoles(ListRolesRequest) -> ListRolesResponse, true, ["ServiceFailure": 500];
    ListSAMLProviderTags(ListSAMLProviderTagsRequest) -> ListSAMLProviderTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500, "InvalidInput": 400];
    ListSAMLProviders(ListSAMLProvidersRequest) -> ListSAMLProvidersResponse, true, ["ServiceFailure": 500];
    ListSSHPublicKeys(ListSSHPublicKeysRequest) -> ListSSHPublicKeysResponse, true, ["NoSuchEntity": 404];
    ListServerCertificateTags(ListServerCertificateTagsRequest) -> ListServerCertificateTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListServerCertificates(ListServerCertificatesRequest) -> ListServerCertificatesResponse, true, ["ServiceFailure": 500];
    ListServiceSpecificCredentials(ListServiceSpecificCredentialsRequest) -> ListServiceSpecificCredentialsResponse, true, ["NoSuchEntity": 404, "NotSupportedService": 404];
    ListSigningCertificates(ListSigningCertificatesRequest) -> ListSigningCertificatesResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListUserPolicies(ListUserPoliciesRequest) -> ListUserPoliciesResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListUserTags(ListUserTagsRequest) -> ListUserTagsResponse, true, ["NoSuchEntity": 404, "ServiceFailure": 500];
    ListUsers(ListUsersRequest) -> ListUsersResponse, true, ["ServiceFailure": 500];
    ListVirtualMFADevices(ListVirtualMFADevicesRequest) -> ListVirtualMFADevicesResponse, true, [];
    PutGroupPolicy(PutGroupPolicyRequest) -> PutGroupPolicyResponse, false, ["LimitExceeded": 409, "MalformedPolicyDocument": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    PutRolePermissionsBoundary(PutRolePermissionsBoundaryRequest) -> PutRolePermissionsBoundaryResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "UnmodifiableEntity": 400, "PolicyNotAttachable": 400, "ServiceFailure": 500];
    PutRolePolicy(PutRolePolicyRequest) -> PutRolePolicyResponse, false, ["LimitExceeded": 409, "MalformedPolicyDocument": 400, "NoSuchEntity": 404, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    PutUserPermissionsBoundary(PutUserPermissionsBoundaryRequest) -> PutUserPermissionsBoundaryResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "PolicyNotAttachable": 400, "ServiceFailure": 500];
    PutUserPolicy(PutUserPolicyRequest) -> PutUserPolicyResponse, false, ["LimitExceeded": 409, "MalformedPolicyDocument": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    RejectDelegationRequest(RejectDelegationRequestRequest) -> RejectDelegationRequestResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409, "InvalidInput": 400];
    RemoveClientIDFromOpenIDConnectProvider(RemoveClientIDFromOpenIDConnectProviderRequest) -> RemoveClientIDFromOpenIDConnectProviderResponse, false, ["ConcurrentModification": 409, "InvalidInput": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    RemoveRoleFromInstanceProfile(RemoveRoleFromInstanceProfileRequest) -> RemoveRoleFromInstanceProfileResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    RemoveUserFromGroup(RemoveUserFromGroupRequest) -> RemoveUserFromGroupResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500];
    ResetServiceSpecificCredential(ResetServiceSpecificCredentialRequest) -> ResetServiceSpecificCredentialResponse, true, ["NoSuchEntity": 404];
    ResyncMFADevice(ResyncMFADeviceRequest) -> ResyncMFADeviceResponse, false, ["InvalidAuthenticationCode": 403, "NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500, "ConcurrentModification": 409];
    SendDelegationToken(SendDelegationTokenRequest) -> SendDelegationTokenResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409, "InvalidInput": 400];
    SetDefaultPolicyVersion(SetDefaultPolicyVersionRequest) -> SetDefaultPolicyVersionResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "LimitExceeded": 409, "ServiceFailure": 500];
    SetSecurityTokenServicePreferences(SetSecurityTokenServicePreferencesRequest) -> SetSecurityTokenServicePreferencesResponse, false, ["ServiceFailure": 500];
    SimulateCustomPolicy(SimulateCustomPolicyRequest) -> SimulateCustomPolicyResponse, true, ["InvalidInput": 400, "PolicyEvaluation": 500];
    SimulatePrincipalPolicy(SimulatePrincipalPolicyRequest) -> SimulatePrincipalPolicyResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "PolicyEvaluation": 500];
    TagInstanceProfile(TagInstanceProfileRequest) -> TagInstanceProfileResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagMFADevice(TagMFADeviceRequest) -> TagMFADeviceResponse, false, ["InvalidInput": 400, "NoSuchEntity": 404, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagOpenIDConnectProvider(TagOpenIDConnectProviderRequest) -> TagOpenIDConnectProviderResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagPolicy(TagPolicyRequest) -> TagPolicyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagRole(TagRoleRequest) -> TagRoleResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagSAMLProvider(TagSAMLProviderRequest) -> TagSAMLProviderResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagServerCertificate(TagServerCertificateRequest) -> TagServerCertificateResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "LimitExceeded": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    TagUser(TagUserRequest) -> TagUserResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagInstanceProfile(UntagInstanceProfileRequest) -> UntagInstanceProfileResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagMFADevice(UntagMFADeviceRequest) -> UntagMFADeviceResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagOpenIDConnectProvider(UntagOpenIDConnectProviderRequest) -> UntagOpenIDConnectProviderResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagPolicy(UntagPolicyRequest) -> UntagPolicyResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagRole(UntagRoleRequest) -> UntagRoleResponse, false, ["NoSuchEntity": 404, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagSAMLProvider(UntagSAMLProviderRequest) -> UntagSAMLProviderResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagServerCertificate(UntagServerCertificateRequest) -> UntagServerCertificateResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UntagUser(UntagUserRequest) -> UntagUserResponse, false, ["NoSuchEntity": 404, "ConcurrentModification": 409, "ServiceFailure": 500];
    UpdateAccessKey(UpdateAccessKeyRequest) -> UpdateAccessKeyResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500, "InvalidInput": 400];
    UpdateAccountPasswordPolicy(UpdateAccountPasswordPolicyRequest) -> UpdateAccountPasswordPolicyResponse, false, ["NoSuchEntity": 404, "MalformedPolicyDocument": 400, "LimitExceeded": 409, "ServiceFailure": 500];
    UpdateAssumeRolePolicy(UpdateAssumeRolePolicyRequest) -> UpdateAssumeRolePolicyResponse, false, ["NoSuchEntity": 404, "MalformedPolicyDocument": 400, "LimitExceeded": 409, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    UpdateDelegationRequest(UpdateDelegationRequestRequest) -> UpdateDelegationRequestResponse, false, ["NoSuchEntity": 404, "ServiceFailure": 500, "ConcurrentModification": 409, "InvalidInput": 400];
    UpdateGroup(UpdateGroupRequest) -> UpdateGroupResponse, false, ["NoSuchEntity": 404, "EntityAlreadyExists": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    UpdateLoginProfile(UpdateLoginProfileRequest) -> UpdateLoginProfileResponse, false, ["EntityTemporarilyUnmodifiable": 409, "NoSuchEntity": 404, "PasswordPolicyViolation": 400, "LimitExceeded": 409, "ServiceFailure": 500];
    UpdateOpenIDConnectProviderThumbprint(UpdateOpenIDConnectProviderThumbprintRequest) -> UpdateOpenIDConnectProviderThumbprintResponse, false, ["ConcurrentModification": 409, "InvalidInput": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    UpdateRole(UpdateRoleRequest) -> UpdateRoleResponse, true, ["UnmodifiableEntity": 400, "NoSuchEntity": 404, "ServiceFailure": 500];
    UpdateRoleDescription(UpdateRoleDescriptionRequest) -> UpdateRoleDescriptionResponse, true, ["NoSuchEntity": 404, "UnmodifiableEntity": 400, "ServiceFailure": 500];
    UpdateSAMLProvider(UpdateSAMLProviderRequest) -> UpdateSAMLProviderResponse, true, ["NoSuchEntity": 404, "InvalidInput": 400, "LimitExceeded": 409, "ServiceFailure": 500, "ConcurrentModification": 409];
    UpdateSSHPublicKey(UpdateSSHPublicKeyRequest) -> UpdateSSHPublicKeyResponse, false, ["NoSuchEntity": 404, "InvalidInput": 400];
    UpdateServerCertificate(UpdateServerCertificateRequest) -> UpdateServerCertificateResponse, false, ["NoSuchEntity": 404, "EntityAlreadyExists": 409, "LimitExceeded": 409, "ServiceFailure": 500];
    UpdateServiceSpecificCredential(UpdateServiceSpecificCredentialRequest) -> UpdateServiceSpecificCredentialResponse, false, ["NoSuchEntity": 404];
    UpdateSigningCertificate(UpdateSigningCertificateRequest) -> UpdateSigningCertificateResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "ServiceFailure": 500, "InvalidInput": 400];
    UpdateUser(UpdateUserRequest) -> UpdateUserResponse, false, ["NoSuchEntity": 404, "LimitExceeded": 409, "EntityAlreadyExists": 409, "EntityTemporarilyUnmodifiable": 409, "ConcurrentModification": 409, "ServiceFailure": 500];
    UploadSSHPublicKey(UploadSSHPublicKeyRequest) -> UploadSSHPublicKeyResponse, true, ["LimitExceeded": 409, "NoSuchEntity": 404, "InvalidPublicKey": 400, "DuplicateSSHPublicKey": 400, "UnrecognizedPublicKeyEncoding": 400];
    UploadServerCertificate(UploadServerCertificateRequest) -> UploadServerCertificateResponse, true, ["LimitExceeded": 409, "InvalidInput": 400, "EntityAlreadyExists": 409, "MalformedCertificate": 400, "KeyPairMismatch": 400, "ConcurrentModification": 409, "ServiceFailure": 500];
    UploadSigningCertificate(UploadSigningCertificateRequest) -> UploadSigningCertificateResponse, true, ["LimitExceeded": 409, "EntityAlreadyExists": 409, "MalformedCertificate": 400, "InvalidCertificate": 400, "DuplicateCertificate": 409, "NoSuchEntity": 404, "ConcurrentModification": 409, "ServiceFailure": 500];
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AcceptDelegationRequestRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AcceptDelegationRequestResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AddClientIDToOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        client_id: String = "ClientID", &CLIENT_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AddClientIDToOpenIDConnectProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AddRoleToInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AddRoleToInstanceProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AddUserToGroupRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AddUserToGroupResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AssociateDelegationRequestRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AssociateDelegationRequestResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AttachGroupPolicyRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AttachGroupPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AttachRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AttachRolePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AttachUserPolicyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AttachUserPolicyResponse {
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    ChangePasswordRequest {
        old_password: String = "OldPassword", &PASSWORD_TYPE;
        new_password: String = "NewPassword", &PASSWORD_TYPE;
    }
}

redacted!(ChangePasswordRequest {  } hides { old_password, new_password });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ChangePasswordResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateAccessKeyRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateAccessKeyResponse {
        access_key: AccessKey = "AccessKey", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateAccountAliasRequest {
        account_alias: String = "AccountAlias", &ACCOUNT_ALIAS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateAccountAliasResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateDelegationRequestRequest {
        owner_account_id: Option<String> = "OwnerAccountId", &ACCOUNT_ID_TYPE;
        description: String = "Description", &DELEGATION_REQUEST_DESCRIPTION_TYPE;
        permissions: DelegationPermission = "Permissions", &();
        request_message: Option<String> = "RequestMessage", &REQUEST_MESSAGE_TYPE;
        requestor_workflow_id: String = "RequestorWorkflowId", &REQUESTOR_WORKFLOW_ID_TYPE;
        redirect_url: Option<String> = "RedirectUrl", &REDIRECT_URL_TYPE;
        notification_channel: String = "NotificationChannel", &NOTIFICATION_CHANNEL_TYPE;
        session_duration: i32 = "SessionDuration", &SESSION_DURATION_TYPE;
        only_send_by_owner: Option<bool> = "OnlySendByOwner", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateDelegationRequestResponse {
        console_deep_link: Option<String> = "ConsoleDeepLink", &CONSOLE_DEEP_LINK_TYPE;
        delegation_request_id: Option<String> = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateGroupRequest {
        path: Option<String> = "Path", &PATH_TYPE;
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateGroupResponse {
        group: Group = "Group", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        path: Option<String> = "Path", &PATH_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateInstanceProfileResponse {
        instance_profile: InstanceProfile = "InstanceProfile", &();
    }
}

structure! {
    #[derive(Clone, Default, PartialEq, Eq)]
    CreateLoginProfileRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        password: Option<String> = "Password", &PASSWORD_TYPE;
        password_reset_required: Option<bool> = "PasswordResetRequired", &();
    }
}

redacted!(CreateLoginProfileRequest { user_name, password_reset_required } hides { password });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateLoginProfileResponse {
        login_profile: LoginProfile = "LoginProfile", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateOpenIDConnectProviderRequest {
        url: String = "Url", &OPEN_ID_CONNECT_PROVIDER_URL_TYPE;
        client_id_list: Option<Vec<String>> = "ClientIDList", &CLIENT_ID_LIST_TYPE;
        thumbprint_list: Option<Vec<String>> = "ThumbprintList", &THUMBPRINT_LIST_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateOpenIDConnectProviderResponse {
        open_id_connect_provider_arn: Option<String> = "OpenIDConnectProviderArn", &ARN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreatePolicyRequest {
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        path: Option<String> = "Path", &POLICY_PATH_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
        description: Option<String> = "Description", &POLICY_DESCRIPTION_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreatePolicyResponse {
        policy: Option<Policy> = "Policy", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreatePolicyVersionRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
        set_as_default: Option<bool> = "SetAsDefault", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreatePolicyVersionResponse {
        policy_version: Option<PolicyVersion> = "PolicyVersion", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateRoleRequest {
        path: Option<String> = "Path", &PATH_TYPE;
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        assume_role_policy_document: String = "AssumeRolePolicyDocument", &POLICY_DOCUMENT_TYPE;
        description: Option<String> = "Description", &ROLE_DESCRIPTION_TYPE;
        max_session_duration: Option<i32> = "MaxSessionDuration", &ROLE_MAX_SESSION_DURATION_TYPE;
        permissions_boundary: Option<String> = "PermissionsBoundary", &ARN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateRoleResponse {
        role: Role = "Role", &();
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    CreateSAMLProviderRequest {
        saml_metadata_document: String = "SAMLMetadataDocument", &SAML_METADATA_DOCUMENT_TYPE;
        name: String = "Name", &SAML_PROVIDER_NAME_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
        assertion_encryption_mode: Option<AssertionEncryptionModeType> = "AssertionEncryptionMode", &();
        add_private_key: Option<String> = "AddPrivateKey", &PRIVATE_KEY_TYPE;
    }
}

redacted!(CreateSAMLProviderRequest { saml_metadata_document, name, tags, assertion_encryption_mode } hides { add_private_key });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateSAMLProviderResponse {
        saml_provider_arn: Option<String> = "SAMLProviderArn", &ARN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateServiceLinkedRoleRequest {
        aws_service_name: String = "AWSServiceName", &GROUP_NAME_TYPE;
        description: Option<String> = "Description", &ROLE_DESCRIPTION_TYPE;
        custom_suffix: Option<String> = "CustomSuffix", &CUSTOM_SUFFIX_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateServiceLinkedRoleResponse {
        role: Option<Role> = "Role", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateServiceSpecificCredentialRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        service_name: String = "ServiceName", &Text::ANY;
        credential_age_days: Option<i32> = "CredentialAgeDays", &CREDENTIAL_AGE_DAYS;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateServiceSpecificCredentialResponse {
        service_specific_credential: Option<ServiceSpecificCredential> = "ServiceSpecificCredential", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateUserRequest {
        path: Option<String> = "Path", &PATH_TYPE;
        user_name: String = "UserName", &USER_NAME_TYPE;
        permissions_boundary: Option<String> = "PermissionsBoundary", &ARN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    CreateUserResponse {
        user: Option<User> = "User", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateVirtualMFADeviceRequest {
        path: Option<String> = "Path", &PATH_TYPE;
        virtual_mfa_device_name: String = "VirtualMFADeviceName", &VIRTUAL_MFA_DEVICE_NAME;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    CreateVirtualMFADeviceResponse {
        virtual_mfa_device: VirtualMFADevice = "VirtualMFADevice", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeactivateMFADeviceRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeactivateMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteAccessKeyRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteAccessKeyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteAccountAliasRequest {
        account_alias: String = "AccountAlias", &ACCOUNT_ALIAS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteAccountAliasResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteAccountPasswordPolicyRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteAccountPasswordPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteGroupRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteGroupResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteGroupPolicyRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteGroupPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteInstanceProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteLoginProfileRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteLoginProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteOpenIDConnectProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeletePolicyRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeletePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeletePolicyVersionRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        version_id: String = "VersionId", &POLICY_VERSION_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeletePolicyVersionResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteRoleResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteRolePermissionsBoundaryRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteRolePermissionsBoundaryResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteRolePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteSAMLProviderRequest {
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteSAMLProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteSSHPublicKeyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_id: String = "SSHPublicKeyId", &PUBLIC_KEY_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteSSHPublicKeyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteServerCertificateRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteServerCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteServiceLinkedRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteServiceLinkedRoleResponse {
        deletion_task_id: String = "DeletionTaskId", &DELETION_TASK_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteServiceSpecificCredentialRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        service_specific_credential_id: String = "ServiceSpecificCredentialId", &SERVICE_SPECIFIC_CREDENTIAL_ID;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteServiceSpecificCredentialResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteSigningCertificateRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        certificate_id: String = "CertificateId", &CERTIFICATE_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteSigningCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteUserRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteUserResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteUserPermissionsBoundaryRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteUserPermissionsBoundaryResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteUserPolicyRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteUserPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DeleteVirtualMFADeviceRequest {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeleteVirtualMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DetachGroupPolicyRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DetachGroupPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DetachRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DetachRolePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DetachUserPolicyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DetachUserPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOrganizationsRootCredentialsManagementRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOrganizationsRootCredentialsManagementResponse {
        organization_id: Option<String> = "OrganizationId", &ORGANIZATION_ID_TYPE;
        enabled_features: Option<Vec<FeatureType>> = "EnabledFeatures", &FEATURES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOrganizationsRootSessionsRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOrganizationsRootSessionsResponse {
        organization_id: Option<String> = "OrganizationId", &ORGANIZATION_ID_TYPE;
        enabled_features: Option<Vec<FeatureType>> = "EnabledFeatures", &FEATURES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOutboundWebIdentityFederationRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DisableOutboundWebIdentityFederationResponse {
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    EnableMFADeviceRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        authentication_code1: String = "AuthenticationCode1", &AUTHENTICATION_CODE_TYPE;
        authentication_code2: String = "AuthenticationCode2", &AUTHENTICATION_CODE_TYPE;
    }
}

redacted!(EnableMFADeviceRequest { user_name, serial_number } hides { authentication_code1, authentication_code2 });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOrganizationsRootCredentialsManagementRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOrganizationsRootCredentialsManagementResponse {
        organization_id: Option<String> = "OrganizationId", &ORGANIZATION_ID_TYPE;
        enabled_features: Option<Vec<FeatureType>> = "EnabledFeatures", &FEATURES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOrganizationsRootSessionsRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOrganizationsRootSessionsResponse {
        organization_id: Option<String> = "OrganizationId", &ORGANIZATION_ID_TYPE;
        enabled_features: Option<Vec<FeatureType>> = "EnabledFeatures", &FEATURES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOutboundWebIdentityFederationRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    EnableOutboundWebIdentityFederationResponse {
        issuer_identifier: Option<String> = "IssuerIdentifier", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GenerateCredentialReportRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GenerateCredentialReportResponse {
        state: Option<ReportStateType> = "State", &();
        description: Option<String> = "Description", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GenerateOrganizationsAccessReportRequest {
        entity_path: String = "EntityPath", &ORGANIZATIONS_ENTITY_PATH_TYPE;
        organizations_policy_id: Option<String> = "OrganizationsPolicyId", &ORGANIZATIONS_POLICY_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GenerateOrganizationsAccessReportResponse {
        job_id: Option<String> = "JobId", &JOB_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GenerateServiceLastAccessedDetailsRequest {
        arn: String = "Arn", &ARN_TYPE;
        granularity: Option<AccessAdvisorUsageGranularityType> = "Granularity", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GenerateServiceLastAccessedDetailsResponse {
        job_id: Option<String> = "JobId", &JOB_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetAccessKeyLastUsedRequest {
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccessKeyLastUsedResponse {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        access_key_last_used: Option<AccessKeyLastUsed> = "AccessKeyLastUsed", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccountAuthorizationDetailsRequest {
        filter: Option<Vec<EntityType>> = "Filter", &ENTITY_LIST_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccountAuthorizationDetailsResponse {
        user_detail_list: Option<Vec<UserDetail>> = "UserDetailList", &USER_DETAIL_LIST_TYPE;
        group_detail_list: Option<Vec<GroupDetail>> = "GroupDetailList", &GROUP_DETAIL_LIST_TYPE;
        role_detail_list: Option<Vec<RoleDetail>> = "RoleDetailList", &ROLE_DETAIL_LIST_TYPE;
        policies: Option<Vec<ManagedPolicyDetail>> = "Policies", &MANAGED_POLICY_DETAIL_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccountPasswordPolicyRequest {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetAccountPasswordPolicyResponse {
        password_policy: PasswordPolicy = "PasswordPolicy", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccountSummaryRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccountSummaryResponse {
        summary_map: Option<BTreeMap<SummaryKeyType, i32>> = "SummaryMap", &SUMMARY_MAP_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetContextKeysForCustomPolicyRequest {
        policy_input_list: Vec<String> = "PolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetContextKeysForCustomPolicyResponse {
        context_key_names: Option<Vec<String>> = "ContextKeyNames", &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetContextKeysForPrincipalPolicyRequest {
        policy_source_arn: String = "PolicySourceArn", &ARN_TYPE;
        policy_input_list: Option<Vec<String>> = "PolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetContextKeysForPrincipalPolicyResponse {
        context_key_names: Option<Vec<String>> = "ContextKeyNames", &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetCredentialReportRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetCredentialReportResponse {
        content: Option<Vec<u8>> = "Content", &();
        report_format: Option<ReportFormatType> = "ReportFormat", &();
        generated_time: Option<Timestamp> = "GeneratedTime", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetDelegationRequestRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
        delegation_permission_check: Option<bool> = "DelegationPermissionCheck", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetDelegationRequestResponse {
        delegation_request: Option<DelegationRequest> = "DelegationRequest", &();
        permission_check_status: Option<PermissionCheckStatusType> = "PermissionCheckStatus", &();
        permission_check_result: Option<PermissionCheckResultType> = "PermissionCheckResult", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetGroupRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetGroupResponse {
        group: Group = "Group", &();
        users: Vec<User> = "Users", &USER_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetGroupPolicyRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetGroupPolicyResponse {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetHumanReadableSummaryRequest {
        entity_arn: String = "EntityArn", &ARN_TYPE;
        locale: Option<String> = "Locale", &LOCALE_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetHumanReadableSummaryResponse {
        summary_content: Option<String> = "SummaryContent", &SUMMARY_CONTENT_TYPE;
        locale: Option<String> = "Locale", &LOCALE_TYPE;
        summary_state: Option<SummaryStateType> = "SummaryState", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetInstanceProfileResponse {
        instance_profile: InstanceProfile = "InstanceProfile", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetLoginProfileRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetLoginProfileResponse {
        login_profile: LoginProfile = "LoginProfile", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetMFADeviceRequest {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetMFADeviceResponse {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        enable_date: Option<Timestamp> = "EnableDate", &();
        certifications: Option<BTreeMap<String, String>> = "Certifications", &CERTIFICATION_MAP_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetOpenIDConnectProviderResponse {
        url: Option<String> = "Url", &OPEN_ID_CONNECT_PROVIDER_URL_TYPE;
        client_id_list: Option<Vec<String>> = "ClientIDList", &CLIENT_ID_LIST_TYPE;
        thumbprint_list: Option<Vec<String>> = "ThumbprintList", &THUMBPRINT_LIST_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetOrganizationsAccessReportRequest {
        job_id: String = "JobId", &JOB_ID_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        sort_key: Option<SortKeyType> = "SortKey", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetOrganizationsAccessReportResponse {
        job_status: JobStatusType = "JobStatus", &();
        job_creation_date: Timestamp = "JobCreationDate", &();
        job_completion_date: Option<Timestamp> = "JobCompletionDate", &();
        number_of_services_accessible: Option<i32> = "NumberOfServicesAccessible", &Range::ANY;
        number_of_services_not_accessed: Option<i32> = "NumberOfServicesNotAccessed", &Range::ANY;
        access_details: Option<Vec<AccessDetail>> = "AccessDetails", &ACCESS_DETAILS;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &MARKER_TYPE;
        error_details: Option<ErrorDetails> = "ErrorDetails", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetOutboundWebIdentityFederationInfoRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetOutboundWebIdentityFederationInfoResponse {
        issuer_identifier: Option<String> = "IssuerIdentifier", &Text::ANY;
        jwt_vending_enabled: Option<bool> = "JwtVendingEnabled", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetPolicyRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetPolicyResponse {
        policy: Option<Policy> = "Policy", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetPolicyVersionRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        version_id: String = "VersionId", &POLICY_VERSION_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetPolicyVersionResponse {
        policy_version: Option<PolicyVersion> = "PolicyVersion", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetRoleResponse {
        role: Role = "Role", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetRolePolicyResponse {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetSAMLProviderRequest {
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetSAMLProviderResponse {
        saml_provider_uuid: Option<String> = "SAMLProviderUUID", &PRIVATE_KEY_ID_TYPE;
        saml_metadata_document: Option<String> = "SAMLMetadataDocument", &SAML_METADATA_DOCUMENT_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        valid_until: Option<Timestamp> = "ValidUntil", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
        assertion_encryption_mode: Option<AssertionEncryptionModeType> = "AssertionEncryptionMode", &();
        private_key_list: Option<Vec<SAMLPrivateKey>> = "PrivateKeyList", &PRIVATE_KEY_LIST;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetSSHPublicKeyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_id: String = "SSHPublicKeyId", &PUBLIC_KEY_ID_TYPE;
        encoding: EncodingType = "Encoding", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetSSHPublicKeyResponse {
        ssh_public_key: Option<SSHPublicKey> = "SSHPublicKey", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServerCertificateRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServerCertificateResponse {
        server_certificate: ServerCertificate = "ServerCertificate", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLastAccessedDetailsRequest {
        job_id: String = "JobId", &JOB_ID_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLastAccessedDetailsResponse {
        job_status: JobStatusType = "JobStatus", &();
        job_type: Option<AccessAdvisorUsageGranularityType> = "JobType", &();
        job_creation_date: Timestamp = "JobCreationDate", &();
        services_last_accessed: Vec<ServiceLastAccessed> = "ServicesLastAccessed", &SERVICES_LAST_ACCESSED;
        job_completion_date: Timestamp = "JobCompletionDate", &();
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
        error: Option<ErrorDetails> = "Error", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLastAccessedDetailsWithEntitiesRequest {
        job_id: String = "JobId", &JOB_ID_TYPE;
        service_namespace: String = "ServiceNamespace", &SERVICE_NAMESPACE_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLastAccessedDetailsWithEntitiesResponse {
        job_status: JobStatusType = "JobStatus", &();
        job_creation_date: Timestamp = "JobCreationDate", &();
        job_completion_date: Timestamp = "JobCompletionDate", &();
        entity_details_list: Vec<EntityDetails> = "EntityDetailsList", &ENTITY_DETAILS_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
        error: Option<ErrorDetails> = "Error", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLinkedRoleDeletionStatusRequest {
        deletion_task_id: String = "DeletionTaskId", &DELETION_TASK_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetServiceLinkedRoleDeletionStatusResponse {
        status: DeletionTaskStatusType = "Status", &();
        reason: Option<DeletionTaskFailureReasonType> = "Reason", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetUserRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetUserResponse {
        user: User = "User", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetUserPolicyRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetUserPolicyResponse {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListAccessKeysRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListAccessKeysResponse {
        access_key_metadata: Vec<AccessKeyMetadata> = "AccessKeyMetadata", &ACCESS_KEY_METADATA_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListAccountAliasesRequest {
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListAccountAliasesResponse {
        account_aliases: Vec<String> = "AccountAliases", &ACCOUNT_ALIAS_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListAttachedGroupPoliciesRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        path_prefix: Option<String> = "PathPrefix", &POLICY_PATH_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListAttachedGroupPoliciesResponse {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListAttachedRolePoliciesRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        path_prefix: Option<String> = "PathPrefix", &POLICY_PATH_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListAttachedRolePoliciesResponse {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListAttachedUserPoliciesRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        path_prefix: Option<String> = "PathPrefix", &POLICY_PATH_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListAttachedUserPoliciesResponse {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListDelegationRequestsRequest {
        owner_id: Option<String> = "OwnerId", &OWNER_ID_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListDelegationRequestsResponse {
        delegation_requests: Option<Vec<DelegationRequest>> = "DelegationRequests", &DELEGATION_REQUESTS_LIST_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        is_truncated: Option<bool> = "isTruncated", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListEntitiesForPolicyRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        entity_filter: Option<EntityType> = "EntityFilter", &();
        path_prefix: Option<String> = "PathPrefix", &PATH_TYPE;
        policy_usage_filter: Option<PolicyUsageType> = "PolicyUsageFilter", &();
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListEntitiesForPolicyResponse {
        policy_groups: Option<Vec<PolicyGroup>> = "PolicyGroups", &POLICY_GROUP_LIST_TYPE;
        policy_users: Option<Vec<PolicyUser>> = "PolicyUsers", &POLICY_USER_LIST_TYPE;
        policy_roles: Option<Vec<PolicyRole>> = "PolicyRoles", &POLICY_ROLE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListGroupPoliciesRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListGroupPoliciesResponse {
        policy_names: Vec<String> = "PolicyNames", &POLICY_NAME_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListGroupsRequest {
        path_prefix: Option<String> = "PathPrefix", &PATH_PREFIX_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListGroupsResponse {
        groups: Vec<Group> = "Groups", &GROUP_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListGroupsForUserRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListGroupsForUserResponse {
        groups: Vec<Group> = "Groups", &GROUP_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListInstanceProfileTagsRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListInstanceProfileTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListInstanceProfilesRequest {
        path_prefix: Option<String> = "PathPrefix", &PATH_PREFIX_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListInstanceProfilesResponse {
        instance_profiles: Vec<InstanceProfile> = "InstanceProfiles", &INSTANCE_PROFILE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListInstanceProfilesForRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListInstanceProfilesForRoleResponse {
        instance_profiles: Vec<InstanceProfile> = "InstanceProfiles", &INSTANCE_PROFILE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListMFADeviceTagsRequest {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListMFADeviceTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListMFADevicesRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListMFADevicesResponse {
        mfa_devices: Vec<MFADevice> = "MFADevices", &MFA_DEVICE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListOpenIDConnectProviderTagsRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListOpenIDConnectProviderTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListOpenIDConnectProvidersRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListOpenIDConnectProvidersResponse {
        open_id_connect_provider_list: Option<Vec<OpenIDConnectProviderListEntry>> = "OpenIDConnectProviderList", &OPEN_ID_CONNECT_PROVIDER_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListOrganizationsFeaturesRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListOrganizationsFeaturesResponse {
        organization_id: Option<String> = "OrganizationId", &ORGANIZATION_ID_TYPE;
        enabled_features: Option<Vec<FeatureType>> = "EnabledFeatures", &FEATURES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListPoliciesRequest {
        scope: Option<PolicyScopeType> = "Scope", &();
        only_attached: Option<bool> = "OnlyAttached", &();
        path_prefix: Option<String> = "PathPrefix", &POLICY_PATH_TYPE;
        policy_usage_filter: Option<PolicyUsageType> = "PolicyUsageFilter", &();
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListPoliciesResponse {
        policies: Option<Vec<Policy>> = "Policies", &POLICY_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListPoliciesGrantingServiceAccessRequest {
        marker: Option<String> = "Marker", &MARKER_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        service_namespaces: Vec<String> = "ServiceNamespaces", &SERVICE_NAMESPACE_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListPoliciesGrantingServiceAccessResponse {
        policies_granting_service_access: Vec<ListPoliciesGrantingServiceAccessEntry> = "PoliciesGrantingServiceAccess", &LIST_POLICY_GRANTING_SERVICE_ACCESS_RESPONSE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListPolicyTagsRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListPolicyTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListPolicyVersionsRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListPolicyVersionsResponse {
        versions: Option<Vec<PolicyVersion>> = "Versions", &POLICY_DOCUMENT_VERSION_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListRolePoliciesRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListRolePoliciesResponse {
        policy_names: Vec<String> = "PolicyNames", &POLICY_NAME_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListRoleTagsRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListRoleTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListRolesRequest {
        path_prefix: Option<String> = "PathPrefix", &PATH_PREFIX_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListRolesResponse {
        roles: Vec<Role> = "Roles", &ROLE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListSAMLProviderTagsRequest {
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListSAMLProviderTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListSAMLProvidersRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListSAMLProvidersResponse {
        saml_provider_list: Option<Vec<SAMLProviderListEntry>> = "SAMLProviderList", &SAML_PROVIDER_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListSSHPublicKeysRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListSSHPublicKeysResponse {
        ssh_public_keys: Option<Vec<SSHPublicKeyMetadata>> = "SSHPublicKeys", &SSH_PUBLIC_KEY_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListServerCertificateTagsRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListServerCertificateTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListServerCertificatesRequest {
        path_prefix: Option<String> = "PathPrefix", &PATH_PREFIX_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListServerCertificatesResponse {
        server_certificate_metadata_list: Vec<ServerCertificateMetadata> = "ServerCertificateMetadataList", &SERVER_CERTIFICATE_METADATA_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListServiceSpecificCredentialsRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        service_name: Option<String> = "ServiceName", &Text::ANY;
        all_users: Option<bool> = "AllUsers", &();
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListServiceSpecificCredentialsResponse {
        service_specific_credentials: Option<Vec<ServiceSpecificCredentialMetadata>> = "ServiceSpecificCredentials", &SERVICE_SPECIFIC_CREDENTIALS_LIST_TYPE;
        marker: Option<String> = "Marker", &Text::ANY;
        is_truncated: Option<bool> = "IsTruncated", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListSigningCertificatesRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListSigningCertificatesResponse {
        certificates: Vec<SigningCertificate> = "Certificates", &CERTIFICATE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListUserPoliciesRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListUserPoliciesResponse {
        policy_names: Vec<String> = "PolicyNames", &POLICY_NAME_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListUserTagsRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListUserTagsResponse {
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListUsersRequest {
        path_prefix: Option<String> = "PathPrefix", &PATH_PREFIX_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListUsersResponse {
        users: Vec<User> = "Users", &USER_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListVirtualMFADevicesRequest {
        assignment_status: Option<AssignmentStatusType> = "AssignmentStatus", &();
        marker: Option<String> = "Marker", &MARKER_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ListVirtualMFADevicesResponse {
        virtual_mfa_devices: Vec<VirtualMFADevice> = "VirtualMFADevices", &VIRTUAL_MFA_DEVICE_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PutGroupPolicyRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PutGroupPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PutRolePermissionsBoundaryRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        permissions_boundary: String = "PermissionsBoundary", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PutRolePermissionsBoundaryResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PutRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PutRolePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PutUserPermissionsBoundaryRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        permissions_boundary: String = "PermissionsBoundary", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PutUserPermissionsBoundaryResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PutUserPolicyRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PutUserPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    RejectDelegationRequestRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
        notes: Option<String> = "Notes", &NOTES_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RejectDelegationRequestResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    RemoveClientIDFromOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        client_id: String = "ClientID", &CLIENT_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RemoveClientIDFromOpenIDConnectProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    RemoveRoleFromInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RemoveRoleFromInstanceProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    RemoveUserFromGroupRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RemoveUserFromGroupResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ResetServiceSpecificCredentialRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        service_specific_credential_id: String = "ServiceSpecificCredentialId", &SERVICE_SPECIFIC_CREDENTIAL_ID;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ResetServiceSpecificCredentialResponse {
        service_specific_credential: Option<ServiceSpecificCredential> = "ServiceSpecificCredential", &();
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    ResyncMFADeviceRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        authentication_code1: String = "AuthenticationCode1", &AUTHENTICATION_CODE_TYPE;
        authentication_code2: String = "AuthenticationCode2", &AUTHENTICATION_CODE_TYPE;
    }
}

redacted!(ResyncMFADeviceRequest { user_name, serial_number } hides { authentication_code1, authentication_code2 });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ResyncMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SendDelegationTokenRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SendDelegationTokenResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SetDefaultPolicyVersionRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        version_id: String = "VersionId", &POLICY_VERSION_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SetDefaultPolicyVersionResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SetSecurityTokenServicePreferencesRequest {
        global_endpoint_token_version: GlobalEndpointTokenVersion = "GlobalEndpointTokenVersion", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SetSecurityTokenServicePreferencesResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SimulateCustomPolicyRequest {
        policy_input_list: Vec<String> = "PolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
        permissions_boundary_policy_input_list: Option<Vec<String>> = "PermissionsBoundaryPolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
        action_names: Vec<String> = "ActionNames", &ACTION_NAME_LIST_TYPE;
        resource_arns: Option<Vec<String>> = "ResourceArns", &RESOURCE_NAME_LIST_TYPE;
        resource_policy: Option<String> = "ResourcePolicy", &POLICY_DOCUMENT_TYPE;
        resource_owner: Option<String> = "ResourceOwner", &RESOURCE_NAME_TYPE;
        caller_arn: Option<String> = "CallerArn", &RESOURCE_NAME_TYPE;
        context_entries: Option<Vec<ContextEntry>> = "ContextEntries", &CONTEXT_ENTRY_LIST_TYPE;
        resource_handling_option: Option<String> = "ResourceHandlingOption", &RESOURCE_HANDLING_OPTION_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SimulateCustomPolicyResponse {
        evaluation_results: Option<Vec<EvaluationResult>> = "EvaluationResults", &EVALUATION_RESULTS_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SimulatePrincipalPolicyRequest {
        policy_source_arn: String = "PolicySourceArn", &ARN_TYPE;
        policy_input_list: Option<Vec<String>> = "PolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
        permissions_boundary_policy_input_list: Option<Vec<String>> = "PermissionsBoundaryPolicyInputList", &SIMULATION_POLICY_LIST_TYPE;
        action_names: Vec<String> = "ActionNames", &ACTION_NAME_LIST_TYPE;
        resource_arns: Option<Vec<String>> = "ResourceArns", &RESOURCE_NAME_LIST_TYPE;
        resource_policy: Option<String> = "ResourcePolicy", &POLICY_DOCUMENT_TYPE;
        resource_owner: Option<String> = "ResourceOwner", &RESOURCE_NAME_TYPE;
        caller_arn: Option<String> = "CallerArn", &RESOURCE_NAME_TYPE;
        context_entries: Option<Vec<ContextEntry>> = "ContextEntries", &CONTEXT_ENTRY_LIST_TYPE;
        resource_handling_option: Option<String> = "ResourceHandlingOption", &RESOURCE_HANDLING_OPTION_TYPE;
        max_items: Option<i32> = "MaxItems", &MAX_ITEMS_TYPE;
        marker: Option<String> = "Marker", &MARKER_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SimulatePrincipalPolicyResponse {
        evaluation_results: Option<Vec<EvaluationResult>> = "EvaluationResults", &EVALUATION_RESULTS_LIST_TYPE;
        is_truncated: Option<bool> = "IsTruncated", &();
        marker: Option<String> = "Marker", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagInstanceProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagMFADeviceRequest {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagOpenIDConnectProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagPolicyRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagRoleResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagSAMLProviderRequest {
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagSAMLProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagServerCertificateRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagServerCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    TagUserRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        tags: Vec<Tag> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TagUserResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagInstanceProfileRequest {
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagInstanceProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagMFADeviceRequest {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagMFADeviceResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagOpenIDConnectProviderRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagOpenIDConnectProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagPolicyRequest {
        policy_arn: String = "PolicyArn", &ARN_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagRoleResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagSAMLProviderRequest {
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagSAMLProviderResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagServerCertificateRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagServerCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UntagUserRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        tag_keys: Vec<String> = "TagKeys", &TAG_KEY_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UntagUserResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateAccessKeyRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
        status: StatusType = "Status", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateAccessKeyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateAccountPasswordPolicyRequest {
        minimum_password_length: Option<i32> = "MinimumPasswordLength", &MINIMUM_PASSWORD_LENGTH_TYPE;
        require_symbols: Option<bool> = "RequireSymbols", &();
        require_numbers: Option<bool> = "RequireNumbers", &();
        require_uppercase_characters: Option<bool> = "RequireUppercaseCharacters", &();
        require_lowercase_characters: Option<bool> = "RequireLowercaseCharacters", &();
        allow_users_to_change_password: Option<bool> = "AllowUsersToChangePassword", &();
        max_password_age: Option<i32> = "MaxPasswordAge", &MAX_PASSWORD_AGE_TYPE;
        password_reuse_prevention: Option<i32> = "PasswordReusePrevention", &PASSWORD_REUSE_PREVENTION_TYPE;
        hard_expiry: Option<bool> = "HardExpiry", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateAccountPasswordPolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateAssumeRolePolicyRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        policy_document: String = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateAssumeRolePolicyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateDelegationRequestRequest {
        delegation_request_id: String = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
        notes: Option<String> = "Notes", &NOTES_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateDelegationRequestResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateGroupRequest {
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        new_path: Option<String> = "NewPath", &PATH_TYPE;
        new_group_name: Option<String> = "NewGroupName", &GROUP_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateGroupResponse {
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    UpdateLoginProfileRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        password: Option<String> = "Password", &PASSWORD_TYPE;
        password_reset_required: Option<bool> = "PasswordResetRequired", &();
    }
}

redacted!(UpdateLoginProfileRequest { user_name, password_reset_required } hides { password });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateLoginProfileResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateOpenIDConnectProviderThumbprintRequest {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn", &ARN_TYPE;
        thumbprint_list: Vec<String> = "ThumbprintList", &THUMBPRINT_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateOpenIDConnectProviderThumbprintResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateRoleRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        description: Option<String> = "Description", &ROLE_DESCRIPTION_TYPE;
        max_session_duration: Option<i32> = "MaxSessionDuration", &ROLE_MAX_SESSION_DURATION_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateRoleResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateRoleDescriptionRequest {
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        description: String = "Description", &ROLE_DESCRIPTION_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateRoleDescriptionResponse {
        role: Option<Role> = "Role", &();
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    UpdateSAMLProviderRequest {
        saml_metadata_document: Option<String> = "SAMLMetadataDocument", &SAML_METADATA_DOCUMENT_TYPE;
        saml_provider_arn: String = "SAMLProviderArn", &ARN_TYPE;
        assertion_encryption_mode: Option<AssertionEncryptionModeType> = "AssertionEncryptionMode", &();
        add_private_key: Option<String> = "AddPrivateKey", &PRIVATE_KEY_TYPE;
        remove_private_key: Option<String> = "RemovePrivateKey", &PRIVATE_KEY_ID_TYPE;
    }
}

redacted!(UpdateSAMLProviderRequest { saml_metadata_document, saml_provider_arn, assertion_encryption_mode, remove_private_key } hides { add_private_key });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateSAMLProviderResponse {
        saml_provider_arn: Option<String> = "SAMLProviderArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateSSHPublicKeyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_id: String = "SSHPublicKeyId", &PUBLIC_KEY_ID_TYPE;
        status: StatusType = "Status", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateSSHPublicKeyResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateServerCertificateRequest {
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        new_path: Option<String> = "NewPath", &PATH_TYPE;
        new_server_certificate_name: Option<String> = "NewServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateServerCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateServiceSpecificCredentialRequest {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        service_specific_credential_id: String = "ServiceSpecificCredentialId", &SERVICE_SPECIFIC_CREDENTIAL_ID;
        status: StatusType = "Status", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateServiceSpecificCredentialResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateSigningCertificateRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        certificate_id: String = "CertificateId", &CERTIFICATE_ID_TYPE;
        status: StatusType = "Status", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateSigningCertificateResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UpdateUserRequest {
        user_name: String = "UserName", &EXISTING_USER_NAME_TYPE;
        new_path: Option<String> = "NewPath", &PATH_TYPE;
        new_user_name: Option<String> = "NewUserName", &USER_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UpdateUserResponse {
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UploadSSHPublicKeyRequest {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_body: String = "SSHPublicKeyBody", &PUBLIC_KEY_MATERIAL_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UploadSSHPublicKeyResponse {
        ssh_public_key: Option<SSHPublicKey> = "SSHPublicKey", &();
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    UploadServerCertificateRequest {
        path: Option<String> = "Path", &PATH_TYPE;
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        certificate_body: String = "CertificateBody", &CERTIFICATE_BODY_TYPE;
        private_key: String = "PrivateKey", &PRIVATE_KEY_TYPE;
        certificate_chain: Option<String> = "CertificateChain", &CERTIFICATE_CHAIN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

redacted!(UploadServerCertificateRequest { path, server_certificate_name, certificate_body, certificate_chain, tags } hides { private_key });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UploadServerCertificateResponse {
        server_certificate_metadata: Option<ServerCertificateMetadata> = "ServerCertificateMetadata", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UploadSigningCertificateRequest {
        user_name: Option<String> = "UserName", &EXISTING_USER_NAME_TYPE;
        certificate_body: String = "CertificateBody", &CERTIFICATE_BODY_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    UploadSigningCertificateResponse {
        certificate: SigningCertificate = "Certificate", &();
    }
}

enumeration! {
    AccessAdvisorUsageGranularityType {
        ServiceLevel = "SERVICE_LEVEL",
        ActionLevel = "ACTION_LEVEL",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AccessDetail {
        service_name: String = "ServiceName", &Text::ANY;
        service_namespace: String = "ServiceNamespace", &SERVICE_NAMESPACE_TYPE;
        region: Option<String> = "Region", &Text::ANY;
        entity_path: Option<String> = "EntityPath", &ORGANIZATIONS_ENTITY_PATH_TYPE;
        last_authenticated_time: Option<Timestamp> = "LastAuthenticatedTime", &();
        total_authenticated_entities: Option<i32> = "TotalAuthenticatedEntities", &Range::ANY;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    AccessKey {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
        status: StatusType = "Status", &();
        secret_access_key: String = "SecretAccessKey", &ACCESS_KEY_SECRET_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
    }
}

redacted!(AccessKey { user_name, access_key_id, status, create_date } hides { secret_access_key });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AccessKeyLastUsed {
        last_used_date: Option<Timestamp> = "LastUsedDate", &();
        service_name: String = "ServiceName", &Text::ANY;
        region: String = "Region", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AccessKeyMetadata {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        access_key_id: Option<String> = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
        status: Option<StatusType> = "Status", &();
        create_date: Option<Timestamp> = "CreateDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AttachedPermissionsBoundary {
        permissions_boundary_type: Option<PermissionsBoundaryAttachmentType> = "PermissionsBoundaryType", &();
        permissions_boundary_arn: Option<String> = "PermissionsBoundaryArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AttachedPolicy {
        policy_name: Option<String> = "PolicyName", &POLICY_NAME_TYPE;
        policy_arn: Option<String> = "PolicyArn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ContextEntry {
        context_key_name: Option<String> = "ContextKeyName", &CONTEXT_KEY_NAME_TYPE;
        context_key_values: Option<Vec<String>> = "ContextKeyValues", &CONTEXT_KEY_VALUE_LIST_TYPE;
        context_key_type: Option<ContextKeyTypeEnum> = "ContextKeyType", &();
    }
}

enumeration! {
    ContextKeyTypeEnum {
        String = "string",
        StringList = "stringList",
        Numeric = "numeric",
        NumericList = "numericList",
        Boolean = "boolean",
        BooleanList = "booleanList",
        Ip = "ip",
        IpList = "ipList",
        Binary = "binary",
        BinaryList = "binaryList",
        Date = "date",
        DateList = "dateList",
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DelegationPermission {
        policy_template_arn: Option<String> = "PolicyTemplateArn", &ARN_TYPE;
        parameters: Option<Vec<PolicyParameter>> = "Parameters", &POLICY_PARAMETER_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DelegationRequest {
        delegation_request_id: Option<String> = "DelegationRequestId", &DELEGATION_REQUEST_ID_TYPE;
        owner_account_id: Option<String> = "OwnerAccountId", &ACCOUNT_ID_TYPE;
        description: Option<String> = "Description", &DELEGATION_REQUEST_DESCRIPTION_TYPE;
        request_message: Option<String> = "RequestMessage", &REQUEST_MESSAGE_TYPE;
        permissions: Option<DelegationPermission> = "Permissions", &();
        permission_policy: Option<String> = "PermissionPolicy", &Text::ANY;
        role_permission_restriction_arns: Option<Vec<String>> = "RolePermissionRestrictionArns", &ROLE_PERMISSION_RESTRICTION_ARN_LIST_TYPE;
        owner_id: Option<String> = "OwnerId", &OWNER_ID_TYPE;
        approver_id: Option<String> = "ApproverId", &ARN_TYPE;
        state: Option<StateType> = "State", &();
        expiration_time: Option<Timestamp> = "ExpirationTime", &();
        requestor_id: Option<String> = "RequestorId", &ACCOUNT_ID_TYPE;
        requestor_name: Option<String> = "RequestorName", &REQUESTOR_NAME_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        session_duration: Option<i32> = "SessionDuration", &SESSION_DURATION_TYPE;
        redirect_url: Option<String> = "RedirectUrl", &REDIRECT_URL_TYPE;
        notes: Option<String> = "Notes", &NOTES_TYPE;
        rejection_reason: Option<String> = "RejectionReason", &NOTES_TYPE;
        only_send_by_owner: Option<bool> = "OnlySendByOwner", &();
        updated_time: Option<Timestamp> = "UpdatedTime", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DeletionTaskFailureReasonType {
        reason: Option<String> = "Reason", &REASON_TYPE;
        role_usage_list: Option<Vec<RoleUsageType>> = "RoleUsageList", &ROLE_USAGE_LIST_TYPE;
    }
}

enumeration! {
    DeletionTaskStatusType {
        Succeeded = "SUCCEEDED",
        InProgress = "IN_PROGRESS",
        Failed = "FAILED",
        NotStarted = "NOT_STARTED",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    EntityDetails {
        entity_info: EntityInfo = "EntityInfo", &();
        last_authenticated: Option<Timestamp> = "LastAuthenticated", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    EntityInfo {
        arn: String = "Arn", &ARN_TYPE;
        name: String = "Name", &USER_NAME_TYPE;
        r#type: PolicyOwnerEntityType = "Type", &();
        id: String = "Id", &ID_TYPE;
        path: Option<String> = "Path", &PATH_TYPE;
    }
}

enumeration! {
    EntityType {
        User = "User",
        Role = "Role",
        Group = "Group",
        LocalManagedPolicy = "LocalManagedPolicy",
        AwsManagedPolicy = "AWSManagedPolicy",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ErrorDetails {
        message: String = "Message", &Text::ANY;
        code: String = "Code", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    EvaluationResult {
        eval_action_name: String = "EvalActionName", &ACTION_NAME_TYPE;
        eval_resource_name: Option<String> = "EvalResourceName", &RESOURCE_NAME_TYPE;
        eval_decision: PolicyEvaluationDecisionType = "EvalDecision", &();
        matched_statements: Option<Vec<Statement>> = "MatchedStatements", &STATEMENT_LIST_TYPE;
        missing_context_values: Option<Vec<String>> = "MissingContextValues", &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE;
        organizations_decision_detail: Option<OrganizationsDecisionDetail> = "OrganizationsDecisionDetail", &();
        permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail> = "PermissionsBoundaryDecisionDetail", &();
        eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>> = "EvalDecisionDetails", &EVAL_DECISION_DETAILS_TYPE;
        resource_specific_results: Option<Vec<ResourceSpecificResult>> = "ResourceSpecificResults", &RESOURCE_SPECIFIC_RESULT_LIST_TYPE;
    }
}

enumeration! {
    FeatureType {
        RootCredentialsManagement = "RootCredentialsManagement",
        RootSessions = "RootSessions",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    Group {
        path: String = "Path", &PATH_TYPE;
        group_name: String = "GroupName", &GROUP_NAME_TYPE;
        group_id: String = "GroupId", &ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        create_date: Timestamp = "CreateDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GroupDetail {
        path: Option<String> = "Path", &PATH_TYPE;
        group_name: Option<String> = "GroupName", &GROUP_NAME_TYPE;
        group_id: Option<String> = "GroupId", &ID_TYPE;
        arn: Option<String> = "Arn", &ARN_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        group_policy_list: Option<Vec<PolicyDetail>> = "GroupPolicyList", &POLICY_DETAIL_LIST_TYPE;
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    InstanceProfile {
        path: String = "Path", &PATH_TYPE;
        instance_profile_name: String = "InstanceProfileName", &INSTANCE_PROFILE_NAME_TYPE;
        instance_profile_id: String = "InstanceProfileId", &ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        create_date: Timestamp = "CreateDate", &();
        roles: Vec<Role> = "Roles", &ROLE_LIST_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ListPoliciesGrantingServiceAccessEntry {
        service_namespace: Option<String> = "ServiceNamespace", &SERVICE_NAMESPACE_TYPE;
        policies: Option<Vec<PolicyGrantingServiceAccess>> = "Policies", &POLICY_GRANTING_SERVICE_ACCESS_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    LoginProfile {
        user_name: String = "UserName", &USER_NAME_TYPE;
        create_date: Timestamp = "CreateDate", &();
        password_reset_required: Option<bool> = "PasswordResetRequired", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    MFADevice {
        user_name: String = "UserName", &USER_NAME_TYPE;
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        enable_date: Timestamp = "EnableDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ManagedPolicyDetail {
        policy_name: Option<String> = "PolicyName", &POLICY_NAME_TYPE;
        policy_id: Option<String> = "PolicyId", &ID_TYPE;
        arn: Option<String> = "Arn", &ARN_TYPE;
        path: Option<String> = "Path", &POLICY_PATH_TYPE;
        default_version_id: Option<String> = "DefaultVersionId", &POLICY_VERSION_ID_TYPE;
        attachment_count: Option<i32> = "AttachmentCount", &Range::ANY;
        permissions_boundary_usage_count: Option<i32> = "PermissionsBoundaryUsageCount", &Range::ANY;
        is_attachable: Option<bool> = "IsAttachable", &();
        description: Option<String> = "Description", &POLICY_DESCRIPTION_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        update_date: Option<Timestamp> = "UpdateDate", &();
        policy_version_list: Option<Vec<PolicyVersion>> = "PolicyVersionList", &POLICY_DOCUMENT_VERSION_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    OpenIDConnectProviderListEntry {
        arn: Option<String> = "Arn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    OrganizationsDecisionDetail {
        allowed_by_organizations: Option<bool> = "AllowedByOrganizations", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PasswordPolicy {
        minimum_password_length: Option<i32> = "MinimumPasswordLength", &MINIMUM_PASSWORD_LENGTH_TYPE;
        require_symbols: Option<bool> = "RequireSymbols", &();
        require_numbers: Option<bool> = "RequireNumbers", &();
        require_uppercase_characters: Option<bool> = "RequireUppercaseCharacters", &();
        require_lowercase_characters: Option<bool> = "RequireLowercaseCharacters", &();
        allow_users_to_change_password: Option<bool> = "AllowUsersToChangePassword", &();
        expire_passwords: Option<bool> = "ExpirePasswords", &();
        max_password_age: Option<i32> = "MaxPasswordAge", &MAX_PASSWORD_AGE_TYPE;
        password_reuse_prevention: Option<i32> = "PasswordReusePrevention", &PASSWORD_REUSE_PREVENTION_TYPE;
        hard_expiry: Option<bool> = "HardExpiry", &();
    }
}

enumeration! {
    PermissionsBoundaryAttachmentType {
        PermissionsBoundaryPolicy = "Policy",
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PermissionsBoundaryDecisionDetail {
        allowed_by_permissions_boundary: Option<bool> = "AllowedByPermissionsBoundary", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    Policy {
        policy_name: Option<String> = "PolicyName", &POLICY_NAME_TYPE;
        policy_id: Option<String> = "PolicyId", &ID_TYPE;
        arn: Option<String> = "Arn", &ARN_TYPE;
        path: Option<String> = "Path", &POLICY_PATH_TYPE;
        default_version_id: Option<String> = "DefaultVersionId", &POLICY_VERSION_ID_TYPE;
        attachment_count: Option<i32> = "AttachmentCount", &Range::ANY;
        permissions_boundary_usage_count: Option<i32> = "PermissionsBoundaryUsageCount", &Range::ANY;
        is_attachable: Option<bool> = "IsAttachable", &();
        description: Option<String> = "Description", &POLICY_DESCRIPTION_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        update_date: Option<Timestamp> = "UpdateDate", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyDetail {
        policy_name: Option<String> = "PolicyName", &POLICY_NAME_TYPE;
        policy_document: Option<String> = "PolicyDocument", &POLICY_DOCUMENT_TYPE;
    }
}

enumeration! {
    PolicyEvaluationDecisionType {
        Allowed = "allowed",
        ExplicitDeny = "explicitDeny",
        ImplicitDeny = "implicitDeny",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    PolicyGrantingServiceAccess {
        policy_name: String = "PolicyName", &POLICY_NAME_TYPE;
        policy_type: PolicyType = "PolicyType", &();
        policy_arn: Option<String> = "PolicyArn", &ARN_TYPE;
        entity_type: Option<PolicyOwnerEntityType> = "EntityType", &();
        entity_name: Option<String> = "EntityName", &ENTITY_NAME_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyGroup {
        group_name: Option<String> = "GroupName", &GROUP_NAME_TYPE;
        group_id: Option<String> = "GroupId", &ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyParameter {
        name: Option<String> = "Name", &POLICY_PARAMETER_NAME_TYPE;
        values: Option<Vec<String>> = "Values", &POLICY_PARAMETER_VALUES_LIST_TYPE;
        r#type: Option<PolicyParameterTypeEnum> = "Type", &();
    }
}

enumeration! {
    PolicyParameterTypeEnum {
        String = "string",
        StringList = "stringList",
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyRole {
        role_name: Option<String> = "RoleName", &ROLE_NAME_TYPE;
        role_id: Option<String> = "RoleId", &ID_TYPE;
    }
}

enumeration! {
    PolicySourceType {
        IamPolicy = "IAM Policy",
        ResourcePolicy = "Resource Policy",
        PermissionsBoundaryPolicy = "Permissions Boundary Policy",
    }
}

enumeration! {
    PolicyUsageType {
        PermissionsPolicy = "PermissionsPolicy",
        PermissionsBoundary = "PermissionsBoundary",
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyUser {
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        user_id: Option<String> = "UserId", &ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyVersion {
        document: Option<String> = "Document", &POLICY_DOCUMENT_TYPE;
        version_id: Option<String> = "VersionId", &POLICY_VERSION_ID_TYPE;
        is_default_version: Option<bool> = "IsDefaultVersion", &();
        create_date: Option<Timestamp> = "CreateDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    Position {
        line: Option<i32> = "Line", &Range::ANY;
        column: Option<i32> = "Column", &Range::ANY;
    }
}

enumeration! {
    ReportFormatType {
        TextCsv = "text/csv",
    }
}

enumeration! {
    ReportStateType {
        Started = "STARTED",
        Inprogress = "INPROGRESS",
        Complete = "COMPLETE",
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ResourceSpecificResult {
        eval_resource_name: String = "EvalResourceName", &RESOURCE_NAME_TYPE;
        eval_resource_decision: PolicyEvaluationDecisionType = "EvalResourceDecision", &();
        matched_statements: Option<Vec<Statement>> = "MatchedStatements", &STATEMENT_LIST_TYPE;
        missing_context_values: Option<Vec<String>> = "MissingContextValues", &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE;
        eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>> = "EvalDecisionDetails", &EVAL_DECISION_DETAILS_TYPE;
        permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail> = "PermissionsBoundaryDecisionDetail", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    Role {
        path: String = "Path", &PATH_TYPE;
        role_name: String = "RoleName", &ROLE_NAME_TYPE;
        role_id: String = "RoleId", &ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        create_date: Timestamp = "CreateDate", &();
        assume_role_policy_document: Option<String> = "AssumeRolePolicyDocument", &POLICY_DOCUMENT_TYPE;
        description: Option<String> = "Description", &ROLE_DESCRIPTION_TYPE;
        max_session_duration: Option<i32> = "MaxSessionDuration", &ROLE_MAX_SESSION_DURATION_TYPE;
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
        role_last_used: Option<RoleLastUsed> = "RoleLastUsed", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RoleDetail {
        path: Option<String> = "Path", &PATH_TYPE;
        role_name: Option<String> = "RoleName", &ROLE_NAME_TYPE;
        role_id: Option<String> = "RoleId", &ID_TYPE;
        arn: Option<String> = "Arn", &ARN_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        assume_role_policy_document: Option<String> = "AssumeRolePolicyDocument", &POLICY_DOCUMENT_TYPE;
        instance_profile_list: Option<Vec<InstanceProfile>> = "InstanceProfileList", &INSTANCE_PROFILE_LIST_TYPE;
        role_policy_list: Option<Vec<PolicyDetail>> = "RolePolicyList", &POLICY_DETAIL_LIST_TYPE;
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
        role_last_used: Option<RoleLastUsed> = "RoleLastUsed", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RoleLastUsed {
        last_used_date: Option<Timestamp> = "LastUsedDate", &();
        region: Option<String> = "Region", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    RoleUsageType {
        region: Option<String> = "Region", &REGION_NAME_TYPE;
        resources: Option<Vec<String>> = "Resources", &ARN_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SAMLPrivateKey {
        key_id: Option<String> = "KeyId", &PRIVATE_KEY_ID_TYPE;
        timestamp: Option<Timestamp> = "Timestamp", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SAMLProviderListEntry {
        arn: Option<String> = "Arn", &ARN_TYPE;
        valid_until: Option<Timestamp> = "ValidUntil", &();
        create_date: Option<Timestamp> = "CreateDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SSHPublicKey {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_id: String = "SSHPublicKeyId", &PUBLIC_KEY_ID_TYPE;
        fingerprint: String = "Fingerprint", &PUBLIC_KEY_FINGERPRINT_TYPE;
        ssh_public_key_body: String = "SSHPublicKeyBody", &PUBLIC_KEY_MATERIAL_TYPE;
        status: StatusType = "Status", &();
        upload_date: Option<Timestamp> = "UploadDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SSHPublicKeyMetadata {
        user_name: String = "UserName", &USER_NAME_TYPE;
        ssh_public_key_id: String = "SSHPublicKeyId", &PUBLIC_KEY_ID_TYPE;
        status: StatusType = "Status", &();
        upload_date: Timestamp = "UploadDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ServerCertificate {
        server_certificate_metadata: ServerCertificateMetadata = "ServerCertificateMetadata", &();
        certificate_body: String = "CertificateBody", &CERTIFICATE_BODY_TYPE;
        certificate_chain: Option<String> = "CertificateChain", &CERTIFICATE_CHAIN_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ServerCertificateMetadata {
        path: String = "Path", &PATH_TYPE;
        server_certificate_name: String = "ServerCertificateName", &SERVER_CERTIFICATE_NAME_TYPE;
        server_certificate_id: String = "ServerCertificateId", &ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        upload_date: Option<Timestamp> = "UploadDate", &();
        expiration: Option<Timestamp> = "Expiration", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ServiceLastAccessed {
        service_name: String = "ServiceName", &Text::ANY;
        last_authenticated: Option<Timestamp> = "LastAuthenticated", &();
        service_namespace: String = "ServiceNamespace", &SERVICE_NAMESPACE_TYPE;
        last_authenticated_entity: Option<String> = "LastAuthenticatedEntity", &ARN_TYPE;
        last_authenticated_region: Option<String> = "LastAuthenticatedRegion", &Text::ANY;
        total_authenticated_entities: Option<i32> = "TotalAuthenticatedEntities", &Range::ANY;
        tracked_actions_last_accessed: Option<Vec<TrackedActionLastAccessed>> = "TrackedActionsLastAccessed", &TRACKED_ACTIONS_LAST_ACCESSED;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    ServiceSpecificCredential {
        create_date: Timestamp = "CreateDate", &();
        expiration_date: Option<Timestamp> = "ExpirationDate", &();
        service_name: String = "ServiceName", &Text::ANY;
        service_user_name: Option<String> = "ServiceUserName", &SERVICE_USER_NAME;
        service_password: Option<String> = "ServicePassword", &SERVICE_PASSWORD;
        service_credential_alias: Option<String> = "ServiceCredentialAlias", &SERVICE_CREDENTIAL_ALIAS;
        service_credential_secret: Option<String> = "ServiceCredentialSecret", &SERVICE_CREDENTIAL_SECRET;
        service_specific_credential_id: String = "ServiceSpecificCredentialId", &SERVICE_SPECIFIC_CREDENTIAL_ID;
        user_name: String = "UserName", &USER_NAME_TYPE;
        status: StatusType = "Status", &();
    }
}

redacted!(ServiceSpecificCredential { create_date, expiration_date, service_name, service_user_name, service_credential_alias, service_specific_credential_id, user_name, status } hides { service_password, service_credential_secret });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    ServiceSpecificCredentialMetadata {
        user_name: String = "UserName", &USER_NAME_TYPE;
        status: StatusType = "Status", &();
        service_user_name: Option<String> = "ServiceUserName", &SERVICE_USER_NAME;
        service_credential_alias: Option<String> = "ServiceCredentialAlias", &SERVICE_CREDENTIAL_ALIAS;
        create_date: Timestamp = "CreateDate", &();
        expiration_date: Option<Timestamp> = "ExpirationDate", &();
        service_specific_credential_id: String = "ServiceSpecificCredentialId", &SERVICE_SPECIFIC_CREDENTIAL_ID;
        service_name: String = "ServiceName", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    SigningCertificate {
        user_name: String = "UserName", &USER_NAME_TYPE;
        certificate_id: String = "CertificateId", &CERTIFICATE_ID_TYPE;
        certificate_body: String = "CertificateBody", &CERTIFICATE_BODY_TYPE;
        status: StatusType = "Status", &();
        upload_date: Option<Timestamp> = "UploadDate", &();
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    Statement {
        source_policy_id: Option<String> = "SourcePolicyId", &Text::ANY;
        source_policy_type: Option<PolicySourceType> = "SourcePolicyType", &();
        start_position: Option<Position> = "StartPosition", &();
        end_position: Option<Position> = "EndPosition", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    Tag {
        key: String = "Key", &TAG_KEY_TYPE;
        value: String = "Value", &TAG_VALUE_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    TrackedActionLastAccessed {
        action_name: Option<String> = "ActionName", &Text::ANY;
        last_accessed_entity: Option<String> = "LastAccessedEntity", &ARN_TYPE;
        last_accessed_time: Option<Timestamp> = "LastAccessedTime", &();
        last_accessed_region: Option<String> = "LastAccessedRegion", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    User {
        path: Option<String> = "Path", &PATH_TYPE;
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        user_id: String = "UserId", &ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
        create_date: Timestamp = "CreateDate", &();
        password_last_used: Option<Timestamp> = "PasswordLastUsed", &();
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    UserDetail {
        path: Option<String> = "Path", &PATH_TYPE;
        user_name: Option<String> = "UserName", &USER_NAME_TYPE;
        user_id: Option<String> = "UserId", &ID_TYPE;
        arn: Option<String> = "Arn", &ARN_TYPE;
        create_date: Option<Timestamp> = "CreateDate", &();
        user_policy_list: Option<Vec<PolicyDetail>> = "UserPolicyList", &POLICY_DETAIL_LIST_TYPE;
        group_list: Option<Vec<String>> = "GroupList", &GROUP_NAME_LIST_TYPE;
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies", &ATTACHED_POLICIES_LIST_TYPE;
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    VirtualMFADevice {
        serial_number: String = "SerialNumber", &SERIAL_NUMBER_TYPE;
        base32_string_seed: Option<Vec<u8>> = "Base32StringSeed", &();
        qr_code_png: Option<Vec<u8>> = "QRCodePNG", &();
        user: Option<User> = "User", &();
        enable_date: Option<Timestamp> = "EnableDate", &();
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

redacted!(VirtualMFADevice { serial_number, user, enable_date, tags } hides { base32_string_seed, qr_code_png });

enumeration! {
    AssertionEncryptionModeType {
        Required = "Required",
        Allowed = "Allowed",
    }
}

enumeration! {
    AssignmentStatusType {
        Assigned = "Assigned",
        Unassigned = "Unassigned",
        Any = "Any",
    }
}

enumeration! {
    EncodingType {
        Ssh = "SSH",
        Pem = "PEM",
    }
}

enumeration! {
    GlobalEndpointTokenVersion {
        V1Token = "v1Token",
        V2Token = "v2Token",
    }
}

enumeration! {
    JobStatusType {
        InProgress = "IN_PROGRESS",
        Completed = "COMPLETED",
        Failed = "FAILED",
    }
}

enumeration! {
    PermissionCheckResultType {
        Allowed = "ALLOWED",
        Denied = "DENIED",
        Unsure = "UNSURE",
    }
}

enumeration! {
    PermissionCheckStatusType {
        Complete = "COMPLETE",
        InProgress = "IN_PROGRESS",
        Failed = "FAILED",
    }
}

enumeration! {
    PolicyOwnerEntityType {
        User = "USER",
        Role = "ROLE",
        Group = "GROUP",
    }
}

enumeration! {
    PolicyScopeType {
        All = "All",
        Aws = "AWS",
        Local = "Local",
    }
}

enumeration! {
    PolicyType {
        Inline = "INLINE",
        Managed = "MANAGED",
    }
}

enumeration! {
    SortKeyType {
        ServiceNamespaceAscending = "SERVICE_NAMESPACE_ASCENDING",
        ServiceNamespaceDescending = "SERVICE_NAMESPACE_DESCENDING",
        LastAuthenticatedTimeAscending = "LAST_AUTHENTICATED_TIME_ASCENDING",
        LastAuthenticatedTimeDescending = "LAST_AUTHENTICATED_TIME_DESCENDING",
    }
}

enumeration! {
    StateType {
        Unassigned = "UNASSIGNED",
        Assigned = "ASSIGNED",
        PendingApproval = "PENDING_APPROVAL",
        Finalized = "FINALIZED",
        Accepted = "ACCEPTED",
        Rejected = "REJECTED",
        Expired = "EXPIRED",
    }
}

enumeration! {
    StatusType {
        Active = "Active",
        Inactive = "Inactive",
        Expired = "Expired",
    }
}

enumeration! {
    SummaryKeyType {
        Users = "Users",
        UsersQuota = "UsersQuota",
        Groups = "Groups",
        GroupsQuota = "GroupsQuota",
        ServerCertificates = "ServerCertificates",
        ServerCertificatesQuota = "ServerCertificatesQuota",
        UserPolicySizeQuota = "UserPolicySizeQuota",
        GroupPolicySizeQuota = "GroupPolicySizeQuota",
        GroupsPerUserQuota = "GroupsPerUserQuota",
        SigningCertificatesPerUserQuota = "SigningCertificatesPerUserQuota",
        AccessKeysPerUserQuota = "AccessKeysPerUserQuota",
        MfaDevices = "MFADevices",
        MfaDevicesInUse = "MFADevicesInUse",
        AccountMfaEnabled = "AccountMFAEnabled",
        AccountAccessKeysPresent = "AccountAccessKeysPresent",
        AccountPasswordPresent = "AccountPasswordPresent",
        AccountSigningCertificatesPresent = "AccountSigningCertificatesPresent",
        AttachedPoliciesPerGroupQuota = "AttachedPoliciesPerGroupQuota",
        AttachedPoliciesPerRoleQuota = "AttachedPoliciesPerRoleQuota",
        AttachedPoliciesPerUserQuota = "AttachedPoliciesPerUserQuota",
        Policies = "Policies",
        PoliciesQuota = "PoliciesQuota",
        PolicySizeQuota = "PolicySizeQuota",
        PolicyVersionsInUse = "PolicyVersionsInUse",
        PolicyVersionsInUseQuota = "PolicyVersionsInUseQuota",
        VersionsPerPolicyQuota = "VersionsPerPolicyQuota",
        GlobalEndpointTokenVersion = "GlobalEndpointTokenVersion",
        AssumeRolePolicySizeQuota = "AssumeRolePolicySizeQuota",
        InstanceProfiles = "InstanceProfiles",
        InstanceProfilesQuota = "InstanceProfilesQuota",
        Providers = "Providers",
        RolePolicySizeQuota = "RolePolicySizeQuota",
        Roles = "Roles",
        RolesQuota = "RolesQuota",
    }
}

enumeration! {
    SummaryStateType {
        Available = "AVAILABLE",
        NotAvailable = "NOT_AVAILABLE",
        NotSupported = "NOT_SUPPORTED",
        Failed = "FAILED",
    }
}

static ACCESS_DETAILS: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ACTION_NAME_LIST_TYPE: List<Text> = List { min: None, max: None, item: &ACTION_NAME_TYPE, names_null: false };
static ACTION_NAME_TYPE: Text = Text { min: Some(3), max: Some(128), pattern: None, sensitive: false };
static ARN_LIST_TYPE: List<Text> = List { min: None, max: None, item: &ARN_TYPE, names_null: false };
static CERTIFICATION_KEY_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_1), sensitive: false };
static CERTIFICATION_MAP_TYPE: Map<Text, Text> = Map { key: &CERTIFICATION_KEY_TYPE, value: &CERTIFICATION_VALUE_TYPE };
static CERTIFICATION_VALUE_TYPE: Text = Text { min: Some(1), max: Some(32), pattern: Some(&PATTERN_1), sensitive: false };
static CONTEXT_ENTRY_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static CONTEXT_KEY_NAME_TYPE: Text = Text { min: Some(5), max: Some(256), pattern: None, sensitive: false };
static CONTEXT_KEY_NAMES_RESULT_LIST_TYPE: List<Text> = List { min: None, max: None, item: &CONTEXT_KEY_NAME_TYPE, names_null: false };
static CONTEXT_KEY_VALUE_LIST_TYPE: List<Text> = List { min: None, max: None, item: &Text::ANY, names_null: false };
static DELETION_TASK_ID_TYPE: Text = Text { min: Some(1), max: Some(1000), pattern: None, sensitive: false };
static EVAL_DECISION_DETAILS_TYPE: Map<Text, ()> = Map { key: &EVAL_DECISION_SOURCE_TYPE, value: &() };
static EVAL_DECISION_SOURCE_TYPE: Text = Text { min: Some(3), max: Some(256), pattern: None, sensitive: false };
static EVALUATION_RESULTS_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static FEATURES_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static MANAGED_POLICY_DETAIL_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static OPEN_ID_CONNECT_PROVIDER_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static OPEN_ID_CONNECT_PROVIDER_URL_TYPE: Text = Text { min: Some(1), max: Some(255), pattern: None, sensitive: false };
static ORGANIZATION_ID_TYPE: Text = Text { min: None, max: Some(34), pattern: Some(&PATTERN_2), sensitive: false };
static POLICY_GROUP_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_ROLE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_USER_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static REASON_TYPE: Text = Text { min: None, max: Some(1000), pattern: None, sensitive: false };
static REGION_NAME_TYPE: Text = Text { min: Some(1), max: Some(100), pattern: None, sensitive: false };
static RESOURCE_HANDLING_OPTION_TYPE: Text = Text { min: Some(1), max: Some(64), pattern: None, sensitive: false };
static RESOURCE_NAME_LIST_TYPE: List<Text> = List { min: None, max: None, item: &RESOURCE_NAME_TYPE, names_null: false };
static RESOURCE_NAME_TYPE: Text = Text { min: Some(1), max: Some(2048), pattern: None, sensitive: false };
static RESOURCE_SPECIFIC_RESULT_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ROLE_USAGE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SAML_METADATA_DOCUMENT_TYPE: Text = Text { min: Some(1000), max: Some(10000000), pattern: None, sensitive: false };
static SAML_PROVIDER_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SAML_PROVIDER_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_3), sensitive: false };
static SSH_PUBLIC_KEY_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SERVICE_SPECIFIC_CREDENTIALS_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SERVICES_LAST_ACCESSED: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SIMULATION_POLICY_LIST_TYPE: List<Text> = List { min: None, max: None, item: &POLICY_DOCUMENT_TYPE, names_null: false };
static STATEMENT_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static TRACKED_ACTIONS_LAST_ACCESSED: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ACCESS_KEY_ID_TYPE: Text = Text { min: Some(16), max: Some(128), pattern: Some(&PATTERN_4), sensitive: false };
static ACCESS_KEY_METADATA_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ACCESS_KEY_SECRET_TYPE: Text = Text { min: None, max: None, pattern: None, sensitive: true };
static ACCOUNT_ALIAS_LIST_TYPE: List<Text> = List { min: None, max: None, item: &ACCOUNT_ALIAS_TYPE, names_null: false };
static ACCOUNT_ALIAS_TYPE: Text = Text { min: Some(3), max: Some(63), pattern: Some(&PATTERN_5), sensitive: false };
static ACCOUNT_ID_TYPE: Text = Text { min: None, max: None, pattern: Some(&PATTERN_6), sensitive: false };
static ARN_TYPE: Text = Text { min: Some(20), max: Some(2048), pattern: None, sensitive: false };
static ATTACHED_POLICIES_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static AUTHENTICATION_CODE_TYPE: Text = Text { min: Some(6), max: Some(6), pattern: Some(&PATTERN_7), sensitive: false };
static CERTIFICATE_BODY_TYPE: Text = Text { min: Some(1), max: Some(16384), pattern: Some(&PATTERN_8), sensitive: false };
static CERTIFICATE_CHAIN_TYPE: Text = Text { min: Some(1), max: Some(2097152), pattern: Some(&PATTERN_8), sensitive: false };
static CERTIFICATE_ID_TYPE: Text = Text { min: Some(24), max: Some(128), pattern: Some(&PATTERN_4), sensitive: false };
static CERTIFICATE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static CLIENT_ID_LIST_TYPE: List<Text> = List { min: None, max: None, item: &CLIENT_ID_TYPE, names_null: false };
static CLIENT_ID_TYPE: Text = Text { min: Some(1), max: Some(255), pattern: None, sensitive: false };
static CONSOLE_DEEP_LINK_TYPE: Text = Text { min: Some(1), max: Some(255), pattern: None, sensitive: false };
static CREDENTIAL_AGE_DAYS: Range = Range { min: Some(1), max: Some(36600) };
static CUSTOM_SUFFIX_TYPE: Text = Text { min: Some(1), max: Some(64), pattern: Some(&PATTERN_9), sensitive: false };
static DELEGATION_REQUEST_DESCRIPTION_TYPE: Text = Text { min: None, max: Some(1000), pattern: Some(&PATTERN_10), sensitive: false };
static DELEGATION_REQUEST_ID_TYPE: Text = Text { min: Some(16), max: Some(128), pattern: Some(&PATTERN_11), sensitive: false };
static DELEGATION_REQUESTS_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ENTITY_DETAILS_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ENTITY_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ENTITY_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static EXISTING_USER_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static GROUP_DETAIL_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static GROUP_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static GROUP_NAME_LIST_TYPE: List<Text> = List { min: None, max: None, item: &GROUP_NAME_TYPE, names_null: false };
static GROUP_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static ID_TYPE: Text = Text { min: Some(16), max: Some(128), pattern: Some(&PATTERN_4), sensitive: false };
static INSTANCE_PROFILE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static INSTANCE_PROFILE_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static JOB_ID_TYPE: Text = Text { min: Some(36), max: Some(36), pattern: None, sensitive: false };
static LIST_POLICY_GRANTING_SERVICE_ACCESS_RESPONSE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static LOCALE_TYPE: Text = Text { min: Some(2), max: Some(12), pattern: None, sensitive: false };
static MARKER_TYPE: Text = Text { min: Some(1), max: Some(320), pattern: Some(&PATTERN_1), sensitive: false };
static MAX_ITEMS_TYPE: Range = Range { min: Some(1), max: Some(1000) };
static MAX_PASSWORD_AGE_TYPE: Range = Range { min: Some(1), max: Some(1095) };
static MFA_DEVICE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static MINIMUM_PASSWORD_LENGTH_TYPE: Range = Range { min: Some(6), max: Some(128) };
static NOTES_TYPE: Text = Text { min: None, max: Some(500), pattern: Some(&PATTERN_10), sensitive: false };
static NOTIFICATION_CHANNEL_TYPE: Text = Text { min: Some(2), max: Some(400), pattern: Some(&PATTERN_12), sensitive: false };
static ORGANIZATIONS_ENTITY_PATH_TYPE: Text = Text { min: Some(19), max: Some(427), pattern: Some(&PATTERN_13), sensitive: false };
static ORGANIZATIONS_POLICY_ID_TYPE: Text = Text { min: None, max: None, pattern: Some(&PATTERN_14), sensitive: false };
static OWNER_ID_TYPE: Text = Text { min: Some(20), max: Some(2048), pattern: Some(&PATTERN_15), sensitive: false };
static PASSWORD_REUSE_PREVENTION_TYPE: Range = Range { min: Some(1), max: Some(24) };
static PASSWORD_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_8), sensitive: true };
static PATH_PREFIX_TYPE: Text = Text { min: Some(1), max: Some(512), pattern: Some(&PATTERN_16), sensitive: false };
static PATH_TYPE: Text = Text { min: Some(1), max: Some(512), pattern: Some(&PATTERN_17), sensitive: false };
static POLICY_DESCRIPTION_TYPE: Text = Text { min: None, max: Some(1000), pattern: None, sensitive: false };
static POLICY_DETAIL_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_DOCUMENT_TYPE: Text = Text { min: Some(1), max: Some(131072), pattern: Some(&PATTERN_8), sensitive: false };
static POLICY_DOCUMENT_VERSION_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_GRANTING_SERVICE_ACCESS_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static POLICY_NAME_LIST_TYPE: List<Text> = List { min: None, max: None, item: &POLICY_NAME_TYPE, names_null: false };
static POLICY_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static POLICY_PARAMETER_LIST_TYPE: List<()> = List { min: None, max: Some(50), item: &(), names_null: false };
static POLICY_PARAMETER_NAME_TYPE: Text = Text { min: Some(5), max: Some(256), pattern: Some(&PATTERN_18), sensitive: false };
static POLICY_PARAMETER_VALUE_TYPE: Text = Text { min: None, max: None, pattern: Some(&PATTERN_18), sensitive: false };
static POLICY_PARAMETER_VALUES_LIST_TYPE: List<Text> = List { min: None, max: None, item: &POLICY_PARAMETER_VALUE_TYPE, names_null: false };
static POLICY_PATH_TYPE: Text = Text { min: Some(1), max: Some(512), pattern: Some(&PATTERN_19), sensitive: false };
static POLICY_VERSION_ID_TYPE: Text = Text { min: None, max: None, pattern: Some(&PATTERN_20), sensitive: false };
static PRIVATE_KEY_ID_TYPE: Text = Text { min: Some(22), max: Some(64), pattern: Some(&PATTERN_21), sensitive: false };
static PRIVATE_KEY_LIST: List<()> = List { min: None, max: Some(2), item: &(), names_null: false };
static PRIVATE_KEY_TYPE: Text = Text { min: Some(1), max: Some(16384), pattern: Some(&PATTERN_8), sensitive: true };
static PUBLIC_KEY_FINGERPRINT_TYPE: Text = Text { min: Some(48), max: Some(48), pattern: Some(&PATTERN_22), sensitive: false };
static PUBLIC_KEY_ID_TYPE: Text = Text { min: Some(20), max: Some(128), pattern: Some(&PATTERN_4), sensitive: false };
static PUBLIC_KEY_MATERIAL_TYPE: Text = Text { min: Some(1), max: Some(16384), pattern: Some(&PATTERN_8), sensitive: false };
static REDIRECT_URL_TYPE: Text = Text { min: Some(1), max: Some(255), pattern: Some(&PATTERN_23), sensitive: false };
static REQUEST_MESSAGE_TYPE: Text = Text { min: None, max: Some(200), pattern: Some(&PATTERN_10), sensitive: false };
static REQUESTOR_NAME_TYPE: Text = Text { min: None, max: Some(30), pattern: Some(&PATTERN_10), sensitive: false };
static REQUESTOR_WORKFLOW_ID_TYPE: Text = Text { min: Some(5), max: Some(400), pattern: Some(&PATTERN_24), sensitive: false };
static ROLE_DESCRIPTION_TYPE: Text = Text { min: None, max: Some(1000), pattern: Some(&PATTERN_10), sensitive: false };
static ROLE_DETAIL_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ROLE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ROLE_MAX_SESSION_DURATION_TYPE: Range = Range { min: Some(3600), max: Some(43200) };
static ROLE_NAME_TYPE: Text = Text { min: Some(1), max: Some(64), pattern: Some(&PATTERN_9), sensitive: false };
static ROLE_PERMISSION_RESTRICTION_ARN_LIST_TYPE: List<Text> = List { min: None, max: None, item: &ARN_TYPE, names_null: false };
static SERIAL_NUMBER_TYPE: Text = Text { min: Some(9), max: Some(256), pattern: Some(&PATTERN_25), sensitive: false };
static SERVER_CERTIFICATE_METADATA_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static SERVER_CERTIFICATE_NAME_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static SERVICE_CREDENTIAL_ALIAS: Text = Text { min: Some(0), max: Some(200), pattern: Some(&PATTERN_9), sensitive: false };
static SERVICE_CREDENTIAL_SECRET: Text = Text { min: None, max: None, pattern: None, sensitive: true };
static SERVICE_NAMESPACE_LIST_TYPE: List<Text> = List { min: Some(1), max: Some(200), item: &SERVICE_NAMESPACE_TYPE, names_null: false };
static SERVICE_NAMESPACE_TYPE: Text = Text { min: Some(1), max: Some(64), pattern: Some(&PATTERN_26), sensitive: false };
static SERVICE_PASSWORD: Text = Text { min: None, max: None, pattern: None, sensitive: true };
static SERVICE_SPECIFIC_CREDENTIAL_ID: Text = Text { min: Some(20), max: Some(128), pattern: Some(&PATTERN_4), sensitive: false };
static SERVICE_USER_NAME: Text = Text { min: Some(0), max: Some(200), pattern: Some(&PATTERN_27), sensitive: false };
static SESSION_DURATION_TYPE: Range = Range { min: Some(300), max: Some(43200) };
static SUMMARY_CONTENT_TYPE: Text = Text { min: Some(0), max: Some(10000), pattern: None, sensitive: false };
static SUMMARY_MAP_TYPE: Map<(), Range> = Map { key: &(), value: &Range::ANY };
static TAG_KEY_LIST_TYPE: List<Text> = List { min: None, max: Some(50), item: &TAG_KEY_TYPE, names_null: true };
static TAG_KEY_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_28), sensitive: false };
static TAG_LIST_TYPE: List<()> = List { min: None, max: Some(50), item: &(), names_null: false };
static TAG_VALUE_TYPE: Text = Text { min: Some(0), max: Some(256), pattern: Some(&PATTERN_29), sensitive: false };
static THUMBPRINT_LIST_TYPE: List<Text> = List { min: None, max: None, item: &THUMBPRINT_TYPE, names_null: false };
static THUMBPRINT_TYPE: Text = Text { min: Some(40), max: Some(40), pattern: None, sensitive: false };
static USER_DETAIL_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static USER_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static USER_NAME_TYPE: Text = Text { min: Some(1), max: Some(64), pattern: Some(&PATTERN_9), sensitive: false };
static VIRTUAL_MFA_DEVICE_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static VIRTUAL_MFA_DEVICE_NAME: Text = Text { min: Some(1), max: None, pattern: Some(&PATTERN_9), sensitive: false };

static PATTERN_1: Pattern = Pattern::new(r#"[\u0020-\u00FF]+"#, &[r#"[\x{0020}-\x{00FF}]+"#]);
static PATTERN_2: Pattern = Pattern::new(r#"^o-[a-z0-9]{10,32}$"#, &[r#"^o-[a-z0-9]{10,32}$"#]);
static PATTERN_3: Pattern = Pattern::new(r#"[\w._-]+"#, &[r#"[0-9A-Za-z_._-]+"#]);
static PATTERN_4: Pattern = Pattern::new(r#"[\w]+"#, &[r#"[0-9A-Za-z_]+"#]);
static PATTERN_5: Pattern = Pattern::new(r#"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"#, &[r#"[a-z0-9](?:-?[a-z0-9])*"#, r#".{3,63}"#]);
static PATTERN_6: Pattern = Pattern::new(r#"\d{12}"#, &[r#"[0-9]{12}"#]);
static PATTERN_7: Pattern = Pattern::new(r#"[\d]+"#, &[r#"[0-9]+"#]);
static PATTERN_8: Pattern = Pattern::new(r#"[\u0009\u000A\u000D\u0020-\u00FF]+"#, &[r#"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{00FF}]+"#]);
static PATTERN_9: Pattern = Pattern::new(r#"[\w+=,.@-]+"#, &[r#"[0-9A-Za-z_+=,.@-]+"#]);
static PATTERN_10: Pattern = Pattern::new(r#"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"#, &[r#"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{00A1}-\x{00FF}]*"#]);
static PATTERN_11: Pattern = Pattern::new(r#"[\w-]+"#, &[r#"[0-9A-Za-z_-]+"#]);
static PATTERN_12: Pattern = Pattern::new(r#"^[a-zA-Z0-9:_.-]+$"#, &[r#"^[a-zA-Z0-9:_.-]+$"#]);
static PATTERN_13: Pattern = Pattern::new(r#"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*"#, &[r#"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*"#]);
static PATTERN_14: Pattern = Pattern::new(r#"^p-[0-9a-zA-Z_]{8,128}$"#, &[r#"^p-[0-9a-zA-Z_]{8,128}$"#]);
static PATTERN_15: Pattern = Pattern::new(r#"^[a-zA-Z0-9:/+=,.@_-]+$"#, &[r#"^[a-zA-Z0-9:/+=,.@_-]+$"#]);
static PATTERN_16: Pattern = Pattern::new(r#"\u002F[\u0021-\u007F]*"#, &[r#"\x{002F}[\x{0021}-\x{007F}]*"#]);
static PATTERN_17: Pattern = Pattern::new(r#"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#, &[r#"(\x{002F})|(\x{002F}[\x{0021}-\x{007E}]+\x{002F})"#]);
static PATTERN_18: Pattern = Pattern::new(r#"[ -~]+"#, &[r#"[ -~]+"#]);
static PATTERN_19: Pattern = Pattern::new(r#"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#, &[r#"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#]);
static PATTERN_20: Pattern = Pattern::new(r#"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"#, &[r#"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"#]);
static PATTERN_21: Pattern = Pattern::new(r#"[A-Z0-9]+"#, &[r#"[A-Z0-9]+"#]);
static PATTERN_22: Pattern = Pattern::new(r#"[:\w]+"#, &[r#"[:0-9A-Za-z_]+"#]);
static PATTERN_23: Pattern = Pattern::new(r#"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$"#, &[r#"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$"#]);
static PATTERN_24: Pattern = Pattern::new(r#"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+"#, &[r#"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{00A1}-\x{00FF}]+"#]);
static PATTERN_25: Pattern = Pattern::new(r#"[\w+=/:,.@-]+"#, &[r#"[0-9A-Za-z_+=/:,.@-]+"#]);
static PATTERN_26: Pattern = Pattern::new(r#"[\w-]*"#, &[r#"[0-9A-Za-z_-]*"#]);
static PATTERN_27: Pattern = Pattern::new(r#"[\w+=,.@-]*"#, &[r#"[0-9A-Za-z_+=,.@-]*"#]);
static PATTERN_28: Pattern = Pattern::new(r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#, &[r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#]);
static PATTERN_29: Pattern = Pattern::new(r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#, &[r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#]);

/// Every pattern of the service.
pub static PATTERNS: &[&Pattern] = &[&PATTERN_19, &PATTERN_17, &PATTERN_18, &PATTERN_22, &PATTERN_21, &PATTERN_7, &PATTERN_29, &PATTERN_28, &PATTERN_10, &PATTERN_24, &PATTERN_8, &PATTERN_1, &PATTERN_27, &PATTERN_9, &PATTERN_25, &PATTERN_26, &PATTERN_11, &PATTERN_3, &PATTERN_4, &PATTERN_6, &PATTERN_16, &PATTERN_5, &PATTERN_15, &PATTERN_12, &PATTERN_23, &PATTERN_13, &PATTERN_2, &PATTERN_14, &PATTERN_20];
