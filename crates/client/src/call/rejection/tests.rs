use super::{Cause, Rejection};
use crate::call::{self, ServiceError, Throttle};
use crate::error::Error;
use crate::place::Clock;

fn refusal(code: &str, message: &str, skew_seconds: Option<i64>) -> call::Error {
    call::Error::Service(ServiceError {
        operation: "GetSessionToken",
        status: 403,
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: None,
        skew_seconds,
    })
}

#[test]
fn why_a_code_was_refused() {
    const CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    const DEVICE: &str = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
    let cases = [
        ("a wrong code", "AccessDenied", CODE, Some(0), false, Some(Cause::Code)),
        ("no date", "AccessDenied", CODE, None, false, Some(Cause::Code)),
        ("thirty seconds do not matter", "AccessDenied", CODE, Some(-30), false, Some(Cause::Code)),
        ("our clock is behind", "AccessDenied", CODE, Some(31), false, Some(Cause::Clock(31))),
        ("our clock is ahead", "AccessDenied", CODE, Some(-90), false, Some(Cause::Clock(-90))),
        ("used before", "AccessDenied", CODE, Some(0), true, Some(Cause::Reused)),
        ("not this user's device", "AccessDenied", DEVICE, Some(500), true, Some(Cause::WrongDevice)),
        (
            "wrong codes when enabling",
            "InvalidAuthenticationCode",
            "Authentication code for device is not valid.",
            None,
            false,
            Some(Cause::Code),
        ),
        ("something else", "AccessDenied", "User: x is not authorized", Some(500), false, None),
    ];
    for (what, code, message, skew, reused, want) in cases {
        let got = Rejection::of(&refusal(code, message, skew), "arn:m", reused, &at_noon())
            .map(|rejection| rejection.cause);
        assert_eq!(got, want, "{what}");
    }
    let rejection = Rejection { serial: "arn:m".to_owned(), cause: Cause::Clock(-90), said: String::new() };
    assert_eq!(
        rejection.to_string(),
        "the MFA code was refused, and this machine's clock is 90 s ahead of the server's"
    );
    assert_eq!(Error::from(rejection).exit(), crate::EXIT_NO_CREDENTIALS);
}

fn at_noon() -> Clock {
    Clock::fixed("2026-11-27T12:00:00Z".parse().unwrap())
}

/// The server's sentence is shown, without anything that steers a terminal.
#[test]
fn the_servers_own_words_are_shown() {
    const CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    let long = format!("{CODE} {}", "x".repeat(400));
    let cases = [
        ("as it is", CODE.to_owned(), "MultiFactorAuthentication failed with invalid MFA one time pass code"),
        (
            "what steers a terminal",
            format!("{CODE} \u{1b}[2J\r\nerror:\u{9b}31m gone"),
            "MultiFactorAuthentication failed with invalid MFA one time pass code. \u{fffd}[2J\u{fffd} error:\u{fffd}31m gone",
        ),
    ];
    for (what, message, want) in cases {
        let rejection =
            Rejection::of(&refusal("AccessDenied", &message, None), "arn:m", false, &at_noon()).unwrap();
        assert_eq!(rejection.said, want, "{what}");
        assert!(rejection.to_string().ends_with(&format!("; the server says: {want}")), "{what}");
    }
    for (extra, cut) in [(300 - CODE.len() - 1, false), (301 - CODE.len() - 1, true)] {
        let message = &long[..CODE.len() + 1 + extra];
        let rejection =
            Rejection::of(&refusal("AccessDenied", message, None), "arn:m", false, &at_noon()).unwrap();
        assert_eq!(rejection.said.chars().count(), if cut { 301 } else { 300 }, "{extra}");
        assert_eq!(rejection.said.ends_with('…'), cut, "{extra}");
    }
}

/// A throttle is told with its end: by the clock on the wall, as time to wait, and as the server says it.
#[test]
fn throttled_until() {
    const CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    let text = |until: &str| format!("{CODE} Too many wrong codes: no code is looked at before {until}.");
    let cases = [
        ("five minutes", "2026-11-27T12:04:32Z", Some(0), "12:04:32 (in 5 min; 2026-11-27T12:04:32Z)"),
        ("seconds", "2026-11-27T12:00:07Z", None, "12:00:07 (in 7 s; 2026-11-27T12:00:07Z)"),
        ("tomorrow", "2026-11-28T01:00:00Z", None, "2026-11-28 01:00:00 (in 13 h; 2026-11-28T01:00:00Z)"),
        ("over", "2026-11-27T12:00:00Z", None, "12:00:00 (now; 2026-11-27T12:00:00Z)"),
        (
            "our clock is a minute behind",
            "2026-11-27T12:03:00Z",
            Some(60),
            "12:03:00 (in 2 min; 2026-11-27T12:03:00Z)",
        ),
    ];
    for (what, until, skew, want) in cases {
        for code in ["AccessDenied", "InvalidAuthenticationCode"] {
            let error = refusal(code, &text(until), skew);
            let rejection = Rejection::of(&error, "arn:m", true, &at_noon()).unwrap();
            let Cause::Throttled(throttle) = rejection.cause else { panic!("{what}: {rejection:?}") };
            assert_eq!(throttle.to_string(), want, "{what}");
            assert!(!rejection.cause.may_try_again(), "{what}");
            let shown = rejection.to_string();
            assert!(shown.contains(want) && shown.contains(CODE), "{what}: {shown}");
            assert!(rejection.hint().contains("key rotate"), "{what}");
        }
    }
    // a time that is none is no throttle: the words are shown all the same
    let error = refusal("AccessDenied", &text("soon"), None);
    let rejection = Rejection::of(&error, "arn:m", false, &at_noon()).unwrap();
    assert_eq!(rejection.cause, Cause::Code);
    assert!(rejection.said.contains("before soon"));
    // another time zone's wall
    let end: jiff::Timestamp = "2026-11-27T23:30:00Z".parse().unwrap();
    let clock = at_noon().in_zone(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)));
    assert_eq!(
        Throttle::new(end, &clock, 0).to_string(),
        "2026-11-28 08:30:00 (in 11 h 30 min; 2026-11-27T23:30:00Z)"
    );
}
