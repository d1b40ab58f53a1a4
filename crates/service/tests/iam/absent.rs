//! Entities that cannot be made yet: every operation on them is answered truthfully.

use wire::iam::Operation;

use crate::support::*;

/// Operations of IAM on entities that can be made.
const BUILT: usize = 89;

/// An operation with its parameters, the ARN that a policy has to allow (`*` where there is none), how a denial names it,
/// and the answer.
type Case = (String, String, String, String);

fn case(call: &str, resource: &str, shown: &str, outcome: &str) -> Case {
    let arn = |text: &str| text.replace("ARN:", &format!("arn:aws:iam::{ACCOUNT}:"));
    (arn(call), arn(resource), arn(shown), arn(outcome))
}

fn missing(message: &str) -> String {
    format!("404 NoSuchEntity: {message}")
}

fn of_users() -> Vec<Case> {
    const KEY: &str = "APKA000000000000000000";
    let on_bob = |call: &str, outcome: &str| case(call, "ARN:user/eng/Bob", "user BOB", outcome);
    let no_password = missing("Login Profile for User BOB cannot be found.");
    let no_key = missing(&format!("The Public Key with id {KEY} cannot be found."));
    let no_certificate = missing("The Certificate with id TA7SMP42TDN5Z26OBPJE7EXAMPLE cannot be found.");
    let no_credential = missing("No such credential ACCA12345ABCDEXAMPLE99 exists");
    let key = format!("UserName=BOB SSHPublicKeyId={KEY}");
    let certificate = "UserName=BOB CertificateId=TA7SMP42TDN5Z26OBPJE7EXAMPLE";
    let credential = "UserName=BOB ServiceSpecificCredentialId=ACCA12345ABCDEXAMPLE99";
    vec![
        on_bob("ListSSHPublicKeys UserName=BOB", "ok"),
        on_bob("ListSigningCertificates UserName=BOB", "ok"),
        on_bob("ListServiceSpecificCredentials UserName=BOB", "ok"),
        on_bob("ListServiceSpecificCredentials UserName=BOB ServiceName=codecommit.amazonaws.com", "ok"),
        on_bob(
            "ListServiceSpecificCredentials UserName=BOB ServiceName=x.amazonaws.com",
            &missing("No such service x.amazonaws.com is supported for Service Specific Credentials"),
        ),
        case("ListServiceSpecificCredentials AllUsers=true", "*", "*", "ok"),
        on_bob("GetLoginProfile UserName=BOB", &no_password),
        on_bob("UpdateLoginProfile UserName=BOB", &no_password),
        on_bob("DeleteLoginProfile UserName=BOB", &no_password),
        on_bob(&format!("GetSSHPublicKey {key} Encoding=SSH"), &no_key),
        on_bob(&format!("UpdateSSHPublicKey {key} Status=Active"), &no_key),
        on_bob(&format!("DeleteSSHPublicKey {key}"), &no_key),
        on_bob(&format!("UpdateSigningCertificate {certificate} Status=Active"), &no_certificate),
        on_bob(&format!("DeleteSigningCertificate {certificate}"), &no_certificate),
        on_bob(&format!("UpdateServiceSpecificCredential {credential} Status=Active"), &no_credential),
        on_bob(&format!("ResetServiceSpecificCredential {credential}"), &no_credential),
        on_bob(&format!("DeleteServiceSpecificCredential {credential}"), &no_credential),
    ]
}

fn of_the_account() -> Vec<Case> {
    let on_all = |call: &str, shown: &str, outcome: &str| case(call, "*", shown, outcome);
    let no_job = missing("The job with id 12345678-1234-1234-1234-123456789012 cannot be found.");
    let job = "JobId=12345678-1234-1234-1234-123456789012";
    let no_organization = "400 OrganizationNotFoundException: The account is not part of an organization.";
    let disabled = "404 FeatureDisabled: Outbound web identity federation is disabled for the account.";
    let no_role = missing("The role with name R is not a service-linked role.");
    let task = "DeletionTaskId=task/aws-service-role/x.amazonaws.com/R/12345678-1234-1234-1234-123456789012";
    let no_task =
        missing(&format!("The deletion task with id {} cannot be found.", &task["DeletionTaskId=".len()..]));
    let mut cases = vec![
        on_all("ListInstanceProfiles", "ARN:instance-profile/", "ok"),
        on_all("ListInstanceProfiles PathPrefix=/a/", "ARN:instance-profile/a/", "ok"),
        on_all("ListServerCertificates", "ARN:server-certificate/", "ok"),
        on_all("ListOpenIDConnectProviders", "ARN:oidc-provider/*", "ok"),
        on_all("ListSAMLProviders", "ARN:saml-provider/*", "ok"),
        on_all("ListDelegationRequests", "*", "ok"),
        case("ListInstanceProfilesForRole RoleName=R", "ARN:role/ops/r", "role R", "ok"),
        case("DeleteServiceLinkedRole RoleName=R", "ARN:role/ops/r", "role R", &no_role),
        case(&format!("GetServiceLinkedRoleDeletionStatus {task}"), "ARN:role/ops/r", "role R", &no_task),
        on_all(
            "GetAccountPasswordPolicy",
            "*",
            &missing(&format!("The Password Policy with domain name {ACCOUNT} cannot be found.")),
        ),
        on_all(
            "DeleteAccountPasswordPolicy",
            "*",
            &missing("The account policy with name PasswordPolicy cannot be found."),
        ),
        on_all("GetCredentialReport", "*", "410 ReportNotPresent: "),
        on_all(&format!("GetServiceLastAccessedDetails {job}"), "*", &no_job),
        on_all(&format!("GetServiceLastAccessedDetailsWithEntities {job} ServiceNamespace=s3"), "*", &no_job),
        on_all(&format!("GetOrganizationsAccessReport {job}"), "*", &no_job),
        on_all("GetOutboundWebIdentityFederationInfo", "*", disabled),
        on_all("DisableOutboundWebIdentityFederation", "*", disabled),
    ];
    for operation in [
        "ListOrganizationsFeatures",
        "EnableOrganizationsRootCredentialsManagement",
        "DisableOrganizationsRootCredentialsManagement",
        "EnableOrganizationsRootSessions",
        "DisableOrganizationsRootSessions",
    ] {
        cases.push(on_all(operation, "*", no_organization));
    }
    for operation in [
        "GetDelegationRequest",
        "AcceptDelegationRequest",
        "AssociateDelegationRequest",
        "RejectDelegationRequest",
        "SendDelegationToken",
        "UpdateDelegationRequest",
    ] {
        cases.push(case(
            &format!("{operation} DelegationRequestId=d-0123456789abcdef"),
            "*", // policies cannot name them
            "delegation request d-0123456789abcdef",
            &missing("The delegation request with id d-0123456789abcdef cannot be found."),
        ));
    }
    cases
}

/// Entities with names or ARNs of their own.
fn of_others() -> Vec<Case> {
    let tags = "Tags.member.1.Key=k Tags.member.1.Value=v";
    let mut cases = Vec::new();
    for (operation, more) in [
        ("GetInstanceProfile", ""),
        ("DeleteInstanceProfile", ""),
        ("AddRoleToInstanceProfile", " RoleName=r"),
        ("RemoveRoleFromInstanceProfile", " RoleName=r"),
        ("TagInstanceProfile", &format!(" {tags}")),
        ("UntagInstanceProfile", " TagKeys.member.1=k"),
        ("ListInstanceProfileTags", ""),
    ] {
        cases.push(case(
            &format!("{operation} InstanceProfileName=web{more}"),
            "ARN:instance-profile/web",
            "instance profile web",
            &missing("Instance Profile web cannot be found."),
        ));
    }
    for (operation, more) in [
        ("GetServerCertificate", ""),
        ("UpdateServerCertificate", ""),
        ("DeleteServerCertificate", ""),
        ("TagServerCertificate", &format!(" {tags}")),
        ("UntagServerCertificate", " TagKeys.member.1=k"),
        ("ListServerCertificateTags", ""),
    ] {
        cases.push(case(
            &format!("{operation} ServerCertificateName=web{more}"),
            "ARN:server-certificate/web",
            "server certificate web",
            &missing("The Server Certificate with name web cannot be found."),
        ));
    }
    for (operation, more) in [
        ("GetOpenIDConnectProvider", ""),
        ("DeleteOpenIDConnectProvider", ""),
        (
            "UpdateOpenIDConnectProviderThumbprint",
            " ThumbprintList.member.1=0123456789012345678901234567890123456789",
        ),
        ("AddClientIDToOpenIDConnectProvider", " ClientID=c"),
        ("RemoveClientIDFromOpenIDConnectProvider", " ClientID=c"),
        ("TagOpenIDConnectProvider", &format!(" {tags}")),
        ("UntagOpenIDConnectProvider", " TagKeys.member.1=k"),
        ("ListOpenIDConnectProviderTags", ""),
    ] {
        let provider = "ARN:oidc-provider/example.org";
        let message = match operation {
            "DeleteOpenIDConnectProvider" => format!("OpenId connect Provider {provider} cannot be found."),
            _ => format!("OpenIDConnect Provider not found for arn {provider}"),
        };
        let call = format!("{operation} OpenIDConnectProviderArn={provider}{more}");
        cases.push(case(&call, provider, provider, &missing(&message)));
    }
    for (operation, more) in [
        ("GetSAMLProvider", ""),
        ("UpdateSAMLProvider", ""),
        ("DeleteSAMLProvider", ""),
        ("TagSAMLProvider", &format!(" {tags}")),
        ("UntagSAMLProvider", " TagKeys.member.1=k"),
        ("ListSAMLProviderTags", ""),
    ] {
        let provider = "ARN:saml-provider/Example";
        let call = format!("{operation} SAMLProviderArn={provider}{more}");
        let message = format!("Manifest not found for arn {provider}");
        cases.push(case(&call, provider, provider, &missing(&message)));
    }
    cases
}

fn plane() -> Plane {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=Bob Path=/eng/").xml();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole"}}}}"#
    );
    let create = "CreateRole RoleName=r Path=/ops/";
    plane.iam_with(&admin, create, &[("AssumeRolePolicyDocument", &trust)]).xml();
    plane
}

#[test]
fn what_nobody_can_make_is_not_there() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let watcher = plane.user("watcher", None);
    let cases = [of_users(), of_the_account(), of_others()].concat();
    for (call, resource, shown, outcome) in &cases {
        let name = call.split(' ').next().unwrap();
        assert_eq!(plane.iam(&admin, call).outcome(), *outcome, "{call}");
        let denied = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/watcher is not authorized to perform: iam:{name} on \
             resource: {shown} because no identity-based policy allows the iam:{name} action"
        );
        let policy = |resource: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:{name}","Resource":"{resource}"}}}}"#
            )
        };
        plane.put_policy("watcher", &policy("arn:aws:iam::123456789012:user/somebody-else"));
        assert_eq!(plane.iam(&watcher, call).outcome(), denied, "{call}");
        plane.put_policy("watcher", &policy(resource));
        assert_eq!(plane.iam(&watcher, call).outcome(), *outcome, "{call} with {resource}");
    }
}

#[test]
fn a_user_or_role_that_is_not_there_is_said_first() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let no_user = missing("The user with name ghost cannot be found.");
    let no_role = missing("The role with name ghost cannot be found.");
    for (call, _, _, _) in of_users().iter().filter(|(call, ..)| call.contains("UserName=BOB")) {
        let call = call.replace("UserName=BOB", "UserName=ghost");
        assert_eq!(plane.iam(&admin, &call).outcome(), no_user, "{call}");
    }
    plane.outcomes(
        &admin,
        &[
            ("ListInstanceProfilesForRole RoleName=ghost", no_role.as_str()),
            ("AddRoleToInstanceProfile RoleName=ghost InstanceProfileName=web", &no_role),
            ("RemoveRoleFromInstanceProfile RoleName=ghost InstanceProfileName=web", &no_role),
            ("DeleteServiceLinkedRole RoleName=ghost", &no_role),
        ],
    );
}

#[test]
fn input_is_validated_and_callers_without_a_name_are_told() {
    let mut plane = plane();
    let (admin, root) = (plane.admin.clone(), plane.root.clone());
    let invalid = |path: &str, constraint: &str| {
        format!(
            "400 ValidationError: 1 validation error detected: Value at '{path}' failed to satisfy constraint: {constraint}"
        )
    };
    let session = plane.role_session(
        "caller",
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}"#,
    );
    let unnamed = "400 ValidationError: Must specify userName when calling with non-User credentials";
    let cases = [
        (&admin, "ListInstanceProfilesForRole", invalid("roleName", "Member must not be null")),
        (
            &admin,
            "ListSSHPublicKeys MaxItems=0",
            invalid("maxItems", "Member must have value greater than or equal to 1"),
        ),
        (
            &admin,
            "GetOpenIDConnectProvider OpenIDConnectProviderArn=arn:aws:iam::123456789012:role/r",
            "400 InvalidInput: ARN arn:aws:iam::123456789012:role/r is not valid.".to_owned(),
        ),
        (
            &admin,
            "GetSAMLProvider SAMLProviderArn=arn:aws:iam::123456789012:saml-provider/",
            "400 InvalidInput: ARN arn:aws:iam::123456789012:saml-provider/ is not valid.".to_owned(),
        ),
        (&admin, "ListSSHPublicKeys", "ok".to_owned()),
        (&admin, "GetLoginProfile", missing("Login Profile for User admin cannot be found.")),
        (&root, "ListSigningCertificates", "ok".to_owned()),
        (&root, "GetLoginProfile", missing(&format!("Login Profile for User {ACCOUNT} cannot be found."))),
        (&session, "GetLoginProfile", unnamed.to_owned()),
        (&session, "ListServiceSpecificCredentials", unnamed.to_owned()),
    ];
    for (who, call, expected) in cases {
        assert_eq!(plane.iam(who, call).outcome(), expected, "{call}");
    }
}

/// Every operation of IAM, with input that the model accepts, against the list of those that are not built.
#[test]
fn nothing_is_left_but_what_would_be_untrue() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let unsupported = |name: &str| {
        format!(
            "400 UnsupportedOperation: The operation {name} is recognised but not built in this server yet."
        )
    };
    let arn = format!("Arn=arn:aws:iam::{ACCOUNT}:role/r");
    let left: [(&str, String); 19] = [
        ("ChangePassword", "OldPassword=a NewPassword=b".to_owned()),
        ("CreateDelegationRequest", "Description=d Permissions.PolicyTemplateArn=arn:aws:iam::aws:policy/template RequestorWorkflowId=workflow NotificationChannel=arn:aws:sns:us-east-1:123456789012:t SessionDuration=3600".to_owned()),
        ("CreateInstanceProfile", "InstanceProfileName=p".to_owned()),
        ("CreateLoginProfile", "UserName=Bob".to_owned()),
        ("CreateOpenIDConnectProvider", "Url=https://example.org".to_owned()),
        ("CreateSAMLProvider", format!("Name=n SAMLMetadataDocument={}", "x".repeat(1000))),
        ("CreateServiceLinkedRole", "AWSServiceName=x.amazonaws.com".to_owned()),
        ("CreateServiceSpecificCredential", "UserName=Bob ServiceName=codecommit.amazonaws.com".to_owned()),
        ("EnableOutboundWebIdentityFederation", String::new()),
        ("GenerateCredentialReport", String::new()),
        ("GenerateOrganizationsAccessReport", "EntityPath=o-a1b2c3d4e5/r-f6g7h8i9j0".to_owned()),
        ("GenerateServiceLastAccessedDetails", arn.clone()),
        ("GetAccountAuthorizationDetails", String::new()),
        ("GetHumanReadableSummary", "EntityArn=arn:aws:iam::123456789012:delegation-request/d".to_owned()),
        ("ListPoliciesGrantingServiceAccess", format!("{arn} ServiceNamespaces.member.1=s3")),
        ("SetSecurityTokenServicePreferences", "GlobalEndpointTokenVersion=v2Token".to_owned()),
        ("UploadSSHPublicKey", "UserName=Bob SSHPublicKeyBody=k".to_owned()),
        ("UploadServerCertificate", "ServerCertificateName=c CertificateBody=b PrivateKey=k".to_owned()),
        ("UploadSigningCertificate", "CertificateBody=b".to_owned()),
    ];
    for (name, parameters) in &left {
        let call = format!("{name} {parameters}");
        assert_eq!(plane.iam(&admin, call.trim()).outcome(), unsupported(name), "{call}");
    }
    for operation in Operation::ALL.iter().map(|operation| operation.name()) {
        if left.iter().all(|(name, _)| *name != operation) {
            let outcome = plane.iam(&admin, operation).outcome();
            assert!(!outcome.contains("UnsupportedOperation"), "{operation}: {outcome}");
        }
    }
    let absent: std::collections::BTreeSet<String> = [of_users(), of_the_account(), of_others()]
        .concat()
        .iter()
        .map(|(call, ..)| call.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(absent.len() + left.len() + BUILT, Operation::ALL.len());
}
