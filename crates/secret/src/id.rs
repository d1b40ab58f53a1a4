//! Identifiers and generated secrets in AWS's forms, from a given entropy source.

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, HEXLOWER};

use crate::totp::SEED_BYTES;
use crate::{Entropy, Secret};

/// Characters of an access key id, prefix included.
pub const ACCESS_KEY_ID_LENGTH: usize = 20;
/// Characters of an entity's unique id, prefix included.
pub const UNIQUE_ID_LENGTH: usize = 21;
/// Characters of a secret access key.
pub const SECRET_ACCESS_KEY_LENGTH: usize = 40;

/// Kinds of unique id, by AWS's four-letter prefixes (IAM user guide, "unique identifiers").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// Long-term access key.
    LongTermKey,
    /// Temporary access key.
    TemporaryKey,
    /// IAM user.
    User,
    /// IAM role.
    Role,
    /// IAM group.
    Group,
    /// Customer managed policy.
    Policy,
}

impl Prefix {
    /// The four letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LongTermKey => "AKIA",
            Self::TemporaryKey => "ASIA",
            Self::User => "AIDA",
            Self::Role => "AROA",
            Self::Group => "AGPA",
            Self::Policy => "ANPA",
        }
    }
}

/// A new access key id which carries its account: sixteen base32 characters after the prefix are ten bytes, of which the
/// first 48 bits are a one, the account in 40 bits, and seven random ones. Tools decode this.
pub fn access_key_id(prefix: Prefix, account: u64, entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0; 10];
    entropy.fill(&mut bytes);
    let [_, _, _, _, _, low, rest @ ..] = bytes;
    let head = (1u64 << 47) | ((account << 7) & 0x7fff_ffff_ff80) | u64::from(low & 0x7f);
    let [_, _, a, b, c, d, e, f] = head.to_be_bytes();
    let [w, x, y, z] = rest;
    prefixed(prefix, ACCESS_KEY_ID_LENGTH, &[a, b, c, d, e, f, w, x, y, z])
}

/// The prefix and base32 of `bytes`, `length` characters in all; one allocation.
fn prefixed(prefix: Prefix, length: usize, bytes: &[u8]) -> String {
    let mut id = String::with_capacity(prefix.as_str().len() + BASE32_NOPAD.encode_len(bytes.len()));
    id.push_str(prefix.as_str());
    BASE32_NOPAD.encode_append(bytes, &mut id);
    id.truncate(length);
    id
}

/// True if a text has the form of a long-term access key's id: the prefix and sixteen characters of base32.
pub fn is_access_key_id(text: &str) -> bool {
    let body = text.strip_prefix(Prefix::LongTermKey.as_str());
    text.len() == ACCESS_KEY_ID_LENGTH && body.is_some_and(|body| body.bytes().all(is_base32))
}

/// True if a text has the form of a secret access key: forty characters of base64.
pub fn is_secret_access_key(text: &str) -> bool {
    let right = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len() == SECRET_ACCESS_KEY_LENGTH && text.bytes().all(right)
}

/// True if a text has the form of a unique id of that kind: the prefix and upper-case letters and digits, 16 to 128 in all.
pub fn is_unique_id(prefix: Prefix, text: &str) -> bool {
    let right = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (16..=128).contains(&text.len()) && text.starts_with(prefix.as_str()) && text.bytes().all(right)
}

fn is_base32(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'2'..=b'7')
}

/// The account inside an access key id, even of a key that is gone. `None` for ids that carry none.
pub fn account_of(access_key_id: &str) -> Option<u64> {
    let body = access_key_id.get(4..ACCESS_KEY_ID_LENGTH)?;
    let bytes = BASE32_NOPAD.decode(body.as_bytes()).ok()?;
    let head: [u8; 6] = bytes.get(..6)?.try_into().ok()?;
    let number = head.iter().fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
    (number >> 47 == 1).then_some((number & 0x7fff_ffff_ff80) >> 7)
}

/// A new unique id: the prefix and 17 characters of base32.
pub fn unique_id(prefix: Prefix, entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0; 11];
    entropy.fill(&mut bytes);
    prefixed(prefix, UNIQUE_ID_LENGTH, &bytes)
}

/// A new secret access key: 30 random bytes as 40 characters of base64.
pub fn secret_access_key(entropy: &mut dyn Entropy) -> Secret<String> {
    let mut bytes = [0; 30];
    entropy.fill(&mut bytes);
    let secret = Secret::new(BASE64_NOPAD.encode(&bytes));
    zeroize::Zeroize::zeroize(&mut bytes);
    secret
}

/// A new seed of a virtual MFA device.
pub fn mfa_seed(entropy: &mut dyn Entropy) -> Secret<Vec<u8>> {
    let mut bytes = vec![0; SEED_BYTES];
    entropy.fill(&mut bytes);
    Secret::new(bytes)
}

/// A seed as authenticators show it: base32 without padding, 64 characters.
pub fn mfa_seed_base32(seed: &Secret<Vec<u8>>) -> Secret<String> {
    Secret::new(BASE32_NOPAD.encode(seed.expose()))
}

/// Reads a seed as authenticators show it: 64 characters of base32, in any case. `None` for any other text.
pub fn mfa_seed_from_base32(text: &str) -> Option<Secret<Vec<u8>>> {
    let text = Secret::new(text.to_ascii_uppercase());
    let bytes = BASE32_NOPAD.decode(text.expose().as_bytes()).ok().map(Secret::new)?;
    (bytes.expose().len() == SEED_BYTES).then_some(bytes)
}

/// A random (version 4) UUID in text, for request ids (RFC 9562 section 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Uuid([u8; UUID_LENGTH]);

/// Characters of a UUID.
const UUID_LENGTH: usize = 36;

impl Uuid {
    /// The UUID of these random bytes, of which six bits say version and variant.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let number = u128::from_be_bytes(bytes);
        let number = (number & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
        let mut hex = [0; 32];
        HEXLOWER.encode_mut(&number.to_be_bytes(), &mut hex);
        let mut text = *b"........-....-....-....-............";
        for (place, digit) in text.iter_mut().filter(|byte| **byte == b'.').zip(hex) {
            *place = digit;
        }
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
