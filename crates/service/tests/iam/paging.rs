//! Marker and MaxItems of every list.

use crate::support::*;

/// A list call, the element that tells its items apart, and the items in order.
type Case = (String, &'static str, Vec<String>);

fn plane() -> (Plane, Vec<Case>) {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=u Tags.member.1.Key=k1 Tags.member.1.Value= Tags.member.2.Key=k2 Tags.member.2.Value= Tags.member.3.Key=k3 Tags.member.3.Value=").xml();
    let mut keys = Vec::new();
    for _ in 0..2 {
        plane.advance(1);
        keys.push(plane.iam(&admin, "CreateAccessKey UserName=u").text("AccessKeyId"));
    }
    plane.iam(&admin, "CreateAccountAlias AccountAlias=alias").xml();
    let mut serials = Vec::new();
    for name in ["a", "b", "c"] {
        plane.iam(&admin, &format!("CreateGroup GroupName={name}")).xml();
        plane.iam(&admin, &format!("AddUserToGroup GroupName={name} UserName=u")).xml();
        plane.iam(&admin, &format!("CreateUser UserName=v{name}")).xml();
        plane.iam(&admin, &format!("AddUserToGroup GroupName=a UserName=v{name}")).xml();
        serials.push(plane.enabled_device(name, "u").serial);
    }
    let tags = "Tags.member.1.Key=k1 Tags.member.1.Value= Tags.member.2.Key=k2 Tags.member.2.Value=";
    plane.iam(&admin, &format!("TagMFADevice SerialNumber={} {tags}", serials[0])).xml();
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let cases = vec![
        ("ListUsers".to_owned(), "UserName", list(&["admin", "u", "va", "vb", "vc"])),
        ("ListUsers PathPrefix=/".to_owned(), "UserName", list(&["admin", "u", "va", "vb", "vc"])),
        ("ListUserTags UserName=u".to_owned(), "Key", list(&["k1", "k2", "k3"])),
        ("ListAccessKeys UserName=u".to_owned(), "AccessKeyId", keys),
        ("ListGroups".to_owned(), "GroupName", list(&["a", "b", "c"])),
        ("ListGroupsForUser UserName=u".to_owned(), "GroupName", list(&["a", "b", "c"])),
        ("GetGroup GroupName=a".to_owned(), "UserName", list(&["u", "va", "vb", "vc"])),
        ("ListMFADevices UserName=u".to_owned(), "SerialNumber", serials.clone()),
        ("ListVirtualMFADevices".to_owned(), "SerialNumber", serials.clone()),
        ("ListVirtualMFADevices AssignmentStatus=Assigned".to_owned(), "SerialNumber", serials.clone()),
        (format!("ListMFADeviceTags SerialNumber={}", serials[0]), "Key", list(&["k1", "k2"])),
        ("ListAccountAliases".to_owned(), "member", list(&["alias"])),
    ];
    (plane, cases)
}

#[test]
fn item_by_item_gives_the_same_as_all_at_once() {
    let (mut plane, cases) = plane();
    let admin = plane.admin.clone();
    for (call, element, items) in cases {
        let all = plane.iam(&admin, &call);
        assert_eq!(all.texts(element), items, "{call}");
        assert_eq!((all.text("IsTruncated").as_str(), all.texts("Marker")), ("false", vec![]), "{call}");
        let mut marker = String::new();
        for (index, item) in items.iter().enumerate() {
            let reply = plane.iam(&admin, &format!("{call} MaxItems=1{marker}"));
            assert_eq!(reply.texts(element), [item.as_str()], "{call}");
            let last = index + 1 == items.len();
            assert_eq!(reply.text("IsTruncated"), (!last).to_string(), "{call}");
            assert_eq!(reply.texts("Marker").len(), usize::from(!last), "{call}");
            marker =
                reply.texts("Marker").pop().map(|marker| format!(" Marker={marker}")).unwrap_or_default();
        }
    }
}

#[test]
fn a_marker_of_something_else_is_refused() {
    let (mut plane, cases) = plane();
    let admin = plane.admin.clone();
    for (call, _, _) in cases {
        let refusal = plane.iam(&admin, &format!("{call} Marker=garbage")).refusal();
        assert_eq!(refusal, "400 ValidationError: Invalid Marker.", "{call}");
    }
}

#[test]
fn pages_go_on_by_name_whatever_comes_and_goes() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for name in ["b", "d", "F", "h"] {
        plane.iam(&admin, &format!("CreateUser UserName={name} Path=/x/")).xml();
    }
    let first = plane.iam(&admin, "ListUsers MaxItems=3 PathPrefix=/x/");
    assert_eq!(first.texts("UserName"), ["b", "d", "F"]);
    let next = format!("ListUsers MaxItems=3 PathPrefix=/x/ Marker={}", first.text("Marker"));
    assert_eq!(plane.iam(&admin, &next).texts("UserName"), ["h"]);
    plane.iam(&admin, "DeleteUser UserName=f").xml();
    assert_eq!(plane.iam(&admin, &next).texts("UserName"), ["h"], "the last one given is gone");
    for name in ["a", "e", "G", "i", "k"] {
        plane.iam(&admin, &format!("CreateUser UserName={name} Path=/x/")).xml();
    }
    plane.iam(&admin, "CreateUser UserName=j Path=/y/").xml();
    assert_eq!(plane.iam(&admin, &next).texts("UserName"), ["G", "h", "i"], "others came before and after");
    plane.iam(&admin, "UpdateUser UserName=i NewUserName=C").xml();
    assert_eq!(plane.iam(&admin, &next).texts("UserName"), ["G", "h", "k"], "one was renamed");
}

#[test]
fn those_that_use_a_policy_come_once_each_in_pages() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole"}}}}"#
    );
    let policy = plane
        .iam_with(&admin, "CreatePolicy PolicyName=p", &[("PolicyDocument", &allow("s3:*"))])
        .text("Arn");
    for name in ["g2", "G1"] {
        plane.iam(&admin, &format!("CreateGroup GroupName={name}")).xml();
        plane.iam(&admin, &format!("AttachGroupPolicy GroupName={name} PolicyArn={policy}")).xml();
    }
    for (name, attached, bounded) in
        [("u3", true, false), ("u1", true, true), ("U2", false, true), ("u4", false, false)]
    {
        let boundary = if bounded { format!(" PermissionsBoundary={policy}") } else { String::new() };
        plane.iam(&admin, &format!("CreateUser UserName={name}{boundary}")).xml();
        if attached {
            plane.iam(&admin, &format!("AttachUserPolicy UserName={name} PolicyArn={policy}")).xml();
        }
    }
    plane.iam_with(&admin, "CreateRole RoleName=r", &[("AssumeRolePolicyDocument", &trust)]).xml();
    plane.iam(&admin, &format!("AttachRolePolicy RoleName=r PolicyArn={policy}")).xml();
    let names =
        |reply: &Reply| [reply.texts("GroupName"), reply.texts("UserName"), reply.texts("RoleName")].concat();
    let call = format!("ListEntitiesForPolicy PolicyArn={policy}");
    for (more, expected) in [
        ("", vec!["G1", "g2", "u1", "U2", "u3", "r"]),
        (" PolicyUsageFilter=PermissionsPolicy", vec!["G1", "g2", "u1", "u3", "r"]),
        (" PolicyUsageFilter=PermissionsBoundary", vec!["u1", "U2"]),
        (" EntityFilter=User", vec!["u1", "U2", "u3"]),
        (" EntityFilter=Role", vec!["r"]),
    ] {
        for size in 1..=7 {
            let (mut seen, mut marker) = (Vec::new(), String::new());
            loop {
                let page = plane.iam(&admin, &format!("{call}{more} MaxItems={size}{marker}"));
                seen.extend(names(&page));
                match page.texts("Marker").pop() {
                    Some(next) => marker = format!(" Marker={next}"),
                    None => break,
                }
            }
            assert_eq!(seen, expected, "{more} in pages of {size}");
        }
    }
    plane.iam(&admin, "UpdateUser UserName=u3 NewUserName=a").xml();
    assert_eq!(names(&plane.iam(&admin, &call)), ["G1", "g2", "a", "u1", "U2", "r"]);
    plane.iam(&admin, &format!("DetachUserPolicy UserName=a PolicyArn={policy}")).xml();
    plane.iam(&admin, "DeleteUserPermissionsBoundary UserName=u1").xml();
    assert_eq!(names(&plane.iam(&admin, &call)), ["G1", "g2", "u1", "U2", "r"], "still attached");
    let shown = plane.iam(&admin, &format!("GetPolicy PolicyArn={policy}"));
    assert_eq!(
        (shown.text("AttachmentCount"), shown.text("PermissionsBoundaryUsageCount")),
        ("4".into(), "1".into())
    );
}

#[test]
fn policies_of_the_account_and_of_aws_come_in_one_order() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for name in ["zebra", "aaa", "PowerUserAccess", "poweruseraccess2", "Middle"] {
        let call = format!("CreatePolicy PolicyName={name}");
        plane.iam_with(&admin, &call, &[("PolicyDocument", &allow("s3:*"))]).xml();
    }
    for scope in ["", " Scope=All", " Scope=AWS", " Scope=Local"] {
        let all = plane.iam(&admin, &format!("ListPolicies{scope}")).texts("Arn");
        let name = |arn: &String| (arn.rsplit('/').next().unwrap().to_ascii_lowercase(), arn.clone());
        assert!(all.is_sorted_by_key(name), "{all:?}");
        assert_eq!(
            all.len(),
            match scope {
                " Scope=AWS" => 8,
                " Scope=Local" => 5,
                _ => 13,
            }
        );
        for size in [1, 2, 5] {
            let (mut seen, mut marker) = (Vec::new(), String::new());
            loop {
                let page = plane.iam(&admin, &format!("ListPolicies{scope} MaxItems={size}{marker}"));
                seen.extend(page.texts("Arn"));
                match page.texts("Marker").pop() {
                    Some(next) => marker = format!(" Marker={next}"),
                    None => break,
                }
            }
            assert_eq!(seen, all, "{scope} in pages of {size}");
        }
    }
}
