//! Routes of requests: the service, and of S3 the operation, that a request names.
//!
//! One port answers IAM, STS and S3. The service follows, in this order, from:
//!
//! 0. the scope or the protocol of a service that is not here: it is refused in that protocol;
//! 1. `/-/live` and `/-/ready`, where the host names no bucket ([`Health`]);
//! 2. the service in the credential scope, if it is one of the three;
//! 3. the host: a bucket before a known S3 name, or `iam.`, `sts.`, `s3.` in front;
//! 4. the shape: POST to `/`, and GET of `/?Action=…`, is a query service, which of the two by its `Version`
//!    (see [`crate::query::dispatch`]); everything else is S3.
//!
//! Only the request's head is read. A route is no permission: nothing here authenticates or authorises.

mod bucket;
mod foreign;
mod health;
mod hosts;
mod operation;
mod rule;

use crate::answer::Answer;
use crate::fault::{Fault, Form, codes};
use crate::limits;
use crate::query::{Params, Service};
use crate::s3::Operation;
use crate::sigv4::RequestHead;

pub use bucket::{BucketName, KeyError, ObjectKey};
pub use foreign::Foreign;
pub(crate) use foreign::{HERE, brings_credentials, is_credential};
pub use health::Health;
pub use hosts::Hosts;
use hosts::Named;
pub(crate) use rule::{Level, Rule};

/// Destination of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// To [`crate::query::dispatch`]; with the service, unless `Version` decides.
    Query(Option<Service>),
    /// To an operation of S3.
    S3(S3Request),
    /// A question after the server itself.
    Health(Health),
    /// Answered here, without reaching a service.
    Refused(Refusal),
}

/// A request to S3.
#[derive(Debug, PartialEq, Eq)]
pub struct S3Request {
    /// what is asked for
    pub operation: Operation,
    /// the bucket, unless all buckets are meant
    pub bucket: Option<BucketName>,
    /// whether the bucket stood in the host name; Version 2 signs it as part of the path
    pub bucket_in_host: bool,
    /// the object, if one is meant
    pub key: Option<ObjectKey>,
    /// the parameters in the URL, decoded, each at most once
    pub params: Params,
}

/// Reason why a request reaches no service.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A path other than `/` at a query service.
    UnknownPath,
    /// A CORS preflight at a query service, which is granted.
    Preflight,
    /// The host in the request target is not the one in `Host`. The connection must be closed.
    HostMismatch,
    /// A `User-Agent` or `Referer` of more than [`crate::limits::CONTEXT_HEADER_BYTES`].
    HeaderTooLong,
    /// A request to a service that is not here.
    Foreign(Foreign),
    /// An error of S3.
    S3 {
        /// the error
        fault: Fault,
        /// the bucket that was named, if it can be the name of one
        bucket: Option<BucketName>,
    },
}

/// Path to which functions of S3 Object Lambda send their objects; it names no bucket.
const OBJECT_LAMBDA_PATH: &str = "/WriteGetObjectResponse";

impl Refusal {
    /// The whole answer.
    #[must_use]
    pub fn answer(&self, method: &str, request_id: &str, host_id: &str) -> Answer {
        match self {
            Self::UnknownPath => Answer::query(404, "<UnknownOperationException/>\n".to_owned(), request_id),
            Self::Preflight => Answer::empty(200)
                .header("x-amzn-requestid", request_id)
                .header("access-control-allow-origin", "*")
                .header("access-control-max-age", limits::PREFLIGHT_AGE_SECONDS.to_string()),
            Self::HostMismatch => Answer::empty(400),
            Self::HeaderTooLong => Answer::empty(431),
            Self::Foreign(foreign) => foreign.answer(request_id),
            Self::S3 { fault, .. } => fault.answer(Form::S3 { host_id, head: method == "HEAD" }, request_id),
        }
    }
}

/// Returns the destination of a request.
///
/// `authority` is the host of a request target in absolute form (`GET http://host/path`), which proxies and boto 2
/// send; `scope_service` is the service in the credential scope of a signed request.
#[must_use]
pub fn route(
    head: &RequestHead<'_>,
    authority: Option<&str>,
    scope_service: Option<&str>,
    hosts: &Hosts,
) -> Route {
    let host = match (authority, head.text("host")) {
        (Some(target), Some(host)) if !same_host(target, host) => {
            return Route::Refused(Refusal::HostMismatch);
        }
        (target, host) => target.or(host),
    };
    let compared =
        |name: &str| ["user-agent", "referer"].iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_too_long =
        |(name, value): &(&str, &[u8])| value.len() > limits::CONTEXT_HEADER_BYTES && compared(name);
    if head.headers.iter().any(is_too_long) {
        return Route::Refused(Refusal::HeaderTooLong);
    }
    if let Some(foreign) = foreign::find(head, host, scope_service) {
        return Route::Refused(Refusal::Foreign(foreign));
    }
    let named = match scope_service {
        Some("iam") => Named::Query(Service::Iam),
        Some("sts") => Named::Query(Service::Sts),
        _ => host.map_or(Named::Nothing, |host| hosts.read(host)),
    };
    if !matches!(named, Named::Bucket(_))
        && let Some(asked) = Health::read(head)
    {
        return Route::Health(asked);
    }
    match (scope_service, named) {
        (_, Named::Bucket(bucket)) => s3(head, Some(&bucket)),
        (Some("s3"), _) | (_, Named::S3) => s3(head, None),
        (_, Named::Query(service)) => query(head, Some(service)),
        (_, Named::Nothing) if is_query_shaped(head) => query(head, None),
        (_, Named::Nothing) => s3(head, None),
    }
}

/// Host names are the same in any case. The port has to be the same, too; without one it is that of http.
fn same_host(a: &str, b: &str) -> bool {
    let bare = |host: &'_ str| host.strip_suffix(":80").unwrap_or(host).to_ascii_lowercase();
    bare(a) == bare(b)
}

fn is_query_shaped(head: &RequestHead<'_>) -> bool {
    let has_action =
        || head.query.split('&').any(|pair| pair.split_once('=').map_or(pair, |(name, _)| name) == "Action");
    is_root(head.path) && (head.method == "POST" || has_action())
}

fn is_root(path: &str) -> bool {
    matches!(path, "" | "/")
}

fn query(head: &RequestHead<'_>, service: Option<Service>) -> Route {
    match head.method {
        _ if !is_root(head.path) => Route::Refused(Refusal::UnknownPath),
        "OPTIONS" => Route::Refused(Refusal::Preflight),
        "GET" | "POST" => Route::Query(service),
        _ => Route::Refused(Refusal::UnknownPath),
    }
}

fn s3(head: &RequestHead<'_>, bucket_of_host: Option<&str>) -> Route {
    match s3_request(head, bucket_of_host) {
        Ok(request) => Route::S3(request),
        Err(fault) => {
            let bucket = named_bucket(head.path, bucket_of_host).and_then(|name| BucketName::parse(&name));
            Route::Refused(Refusal::S3 { fault, bucket })
        }
    }
}

fn named_bucket(path: &str, bucket_of_host: Option<&str>) -> Option<String> {
    match bucket_of_host {
        Some(bucket) => Some(bucket.to_owned()),
        None => decode(path.strip_prefix('/')?.split('/').next()?),
    }
}

fn s3_request(head: &RequestHead<'_>, bucket_of_host: Option<&str>) -> Result<S3Request, Fault> {
    if head.method == "POST" && head.path == OBJECT_LAMBDA_PATH {
        return Err(Fault::s3_not_implemented(Operation::WriteGetObjectResponse.name()));
    }
    let bad = || invalid_uri(head.path);
    let path = head.path.strip_prefix('/').or_else(|| head.path.is_empty().then_some("")).ok_or_else(bad)?;
    // the first slash is looked for before anything is decoded: `%2F` is data
    let (bucket, key) = match bucket_of_host {
        Some(bucket) => (Some(bucket.to_owned()), path),
        None if path.is_empty() => (None, ""),
        None => {
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            (Some(decode(bucket).ok_or_else(bad)?), key)
        }
    };
    let key = decode(key).ok_or_else(bad)?;
    let bucket = match bucket {
        Some(name) if name.is_empty() => return Err(bad()),
        Some(name) => Some(BucketName::parse(&name).ok_or_else(|| Fault::s3_invalid_bucket_name(&name))?),
        None => None,
    };
    let key = match ObjectKey::parse(&key) {
        Ok(key) => Some(key),
        Err(KeyError::Empty) => None,
        Err(KeyError::TooLong) => {
            return Err(Fault::new(codes::s3::KEY_TOO_LONG, "Your key is too long")
                .with("Size", key.len().to_string())
                .with("MaxSizeAllowed", limits::OBJECT_KEY_BYTES.to_string()));
        }
    };
    let params = Params::parse_unique(head.query).map_err(|_| bad())?;
    let level = match (&bucket, &key) {
        (None, _) => Level::Service,
        (Some(_), None) => Level::Bucket,
        (Some(_), Some(_)) => Level::Object,
    };
    let operation = operation::find(head, level, &params)?;
    Ok(S3Request { operation, bucket, bucket_in_host: bucket_of_host.is_some(), key, params })
}

fn invalid_uri(path: &str) -> Fault {
    Fault::new(codes::s3::INVALID_URI, "Couldn't parse the specified URI.").with("URI", path.to_owned())
}

/// Percent-decodes a part of a path, once.
fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
                u8::try_from(digit()? << 4 | digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
