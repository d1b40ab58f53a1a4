//! Requests to services that are not here. Each gets an error in the protocol of its service, and a text that says which
//! services are here and how clients are pointed to them alone. None is ever sent to another host.

use serde_json::json;

use crate::answer::Answer;
use crate::fault::{Fault, Form, codes};
use crate::sigv4::RequestHead;

use super::hosts::without_port;
use super::is_root;

/// Names of the services that are here, and the settings that point clients here for them alone.
pub(crate) const HERE: &str = "This endpoint answers IAM, STS and S3. Point clients here for those alone: set \
    AWS_ENDPOINT_URL_IAM, AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_S3 in place of AWS_ENDPOINT_URL.";

/// Services that speak REST with XML. Source: the protocols of botocore's service models.
const REST_XML: [&str; 4] = ["cloudfront", "route53", "s3-object-lambda", "s3-outposts"];

/// Characters of a service's or operation's name that a text repeats at most.
const NAME_CHARACTERS: usize = 128;

/// A request to a service that is not here.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    protocol: Protocol,
    service: Option<String>,
    operation: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    /// with the version that the request names
    Json(&'static str),
    RestJson,
    RestXml,
}

impl Foreign {
    /// The whole answer. 400, so that nothing is tried again, and nothing taken for a thing that does not exist.
    pub(super) fn answer(&self, request_id: &str) -> Answer {
        let message = format!("{} {HERE}", self.subject());
        let code = codes::query::UNKNOWN_OPERATION_EXCEPTION;
        let content_type = match self.protocol {
            Protocol::Json(content_type) => content_type,
            Protocol::RestJson => "application/json",
            Protocol::RestXml => return Fault::new(code, message).answer(Form::Dispatch, request_id),
        };
        let mut answer = Answer::empty(code.status)
            .header("content-type", content_type)
            .header("x-amzn-errortype", code.name)
            .header("x-amzn-requestid", request_id);
        answer.body = json!({ "__type": code.name, "message": message }).to_string().into_bytes();
        answer
    }

    fn subject(&self) -> String {
        match (&self.service, &self.operation) {
            (Some(service), Some(operation)) => {
                format!("The operation {operation} of the service {service} is not here.")
            }
            (Some(service), None) => format!("The service {service} is not here."),
            (None, _) => "The service is not here.".to_owned(),
        }
    }
}

/// Finds the service that is not here and that a request is for. One that speaks the query protocol is left to
/// [`crate::query::dispatch`], which knows no operation of it.
pub(super) fn find(
    head: &RequestHead<'_>,
    host: Option<&str>,
    scope_service: Option<&str>,
) -> Option<Foreign> {
    let is_s3 = scope_service.is_some_and(|service| matches!(service, "s3" | "s3express"));
    if is_s3 {
        return None;
    }
    let own = scope_service.is_some_and(|service| matches!(service, "iam" | "sts"));
    let target = target(head);
    let (prefix, operation) = match &target {
        Some(target) => target
            .rsplit_once('.')
            .map_or((None, Some(target.as_str())), |(prefix, operation)| (Some(prefix), Some(operation))),
        None => (None, None),
    };
    let json = json_type(head);
    if target.is_some() || json.is_some() {
        let service = scope_service.or(prefix).and_then(name);
        let protocol = Protocol::Json(json.unwrap_or("application/x-amz-json-1.1"));
        return Some(Foreign { protocol, service, operation: operation.and_then(name) });
    }
    let scope_service = scope_service.filter(|service| !own && !is_first_label(service, host))?;
    let protocol = if REST_XML.contains(&scope_service) {
        Protocol::RestXml
    } else if is_root(head.path) && speaks_query(head) {
        return None;
    } else {
        Protocol::RestJson
    };
    Some(Foreign { protocol, service: name(scope_service), operation: None })
}

/// `X-Amz-Target`, in the head or in the URL.
fn target(head: &RequestHead<'_>) -> Option<String> {
    let in_url = || {
        let mut pairs = form_urlencoded::parse(head.query.as_bytes());
        pairs.find(|(name, _)| name.eq_ignore_ascii_case("x-amz-target")).map(|(_, value)| value.into_owned())
    };
    head.values("x-amz-target")
        .next()
        .map(|value| String::from_utf8_lossy(value).into_owned())
        .or_else(in_url)
}

/// The version of the JSON protocol that a request is written in, as its answer says it.
fn json_type(head: &RequestHead<'_>) -> Option<&'static str> {
    let content_type = head.text("content-type")?;
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    let known = ["application/x-amz-json-1.0", "application/x-amz-json-1.1"];
    known.into_iter().find(|known| media_type.eq_ignore_ascii_case(known))
}

fn speaks_query(head: &RequestHead<'_>) -> bool {
    let form = head.text("content-type").is_some_and(crate::query::is_form);
    form || super::is_query_shaped(head)
}

/// Clients of boto 2's kind take the service from the host's first label: such a scope says nothing.
fn is_first_label(service: &str, host: Option<&str>) -> bool {
    let Some(host) = host else { return false };
    let name = without_port(host).to_ascii_lowercase();
    let is_aws = name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn");
    !is_aws && name.split('.').next() == Some(service)
}

/// A name as a text may repeat it.
fn name(text: &str) -> Option<String> {
    let right = !text.is_empty()
        && text.chars().count() <= NAME_CHARACTERS
        && text.chars().all(|character| character.is_ascii_graphic());
    right.then(|| text.to_owned())
}

/// True if a request brings credentials, or headers that only programs send: it must be answered here even if it lacks some. A client
/// that follows a redirection takes its headers along, session tokens among them.
#[must_use]
pub(crate) fn brings_credentials(head: &RequestHead<'_>) -> bool {
    head.headers.iter().any(|(name, _)| is_credential(name))
        || form_urlencoded::parse(head.query.as_bytes()).any(|(name, _)| is_credential(&name))
}

/// True for a header or parameter that only programs send: of either signature version, or a target.
pub(crate) fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("x-amz-") || ["authorization", "awsaccesskeyid", "signature"].contains(&name.as_str())
}

#[cfg(test)]
mod tests;
