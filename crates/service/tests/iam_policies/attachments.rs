//! Attach, Detach and ListAttached for users, groups and roles, and ListEntitiesForPolicy, which looks the other way.

use wire::iam::ListEntitiesForPolicyResponse;

use super::managed_policies::arn;
use crate::support::*;

const KINDS: [(&str, &str); 3] = [("User", "UserName"), ("Group", "GroupName"), ("Role", "RoleName")];
const OF_AWS: &str = "arn:aws:iam::aws:policy/AmazonS3FullAccess";

fn plane() -> Plane {
    let mut plane = Plane::new();
    assert_eq!(plane.outcome("CreateUser UserName=Hugo Path=/eng/"), "ok");
    assert_eq!(plane.outcome("CreateGroup GroupName=Hugo Path=/eng/"), "ok");
    plane.role("Hugo", ACCOUNT, "Path=/ops/");
    plane
}

#[test]
fn attach_user_policy_twice_is_fine_and_detach_user_policy_twice_is_not() {
    let mut plane = plane();
    for (kind, parameter) in KINDS {
        let call = |verb: &str| format!("{verb}{kind}Policy {parameter}=hugo PolicyArn={OF_AWS}");
        let missing = format!("404 NoSuchEntity: Policy {OF_AWS} was not found.");
        assert_eq!(plane.outcome(&call("Detach")), missing, "{kind}");
        assert_eq!(plane.outcome(&call("Attach")), "ok");
        assert_eq!(plane.outcome(&call("Attach")), "ok");
        assert_eq!(plane.outcome(&call("Detach")), "ok");
        assert_eq!(plane.outcome(&call("Detach")), missing, "{kind}");
    }
}

#[test]
fn list_attached_user_policies_by_name() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let deep =
        plane.iam_with(&admin, "CreatePolicy PolicyName=deep Path=/x/", &[("PolicyDocument", &allow("*"))]);
    let (deep, zed) = (deep.text("Arn"), plane.policy("Zed", &allow("*")));
    for (kind, parameter) in KINDS {
        for policy in [&zed, &deep, OF_AWS] {
            let attach = format!("Attach{kind}Policy {parameter}=Hugo PolicyArn={policy}");
            assert_eq!(plane.outcome(&attach), "ok");
        }
        let list = |plane: &mut Plane, more: &str| {
            plane.iam(&admin, format!("ListAttached{kind}Policies {parameter}=hugo {more}").trim())
        };
        let all = list(&mut plane, "");
        assert_eq!(all.texts("PolicyName"), ["AmazonS3FullAccess", "deep", "Zed"]);
        assert_eq!(all.texts("PolicyArn"), [OF_AWS, deep.as_str(), zed.as_str()]);
        assert_eq!(list(&mut plane, "PathPrefix=/x/").texts("PolicyName"), ["deep"]);
        assert_eq!(list(&mut plane, "PathPrefix=/x/y/").texts("PolicyName"), [""; 0]);
        let first = list(&mut plane, "MaxItems=1");
        assert_eq!(
            (first.text("PolicyName"), first.text("IsTruncated")),
            ("AmazonS3FullAccess".into(), "true".into())
        );
        let rest = list(&mut plane, &format!("Marker={}", first.text("Marker")));
        assert_eq!(rest.texts("PolicyName"), ["deep", "Zed"]);
        assert_eq!(list(&mut plane, "Marker=x").refusal(), "400 ValidationError: Invalid Marker.");
    }
}

#[test]
fn attach_user_policy_and_detach_user_policy_refusals() {
    let mut plane = plane();
    let (other, _) = plane.account("other", "111122223333");
    plane.iam_with(&other, "CreatePolicy PolicyName=theirs", &[("PolicyDocument", &allow("*"))]).xml();
    for number in 0..11 {
        plane.policy(&format!("p{number}"), &allow("s3:*"));
    }
    for (kind, parameter) in KINDS {
        let call =
            |verb: &str, policy: &str| format!("{verb}{kind}Policy {parameter}=Hugo PolicyArn={policy}");
        for policy in [arn("gone"), "arn:aws:iam::111122223333:policy/theirs".to_owned(), arn("P1")] {
            let refusal = format!("404 NoSuchEntity: Policy {policy} does not exist or is not attachable.");
            assert_eq!(plane.outcome(&call("Attach", &policy)), refusal, "{kind}");
        }
        for no_policy in ["arn:aws:iam::123456789012:role/p1", "arn:aws:s3:::some-bucket-name"] {
            let refusal = format!("400 ValidationError: ARN {no_policy} is not valid.");
            for verb in ["Attach", "Detach"] {
                assert_eq!(plane.outcome(&call(verb, no_policy)), refusal, "{verb} {kind}");
            }
        }
        let short = plane.outcome(&call("Attach", "arn:x"));
        let too_short = "Value at 'policyArn' failed to satisfy constraint: Member must have length greater than or equal to 20";
        assert_eq!(short, format!("400 ValidationError: 1 validation error detected: {too_short}"));
        let nobody = format!("404 NoSuchEntity: The {} with name gone cannot be found.", kind.to_lowercase());
        for verb in ["Attach", "Detach"] {
            let call = format!("{verb}{kind}Policy {parameter}=gone PolicyArn={}", arn("gone"));
            assert_eq!(plane.outcome(&call), nobody);
        }
        assert_eq!(plane.outcome(&format!("ListAttached{kind}Policies {parameter}=gone")), nobody);
        for number in 0..10 {
            assert_eq!(plane.outcome(&call("Attach", &arn(&format!("p{number}")))), "ok");
        }
        let full = format!("409 LimitExceeded: Cannot exceed quota for PoliciesPer{kind}: 10");
        assert_eq!(plane.outcome(&call("Attach", &arn("p10"))), full);
        assert_eq!(plane.outcome(&call("Attach", &arn("p9"))), "ok", "attached already");
    }
}

#[test]
fn list_entities_for_policy_knows_who_uses_it() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let policy = plane.policy("p", &allow("*"));
    assert_eq!(plane.outcome(&format!("CreateUser UserName=anna PermissionsBoundary={policy}")), "ok");
    plane.role("bounded", ACCOUNT, &format!("PermissionsBoundary={policy}"));
    for (kind, parameter) in KINDS {
        assert_eq!(plane.outcome(&format!("Attach{kind}Policy {parameter}=Hugo PolicyArn={policy}")), "ok");
    }
    let put = format!("PutUserPermissionsBoundary UserName=Hugo PermissionsBoundary={policy}");
    assert_eq!(plane.outcome(&put), "ok");
    let list = |plane: &mut Plane, more: &str| -> ListEntitiesForPolicyResponse {
        plane.iam(&admin, format!("ListEntitiesForPolicy PolicyArn={policy} {more}").trim()).parsed()
    };
    let shown = |listed: &ListEntitiesForPolicyResponse| {
        let groups = listed
            .policy_groups
            .iter()
            .flatten()
            .map(|group| format!("g:{}", group.group_name.as_ref().unwrap()));
        let users = listed
            .policy_users
            .iter()
            .flatten()
            .map(|user| format!("u:{}", user.user_name.as_ref().unwrap()));
        let roles = listed
            .policy_roles
            .iter()
            .flatten()
            .map(|role| format!("r:{}", role.role_name.as_ref().unwrap()));
        groups.chain(users).chain(roles).collect::<Vec<_>>().join(" ")
    };
    let cases = [
        ("", "g:Hugo u:anna u:Hugo r:bounded r:Hugo"),
        ("EntityFilter=User", "u:anna u:Hugo"),
        ("EntityFilter=Group", "g:Hugo"),
        ("EntityFilter=Role", "r:bounded r:Hugo"),
        ("EntityFilter=LocalManagedPolicy", ""),
        ("EntityFilter=AWSManagedPolicy", ""),
        ("PathPrefix=/eng/", "g:Hugo u:Hugo"),
        ("PathPrefix=/eng/ EntityFilter=User", "u:Hugo"),
        ("PolicyUsageFilter=PermissionsPolicy", "g:Hugo u:Hugo r:Hugo"),
        ("PolicyUsageFilter=PermissionsBoundary", "u:anna u:Hugo r:bounded"),
        ("PolicyUsageFilter=PermissionsBoundary EntityFilter=Group", ""),
    ];
    for (parameters, expected) in cases {
        let listed = list(&mut plane, parameters);
        assert_eq!(shown(&listed), expected, "{parameters}");
        assert_eq!(listed.is_truncated, Some(false));
        assert!(
            listed.policy_groups.is_some() && listed.policy_users.is_some() && listed.policy_roles.is_some()
        );
    }
    // a page takes from the three lists together
    let first = list(&mut plane, "MaxItems=2");
    assert_eq!((shown(&first).as_str(), first.is_truncated), ("g:Hugo u:anna", Some(true)));
    let second = list(&mut plane, &format!("MaxItems=2 Marker={}", first.marker.unwrap()));
    assert_eq!(shown(&second), "u:Hugo r:bounded");
    let third = list(&mut plane, &format!("MaxItems=2 Marker={}", second.marker.unwrap()));
    assert_eq!((shown(&third).as_str(), third.is_truncated), ("r:Hugo", Some(false)));
    let ids = plane.iam(&admin, &format!("ListEntitiesForPolicy PolicyArn={policy}"));
    assert!(
        ids.text("GroupId").starts_with("AGPA")
            && ids.texts("UserId").iter().all(|id| id.starts_with("AIDA"))
    );
    assert!(ids.texts("RoleId").iter().all(|id| id.starts_with("AROA")));
}

#[test]
fn list_entities_for_policy_of_aws_shows_the_callers_account_only() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let (other, _) = plane.account("other", "111122223333");
    plane.iam(&other, "CreateUser UserName=spy").xml();
    plane.iam(&other, &format!("AttachUserPolicy UserName=spy PolicyArn={OF_AWS}")).xml();
    assert_eq!(plane.outcome(&format!("AttachUserPolicy UserName=Hugo PolicyArn={OF_AWS}")), "ok");
    let call = format!("ListEntitiesForPolicy PolicyArn={OF_AWS}");
    assert_eq!(plane.iam(&admin, &call).texts("UserName"), ["Hugo"]);
    assert_eq!(plane.iam(&other, &call).texts("UserName"), ["spy"]);
    let count = |plane: &mut Plane, who: &Credentials| {
        plane.iam(who, &format!("GetPolicy PolicyArn={OF_AWS}")).text("AttachmentCount")
    };
    assert_eq!((count(&mut plane, &admin), count(&mut plane, &other)), ("1".to_owned(), "1".to_owned()));
}
