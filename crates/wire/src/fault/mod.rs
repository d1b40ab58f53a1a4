//! Error answers. Every refusal becomes a status, a code and XML here, and nowhere else.
//!
//! Codes and statuses are in [`codes`]; the text of a message is written where its reason arises.

pub mod codes;

use std::borrow::Cow;
use std::fmt;

use crate::answer::Answer;
use crate::query::{DecodeError, Format, ParamsError, Service, json_error};
use crate::xml;

pub use codes::Code;

/// XML namespace of errors found before a query service is reached.
const DISPATCH_NAMESPACE: &str = "http://webservices.amazon.com/AWSFault/2005-15-09";

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    message: Option<Cow<'static, str>>,
    details: Vec<(&'static str, Cow<'static, str>)>,
    headers: Vec<(&'static str, String)>,
}

/// Side at fault: `Type` in an error answer of a query service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// the caller's: every 4xx
    Sender,
    /// ours: every 5xx
    Receiver,
}

/// Form of an error answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// of a query service
    Query(Service),
    /// of the dispatcher in front of the query services
    Dispatch,
    /// of a query service, or of the dispatcher, in JSON
    Json,
    /// of S3
    S3 {
        /// value of `x-amz-id-2`
        host_id: &'a str,
        /// HEAD answers have no body
        head: bool,
    },
}

impl<'a> Form<'a> {
    /// Of a query service, in the form that was asked for.
    #[must_use]
    pub fn of_query(service: Service, format: Format) -> Self {
        match format {
            Format::Xml => Self::Query(service),
            Format::Json => Self::Json,
        }
    }
}

impl Fault {
    /// An error with a message.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: Some(message.into()), ..Self::bare(code) }
    }

    /// An error without a `Message` element (`ReportNotPresent`, `MalformedInput`).
    #[must_use]
    pub fn bare(code: Code) -> Self {
        Self { code, message: None, details: Vec::new(), headers: Vec::new() }
    }

    /// Adds an element that S3 gives with this error, such as `BucketName`. Query services have none.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    /// Adds the elements that S3 gives with `InvalidArgument`.
    #[must_use]
    pub(crate) fn argument(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with("ArgumentName", name).with("ArgumentValue", value)
    }

    /// The elements that S3 gives besides code and message, in order, names and values unescaped.
    #[must_use]
    pub fn details(&self) -> &[(&'static str, Cow<'static, str>)] {
        &self.details
    }

    /// Adds a header of the answer, such as `allow` to 405.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The code and status.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.code.status
    }

    /// The text.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Side at fault.
    #[must_use]
    pub fn blame(&self) -> Blame {
        if self.code.status >= 500 { Blame::Receiver } else { Blame::Sender }
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self, form: Form<'_>, request_id: &str) -> Answer {
        let answer = match form {
            Form::Query(service) => {
                Answer::query(self.code.status, self.query_body(service.namespace(), request_id), request_id)
            }
            Form::Dispatch => {
                Answer::query(self.code.status, self.query_body(DISPATCH_NAMESPACE, request_id), request_id)
            }
            Form::Json => Answer::query_json(self.code.status, self.json_body(request_id), request_id),
            Form::S3 { host_id, head: true } => Answer::s3(self.code.status, request_id, host_id),
            Form::S3 { host_id, head: false } => {
                Answer::s3(self.code.status, request_id, host_id).xml(self.s3_body(request_id, host_id))
            }
        };
        self.headers.iter().fold(answer, |answer, (name, value)| answer.header(name, value.clone()))
    }

    fn query_body(&self, namespace: &str, request_id: &str) -> String {
        let mut w = xml::Writer::indented();
        w.open_in("ErrorResponse", namespace);
        w.open("Error");
        w.element("Type", self.blame_name());
        w.element("Code", self.code.name);
        if let Some(message) = &self.message {
            w.element("Message", message);
        }
        w.close();
        w.element("RequestId", request_id);
        w.finish()
    }

    fn json_body(&self, request_id: &str) -> String {
        json_error(self.blame_name(), self.code.name, self.message(), request_id)
    }

    fn blame_name(&self) -> &'static str {
        if self.blame() == Blame::Receiver { "Receiver" } else { "Sender" }
    }

    fn s3_body(&self, request_id: &str, host_id: &str) -> String {
        let mut w = xml::Writer::one_line();
        w.open("Error");
        w.element("Code", self.code.name);
        if let Some(message) = &self.message {
            w.element("Message", message);
        }
        for (name, value) in &self.details {
            w.element(name, value);
        }
        w.element("RequestId", request_id);
        w.element("HostId", host_id);
        w.finish()
    }
}

/// Errors that many operations of IAM and STS share.
impl Fault {
    /// 403: denied by policies, or a wrong MFA code.
    #[must_use]
    pub fn access_denied(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::ACCESS_DENIED, message)
    }

    /// 400: a parameter breaks a constraint.
    #[must_use]
    pub fn validation_error(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::VALIDATION_ERROR, message)
    }

    /// 404: the entity does not exist.
    #[must_use]
    pub fn no_such_entity(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::NO_SUCH_ENTITY, message)
    }

    /// 409: an entity of this name exists.
    #[must_use]
    pub fn entity_already_exists(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::ENTITY_ALREADY_EXISTS, message)
    }

    /// 409: the entity to be deleted still has others attached to it.
    #[must_use]
    pub fn delete_conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::DELETE_CONFLICT, message)
    }

    /// 409: a quota of IAM.
    #[must_use]
    pub fn limit_exceeded(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::LIMIT_EXCEEDED, message)
    }

    /// 400: parameters that are valid each and not together, or name the wrong kind of entity.
    #[must_use]
    pub fn invalid_input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::INVALID_INPUT, message)
    }

    /// 400: a policy document that IAM does not accept.
    #[must_use]
    pub fn malformed_policy_document(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::MALFORMED_POLICY_DOCUMENT, message)
    }

    /// 403: EnableMFADevice and ResyncMFADevice; STS says [`Fault::access_denied`] instead.
    #[must_use]
    pub fn invalid_authentication_code(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::INVALID_AUTHENTICATION_CODE, message)
    }

    /// 400: parameters of STS that are valid each and not together.
    #[must_use]
    pub fn invalid_parameter_value(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(codes::query::INVALID_PARAMETER_VALUE, message)
    }

    /// 400: SDKs wait and try again.
    #[must_use]
    pub fn throttling() -> Self {
        Self::new(codes::query::THROTTLING, "Rate exceeded")
    }

    /// 500: our fault; says nothing of what went wrong inside.
    #[must_use]
    pub fn internal_failure() -> Self {
        Self::new(
            codes::query::INTERNAL_FAILURE,
            "The request processing has failed because of an unknown error, exception or failure.",
        )
    }

    /// 503: not now; SDKs try again.
    #[must_use]
    pub fn service_unavailable() -> Self {
        Self::new(
            codes::query::SERVICE_UNAVAILABLE,
            "The request has failed due to a temporary failure of the server.",
        )
    }

    /// 503: there is no space for what the request changes. Nothing was changed, and it may be tried again.
    #[must_use]
    pub fn no_space() -> Self {
        Self::new(
            codes::query::SERVICE_UNAVAILABLE,
            "There is no space on the server's disk for this change. Nothing was changed; please try again later.",
        )
    }

    /// 400: an operation of the model that this server recognises and does not have. SDKs do not try it again.
    #[must_use]
    pub fn not_built(operation: &str) -> Self {
        Self::new(
            codes::query::UNSUPPORTED_OPERATION,
            format!("The operation {operation} is recognised but not built in this server yet."),
        )
    }
}

/// Errors that many operations of S3 share.
impl Fault {
    /// 403 with the text that S3 gives where it does not explain itself.
    #[must_use]
    pub fn s3_access_denied() -> Self {
        Self::new(codes::s3::ACCESS_DENIED, "Access Denied")
    }

    /// 403 to a CORS preflight: no bucket has CORS rules.
    #[must_use]
    pub fn s3_access_forbidden() -> Self {
        Self::new(codes::s3::ACCESS_FORBIDDEN, "CORSResponse: CORS is not enabled for this bucket.")
    }

    /// 400, with the argument's name and value.
    #[must_use]
    pub fn s3_invalid_argument(
        message: impl Into<Cow<'static, str>>,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(codes::s3::INVALID_ARGUMENT, message).argument(name, value)
    }

    /// 404: no bucket has this name.
    #[must_use]
    pub fn s3_no_such_bucket(bucket: &str) -> Self {
        Self::new(codes::s3::NO_SUCH_BUCKET, "The specified bucket does not exist")
            .with("BucketName", bucket.to_owned())
    }

    /// 404: the bucket has no object with this key.
    #[must_use]
    pub fn s3_no_such_key(key: &str) -> Self {
        Self::new(codes::s3::NO_SUCH_KEY, "The specified key does not exist.").with("Key", key.to_owned())
    }

    /// 400: the text cannot be a bucket's name.
    #[must_use]
    pub fn s3_invalid_bucket_name(bucket: &str) -> Self {
        Self::new(codes::s3::INVALID_BUCKET_NAME, "The specified bucket is not valid.")
            .with("BucketName", bucket.to_owned())
    }

    /// 400: a document that does not follow its schema.
    #[must_use]
    pub fn s3_malformed_xml() -> Self {
        Self::new(
            codes::s3::MALFORMED_XML,
            "The XML you provided was not well-formed or did not validate against our published schema",
        )
    }

    /// 405; `allowed` becomes the `Allow` header.
    #[must_use]
    pub fn s3_method_not_allowed(method: &str, resource: &'static str, allowed: &str) -> Self {
        Self::new(codes::s3::METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.")
            .with("Method", method.to_owned())
            .with("ResourceType", resource)
            .with_header("allow", allowed)
    }

    /// 500: our fault; says nothing of what went wrong inside.
    #[must_use]
    pub fn s3_internal_error() -> Self {
        Self::new(codes::s3::INTERNAL_ERROR, "We encountered an internal error. Please try again.")
    }

    /// 503: SDKs wait and try again.
    #[must_use]
    pub fn s3_slow_down() -> Self {
        Self::new(codes::s3::SLOW_DOWN, "Please reduce your request rate.")
    }

    /// 501: an operation of the model that this server recognises and does not have.
    #[must_use]
    pub fn s3_not_implemented(operation: &str) -> Self {
        Self::new(
            codes::s3::NOT_IMPLEMENTED,
            format!("The operation {operation} is recognised but not built in this server yet."),
        )
    }
}

impl From<DecodeError> for Fault {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Invalid(violations) => Self::validation_error(violations.to_string()),
            DecodeError::Malformed { message: Some(message) } => {
                Self::new(codes::query::MALFORMED_INPUT, message)
            }
            DecodeError::Malformed { message: None } => Self::bare(codes::query::MALFORMED_INPUT),
        }
    }
}

impl From<ParamsError> for Fault {
    fn from(error: ParamsError) -> Self {
        match error {
            ParamsError::Conflict => Self::new(
                codes::query::INVALID_QUERY_PARAMETER,
                "A parameter was given more than once with different values.",
            ),
            _ => Self::bare(codes::query::MALFORMED_INPUT),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.status, self.code.name)?;
        self.message.as_ref().map_or(Ok(()), |message| write!(f, ": {message}"))
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests;
