//! Container credentials endpoint, which every SDK knows: on loopback, behind a token, for as long as it is needed.
//!
//! The calling thread gets credentials, since there is one person to ask. Another thread serves the connections, each of which
//! waits for credentials no longer than SDKs do.

use std::convert::Infallible;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use secret::{Entropy, Secret};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use crate::Wiped;
use crate::broker::Granted;
use crate::error::Error;
use crate::limits::{
    ACCEPT_RETRY_INTERVAL, CONNECTION_TIMEOUT, CREDENTIALS_TIMEOUT, ENDLESS_CREDENTIALS_SECONDS,
    ENDPOINT_TOKEN_BYTES, MAX_CONNECTIONS, MAX_REQUEST_BYTES, REQUEST_TIMEOUT, STOP_POLL_INTERVAL,
};
use crate::person::iso;
use crate::place::{Clock, SystemEntropy};

const PATH: &str = "/credentials";

/// Server of credentials on a port of 127.0.0.1.
pub struct Endpoint {
    listener: TcpListener,
    token: Secret<String>,
    url: String,
    clock: Clock,
}

/// A request's wish for credentials: the place for the answer.
type Wish = oneshot::Sender<Result<Granted, String>>;

/// Everything that a connection needs to answer.
struct Counter {
    token: Secret<String>,
    clock: Clock,
    wishes: Sender<Wish>,
}

impl Endpoint {
    /// Listens on a free port of 127.0.0.1, with a new token.
    ///
    /// # Errors
    /// If no port can be opened.
    pub fn open(clock: Clock) -> Result<Self, Error> {
        let failed = |error| Error::Io { what: "cannot listen on 127.0.0.1".to_owned(), error };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let url = format!("http://{}{PATH}", listener.local_addr().map_err(failed)?);
        let mut bytes = [0; ENDPOINT_TOKEN_BYTES];
        SystemEntropy.fill(&mut bytes);
        let token = Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes));
        Ok(Self { listener, token, url, clock })
    }

    /// Value of `AWS_CONTAINER_CREDENTIALS_FULL_URI`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Value of `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
    pub fn token(&self) -> &Secret<String> {
        &self.token
    }

    /// Serves until `done` returns true. It is called many times a second while no credentials are being got.
    ///
    /// # Errors
    /// If the listener or the runtime fails.
    pub fn serve(
        &self,
        credentials: &mut dyn FnMut() -> Result<Granted, Error>,
        done: &mut dyn FnMut() -> bool,
    ) -> Result<(), Error> {
        let failed = |error| Error::Io { what: "cannot serve on 127.0.0.1".to_owned(), error };
        let listener = self.listener.try_clone().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (wish, wishes) = channel::<Wish>();
        let counter = Counter { token: self.token.clone(), clock: self.clock.clone(), wishes: wish };
        let (stop, stopped) = oneshot::channel::<()>();
        std::thread::scope(|scope| {
            let serving = scope.spawn(|| runtime.block_on(accept(listener, Arc::new(counter), stopped)));
            loop {
                match wishes.recv_timeout(STOP_POLL_INTERVAL) {
                    Ok(first) => {
                        let got = credentials().map_err(|error| error.to_string());
                        // requests that came meanwhile get the same; those that went away do not mind
                        for waiting in std::iter::once(first).chain(wishes.try_iter()) {
                            let _ = waiting.send(got.clone());
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {}
                }
                if done() {
                    break;
                }
            }
            drop(stop);
            let broke = |_| std::io::Error::other("the endpoint broke down");
            serving.join().map_err(broke).and_then(|served| served).map_err(failed)
        })
    }
}

/// Accepts connections until `stopped`.
async fn accept(
    listener: TcpListener,
    counter: Arc<Counter>,
    stopped: oneshot::Receiver<()>,
) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let accepting = tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let Ok(place) = places.clone().try_acquire_owned() else { continue };
                    let counter = counter.clone();
                    tokio::spawn(async move {
                        connection(stream, counter).await;
                        drop(place);
                    });
                }
                // a peer that went away at once, or no file descriptor left
                Err(_) => sleep(ACCEPT_RETRY_INTERVAL).await,
            }
        }
    });
    let _ = stopped.await;
    accepting.abort();
    Ok(())
}

/// Answers the one request of a connection.
async fn connection(stream: tokio::net::TcpStream, counter: Arc<Counter>) {
    let answer = service_fn(move |request| {
        let counter = counter.clone();
        async move { Ok::<_, Infallible>(counter.answer(&request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(REQUEST_TIMEOUT).max_buf_size(MAX_REQUEST_BYTES);
    let served = http.keep_alive(false).serve_connection(TokioIo::new(stream), answer);
    // a client that breaks off harms only itself
    let _ = timeout(CONNECTION_TIMEOUT, served).await;
}

impl Counter {
    async fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        if !self.authorises(request) {
            return error(StatusCode::FORBIDDEN, "AccessDenied", "the authorization token is wrong");
        }
        if request.method() != Method::GET || request.uri() != PATH {
            let message = "there is GET /credentials and nothing else";
            return error(StatusCode::NOT_FOUND, "NotFound", message);
        }
        match self.wish().await {
            Ok(granted) => response(StatusCode::OK, &self.body(&granted)),
            Err(why) => error(StatusCode::INTERNAL_SERVER_ERROR, "CredentialsUnavailable", &why),
        }
    }

    /// Reports whether a request carries the token, once.
    fn authorises(&self, request: &Request<Incoming>) -> bool {
        let mut tokens = request.headers().get_all(AUTHORIZATION).iter();
        match (tokens.next(), tokens.next()) {
            (Some(token), None) => self.token.ct_eq(token.as_bytes()),
            _ => false,
        }
    }

    /// Credentials, if they come in time.
    async fn wish(&self) -> Result<Granted, String> {
        let (sender, got) = oneshot::channel();
        self.wishes.send(sender).map_err(|_| "it ends")?;
        match timeout(CREDENTIALS_TIMEOUT, got).await {
            Ok(Ok(got)) => got,
            Ok(Err(_)) => Err("it ends".to_owned()),
            Err(_) => {
                Err("credentials are not there yet: an MFA code may be awaited at the terminal; ask again"
                    .to_owned())
            }
        }
    }

    /// The answer's four members, on all of which SDKs insist. Credentials without an end get one after which SDKs ask again.
    fn body(&self, granted: &Granted) -> serde_json::Value {
        let credentials = &granted.credentials;
        let token = credentials.session_token.as_ref().map_or("", |token| token.expose().as_str());
        let now = self.clock.now();
        let again = now.as_second().saturating_add(ENDLESS_CREDENTIALS_SECONDS);
        let again = jiff::Timestamp::from_second(again);
        serde_json::json!({
            "AccessKeyId": credentials.access_key_id,
            "SecretAccessKey": credentials.secret_access_key.expose(),
            "Token": token,
            "Expiration": iso(granted.expires.or(again.ok()).unwrap_or(now)),
        })
    }
}

fn error(status: StatusCode, code: &str, message: &str) -> Response<Full<Bytes>> {
    response(status, &serde_json::json!({"code": code, "message": message}))
}

fn response(status: StatusCode, body: &serde_json::Value) -> Response<Full<Bytes>> {
    // the text is wiped once it is sent
    let text = Wiped::new(body.to_string().into_bytes());
    let mut response = Response::new(Full::new(Bytes::from_owner(text)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
