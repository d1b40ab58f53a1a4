use client::place::Clock;
use jiff::Timestamp;
use secret::totp::Code;
use wire::iam::VirtualMFADevice;

use super::{Authenticator, BuiltIn};
use crate::interrupt::Interrupt;
use crate::narrator::Narrator;
use crate::seed::Seed;

/// RFC 6238's seed, "12345678901234567890".
const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn device(seed: Option<&str>) -> VirtualMFADevice {
    VirtualMFADevice {
        serial_number: "arn:aws:iam::111122223333:mfa/x".to_owned(),
        base32_string_seed: seed.map(|seed| seed.as_bytes().to_vec()),
        qr_code_png: None,
        user: None,
        enable_date: None,
        tags: None,
    }
}

fn seed() -> Seed {
    Seed::of(&device(Some(SEED))).unwrap()
}

#[test]
fn seeds() {
    let cases = [
        ("base32", Some(SEED), true),
        ("not there", None, false),
        ("empty", Some(""), false),
        ("not base32", Some("0189"), false),
    ];
    for (name, text, want) in cases {
        assert_eq!(Seed::of(&device(text)).is_some(), want, "{name}");
    }
    assert_eq!(seed().base32().expose(), SEED);
    // RFC 6238 appendix B, the last six digits at 59 s
    assert_eq!(seed().code_at(1).digits(), "287082");
    assert_eq!(seed().step_of(Code::parse("287082").unwrap(), 3, 2), Some(1));
    assert_eq!(seed().step_of(Code::parse("287082").unwrap(), 3, 1), None);
}

#[test]
fn no_code_of_the_built_in_is_given_twice_and_none_is_waited_for() {
    let clock = Clock::fixed(Timestamp::from_second(30 * 1000).unwrap());
    let mut authenticator = Authenticator::BuiltIn(BuiltIn::new(clock));
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    authenticator.enrol("x", "111122223333", seed(), &mut narrator);
    let interrupt = Interrupt::default();
    let code = |step| seed().code_at(step).digits().to_owned();
    let (first, second) = authenticator.pair(None, &mut narrator, &interrupt).ok().unwrap();
    assert_eq!((first.digits(), second.digits()), (code(999).as_str(), code(1000).as_str()));
    for step in [1001, 1002] {
        let given = authenticator.code(None, &mut narrator, &interrupt).ok().unwrap();
        assert_eq!(given.digits(), code(step));
    }
    let (first, second) = authenticator.pair(None, &mut narrator, &interrupt).ok().unwrap();
    assert_eq!((first.digits(), second.digits()), (code(1003).as_str(), code(1004).as_str()));
}

#[test]
fn wrong_codes_are_of_no_step_nearby() {
    let clock = Clock::fixed(Timestamp::from_second(30 * 1000).unwrap());
    let mut built_in = BuiltIn::new(clock);
    built_in.seed = Some(seed());
    let wrong = Authenticator::BuiltIn(built_in).wrong_code().unwrap();
    assert!((900..1100).all(|step| seed().code_at(step).digits() != wrong.digits()));
}
