use wire::iam::{
    CreateRoleResponse, GetRoleResponse, ListRoleTagsResponse, ListRolesResponse,
    UpdateRoleDescriptionResponse,
};

use crate::support::*;

/// A trust policy for one AWS principal.
pub(super) fn trusting(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}}}"#
    )
}

impl Plane {
    /// Makes a role that trusts one principal; `more` are parameters of CreateRole.
    pub(crate) fn role(&mut self, name: &str, principal: &str, more: &str) -> Reply {
        let admin = self.admin.clone();
        let call = format!("CreateRole RoleName={name} {more}");
        let reply = self.iam_with(&admin, call.trim(), &[("AssumeRolePolicyDocument", &trusting(principal))]);
        reply.xml();
        reply
    }

    /// Calls IAM as the administrator: `ok` or the refusal.
    pub(crate) fn outcome(&mut self, call: &str) -> String {
        let admin = self.admin.clone();
        self.iam(&admin, call).outcome()
    }
}

#[test]
fn create_role_shows_neither_description_nor_longest_session() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.iam_with(
        &admin,
        "CreateRole RoleName=R Path=/a/ MaxSessionDuration=7200 Tags.member.1.Key=k Tags.member.1.Value=v \
         PermissionsBoundary=arn:aws:iam::aws:policy/AWSDenyAll",
        &[("AssumeRolePolicyDocument", &trusting("123456789012")), ("Description", "what it is for")],
    );
    let id = made.text("RoleId");
    assert!(id.starts_with("AROA") && id.len() == 21, "{id}");
    let document = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C\
                    %22Principal%22%3A%7B%22AWS%22%3A%22123456789012%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D";
    let expected = |result: &str, more: [&str; 3]| {
        let [before_boundary, before_end, _] = more;
        format!(
            "<{result}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <{result}Result>
    <Role>
      <Path>/a/</Path>
      <RoleName>R</RoleName>
      <RoleId>{id}</RoleId>
      <Arn>arn:aws:iam::{ACCOUNT}:role/a/R</Arn>
      <CreateDate>{START_SHOWN}</CreateDate>
      <AssumeRolePolicyDocument>{document}</AssumeRolePolicyDocument>
{before_boundary}      <PermissionsBoundary>
        <PermissionsBoundaryType>Policy</PermissionsBoundaryType>
        <PermissionsBoundaryArn>arn:aws:iam::aws:policy/AWSDenyAll</PermissionsBoundaryArn>
      </PermissionsBoundary>
      <Tags>
        <member>
          <Key>k</Key>
          <Value>v</Value>
        </member>
      </Tags>
{before_end}    </Role>
  </{result}Result>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</{result}Response>
"
        )
    };
    assert_eq!(made.xml(), expected("CreateRole", ["", "", ""]));
    let shown = "      <Description>what it is for</Description>
      <MaxSessionDuration>7200</MaxSessionDuration>
";
    let last_used = "      <RoleLastUsed/>\n";
    assert_eq!(plane.iam(&admin, "GetRole RoleName=r").xml(), expected("GetRole", [shown, last_used, ""]));
}

#[test]
fn get_role_has_the_defaults_and_leaves_out_what_is_not_set() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made: CreateRoleResponse = plane.role("r", ACCOUNT, "").parsed();
    assert_eq!((made.role.path.as_str(), made.role.tags), ("/", None));
    assert_eq!((made.role.permissions_boundary, made.role.role_last_used), (None, None));
    let shown: GetRoleResponse = plane.iam(&admin, "GetRole RoleName=r").parsed();
    assert_eq!((shown.role.max_session_duration, shown.role.description), (Some(3600), None));
    assert_eq!((shown.role.tags, shown.role.permissions_boundary), (None, None));
    let last_used = shown.role.role_last_used.unwrap();
    assert_eq!((last_used.last_used_date, last_used.region), (None, None));
}

#[test]
fn list_roles_shows_no_tags_boundaries_and_last_uses() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("b", ACCOUNT, "Path=/eng/ Description=d Tags.member.1.Key=k Tags.member.1.Value=v");
    plane.role("A", ACCOUNT, "Path=/engineering/ PermissionsBoundary=arn:aws:iam::aws:policy/AWSDenyAll");
    plane.role("c", ACCOUNT, "");
    let names = |reply: &Reply| reply.texts("RoleName");
    assert_eq!(names(&plane.iam(&admin, "ListRoles")), ["A", "b", "c"]);
    assert_eq!(names(&plane.iam(&admin, "ListRoles PathPrefix=/eng")), ["A", "b"]);
    assert_eq!(names(&plane.iam(&admin, "ListRoles PathPrefix=/eng/")), ["b"]);
    assert_eq!(names(&plane.iam(&admin, "ListRoles PathPrefix=/b")), [""; 0]);
    let all: ListRolesResponse = plane.iam(&admin, "ListRoles").parsed();
    assert_eq!((all.is_truncated, all.marker), (Some(false), None));
    for role in &all.roles {
        assert_eq!((&role.tags, &role.permissions_boundary, &role.role_last_used), (&None, &None, &None));
        assert_eq!(role.max_session_duration, Some(3600));
        assert!(role.assume_role_policy_document.is_some());
    }
    assert_eq!(all.roles[1].description.as_deref(), Some("d"));
    // another account has its own
    let (other, _) = plane.account("other", "111122223333");
    assert_eq!(names(&plane.iam(&other, "ListRoles")), [""; 0]);
}

#[test]
fn list_roles_comes_in_pages() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for name in ["a", "b", "c"] {
        plane.role(name, ACCOUNT, "");
    }
    let first: ListRolesResponse = plane.iam(&admin, "ListRoles MaxItems=2").parsed();
    assert_eq!((first.roles.len(), first.is_truncated), (2, Some(true)));
    let marker = first.marker.unwrap();
    assert!(marker.len() <= 320);
    let second = plane.iam(&admin, &format!("ListRoles MaxItems=2 Marker={marker}"));
    assert_eq!(second.texts("RoleName"), ["c"]);
    assert_eq!(second.text("IsTruncated"), "false");
    assert!(second.texts("Marker").is_empty());
    let garbage = plane.iam(&admin, "ListRoles Marker=nonsense");
    assert_eq!(garbage.refusal(), "400 ValidationError: Invalid Marker.");
    let exact: ListRolesResponse = plane.iam(&admin, "ListRoles MaxItems=3").parsed();
    assert_eq!((exact.roles.len(), exact.is_truncated), (3, Some(false)));
}

#[test]
fn update_role_keeps_what_is_not_given() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "Description=first MaxSessionDuration=7200");
    let state = |plane: &mut Plane| {
        let shown: GetRoleResponse = plane.iam(&admin, "GetRole RoleName=r").parsed();
        (shown.role.description.unwrap(), shown.role.max_session_duration.unwrap())
    };
    let result = plane.iam(&admin, "UpdateRole RoleName=r").xml();
    assert!(result.contains("<UpdateRoleResult/>"), "{result}");
    assert_eq!(state(&mut plane), ("first".to_owned(), 7200));
    plane.iam(&admin, "UpdateRole RoleName=r MaxSessionDuration=43200").xml();
    assert_eq!(state(&mut plane), ("first".to_owned(), 43_200));
    plane.iam(&admin, "UpdateRole RoleName=r Description=second").xml();
    assert_eq!(state(&mut plane), ("second".to_owned(), 43_200));
    let updated: UpdateRoleDescriptionResponse =
        plane.iam(&admin, "UpdateRoleDescription RoleName=R Description=third").parsed();
    let role = updated.role.unwrap();
    assert_eq!((role.role_name.as_str(), role.description.as_deref()), ("r", Some("third")));
    assert_eq!((role.max_session_duration, role.role_last_used), (None, None));
    assert_eq!(state(&mut plane), ("third".to_owned(), 43_200));
    plane.iam(&admin, "UpdateRole RoleName=r Description=").xml();
    assert_eq!(state(&mut plane), (String::new(), 43_200));
}

#[test]
fn every_way_in_which_a_role_is_refused() {
    let mut plane = Plane::new();
    plane.role("There", ACCOUNT, "");
    let trust = percent_encoding::utf8_percent_encode(&trusting(ACCOUNT), percent_encoding::NON_ALPHANUMERIC)
        .to_string();
    assert!(!trust.contains(' '));
    let admin = plane.admin.clone();
    let long_name = "x".repeat(65);
    let nobody = trusting("arn:aws:iam::123456789012:user/nobody");
    let other_action = trusting(ACCOUNT).replace("sts:AssumeRole", "s3:GetObject");
    let with_resource = trusting(ACCOUNT).replace("\"Action\"", "\"Resource\":\"*\",\"Action\"");
    let no_principal = trusting(ACCOUNT).replace("\"Principal\":{\"AWS\":\"123456789012\"},", "");
    let too_long =
        trusting(ACCOUNT).replace("{\"Effect\"", &format!("{{\"Sid\":\"{}\",\"Effect\"", "x".repeat(2048)));
    let good = trusting(ACCOUNT);
    let gone = "404 NoSuchEntity: The role with name gone cannot be found.";
    let validation =
        |what: &str| format!("400 ValidationError: 1 validation error detected: Value at {what}");
    let document = "AssumeRolePolicyDocument";
    let create = |plane: &mut Plane, call: &str, trust: &str| {
        plane.iam_with(&admin, call, &[(document, trust)]).outcome()
    };
    let boundary_missing = "404 NoSuchEntity: Scope ARN: arn:aws:iam::123456789012:policy/gone does not exist or is not attachable.";
    let duplicate =
        "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    let creations: Vec<(&str, &str, String)> = vec![
        ("CreateRole RoleName=there", &good, "409 EntityAlreadyExists: Role with name there already exists.".into()),
        ("CreateRole RoleName=THERE Path=/x/", &good, "409 EntityAlreadyExists: Role with name THERE already exists.".into()),
        ("CreateRole RoleName=n", "{", "400 MalformedPolicyDocument: This policy contains invalid Json".into()),
        ("CreateRole RoleName=n", &nobody, "400 MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"".into()),
        ("CreateRole RoleName=n", &other_action, "400 MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.".into()),
        ("CreateRole RoleName=n", &with_resource, "400 MalformedPolicyDocument: Has prohibited field Resource".into()),
        ("CreateRole RoleName=n", &no_principal, "400 MalformedPolicyDocument: Missing required field Principal".into()),
        ("CreateRole RoleName=n", &too_long, "409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048".into()),
        ("CreateRole RoleName=n PermissionsBoundary=arn:aws:iam::123456789012:policy/gone", &good, boundary_missing.into()),
        ("CreateRole RoleName=n PermissionsBoundary=arn:aws:iam::123456789012:user/a", &good, "400 InvalidInput: ARN arn:aws:iam::123456789012:user/a is not valid.".into()),
        ("CreateRole RoleName=n Tags.member.1.Key=k Tags.member.1.Value= Tags.member.2.Key=K Tags.member.2.Value=", &good, duplicate.into()),
        ("CreateRole RoleName=n MaxSessionDuration=3599", &good, validation("'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600")),
        ("CreateRole RoleName=n MaxSessionDuration=43201", &good, validation("'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200")),
    ];
    for (call, trust, expected) in &creations {
        assert_eq!(create(&mut plane, call, trust), *expected, "{call}");
    }
    let too_long_name = validation(
        "'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
    );
    assert_eq!(create(&mut plane, &format!("CreateRole RoleName={long_name}"), &good), too_long_name);
    assert_eq!(plane.iam(&admin, "ListRoles").texts("RoleName"), ["There"], "nothing was made");
    let nothing = "PermissionsBoundary=arn:aws:iam::123456789012:policy/gone";
    let calls = [
        ("GetRole RoleName=gone".to_owned(), gone),
        ("UpdateRole RoleName=gone".to_owned(), gone),
        ("UpdateRoleDescription RoleName=gone Description=".to_owned(), gone),
        (format!("UpdateAssumeRolePolicy RoleName=gone PolicyDocument={trust}"), gone),
        ("DeleteRole RoleName=gone".to_owned(), gone),
        ("TagRole RoleName=gone Tags.member.1.Key=k Tags.member.1.Value=v".to_owned(), gone),
        ("UntagRole RoleName=gone TagKeys.member.1=k".to_owned(), gone),
        ("ListRoleTags RoleName=gone".to_owned(), gone),
        (format!("PutRolePermissionsBoundary RoleName=gone {nothing}"), gone),
        ("DeleteRolePermissionsBoundary RoleName=gone".to_owned(), gone),
        (format!("PutRolePermissionsBoundary RoleName=There {nothing}"), boundary_missing),
    ];
    for (call, expected) in calls {
        assert_eq!(plane.outcome(&call), expected, "{call}");
    }
    let update = |plane: &mut Plane, trust: &str| {
        plane
            .iam_with(&admin, "UpdateAssumeRolePolicy RoleName=There", &[("PolicyDocument", trust)])
            .outcome()
    };
    assert_eq!(update(&mut plane, "{"), "400 MalformedPolicyDocument: This policy contains invalid Json");
    assert_eq!(
        update(&mut plane, &too_long),
        "409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048"
    );
    assert_eq!(update(&mut plane, &good), "ok");
    assert_eq!(update(&mut plane, &good), "ok", "again");
}

#[test]
fn delete_role_waits_until_nothing_hangs_on_it() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "");
    let policy = "arn:aws:iam::aws:policy/AWSDenyAll";
    assert_eq!(plane.outcome(&format!("AttachRolePolicy RoleName=r PolicyArn={policy}")), "ok");
    plane.iam_with(&admin, "PutRolePolicy RoleName=r PolicyName=p", &[("PolicyDocument", &allow("*"))]).xml();
    let steps = [
        (
            "DeleteRole RoleName=r".to_owned(),
            "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
        ),
        (format!("DetachRolePolicy RoleName=r PolicyArn={policy}"), "ok"),
        (
            "DeleteRole RoleName=r".to_owned(),
            "409 DeleteConflict: Cannot delete entity, must delete policies first.",
        ),
        ("DeleteRolePolicy RoleName=r PolicyName=p".to_owned(), "ok"),
        ("DeleteRole RoleName=R".to_owned(), "ok"),
        ("DeleteRole RoleName=R".to_owned(), "404 NoSuchEntity: The role with name R cannot be found."),
        ("GetRole RoleName=r".to_owned(), "404 NoSuchEntity: The role with name r cannot be found."),
    ];
    for (call, expected) in steps {
        assert_eq!(plane.outcome(&call), expected, "{call}");
    }
}

#[test]
fn tag_role_untag_role_and_list_role_tags() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "");
    let tags = |plane: &mut Plane| {
        let listed: ListRoleTagsResponse = plane.iam(&admin, "ListRoleTags RoleName=r").parsed();
        listed.tags.into_iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect::<Vec<_>>()
    };
    assert_eq!(tags(&mut plane), [""; 0]);
    let tag = |plane: &mut Plane, tags: &[(&str, &str)]| {
        let mut call = "TagRole RoleName=R".to_owned();
        for (number, (key, value)) in (1..).zip(tags) {
            call.push_str(&format!(" Tags.member.{number}.Key={key} Tags.member.{number}.Value={value}"));
        }
        plane.outcome(&call)
    };
    assert_eq!(tag(&mut plane, &[("Team", "a"), ("Stage", "")]), "ok");
    assert_eq!(tag(&mut plane, &[("team", "b")]), "ok");
    assert_eq!(tags(&mut plane), ["team=b", "Stage="]);
    let first = plane.iam(&admin, "ListRoleTags RoleName=r MaxItems=1");
    let marker = first.text("Marker");
    let second = plane.iam(&admin, &format!("ListRoleTags RoleName=r MaxItems=1 Marker={marker}"));
    assert_eq!((second.text("Key"), second.text("IsTruncated")), ("Stage".to_owned(), "false".to_owned()));
    let twice = tag(&mut plane, &[("k", "1"), ("K", "2")]);
    assert_eq!(
        twice,
        "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."
    );
    let untag = "UntagRole RoleName=r TagKeys.member.1=TEAM TagKeys.member.2=nothing";
    assert_eq!(plane.outcome(untag), "ok");
    assert_eq!(plane.outcome(untag), "ok");
    assert_eq!(tags(&mut plane), ["Stage="]);
    let keys: Vec<String> = (0..49).map(|number| format!("k{number}")).collect();
    let many: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "v")).collect();
    assert_eq!(tag(&mut plane, &many), "ok");
    let full = "409 LimitExceeded: The number of tags has reached the maximum limit.";
    assert_eq!(tag(&mut plane, &[("one-more", "v")]), full);
    assert_eq!(tag(&mut plane, &[("K7", "other")]), "ok");
    let too_many = plane.outcome(&format!(
        "TagRole RoleName=r{}",
        (1..=51).map(|n| format!(" Tags.member.{n}.Key=x{n} Tags.member.{n}.Value=")).collect::<String>()
    ));
    assert_eq!(
        too_many,
        "400 ValidationError: 1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have \
         length less than or equal to 50"
    );
}

#[test]
fn put_role_permissions_boundary_and_delete_role_permissions_boundary() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "");
    let boundary =
        |plane: &mut Plane| plane.iam(&admin, "GetRole RoleName=r").texts("PermissionsBoundaryArn");
    for name in ["AWSDenyAll", "AWSDenyAll", "AmazonS3FullAccess"] {
        let arn = format!("arn:aws:iam::aws:policy/{name}");
        let put = format!("PutRolePermissionsBoundary RoleName=R PermissionsBoundary={arn}");
        assert_eq!(plane.outcome(&put), "ok");
        assert_eq!(boundary(&mut plane), [arn]);
    }
    for _ in 0..2 {
        assert_eq!(plane.outcome("DeleteRolePermissionsBoundary RoleName=R"), "ok");
        assert_eq!(boundary(&mut plane), [""; 0]);
    }
}

#[test]
fn get_role_shows_when_and_where_it_was_last_used() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "");
    let session = plane
        .sts(&admin, "AssumeRole RoleArn=arn:aws:iam::123456789012:role/r RoleSessionName=ses")
        .credentials();
    let shown = |plane: &mut Plane| {
        let reply = plane.iam(&admin, "GetRole RoleName=r");
        (reply.texts("LastUsedDate"), reply.texts("Region"))
    };
    assert_eq!(shown(&mut plane), (vec![], vec![]));
    plane.advance(60);
    plane.region = "eu-west-1";
    plane.sts(&session, "GetCallerIdentity").xml();
    let expected = (vec!["2027-01-15T08:01:00Z".to_owned()], vec!["eu-west-1".to_owned()]);
    assert_eq!(shown(&mut plane), expected);
    plane.write_down_uses();
    let mut plane = plane.restart();
    assert_eq!(shown(&mut plane), expected);
}
