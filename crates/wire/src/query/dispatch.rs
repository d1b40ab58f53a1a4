//! Choice of the operation that a form names.

use crate::answer::Answer;
use crate::fault::{Fault, Form, codes};
use crate::route::{HERE, brings_credentials, is_credential};
use crate::sigv4::RequestHead;
use crate::{iam, sts};

use super::format::is_form;
use super::{DecodeError, Format, Params, ParamsError, Service};

/// A request to a query service, its operation known and its parameters decoded but not yet typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// what is asked for
    pub operation: Operation,
    /// all parameters, `Action` and `Version` included
    pub params: Params,
}

/// An operation of one of the query services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// of IAM
    Iam(iam::Operation),
    /// of STS
    Sts(sts::Operation),
}

impl Operation {
    /// The service.
    #[must_use]
    pub fn service(self) -> Service {
        match self {
            Self::Iam(_) => Service::Iam,
            Self::Sts(_) => Service::Sts,
        }
    }

    /// The value of `Action`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Iam(operation) => operation.name(),
            Self::Sts(operation) => operation.name(),
        }
    }

    /// Checks parameters against the operation's input.
    ///
    /// # Errors
    /// If the parameters are not an input of the operation.
    pub fn check(self, params: &Params) -> Result<(), DecodeError> {
        match self {
            Self::Iam(operation) => operation.check(params),
            Self::Sts(operation) => operation.check(params),
        }
    }

    /// The parameters as a client would write them, reduced to those that the operation has.
    ///
    /// # Errors
    /// If the parameters are not an input of the operation.
    pub fn canonical_form(self, params: &Params) -> Result<String, DecodeError> {
        match self {
            Self::Iam(operation) => operation.canonical_form(params),
            Self::Sts(operation) => operation.canonical_form(params),
        }
    }
}

/// Reason why a request names no operation. All of these are answered before authentication, as AWS does.
#[derive(Debug, PartialEq, Eq)]
pub enum DispatchError {
    /// A POST that is no form, or no `Action` at all: AWS sends browsers to its product page.
    NotARequest {
        /// the URL's query of a GET, which the redirection keeps
        query: String,
    },
    /// No `Action`, from a program: one that brings credentials is never sent elsewhere.
    MissingAction,
    /// No such action in that version.
    InvalidAction {
        /// as sent
        action: String,
        /// as sent
        version: Option<String>,
    },
    /// The form cannot be read.
    Malformed(ParamsError),
}

/// Page to which AWS redirects browsers that send no request.
const PRODUCT_PAGE: &str = "https://aws.amazon.com/iam";

impl DispatchError {
    /// The whole answer.
    #[must_use]
    pub fn answer(&self, format: Format, request_id: &str) -> Answer {
        let form = match format {
            Format::Xml => Form::Dispatch,
            Format::Json => Form::Json,
        };
        match self {
            Self::NotARequest { query } => {
                let keeps = !query.is_empty() && query.bytes().all(|b| b.is_ascii_graphic());
                let location =
                    if keeps { format!("{PRODUCT_PAGE}?{query}") } else { PRODUCT_PAGE.to_owned() };
                Answer::empty(302).header("location", location).header("x-amzn-requestid", request_id)
            }
            Self::MissingAction => {
                let text = format!("The request names no Action. {HERE}");
                Fault::new(codes::query::MISSING_ACTION, text).answer(form, request_id)
            }
            Self::InvalidAction { action, version } => {
                let is_foreign = version.as_deref().is_some_and(|version| !is_own_version(version));
                let version = version.as_deref().unwrap_or("NO_VERSION_SPECIFIED");
                let mut text = format!("Could not find operation {action} for version {version}");
                if is_foreign {
                    text = format!("{text}. {HERE}");
                }
                Fault::new(codes::query::INVALID_ACTION, text).answer(form, request_id)
            }
            Self::Malformed(error) => Fault::from(*error).answer(form, request_id),
        }
    }
}

/// Finds the operation of a GET or POST to `/`.
///
/// Of a POST, the parameters in the URL count as well as those in the body (see [`Params::parse`] for what happens to
/// those in both); of a GET, only those in the URL. `service` is what [`crate::route::route`] knows; without it,
/// `Version` decides.
///
/// # Errors
/// See [`DispatchError`].
pub fn dispatch(
    service: Option<Service>,
    head: &RequestHead<'_>,
    body: &[u8],
) -> Result<Call, DispatchError> {
    let (is_get, query) = (head.method == "GET", head.query);
    let not_a_request = || {
        if brings_credentials(head) {
            return DispatchError::MissingAction;
        }
        DispatchError::NotARequest { query: if is_get { query.to_owned() } else { String::new() } }
    };
    if !is_get && !head.text("content-type").is_some_and(is_form) {
        return Err(not_a_request());
    }
    let body = if is_get { &[] } else { body };
    let params = Params::parse(query, body).map_err(DispatchError::Malformed)?;
    let action = params.get("Action").ok_or_else(|| {
        let is_program = params.iter().any(|(name, _)| is_credential(name));
        if is_program { DispatchError::MissingAction } else { not_a_request() }
    })?;
    let version = params.get("Version");
    let asked = [Service::Iam, Service::Sts].into_iter().find(|known| version == Some(known.version()));
    let operation = match asked.filter(|asked| service.is_none_or(|service| service == *asked)) {
        Some(Service::Iam) => iam::Operation::from_name(action).map(Operation::Iam),
        Some(Service::Sts) => sts::Operation::from_name(action).map(Operation::Sts),
        None => None,
    };
    match operation {
        Some(operation) => Ok(Call { operation, params }),
        None => Err(DispatchError::InvalidAction {
            action: action.to_owned(),
            version: version.map(str::to_owned),
        }),
    }
}

fn is_own_version(version: &str) -> bool {
    [Service::Iam, Service::Sts].into_iter().any(|service| service.version() == version)
}
