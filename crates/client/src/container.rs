//! The container credentials endpoint, which every SDK knows: on loopback, with a token, for as long as it is needed.
//!
//! One thread gets credentials, since there is one person to ask; each connection has a thread of its own and waits for that
//! one no longer than SDKs do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use secret::{Entropy, Secret};

use crate::api::Clock;

use crate::credential_process::iso;
use crate::entropy::SystemEntropy;
use crate::error::Error;
use crate::session::Granted;

/// Longest request that is read, bytes.
const MAX_REQUEST_BYTES: u64 = 8 * 1024;
/// How long a request may take to come in; SDKs give up after two seconds themselves.
const READ_TIMEOUT: Duration = Duration::from_secs(2);
const PATH: &str = "/credentials";
const TOKEN_BYTES: usize = 32;
/// How long a connection waits for credentials. SDKs wait one or two seconds, and ask again.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(900);
/// Connections at a time; further ones are closed.
const MAX_CONNECTIONS: usize = 64;
/// How often it is looked whether to go on.
const POLL: Duration = Duration::from_millis(10);
/// What SDKs are told of credentials without an end: when to ask again, seconds.
const ASK_AGAIN_SECONDS: i64 = 3600;

/// Answers requests for credentials.
pub struct Endpoint {
    listener: TcpListener,
    token: Secret<String>,
    url: String,
    clock: Clock,
}

/// A connection's wish for credentials.
type Wish = Sender<Result<Granted, String>>;

impl Endpoint {
    /// Listens on a free port of 127.0.0.1, with a new token.
    ///
    /// # Errors
    /// If there is no port.
    pub fn open(clock: Clock) -> Result<Self, Error> {
        let failed = |error| Error::Io { what: "cannot listen on 127.0.0.1".to_owned(), error };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
        let url = format!("http://{}{PATH}", listener.local_addr().map_err(failed)?);
        let mut bytes = [0; TOKEN_BYTES];
        SystemEntropy.fill(&mut bytes);
        let token = Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes));
        Ok(Self { listener, token, url, clock })
    }

    /// The value of `AWS_CONTAINER_CREDENTIALS_FULL_URI`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The value of `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
    pub fn token(&self) -> &Secret<String> {
        &self.token
    }

    /// Serves until `done` says so, which is asked many times a second while no credentials are being got.
    ///
    /// # Errors
    /// If the listener fails.
    pub fn serve(
        &self,
        credentials: &mut dyn FnMut() -> Result<Granted, Error>,
        done: &mut dyn FnMut() -> bool,
    ) -> Result<(), Error> {
        let failed = |error| Error::Io { what: "cannot serve on 127.0.0.1".to_owned(), error };
        self.listener.set_nonblocking(true).map_err(failed)?;
        let stop = AtomicBool::new(false);
        let (wish, wishes) = channel::<Wish>();
        std::thread::scope(|scope| {
            let accepting = scope.spawn(|| self.accept(wish, &stop));
            loop {
                match wishes.recv_timeout(POLL) {
                    Ok(first) => {
                        let got = credentials().map_err(|error| error.to_string());
                        // whoever asked meanwhile gets the same; whoever went away is not missed
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
            stop.store(true, Ordering::Relaxed);
            let broke = |_| failed(std::io::Error::other("the endpoint broke down"));
            accepting.join().map_err(broke)
        })
    }

    fn accept(&self, wish: Sender<Wish>, stop: &AtomicBool) {
        let busy = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            while !stop.load(Ordering::Relaxed) {
                match self.listener.accept() {
                    Ok((stream, _)) if busy.fetch_add(1, Ordering::Relaxed) < MAX_CONNECTIONS => {
                        let (wish, busy) = (wish.clone(), &busy);
                        scope.spawn(move || {
                            // a client that breaks off harms nobody but itself
                            let _ = self.answer(stream, &wish);
                            busy.fetch_sub(1, Ordering::Relaxed);
                        });
                    }
                    Ok(_) => {
                        busy.fetch_sub(1, Ordering::Relaxed);
                    }
                    // nobody there, or somebody who went away at once, or no file descriptor left: later, perhaps
                    Err(_) => std::thread::sleep(POLL),
                }
            }
        });
    }

    fn answer(&self, mut stream: TcpStream, wish: &Sender<Wish>) -> std::io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_write_timeout(Some(READ_TIMEOUT))?;
        let (status, body) = match self.judge(&stream) {
            Judged::Granted => match wished(wish) {
                Ok(granted) => ("200 OK", self.body(&granted)),
                Err(why) => ("500 Internal Server Error", message("CredentialsUnavailable", &why)),
            },
            Judged::Refused => ("403 Forbidden", message("AccessDenied", "the authorization token is wrong")),
            Judged::Unknown => {
                ("404 Not Found", message("NotFound", "there is GET /credentials and nothing else"))
            }
        };
        let length = body.expose().len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.expose().as_bytes())
    }

    /// SDKs insist on all four, the end too: credentials that have none are asked for again after a while.
    fn body(&self, granted: &Granted) -> Secret<String> {
        let credentials = &granted.credentials;
        let token = credentials.session_token.as_ref().map_or("", |token| token.expose().as_str());
        let now = self.clock.now();
        let again = jiff::Timestamp::from_second(now.as_second().saturating_add(ASK_AGAIN_SECONDS));
        let json = serde_json::json!({
            "AccessKeyId": credentials.access_key_id,
            "SecretAccessKey": credentials.secret_access_key.expose(),
            "Token": token,
            "Expiration": iso(granted.expires.or(again.ok()).unwrap_or(now)),
        });
        Secret::new(json.to_string())
    }

    fn judge(&self, stream: &TcpStream) -> Judged {
        let in_time = InTime { stream, until: Instant::now() + READ_TIMEOUT };
        let mut lines = BufReader::new(in_time.take(MAX_REQUEST_BYTES)).lines();
        let Some(Ok(request)) = lines.next() else { return Judged::Unknown };
        let mut tokens = Vec::new();
        for line in lines {
            match line {
                Ok(line) if line.is_empty() => break,
                Ok(line) => {
                    if let Some((name, value)) = line.split_once(':')
                        && name.eq_ignore_ascii_case("authorization")
                    {
                        tokens.push(Secret::new(value.trim().to_owned()));
                    }
                }
                Err(_) => return Judged::Unknown,
            }
        }
        let [token] = tokens.as_slice() else { return Judged::Refused };
        if !self.token.ct_eq(token.expose().as_bytes()) {
            return Judged::Refused;
        }
        let mut words = request.split(' ');
        match (words.next(), words.next()) {
            (Some("GET"), Some(PATH)) => Judged::Granted,
            _ => Judged::Unknown,
        }
    }
}

/// A connection that is read until a point in time, however slowly it trickles.
struct InTime<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for InTime<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(std::io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}

enum Judged {
    Granted,
    Refused,
    Unknown,
}

fn wished(wish: &Sender<Wish>) -> Result<Granted, String> {
    let (sender, got) = channel();
    let late = "credentials are not there yet: an MFA code may be awaited at the terminal; ask again";
    wish.send(sender).map_err(|_| "it ends")?;
    got.recv_timeout(ANSWER_TIMEOUT).map_err(|_| late)?
}

fn message(code: &str, message: &str) -> Secret<String> {
    Secret::new(serde_json::json!({"code": code, "message": message}).to_string())
}

#[cfg(test)]
mod tests;
