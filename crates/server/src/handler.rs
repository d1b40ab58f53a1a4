use std::net::IpAddr;
use std::sync::Arc;

use http::Request as HttpRequest;
use hyper::body::Incoming;
use service::{Head, Request, S3Answer, Service};
use tracing::Instrument;
use wire::Answer;
use wire::query::Service as QueryService;
use wire::route::{Hosts, Route, S3Request, route};
use wire::sigv4::{RequestHead, scope_service};

use crate::entropy::OsEntropy;
use crate::request_body::{ReceivedBody, Refused};
use crate::response::{Answered, response};
use crate::{clock, limits};

/// What answers every request of a server.
pub(crate) struct Handler {
    pub service: Arc<Service>,
    pub hosts: Hosts,
}

impl Handler {
    /// Answers one request from `source_ip`.
    pub async fn handle(&self, request: HttpRequest<Incoming>, source_ip: IpAddr) -> Answered {
        let request_id = secret::id::uuid(&mut OsEntropy);
        let span = tracing::info_span!("request", id = request_id);
        let answer = self.answer(request, source_ip, &request_id).instrument(span).await;
        tracing::info!(id = request_id, %source_ip, status = answer.answer.status, "answered");
        Ok(response(answer))
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
        let mut body = ReceivedBody::new(body);
        let authority = parts.uri.authority().map(|authority| authority.as_str());
        let scope = scope_service(&signed);
        let head = Head { signed, source_ip, secure: false };
        match route(&signed, authority, scope.as_deref(), &self.hosts) {
            Route::Refused(refusal) => {
                let answer = refusal.answer(signed.method, request_id, host_id(request_id));
                body.drain().await;
                answer.into()
            }
            Route::Query(service) => self.query(service, head, body, request_id).await.into(),
            Route::S3(wanted) => self.s3(wanted, head, body, request_id).await,
        }
    }

    async fn query(
        &self,
        service: Option<QueryService>,
        head: Head<'_>,
        body: ReceivedBody,
        request_id: &str,
    ) -> Answer {
        let body = match body.collect(limits::QUERY_BODY_BYTES).await {
            Ok(body) => body,
            Err(Refused::TooLarge) => return Answer::empty(413).header("connection", "close"),
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
        mut body: ReceivedBody,
        request_id: &str,
    ) -> S3Answer {
        let mut entropy = OsEntropy;
        let mut request =
            Request { head, now: clock::now(), request_id: request_id.to_owned(), entropy: &mut entropy };
        let answer = self.service.answer_s3(wanted, &mut request, &mut body).await;
        if answer.answer.status >= 400 {
            body.drain().await;
        }
        answer
    }
}

/// S3's second name of a request: AWS's says which machine answered; ours has nothing to add.
fn host_id(request_id: &str) -> &str {
    request_id
}
