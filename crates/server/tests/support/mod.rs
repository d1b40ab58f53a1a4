//! A server in this process, and raw connections to it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use server::{FirstAccount, Options, Server};

/// Time that a test waits for what must come; only a failing one waits it out.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server in a directory of its own.
pub(crate) struct Running {
    pub server: Option<Server>,
    pub runtime: tokio::runtime::Runtime,
    pub directory: tempfile::TempDir,
}

impl Running {
    pub(crate) fn start(listen: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            data: directory.path().join("data"),
            listen: listen.to_owned(),
            region: "us-east-1".to_owned(),
            sigv2: false,
            s3_hosts: Vec::new(),
            tls: None,
            first_account: FirstAccount::default(),
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let server = Some(runtime.block_on(Server::start(options)).unwrap());
        Self { server, runtime, directory }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.as_ref().unwrap().address()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes on a connection of their own and reads everything until the server closes it.
    pub(crate) fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        read_all(&mut stream)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            self.runtime.block_on(server.stop());
        }
    }
}

/// Everything until the server closes the connection.
pub(crate) fn read_all(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    String::from_utf8_lossy(&all).into_owned()
}

/// The head of the next answer; the connection stays open.
pub(crate) fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

/// The status of each answer in what was read.
pub(crate) fn statuses(text: &str) -> Vec<u16> {
    let answers = text.match_indices("HTTP/1.");
    answers.map(|(start, found)| text[start + found.len() + 2..][..3].parse().unwrap()).collect()
}

/// Keys of an account's administrator.
#[derive(Clone)]
pub(crate) struct Keys {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
}

impl Running {
    /// The keys that the server wrote down for an account.
    pub(crate) fn keys(&self, account: &str) -> Keys {
        let path = self.directory.path().join(format!("data/{account}.credentials"));
        let text = std::fs::read_to_string(path).unwrap();
        let value = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_once('=').unwrap().1.trim().to_owned()
        };
        Keys { id: value("aws_access_key_id"), secret: value("aws_secret_access_key"), token: None }
    }

    /// Makes another account.
    pub(crate) fn account(&self, name: &str) -> Keys {
        server::control::create_account(self.server.as_ref().unwrap().data(), name, None, false).unwrap();
        self.keys(name)
    }

    /// One request on a connection of its own: status and the whole answer.
    pub(crate) fn ask(&self, head: &str, body: &[u8]) -> (u16, String) {
        let answer = self.send(&[head.as_bytes(), b"Connection: close\r\n\r\n", body].concat());
        (*statuses(&answer).last().unwrap(), answer)
    }
}

/// The head of a signed request, without the empty line, `at` this many seconds from now.
pub(crate) fn signed_at(
    keys: &Keys,
    service: &str,
    method: &str,
    path: &str,
    body: Body<'_>,
    at: i64,
) -> String {
    use wire::sigv4::{Family, RequestDate, SigningCredentials, SigningRequest};
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = i64::try_from(now.as_secs()).unwrap() + at;
    let payload = match body {
        Body::Bytes(bytes) => data_encoding::HEXLOWER.encode(&sha2::Digest::finalize(
            sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), bytes),
        )),
        Body::Unsigned(_) => "UNSIGNED-PAYLOAD".to_owned(),
    };
    let mut headers: Vec<(&str, &[u8])> = vec![("host", b"h")];
    if service != "s3" {
        headers.push(("content-type", b"application/x-www-form-urlencoded"));
    }
    let family = if service == "s3" { Family::S3 } else { Family::Query };
    let signing = SigningRequest {
        family,
        method,
        path,
        query: "",
        headers: &headers,
        payload: &payload,
        region: "us-east-1",
        service,
    };
    let credentials = SigningCredentials {
        access_key_id: &keys.id,
        secret_access_key: keys.secret.as_bytes(),
        session_token: keys.token.as_deref(),
    };
    let added = signing.sign(&credentials, RequestDate::new(jiff::Timestamp::from_second(now).unwrap()));
    let mut head = format!("{method} {path} HTTP/1.1\r\n");
    let added = added.iter().map(|(name, value)| (*name, value.as_bytes()));
    for (name, value) in headers.iter().copied().chain(added) {
        head += &format!("{name}: {}\r\n", std::str::from_utf8(value).unwrap());
    }
    let length = match body {
        Body::Bytes(bytes) => bytes.len(),
        Body::Unsigned(length) => length,
    };
    head + &format!("Content-Length: {length}\r\n")
}

/// A body as its signature covers it.
#[derive(Clone, Copy)]
pub(crate) enum Body<'a> {
    Bytes(&'a [u8]),
    /// So many bytes, any (S3).
    Unsigned(usize),
}

/// The head of a signed request of now.
pub(crate) fn signed(keys: &Keys, service: &str, method: &str, path: &str, body: Body<'_>) -> String {
    signed_at(keys, service, method, path, body, 0)
}
