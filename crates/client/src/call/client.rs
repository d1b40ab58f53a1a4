use std::sync::Arc;

use secret::Secret;
use sha2::{Digest, Sha256};
use ureq::http;
use wire::query::{ErrorAnswer, Request, Response};
use wire::sigv4::{Family, RequestDate, SigningRequest};

use super::authorities::Authorities;
use super::credentials::Credentials;
use super::endpoint::{Endpoint, Endpoints};
use super::error::{Error, ServiceError, TransportError};
use super::transport::Transport;
use crate::limits::MAX_CALL_ANSWER_BYTES;
use crate::place::Clock;

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// Caller of IAM, STS and S3, with credentials or unsigned. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    endpoints: Arc<Endpoints>,
    credentials: Option<Credentials>,
    clock: Clock,
}

impl Client {
    /// A client of these endpoints that trusts the machine's certificate authorities.
    pub fn new(endpoints: Endpoints, credentials: Option<Credentials>, clock: Clock) -> Self {
        Self::trusting(endpoints, credentials, clock, &Authorities::of_machine())
    }

    /// A client that trusts these certificate authorities.
    pub(crate) fn trusting(
        endpoints: Endpoints,
        credentials: Option<Credentials>,
        clock: Clock,
        authorities: &Authorities,
    ) -> Self {
        let transport = Transport::new(authorities);
        Self { transport, endpoints: Arc::new(endpoints), credentials, clock }
    }

    /// The same client with other credentials.
    #[must_use]
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        Self { credentials: Some(credentials), ..self.clone() }
    }

    /// The same client without credentials: it signs nothing.
    fn without_credentials(&self) -> Self {
        Self { credentials: None, ..self.clone() }
    }

    /// Endpoints of the three services.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The clock by which requests are signed.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Calls an operation of IAM or STS.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn call<R: Request>(&self, request: &R) -> Result<R::Response, Error> {
        let endpoint = match R::SERVICE {
            wire::query::Service::Iam => &self.endpoints.iam,
            wire::query::Service::Sts => &self.endpoints.sts,
        };
        let call = Call {
            family: Family::Query,
            service: R::SERVICE.signing_name(),
            method: http::Method::POST,
            path: &endpoint.path(),
            query: "",
            headers: &[("content-type", FORM)],
            body: request.to_query().into_bytes(),
        };
        let answer = self.send(endpoint, call)?;
        if answer.status != 200 {
            return Err(answer.error(R::OPERATION, |body| ErrorAnswer::from_xml(body).ok()));
        }
        R::Response::from_xml(&answer.body)
            .map_err(|_| Error::Answer { operation: R::OPERATION, status: answer.status })
    }

    /// Checks that an endpoint answers, by an unsigned GET of its root. Returns the seconds that its clock is ahead of this
    /// machine's, if its answer has a date.
    ///
    /// # Errors
    /// If nothing answers.
    pub(crate) fn probe(&self, endpoint: &Endpoint) -> Result<Option<i64>, Error> {
        let call = Call {
            family: Family::Query,
            service: "sts",
            method: http::Method::GET,
            path: &endpoint.path(),
            query: "",
            headers: &[],
            body: Vec::new(),
        };
        Ok(self.without_credentials().send(endpoint, call)?.skew_seconds)
    }

    /// Sends an unsigned GET to any URL. Returns status and body.
    ///
    /// # Errors
    /// The reason, without the URL, which may hold secrets.
    pub(crate) fn get(&self, url: &Secret<String>) -> Result<(u16, Secret<Vec<u8>>), &'static str> {
        let request = http::Request::get(url.expose()).body(Vec::new()).map_err(|_| "it is no URL")?;
        let failed = |error: ureq::Error| match error {
            ureq::Error::Timeout(_) => "it does not answer in time",
            _ => "it cannot be reached",
        };
        let mut response = self.transport.run(request).map_err(failed)?;
        let body = response.body_mut().with_config().limit(MAX_CALL_ANSWER_BYTES).read_to_vec();
        Ok((response.status().as_u16(), Secret::new(body.map_err(|_| "its answer broke off")?)))
    }

    /// Signs and sends one request.
    ///
    /// # Errors
    /// If no answer comes, or a longer one than [`MAX_CALL_ANSWER_BYTES`].
    pub(super) fn send(&self, endpoint: &Endpoint, call: Call<'_>) -> Result<Answer, Error> {
        let now = self.clock.now();
        let mut headers: Vec<(&str, String)> = vec![("host", endpoint.host().to_owned())];
        headers.extend(call.headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        if let Some(credentials) = &self.credentials {
            let signed: Vec<(&str, &[u8])> =
                headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
            let request = SigningRequest {
                family: call.family,
                method: call.method.as_str(),
                path: call.path,
                query: call.query,
                headers: &signed,
                payload: &data_encoding::HEXLOWER.encode(&Sha256::digest(&call.body)),
                region: &endpoint.region,
                service: call.service,
            };
            headers.extend(request.sign(&credentials.signing(), RequestDate::new(now)));
        }
        let transport = |error: ureq::Error| Error::Transport(TransportError::new(endpoint, &error));
        let mut builder =
            http::Request::builder().method(call.method.clone()).uri(endpoint.uri(call.path, call.query));
        for (name, value) in &headers {
            builder = builder.header(*name, value);
        }
        let request = builder.body(call.body).map_err(|error| transport(error.into()))?;
        let mut response = self.transport.run(request).map_err(transport)?;
        let date = response.headers().get("date").and_then(|date| date.to_str().ok());
        let answered = self.clock.now();
        let skew_seconds = date
            .and_then(RequestDate::parse_http)
            .map(|date| date.timestamp().as_second() - answered.as_second());
        let status = response.status().as_u16();
        let request_id =
            response.headers().get("x-amz-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
        let body = response
            .body_mut()
            .with_config()
            .limit(MAX_CALL_ANSWER_BYTES)
            .read_to_vec()
            .map_err(transport)?;
        Ok(Answer { status, body, skew_seconds, request_id })
    }
}

/// Shows endpoints and access key id, never a secret.
impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("endpoints", &self.endpoints)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// A request before it is signed.
pub(super) struct Call<'a> {
    pub(super) family: Family,
    pub(super) service: &'a str,
    pub(super) method: http::Method,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) body: Vec<u8>,
}

/// An answer of any status.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    skew_seconds: Option<i64>,
    request_id: Option<String>,
}

impl Answer {
    /// The error of an answer, by a reader of the service's error document.
    pub(super) fn error(self, operation: &'static str, read: impl Fn(&[u8]) -> Option<ErrorAnswer>) -> Error {
        match read(&self.body) {
            Some(answer) => Error::Service(ServiceError {
                operation,
                status: self.status,
                code: answer.code,
                message: answer.message.unwrap_or_default(),
                request_id: answer.request_id.or(self.request_id),
                skew_seconds: self.skew_seconds,
            }),
            None => Error::Answer { operation, status: self.status },
        }
    }
}
