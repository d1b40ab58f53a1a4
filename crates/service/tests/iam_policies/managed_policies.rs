use wire::iam::{
    GetPolicyResponse, ListPoliciesResponse, ListPolicyTagsResponse, ListPolicyVersionsResponse,
};

use super::inline_policies::{document_of_size, odd_documents};
use crate::support::*;

const AWS_READ_ONLY: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

pub(super) fn arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:policy/{name}")
}

impl Plane {
    /// Makes a managed policy; its ARN.
    pub(crate) fn policy(&mut self, name: &str, document: &str) -> String {
        let admin = self.admin.clone();
        let call = format!("CreatePolicy PolicyName={name}");
        self.iam_with(&admin, &call, &[("PolicyDocument", document)]).text("Arn")
    }

    /// Adds a version: its id, or the refusal.
    pub(crate) fn version(&mut self, policy_arn: &str, document: &str, set_as_default: bool) -> String {
        let admin = self.admin.clone();
        let call = format!("CreatePolicyVersion PolicyArn={policy_arn} SetAsDefault={set_as_default}");
        let reply = self.iam_with(&admin, &call, &[("PolicyDocument", document)]);
        if reply.outcome() == "ok" { reply.text("VersionId") } else { reply.refusal() }
    }
}

#[test]
fn create_policy_never_shows_its_description() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let call = "CreatePolicy PolicyName=P Path=/a/b/ Description=d Tags.member.1.Key=k Tags.member.1.Value=v";
    let made = plane.iam_with(&admin, call, &[("PolicyDocument", &allow("s3:*"))]);
    let id = made.text("PolicyId");
    assert!(id.starts_with("ANPA") && id.len() == 21, "{id}");
    let expected = |operation: &str, description: &str, tags: &str| {
        format!(
            "<{operation}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <{operation}Result>
    <Policy>
      <PolicyName>P</PolicyName>
      <PolicyId>{id}</PolicyId>
      <Arn>arn:aws:iam::{ACCOUNT}:policy/a/b/P</Arn>
      <Path>/a/b/</Path>
      <DefaultVersionId>v1</DefaultVersionId>
      <AttachmentCount>0</AttachmentCount>
      <PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>
      <IsAttachable>true</IsAttachable>
{description}      <CreateDate>{START_SHOWN}</CreateDate>
      <UpdateDate>{START_SHOWN}</UpdateDate>
{tags}    </Policy>
  </{operation}Result>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</{operation}Response>
"
        )
    };
    let tags = "      <Tags>
        <member>
          <Key>k</Key>
          <Value>v</Value>
        </member>
      </Tags>
";
    assert_eq!(made.xml(), expected("CreatePolicy", "", tags));
    let policy_arn = arn("a/b/P");
    let shown = plane.iam(&admin, &format!("GetPolicy PolicyArn={policy_arn}")).xml();
    assert_eq!(shown, expected("GetPolicy", "      <Description>d</Description>\n", tags));
    assert_eq!(plane.outcome(&format!("UntagPolicy PolicyArn={policy_arn} TagKeys.member.1=k")), "ok");
    let untagged = plane.iam(&admin, &format!("GetPolicy PolicyArn={policy_arn}")).xml();
    let description = "      <Description>d</Description>\n";
    assert_eq!(untagged, expected("GetPolicy", description, "      <Tags/>\n"), "GetPolicy always has Tags");
}

#[test]
fn create_policy_without_tags() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.iam_with(&admin, "CreatePolicy PolicyName=P", &[("PolicyDocument", &allow("*"))]).xml();
    assert!(!made.contains("Tags"), "{made}");
}

#[test]
fn get_policy_version_gives_documents_back_byte_for_byte() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for (number, document) in (0..).zip(odd_documents()) {
        let policy_arn = plane.policy(&format!("p{number}"), &document);
        let shown = plane.iam(&admin, &format!("GetPolicyVersion PolicyArn={policy_arn} VersionId=v1"));
        let encoded = shown.text("Document");
        assert!(!encoded.contains('+'), "{encoded}");
        assert_eq!(percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap(), document);
        assert_eq!(shown.text("IsDefaultVersion"), "true");
    }
}

#[test]
fn create_policy_version_numbers_for_ever_and_list_policy_versions_newest_first() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let policy = plane.policy("p", &allow("s3:a"));
    plane.advance(100);
    let made = plane.iam_with(
        &admin,
        &format!("CreatePolicyVersion PolicyArn={policy}"),
        &[("PolicyDocument", &allow("s3:b"))],
    );
    assert_eq!(
        made.xml(),
        format!(
            "<CreatePolicyVersionResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <CreatePolicyVersionResult>
    <PolicyVersion>
      <VersionId>v2</VersionId>
      <IsDefaultVersion>false</IsDefaultVersion>
      <CreateDate>2027-01-15T08:01:40Z</CreateDate>
    </PolicyVersion>
  </CreatePolicyVersionResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</CreatePolicyVersionResponse>
"
        )
    );
    assert_eq!(plane.version(&policy, &allow("s3:c"), true), "v3");
    let listed = |plane: &mut Plane, more: &str| -> ListPolicyVersionsResponse {
        plane.iam(&admin, format!("ListPolicyVersions PolicyArn={policy} {more}").trim()).parsed()
    };
    let ids = |listed: &ListPolicyVersionsResponse| {
        let versions = listed.versions.as_ref().unwrap();
        assert!(versions.iter().all(|version| version.document.is_none()), "lists show no documents");
        let id = |version: &wire::iam::PolicyVersion| {
            let star = if version.is_default_version == Some(true) { "*" } else { "" };
            format!("{}{star}", version.version_id.as_ref().unwrap())
        };
        versions.iter().map(id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&listed(&mut plane, "")), ["v3*", "v2", "v1"]);
    let first = listed(&mut plane, "MaxItems=2");
    assert_eq!((ids(&first), first.is_truncated), (vec!["v3*".to_owned(), "v2".to_owned()], Some(true)));
    let second = listed(&mut plane, &format!("MaxItems=2 Marker={}", first.marker.unwrap()));
    assert_eq!((ids(&second), second.is_truncated), (vec!["v1".to_owned()], Some(false)));

    assert_eq!(plane.version(&policy, &allow("s3:d"), false), "v4");
    assert_eq!(plane.version(&policy, &allow("s3:e"), false), "v5");
    let sixth = "409 LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you \
                 must delete an existing version.";
    assert_eq!(plane.version(&policy, &allow("s3:f"), false), sixth);
    let delete = |id: &str| format!("DeletePolicyVersion PolicyArn={policy} VersionId={id}");
    assert_eq!(
        plane.outcome(&delete("v3")),
        "409 DeleteConflict: Cannot delete the default version of a policy."
    );
    assert_eq!(plane.outcome(&delete("v5")), "ok");
    let gone = format!("404 NoSuchEntity: Policy {policy} version v5 does not exist or is not attachable.");
    assert_eq!(plane.outcome(&delete("v5")), gone);
    assert_eq!(plane.version(&policy, &allow("s3:f"), false), "v6");
    let set = |id: &str| format!("SetDefaultPolicyVersion PolicyArn={policy} VersionId={id}");
    assert_eq!(plane.outcome(&set("v6")), "ok");
    assert_eq!(plane.outcome(&set("v6")), "ok");
    assert_eq!(plane.outcome(&set("v5")), gone);
    let mut plane = plane.restart();
    assert_eq!(ids(&listed(&mut plane, "")), ["v6*", "v4", "v3", "v2", "v1"]);
    let shown: GetPolicyResponse = plane.iam(&admin, &format!("GetPolicy PolicyArn={policy}")).parsed();
    assert_eq!(shown.policy.unwrap().default_version_id.as_deref(), Some("v6"));
}

#[test]
fn set_default_policy_version_is_the_one_that_counts() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let policy = plane.policy("p", &allow("iam:ListRoles"));
    assert_eq!(plane.outcome(&format!("AttachUserPolicy UserName=bob PolicyArn={policy}")), "ok");
    let may =
        |plane: &mut Plane| ["ListRoles", "ListUsers"].map(|call| plane.iam(&bob, call).outcome() == "ok");
    assert_eq!(may(&mut plane), [true, false]);
    assert_eq!(plane.version(&policy, &allow("iam:ListUsers"), false), "v2");
    assert_eq!(may(&mut plane), [true, false]);
    assert_eq!(plane.outcome(&format!("SetDefaultPolicyVersion PolicyArn={policy} VersionId=v2")), "ok");
    assert_eq!(may(&mut plane), [false, true]);
    assert_eq!(plane.version(&policy, &allow("iam:List*"), true), "v3");
    assert_eq!(may(&mut plane), [true, true]);
    assert_eq!(plane.outcome(&format!("DetachUserPolicy UserName=bob PolicyArn={policy}")), "ok");
    assert_eq!(may(&mut plane), [false, false]);
}

fn names(reply: &Reply) -> Vec<String> {
    reply.texts("PolicyName")
}

#[test]
fn list_policies_shows_the_accounts_own_and_those_of_aws() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.policy("Bob", &allow("*"));
    plane.policy("alice", &allow("*"));
    plane
        .iam_with(
            &admin,
            "CreatePolicy PolicyName=deep Path=/x/y/ Tags.member.1.Key=k Tags.member.1.Value=v Description=d",
            &[("PolicyDocument", &allow("*"))],
        )
        .xml();
    plane.role("r", ACCOUNT, &format!("PermissionsBoundary={bob}"));
    let attach = format!("AttachRolePolicy RoleName=r PolicyArn={AWS_READ_ONLY}");
    assert_eq!(plane.outcome(&attach), "ok");
    let (other, _) = plane.account("other", "111122223333");
    plane.iam_with(&other, "CreatePolicy PolicyName=theirs", &[("PolicyDocument", &allow("*"))]).xml();
    plane.iam(&other, &format!("AttachUserPolicy UserName=admin PolicyArn={AWS_READ_ONLY}")).xml();

    let of_aws = [
        "AdministratorAccess",
        "AmazonS3FullAccess",
        "AmazonS3ReadOnlyAccess",
        "AWSDenyAll",
        "IAMFullAccess",
        "IAMReadOnlyAccess",
        "IAMUserChangePassword",
        "PowerUserAccess",
    ];
    let cases: Vec<(&str, Vec<&str>)> = vec![
        ("Scope=Local", vec!["alice", "Bob", "deep"]),
        ("Scope=AWS", of_aws.to_vec()),
        ("Scope=Local PathPrefix=/x/", vec!["deep"]),
        ("Scope=Local PathPrefix=/x/y/", vec!["deep"]),
        ("Scope=Local OnlyAttached=true", vec![]),
        ("Scope=Local OnlyAttached=false", vec!["alice", "Bob", "deep"]),
        ("OnlyAttached=true", vec!["AdministratorAccess", "AmazonS3ReadOnlyAccess"]),
        ("PolicyUsageFilter=PermissionsPolicy", vec!["AdministratorAccess", "AmazonS3ReadOnlyAccess"]),
        ("PolicyUsageFilter=PermissionsBoundary", vec!["Bob"]),
        ("Scope=AWS PolicyUsageFilter=PermissionsBoundary", vec![]),
    ];
    for (parameters, expected) in cases {
        let listed = plane.iam(&admin, &format!("ListPolicies {parameters}"));
        assert_eq!(names(&listed), expected, "{parameters}");
    }
    let mut all: Vec<&str> = of_aws.into_iter().chain(["alice", "Bob", "deep"]).collect();
    all.sort_by_key(|name| name.to_ascii_lowercase());
    assert_eq!(names(&plane.iam(&admin, "ListPolicies")), all);
    assert_eq!(names(&plane.iam(&admin, "ListPolicies Scope=All")), all);

    let listed: ListPoliciesResponse = plane.iam(&admin, "ListPolicies").parsed();
    for policy in listed.policies.unwrap() {
        assert_eq!((policy.tags, policy.description), (None, None), "lists show neither");
        let counts = (policy.attachment_count, policy.permissions_boundary_usage_count);
        let expected = match policy.policy_name.as_deref().unwrap() {
            // the other account's uses are its own business
            "AmazonS3ReadOnlyAccess" | "AdministratorAccess" => (Some(1), Some(0)),
            "Bob" => (Some(0), Some(1)),
            _ => (Some(0), Some(0)),
        };
        assert_eq!(counts, expected, "{:?}", policy.policy_name);
    }
}

#[test]
fn list_policies_comes_in_pages() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let all = names(&plane.iam(&admin, "ListPolicies"));
    let (mut seen, mut marker) = (Vec::new(), String::new());
    loop {
        let page = plane.iam(&admin, &format!("ListPolicies MaxItems=3{marker}"));
        seen.extend(names(&page));
        match page.texts("Marker").pop() {
            Some(next) => marker = format!(" Marker={next}"),
            None => break,
        }
        assert!(names(&page).len() == 3);
    }
    assert_eq!(seen, all);
}

#[test]
fn policies_of_aws_are_there_for_everybody_and_changed_by_nobody() {
    let mut plane = Plane::new();
    let (admin, root) = (plane.admin.clone(), plane.root.clone());
    let shown: GetPolicyResponse =
        plane.iam(&admin, &format!("GetPolicy PolicyArn={AWS_READ_ONLY}")).parsed();
    let policy = shown.policy.unwrap();
    assert_eq!(policy.policy_id.as_deref(), Some("ANPAIZTJ4DXE7G6AGAE6M"));
    assert_eq!((policy.default_version_id.as_deref(), policy.is_attachable), (Some("v3"), Some(true)));
    assert_eq!((policy.tags, policy.path.as_deref()), (Some(Vec::new()), Some("/")));
    let version = plane.iam(&admin, &format!("GetPolicyVersion PolicyArn={AWS_READ_ONLY} VersionId=v3"));
    let document = version.text("Document");
    let document = percent_encoding::percent_decode_str(&document).decode_utf8().unwrap();
    assert!(document.contains("s3:Get*"), "{document}");
    let versions = plane.iam(&admin, &format!("ListPolicyVersions PolicyArn={AWS_READ_ONLY}"));
    assert_eq!(versions.texts("VersionId"), ["v3"]);
    let tags: ListPolicyTagsResponse =
        plane.iam(&admin, &format!("ListPolicyTags PolicyArn={AWS_READ_ONLY}")).parsed();
    assert!(tags.tags.is_empty());

    let refused = |what: &str| format!("403 AccessDenied: Cannot {what} outside your own account.");
    let calls = [
        (format!("DeletePolicy PolicyArn={AWS_READ_ONLY}"), refused("delete policies")),
        (
            format!("DeletePolicyVersion PolicyArn={AWS_READ_ONLY} VersionId=v1"),
            refused("delete policy versions for policies"),
        ),
        (
            format!("SetDefaultPolicyVersion PolicyArn={AWS_READ_ONLY} VersionId=v1"),
            refused("update policies"),
        ),
        (
            format!("TagPolicy PolicyArn={AWS_READ_ONLY} Tags.member.1.Key=k Tags.member.1.Value="),
            refused("update policies"),
        ),
        (format!("UntagPolicy PolicyArn={AWS_READ_ONLY} TagKeys.member.1=k"), refused("update policies")),
    ];
    for (call, expected) in calls {
        for who in [&admin, &root] {
            assert_eq!(plane.iam(who, &call).outcome(), expected, "{call}");
        }
    }
    assert_eq!(plane.version(AWS_READ_ONLY, &allow("*"), true), refused("update policies"));
    // a caller who may not even try is told so
    let bob = plane.user("bob", None);
    let denied = plane.iam(&bob, &format!("DeletePolicy PolicyArn={AWS_READ_ONLY}")).refusal();
    let expected = format!(
        "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:DeletePolicy on \
         resource: policy {AWS_READ_ONLY} because no identity-based policy allows the iam:DeletePolicy action"
    );
    assert_eq!(denied, expected);
}

#[test]
fn every_way_in_which_a_policy_is_refused() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.policy("There", &allow("*"));
    let (gone, malformed, there) = (arn("gone"), "arn:aws:iam::123456789012:user/bob", arn("There"));
    let not_found = format!("404 NoSuchEntity: Policy {gone} was not found.");
    let no_version = |id: &str| {
        format!("404 NoSuchEntity: Policy {gone} version {id} does not exist or is not attachable.")
    };
    let not_valid = format!("400 ValidationError: ARN {malformed} is not valid.");
    let not_attachable = format!("404 NoSuchEntity: Policy {gone} does not exist or is not attachable.");
    let by_arn: [(&str, &str, &str); 10] = [
        ("GetPolicy", "", &not_found),
        ("DeletePolicy", "", &not_found),
        ("ListPolicyVersions", "", &not_found),
        ("ListPolicyTags", "", &not_found),
        ("TagPolicy", " Tags.member.1.Key=k Tags.member.1.Value=v", &not_found),
        ("UntagPolicy", " TagKeys.member.1=k", &not_found),
        ("ListEntitiesForPolicy", "", &not_attachable),
        ("GetPolicyVersion", " VersionId=v9", &no_version("v9")),
        ("SetDefaultPolicyVersion", " VersionId=v9", &no_version("v9")),
        ("DeletePolicyVersion", " VersionId=v9", &no_version("v9")),
    ];
    for (operation, more, expected) in by_arn {
        assert_eq!(plane.outcome(&format!("{operation} PolicyArn={gone}{more}")), expected, "{operation}");
        let wrong = plane.outcome(&format!("{operation} PolicyArn={malformed}{more}"));
        assert_eq!(wrong, not_valid, "{operation}");
        let other_case = plane.outcome(&format!("{operation} PolicyArn={}{more}", arn("there")));
        assert!(other_case.starts_with("404 NoSuchEntity"), "ARNs keep case: {operation} {other_case}");
    }
    assert_eq!(plane.version(&gone, &allow("*"), false), not_found);
    assert_eq!(plane.version(malformed, &allow("*"), false), not_valid);

    let create = |plane: &mut Plane, call: &str, document: &str| {
        plane.iam_with(&admin, &format!("CreatePolicy {call}"), &[("PolicyDocument", document)]).outcome()
    };
    let exists = |name: &str| {
        format!(
            "409 EntityAlreadyExists: A policy called {name} already exists. Duplicate names are not allowed."
        )
    };
    let malformed = |text: &str| format!("400 MalformedPolicyDocument: {text}");
    let old_version = allow("*").replace("2012-10-17", "2008-10-17");
    let twice =
        "PolicyName=n Tags.member.1.Key=k Tags.member.1.Value= Tags.member.2.Key=k Tags.member.2.Value=";
    let cases = [
        ("PolicyName=there", allow("*"), exists("there")),
        ("PolicyName=There Path=/x/", allow("*"), exists("There")),
        ("PolicyName=n", "{".to_owned(), malformed("Syntax errors in policy.")),
        ("PolicyName=n", old_version, malformed("Policy document must be version 2012-10-17 or greater.")),
        ("PolicyName=n", document_of_size(6145), "409 LimitExceeded: Cannot exceed quota for PolicySize: 6144".to_owned()),
        (twice, allow("*"), "400 InvalidInput: Duplicate tag keys found.".to_owned()),
        (
            "PolicyName=n Path=x",
            allow("*"),
            "400 ValidationError: 1 validation error detected: Value at 'path' failed to satisfy constraint: Member must \
             satisfy regular expression pattern: ((/[A-Za-z0-9\\.,\\+@=_-]+)*)/"
                .to_owned(),
        ),
    ];
    for (call, document, expected) in cases {
        assert_eq!(create(&mut plane, call, &document), expected, "{call}");
    }
    assert_eq!(create(&mut plane, "PolicyName=full", &document_of_size(6144)), "ok");
    assert_eq!(
        plane.version(&there, &document_of_size(6145), false),
        "409 LimitExceeded: Cannot exceed quota for PolicySize: 6144"
    );
    // two keys that differ by case are two keys
    let two =
        "PolicyName=two Tags.member.1.Key=k Tags.member.1.Value= Tags.member.2.Key=K Tags.member.2.Value=";
    assert_eq!(create(&mut plane, two, &allow("*")), "ok");
}

#[test]
fn delete_policy_waits_until_nobody_uses_it() {
    let mut plane = Plane::new();
    let policy = plane.policy("p", &allow("*"));
    plane.role("r", ACCOUNT, &format!("PermissionsBoundary={policy}"));
    assert_eq!(plane.version(&policy, &allow("*"), true), "v2");
    let delete = format!("DeletePolicy PolicyArn={policy}");
    let more_versions = "409 DeleteConflict: This policy has more than one version. Before you delete a policy, you must \
                         delete the policy's versions. The default version is deleted with the policy.";
    let attached = "409 DeleteConflict: Cannot delete a policy attached to entities.";
    let steps = [
        (format!("AttachRolePolicy RoleName=r PolicyArn={policy}"), "ok"),
        (delete.clone(), attached),
        (format!("DetachRolePolicy RoleName=r PolicyArn={policy}"), "ok"),
        (delete.clone(), attached),
        ("DeleteRolePermissionsBoundary RoleName=r".to_owned(), "ok"),
        (delete.clone(), more_versions),
        (format!("DeletePolicyVersion PolicyArn={policy} VersionId=v1"), "ok"),
        (delete.clone(), "ok"),
    ];
    for (call, expected) in steps {
        assert_eq!(plane.outcome(&call), expected, "{call}");
    }
    assert_eq!(plane.outcome(&delete), format!("404 NoSuchEntity: Policy {policy} was not found."));
}

#[test]
fn tag_policy_untag_policy_and_list_policy_tags() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let policy = plane.policy("p", &allow("*"));
    let tag = format!(
        "TagPolicy PolicyArn={policy} Tags.member.1.Key=k Tags.member.1.Value=1 Tags.member.2.Key=K Tags.member.2.Value=2"
    );
    assert_eq!(plane.outcome(&tag), "ok");
    assert_eq!(plane.outcome(&tag), "ok");
    let list = |plane: &mut Plane, more: &str| {
        plane.iam(&admin, format!("ListPolicyTags PolicyArn={policy} {more}").trim())
    };
    assert_eq!(list(&mut plane, "").texts("Key"), ["K", "k"]);
    let first = list(&mut plane, "MaxItems=1");
    let second = list(&mut plane, &format!("MaxItems=1 Marker={}", first.text("Marker")));
    assert_eq!((first.text("Key"), second.text("Key")), ("K".to_owned(), "k".to_owned()));
    let untag = format!("UntagPolicy PolicyArn={policy} TagKeys.member.1=K TagKeys.member.2=x");
    assert_eq!(plane.outcome(&untag), "ok");
    assert_eq!(plane.outcome(&untag), "ok");
    assert_eq!(list(&mut plane, "").texts("Key"), ["k"]);
}
