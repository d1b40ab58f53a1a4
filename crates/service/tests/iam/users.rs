use identity::{TagSet, command, limits};
use wire::iam::{CreateUserResponse, GetUserResponse, ListUsersResponse};

use crate::support::*;

#[test]
fn create_user_and_get_user_show_it() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.iam(&admin, "CreateUser UserName=Bob Path=/eng//x/");
    let id = made.text("UserId");
    assert_eq!(
        made.xml(),
        format!(
            "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <CreateUserResult>
    <User>
      <Path>/eng//x/</Path>
      <UserName>Bob</UserName>
      <UserId>{id}</UserId>
      <Arn>arn:aws:iam::{ACCOUNT}:user/eng//x/Bob</Arn>
      <CreateDate>{START_SHOWN}</CreateDate>
    </User>
  </CreateUserResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</CreateUserResponse>
"
        )
    );
    let shown = plane.iam(&admin, "GetUser UserName=BOB").parsed::<GetUserResponse>().user;
    assert_eq!(Some(shown), made.parsed::<CreateUserResponse>().user);
    assert_eq!(plane.iam(&admin, "CreateUser UserName=eve").text("Path"), "/");
}

#[test]
fn get_user_shows_tags_and_boundary_and_list_users_does_not() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let boundary = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
    let tags = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a b"), ("Tags.member.2.Key", "k")];
    let call = format!("CreateUser UserName=bob Tags.member.2.Value= PermissionsBoundary={boundary}");
    let made = plane.iam_with(&admin, &call, &tags).parsed::<CreateUserResponse>().user.unwrap();
    let shown = plane.iam(&admin, "GetUser UserName=bob");
    assert_eq!(shown.parsed::<GetUserResponse>().user, made);
    let expected = format!(
        "<PermissionsBoundary>
        <PermissionsBoundaryType>Policy</PermissionsBoundaryType>
        <PermissionsBoundaryArn>{boundary}</PermissionsBoundaryArn>
      </PermissionsBoundary>
      <Tags>
        <member>
          <Key>team</Key>
          <Value>a b</Value>
        </member>
        <member>
          <Key>k</Key>
          <Value></Value>
        </member>
      </Tags>"
    );
    assert!(shown.xml().replace("<Value/>", "<Value></Value>").contains(&expected), "{}", shown.xml());
    let listed = plane.iam(&admin, "ListUsers").parsed::<ListUsersResponse>();
    let listed = listed.users.into_iter().find(|user| user.user_name.as_deref() == Some("bob")).unwrap();
    assert_eq!(listed, wire::iam::User { tags: None, permissions_boundary: None, ..made });
}

#[test]
fn list_users_takes_a_plain_prefix_of_paths() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for call in [
        "CreateUser UserName=zoe",
        "CreateUser UserName=Bob Path=/eng/",
        "CreateUser UserName=al Path=/engineering/x/",
    ] {
        plane.iam(&admin, call).xml();
    }
    let cases = [
        ("ListUsers", vec!["admin", "al", "Bob", "zoe"]),
        ("ListUsers PathPrefix=/", vec!["admin", "al", "Bob", "zoe"]),
        ("ListUsers PathPrefix=/eng", vec!["al", "Bob"]),
        ("ListUsers PathPrefix=/eng/", vec!["Bob"]),
        ("ListUsers PathPrefix=/Eng/", vec![]),
    ];
    for (call, names) in cases {
        assert_eq!(plane.iam(&admin, call).texts("UserName"), names, "{call}");
    }
}

#[test]
fn get_user_without_a_name_shows_the_caller() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let root = plane.root.clone();
    assert_eq!(plane.iam(&admin, "GetUser").text("UserName"), "admin");
    // the root user has neither name nor path
    assert_eq!(
        plane.iam(&root, "GetUser").xml().lines().collect::<Vec<_>>()[2..7].join("\n"),
        format!(
            "    <User>
      <UserId>{ACCOUNT}</UserId>
      <Arn>arn:aws:iam::{ACCOUNT}:root</Arn>
      <CreateDate>{START_SHOWN}</CreateDate>
    </User>"
        )
    );
    let session = plane.role_session("r", &allow("*"));
    plane.outcomes(
        &session,
        &[
            ("GetUser", "400 ValidationError: Must specify userName when calling with non-User credentials"),
            ("GetUser UserName=admin", "ok"),
        ],
    );
}

#[test]
fn update_user_renames_and_moves() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", Some(&allow("iam:GetUser")));
    let id = plane.iam(&admin, "GetUser UserName=bob").text("UserId");
    plane.outcomes(
        &admin,
        &[
            ("CreateUser UserName=eve", "ok"),
            (
                "UpdateUser UserName=bob NewUserName=EVE",
                "409 EntityAlreadyExists: User with name EVE already exists.",
            ),
            (
                "UpdateUser UserName=x NewUserName=y",
                "404 NoSuchEntity: The user with name x cannot be found.",
            ),
            ("UpdateUser UserName=bob", "ok"),
            ("UpdateUser UserName=Bob NewUserName=Robert NewPath=/x/", "ok"),
            ("GetUser UserName=bob", "404 NoSuchEntity: The user with name bob cannot be found."),
        ],
    );
    // key and policy are still there; the caller has the new name at once
    let shown = plane.iam(&bob, "GetUser");
    assert_eq!(shown.text("UserId"), id);
    assert_eq!(shown.text("Arn"), format!("arn:aws:iam::{ACCOUNT}:user/x/Robert"));
}

#[test]
fn create_user_makes_a_user_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.outcomes(
        &admin,
        &[
            ("CreateUser UserName=bob", "ok"),
            ("CreateUser UserName=bob", "409 EntityAlreadyExists: User with name bob already exists."),
            ("CreateUser UserName=BOB Path=/x/", "409 EntityAlreadyExists: User with name BOB already exists."),
            ("GetUser UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
            ("ListUserTags UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
            (
                "CreateUser UserName=eve PermissionsBoundary=arn:aws:iam::123456789012:policy/none",
                "404 NoSuchEntity: Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.",
            ),
            (
                "CreateUser UserName=eve PermissionsBoundary=not-an-arn-of-20-characters",
                "400 InvalidInput: ARN not-an-arn-of-20-characters is not valid.",
            ),
            (
                "CreateUser UserName=eve Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A Tags.member.2.Value=2",
                "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ),
            ("GetUser UserName=eve", "404 NoSuchEntity: The user with name eve cannot be found."),
        ],
    );
}

#[test]
fn parameters_are_held_against_the_model() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let long = format!("CreateUser UserName={}", "u".repeat(65));
    let longest = format!("CreateUser UserName={}", "u".repeat(64));
    let existing = format!("GetUser UserName={}", "u".repeat(129));
    let path = format!("CreateUser UserName=u Path=/{}/", "p".repeat(511));
    let cases = [
        (longest.as_str(), "ok"),
        (
            &long,
            "400 ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
        ),
        (
            &existing,
            "400 ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128",
        ),
        (
            "CreateUser",
            "400 ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null",
        ),
        (
            "CreateUser UserName=a/b",
            r"400 ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+",
        ),
        (
            "CreateUser UserName=u Path=eng",
            r"400 ValidationError: 1 validation error detected: Value at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
        ),
        (
            &path,
            "400 ValidationError: 1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length less than or equal to 512",
        ),
        (
            "ListUsers MaxItems=1001",
            "400 ValidationError: 1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
        ),
        (
            "ListUsers MaxItems=0",
            "400 ValidationError: 1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
    ];
    plane.outcomes(&admin, &cases);
    // a malformed request is so for every caller: validation comes before permission
    let nobody = plane.user("nobody", None);
    plane.outcomes(&nobody, &cases[1..]);
}

#[test]
fn tag_user_and_untag_user() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let fifty: Vec<String> =
        (1..=50).map(|n| format!("Tags.member.{n}.Key=k{n} Tags.member.{n}.Value=v")).collect();
    let fifty = format!("TagUser UserName=u {}", fifty.join(" "));
    plane.outcomes(
        &admin,
        &[
            ("CreateUser UserName=u", "ok"),
            ("TagUser UserName=u Tags.member.1.Key=K1 Tags.member.1.Value=old", "ok"),
            (
                "TagUser UserName=u Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A Tags.member.2.Value=2",
                "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ),
            (&fifty, "ok"),
            ("TagUser UserName=u Tags.member.1.Key=K2 Tags.member.1.Value=w", "ok"),
            (
                "TagUser UserName=u Tags.member.1.Key=k51 Tags.member.1.Value=v",
                "409 LimitExceeded: The number of tags has reached the maximum limit.",
            ),
            ("UntagUser UserName=u TagKeys.member.1=K3 TagKeys.member.2=absent", "ok"),
            ("UntagUser UserName=u TagKeys.member.1=k3", "ok"),
            ("TagUser UserName=u Tags.member.1.Key=k51 Tags.member.1.Value=v", "ok"),
            ("TagUser UserName=x Tags.member.1.Key=k Tags.member.1.Value=v", "404 NoSuchEntity: The user with name x cannot be found."),
            ("UntagUser UserName=x TagKeys.member.1=k", "404 NoSuchEntity: The user with name x cannot be found."),
        ],
    );
    let keys = plane.iam(&admin, "ListUserTags UserName=u MaxItems=1000").texts("Key");
    assert_eq!(keys.len(), 50);
    assert_eq!(keys[..3], ["k1", "K2", "k4"], "as last written");
    // fifty-one at once are too many for the model
    let many: Vec<String> =
        (1..=51).map(|n| format!("Tags.member.{n}.Key=k{n} Tags.member.{n}.Value=v")).collect();
    assert_eq!(
        plane.iam(&admin, &format!("TagUser UserName=u {}", many.join(" "))).refusal(),
        "400 ValidationError: 1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"
    );
}

#[test]
fn put_user_permissions_boundary_replaces_and_delete_user_permissions_boundary_removes() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", Some(&allow("iam:ListUsers")));
    plane.outcomes(&bob, &[("ListUsers", "ok")]);
    let put = "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy";
    plane.outcomes(
        &admin,
        &[
            (&format!("{put}/IAMFullAccess"), "ok"),
            (&format!("{put}/AmazonS3FullAccess"), "ok"),
            (
                &format!("{put}/NoSuchPolicy"),
                "404 NoSuchEntity: Scope ARN: arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.",
            ),
            (
                "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:s3:::bucket-name",
                "400 InvalidInput: ARN arn:aws:s3:::bucket-name is not valid.",
            ),
            (
                "PutUserPermissionsBoundary UserName=x PermissionsBoundary=arn:aws:iam::aws:policy/IAMFullAccess",
                "404 NoSuchEntity: The user with name x cannot be found.",
            ),
            ("DeleteUserPermissionsBoundary UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
        ],
    );
    let shown = plane.iam(&admin, "GetUser UserName=bob");
    assert_eq!(shown.text("PermissionsBoundaryArn"), "arn:aws:iam::aws:policy/AmazonS3FullAccess");
    let denied = format!(
        "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{ACCOUNT}:user/ because no permissions boundary allows the iam:ListUsers action"
    );
    plane.outcomes(&bob, &[("ListUsers", &denied)]);
    plane.outcomes(
        &admin,
        &[
            ("DeleteUserPermissionsBoundary UserName=bob", "ok"),
            ("DeleteUserPermissionsBoundary UserName=bob", "ok"),
        ],
    );
    plane.outcomes(&bob, &[("ListUsers", "ok")]);
}

#[test]
fn delete_user_waits_until_nothing_hangs_on_it() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let key = plane.user("u", Some(&allow("iam:GetUser"))).access_key_id;
    let device = plane.enabled_device("m", "u");
    let policy = "PolicyArn=arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    let steps = [
        ("users from group", "RemoveUserFromGroup UserName=u GroupName=g".to_owned()),
        ("detach", format!("DetachUserPolicy UserName=u {policy}")),
        ("policies first", "DeleteUserPolicy UserName=u PolicyName=p".to_owned()),
        ("access keys", format!("DeleteAccessKey UserName=u AccessKeyId={key}")),
        ("MFA", format!("DeactivateMFADevice UserName=u SerialNumber={}", device.serial)),
    ];
    let texts = [
        "409 DeleteConflict: Cannot delete entity, must remove users from group first.",
        "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
        "409 DeleteConflict: Cannot delete entity, must delete policies first.",
        "409 DeleteConflict: Cannot delete entity, must delete access keys first.",
        "409 DeleteConflict: Cannot delete entity, must delete MFA device first.",
    ];
    plane.outcomes(
        &admin,
        &[
            ("CreateGroup GroupName=g", "ok"),
            ("AddUserToGroup UserName=u GroupName=g", "ok"),
            (&format!("AttachUserPolicy UserName=u {policy}"), "ok"),
        ],
    );
    for ((what, removal), text) in steps.iter().zip(texts) {
        assert_eq!(plane.iam(&admin, "DeleteUser UserName=U").refusal(), text, "{what}");
        plane.iam(&admin, removal).xml();
    }
    plane.outcomes(
        &admin,
        &[
            ("DeleteUser UserName=u", "ok"),
            ("DeleteUser UserName=u", "404 NoSuchEntity: The user with name u cannot be found."),
        ],
    );
}

#[test]
fn create_user_refuses_the_five_thousand_and_first() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let account = identity::AccountId::parse(ACCOUNT).unwrap();
    // one is there already: admin
    let users = (1..limits::USERS_PER_ACCOUNT).map(|number| command::CreateUser {
        account,
        name: format!("u{number}"),
        path: "/".to_owned(),
        permissions_boundary: None,
        tags: TagSet::default(),
    });
    plane.execute_all(users.collect());
    plane.outcomes(
        &admin,
        &[
            (
                "CreateUser UserName=one-more",
                "409 LimitExceeded: Cannot exceed quota for UsersPerAccount: 5000",
            ),
            ("DeleteUser UserName=u1", "ok"),
            ("CreateUser UserName=one-more", "ok"),
        ],
    );
    assert_eq!(plane.iam(&admin, "ListUsers MaxItems=1000").texts("UserName").len(), 1000);
    assert_eq!(plane.iam(&admin, "ListUsers").texts("UserName").len(), 100, "by default");
}

#[test]
fn accounts_do_not_see_one_another() {
    let mut plane = Plane::new();
    plane.user("bob", None);
    let (other, _) = plane.account("other", "210987654321");
    plane.outcomes(
        &other,
        &[
            ("GetUser UserName=bob", "404 NoSuchEntity: The user with name bob cannot be found."),
            ("DeleteUser UserName=bob", "404 NoSuchEntity: The user with name bob cannot be found."),
            ("CreateUser UserName=bob", "ok"),
        ],
    );
    assert_eq!(plane.iam(&other, "ListUsers").texts("UserName"), ["admin", "bob"]);
}
