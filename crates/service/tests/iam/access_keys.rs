use wire::iam::{GetAccessKeyLastUsedResponse, StatusType};

use crate::support::*;

#[test]
fn create_access_key_shows_the_secret_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=Bob").xml();
    let made = plane.iam(&admin, "CreateAccessKey UserName=bob");
    let (id, secret) = (made.text("AccessKeyId"), made.text("SecretAccessKey"));
    assert_eq!(
        made.xml(),
        format!(
            "<CreateAccessKeyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <CreateAccessKeyResult>
    <AccessKey>
      <UserName>Bob</UserName>
      <AccessKeyId>{id}</AccessKeyId>
      <Status>Active</Status>
      <SecretAccessKey>{secret}</SecretAccessKey>
      <CreateDate>{START_SHOWN}</CreateDate>
    </AccessKey>
  </CreateAccessKeyResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</CreateAccessKeyResponse>
"
        )
    );
    assert_eq!((id.len(), &id[..4], secret.len()), (20, "AKIA", 40));
    let listed = plane.iam(&admin, "ListAccessKeys UserName=BOB").xml();
    let expected = format!(
        "    <AccessKeyMetadata>
      <member>
        <UserName>Bob</UserName>
        <AccessKeyId>{id}</AccessKeyId>
        <Status>Active</Status>
        <CreateDate>{START_SHOWN}</CreateDate>
      </member>
    </AccessKeyMetadata>
    <IsTruncated>false</IsTruncated>
  </ListAccessKeysResult>"
    );
    assert!(listed.contains(&expected), "{listed}");
    assert!(!listed.contains(&secret));
}

#[test]
fn create_access_key_makes_two_at_most() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", None);
    plane.outcomes(
        &admin,
        &[
            ("CreateAccessKey UserName=bob", "ok"),
            (
                "CreateAccessKey UserName=bob",
                "409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
            ),
            (&format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.access_key_id), "ok"),
            ("CreateAccessKey UserName=bob", "ok"),
            ("CreateAccessKey UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
            ("ListAccessKeys UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
        ],
    );
}

#[test]
fn update_access_key_and_delete_access_key_count_at_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", Some(&allow("iam:GetUser")));
    let (id, user) = (&bob.access_key_id, "UserName=bob");
    let refused = "403 InvalidClientTokenId: The security token included in the request is invalid.";
    let steps = [
        (format!("UpdateAccessKey {user} AccessKeyId={id} Status=Inactive"), refused),
        (format!("UpdateAccessKey {user} AccessKeyId={id} Status=Inactive"), refused),
        (format!("UpdateAccessKey {user} AccessKeyId={id} Status=Active"), "ok"),
        (format!("DeleteAccessKey {user} AccessKeyId={id}"), refused),
    ];
    for (change, expected) in steps {
        plane.iam(&admin, &change).xml();
        plane.outcomes(&bob, &[("GetUser", expected)]);
    }
    let gone = format!("404 NoSuchEntity: The Access Key with id {id} cannot be found.");
    plane.outcomes(
        &admin,
        &[
            (&format!("DeleteAccessKey {user} AccessKeyId={id}"), &gone),
            (&format!("UpdateAccessKey {user} AccessKeyId={id} Status=Active"), &gone),
        ],
    );
}

#[test]
fn a_key_is_found_under_its_owner_only() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", None);
    plane.user("eve", None);
    let id = &bob.access_key_id;
    let unknown = format!("404 NoSuchEntity: The Access Key with id {id} cannot be found.");
    plane.outcomes(
        &admin,
        &[
            (&format!("DeleteAccessKey UserName=eve AccessKeyId={id}"), &unknown),
            (&format!("UpdateAccessKey UserName=eve AccessKeyId={id} Status=Inactive"), &unknown),
            // without a name it is looked for among the caller's own
            (&format!("DeleteAccessKey AccessKeyId={id}"), &unknown),
            (&format!("UpdateAccessKey AccessKeyId={id} Status=Inactive"), &unknown),
            (
                &format!("UpdateAccessKey UserName=bob AccessKeyId={id} Status=Expired"),
                "400 InvalidInput: The status of an access key is Active or Inactive.",
            ),
            (
                &format!("UpdateAccessKey UserName=bob AccessKeyId={id} Status=active"),
                "400 ValidationError: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
            ),
            (
                "DeleteAccessKey UserName=bob AccessKeyId=short",
                "400 ValidationError: 1 validation error detected: Value at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16",
            ),
        ],
    );
}

#[test]
fn without_a_name_the_keys_are_the_callers_own() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", Some(&allow("iam:*AccessKey*")));
    let second = plane.iam(&bob, "CreateAccessKey").credentials();
    assert_eq!(plane.iam(&bob, "ListAccessKeys").texts("UserName"), ["bob", "bob"]);
    let call = format!("UpdateAccessKey AccessKeyId={} Status=Inactive", second.access_key_id);
    plane.iam(&bob, &call).xml();
    assert_eq!(
        plane.iam(&bob, "ListAccessKeys").texts("Status").iter().filter(|s| *s == "Inactive").count(),
        1
    );
    plane.iam(&bob, &format!("DeleteAccessKey AccessKeyId={}", second.access_key_id)).xml();
    assert_eq!(plane.iam(&bob, "ListAccessKeys").texts("AccessKeyId"), [bob.access_key_id]);
    let session = plane.role_session("r", &allow("*"));
    let no_name = "400 ValidationError: Must specify userName when calling with non-User credentials";
    let id = &second.access_key_id;
    plane.outcomes(
        &session,
        &[
            ("CreateAccessKey", no_name),
            ("ListAccessKeys", no_name),
            (&format!("UpdateAccessKey AccessKeyId={id} Status=Active"), no_name),
            (&format!("DeleteAccessKey AccessKeyId={id}"), no_name),
            ("ListAccessKeys UserName=bob", "ok"),
        ],
    );
}

#[test]
fn the_root_user_has_keys_of_its_own() {
    let mut plane = Plane::new();
    let root = plane.root.clone();
    let made = plane.iam(&root, "CreateAccessKey");
    assert!(made.texts("UserName").is_empty(), "it has no name");
    let second = made.credentials();
    plane.outcomes(
        &root,
        &[("CreateAccessKey", "409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2")],
    );
    let listed = plane.iam(&second, "ListAccessKeys");
    assert_eq!(listed.texts("AccessKeyId").len(), 2);
    assert!(listed.texts("UserName").is_empty());
    plane.iam(&root, &format!("DeleteAccessKey AccessKeyId={}", second.access_key_id)).xml();
    plane.outcomes(
        &second,
        &[(
            "ListAccessKeys",
            "403 InvalidClientTokenId: The security token included in the request is invalid.",
        )],
    );
}

#[test]
fn list_access_keys_oldest_first() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=bob").xml();
    let mut ids = Vec::new();
    for _ in 0..2 {
        plane.advance(1);
        ids.push(plane.iam(&admin, "CreateAccessKey UserName=bob").text("AccessKeyId"));
    }
    plane.iam(&admin, &format!("UpdateAccessKey UserName=bob AccessKeyId={} Status=Inactive", ids[0])).xml();
    assert_eq!(plane.iam(&admin, "ListAccessKeys UserName=bob").texts("AccessKeyId"), ids);
}

#[test]
fn get_access_key_last_used_tells_when_and_for_what() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("Bob", Some(&allow("iam:GetUser")));
    let call = format!("GetAccessKeyLastUsed AccessKeyId={}", bob.access_key_id);
    let shown = |plane: &mut Plane| {
        let reply = plane.iam(&admin, &call).parsed::<GetAccessKeyLastUsedResponse>();
        assert_eq!(reply.user_name.as_deref(), Some("Bob"));
        let last = reply.access_key_last_used.unwrap();
        (last.last_used_date.map(|date| date.to_string()), last.service_name, last.region)
    };
    assert_eq!(shown(&mut plane), (None, "N/A".to_owned(), "N/A".to_owned()));
    plane.advance(60);
    plane.region = "eu-west-1";
    plane.iam(&bob, "GetUser").xml();
    plane.region = "us-east-1";
    let used = (Some("2027-01-15T08:01:00Z".to_owned()), "iam".to_owned(), "eu-west-1".to_owned());
    assert_eq!(shown(&mut plane), used, "before it is written down");
    plane.write_down_uses();
    assert_eq!(shown(&mut plane), used, "and after");
    plane.advance(60);
    plane.sts(&bob, "GetCallerIdentity").xml();
    let used = (Some("2027-01-15T08:02:00Z".to_owned()), "sts".to_owned(), "us-east-1".to_owned());
    assert_eq!(shown(&mut plane), used);
    // a request that is refused for its signature is no use of the key
    plane.advance(60);
    let forged = Credentials { secret: "wrong".to_owned(), ..bob.clone() };
    plane.sts(&forged, "GetCallerIdentity").refusal();
    assert_eq!(shown(&mut plane), used);
    plane.write_down_uses();
    let mut plane = plane.restart();
    assert_eq!(shown(&mut plane), used, "after a restart");
    let status =
        plane.iam(&admin, "ListAccessKeys UserName=bob").parsed::<wire::iam::ListAccessKeysResponse>();
    assert_eq!(status.access_key_metadata[0].status, Some(StatusType::Active));
}

#[test]
fn get_access_key_last_used_of_root_has_no_user_name() {
    let mut plane = Plane::new();
    let root = plane.root.clone();
    let call = format!("GetAccessKeyLastUsed AccessKeyId={}", root.access_key_id);
    let reply = plane.iam(&root, &call);
    assert_eq!((reply.texts("UserName"), reply.text("ServiceName")), (vec![], "iam".to_owned()));
}

/// One text for every reason, so that it does not tell which keys there are.
#[test]
fn get_access_key_last_used_tells_unknown_foreign_and_denied_keys_not_apart() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let nobody = plane.user("nobody", None);
    let (other, _) = plane.account("other", "210987654321");
    let denied = |caller: &str, id: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/{caller} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key {id}"
        )
    };
    let cases = [
        (&admin, "admin", "AKIAUNKNOWNUNKNOWN22"),
        (&admin, "admin", other.access_key_id.as_str()),
        (&nobody, "nobody", "AKIAUNKNOWNUNKNOWN22"),
        (&nobody, "nobody", other.access_key_id.as_str()),
        (&nobody, "nobody", admin.access_key_id.as_str()),
        (&nobody, "nobody", nobody.access_key_id.as_str()),
    ];
    for (who, name, id) in cases {
        let reply = plane.iam(who, &format!("GetAccessKeyLastUsed AccessKeyId={id}"));
        assert_eq!(reply.refusal(), denied(name, id));
    }
}
