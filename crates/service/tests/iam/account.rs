use std::collections::BTreeMap;

use wire::iam::{GetAccountSummaryResponse, SummaryKeyType};

use crate::support::*;

#[test]
fn create_account_alias_keeps_one() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let (other, _) = plane.account("other", "210987654321");
    assert_eq!(
        plane.iam(&admin, "ListAccountAliases").xml(),
        format!(
            "<ListAccountAliasesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <ListAccountAliasesResult>
    <AccountAliases/>
    <IsTruncated>false</IsTruncated>
  </ListAccountAliasesResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</ListAccountAliasesResponse>
"
        )
    );
    let pattern = "400 ValidationError: 1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";
    plane.outcomes(
        &admin,
        &[
            ("CreateAccountAlias AccountAlias=first", "ok"),
            (
                "CreateAccountAlias AccountAlias=first",
                "409 EntityAlreadyExists: The account alias first already exists.",
            ),
            (
                "DeleteAccountAlias AccountAlias=other",
                "404 NoSuchEntity: The account alias other cannot be found.",
            ),
            ("CreateAccountAlias AccountAlias=two--dashes", pattern),
            ("CreateAccountAlias AccountAlias=Capital", pattern),
        ],
    );
    plane.outcomes(
        &other,
        &[(
            "CreateAccountAlias AccountAlias=first",
            "409 EntityAlreadyExists: The account alias first already exists.",
        )],
    );
    let members = |reply: Reply| reply.texts("member");
    assert_eq!(members(plane.iam(&admin, "ListAccountAliases")), ["first"]);
    plane.iam(&admin, "CreateAccountAlias AccountAlias=second").xml();
    assert_eq!(
        members(plane.iam(&admin, "ListAccountAliases")),
        ["second"],
        "it takes the first one's place"
    );
    plane.outcomes(&other, &[("CreateAccountAlias AccountAlias=first", "ok")]);
    plane.outcomes(
        &admin,
        &[
            (
                "DeleteAccountAlias AccountAlias=first",
                "404 NoSuchEntity: The account alias first cannot be found.",
            ),
            ("DeleteAccountAlias AccountAlias=second", "ok"),
            (
                "DeleteAccountAlias AccountAlias=second",
                "404 NoSuchEntity: The account alias second cannot be found.",
            ),
        ],
    );
}

fn summary(plane: &mut Plane) -> BTreeMap<SummaryKeyType, i32> {
    let admin = plane.admin.clone();
    plane.iam(&admin, "GetAccountSummary").parsed::<GetAccountSummaryResponse>().summary_map.unwrap()
}

#[test]
fn get_account_summary_has_every_key() {
    let mut plane = Plane::new();
    let expected = [
        ("AccessKeysPerUserQuota", 2),
        ("AccountAccessKeysPresent", 1),
        ("AccountMFAEnabled", 0),
        ("AccountPasswordPresent", 0),
        ("AccountSigningCertificatesPresent", 0),
        ("AssumeRolePolicySizeQuota", 2048),
        ("AttachedPoliciesPerGroupQuota", 10),
        ("AttachedPoliciesPerRoleQuota", 10),
        ("AttachedPoliciesPerUserQuota", 10),
        ("GlobalEndpointTokenVersion", 1),
        ("GroupPolicySizeQuota", 5120),
        ("Groups", 0),
        ("GroupsPerUserQuota", 10),
        ("GroupsQuota", 300),
        ("InstanceProfiles", 0),
        ("InstanceProfilesQuota", 1000),
        ("MFADevices", 0),
        ("MFADevicesInUse", 0),
        ("Policies", 0),
        ("PoliciesQuota", 1500),
        ("PolicySizeQuota", 6144),
        ("PolicyVersionsInUse", 0),
        ("PolicyVersionsInUseQuota", 10000),
        ("Providers", 0),
        ("RolePolicySizeQuota", 10240),
        ("Roles", 0),
        ("RolesQuota", 1000),
        ("ServerCertificates", 0),
        ("ServerCertificatesQuota", 20),
        ("SigningCertificatesPerUserQuota", 2),
        ("UserPolicySizeQuota", 2048),
        ("Users", 1),
        ("UsersQuota", 5000),
        ("VersionsPerPolicyQuota", 5),
    ];
    assert_eq!(expected.len(), SummaryKeyType::VALUES.len());
    let mut shown: Vec<_> =
        summary(&mut plane).into_iter().map(|(key, number)| (key.as_str(), number)).collect();
    shown.sort_unstable();
    assert_eq!(shown, expected);
}

#[test]
fn get_account_summary_counts_what_there_is() {
    let mut plane = Plane::new();
    let (admin, root) = (plane.admin.clone(), plane.root.clone());
    plane.user("u", None);
    plane.enabled_device("used", "u");
    plane.device("spare");
    plane.iam(&admin, "CreateGroup GroupName=g").xml();
    let document = allow("s3:*");
    plane.iam_with(&admin, "CreatePolicy PolicyName=p", &[("PolicyDocument", &document)]).xml();
    let version = format!("CreatePolicyVersion PolicyArn=arn:aws:iam::{ACCOUNT}:policy/p");
    plane.iam_with(&admin, &version, &[("PolicyDocument", &document)]).xml();
    plane.role_session("r", &allow("s3:*"));
    plane.iam(&root, &format!("DeleteAccessKey AccessKeyId={}", root.access_key_id)).xml();
    let shown = summary(&mut plane);
    let expected = [
        (SummaryKeyType::Users, 2),
        (SummaryKeyType::Groups, 1),
        (SummaryKeyType::Roles, 1),
        (SummaryKeyType::Policies, 1),
        (SummaryKeyType::PolicyVersionsInUse, 2),
        (SummaryKeyType::MfaDevices, 2),
        (SummaryKeyType::MfaDevicesInUse, 1),
        (SummaryKeyType::AccountAccessKeysPresent, 0),
    ];
    for (key, number) in expected {
        assert_eq!(shown[&key], number, "{}", key.as_str());
    }
}
