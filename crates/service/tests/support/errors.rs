//! Every error is one that the model declares for its operation, or one that all operations share.

use wire::query::Service;

use super::Reply;

/// Errors that the model does not declare, because every operation has them. Source: "Common Errors" of the API references
/// of IAM and STS.
const COMMON: [&str; 12] = [
    "AccessDenied",
    "ExpiredToken",
    "IncompleteSignature",
    "InternalFailure",
    "InvalidClientTokenId",
    "MalformedInput",
    "MissingAuthenticationToken",
    "ServiceUnavailable",
    "SignatureDoesNotMatch",
    "Throttling",
    "UnsupportedOperation",
    "ValidationError",
];

/// Errors beyond the model of the operation, with what they are about.
const UNDECLARED: [(&str, &str); 2] = [
    // tags, of the session's own and inherited
    ("AssumeRole", "InvalidParameterValue"),
    // of the permissions boundary
    ("CreateRole", "NoSuchEntity"),
];

/// Holds the error of an answer, if it is one, against the model of the operation that was called.
pub(super) fn assert_declared(service: Service, form: &str, reply: &Reply) {
    if reply.0.status == 200 {
        return;
    }
    let Ok(error) = wire::query::ErrorAnswer::from_xml(&reply.0.body) else { return };
    let named = form.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap_or_default();
    let declared = match service {
        Service::Iam => wire::iam::Operation::from_name(named).map(|operation| operation.errors()),
        Service::Sts => wire::sts::Operation::from_name(named).map(|operation| operation.errors()),
    };
    let Some(declared) = declared else { return };
    let known = COMMON.contains(&error.code.as_str())
        || UNDECLARED.contains(&(named, error.code.as_str()))
        || declared.iter().any(|(code, _)| *code == error.code);
    assert!(known, "{named} answers {}, which its model does not declare", error.code);
}
