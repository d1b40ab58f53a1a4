use std::any::Any;
use std::future::poll_fn;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request as HttpRequest;
use http::header::{EXPECT, HeaderValue, USER_AGENT};
use hyper::body::Incoming;
use secret::Drawn;
use service::{Admission, Head, Request, RequestRecord, S3Answer, Service};
use tracing::Instrument;
use wire::Answer;
use wire::query::Service as QueryService;
use wire::route::{Health, Hosts, Route, route};
use wire::sigv4::{Credentials, RequestHead};

use crate::clock;
use crate::entropy::OsEntropy;
use crate::readiness::obstacles;
use crate::request_body::{ReceivedBody, Uncollected};
use crate::request_ids::RequestIds;
use crate::response::{Answered, Left, response};
use crate::room::{Seat, UnderWay};

#[cfg(test)]
mod tests;

/// Answers every request of a server.
pub(crate) struct Handler {
    pub service: Arc<Service>,
    pub hosts: Hosts,
    pub request_ids: RequestIds,
    /// The data directory.
    pub data: PathBuf,
}

impl Handler {
    /// Answers one request from `source_ip`, unless its connection was told to make place before.
    pub(crate) async fn handle(
        &self,
        request: HttpRequest<Incoming>,
        peer: Peer,
        seat: Arc<Seat>,
    ) -> Answered {
        let begun = Instant::now();
        let request_id = self.request_ids.next();
        let request_id = request_id.as_str();
        let span = tracing::info_span!("request", id = request_id);
        let user_agent = request.headers().get(USER_AGENT).cloned();
        let mut record = RequestRecord::default();
        let answered =
            caught(self.answer(request, peer, request_id, &seat, &mut record)).instrument(span).await;
        let (answer, under_way) = match answered {
            Ok(answered) => answered?,
            // the panic is in the log already
            Err(_) => (Answer::empty(500).header("connection", "close").into(), seat.begin().ok_or(Left)?),
        };
        log(request_id, peer, user_agent.as_ref(), answer.answer.status, begun.elapsed(), &record);
        Ok(response(answer, under_way))
    }

    async fn answer(
        &self,
        request: HttpRequest<Incoming>,
        peer: Peer,
        request_id: &str,
        seat: &Arc<Seat>,
        record: &mut RequestRecord,
    ) -> Result<(S3Answer, UnderWay), Left> {
        let (parts, body) = request.into_parts();
        let headers: Vec<(&str, &[u8])> =
            parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let signed = RequestHead {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: &headers,
        };
        let mut body = ReceivedBody::new(body, parts.headers.contains_key(EXPECT));
        let authority = parts.uri.authority().map(|authority| authority.as_str());
        let credentials = Credentials::read(signed);
        let head = Head::new(&credentials, peer.ip, peer.secure);
        let mut entropy = Drawn::from(OsEntropy);
        let mut request = Request::new(head, clock::now(), request_id, &mut entropy);
        let (mut answer, under_way) =
            match route(&signed, authority, credentials.scope_service(), &self.hosts) {
                Route::Refused(refusal) => {
                    let under_way = seat.begin().ok_or(Left)?;
                    (self.service.refuse(&refusal, signed.method, request_id).into(), under_way)
                }
                Route::Health(asked) => {
                    let under_way = seat.begin().ok_or(Left)?;
                    (
                        Answer::empty(self.health(asked).await).header("cache-control", "no-store").into(),
                        under_way,
                    )
                }
                Route::Query(service) => self.query(service, &mut request, &mut body, seat).await?,
                Route::S3(wanted) => {
                    let under_way = seat.begin().ok_or(Left)?;
                    (self.service.answer_s3(wanted, &mut request, &mut body).await, under_way)
                }
            };
        *record = request.record;
        // the answer goes out at once, even while the client still sends
        if !body.let_go() {
            answer.answer = answer.answer.header("connection", "close");
        }
        Ok((answer, under_way))
    }

    /// The status of an answer to load balancers and supervisors.
    async fn health(&self, asked: Health) -> u16 {
        match asked {
            Health::Live => 200,
            Health::Ready => {
                let (service, data) = (Arc::clone(&self.service), self.data.clone());
                let found = tokio::task::spawn_blocking(move || obstacles(&service, &data)).await;
                if found.is_ok_and(|found| found.is_empty()) { 200 } else { 503 }
            }
        }
    }

    /// The body is read before the signature can be verified. Until then the request has no owner, and its connection makes
    /// place for others like one that is idle.
    async fn query(
        &self,
        service: Option<QueryService>,
        request: &mut Request<'_>,
        body: &mut ReceivedBody,
        seat: &Arc<Seat>,
    ) -> Result<(S3Answer, UnderWay), Left> {
        let mut admission = (!body.is_empty()).then(|| self.service.admit_query(service, request));
        let read = read_form(admission.as_mut(), body, request.request_id).await;
        let under_way = seat.begin().ok_or(Left)?;
        let answer = match read {
            Ok(body) => {
                let (answer, held) = self.service.answer_query(service, request, &body).await;
                S3Answer { held, ..answer.into() }
            }
            Err(refusal) => refusal.into(),
        };
        // with it goes the memory that was held for the body
        drop(admission);
        Ok((answer, under_way))
    }
}

/// The body of a request to IAM or STS, if it has one and there is room for it.
async fn read_form(
    admission: Option<&mut Result<Admission, Answer>>,
    body: &mut ReceivedBody,
    request_id: &str,
) -> Result<Bytes, Answer> {
    let admission = match admission {
        None => return Ok(Bytes::new()),
        Some(Err(refusal)) => return Err(refusal.clone()),
        Some(Ok(admission)) => admission,
    };
    match body.collect(admission).await {
        Ok(body) => Ok(body),
        Err(Uncollected::Refused(refused)) => Err(admission.refuse(refused, request_id)),
        Err(Uncollected::Broken) => Err(Answer::empty(408).header("connection", "close")),
    }
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    /// Its address.
    pub ip: IpAddr,
    /// True if it speaks TLS.
    pub secure: bool,
}

/// Writes the line of the access log. Its values are made only where that is wanted.
fn log(
    id: &str,
    peer: Peer,
    user_agent: Option<&HeaderValue>,
    status: u16,
    taken: Duration,
    record: &RequestRecord,
) {
    tracing::info!(
        id,
        source_ip = %peer.ip,
        status,
        service = record.service,
        operation = record.operation,
        account = record.account().map(tracing::field::display),
        principal = record.principal(),
        access_key_id = record.access_key_id(),
        credentials = record.credentials(),
        decisions = record.decisions(),
        fault = record.fault,
        tls = peer.secure,
        user_agent = user_agent.map(tracing::field::debug),
        microseconds = u64::try_from(taken.as_micros()).unwrap_or(u64::MAX),
        "answered"
    );
}

/// Runs a future to its end, or to its panic: one request's fault is its own.
async fn caught<F: Future>(future: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    // what a panic leaves half done is dropped with the request; locks are taken back from it where they are used
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}
