use std::sync::mpsc::channel;

use client::call::ServiceError;
use client::place::Clock;
use jiff::Timestamp;
use wire::iam::VirtualMFADevice;

use super::{Person, diagnosis};

use crate::interrupt::Interrupt;
use crate::narrator::Narrator;
use crate::seed::Seed;
use crate::stop::Stop;

const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const NOW: u64 = 1000;

fn seed() -> Seed {
    let device = VirtualMFADevice {
        serial_number: "arn:aws:iam::111122223333:mfa/x".to_owned(),
        base32_string_seed: Some(SEED.as_bytes().to_vec()),
        qr_code_png: None,
        user: None,
        enable_date: None,
        tags: None,
    };
    Seed::of(&device).unwrap()
}

fn code(step: u64) -> String {
    seed().code_at(step).digits().to_owned()
}

fn typing(lines: &[&str]) -> Person {
    let clock = Clock::fixed(Timestamp::from_second(30 * i64::try_from(NOW).unwrap()).unwrap());
    let (sender, receiver) = channel();
    for line in lines {
        sender.send((*line).to_owned()).unwrap();
    }
    let mut person = Person::typing(clock, receiver);
    person.enrol("x", "111122223333", seed(), &mut Narrator::new(&mut Vec::new(), false));
    person
}

fn refusal() -> ServiceError {
    ServiceError {
        operation: "EnableMFADevice",
        status: 403,
        code: "InvalidAuthenticationCode".to_owned(),
        message: "Authentication code for device is not valid.".to_owned(),
        request_id: None,
        skew_seconds: None,
    }
}

#[test]
fn only_six_digits_get_past() {
    let gap = format!(" {} {} ", &code(NOW)[..3], &code(NOW)[3..]);
    let mut person = typing(&["", "12345", "1234567", "12345a", "१२३४५६", &gap]);
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    let got = person.code(None, &mut narrator, &Interrupt::default()).ok().unwrap();
    assert_eq!(got.digits(), code(NOW));
    let told = String::from_utf8(out).unwrap();
    assert_eq!(told.matches("A code is six digits").count(), 5, "{told}");
}

#[test]
fn the_same_code_is_no_pair() {
    let (first, second) = (code(NOW - 1), code(NOW));
    let mut person = typing(&[&first, &first, &second]);
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    let pair = person.pair(None, &mut narrator, &Interrupt::default()).ok().unwrap();
    assert_eq!((pair.0.digits(), pair.1.digits()), (first.as_str(), second.as_str()));
    assert!(String::from_utf8(out).unwrap().contains("That is the first one again."));
}

#[test]
fn used_codes_are_not_sent() {
    let (first, second, third) = (code(NOW - 1), code(NOW), code(NOW + 1));
    let mut person = typing(&[&first, &second, &second, &first, &third]);
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    let interrupt = Interrupt::default();
    person.pair(None, &mut narrator, &interrupt).ok().unwrap();
    person.accepted();
    assert_eq!(person.code(None, &mut narrator, &interrupt).ok().unwrap().digits(), third);
    assert_eq!(String::from_utf8(out).unwrap().matches("That one is used").count(), 2);
}

#[test]
fn a_refusal_is_explained_and_codes_are_asked_for_again() {
    let mut person = typing(&["000000", "000001", &code(NOW - 1), &code(NOW)]);
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    let interrupt = Interrupt::default();
    person.pair(None, &mut narrator, &interrupt).ok().unwrap();
    person.pair(Some(&refusal()), &mut narrator, &interrupt).ok().unwrap();
    let told = String::from_utf8(out).unwrap();
    assert_eq!(told.matches("Neither is a code of this device").count(), 1, "{told}");
}

#[test]
fn input_ends_and_interruptions() {
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    let ended = typing(&["123"]).code(None, &mut narrator, &Interrupt::default());
    assert!(matches!(ended, Err(Stop::InputEnded)));
    let interrupt = Interrupt::default();
    interrupt.ask();
    let stopped = typing(&["123456"]).code(None, &mut narrator, &interrupt);
    assert!(matches!(stopped, Err(Stop::Interrupted)));
}

#[test]
fn what_is_the_matter_with_codes() {
    let cases: [(&str, &[Option<u64>], &str); 9] = [
        ("one, unknown", &[None], "not a code of this device"),
        ("two, unknown", &[None, None], "Neither"),
        ("two, one unknown", &[Some(NOW), None], "One of them"),
        ("two, the other unknown", &[None, Some(NOW)], "One of them"),
        ("two, not in a row", &[Some(NOW - 3), Some(NOW)], "not two in a row"),
        ("two, in the wrong order", &[Some(NOW), Some(NOW - 1)], "not two in a row"),
        ("old", &[Some(NOW - 10)], "an earlier time: 5 minutes ago"),
        ("of the future", &[Some(NOW + 6)], "in 3 minutes"),
        ("right", &[Some(NOW)], "used already"),
    ];
    for (name, steps, want) in cases {
        let said = diagnosis(steps, NOW);
        assert!(said.contains(want), "{name}: {said}");
    }
}
