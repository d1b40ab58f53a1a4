use std::collections::HashSet;

use super::{Fault, Form, codes};
use crate::query::Service;
use crate::{iam, sts};

fn body(fault: &Fault, form: Form<'_>) -> String {
    String::from_utf8(fault.answer(form, "RID").body).unwrap()
}

#[test]
fn query_form() {
    let fault = Fault::no_such_entity("The user with name <bob> cannot be found.");
    assert_eq!(
        body(&fault, Form::Query(Service::Iam)),
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n  <Error>\n    <Type>Sender</Type>\n    <Code>NoSuchEntity</Code>\n    <Message>The user with name &lt;bob&gt; cannot be found.</Message>\n  </Error>\n  <RequestId>RID</RequestId>\n</ErrorResponse>\n"
    );
    assert!(
        body(&fault, Form::Query(Service::Sts))
            .contains("xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"")
    );
    assert!(
        body(&fault, Form::Dispatch).contains("xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"")
    );
    let answer = fault.answer(Form::Query(Service::Iam), "RID");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.headers, [("content-type", "text/xml".into()), ("x-amzn-requestid", "RID".into())]);
}

#[test]
fn five_hundreds_are_the_receivers() {
    for (fault, kind) in [
        (Fault::internal_failure(), "Receiver"),
        (Fault::service_unavailable(), "Receiver"),
        (Fault::not_built("TagRole"), "Sender"),
        (Fault::throttling(), "Sender"),
        (Fault::access_denied("no"), "Sender"),
    ] {
        assert!(body(&fault, Form::Query(Service::Sts)).contains(&format!("<Type>{kind}</Type>")), "{fault}");
    }
}

#[test]
fn some_errors_have_no_message() {
    let text = body(&Fault::bare(codes::query::REPORT_NOT_PRESENT), Form::Query(Service::Iam));
    assert!(!text.contains("Message"), "{text}");
}

#[test]
fn s3_form() {
    let fault = Fault::s3_no_such_bucket("photos");
    let form = Form::S3 { host_id: "HID", head: false };
    assert_eq!(
        body(&fault, form),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>photos</BucketName><RequestId>RID</RequestId><HostId>HID</HostId></Error>"
    );
    let answer = fault.answer(form, "RID");
    assert_eq!(
        answer.headers,
        [
            ("x-amz-request-id", "RID".into()),
            ("x-amz-id-2", "HID".into()),
            ("content-type", "application/xml".into())
        ]
    );
    let head = fault.answer(Form::S3 { host_id: "HID", head: true }, "RID");
    assert_eq!((head.status, head.body.len()), (404, 0));
    let refused = Fault::s3_method_not_allowed("PATCH", "BUCKET", "GET, PUT").answer(form, "RID");
    assert!(refused.headers.contains(&("allow", "GET, PUT".into())));
}

#[test]
fn every_declared_error_is_in_the_table() {
    let known: HashSet<(&str, u16)> = codes::query::ALL.iter().map(|code| (code.name, code.status)).collect();
    let declared = iam::Operation::ALL.iter().flat_map(|operation| operation.errors());
    let declared = declared.chain(sts::Operation::ALL.iter().flat_map(|operation| operation.errors()));
    let missing: HashSet<_> = declared.filter(|error| !known.contains(*error)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn codes_are_unique() {
    for list in [codes::query::ALL, codes::s3::ALL] {
        let names: HashSet<_> = list.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), list.len());
    }
}

#[test]
fn not_built_is_not_retried() {
    // SDKs retry 429 and, the older ones, everything from 500 on
    let fault = Fault::not_built("TagRole");
    assert!(fault.status() < 429);
    assert!(fault.message().unwrap().contains("TagRole"));
}
