//! Answers as AWS writes them, and requests as SDKs do.

use std::collections::BTreeMap;

use crate::Timestamp;
use crate::query::{AnswerError, ErrorAnswer, Params, Request, Response};
use crate::{iam, sts};

fn user() -> iam::User {
    iam::User {
        path: Some("/".into()),
        user_name: Some("bob".into()),
        user_id: "AIDAEXAMPLE".into(),
        arn: "arn:aws:iam::123456789012:user/bob".into(),
        create_date: Timestamp::from_epoch_seconds(1_440_938_160),
        password_last_used: None,
        permissions_boundary: None,
        tags: None,
    }
}

#[test]
fn caller_identity() {
    let response = sts::GetCallerIdentityResponse {
        user_id: Some("AIDA1".into()),
        account: Some("123456789012".into()),
        arn: Some("arn:aws:iam::123456789012:user/path/alice".into()),
    };
    assert_eq!(
        response.to_xml("RID"),
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:user/path/alice</Arn>
    <UserId>AIDA1</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>RID</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
"
    );
}

#[test]
fn lists_maps_blobs_and_times() {
    let empty = iam::ListUsersResponse { users: vec![], is_truncated: Some(false), marker: None };
    assert!(
        empty
            .to_xml("R")
            .contains("    <Users/>\n    <IsTruncated>false</IsTruncated>\n  </ListUsersResult>")
    );
    let one = iam::ListUsersResponse { users: vec![user()], is_truncated: Some(false), marker: None };
    assert!(
        one.to_xml("R").contains(
            "    <Users>\n      <member>\n        <Path>/</Path>\n        <UserName>bob</UserName>"
        )
    );
    assert!(one.to_xml("R").contains("<CreateDate>2015-08-30T12:36:00Z</CreateDate>"));
    let summary = iam::GetAccountSummaryResponse {
        summary_map: Some(BTreeMap::from([
            (iam::SummaryKeyType::Groups, 2),
            (iam::SummaryKeyType::Users, 3),
        ])),
    };
    assert!(summary.to_xml("R").contains(
        "    <SummaryMap>\n      <entry>\n        <key>Users</key>\n        <value>3</value>\n      </entry>\n      <entry>\n        <key>Groups</key>"
    ));
    let device = iam::CreateVirtualMFADeviceResponse {
        virtual_mfa_device: iam::VirtualMFADevice {
            serial_number: "arn:aws:iam::123456789012:mfa/bob".into(),
            base32_string_seed: Some(b"ABCD".to_vec()),
            qr_code_png: None,
            user: None,
            enable_date: None,
            tags: None,
        },
    };
    assert!(device.to_xml("R").contains("<Base32StringSeed>QUJDRA==</Base32StringSeed>"));
    assert!(!format!("{device:?}").contains("ABCD"));
    assert!(!format!("{device:?}").contains("65, 66"));
}

#[test]
fn results_that_are_empty_and_results_that_are_not_there() {
    // the model gives UpdateRole a result without members, and UpdateUser none
    assert!(iam::UpdateRoleResponse {}.to_xml("R").contains("  <UpdateRoleResult/>\n"));
    assert_eq!(
        iam::UpdateUserResponse {}.to_xml("R"),
        "<UpdateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n  <ResponseMetadata>\n    <RequestId>R</RequestId>\n  </ResponseMetadata>\n</UpdateUserResponse>\n"
    );
}

#[test]
fn requests_round_trip_through_forms() {
    let request = iam::CreateUserRequest {
        path: Some("/a b/".into()),
        user_name: "bob".into(),
        permissions_boundary: None,
        tags: Some(vec![
            iam::Tag { key: "k".into(), value: "ü:=+".into() },
            iam::Tag { key: "l".into(), value: String::new() },
        ]),
    };
    // a space in a path breaks the pattern, which is the server's to say
    let form = request.to_query();
    assert!(
        form.starts_with(
            "Action=CreateUser&Version=2010-05-08&Path=%2Fa+b%2F&UserName=bob&Tags.member.1.Key=k"
        ),
        "{form}"
    );
    let valid = iam::CreateUserRequest { path: Some("/ab/".into()), ..request };
    let params = Params::parse("", valid.to_query().as_bytes()).unwrap();
    assert_eq!(iam::CreateUserRequest::decode(&params), Ok(valid));

    let empty_list = iam::UntagUserRequest { user_name: "bob".into(), tag_keys: vec![] };
    assert!(empty_list.to_query().ends_with("&TagKeys="));
    let params = Params::parse("", empty_list.to_query().as_bytes()).unwrap();
    assert_eq!(iam::UntagUserRequest::decode(&params), Ok(empty_list));

    let nothing = sts::GetCallerIdentityRequest {};
    assert_eq!(nothing.to_query(), "Action=GetCallerIdentity&Version=2011-06-15");
}

#[test]
fn patterns_compile() {
    for pattern in iam::PATTERNS.iter().chain(sts::PATTERNS) {
        assert!(pattern.is_sound(), "{pattern:?}");
    }
}

#[test]
fn patterns_mean_what_java_means() {
    let matches = |text: &str, value: &str| {
        let pattern = iam::PATTERNS.iter().chain(sts::PATTERNS).find(|pattern| pattern.text() == text);
        pattern.expect(text).matches(value)
    };
    let alias = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";
    let arn = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";
    let tag = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";
    let path = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";
    let description = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";
    let longest = "a".repeat(63);
    let too_long = "a".repeat(64);
    let cases = [
        (r"[\w]+", "AKIA_1", true),
        (r"[\w]+", "ü", false),
        (r"[\w]+", "", false),
        (r"[\w]+", "A\n", false),
        (r"[\d]+", "١٢٣", false),
        (alias, "a-b", true),
        (alias, "abc", true),
        (alias, "a--b", false),
        (alias, "ab", false),
        (alias, "-ab", false),
        (alias, "ab-", false),
        (alias, longest.as_str(), true),
        (alias, too_long.as_str(), false),
        (alias, "abc\n", false),
        (arn, "arn:aws:iam::1:role/😀", true),
        (arn, "a\u{0}", false),
        (arn, "a\u{7f}", false),
        (arn, "a\u{85}", true),
        (tag, "Straße 12", true),
        (tag, "a!", false),
        (tag, "日本語", true),
        (path, "/", true),
        (path, "/a/", true),
        (path, "//", false),
        (path, "/a", false),
        (path, "/a b/", false),
        (description, "tab\tline\n\u{a1}", true),
        (description, "\u{a0}", false),
        (r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "v12", true),
        (r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "v0", false),
        (r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", "/a/b/", true),
        (r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", "/a//", false),
    ];
    for (pattern, value, want) in cases {
        assert_eq!(matches(pattern, value), want, "{pattern} on {value:?}");
    }
}

#[test]
fn answers_round_trip() {
    let list = iam::ListUsersResponse {
        users: vec![
            user(),
            iam::User {
                path: Some("/a&b/".into()),
                tags: Some(vec![iam::Tag { key: "k".into(), value: " <v> ".into() }]),
                ..user()
            },
        ],
        is_truncated: Some(true),
        marker: Some("m".into()),
    };
    assert_eq!(iam::ListUsersResponse::from_xml(list.to_xml("R").as_bytes()), Ok(list));
    let empty = iam::ListUsersResponse { users: vec![], is_truncated: Some(false), marker: None };
    assert_eq!(iam::ListUsersResponse::from_xml(empty.to_xml("R").as_bytes()), Ok(empty));
    let nothing = iam::UpdateUserResponse {};
    assert_eq!(iam::UpdateUserResponse::from_xml(nothing.to_xml("R").as_bytes()), Ok(nothing));
    let summary = iam::GetAccountSummaryResponse {
        summary_map: Some(BTreeMap::from([
            (iam::SummaryKeyType::Groups, 2),
            (iam::SummaryKeyType::Users, 3),
        ])),
    };
    assert_eq!(iam::GetAccountSummaryResponse::from_xml(summary.to_xml("R").as_bytes()), Ok(summary));
    let role = iam::GetRoleResponse {
        role: iam::Role {
            path: "/".into(),
            role_name: "r".into(),
            role_id: "AROA1".into(),
            arn: "arn:aws:iam::123456789012:role/r".into(),
            create_date: Timestamp::from_epoch_seconds(0),
            assume_role_policy_document: Some("%7B%7D".into()),
            description: Some(String::new()),
            max_session_duration: Some(3600),
            permissions_boundary: None,
            tags: None,
            role_last_used: Some(iam::RoleLastUsed { last_used_date: None, region: None }),
        },
    };
    assert!(role.to_xml("R").contains("      <RoleLastUsed/>\n"));
    assert_eq!(iam::GetRoleResponse::from_xml(role.to_xml("R").as_bytes()), Ok(role));
    let image = iam::CreateVirtualMFADeviceResponse {
        virtual_mfa_device: iam::VirtualMFADevice {
            serial_number: "arn:aws:iam::123456789012:mfa/bob".into(),
            base32_string_seed: Some(b"ABCD".to_vec()),
            qr_code_png: Some((0..=255).collect()),
            user: None,
            enable_date: None,
            tags: None,
        },
    };
    assert_eq!(iam::CreateVirtualMFADeviceResponse::from_xml(image.to_xml("R").as_bytes()), Ok(image));
}

#[test]
fn adv_29_identity_comes_from_one_place_only() {
    let good = "<GetCallerIdentityResponse xmlns=\"x\"><GetCallerIdentityResult><Arn>a</Arn><UserId>u</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    let read = |text: &str| sts::GetCallerIdentityResponse::from_xml(text.as_bytes());
    assert_eq!(read(good).unwrap().account.as_deref(), Some("1"));
    for (name, text) in [
        ("two roots", format!("{good}{good}")),
        ("text behind", format!("{good}x")),
        ("another root around", format!("<Evil>{good}</Evil>")),
        ("another operation", good.replace("GetCallerIdentityResponse", "AssumeRoleResponse")),
        ("document type", format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{good}")),
        ("unknown entity", good.replace("<Account>1", "<Account>&evil;")),
        ("element inside the value", good.replace("<Account>1", "<Account>1<x/>")),
        ("not closed", good.replace("</GetCallerIdentityResponse>", "")),
        ("nothing", String::new()),
    ] {
        assert!(read(&text).is_err(), "{name}");
    }
    // what a caller chose stays where it stands
    let reflected = good.replace("<UserId>u", "<UserId>&lt;Account&gt;2&lt;/Account&gt;");
    let answer = read(&reflected).unwrap();
    assert_eq!(answer.account.as_deref(), Some("1"));
    assert_eq!(answer.user_id.as_deref(), Some("<Account>2</Account>"));
    // outside of the result nothing counts
    let outside = good.replace("<GetCallerIdentityResult>", "<Account>2</Account><GetCallerIdentityResult>");
    assert_eq!(read(&outside).unwrap().account.as_deref(), Some("1"));
    // comments do not cut a value short
    let commented = good.replace("<Account>1", "<Account>1<!-- x -->2");
    assert_eq!(read(&commented).unwrap().account.as_deref(), Some("12"));
}

#[test]
fn error_answers() {
    let fault = crate::fault::Fault::no_such_entity("The user with name <bob> cannot be found.");
    let answer = fault.answer(crate::fault::Form::Query(crate::query::Service::Iam), "RID");
    assert_eq!(
        ErrorAnswer::from_xml(&answer.body),
        Ok(ErrorAnswer {
            code: "NoSuchEntity".into(),
            message: Some("The user with name <bob> cannot be found.".into()),
            request_id: Some("RID".into()),
        })
    );
    assert!(ErrorAnswer::from_xml(b"<ErrorResponse/>").is_err());
}

#[test]
fn values_that_the_model_does_not_know() {
    let key = |status: &str| {
        format!(
            "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>bob</UserName><AccessKeyId>AKIA</AccessKeyId><Status>{status}</Status><SecretAccessKey>s</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>"
        )
    };
    let read = |text: String| iam::CreateAccessKeyResponse::from_xml(text.as_bytes());
    assert!(read(key("Active")).is_ok());
    // a member that has to be there
    assert!(format!("{:?}", read(key("Sleeping"))).contains("status"), "{:?}", read(key("Sleeping")));
    // one that may be left out
    let user = |kind: &str| {
        format!(
            "<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><UserDetailList><member><PermissionsBoundary><PermissionsBoundaryType>{kind}</PermissionsBoundaryType></PermissionsBoundary></member></UserDetailList></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>"
        )
    };
    let read = iam::GetAccountAuthorizationDetailsResponse::from_xml(user("Other").as_bytes()).unwrap();
    let boundary = read.user_detail_list.unwrap()[0].permissions_boundary.clone().unwrap();
    assert_eq!(boundary.permissions_boundary_type, None);
    // types count
    assert!(iam::GetAccountAuthorizationDetailsResponse::from_xml(
        b"<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><IsTruncated>maybe</IsTruncated></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>"
    )
    .is_err());
}

#[test]
fn elements_of_an_answer_are_bounded() {
    // the root, the result and the list are three
    let answer = |items: usize| {
        let items = "<member/>".repeat(items);
        format!(
            "<ListGroupPoliciesResponse><ListGroupPoliciesResult><PolicyNames>{items}</PolicyNames></ListGroupPoliciesResult></ListGroupPoliciesResponse>"
        )
    };
    let read = |items: usize| iam::ListGroupPoliciesResponse::from_xml(answer(items).as_bytes());
    let limit = crate::limits::XML_ANSWER_ELEMENTS - 3;
    assert_eq!(read(limit).map(|list| list.policy_names.len()), Ok(limit));
    assert_eq!(
        read(limit + 1).map(|list| list.policy_names.len()),
        Err(AnswerError::Xml(crate::xml::XmlError::TooMany))
    );
}
