//! Wrong codes over the wire: who is refused, who is told, and what the log says.

use std::cell::RefCell;
use std::net::IpAddr;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

use super::INVALID_CODE;
use crate::support::*;

fn from(plane: &mut Plane, address: &str) {
    plane.source_ip = address.parse::<IpAddr>().unwrap();
}

fn guess(plane: &mut Plane, who: &Credentials, device: &Device) -> String {
    let call =
        format!("GetSessionToken SerialNumber={} TokenCode={}", device.serial, device.wrong_code(plane.now));
    plane.sts(who, &call).refusal()
}

fn standing(plane: &mut Plane, who: &Credentials) -> (Option<String>, Option<String>) {
    let reply = plane.sts(who, "GetCallerIdentity");
    (reply.header("x-ostiary-mfa-failures"), reply.header("x-ostiary-mfa-throttled-until"))
}

/// Users of another account send wrong codes from the address that alice works at.
#[test]
fn another_accounts_wrong_codes_hold_nobody_up() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    let (other, _) = plane.account("other", "210987654321");
    let first = std::mem::replace(&mut plane.admin, other);
    let mut looked_at = 0;
    for number in 0..12 {
        let name = format!("v{number}");
        let guesser = plane.user(&name, None);
        let theirs = plane.enabled_device(&name, &name);
        for _ in 0..10 {
            looked_at += u32::from(guess(&mut plane, &guesser, &theirs) == INVALID_CODE);
        }
    }
    // beyond a hundred, each still has the first of his own looked at
    assert_eq!(looked_at, 100 + 2);
    plane.admin = first;
    assert_eq!(standing(&mut plane, &alice), (None, None));
    let call = device.session(plane.now, 1);
    assert_eq!(plane.sts(&alice, &call).outcome(), "ok");
}

#[test]
fn one_user_has_one_count_over_devices_addresses_keys_and_operations() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", Some(&allow("iam:*")));
    let admin = plane.admin.clone();
    let second = plane.iam(&admin, "CreateAccessKey UserName=alice").credentials();
    let devices: Vec<Device> =
        (0..8).map(|number| plane.enabled_device(&format!("d{number}"), "alice")).collect();
    let mut looked_at = 0;
    for (number, device) in devices.iter().enumerate() {
        // one IPv6 client has a /64 for itself, and a mapped address is an IPv4 one
        for address in [
            format!("127.0.0.{}", 10 + number),
            format!("::ffff:127.0.0.{}", 10 + number),
            format!("2001:db8::{number}"),
        ] {
            from(&mut plane, &address);
            for who in [&alice, &second] {
                looked_at += u32::from(guess(&mut plane, who, device) == INVALID_CODE);
            }
            let wrong = device.wrong_code(plane.now);
            let call = format!(
                "ResyncMFADevice UserName=alice SerialNumber={} AuthenticationCode1={wrong} AuthenticationCode2={wrong}",
                device.serial
            );
            let refusal = plane.iam(&alice, &call).refusal();
            looked_at += u32::from(
                refusal == "403 InvalidAuthenticationCode: Authentication code for device is not valid.",
            );
        }
    }
    assert_eq!(looked_at, 15);
}

#[test]
fn addresses_of_one_ipv6_network_are_one_place() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    let mut looked_at = 0;
    for number in 0..15 {
        from(&mut plane, &format!("2001:db8:0:1::{number}"));
        looked_at += u32::from(guess(&mut plane, &alice, &device) == INVALID_CODE);
    }
    assert_eq!(looked_at, 10);
    from(&mut plane, "2001:db8:0:2::1");
    let call = device.session(plane.now, 1);
    assert_eq!(plane.sts(&alice, &call).outcome(), "ok", "another network");
}

/// The session's name of a role is the caller's to choose, and opens no count of its own.
#[test]
fn sessions_of_one_role_share_a_count() {
    let mut plane = Plane::new();
    let policy = allow("iam:EnableMFADevice,sts:AssumeRole");
    let session = plane.role_session("r", &policy);
    let admin = plane.admin.clone();
    let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/r RoleSessionName=another");
    let another = plane.sts(&admin, &call).credentials();
    plane.user("u", None);
    let device = plane.device("d");
    let wrong = device.wrong_code(plane.now);
    let call = format!(
        "EnableMFADevice UserName=u SerialNumber={} AuthenticationCode1={wrong} AuthenticationCode2={wrong}",
        device.serial
    );
    let mut looked_at = 0;
    for number in 0..20 {
        let who = if number % 2 == 0 { &session } else { &another };
        looked_at += u32::from(!plane.iam(who, &call).refusal().contains("Too many wrong codes"));
    }
    assert_eq!(looked_at, 10);
}

#[test]
fn a_user_is_told_of_wrong_codes_and_until_when_none_is_looked_at() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    let some = |text: &str| Some(text.to_owned());
    let plain = plane.sts(&alice, "GetSessionToken").credentials();
    assert_eq!(standing(&mut plane, &alice), (None, None));
    from(&mut plane, "198.51.100.1");
    guess(&mut plane, &alice, &device);
    assert_eq!(standing(&mut plane, &alice), (some("1"), None));
    for _ in 0..9 {
        guess(&mut plane, &alice, &device);
    }
    // 8:00, and ten minutes for one to be forgiven; where the owner asks, there is still room
    assert_eq!(standing(&mut plane, &alice), (some("10"), some("2027-01-15T08:10:00Z")));
    let refusal = guess(&mut plane, &alice, &device);
    let text = "Too many wrong codes: no code is looked at before 2027-01-15T08:10:00Z.";
    assert_eq!(refusal, format!("{INVALID_CODE}{text}"), "AWS's text, and then the time");
    from(&mut plane, "192.0.2.1");
    for who in [&alice, &plain] {
        assert_eq!(standing(&mut plane, who), (some("10"), None));
    }
    let call = device.session(plane.now, 1);
    let session = plane.sts(&alice, &call).credentials();
    assert_eq!(standing(&mut plane, &session), (some("10"), None));
    // no other caller is told, and no other operation tells
    for who in [plane.admin.clone(), plane.root.clone(), plane.role_session("r", &allow("s3:*"))] {
        assert_eq!(standing(&mut plane, &who), (None, None));
    }
    let other = plane.sts(&alice, "GetSessionToken");
    assert_eq!((other.header("x-ostiary-mfa-failures"), other.outcome().as_str()), (None, "ok"));
    plane.advance(600);
    assert_eq!(standing(&mut plane, &alice), (some("9"), None));
    plane.advance(9 * 600);
    assert_eq!(standing(&mut plane, &alice), (None, None));
}

thread_local! {
    /// The warnings of this test, with their fields.
    static WARNINGS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the warnings of each thread, for all tests of this file: a subscriber for one thread only is not asked about events that
/// another thread came to first.
struct Warnings;

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut line = String::new();
        event.record(&mut Fields(&mut line));
        WARNINGS.with_borrow_mut(|warnings| warnings.push(line));
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[test]
fn the_log_warns_once_for_each_user_and_time_and_tells_no_code() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    // another test may have been here first
    let _ = tracing::subscriber::set_global_default(Warnings);
    let told = || WARNINGS.with_borrow(Vec::clone);
    from(&mut plane, "198.51.100.1");
    for expected in 1..=2 {
        for _ in 0..50 {
            guess(&mut plane, &alice, &device);
        }
        assert_eq!(told().len(), expected, "{:?}", told());
        plane.advance(600);
    }
    let logged = told();
    for expected in [
        format!("caller=\"arn:aws:iam::{ACCOUNT}:user/alice\""),
        "source_ip=198.51.100.1".into(),
        "until=\"2027-01-15T08:10:00Z\"".into(),
    ] {
        assert!(logged[0].contains(&expected), "{expected} in {}", logged[0]);
    }
    assert!(!logged[0].contains(&device.wrong_code(plane.now)), "{}", logged[0]);
}

/// A session from a future that never came, under a clock that ran ahead, ends when the clock is set right.
#[test]
fn a_session_is_not_used_before_it_was_issued() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let session = plane.sts(&alice, "GetSessionToken").credentials();
    let assumed = plane.role_session("r", &allow("s3:*"));
    let issued = plane.now;
    for (seconds_before, expected) in [
        (0, "ok"),
        (15 * 60, "ok"),
        (15 * 60 + 1, "403 ExpiredToken: The security token included in the request is expired"),
        (86_400, "403 ExpiredToken: The security token included in the request is expired"),
    ] {
        plane.now = identity::Time::from_millis(issued.millis() - seconds_before * 1000);
        for who in [&session, &assumed] {
            assert_eq!(plane.sts(who, "GetCallerIdentity").outcome(), expected, "{seconds_before}");
        }
    }
}
