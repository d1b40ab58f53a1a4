//! Answers in JSON, for clients that ask for it first.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Timestamp;
use crate::fault::{Fault, Form, codes};
use crate::query::{Format, Response, Service};
use crate::{iam, sts};

#[test]
fn accept_asks_for_json_only_where_it_comes_first() {
    let json = [
        "application/json",
        " Application/JSON ",
        "application/json;charset=utf-8",
        "application/json, text/xml",
        "application/json,*/*",
        "text/xml;q=0.5, application/json",
        "text/xml;q=0.9,application/json;q=0.901",
        "application/json;q=0.5",
        "*/*;q=0, application/json;q=0.001",
    ];
    let xml = [
        "",
        "*/*",
        "text/xml",
        "text/xml, application/json",
        "*/*, application/json",
        "application/json;q=0.5, text/xml",
        "application/json;q=0.5, */*;q=0.5001",
        "application/json;q=0",
        "application/json;q=2",
        "application/json;q=1.5",
        "application/json;q=0.1234",
        "application/json;q=x",
        "application/json;q=-1",
        "application/json;q=",
        "application/json;q",
        "application/json,",
        "application/json nonsense",
        "application/",
        "json",
        "application/jsonp",
        "application/x-amz-json-1.1",
        ",,,;;;",
    ];
    for accept in json {
        assert_eq!(Format::of_accept(Some(accept)), Format::Json, "{accept}");
    }
    for accept in xml {
        assert_eq!(Format::of_accept(Some(accept)), Format::Xml, "{accept}");
    }
    assert_eq!(Format::of_accept(None), Format::Xml);
}

fn read(response: &impl Response) -> Value {
    serde_json::from_str(&response.to_json("RID")).unwrap()
}

#[test]
fn answers_in_json() {
    let metadata = json!({ "RequestId": "RID" });
    let identity = sts::GetCallerIdentityResponse {
        user_id: Some("AIDA1".into()),
        account: Some("123456789012".into()),
        arn: Some("arn:aws:iam::123456789012:user/\"é\"".into()),
    };
    assert_eq!(
        read(&identity),
        json!({"GetCallerIdentityResponse": {
            "GetCallerIdentityResult": {
                "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/\"é\"", "UserId": "AIDA1"
            },
            "ResponseMetadata": metadata
        }})
    );
    let session = sts::GetSessionTokenResponse {
        credentials: Some(sts::Credentials {
            access_key_id: "ASIA".into(),
            secret_access_key: "secret".into(),
            session_token: "token".into(),
            expiration: Timestamp::from_epoch_seconds(1_440_938_160),
        }),
    };
    assert_eq!(
        read(&session)["GetSessionTokenResponse"]["GetSessionTokenResult"]["Credentials"],
        json!({"AccessKeyId": "ASIA", "SecretAccessKey": "secret", "SessionToken": "token", "Expiration": 1_440_938_160})
    );
    let nobody = iam::ListUsersResponse { users: vec![], is_truncated: Some(false), marker: None };
    assert_eq!(
        read(&nobody)["ListUsersResponse"]["ListUsersResult"],
        json!({"Users": [], "IsTruncated": false})
    );
    let tags = vec![
        iam::Tag { key: "a".into(), value: "1".into() },
        iam::Tag { key: "b".into(), value: String::new() },
    ];
    let tags = iam::ListUserTagsResponse { tags, is_truncated: Some(true), marker: Some("m".into()) };
    assert_eq!(
        read(&tags)["ListUserTagsResponse"]["ListUserTagsResult"],
        json!({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}], "IsTruncated": true, "Marker": "m"})
    );
    let summary = BTreeMap::from([(iam::SummaryKeyType::Users, 3), (iam::SummaryKeyType::Groups, 0)]);
    let summary = iam::GetAccountSummaryResponse { summary_map: Some(summary) };
    assert_eq!(
        read(&summary)["GetAccountSummaryResponse"]["GetAccountSummaryResult"],
        json!({"SummaryMap": {"Users": 3, "Groups": 0}})
    );
    let nothing = iam::GetAccountSummaryResponse { summary_map: None };
    assert_eq!(read(&nothing)["GetAccountSummaryResponse"]["GetAccountSummaryResult"], json!({}));
    let without_result = iam::DeleteUserResponse {};
    assert_eq!(read(&without_result), json!({"DeleteUserResponse": {"ResponseMetadata": metadata}}));
}

#[test]
fn errors_in_json() {
    let fault = Fault::no_such_entity("The user with name \"b\" cannot be found.");
    let answer = fault.answer(Form::of_query(Service::Iam, Format::Json), "RID");
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        body,
        json!({
            "Error": {"Type": "Sender", "Code": "NoSuchEntity", "Message": "The user with name \"b\" cannot be found."},
            "RequestId": "RID"
        })
    );
    assert_eq!(answer.status, 404);
    assert!(answer.headers.contains(&("content-type", "application/json".into())));
    assert!(answer.headers.contains(&("x-amzn-requestid", "RID".into())));
    let ours = Fault::internal_failure().answer(Form::Json, "RID");
    assert!(String::from_utf8(ours.body).unwrap().contains("\"Type\":\"Receiver\""));
    let bare = Fault::bare(codes::query::REPORT_NOT_PRESENT).answer(Form::Json, "RID");
    assert!(!String::from_utf8(bare.body).unwrap().contains("Message"));
}
