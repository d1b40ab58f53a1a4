//! Permissions: the action that each operation needs, condition keys of a request, and the walls between accounts.

use wire::chunked::Algorithm;

use crate::support::s3::{
    Ask, Payload, Signing, ask, checksum, copy, delete, delete_objects, get, head, put,
};
use crate::support::{ACCOUNT, Credentials, Plane, Reply, allow, allow_on};

const OTHER: &str = "210987654321";

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.bucket("photos-2");
    plane.object("/photos/a", b"data");
    let bob = plane.user("bob", None);
    (plane, bob)
}

/// A request for each operation, the action that it needs, and on what.
fn operations() -> Vec<(&'static str, Ask, &'static str, &'static str)> {
    let two = "<Delete><Object><Key>a</Key></Object></Delete>";
    vec![
        ("ListBuckets", get("/"), "s3:ListAllMyBuckets", "arn:aws:s3:::*"),
        ("CreateBucket", put("/fresh", b""), "s3:CreateBucket", "arn:aws:s3:::fresh"),
        ("HeadBucket", head("/photos"), "s3:ListBucket", "arn:aws:s3:::photos"),
        (
            "GetBucketEncryption",
            get("/photos?encryption"),
            "s3:GetEncryptionConfiguration",
            "arn:aws:s3:::photos",
        ),
        ("GetBucketLocation", get("/photos?location"), "s3:GetBucketLocation", "arn:aws:s3:::photos"),
        ("PutBucketTagging", put_tags(), "s3:PutBucketTagging", "arn:aws:s3:::photos"),
        ("GetBucketTagging", get("/photos?tagging"), "s3:GetBucketTagging", "arn:aws:s3:::photos"),
        ("ListObjects", get("/photos"), "s3:ListBucket", "arn:aws:s3:::photos"),
        ("ListObjectsV2", get("/photos?list-type=2"), "s3:ListBucket", "arn:aws:s3:::photos"),
        ("PutObject", put("/photos/b", b"data"), "s3:PutObject", "arn:aws:s3:::photos/b"),
        ("GetObject", get("/photos/a"), "s3:GetObject", "arn:aws:s3:::photos/a"),
        ("HeadObject", head("/photos/a"), "s3:GetObject", "arn:aws:s3:::photos/a"),
        (
            "GetObject of a version",
            get("/photos/a?versionId=null"),
            "s3:GetObjectVersion",
            "arn:aws:s3:::photos/a",
        ),
        (
            "DeleteObject of a version",
            delete("/photos/a?versionId=null"),
            "s3:DeleteObjectVersion",
            "arn:aws:s3:::photos/a",
        ),
        ("DeleteObject", delete("/photos/a"), "s3:DeleteObject", "arn:aws:s3:::photos/a"),
        ("DeleteObjects", delete_objects("photos", two), "s3:DeleteObject", "arn:aws:s3:::photos/a"),
        ("DeleteBucketTagging", delete("/photos?tagging"), "s3:PutBucketTagging", "arn:aws:s3:::photos"),
        ("DeleteBucket", delete("/photos-2"), "s3:DeleteBucket", "arn:aws:s3:::photos-2"),
    ]
}

fn put_tags() -> Ask {
    let body = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    put("/photos?tagging=", body.as_bytes()).header("content-md5", &checksum(Algorithm::Md5, body.as_bytes()))
}

/// The outcome; of DeleteObjects that of its one object.
fn outcome(plane: &mut Plane, who: &Credentials, asked: &Ask) -> String {
    let got = plane.s3(who, asked);
    match got.texts("Error").first() {
        Some(_) => {
            format!("403 {}: {}", got.texts("Code")[0], got.texts("Message")[0].replace("&quot;", "\""))
        }
        None => got.outcome(),
    }
}

/// Operations whose permissions `attributes`, `copies` and `multiparts` show.
const SHOWN_ELSEWHERE: [&str; 9] = [
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateMultipartUpload",
    "GetObjectAttributes",
    "ListMultipartUploads",
    "ListParts",
    "UploadPart",
    "UploadPartCopy",
];

#[test]
fn every_operation_of_the_table_is_shown_with_an_action_of_its_row() {
    for row in service::table::rows().filter(|row| row.service == "s3") {
        let shown: Vec<&str> = operations()
            .iter()
            .filter(|(name, ..)| name.split(' ').next() == Some(row.operation))
            .map(|(_, _, action, _)| *action)
            .collect();
        assert_ne!(shown.is_empty(), !SHOWN_ELSEWHERE.contains(&row.operation), "{}", row.operation);
        assert!(shown.iter().all(|action| row.actions.contains(action)), "{}: {shown:?}", row.operation);
    }
}

#[test]
fn each_operation_needs_its_action_on_its_resource() {
    let (mut plane, bob) = plane();
    for (name, asked, action, resource) in operations() {
        let all_but = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","NotAction":"{action}","Resource":"*"}},
               {{"Effect":"Allow","Action":"{action}","NotResource":"{resource}"}}]}}"#
        );
        let forbidden = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},
               {{"Effect":"Deny","Action":"{action}","Resource":"{resource}"}}]}}"#
        );
        let shown = match action {
            "s3:ListAllMyBuckets" => String::new(),
            _ => format!(" on resource: \"{resource}\""),
        };
        let text = |why: &str| {
            if asked.method == "HEAD" {
                return "403".to_owned();
            }
            format!(
                "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: {action}{shown} {why}"
            )
        };
        let implicit = text(&format!("because no identity-based policy allows the {action} action"));
        let explicit = text("with an explicit deny in an identity-based policy");
        plane.put_policy("bob", &allow_on("iam:*", "*"));
        assert_eq!(outcome(&mut plane, &bob, &asked), implicit, "{name} with nothing");
        plane.put_policy("bob", &all_but);
        if action != "s3:ListAllMyBuckets" {
            assert_eq!(outcome(&mut plane, &bob, &asked), implicit, "{name} with everything else");
        }
        plane.put_policy("bob", &forbidden);
        assert_eq!(outcome(&mut plane, &bob, &asked), explicit, "{name} with it forbidden");
        plane.put_policy("bob", &allow_on(action, resource));
        let got = outcome(&mut plane, &bob, &asked);
        assert!(got == "200" || got == "204", "{name} with just that: {got}");
        plane.object("/photos/a", b"data");
    }
}

#[test]
fn listing_buckets_is_all_or_nothing() {
    let (mut plane, bob) = plane();
    for (resource, allowed) in [
        ("*", true),
        ("arn:aws:s3:::*", true),
        ("arn:aws:s3:::photos", false),
        ("arn:aws:s3:::photos/*", false),
        ("arn:aws:s3:::p*", false),
    ] {
        plane.put_policy("bob", &allow_on("s3:ListAllMyBuckets", resource));
        let got = plane.s3(&bob, &get("/"));
        assert_eq!(got.status, if allowed { 200 } else { 403 }, "{resource}");
        if allowed {
            assert_eq!(got.texts("Name"), ["photos", "photos-2"], "{resource}");
        }
    }
}

#[test]
fn what_is_missing_is_known_to_those_who_may_list() {
    let (mut plane, bob) = plane();
    let no = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: {action} on resource: \
             \"arn:aws:s3:::{resource}\" because no identity-based policy allows the {action} action"
        )
    };
    for (name, actions, there, missing) in [
        (
            "to read and to list",
            "s3:GetObject,s3:ListBucket",
            "200".to_owned(),
            "404 NoSuchKey: The specified key does not exist.".to_owned(),
        ),
        ("to read", "s3:GetObject", "200".to_owned(), no("s3:ListBucket", "photos")),
        ("to list", "s3:ListBucket", no("s3:GetObject", "photos/a"), no("s3:GetObject", "photos/b")),
        ("nothing", "iam:*", no("s3:GetObject", "photos/a"), no("s3:GetObject", "photos/b")),
    ] {
        plane.put_policy("bob", &allow(actions));
        assert_eq!(plane.s3(&bob, &get("/photos/a")).outcome(), there, "permitted {name}");
        assert_eq!(plane.s3(&bob, &get("/photos/b")).outcome(), missing, "permitted {name}");
        let headed = (plane.s3(&bob, &head("/photos/a")), plane.s3(&bob, &head("/photos/b")));
        assert_eq!(headed.0.outcome(), there[..3], "HEAD, permitted {name}");
        assert_eq!(headed.1.outcome(), missing[..3], "HEAD, permitted {name}");
        let gone = "404 NoSuchBucket: The specified bucket does not exist";
        assert_eq!(plane.s3(&bob, &get("/pictures/a")).outcome(), gone, "permitted {name}");
        assert_eq!(plane.s3(&bob, &get("/pictures")).outcome(), gone, "permitted {name}");
    }
    plane.put_policy("bob", &allow("s3:PutObject,s3:GetObject"));
    let only_if = put("/photos/b", b"").header("if-match", "\"a\"");
    assert_eq!(plane.s3(&bob, &only_if).outcome(), no("s3:ListBucket", "photos"), "nor through a condition");
    plane.put_policy("bob", &allow("s3:PutObject,s3:ListBucket"));
    assert_eq!(plane.s3(&bob, &only_if).outcome(), no("s3:GetObject", "photos/b"), "which asks to read");
    let source = copy("photos/b", "/photos/c");
    plane.put_policy("bob", &allow("s3:PutObject,s3:GetObject"));
    assert_eq!(plane.s3(&bob, &source).outcome(), no("s3:ListBucket", "photos"), "nor through a copy");
}

#[test]
fn writing_an_access_control_list_is_a_permission_of_its_own() {
    let (mut plane, bob) = plane();
    plane.put_policy("bob", &allow("s3:PutObject,s3:CreateBucket"));
    let denied = "is not authorized to perform: s3:PutObjectAcl on resource";
    for (header, value) in
        [("x-amz-acl", "private"), ("x-amz-acl", "public-read"), ("x-amz-grant-read", "id=a")]
    {
        let got = plane.s3(&bob, &put("/photos/b", b"").header(header, value)).outcome();
        assert!(got.contains(denied), "{header}: {got}");
    }
    let got =
        plane.s3(&bob, &put("/fresh", b"").header("x-amz-object-ownership", "BucketOwnerEnforced")).outcome();
    assert!(got.contains("s3:PutBucketOwnershipControls"), "{got}");
    plane.put_policy("bob", &allow("s3:PutObject,s3:PutObjectAcl"));
    assert_eq!(plane.s3(&bob, &put("/photos/b", b"").header("x-amz-acl", "private")).outcome(), "200");
}

#[test]
fn root_owns_what_its_account_owns() {
    let (mut plane, _) = plane();
    let root = plane.root.clone();
    for (name, asked, ..) in operations() {
        let got = outcome(&mut plane, &root, &asked);
        assert!(got == "200" || got == "204", "{name}: {got}");
        plane.object("/photos/a", b"data");
    }
}

#[test]
fn accounts_do_not_see_each_other() {
    let (mut plane, bob) = plane();
    plane.put_policy("bob", &allow("*"));
    let (other_admin, other_root) = plane.account("second", OTHER);
    for (who, kind) in [(&other_admin, "an administrator"), (&other_root, "a root user")] {
        for (name, asked, ..) in operations() {
            if matches!(name, "ListBuckets" | "CreateBucket") {
                continue;
            }
            let got = outcome(&mut plane, who, &asked);
            let expected = if asked.method == "HEAD" { "403" } else { "403 AccessDenied: Access Denied" };
            assert_eq!(got, expected, "{kind} of another account: {name}");
        }
        assert_eq!(plane.s3(who, &get("/")).texts("Name"), Vec::<String>::new());
        assert_eq!(plane.s3(who, &copy("photos/a", "/photos/b")).code(), "403 AccessDenied");
    }
    assert_eq!(plane.s3(&other_admin, &put("/theirs", b"")).outcome(), "200");
    assert_eq!(plane.s3(&other_admin, &put("/theirs/a", b"theirs")).outcome(), "200");
    assert_eq!(plane.s3(&other_admin, &get("/")).texts("Name"), ["theirs"]);
    assert_eq!(plane.s3(&bob, &get("/")).texts("Name"), ["photos", "photos-2"]);
    for asked in [
        get("/theirs/a"),
        get("/theirs/none"),
        get("/theirs"),
        copy("theirs/a", "/photos/b"),
        copy("photos/a", "/theirs/b"),
    ] {
        let got = plane.s3(&bob, &asked).outcome();
        assert_eq!(got, "403 AccessDenied: Access Denied", "{} {}", asked.method, asked.path);
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
    // an ARN names no account, so a policy cannot reach further than the wall either
    plane.put_policy("bob", &allow_on("s3:*", "arn:aws:s3:::theirs/*"));
    assert_eq!(plane.s3(&bob, &get("/theirs/a")).code(), "403 AccessDenied");
}

#[test]
fn a_bucket_that_changes_hands_is_another_bucket() {
    let (mut plane, bob) = plane();
    plane.put_policy("bob", &allow("s3:*"));
    let (other, _) = plane.account("second", OTHER);
    assert_eq!(plane.s3(&bob, &delete("/photos-2")).outcome(), "204");
    assert_eq!(plane.s3(&other, &put("/photos-2", b"")).outcome(), "200");
    assert_eq!(plane.s3(&bob, &put("/photos-2/a", b"")).outcome(), "403 AccessDenied: Access Denied");
    let expecting = put("/photos-2/a", b"").header("x-amz-expected-bucket-owner", ACCOUNT);
    assert_eq!(plane.s3(&other, &expecting).outcome(), "403 AccessDenied: Access Denied");
}

#[test]
fn nobody_in_particular_may_do_nothing() {
    let (mut plane, bob) = plane();
    for (name, asked, ..) in operations() {
        let got = plane.s3(&bob, &asked.clone().signing(Signing::Anonymous));
        let expected = if asked.method == "HEAD" { "403" } else { "403 AccessDenied: Access Denied" };
        assert_eq!(got.outcome(), expected, "{name}");
    }
    for (method, target) in
        [("GET", "/photos?policy"), ("PUT", "/photos?policy"), ("PUT", "/photos/a?acl"), ("PUT", "/pictures")]
    {
        let got = plane.s3(&bob, &ask(method, target).signing(Signing::Anonymous));
        assert_eq!(got.outcome(), "403 AccessDenied: Access Denied", "{method} {target}");
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
}

/// A policy that allows everything in S3 under a condition.
fn only_if(condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[
           {{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{{condition}}}}}]}}"#
    )
}

#[test]
fn what_policies_see_of_a_request() {
    let (mut plane, bob) = plane();
    let list = |query: &str| get(&format!("/photos?list-type=2{query}"));
    let url = |asked: Ask| asked.signing(Signing::V4Url(600));
    let region = put(
        "/fresh",
        b"<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
    );
    let small = || put("/photos/b", b"x");
    let absent = small().header("if-none-match", "*");
    let cases = [
        ("a prefix", r#""StringEquals":{"s3:prefix":"a/"}"#, list("&prefix=a/"), list("&prefix=b/")),
        ("a prefix, encoded", r#""StringEquals":{"s3:prefix":"a/"}"#, list("&prefix=%61%2F"), list("")),
        ("an empty prefix", r#""StringEquals":{"s3:prefix":""}"#, list("&prefix="), list("")),
        ("no prefix", r#""Null":{"s3:prefix":"true"}"#, list(""), list("&prefix=")),
        ("a delimiter", r#""StringEquals":{"s3:delimiter":"/"}"#, list("&delimiter=/"), list("&delimiter=-")),
        (
            "a number of keys",
            r#""NumericLessThanEquals":{"s3:max-keys":"10"}"#,
            list("&max-keys=10"),
            list("&max-keys=11"),
        ),
        (
            "a number, spelled",
            r#""StringEquals":{"s3:max-keys":"10"}"#,
            list("&max-keys=%2B10"),
            list("&max-keys=%2B11"),
        ),
        (
            "a number past the limit",
            r#""NumericLessThanEquals":{"s3:max-keys":"1000"}"#,
            list("&max-keys=1000"),
            list("&max-keys=2000"),
        ),
        ("no number", r#""Null":{"s3:max-keys":"true"}"#, list(""), list("&max-keys=1000")),
        (
            "a header",
            r#""StringEquals":{"s3:authType":"REST-HEADER"}"#,
            get("/photos/a"),
            url(get("/photos/a")),
        ),
        (
            "a URL",
            r#""StringEquals":{"s3:authType":"REST-QUERY-STRING"}"#,
            url(get("/photos/a")),
            get("/photos/a"),
        ),
        (
            "version 4",
            r#""StringEquals":{"s3:signatureversion":"AWS4-HMAC-SHA256"}"#,
            get("/photos/a"),
            get("/photos/a").signing(Signing::V2),
        ),
        (
            "version 2",
            r#""StringEquals":{"s3:signatureversion":"AWS"}"#,
            get("/photos/a").signing(Signing::V2Url(60)),
            url(get("/photos/a")),
        ),
        (
            "a young URL",
            r#""NumericLessThan":{"s3:signatureAge":"1"}"#,
            url(get("/photos/a")),
            get("/photos/a"),
        ),
        (
            "a payload that is not signed",
            r#""StringEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"}"#,
            small().payload(Payload::Unsigned),
            small(),
        ),
        (
            "a payload in a URL",
            r#""StringEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"}"#,
            url(small()),
            small().payload(Payload::UnsignedTrailer),
        ),
        (
            "a payload that is signed",
            r#""StringNotEquals":{"s3:x-amz-content-sha256":["UNSIGNED-PAYLOAD","STREAMING-UNSIGNED-PAYLOAD-TRAILER"]}"#,
            small().payload(Payload::SignedTrailer),
            small().payload(Payload::UnsignedTrailer),
        ),
        (
            "the owner",
            r#""StringEquals":{"s3:ResourceAccount":"123456789012"}"#,
            get("/photos/a"),
            get("/none/a"),
        ),
        (
            "the owner, as others say it",
            r#""StringEquals":{"aws:ResourceAccount":"123456789012"}"#,
            get("/photos/a"),
            get("/none/a"),
        ),
        ("a region", r#""StringEquals":{"s3:LocationConstraint":"eu-west-1"}"#, region, put("/fresh-2", b"")),
        (
            "a list",
            r#""StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}"#,
            small().header("x-amz-acl", "bucket-owner-full-control"),
            small(),
        ),
        (
            "a storage class",
            r#""StringEquals":{"s3:x-amz-storage-class":"STANDARD"}"#,
            small().header("x-amz-storage-class", "STANDARD"),
            small(),
        ),
        (
            "only if absent",
            r#""StringEquals":{"s3:if-none-match":"*"}"#,
            put("/photos/new", b"").header("if-none-match", "*"),
            small(),
        ),
        ("not only if absent", r#""Null":{"s3:if-none-match":"true"}"#, small(), absent),
        (
            "a version",
            r#""StringEquals":{"s3:versionid":"null"}"#,
            get("/photos/a?versionId=null"),
            get("/photos/a"),
        ),
        (
            "that it makes an object",
            r#""Bool":{"s3:ObjectCreationOperation":"true"}"#,
            small(),
            get("/photos/a"),
        ),
        (
            "what is copied",
            r#""StringLikeIfExists":{"s3:x-amz-copy-source":"photos/*"}"#,
            copy("photos/a", "/photos/d"),
            copy("photos-2/a", "/photos/d"),
        ),
        (
            "that encryption is asked for",
            r#""StringEquals":{"s3:x-amz-server-side-encryption":"AES256"}"#,
            small().header("x-amz-server-side-encryption", "AES256"),
            small(),
        ),
        (
            "that encryption is not asked for",
            r#""Null":{"s3:x-amz-server-side-encryption":"true"}"#,
            small(),
            small().header("x-amz-server-side-encryption", "AES256"),
        ),
        (
            "that metadata is replaced",
            r#""StringEqualsIfExists":{"s3:x-amz-metadata-directive":"REPLACE"}"#,
            copy("photos/a", "/photos/a").header("x-amz-metadata-directive", "REPLACE"),
            copy("photos/a", "/photos/d").header("x-amz-metadata-directive", "COPY"),
        ),
    ];
    for (name, condition, right, wrong) in cases {
        plane.put_policy("bob", &only_if(condition));
        let (right, wrong) = (plane.s3(&bob, &right).outcome(), plane.s3(&bob, &wrong).code());
        assert_eq!(right, "200", "{name}");
        assert!(wrong == "403 AccessDenied" || wrong == "404 NoSuchBucket", "{name}: {wrong}");
    }
}

#[test]
fn a_url_grows_old() {
    let (mut plane, bob) = plane();
    plane.put_policy("bob", &only_if(r#""NumericLessThan":{"s3:signatureAge":"60000"}"#));
    let sent = plane.sign(&bob, &get("/photos/a").signing(Signing::V4Url(600)));
    for (seconds, outcome) in [(59, "200"), (1, "403 AccessDenied"), (540, "403 AccessDenied")] {
        plane.advance(seconds);
        assert_eq!(plane.send(&sent).code(), outcome, "after {seconds} more seconds");
    }
    plane.put_policy("bob", &allow("s3:*"));
    assert_eq!(plane.send(&sent).outcome(), "200", "at its very end");
    plane.advance(1);
    assert_eq!(plane.send(&sent).outcome(), "403 AccessDenied: Request has expired");
}

#[test]
fn the_mfa_scenario() {
    let (mut plane, bob) = plane();
    let device = plane.enabled_device("bob", "bob");
    plane.put_policy(
        "bob",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets",
           "Resource":"arn:aws:s3:::*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}}]}"#,
    );
    let denied = format!(
        "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: s3:ListAllMyBuckets \
         because no identity-based policy allows the s3:ListAllMyBuckets action"
    );
    assert_eq!(plane.s3(&bob, &get("/")).outcome(), denied, "with the key");
    let without = plane.sts(&bob, "GetSessionToken").credentials();
    assert_eq!(plane.s3(&without, &get("/")).outcome(), denied, "with a session without MFA");
    let call = device.session(plane.now, 1);
    let with = plane.sts(&bob, &call).credentials();
    for signing in [Signing::V4, Signing::V4Url(60), Signing::V2] {
        assert_eq!(
            plane.s3(&with, &get("/").signing(signing)).texts("Name"),
            ["photos", "photos-2"],
            "{signing:?}"
        );
    }
    assert_eq!(plane.s3(&with, &get("/photos")).code(), "403 AccessDenied", "and nothing else");
    let sent = plane.sign(&with, &get("/").signing(Signing::V4Url(604_800)));
    plane.advance(43_200);
    assert_eq!(plane.send(&sent).code(), "400 ExpiredToken", "a URL ends with the session");
}

#[test]
fn sessions_of_a_role() {
    let (mut plane, bob) = plane();
    let admin = plane.admin.clone();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{ACCOUNT}:user/bob"}},
           "Action":"sts:AssumeRole"}}]}}"#
    );
    let reply: Reply =
        plane.iam_with(&admin, "CreateRole RoleName=reader", &[("AssumeRolePolicyDocument", &trust)]);
    reply.xml();
    let policy = allow("s3:GetObject,s3:PutObject");
    plane
        .iam_with(&admin, "PutRolePolicy RoleName=reader PolicyName=p", &[("PolicyDocument", &policy)])
        .xml();
    let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/reader RoleSessionName=work");
    let session = plane.sts(&bob, &call).credentials();
    assert_eq!(plane.s3(&session, &get("/photos/a")).outcome(), "200");
    assert_eq!(
        plane.s3(&session, &delete("/photos/a")).outcome(),
        format!(
            "403 AccessDenied: User: arn:aws:sts::{ACCOUNT}:assumed-role/reader/work is not authorized to perform: \
             s3:DeleteObject on resource: \"arn:aws:s3:::photos/a\" because no identity-based policy allows the \
             s3:DeleteObject action"
        )
    );
}
