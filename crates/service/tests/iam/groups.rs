use crate::support::*;

#[test]
fn create_group_and_get_group_show_it_with_its_members() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.iam(&admin, "CreateGroup GroupName=Team Path=/eng/");
    let id = made.text("GroupId");
    let group = format!(
        "    <Group>
      <Path>/eng/</Path>
      <GroupName>Team</GroupName>
      <GroupId>{id}</GroupId>
      <Arn>arn:aws:iam::{ACCOUNT}:group/eng/Team</Arn>
      <CreateDate>{START_SHOWN}</CreateDate>
    </Group>
"
    );
    assert!(
        made.xml().contains(&format!("  <CreateGroupResult>\n{group}  </CreateGroupResult>")),
        "{}",
        made.xml()
    );
    let empty = plane.iam(&admin, "GetGroup GroupName=TEAM").xml();
    assert!(
        empty.contains(&format!("{group}    <Users/>\n    <IsTruncated>false</IsTruncated>\n")),
        "{empty}"
    );
    for user in ["zoe", "Bob"] {
        plane
            .iam(&admin, &format!("CreateUser UserName={user} Tags.member.1.Key=k Tags.member.1.Value=v"))
            .xml();
        plane.iam(&admin, &format!("AddUserToGroup GroupName=team UserName={user}")).xml();
    }
    let shown = plane.iam(&admin, "GetGroup GroupName=Team");
    assert_eq!(shown.texts("UserName"), ["Bob", "zoe"]);
    assert!(shown.texts("Tags").is_empty(), "as in every list of users");
}

#[test]
fn add_user_to_group_and_remove_user_from_group_and_list_groups_for_user() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let no_user = "404 NoSuchEntity: The user with name x cannot be found.";
    let no_group = "404 NoSuchEntity: The group with name x cannot be found.";
    plane.outcomes(
        &admin,
        &[
            ("CreateGroup GroupName=g", "ok"),
            (
                "CreateGroup GroupName=G Path=/x/",
                "409 EntityAlreadyExists: Group with name G already exists.",
            ),
            ("CreateGroup GroupName=h Path=/p/", "ok"),
            ("CreateUser UserName=u", "ok"),
            ("AddUserToGroup GroupName=g UserName=u", "ok"),
            ("AddUserToGroup GroupName=g UserName=u", "ok"),
            ("AddUserToGroup GroupName=x UserName=x", no_user),
            ("AddUserToGroup GroupName=g UserName=x", no_user),
            ("AddUserToGroup GroupName=x UserName=u", no_group),
            ("RemoveUserFromGroup GroupName=x UserName=x", no_user),
            ("RemoveUserFromGroup GroupName=x UserName=u", no_group),
            ("GetGroup GroupName=x", no_group),
            ("ListGroupsForUser UserName=x", no_user),
            ("UpdateGroup GroupName=x NewGroupName=y", no_group),
            (
                "UpdateGroup GroupName=g NewGroupName=H",
                "409 EntityAlreadyExists: Group with name H already exists.",
            ),
            ("DeleteGroup GroupName=x", no_group),
            (
                "DeleteGroup GroupName=g",
                "409 DeleteConflict: Cannot delete entity, must remove users from group first.",
            ),
            ("UpdateGroup GroupName=g NewGroupName=G2 NewPath=/q/", "ok"),
            ("AddUserToGroup GroupName=h UserName=u", "ok"),
        ],
    );
    let groups = plane.iam(&admin, "ListGroupsForUser UserName=u");
    assert_eq!(groups.texts("GroupName"), ["G2", "h"]);
    assert_eq!(
        groups.texts("Arn"),
        [format!("arn:aws:iam::{ACCOUNT}:group/q/G2"), format!("arn:aws:iam::{ACCOUNT}:group/p/h")]
    );
    assert_eq!(plane.iam(&admin, "ListGroups").texts("GroupName"), ["G2", "h"]);
    assert_eq!(plane.iam(&admin, "ListGroups PathPrefix=/p").texts("GroupName"), ["h"]);
    plane.outcomes(
        &admin,
        &[
            ("RemoveUserFromGroup GroupName=g2 UserName=U", "ok"),
            ("RemoveUserFromGroup GroupName=g2 UserName=u", "ok"),
            ("AttachGroupPolicy GroupName=g2 PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", "ok"),
            (
                "DeleteGroup GroupName=g2",
                "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
            ),
            ("DetachGroupPolicy GroupName=g2 PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", "ok"),
        ],
    );
    let document = allow("iam:GetUser");
    plane
        .iam_with(&admin, "PutGroupPolicy GroupName=g2 PolicyName=p", &[("PolicyDocument", &document)])
        .xml();
    plane.outcomes(
        &admin,
        &[
            (
                "DeleteGroup GroupName=g2",
                "409 DeleteConflict: Cannot delete entity, must delete policies first.",
            ),
            ("DeleteGroupPolicy GroupName=g2 PolicyName=p", "ok"),
            ("DeleteGroup GroupName=g2", "ok"),
            ("DeleteGroup GroupName=g2", "404 NoSuchEntity: The group with name g2 cannot be found."),
        ],
    );
}

#[test]
fn a_group_gives_its_members_what_it_is_permitted() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", None);
    plane.iam(&admin, "CreateGroup GroupName=g").xml();
    let policy = "AttachGroupPolicy GroupName=g PolicyArn=arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    plane.iam(&admin, policy).xml();
    let denied = plane.iam(&bob, "ListUsers").refusal();
    assert!(denied.starts_with("403 AccessDenied: "), "{denied}");
    plane.iam(&admin, "AddUserToGroup GroupName=g UserName=bob").xml();
    plane.outcomes(&bob, &[("ListUsers", "ok")]);
    plane.iam(&admin, "RemoveUserFromGroup GroupName=g UserName=bob").xml();
    plane.outcomes(&bob, &[("ListUsers", &denied)]);
}

#[test]
fn create_group_and_add_user_to_group_have_quotas() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let account = identity::AccountId::parse(ACCOUNT).unwrap();
    let groups = (0..300).map(|n| identity::command::CreateGroup {
        account,
        name: format!("g{n}"),
        path: "/".to_owned(),
    });
    plane.execute_all(groups.collect());
    plane.iam(&admin, "CreateUser UserName=u").xml();
    for number in 0..10 {
        plane.iam(&admin, &format!("AddUserToGroup UserName=u GroupName=g{number}")).xml();
    }
    plane.outcomes(
        &admin,
        &[
            (
                "CreateGroup GroupName=one-more",
                "409 LimitExceeded: Cannot exceed quota for GroupsPerAccount: 300",
            ),
            (
                "AddUserToGroup UserName=u GroupName=g10",
                "409 LimitExceeded: Cannot exceed quota for GroupsPerUser: 10",
            ),
            ("AddUserToGroup UserName=u GroupName=g9", "ok"),
            ("DeleteGroup GroupName=g299", "ok"),
            ("CreateGroup GroupName=one-more", "ok"),
        ],
    );
}
