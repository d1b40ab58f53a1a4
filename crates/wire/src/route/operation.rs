//! Operation of S3 that a request names.

use crate::fault::Fault;
use crate::generated::s3::Operation;
use crate::generated::s3_rules::RULES;
use crate::query::Params;
use crate::sigv4::RequestHead;

use super::rule::{Level, Rule};

/// Parameters that occur in rules and do not by themselves name another operation.
const NOT_SUBRESOURCES: [&str; 4] = ["id", "list-type", "partNumber", "select-type"];

/// The operation of a request. Headers that a presigner moved into the URL count: a request must not be authorised to write an
/// object and so get to read another.
///
/// A subresource (`?acl`, `?versioning`, …) that the operation does not have is never passed over: DELETE of
/// `/bucket?versioning` must not delete the bucket.
pub(crate) fn find(head: &RequestHead<'_>, level: Level, params: &Params) -> Result<Operation, Fault> {
    if head.method == "OPTIONS" {
        return Err(Fault::s3_access_forbidden());
    }
    let fits = |rule: &&Rule| {
        rule.level == level
            && rule.method == head.method
            && rule.query.iter().all(|(name, value)| match value {
                Some(value) => params.get(name) == Some(value),
                None => params.get(name).is_some(),
            })
            && rule.headers.iter().all(|name| head.header(name).is_some() || is_hoisted(name, params))
    };
    let Some(rule) = RULES.iter().find(fits) else {
        return Err(unknown(head, level));
    };
    let asked: Vec<&str> = params.iter().map(|(name, _)| name).filter(|name| is_subresource(name)).collect();
    let strange = asked.iter().any(|name| !rule.query.iter().any(|(own, _)| own == name));
    match asked.as_slice() {
        _ if !strange => Ok(rule.operation),
        [_] => Err(unknown(head, level)),
        many => Err(Fault::s3_invalid_argument(
            format!("Conflicting query string parameters: {}", many.join(", ")),
            "ResourceType",
            many.join(", "),
        )),
    }
}

/// Parameters of which each presigned URL has one, by the version of its signature.
const SIGNATURES: [&str; 2] = ["X-Amz-Signature", "Signature"];

/// True if the URL is presigned and has this header.
fn is_hoisted(header: &str, params: &Params) -> bool {
    SIGNATURES.iter().any(|name| params.get(name).is_some())
        && params.iter().any(|(name, _)| name.eq_ignore_ascii_case(header))
}

fn is_subresource(name: &str) -> bool {
    !NOT_SUBRESOURCES.contains(&name)
        && RULES.iter().any(|rule| rule.query.iter().any(|(own, _)| *own == name))
}

fn unknown(head: &RequestHead<'_>, level: Level) -> Fault {
    // POST with a form uploads an object, with a policy instead of a signature; it is no operation of the model
    if level == Level::Bucket && head.method == "POST" && head.query.is_empty() {
        return Fault::s3_not_implemented("PostObject");
    }
    let (resource, allowed) = match level {
        Level::Service => ("SERVICE", "GET"),
        Level::Bucket => ("BUCKET", "HEAD, GET, PUT, POST, DELETE"),
        Level::Object => ("OBJECT", "HEAD, GET, PUT, POST, DELETE"),
    };
    Fault::s3_method_not_allowed(head.method, resource, allowed)
}
