use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};

use secret::Secret;

use super::{Endpoint, MAX_REQUEST_BYTES};
use crate::broker::Granted;
use crate::call::Credentials;
use crate::error::Error;
use crate::place::Clock;

fn clock() -> Clock {
    Clock::fixed("2026-01-31T11:00:00Z".parse().unwrap())
}

fn granted() -> Granted {
    Granted {
        credentials: Credentials {
            session_token: Some(Secret::new("t".to_owned())),
            ..Credentials::long_term("ASIA", "s")
        },
        expires: Some("2026-01-31T12:00:00Z".parse().unwrap()),
        mfa: None,
        subject: None,
        cached: true,
    }
}

fn ask(endpoint: &Endpoint, request: &str) -> String {
    let address = endpoint.url().strip_prefix("http://").unwrap().strip_suffix("/credentials").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    // a request that is refused early may end in a reset
    let _ = stream.read_to_string(&mut answer);
    answer
}

/// Lets the endpoint end when the test does, also when it fails.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn credentials_for_whoever_has_the_token() {
    let endpoint = Endpoint::open(clock()).unwrap();
    let token = endpoint.token().expose().clone();
    assert!(token.len() >= 43 && !token.contains(['\r', '\n']));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _done = Done(&done);
        scope.spawn(|| endpoint.serve(&mut || Ok(granted()), &mut || done.load(Ordering::Relaxed)).unwrap());
        let get =
            |headers: &str| ask(&endpoint, &format!("GET /credentials HTTP/1.1\r\nHost: h\r\n{headers}\r\n"));
        let good = get(&format!("authorization: {token}\r\n"));
        assert!(good.starts_with("HTTP/1.1 200 OK\r\n"), "{good}");
        assert!(good.ends_with(r#"{"AccessKeyId":"ASIA","Expiration":"2026-01-31T12:00:00Z","SecretAccessKey":"s","Token":"t"}"#), "{good}");
        let mut wrong = token.clone();
        wrong.pop();
        let refused = [
            ("no token", String::new()),
            ("a prefix of it", format!("Authorization: {wrong}\r\n")),
            ("an empty one", "Authorization: \r\n".to_owned()),
            ("two", format!("Authorization: {token}\r\nAuthorization: {token}\r\n")),
        ];
        for (what, headers) in refused {
            let answer = get(&headers);
            assert!(answer.starts_with("HTTP/1.1 403 "), "{what}: {answer}");
            assert!(!answer.contains("ASIA"), "{what}");
        }
        let elsewhere = ask(&endpoint, &format!("GET / HTTP/1.1\r\nAuthorization: {token}\r\n\r\n"));
        assert!(elsewhere.starts_with("HTTP/1.1 404 "), "{elsewhere}");
        let post = ask(&endpoint, &format!("POST /credentials HTTP/1.1\r\nAuthorization: {token}\r\n\r\n"));
        assert!(post.starts_with("HTTP/1.1 404 "), "{post}");
        let long = "x".repeat(MAX_REQUEST_BYTES);
        assert!(!get(&format!("a: {long}\r\nAuthorization: {token}\r\n")).contains("ASIA"));
    });
}

#[test]
fn without_credentials_it_says_so() {
    let endpoint = Endpoint::open(clock()).unwrap();
    let token = endpoint.token().expose().clone();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _done = Done(&done);
        scope.spawn(|| {
            endpoint
                .serve(&mut || Err(Error::refused("no", "hint")), &mut || done.load(Ordering::Relaxed))
                .unwrap()
        });
        let answer = ask(&endpoint, &format!("GET /credentials HTTP/1.1\r\nAuthorization: {token}\r\n\r\n"));
        done.store(true, Ordering::Relaxed);
        assert!(answer.starts_with("HTTP/1.1 500 "), "{answer}");
        assert!(answer.ends_with(r#"{"code":"CredentialsUnavailable","message":"no"}"#), "{answer}");
    });
}

/// Serves with this source while the test asks.
fn serving(source: impl FnMut() -> Result<Granted, Error> + Send, test: impl FnOnce(&dyn Fn() -> String)) {
    let endpoint = Endpoint::open(clock()).unwrap();
    let request =
        format!("GET /credentials HTTP/1.1\r\nAuthorization: {}\r\n\r\n", endpoint.token().expose());
    let done = AtomicBool::new(false);
    let (endpoint, flag, mut source) = (&endpoint, &done, source);
    std::thread::scope(|scope| {
        let _done = Done(flag);
        scope.spawn(move || endpoint.serve(&mut source, &mut || flag.load(Ordering::Relaxed)).unwrap());
        test(&|| ask(endpoint, &request));
    });
}

#[test]
fn credentials_without_an_end_are_asked_for_again_in_an_hour() {
    let endless = Granted { expires: None, ..granted() };
    serving(
        || Ok(endless.clone()),
        |ask| {
            let answer = ask();
            assert!(answer.contains(r#""Expiration":"2026-01-31T12:00:00Z""#), "{answer}");
        },
    );
}

#[test]
fn nobody_waits_longer_than_sdks_do_while_a_person_is_asked() {
    let (typed, code) = std::sync::mpsc::channel::<()>();
    let calls = &std::sync::atomic::AtomicUsize::new(0);
    serving(
        move || {
            if calls.fetch_add(1, Ordering::Relaxed) == 0 {
                code.recv().unwrap();
            }
            Ok(granted())
        },
        |ask| {
            for _ in 0..2 {
                let answer = ask();
                assert!(answer.starts_with("HTTP/1.1 500 "), "{answer}");
                assert!(answer.contains("an MFA code may be awaited at the terminal"), "{answer}");
            }
            typed.send(()).unwrap();
            assert!(ask().starts_with("HTTP/1.1 200 OK"));
        },
    );
    // all that waited in vain were one question to the person; the last may have come in time for it too
    assert!(calls.load(Ordering::Relaxed) <= 2);
}

#[test]
fn connections_that_say_nothing_keep_nobody_out() {
    let endpoint = Endpoint::open(clock()).unwrap();
    let address = endpoint.url().strip_prefix("http://").unwrap().strip_suffix("/credentials").unwrap();
    let request =
        format!("GET /credentials HTTP/1.1\r\nAuthorization: {}\r\n\r\n", endpoint.token().expose());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _done = Done(&done);
        scope.spawn(|| endpoint.serve(&mut || Ok(granted()), &mut || done.load(Ordering::Relaxed)).unwrap());
        let idle: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
        let answer = ask(&endpoint, &request);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        drop(idle);
    });
}
