//! Put, Get, List and Delete of the policies embedded in users, groups and roles: the same for all three.

use crate::support::*;

/// Kind of holder, its parameter, its name as stored and as asked for, its policies' room in characters.
const KINDS: [(&str, &str, &str, usize); 3] = [
    ("User", "UserName", "Hugo", 2048),
    ("Group", "GroupName", "Hugo", 5120),
    ("Role", "RoleName", "Hugo", 10_240),
];

fn plane() -> Plane {
    let mut plane = Plane::new();
    assert_eq!(plane.outcome("CreateUser UserName=Hugo"), "ok");
    assert_eq!(plane.outcome("CreateGroup GroupName=Hugo"), "ok");
    plane.role("Hugo", ACCOUNT, "");
    plane
}

fn put(plane: &mut Plane, kind: &str, parameter: &str, name: &str, document: &str) -> String {
    let admin = plane.admin.clone();
    let call = format!("Put{kind}Policy {parameter}=hugo PolicyName={name}");
    plane.iam_with(&admin, &call, &[("PolicyDocument", document)]).outcome()
}

/// A document of exactly so many characters that count, and some white space that does not.
pub(super) fn document_of_size(size: usize) -> String {
    let with_sid = |sid: usize| {
        allow("s3:Get*")
            .replace("{\"Effect\"", &format!("{{\r\n\t \"Sid\":\"{}\",\"Effect\"", "s".repeat(sid)))
    };
    let counts = |text: &str| text.chars().filter(|c| !c.is_ascii_whitespace()).count();
    let document = with_sid(size - counts(&with_sid(0)));
    assert_eq!(counts(&document), size);
    document
}

/// Documents whose bytes must survive.
pub(super) fn odd_documents() -> Vec<String> {
    let with_id =
        |id: &str| allow("s3:Get*").replace("\"Statement\"", &format!("\"Id\":\"{id}\",\"Statement\""));
    vec![
        format!(" \t\r\n{}\n ", allow("*")),
        with_id("a b+c%20d&e=f;g~h"),
        with_id("\u{a1}\u{e9}\u{ff}"),
        with_id("<>&'\\\"\\u00ff\\n]]>"),
        with_id("-._~!*'()/?#@"),
    ]
}

#[test]
fn get_user_policy_gives_documents_back_byte_for_byte_and_percent_encoded() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    for (kind, parameter, stored, _) in KINDS {
        for document in odd_documents() {
            assert_eq!(put(&mut plane, kind, parameter, "p", &document), "ok", "{document}");
            let shown = plane.iam(&admin, &format!("Get{kind}Policy {parameter}=HUGO PolicyName=p"));
            assert_eq!(
                (shown.text(parameter), shown.text("PolicyName")),
                (stored.to_owned(), "p".to_owned())
            );
            let encoded = shown.text("PolicyDocument");
            let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
            assert!(encoded.bytes().all(unreserved), "{encoded}");
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap();
            assert_eq!(decoded, document, "{kind}");
        }
    }
    // RFC 3986: space and plus are not each other, and hexadecimal digits are upper case
    let document = allow("s3:Get*").replace("\"Statement\"", "\"Id\":\"a b+\u{ff}~\",\"Statement\"");
    assert_eq!(put(&mut plane, "User", "UserName", "p", &document), "ok");
    let shown = plane.iam(&admin, "GetUserPolicy UserName=Hugo PolicyName=p").text("PolicyDocument");
    assert!(shown.contains("%22a%20b%2B%C3%BF~%22"), "{shown}");
}

#[test]
fn get_user_policy_whole_answer() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    for (kind, parameter, ..) in KINDS {
        let document = allow("*");
        assert_eq!(put(&mut plane, kind, parameter, "p", &document), "ok");
        let document =
            percent_encoding::utf8_percent_encode(&document, percent_encoding::NON_ALPHANUMERIC).to_string();
        let document = document.replace("%2D", "-");
        let shown = plane.iam(&admin, &format!("Get{kind}Policy {parameter}=Hugo PolicyName=p")).xml();
        let expected = format!(
            "<Get{kind}PolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <Get{kind}PolicyResult>
    <{parameter}>Hugo</{parameter}>
    <PolicyName>p</PolicyName>
    <PolicyDocument>{document}</PolicyDocument>
  </Get{kind}PolicyResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</Get{kind}PolicyResponse>
"
        );
        assert_eq!(shown, expected);
    }
}

#[test]
fn put_user_policy_delete_user_policy_and_list_user_policies() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    for (kind, parameter, ..) in KINDS {
        for name in ["c", "a", "b", "A", "a"] {
            assert_eq!(put(&mut plane, kind, parameter, name, &allow("s3:Get*")), "ok");
        }
        let list = |plane: &mut Plane, more: &str| {
            plane.iam(&admin, format!("List{kind}Policies {parameter}=hugo {more}").trim())
        };
        let all = list(&mut plane, "");
        assert_eq!(
            all.texts("member"),
            ["A", "a", "b", "c"],
            "{kind}: names of inline policies differ by case"
        );
        assert_eq!(all.text("IsTruncated"), "false");
        let first = list(&mut plane, "MaxItems=3");
        assert_eq!((first.texts("member").len(), first.text("IsTruncated")), (3, "true".to_owned()));
        let delete = |name: &str| format!("Delete{kind}Policy {parameter}=Hugo PolicyName={name}");
        // the last one of a page may go meanwhile
        assert_eq!(plane.outcome(&delete("b")), "ok");
        let second = list(&mut plane, &format!("MaxItems=3 Marker={}", first.text("Marker")));
        assert_eq!(
            (second.texts("member"), second.text("IsTruncated")),
            (vec!["c".to_owned()], "false".to_owned())
        );
        let again = plane.outcome(&delete("b"));
        assert_eq!(
            again,
            format!("404 NoSuchEntity: The {} policy with name b cannot be found.", kind.to_lowercase())
        );
        assert_eq!(list(&mut plane, "Marker=AAAA").refusal(), "400 ValidationError: Invalid Marker.");
    }
}

#[test]
fn put_user_policy_shares_the_room_of_a_holder() {
    let mut plane = plane();
    for (kind, parameter, stored, limit) in KINDS {
        let full = format!(
            "409 LimitExceeded: Maximum policy size of {limit} bytes exceeded for {} {stored}",
            kind.to_lowercase()
        );
        let half = document_of_size(limit / 2);
        assert_eq!(put(&mut plane, kind, parameter, "a", &half), "ok");
        assert_eq!(put(&mut plane, kind, parameter, "b", &document_of_size(limit / 2 + 1)), full);
        assert_eq!(put(&mut plane, kind, parameter, "b", &half), "ok");
        assert_eq!(put(&mut plane, kind, parameter, "c", &allow("*")), full);
    }
}

#[test]
fn put_user_policy_get_user_policy_and_delete_user_policy_refusals() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    for (kind, parameter, ..) in KINDS {
        let lower = kind.to_lowercase();
        let holder_gone = format!("404 NoSuchEntity: The {lower} with name gone cannot be found.");
        let policy_gone = format!("404 NoSuchEntity: The {lower} policy with name gone cannot be found.");
        let calls = [
            (format!("Get{kind}Policy {parameter}=gone PolicyName=p"), &holder_gone),
            (format!("Delete{kind}Policy {parameter}=gone PolicyName=p"), &holder_gone),
            (format!("List{kind}Policies {parameter}=gone"), &holder_gone),
            (format!("Get{kind}Policy {parameter}=Hugo PolicyName=gone"), &policy_gone),
            (format!("Delete{kind}Policy {parameter}=Hugo PolicyName=gone"), &policy_gone),
        ];
        for (call, expected) in calls {
            assert_eq!(plane.outcome(&call), *expected, "{call}");
        }
        let put_to_nobody = format!("Put{kind}Policy {parameter}=gone PolicyName=p");
        let refusal = plane.iam_with(&admin, &put_to_nobody, &[("PolicyDocument", "{")]).outcome();
        assert_eq!(refusal, holder_gone, "who is missing is said first");
        let malformed = |text: &str| format!("400 MalformedPolicyDocument: {text}");
        let documents = [
            ("{", malformed("Syntax errors in policy.")),
            (
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}"#,
                malformed("Policy statement must contain resources."),
            ),
            (
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3","Resource":"*"}}"#,
                malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
            ),
            (
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}"#,
                malformed("Policy document should not specify a principal."),
            ),
        ];
        for (document, expected) in documents {
            assert_eq!(put(&mut plane, kind, parameter, "p", document), expected, "{kind} {document}");
        }
        assert!(
            plane.iam(&admin, &format!("List{kind}Policies {parameter}=Hugo")).texts("member").is_empty()
        );
        let bad_character = put(&mut plane, kind, parameter, "p", &allow("s3:\u{100}"));
        assert!(
            bad_character.contains("Value at 'policyDocument' failed to satisfy constraint"),
            "{bad_character}"
        );
    }
}

#[test]
fn what_is_put_counts_at_once() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    plane.iam(&bob, "ListRoles").refusal();
    plane.put_policy("bob", &allow("iam:ListRoles"));
    plane.iam(&bob, "ListRoles").xml();
    assert_eq!(plane.outcome("DeleteUserPolicy UserName=bob PolicyName=p"), "ok");
    plane.iam(&bob, "ListRoles").refusal();
    // through a group
    for call in ["CreateGroup GroupName=g", "AddUserToGroup GroupName=g UserName=bob"] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let admin = plane.admin.clone();
    let put = "PutGroupPolicy GroupName=g PolicyName=p";
    plane.iam_with(&admin, put, &[("PolicyDocument", &allow("iam:ListRoles"))]).xml();
    plane.iam(&bob, "ListRoles").xml();
    assert_eq!(plane.outcome("DeleteGroupPolicy GroupName=g PolicyName=p"), "ok");
    plane.iam(&bob, "ListRoles").refusal();
}
