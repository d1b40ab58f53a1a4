use std::cell::Cell;
use std::time::Duration;

use client::call::{Client, Credentials, Endpoints, Error, ServiceError, TransportError};
use client::place::Clock;

use super::{Actor, Denial, Stage, is_settling};
use crate::authenticator::{Authenticator, BuiltIn};
use crate::interrupt::Interrupt;
use crate::narrator::Narrator;
use crate::stop::Stop;
use crate::undo::Thing;

const LACK: &str =
    "User: u is not authorized to perform: a:B because no identity-based policy allows the a:B action";
const FORBIDDEN: &str =
    "User: u is not authorized to perform: a:B with an explicit deny in a service control policy";
const CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

fn refusal(status: u16, code: &str, message: &str) -> ServiceError {
    ServiceError {
        operation: "B",
        status,
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: None,
        skew_seconds: None,
    }
}

fn refused(status: u16, code: &str, message: &str) -> Error {
    Error::Service(refusal(status, code, message))
}

fn silence() -> Error {
    Error::Transport(TransportError { endpoint: "x".to_owned(), timeout: true, reason: "y".to_owned() })
}

/// Caller whose endpoint does not answer.
fn actor(is_fresh: bool) -> Actor {
    let endpoints = Endpoints::single("http://127.0.0.1:1", "us-east-1").unwrap();
    let client = Client::new(endpoints, Some(Credentials::long_term("AKIA", "x")), Clock::system());
    Actor { client, how: String::new(), is_fresh }
}

/// Lets something play on a stage; gives what it comes to, and what was told.
fn on_stage<T>(patience: Duration, play: impl FnOnce(&mut Stage<'_>) -> T) -> (T, String) {
    let mut out = Vec::new();
    let authenticator = Authenticator::BuiltIn(BuiltIn::new(Clock::system()));
    let narrator = Narrator::new(&mut out, false);
    let result = play(&mut Stage::new(narrator, Interrupt::default(), authenticator, patience));
    (result, String::from_utf8(out).unwrap())
}

#[test]
fn what_counts_as_the_expected_denial() {
    let (lack, code) = (Denial::Lack("known"), Denial::Code("known"));
    let cases: [(&str, &Denial<'_>, Result<(), Error>, usize); 10] = [
        ("lack", &lack, Err(refused(403, "AccessDenied", LACK)), 0),
        ("lack, without a reason", &lack, Err(refused(403, "AccessDenied", "Access Denied")), 0),
        ("code", &code, Err(refused(403, "AccessDenied", CODE)), 0),
        ("allowed", &lack, Ok(()), 1),
        ("allowed with a bad code", &code, Ok(()), 1),
        ("somebody else's policy", &lack, Err(refused(403, "AccessDenied", FORBIDDEN)), 1),
        ("the code, where a policy was to deny", &lack, Err(refused(403, "AccessDenied", CODE)), 1),
        ("a policy, where the code was to be wrong", &code, Err(refused(403, "AccessDenied", LACK)), 1),
        ("signature", &lack, Err(refused(403, "SignatureDoesNotMatch", "")), 1),
        ("failure of the server", &lack, Err(refused(500, "InternalFailure", "")), 1),
    ];
    for (name, denial, answer, want) in cases {
        let play = |stage: &mut Stage<'_>| {
            stage.denied(&actor(false), "B", denial, |_| answer.clone()).unwrap();
            stage.unexpected()
        };
        let (unexpected, told) = on_stage(Duration::ZERO, play);
        assert_eq!(unexpected, want, "{name}");
        assert_eq!(told.contains("✓ B → denied, as it should be"), want == 0, "{name}: {told}");
        assert_eq!(told.contains("known"), want == 0, "{name}: {told}");
        assert_eq!(told.contains("✗ B"), want == 1, "{name}: {told}");
    }
}

#[test]
fn what_is_new_may_take_time() {
    let cases = [
        ("a new key", refusal(403, "InvalidClientTokenId", ""), true, true),
        ("an old key", refusal(403, "InvalidClientTokenId", ""), false, false),
        ("a new policy", refusal(403, "AccessDenied", LACK), true, true),
        ("no policy", refusal(403, "AccessDenied", LACK), false, false),
        ("a new entity", refusal(404, "NoSuchEntity", ""), false, true),
        (
            "a new principal",
            refusal(400, "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"x\""),
            false,
            true,
        ),
        ("a bad document", refusal(400, "MalformedPolicyDocument", "Syntax errors in policy."), false, false),
        ("a busy server", refusal(503, "ServiceUnavailable", ""), false, true),
        ("throttled", refusal(400, "Throttling", ""), false, true),
        ("a bad signature", refusal(403, "SignatureDoesNotMatch", ""), true, false),
    ];
    for (name, error, is_fresh, want) in cases {
        assert_eq!(is_settling(&error, is_fresh), want, "{name}");
    }
}

#[test]
fn calls_are_made_again_only_where_things_take_time() {
    let calls = |patience, is_fresh| {
        let calls = Cell::new(0);
        let make = |_: &Client| {
            calls.set(calls.get() + 1);
            if calls.get() == 1 { Err(refused(403, "InvalidClientTokenId", "")) } else { Ok(()) }
        };
        let (answer, told) =
            on_stage(patience, |stage| stage.allowed(&actor(is_fresh), "B", make, |()| "done".to_owned()));
        assert_eq!(told.contains("✓ B → done"), answer.is_ok(), "{told}");
        assert_eq!(told.contains("trying again"), calls.get() > 1, "{told}");
        (calls.get(), answer.is_ok())
    };
    assert_eq!(calls(Duration::from_secs(60), true), (2, true));
    assert_eq!(calls(Duration::from_secs(60), false), (1, false));
    assert_eq!(calls(Duration::ZERO, true), (1, false));
}

#[test]
fn what_was_perhaps_made_is_taken_down() {
    let thing = || Thing::User("u".to_owned());
    let cases = [
        ("made", Ok(()), true),
        ("refused", Err(refused(409, "EntityAlreadyExists", "")), false),
        ("failed in the server", Err(refused(500, "InternalFailure", "")), true),
        ("answer lost", Err(silence()), true),
        ("answer not understood", Err(Error::Answer { operation: "B", status: 200 }), true),
    ];
    for (name, answer, want) in cases {
        let (left, _) = on_stage(Duration::ZERO, |stage| {
            let _ = stage.made(&actor(false), thing(), "B", |_| answer.clone(), |()| String::new());
            // the endpoint does not answer, so everything to be taken down is left
            stage.take_down()
        });
        assert_eq!(left, if want { vec!["user u".to_owned()] } else { Vec::new() }, "{name}");
    }
}

#[test]
fn what_is_remembered_is_what_is_taken_down() {
    let (left, _) = on_stage(Duration::ZERO, |stage| {
        let key = |id: Option<&str>| Thing::AccessKey { user: "u".to_owned(), id: id.map(str::to_owned) };
        stage.made(&actor(false), Thing::User("u".to_owned()), "A", |_| Ok(()), |()| String::new()).unwrap();
        stage.made(&actor(false), key(None), "B", |_| Ok(()), |()| String::new()).unwrap();
        stage.remember(key(Some("AKIA1")));
        stage.take_down()
    });
    assert_eq!(left, ["access key AKIA1 of user u", "user u"]);
}

#[test]
fn interruptions() {
    let mut out = Vec::new();
    let interrupt = Interrupt::default();
    let authenticator = Authenticator::BuiltIn(BuiltIn::new(Clock::system()));
    let narrator = Narrator::new(&mut out, false);
    let mut stage = Stage::new(narrator, interrupt.clone(), authenticator, Duration::ZERO);
    stage.made(&actor(false), Thing::User("u".to_owned()), "A", |_| Ok(()), |()| String::new()).unwrap();
    interrupt.ask();
    let called = Cell::new(false);
    let make = |_: &Client| {
        called.set(true);
        Ok(())
    };
    let answer = stage.allowed(&actor(false), "B", make, |()| String::new());
    assert!(matches!(answer, Err(Stop::Interrupted)));
    assert!(!called.get());
    interrupt.ask();
    // twice is urgent: nothing is called any more, and what is left is named
    assert_eq!(stage.take_down(), ["user u"]);
    assert!(!String::from_utf8(out).unwrap().contains("DeleteUser"));
}
