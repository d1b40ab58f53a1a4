//! Connections: refusals at once, room for others, an orderly end.

use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;

use crate::support::{Running, read_all, read_head, statuses};

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n";

/// Requests that are refused by their head, with bodies that do not come.
const REFUSED: &[(&str, &str, u16)] = &[
    ("an anonymous upload", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n", 404),
    (
        "an anonymous upload in chunks",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        404,
    ),
    ("an anonymous small upload", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n", 404),
    (
        "an upload that waits for a go-ahead",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
        404,
    ),
    ("a form that is too large", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n", 413),
    (
        "a path that is none",
        "POST /none HTTP/1.1\r\nHost: iam.amazonaws.com\r\nContent-Length: 100\r\n\r\n",
        404,
    ),
];

#[test]
fn a_refusal_is_sent_at_once_whatever_the_client_still_owes() {
    let running = Running::start("127.0.0.1:0");
    for (name, head, status) in REFUSED {
        let mut stream = running.connect();
        stream.write_all(head.as_bytes()).unwrap();
        // no byte of the body has been sent, and no 100 has come before
        assert_eq!(statuses(&read_head(&mut stream)), [*status], "{name}");
    }
}

#[test]
fn after_a_refusal_the_connection_ends_although_the_client_goes_on_sending() {
    let running = Running::start("127.0.0.1:0");
    let mut stream = running.connect();
    stream.write_all(REFUSED[0].1.as_bytes()).unwrap();
    let head = read_head(&mut stream);
    assert!(head.contains("connection: close"), "{head}");
    let sent = loop {
        match stream.write_all(&[0; 64 * 1024]) {
            Ok(()) => {}
            Err(error) => break error.kind(),
        }
    };
    assert!(matches!(sent, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset), "{sent:?}");
}

#[test]
fn a_refusal_of_a_small_body_keeps_the_connection() {
    let running = Running::start("127.0.0.1:0");
    let mut stream = running.connect();
    for _ in 0..3 {
        stream.write_all(REFUSED[2].1.as_bytes()).unwrap();
        let head = read_head(&mut stream);
        let length: usize =
            head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        stream.read_exact(&mut vec![0; length]).unwrap();
        stream.write_all(b"0123456789").unwrap();
    }
}

#[test]
fn a_client_that_has_sent_everything_and_closed_its_side_is_answered() {
    let running = Running::start("127.0.0.1:0");
    let mut stream = running.connect();
    stream.write_all(GET).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(statuses(&read_all(&mut stream)), [403]);
}

#[test]
fn more_silent_connections_than_there_is_room_for_keep_nobody_out() {
    let running = Running::start("127.0.0.1:0");
    // the limit of open files was raised when the server started, for this process too
    let mut silent = Vec::new();
    for _ in 0..server::limits::CONNECTIONS / server::limits::NETWORK_SHARE_OF_CONNECTIONS + 200 {
        silent.push(running.connect());
    }
    let mut stream = running.connect();
    stream.write_all(GET).unwrap();
    assert_eq!(statuses(&read_head(&mut stream)), [403]);
    // the oldest was closed for it
    let closed = silent[0].read(&mut [0]);
    assert!(!matches!(closed, Ok(1..)), "{closed:?}");
    drop(running);
}

#[test]
fn a_server_that_stops_closes_idle_connections_and_ends() {
    let mut running = Running::start("127.0.0.1:0");
    let mut idle = running.connect();
    idle.write_all(GET).unwrap();
    read_head(&mut idle);
    let server = running.server.take().unwrap();
    running.runtime.block_on(server.stop());
    read_all(&mut idle);
}
