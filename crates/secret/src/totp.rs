//! Time-based one-time passwords as virtual MFA devices compute them: RFC 6238 over RFC 4226, SHA-1, 30 s, 6 digits.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::{Choice, ConstantTimeEq};

pub use crate::limits::STEP_SECONDS;

/// Digits of a code.
pub const DIGITS: usize = 6;
/// Bytes of a seed: 64 base32 characters.
pub const SEED_BYTES: usize = 40;

/// One code as typed: exactly six ASCII digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; DIGITS]);

impl Code {
    /// Takes exactly six ASCII digits; white space, signs, other digits and other lengths are refused before any maths.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; DIGITS] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_digit).then_some(Self(bytes))
    }

    /// The six digits. Showing a code spends it, so only an authenticator does.
    pub fn digits(&self) -> &str {
        // only ASCII digits are ever stored
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The time step that `unix_seconds` falls in.
pub fn step_at(unix_seconds: u64) -> u64 {
    unix_seconds / STEP_SECONDS
}

/// The code of one time step (RFC 4226 section 5.3 over the step number).
pub fn code_at(seed: &[u8], step: u64) -> Code {
    // HMAC takes keys of any length (RFC 2104 section 2), so this cannot fail
    #[allow(clippy::expect_used)]
    let mut mac = Hmac::<Sha1>::new_from_slice(seed).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let digest: [u8; 20] = mac.finalize().into_bytes().into();
    let offset = usize::from(digest.last().copied().unwrap_or(0) & 0x0f);
    let mut truncated = [0u8; 4];
    for (to, from) in truncated.iter_mut().zip(digest.iter().skip(offset)) {
        *to = *from;
    }
    let mut number = u32::from_be_bytes(truncated) & 0x7fff_ffff;
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    Code(digits)
}

/// The latest step within `first..=last` whose code is `code`. Every candidate is computed and compared, also after a match,
/// so that the time taken tells nothing.
pub fn matching_step(seed: &[u8], code: Code, first: u64, last: u64) -> Option<u64> {
    let mut found = None;
    for step in first..=last {
        let equal: Choice = code_at(seed, step).0.ct_eq(&code.0);
        if equal.into() {
            found = Some(step);
        }
    }
    found
}

/// The latest step `s` within `first..=last` such that `code1` is the code of `s - 1` and `code2` the code of `s`.
pub fn matching_pair(seed: &[u8], code1: Code, code2: Code, first: u64, last: u64) -> Option<u64> {
    let mut found = None;
    let mut before = code_at(seed, first.saturating_sub(1)).0.ct_eq(&code1.0);
    for step in first.max(1)..=last {
        let code = code_at(seed, step).0;
        let equal: Choice = before & code.ct_eq(&code2.0);
        if equal.into() {
            found = Some(step);
        }
        before = code.ct_eq(&code1.0);
    }
    found
}

#[cfg(test)]
mod tests;
