//! Inputs of `ostiary totp`: base32, `otpauth://` URLs, pictures of QR codes.
//!
//! For every input there is a seed that gives six digits, or a refusal that says nothing of the input.

#![no_main]

use client::person::Authenticator;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(authenticator) = Authenticator::read(input) {
        let shown = authenticator.at(1_800_000_000);
        assert_eq!(shown.code.digits().len(), 6);
        assert!((1..=30).contains(&shown.left));
    }
});
