use std::any::Any;
use std::future::poll_fn;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use http::Request as HttpRequest;
use http::header::EXPECT;
use hyper::body::Incoming;
use service::{Head, Request, S3Answer, Service};
use tracing::Instrument;
use wire::Answer;
use wire::query::Service as QueryService;
use wire::route::{Hosts, Route, S3Request, route};
use wire::sigv4::{RequestHead, scope_service};

use crate::entropy::OsEntropy;
use crate::request_body::{ReceivedBody, Refused};
use crate::response::{Answered, Left, response};
use crate::room::Seat;
use crate::{clock, limits};

#[cfg(test)]
mod tests;

/// What answers every request of a server.
pub(crate) struct Handler {
    pub service: Arc<Service>,
    pub hosts: Hosts,
}

impl Handler {
    /// Answers one request from `source_ip`, unless its connection was told to make place before.
    pub async fn handle(
        &self,
        request: HttpRequest<Incoming>,
        source_ip: IpAddr,
        seat: Arc<Seat>,
    ) -> Answered {
        let under_way = seat.begin().ok_or(Left)?;
        let request_id = secret::id::uuid(&mut OsEntropy);
        let span = tracing::info_span!("request", id = request_id);
        let answer = caught(self.answer(request, source_ip, &request_id)).instrument(span).await;
        // the panic is in the log already
        let answer = answer.unwrap_or_else(|_| Answer::empty(500).header("connection", "close").into());
        tracing::info!(id = request_id, %source_ip, status = answer.answer.status, "answered");
        Ok(response(answer, under_way))
    }

    async fn answer(&self, request: HttpRequest<Incoming>, source_ip: IpAddr, request_id: &str) -> S3Answer {
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
        let scope = scope_service(&signed);
        let head = Head { signed, source_ip, secure: false };
        let mut answer = match route(&signed, authority, scope.as_deref(), &self.hosts) {
            Route::Refused(refusal) => self.service.refuse(&refusal, signed.method, request_id).into(),
            Route::Query(service) => self.query(service, head, &mut body, request_id).await.into(),
            Route::S3(wanted) => self.s3(wanted, head, &mut body, request_id).await,
        };
        // the answer goes out at once, whatever the client still sends
        if !body.let_go() {
            answer.answer = answer.answer.header("connection", "close");
        }
        answer
    }

    async fn query(
        &self,
        service: Option<QueryService>,
        head: Head<'_>,
        body: &mut ReceivedBody,
        request_id: &str,
    ) -> Answer {
        let body = match body.collect(limits::QUERY_BODY_BYTES).await {
            Ok(body) => body,
            Err(Refused::TooLarge) => return Answer::empty(413),
            Err(Refused::Broken) => return Answer::empty(408).header("connection", "close"),
        };
        let mut entropy = OsEntropy;
        let mut request =
            Request { head, now: clock::now(), request_id: request_id.to_owned(), entropy: &mut entropy };
        self.service.answer_query(service, &mut request, &body).await
    }

    async fn s3(
        &self,
        wanted: S3Request,
        head: Head<'_>,
        body: &mut ReceivedBody,
        request_id: &str,
    ) -> S3Answer {
        let mut entropy = OsEntropy;
        let mut request =
            Request { head, now: clock::now(), request_id: request_id.to_owned(), entropy: &mut entropy };
        self.service.answer_s3(wanted, &mut request, body).await
    }
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
