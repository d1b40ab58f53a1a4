//! Recordings and published pages of AWS, compared value by value.

use wire::iam::{GetPolicyResponse, GetPolicyVersionResponse, ListPolicyVersionsResponse};

use crate::support::*;

/// Name, version, when the policy and when its version was made, and AWS's words on it.
const OF_AWS: [(&str, &str, &str, &str, &str); 8] = [
    ("AWSDenyAll", "v2", "2019-05-01T22:36:14Z", "2023-12-18T16:42:05Z", "Deny all access."),
    (
        "AdministratorAccess",
        "v1",
        "2015-02-06T18:39:46Z",
        "2015-02-06T18:39:46Z",
        "Provides full access to AWS services and resources.",
    ),
    (
        "AmazonS3FullAccess",
        "v2",
        "2015-02-06T18:40:58Z",
        "2021-09-27T20:16:37Z",
        "Provides full access to all buckets via the AWS Management Console.",
    ),
    (
        "AmazonS3ReadOnlyAccess",
        "v3",
        "2015-02-06T18:40:59Z",
        "2023-08-10T21:31:39Z",
        "Provides read only access to all buckets via the AWS Management Console.",
    ),
    (
        "IAMFullAccess",
        "v2",
        "2015-02-06T18:40:38Z",
        "2019-06-21T19:40:00Z",
        "Provides full access to IAM via the AWS Management Console.",
    ),
    (
        "IAMReadOnlyAccess",
        "v4",
        "2015-02-06T18:40:39Z",
        "2018-01-25T19:11:27Z",
        "Provides read only access to IAM via the AWS Management Console.",
    ),
    (
        "IAMUserChangePassword",
        "v5",
        "2016-11-15T00:25:16Z",
        "2026-02-12T17:58:57Z",
        "Provides the ability for an IAM user to change their own password.",
    ),
    (
        "PowerUserAccess",
        "v12",
        "2015-02-06T18:39:47Z",
        "2026-02-12T17:59:14Z",
        "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
    ),
];

#[test]
fn policies_of_aws_have_their_versions_dates_and_descriptions() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for (name, version, created, updated, description) in OF_AWS {
        let arn = format!("arn:aws:iam::aws:policy/{name}");
        let got: GetPolicyResponse = plane.iam(&admin, &format!("GetPolicy PolicyArn={arn}")).parsed();
        let policy = got.policy.unwrap();
        assert_eq!(policy.default_version_id.as_deref(), Some(version), "{name}");
        assert_eq!(policy.create_date.unwrap().to_string(), created, "{name}");
        assert_eq!(policy.update_date.unwrap().to_string(), updated, "{name}");
        assert_eq!(policy.description.as_deref(), Some(description), "{name}");
        let listed: ListPolicyVersionsResponse =
            plane.iam(&admin, &format!("ListPolicyVersions PolicyArn={arn}")).parsed();
        let versions: Vec<_> =
            listed.versions.unwrap().iter().map(|one| one.version_id.clone().unwrap()).collect();
        assert_eq!(versions, [version], "{name}");
        let call = format!("GetPolicyVersion PolicyArn={arn} VersionId={version}");
        let got: GetPolicyVersionResponse = plane.iam(&admin, &call).parsed();
        let shown = got.policy_version.unwrap();
        assert_eq!(
            (shown.is_default_version, shown.create_date.unwrap().to_string()),
            (Some(true), updated.to_owned()),
            "{name}"
        );
    }
    let document = |plane: &mut Plane, name: &str, version: &str| {
        let call = format!("GetPolicyVersion PolicyArn=arn:aws:iam::aws:policy/{name} VersionId={version}");
        let encoded = plane.iam(&admin, &call).text("Document");
        percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap().into_owned()
    };
    let own = document(&mut plane, "IAMUserChangePassword", "v5");
    assert!(
        own.contains("arn:aws:iam::*:user/*/${aws:username}"),
        "a user with a path changes its password too: {own}"
    );
    let power = document(&mut plane, "PowerUserAccess", "v12");
    for action in ["account:GetGovCloudAccountInformation", "organizations:DescribeEffectivePolicy"] {
        assert!(power.contains(action), "{power}");
    }
}

#[test]
fn list_policy_tags_puts_shorter_keys_first() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for (number, (given, listed)) in
        [(vec!["abc", "b", "z", "a"], vec!["a", "b", "z", "abc"]), (vec!["a", "A"], vec!["A", "a"])]
            .iter()
            .enumerate()
    {
        let tags: String = (1..)
            .zip(given)
            .map(|(n, key)| format!(" Tags.member.{n}.Key={key} Tags.member.{n}.Value=v"))
            .collect();
        let call = format!("CreatePolicy PolicyName=p{number}{tags}");
        let made = plane.iam_with(&admin, &call, &[("PolicyDocument", &allow("s3:*"))]);
        assert_eq!(made.texts("Key"), *given, "as given");
        let arn = made.text("Arn");
        assert_eq!(plane.iam(&admin, &format!("GetPolicy PolicyArn={arn}")).texts("Key"), *given, "as given");
        assert_eq!(plane.iam(&admin, &format!("ListPolicyTags PolicyArn={arn}")).texts("Key"), *listed);
        let first = plane.iam(&admin, &format!("ListPolicyTags PolicyArn={arn} MaxItems=1"));
        let next = format!("ListPolicyTags PolicyArn={arn} Marker={}", first.text("Marker"));
        assert_eq!([first.texts("Key"), plane.iam(&admin, &next).texts("Key")].concat(), *listed, "in pages");
    }
}

#[test]
fn the_path_of_a_virtual_mfa_device_has_its_own_sentence() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let sentence = "400 ValidationError: The specified value for path is invalid. It must begin and end with / and contain \
                    only alphanumeric characters and/or / characters.";
    let several = "400 ValidationError: 2 validation errors detected: Value at 'path' failed to satisfy constraint: Member \
                   must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F); Value at \
                   'virtualMFADeviceName' failed to satisfy constraint: Member must not be null";
    plane.outcomes(
        &admin,
        &[
            ("CreateVirtualMFADevice VirtualMFADeviceName=d Path=test", sentence),
            ("CreateVirtualMFADevice VirtualMFADeviceName=d Path=/test", sentence),
            ("CreateVirtualMFADevice Path=/test", several),
            ("CreateVirtualMFADevice VirtualMFADeviceName=d Path=/test/", "ok"),
        ],
    );
}

/// A tag whose key begins with `aws:` is nobody's to set, wherever tags are set.
#[test]
fn reserved_tag_keys_are_refused_everywhere() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":["sts:AssumeRole","sts:TagSession"]}}}}"#
    );
    plane.iam(&admin, "CreateUser UserName=u").xml();
    plane.iam_with(&admin, "CreateRole RoleName=r", &[("AssumeRolePolicyDocument", &trust)]).xml();
    let policy =
        plane.iam_with(&admin, "CreatePolicy PolicyName=p", &[("PolicyDocument", &allow("*"))]).text("Arn");
    let serial = plane.device("d").serial;
    let document = allow("*");
    let cases: Vec<(String, &str, &str)> = vec![
        ("CreateUser UserName=new".into(), "", ""),
        ("CreateRole RoleName=new".into(), "AssumeRolePolicyDocument", &trust),
        ("CreatePolicy PolicyName=new".into(), "PolicyDocument", &document),
        ("CreateVirtualMFADevice VirtualMFADeviceName=new".into(), "", ""),
        ("TagUser UserName=u".into(), "", ""),
        ("TagRole RoleName=r".into(), "", ""),
        (format!("TagPolicy PolicyArn={policy}"), "", ""),
        (format!("TagMFADevice SerialNumber={serial}"), "", ""),
    ];
    let reserved =
        |key: &str| format!("The tag key {key} is reserved: keys must not begin with aws: in any case.");
    for key in ["aws:team", "AWS:team", "aWs:", "aws::x"] {
        let tags = format!(
            "Tags.member.1.Key=fine Tags.member.1.Value=v Tags.member.2.Key={key} Tags.member.2.Value=v"
        );
        for (call, name, value) in &cases {
            let more: Vec<(&str, &str)> =
                Some((*name, *value)).filter(|(name, _)| !name.is_empty()).into_iter().collect();
            let outcome = plane.iam_with(&admin, &format!("{call} {tags}"), &more).outcome();
            assert_eq!(outcome, format!("400 InvalidInput: {}", reserved(key)), "{call}");
        }
        let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/r RoleSessionName=ss {tags}");
        let outcome = plane.sts(&admin, &call).outcome();
        assert_eq!(outcome, format!("400 InvalidParameterValue: {}", reserved(key)));
    }
    // what only looks like it is anybody's
    for key in ["aws", "awsteam", "x:aws:", "a-aws:x"] {
        let tag = format!("Tags.member.1.Key={key} Tags.member.1.Value=v");
        assert_eq!(plane.iam(&admin, &format!("TagUser UserName=u {tag}")).outcome(), "ok", "{key}");
        let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/r RoleSessionName=ss {tag}");
        assert_eq!(plane.sts(&admin, &call).outcome(), "ok", "{key}");
    }
}

/// The model's limit on a document is in characters, white space counted; what is longer is told so, and what is not is
/// read, however many bytes its characters take.
#[test]
fn documents_of_the_greatest_length() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let document = |characters: usize, value: &str| {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{"StringEquals":{{"aws:UserAgent":"{value}"}}}}}}}}"#
        );
        let missing = characters - text.chars().count();
        text + &" ".repeat(missing)
    };
    let (plain, wide) = ("a".repeat(1000), "\u{e9}".repeat(1000));
    let too_long = "400 ValidationError: 1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: \
                    Member must have length less than or equal to 131072";
    for (characters, value, expected) in [
        (131_072, &plain, "ok"),
        (131_073, &plain, too_long),
        (131_072, &wide, "ok"),
        (131_073, &wide, too_long),
    ] {
        let document = document(characters, value);
        let name = format!("CreatePolicy PolicyName=p{characters}{}", value.len());
        let outcome = plane.iam_with(&admin, &name, &[("PolicyDocument", &document)]).outcome();
        assert_eq!(outcome, expected, "{characters} characters in {} bytes", document.len());
    }
    let full = format!("{}{}", &document(2000, &plain)[..60], "x".repeat(131_012));
    let outcome = plane.iam_with(&admin, "CreatePolicy PolicyName=q", &[("PolicyDocument", &full)]).outcome();
    assert!(outcome.starts_with("400 MalformedPolicyDocument: "), "{outcome}");
}
