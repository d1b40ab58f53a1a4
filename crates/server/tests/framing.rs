//! Raw requests whose framing may be read in two ways get one answer, 400, and the connection ends there.

use std::io::Write;

use crate::support::{Running, read_all, statuses};

/// Requests as they go over the wire, and the statuses of the answers until the server closes.
const CASES: &[(&str, &str, &[u8])] = &[
    ("a bare line feed behind the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n", b""),
    ("bare line feeds throughout", "GET / HTTP/1.1\nHost: h\n\n", b""),
    ("a bare line feed as the empty line", "GET / HTTP/1.1\r\nHost: h\r\n\n", b""),
    ("a bare line feed between headers", "GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n", b""),
    ("no host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", b""),
    ("two hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", b""),
    ("two hosts, one of them another", "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", b""),
    (
        "equal lengths",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n",
        b"abc",
    ),
    (
        "different lengths",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        b"abc",
    ),
    ("a list of lengths", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\n", b"abc"),
    ("a length with a sign", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\n", b"abc"),
    ("a negative length", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\n", b"abc"),
    (
        "a length behind chunks",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
        b"0\r\n\r\n",
    ),
    (
        "a length before chunks",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"0\r\n\r\n",
    ),
    (
        "chunks twice",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"0\r\n\r\n",
    ),
    (
        "another coding before chunks",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity, chunked\r\n\r\n",
        b"0\r\n\r\n",
    ),
    ("another coding", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", b""),
    (
        "chunks in HTTP/1.0",
        "PUT /bkt/k HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"0\r\n\r\n",
    ),
    ("a folded line", "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", b""),
    ("a space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", b""),
    (
        "a space before a length's colon",
        "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length : 3\r\n\r\n",
        b"abc",
    ),
    ("NUL in a value", "GET / HTTP/1.1\r\nHost: h\r\nA: \0\r\n\r\n", b""),
];

#[test]
fn ambiguous_requests_are_answered_400_once_and_closed() {
    let running = Running::start("127.0.0.1:0");
    for (name, head, body) in CASES {
        // what follows must not be taken for a second request
        let smuggled = b"GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
        let answer = running.send(&[head.as_bytes(), body, smuggled].concat());
        assert_eq!(statuses(&answer), [400], "{name}: {answer}");
        assert!(answer.contains("connection: close"), "{name}: {answer}");
    }
}

#[test]
fn a_good_request_before_an_ambiguous_one_is_answered() {
    let running = Running::start("127.0.0.1:0");
    for (name, head, body) in CASES {
        let good = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        let answer = running.send(&[good, head.as_bytes(), body].concat());
        assert_eq!(statuses(&answer), [403, 400], "{name}: {answer}");
    }
}

#[test]
fn bodies_are_never_taken_for_heads() {
    let running = Running::start("127.0.0.1:0");
    let bad = "GET / HTTP/1.1\nno host\n\nGET / HTTP/1.1\r\n\r\n";
    let length = bad.len();
    let last = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    let cases = [
        ("by length", format!("PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{bad}")),
        (
            "in chunks",
            format!(
                "POST /?Action=A HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Transfer-Encoding: chunked\r\n\r\n{length:x};a=b\r\n{bad}\r\n0\r\nA: b\r\n\r\n"
            ),
        ),
    ];
    for (name, request) in cases {
        for pieces in [request.len(), 7, 1] {
            let mut stream = running.connect();
            for piece in request.as_bytes().chunks(pieces) {
                stream.write_all(piece).unwrap();
            }
            stream.write_all(last.as_bytes()).unwrap();
            let answer = read_all(&mut stream);
            let statuses = statuses(&answer);
            assert_eq!((statuses.len(), statuses.last()), (2, Some(&403)), "{name}, {pieces}: {answer}");
            assert_ne!(statuses.first(), Some(&400).filter(|_| name == "by length"), "{name}: {answer}");
        }
    }
}

#[test]
fn what_real_clients_send_is_understood() {
    let running = Running::start("127.0.0.1:0");
    let cases = [
        ("HTTP/1.0 without host", "GET / HTTP/1.0\r\n\r\n"),
        ("empty lines before the request", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
        ("names in any case", "GET / HTTP/1.1\r\nhOST: h\r\ncONTENT-lENGTH: 0\r\nConnection: close\r\n\r\n"),
        (
            "spaces around a length",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length:  0 \r\nConnection: close\r\n\r\n",
        ),
        ("an empty host", "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"),
        ("the absolute form", "GET http://h/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
    ];
    for (name, request) in cases {
        let answer = running.send(request.as_bytes());
        assert_eq!(statuses(&answer), [403], "{name}: {answer}");
    }
}
