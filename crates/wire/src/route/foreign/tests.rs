use super::*;
use crate::query::{Format, dispatch};
use crate::route::{Hosts, Route, route};

/// A request in a table: method, path with query, headers, service in the scope.
struct Asked<'a> {
    method: &'a str,
    target: &'a str,
    headers: &'a [(&'a str, &'a str)],
    scope: Option<&'a str>,
}

fn post<'a>(scope: Option<&'a str>, headers: &'a [(&'a str, &'a str)]) -> Asked<'a> {
    Asked { method: "POST", target: "/", headers, scope }
}

fn with_head<R>(asked: &Asked<'_>, then: impl FnOnce(&RequestHead<'_>) -> R) -> R {
    let headers: Vec<(&str, &[u8])> = asked.headers.iter().map(|(n, v)| (*n, v.as_bytes())).collect();
    let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
    then(&RequestHead { method: asked.method, path, query, headers: &headers })
}

/// The answer that a request gets before it is authenticated; `None` if it goes on.
fn answer(asked: &Asked<'_>, body: &str) -> Option<Answer> {
    with_head(asked, |head| match route(head, None, asked.scope, &Hosts::default()) {
        Route::Refused(refusal) => Some(refusal.answer(head.method, "RID", "RID")),
        Route::Query(service) => {
            dispatch(service, head, body.as_bytes()).err().map(|error| error.answer(Format::Xml, "RID"))
        }
        Route::S3(_) | Route::Health(_) => None,
    })
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
}

/// Status, content type, code and the part of the text before the one on this endpoint.
fn summary(answer: &Answer) -> (u16, String, String, String) {
    let body = String::from_utf8(answer.body.clone()).unwrap();
    let (code, message) = match serde_json::from_str::<serde_json::Value>(&body) {
        Ok(json) => {
            (json["__type"].as_str().unwrap().to_owned(), json["message"].as_str().unwrap().to_owned())
        }
        Err(_) => {
            let text = |name: &str| {
                let rest = body.split(&format!("<{name}>")).nth(1).unwrap_or_default();
                rest.split("</").next().unwrap().to_owned()
            };
            (text("Code"), text("Message"))
        }
    };
    assert!(message.contains(HERE) || code == "InvalidAction", "{body}");
    assert!(header(answer, "location").is_none(), "{body}");
    let content_type = header(answer, "content-type").unwrap().to_owned();
    (answer.status, content_type, code, message.split(HERE).next().unwrap().trim().to_owned())
}

/// A name, a request and its body, and the status, content type, code and text of the answer.
type Case<'a> = (&'a str, Asked<'a>, &'a str, (u16, &'a str, &'a str, String));

#[test]
fn other_services_are_answered_in_their_own_protocol() {
    let json =
        |target: &'static str, version: &'static str| [("X-Amz-Target", target), ("content-type", version)];
    let (one_0, one_1) = ("application/x-amz-json-1.0", "application/x-amz-json-1.1");
    let form: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
    let unknown = "UnknownOperationException";
    let operation = |operation: &str, service: &str| {
        format!("The operation {operation} of the service {service} is not here.")
    };
    let service = |service: &str| format!("The service {service} is not here.");
    let dynamodb = json("DynamoDB_20120810.ListTables", one_0);
    let organizations = json("AWSOrganizationsV20161128.DescribeOrganization", one_1);
    let unnamed = json("\u{1}", one_1);
    let plain = [("x-amz-target", "TrentService.ListKeys")];
    let bare_type = [("Content-Type", one_1)];
    let get = |target, scope| Asked { method: "GET", target, headers: &[], scope: Some(scope) };
    let cases: Vec<Case<'_>> = vec![
        (
            "DynamoDB",
            post(Some("dynamodb"), &dynamodb),
            "{}",
            (400, one_0, unknown, operation("ListTables", "dynamodb")),
        ),
        (
            "Organizations",
            post(Some("organizations"), &organizations),
            "{}",
            (400, one_1, unknown, operation("DescribeOrganization", "organizations")),
        ),
        (
            "KMS without a type",
            post(Some("kms"), &plain),
            "",
            (400, one_1, unknown, operation("ListKeys", "kms")),
        ),
        (
            "unsigned",
            post(None, &dynamodb),
            "{}",
            (400, one_0, unknown, operation("ListTables", "DynamoDB_20120810")),
        ),
        (
            "signed for STS",
            post(Some("sts"), &plain),
            "{}",
            (400, one_1, unknown, operation("ListKeys", "sts")),
        ),
        (
            "nothing but the type",
            post(None, &bare_type),
            "{}",
            (400, one_1, unknown, "The service is not here.".into()),
        ),
        (
            "a target that is no name",
            post(Some("kms"), &unnamed),
            "{}",
            (400, one_1, unknown, service("kms")),
        ),
        (
            "target in the URL, another case",
            Asked { target: "/?x-AMZ-target=Logs_20140328.DescribeLogGroups", ..post(Some("logs"), &[]) },
            "",
            (400, one_1, unknown, operation("DescribeLogGroups", "logs")),
        ),
        (
            "Lambda",
            get("/2015-03-31/functions/", "lambda"),
            "",
            (400, "application/json", unknown, service("lambda")),
        ),
        ("EKS", get("/clusters", "eks"), "", (400, "application/json", unknown, service("eks"))),
        (
            "Route 53",
            get("/2013-04-01/hostedzone", "route53"),
            "",
            (400, "text/xml", unknown, service("route53")),
        ),
        (
            "CloudFront",
            get("/2020-05-31/distribution", "cloudfront"),
            "",
            (400, "text/xml", unknown, service("cloudfront")),
        ),
        (
            "EC2",
            post(Some("ec2"), form),
            "Action=DescribeInstances&Version=2016-11-15",
            (
                400,
                "text/xml",
                "InvalidAction",
                "Could not find operation DescribeInstances for version 2016-11-15.".into(),
            ),
        ),
        (
            "EC2 by GET",
            get("/?Action=DescribeInstances&Version=2016-11-15", "ec2"),
            "",
            (
                400,
                "text/xml",
                "InvalidAction",
                "Could not find operation DescribeInstances for version 2016-11-15.".into(),
            ),
        ),
        (
            "a version of ours keeps AWS's text",
            post(Some("iam"), form),
            "Action=Nothing&Version=2010-05-08",
            (
                400,
                "text/xml",
                "InvalidAction",
                "Could not find operation Nothing for version 2010-05-08".into(),
            ),
        ),
    ];
    for (name, asked, body, (status, content_type, code, message)) in cases {
        let got = summary(&answer(&asked, body).unwrap_or_else(|| panic!("{name} goes on")));
        assert_eq!(got, (status, content_type.to_owned(), code.to_owned(), message), "{name}");
    }
}

#[test]
fn what_is_for_a_service_of_ours_goes_on() {
    let form: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
    let boto2: &[(&str, &str)] =
        &[("content-type", "application/x-www-form-urlencoded"), ("Host", "127.0.0.1:4747")];
    let target: &[(&str, &str)] = &[("x-amz-target", "x")];
    let get = |scope, headers| Asked { method: "GET", target: "/bucket/key", headers, scope };
    for (name, asked) in [
        ("IAM", post(Some("iam"), form)),
        ("STS", post(Some("sts"), form)),
        ("boto 2", post(Some("127"), boto2)),
        ("S3", get(Some("s3"), &[])),
        ("S3 with a header of no meaning", get(Some("s3"), target)),
        ("anonymous", get(None, &[])),
    ] {
        let body = "Action=GetCallerIdentity&Version=2011-06-15";
        let got = answer(
            &asked,
            if asked.scope == Some("iam") { "Action=GetUser&Version=2010-05-08" } else { body },
        );
        assert!(got.is_none(), "{name}: {:?}", got.map(|answer| String::from_utf8(answer.body)));
    }
}

/// Every carrier of credentials, in the head and in the URL, in any case: with any method, path and body that names no
/// action, the answer is never a redirection.
#[test]
fn nobody_who_brings_credentials_is_sent_elsewhere() {
    let carriers = ["Authorization", "X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-Target", "x-amz-date"];
    let types = [
        None,
        Some("application/x-www-form-urlencoded"),
        Some("application/x-amz-json-1.1"),
        Some("text/plain"),
        Some(""),
    ];
    let mut redirected = Vec::new();
    for carrier in carriers {
        for name in [carrier.to_owned(), carrier.to_lowercase(), carrier.to_uppercase()] {
            for in_url in [false, true] {
                for method in ["GET", "POST"] {
                    for content_type in types {
                        for host in ["127.0.0.1:4747", "iam.amazonaws.com", "sts.localhost"] {
                            for body in ["", "Version=2011-06-15", "{}"] {
                                let url = format!("/?{name}=abc");
                                let mut headers = vec![("Host", host)];
                                headers.extend(content_type.map(|value| ("Content-Type", value)));
                                if !in_url {
                                    headers.push((name.as_str(), "abc"));
                                }
                                let target = if in_url { url.as_str() } else { "/" };
                                let asked = Asked { method, target, headers: &headers, scope: None };
                                if let Some(got) = answer(&asked, body)
                                    && (got.status / 100 == 3 || header(&got, "location").is_some())
                                {
                                    redirected.push(format!("{method} {target} {headers:?}"));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(redirected.is_empty(), "{redirected:#?}");
    // the browser is still shown the product, and a form of Version 2 is not
    let form: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(answer(&post(None, &[]), "").unwrap().status, 302);
    assert_eq!(answer(&post(None, form), "Version=2011-06-15").unwrap().status, 302);
    let version_2 = answer(&post(None, form), "AWSAccessKeyId=AKIA&Signature=x").unwrap();
    assert_eq!(summary(&version_2).2, "MissingAction");
    let signed = post(
        Some("sts"),
        &[("content-type", "application/x-www-form-urlencoded"), ("authorization", "AWS4")],
    );
    assert_eq!(
        summary(&answer(&signed, "Version=2011-06-15").unwrap()),
        (400, "text/xml".into(), "MissingAction".into(), "The request names no Action.".into())
    );
}

#[test]
fn a_name_is_repeated_up_to_its_limit() {
    let most = "n".repeat(NAME_CHARACTERS);
    assert_eq!(name(&most), Some(most.clone()));
    for text in [format!("{most}n"), String::new(), "a b".into(), "a\r\nb".into(), "é".into()] {
        assert_eq!(name(&text), None, "{text:?}");
    }
}
