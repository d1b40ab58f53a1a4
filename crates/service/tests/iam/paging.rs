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
