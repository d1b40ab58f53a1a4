//! The container credentials endpoint, which every SDK knows: on loopback, with a token, for as long as it is needed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use secret::{Entropy, Secret};

use crate::cache::SystemEntropy;
use crate::credential_process::iso;
use crate::error::Error;
use crate::session::Granted;

/// Longest request that is read, bytes.
const MAX_REQUEST_BYTES: u64 = 8 * 1024;
/// How long a request may take to come in; SDKs give up after two seconds themselves.
const READ_TIMEOUT: Duration = Duration::from_secs(2);
const PATH: &str = "/credentials";
const TOKEN_BYTES: usize = 32;

/// Answers requests for credentials.
pub struct Endpoint {
    listener: TcpListener,
    token: Secret<String>,
    url: String,
}

impl Endpoint {
    /// Listens on a free port of 127.0.0.1, with a new token.
    ///
    /// # Errors
    /// If there is no port.
    pub fn open() -> Result<Self, Error> {
        let failed = |error| Error::Io { what: "cannot listen on 127.0.0.1".to_owned(), error };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
        let url = format!("http://{}{PATH}", listener.local_addr().map_err(failed)?);
        let mut bytes = [0; TOKEN_BYTES];
        SystemEntropy.fill(&mut bytes);
        Ok(Self { listener, token: Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes)), url })
    }

    /// The value of `AWS_CONTAINER_CREDENTIALS_FULL_URI`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The value of `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
    pub fn token(&self) -> &Secret<String> {
        &self.token
    }

    /// Serves until `done` says so, which is asked many times a second.
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
        while !done() {
            match self.listener.accept() {
                // a client that breaks off harms nobody but itself
                Ok((stream, _)) => drop(self.answer(stream, credentials)),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(())
    }

    fn answer(
        &self,
        mut stream: TcpStream,
        credentials: &mut dyn FnMut() -> Result<Granted, Error>,
    ) -> std::io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(READ_TIMEOUT))?;
        stream.set_write_timeout(Some(READ_TIMEOUT))?;
        let (status, body) = match self.judge(&stream) {
            Judged::Granted => match credentials() {
                Ok(granted) => ("200 OK", body(&granted)),
                Err(error) => {
                    ("500 Internal Server Error", message("CredentialsUnavailable", &error.to_string()))
                }
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

    fn judge(&self, stream: &TcpStream) -> Judged {
        let mut lines = BufReader::new(stream.take(MAX_REQUEST_BYTES)).lines();
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

enum Judged {
    Granted,
    Refused,
    Unknown,
}

/// SDKs insist on all four.
fn body(granted: &Granted) -> Secret<String> {
    let credentials = &granted.credentials;
    let token = credentials.session_token.as_ref().map_or("", |token| token.expose().as_str());
    let json = serde_json::json!({
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key.expose(),
        "Token": token,
        "Expiration": granted.expires.map(iso),
    });
    Secret::new(json.to_string())
}

fn message(code: &str, message: &str) -> Secret<String> {
    Secret::new(serde_json::json!({"code": code, "message": message}).to_string())
}

#[cfg(test)]
mod tests;
