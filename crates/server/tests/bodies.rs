//! Bodies and answers: judged by the head before they are read, held within bounds, shared out per account and network.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::support::{Body, Keys, Running, read_all, read_head, signed, signed_at, statuses};

const FORM: &[u8] = b"Action=GetCallerIdentity&Version=2011-06-15";
const MIB: usize = 1024 * 1024;

fn caller_identity(running: &Running, keys: &Keys) -> u16 {
    running.ask(&signed(keys, "sts", "POST", "/", Body::Bytes(FORM)), FORM).0
}

fn put(running: &Running, keys: &Keys, path: &str, body: &[u8]) -> u16 {
    running.ask(&signed(keys, "s3", "PUT", path, Body::Bytes(body)), body).0
}

#[test]
fn what_the_head_shows_is_refused_before_the_body_comes() {
    let running = Running::start("127.0.0.1:0");
    let good = running.keys("admin");
    let unknown = Keys { id: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..good.clone() };
    let token = Keys { token: Some("none".to_owned()), ..good.clone() };
    let temporary =
        Keys { id: "ASIAIOSFODNN7EXAMPLE".to_owned(), token: Some("none".to_owned()), ..good.clone() };
    let body = vec![b'a'; 200_000];
    let body = Body::Bytes(&body);
    let large = vec![b'a'; 4 * MIB + 1];
    let cases = [
        ("an unknown key", signed(&unknown, "iam", "POST", "/", body), 403, "InvalidClientTokenId"),
        ("a token that is none of the key's", signed(&token, "sts", "POST", "/", body), 403, "InvalidClientTokenId"),
        ("a token that is none", signed(&temporary, "sts", "POST", "/", body), 403, "InvalidClientTokenId"),
        ("a stale date", signed_at(&good, "iam", "POST", "/", body, -3600), 403, "SignatureDoesNotMatch"),
        ("a date to come", signed_at(&good, "sts", "POST", "/", body, 3600), 403, "SignatureDoesNotMatch"),
        (
            "another day's scope",
            signed(&good, "iam", "POST", "/", body).replace("/us-east-1/iam/aws4_request", "/us-east-1/iam/aws5"),
            403,
            "SignatureDoesNotMatch",
        ),
        ("more than any request to IAM", signed(&good, "iam", "POST", "/", Body::Bytes(&large)), 413, ""),
        ("more than any request to STS", signed(&good, "sts", "POST", "/", Body::Bytes(&large[..MIB])), 413, ""),
        (
            "more than any request without a signature",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 524289\r\n"
                .to_owned(),
            413,
            "",
        ),
        ("an unknown key at S3", signed(&unknown, "s3", "PUT", "/bkt/k", body), 403, "InvalidAccessKeyId"),
        ("a stale date at S3", signed_at(&good, "s3", "PUT", "/bkt/k", body, -3600), 403, "RequestTimeTooSkewed"),
        ("nobody at S3", "PUT /bkt/k HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n".to_owned(), 404, "NoSuchBucket"),
    ];
    for (name, head, status, code) in cases {
        for expects in ["", "Expect: 100-continue\r\n"] {
            let mut stream = running.connect();
            // not a byte of the body
            stream.write_all(format!("{head}{expects}\r\n").as_bytes()).unwrap();
            let answer = read_all(&mut stream);
            assert_eq!(statuses(&answer), [status], "{name}: {answer}");
            assert!(answer.contains(code), "{name}: {answer}");
        }
    }
}

#[test]
fn a_go_ahead_is_given_to_those_who_may_send() {
    let running = Running::start("127.0.0.1:0");
    let keys = running.keys("admin");
    assert_eq!(put(&running, &keys, "/bkt", b""), 200);
    let cases = [
        ("s3", "PUT", "/bkt/k", b"body".as_slice(), 200),
        ("sts", "POST", "/", FORM, 200),
        ("s3", "PUT", "/none/k", b"body".as_slice(), 404),
    ];
    for (service, method, path, body, status) in cases {
        let mut stream = running.connect();
        let head = signed(&keys, service, method, path, Body::Bytes(body));
        stream
            .write_all(format!("{head}Expect: 100-continue\r\nConnection: close\r\n\r\n").as_bytes())
            .unwrap();
        if status == 200 {
            assert_eq!(read_head(&mut stream), "HTTP/1.1 100 Continue\r\n\r\n");
            stream.write_all(body).unwrap();
        }
        assert_eq!(statuses(&read_all(&mut stream)), [status], "{path}");
    }
}

#[test]
fn a_connection_ends_with_an_answer_that_came_instead_of_a_go_ahead() {
    let running = Running::start("127.0.0.1:0");
    let keys = running.keys("admin");
    assert_eq!(put(&running, &keys, "/bkt", b""), 200);
    let cases =
        [("nothing to send", "/bkt/k", b"".as_slice(), 200), ("refused", "/none/k", b"body".as_slice(), 404)];
    for (name, path, body, status) in cases {
        let mut stream = running.connect();
        let head = signed(&keys, "s3", "PUT", path, Body::Bytes(body));
        stream.write_all(format!("{head}Expect: 100-continue\r\n\r\n").as_bytes()).unwrap();
        // to the end of the connection
        let answer = read_all(&mut stream);
        assert_eq!(statuses(&answer), [status], "{name}: {answer}");
        assert!(answer.contains("connection: close"), "{name}: {answer}");
    }
}

#[test]
fn requests_at_their_limits_are_read() {
    let running = Running::start("127.0.0.1:0");
    let keys = running.keys("admin");
    for (service, limit) in
        [("sts", service::limits::STS_BODY_BYTES), ("iam", service::limits::IAM_BODY_BYTES)]
    {
        let mut body = b"Action=GetUser&Version=2010-05-08&Padding=".to_vec();
        if service == "sts" {
            body = [FORM, b"&Padding="].concat();
        }
        body.resize(limit, b'a');
        let (status, answer) = running.ask(&signed(&keys, service, "POST", "/", Body::Bytes(&body)), &body);
        assert_eq!(status, 200, "{service}: {}", &answer[..answer.len().min(500)]);
    }
}

/// Connections that have sent all but the end of a body, until one is refused.
fn fill(running: &Running, head: &str, body: &[u8], most: usize) -> (Vec<TcpStream>, String) {
    let mut held = Vec::new();
    for _ in 0..most {
        let mut stream = running.connect();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"\r\n").unwrap();
        // a refusal may come, and the connection end, before all of it is sent
        let sent = stream.write_all(&body[..body.len() - 1]).is_ok();
        let mut byte = [0];
        stream.set_nonblocking(true).unwrap();
        std::thread::yield_now();
        let refused = !sent || matches!(stream.peek(&mut byte), Ok(1));
        stream.set_nonblocking(false).unwrap();
        if refused {
            return (held, read_head(&mut stream));
        }
        held.push(stream);
    }
    // the last of them may have been refused a moment later
    for stream in &mut held {
        stream.set_nonblocking(true).unwrap();
    }
    loop {
        for at in 0..held.len() {
            if matches!(held[at].peek(&mut [0]), Ok(1)) {
                let mut stream = held.remove(at);
                stream.set_nonblocking(false).unwrap();
                return (held, read_head(&mut stream));
            }
        }
        std::thread::yield_now();
    }
}

#[test]
fn bodies_that_do_not_end_take_a_share_of_memory_and_keep_nobody_else_out() {
    let running = Running::start("127.0.0.1:0");
    let (mine, other) = (running.keys("admin"), running.account("other"));
    let body = vec![b'a'; service::limits::STS_BODY_BYTES];
    let anonymous = format!(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        body.len()
    );
    let claimed = signed(&other, "sts", "POST", "/", Body::Bytes(&body));
    for (name, head, memory) in [
        ("nobody's", anonymous, service::limits::ANONYMOUS_MEMORY_BYTES),
        ("of one key", claimed, service::limits::CLAIMED_MEMORY_BYTES),
    ] {
        let share = usize::try_from(memory / 4).unwrap() / body.len();
        let (held, refusal) = fill(&running, &head, &body, share + 8);
        assert_eq!(statuses(&refusal), [503], "{name}");
        assert_eq!(caller_identity(&running, &mine), 200, "{name}: a usual request");
        let mut large = [FORM, b"&Padding="].concat();
        large.resize(body.len(), b'a');
        let head = signed(&mine, "sts", "POST", "/", Body::Bytes(&large));
        assert_eq!(running.ask(&head, &large).0, 200, "{name}: a large request of another account");
        drop(held);
    }
}

#[test]
fn uploads_are_shared_out_between_accounts() {
    let running = Running::start("127.0.0.1:0");
    let (mine, other) = (running.keys("admin"), running.account("other"));
    assert_eq!(put(&running, &mine, "/mine", b""), 200);
    assert_eq!(put(&running, &other, "/other", b""), 200);
    let head = signed(&other, "s3", "PUT", "/other/k", Body::Unsigned(1000));
    let share = usize::try_from(service::limits::UPLOADS / 4).unwrap();
    let (held, refusal) = fill(&running, &head, &[0; 1000], share + 8);
    assert_eq!(statuses(&refusal), [503]);
    assert!(held.len() >= share - 8, "{} uploads before a refusal", held.len());
    assert_eq!(put(&running, &other, "/other/k", b"one more"), 503);
    assert_eq!(put(&running, &mine, "/mine/k", b"another account's"), 200);
    drop(held);
}

#[test]
fn readers_are_shared_out_between_accounts_and_small_objects_need_no_place() {
    let running = Running::start("127.0.0.1:0");
    let (mine, other) = (running.keys("admin"), running.account("other"));
    let large = vec![7; 16 * MIB];
    for (keys, bucket) in [(&mine, "/mine"), (&other, "/other")] {
        assert_eq!(put(&running, keys, bucket, b""), 200);
        assert_eq!(put(&running, keys, &format!("{bucket}/large"), &large), 200);
        assert_eq!(put(&running, keys, &format!("{bucket}/small"), b"small"), 200);
    }
    let get = |keys: &Keys, path: &str| signed(keys, "s3", "GET", path, Body::Unsigned(0));
    let share = service::limits::READERS / 4;
    // each takes the head and not the object
    let readers: Vec<TcpStream> = (0..share)
        .map(|_| {
            let mut stream = running.connect();
            stream.write_all(format!("{}\r\n", get(&other, "/other/large")).as_bytes()).unwrap();
            assert_eq!(statuses(&read_head(&mut stream)), [200]);
            stream
        })
        .collect();
    assert_eq!(running.ask(&get(&other, "/other/large"), b"").0, 503);
    assert_eq!(running.ask(&get(&other, "/other/small"), b"").0, 200);
    let (status, answer) = running.ask(&get(&mine, "/mine/large"), b"");
    assert_eq!((status, answer.len() > large.len()), (200, true));
    drop(readers);
    // places come back when their clients have gone
    let mut again = running.connect();
    while running.ask(&get(&other, "/other/large"), b"").0 != 200 {}
    again.write_all(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").unwrap();
    again.read_to_end(&mut Vec::new()).unwrap();
}
