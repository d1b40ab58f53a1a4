//! A server in this process, and raw connections to it.
#![allow(dead_code, reason = "each test binary uses some of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use server::{FirstAccount, Options, Server};

/// How long a test waits for what must come; only a failing one waits it out.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server in a directory of its own.
pub struct Running {
    pub server: Option<Server>,
    pub runtime: tokio::runtime::Runtime,
    pub directory: tempfile::TempDir,
}

impl Running {
    pub fn start(listen: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            data: directory.path().join("data"),
            listen: listen.to_owned(),
            region: "us-east-1".to_owned(),
            sigv2: false,
            s3_hosts: Vec::new(),
            first_account: FirstAccount { id: None, root_key: false },
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let server = Some(runtime.block_on(Server::start(options)).unwrap());
        Self { server, runtime, directory }
    }

    pub fn address(&self) -> SocketAddr {
        self.server.as_ref().unwrap().address()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes on a connection of their own and reads everything until the server closes it.
    pub fn send(&self, bytes: &[u8]) -> String {
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
pub fn read_all(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    String::from_utf8_lossy(&all).into_owned()
}

/// The head of the next answer; the connection stays open.
pub fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

/// The status of each answer in what was read.
pub fn statuses(text: &str) -> Vec<u16> {
    let answers = text.match_indices("HTTP/1.");
    answers.map(|(start, found)| text[start + found.len() + 2..][..3].parse().unwrap()).collect()
}
