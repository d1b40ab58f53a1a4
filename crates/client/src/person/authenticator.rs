//! A virtual authenticator: seeds as base32, `otpauth://` URLs or QR codes, and their codes (RFC 6238).

use std::fmt;

use data_encoding::BASE32_NOPAD;
use percent_encoding::percent_decode_str;
use secret::Secret;
use secret::totp::{Code, STEP_SECONDS, code_at, step_at};

use super::qr;
use crate::limits::MIN_SEED_BYTES;

const PNG: &[u8] = b"\x89PNG";
const SCHEME: &str = "otpauth://";

/// Generator of one device's codes.
pub struct Authenticator {
    seed: Secret<Vec<u8>>,
    /// label of the `otpauth://` URL
    pub label: Option<String>,
}

/// Reason for which content is no seed. Never holds the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedError {
    /// neither base32 nor an `otpauth://totp/` URL
    NotUnderstood,
    /// a picture without one readable QR code
    NoQrCode,
    /// fewer than ten bytes
    TooShort,
    /// digits, period, hash or counter other than those of AWS's devices
    OtherKind,
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUnderstood => "this is neither a base32 seed, nor an otpauth://totp/ URL, nor a PNG",
            Self::NoQrCode => "there is no QR code in the picture, or more than one, or it cannot be read",
            Self::TooShort => {
                "the seed is too short: it has to have 80 bits at least, 16 characters of base32"
            }
            Self::OtherKind => "AWS's devices have six digits, 30 s and SHA-1; this is another kind",
        })
    }
}

impl std::error::Error for SeedError {}

/// A code and the time that it is shown.
pub struct Shown {
    /// the present code
    pub code: Code,
    /// seconds until the next one
    pub left: u64,
    /// the code after it
    pub next: Code,
}

impl Authenticator {
    /// Reads a seed from a file's content: base32, an `otpauth://` URL, or the PNG of its QR code.
    ///
    /// # Errors
    /// See [`SeedError`].
    pub fn read(content: &[u8]) -> Result<Self, SeedError> {
        if content.starts_with(PNG) {
            let url = qr::read_png(content).ok_or(SeedError::NoQrCode)?;
            return Self::parse(url.expose());
        }
        let text = std::str::from_utf8(content).map_err(|_| SeedError::NotUnderstood)?;
        Self::parse(text.trim())
    }

    /// Reports whether a text begins like an `otpauth://` URL.
    pub fn is_url(text: &str) -> bool {
        text.split_at_checked(SCHEME.len()).is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
    }

    fn parse(text: &str) -> Result<Self, SeedError> {
        let text = text.trim_start_matches('\u{FEFF}');
        match text.split_at_checked(SCHEME.len()) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case(SCHEME) => Self::url(rest),
            _ => Ok(Self { seed: seed(text)?, label: None }),
        }
    }

    /// Reads `totp/LABEL?secret=…`, with the parameters of Google Authenticator's key URI format.
    fn url(rest: &str) -> Result<Self, SeedError> {
        let (path, query) = rest.split_once('?').ok_or(SeedError::NotUnderstood)?;
        let label = match path.split_once('/') {
            Some((kind, label)) if kind.eq_ignore_ascii_case("totp") => label,
            Some((kind, _)) if kind.eq_ignore_ascii_case("hotp") => return Err(SeedError::OtherKind),
            _ => return Err(SeedError::NotUnderstood),
        };
        let mut secret = None;
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (name, value) {
                ("secret", value) => {
                    let value = Secret::new(percent_decode_str(value).decode_utf8_lossy().into_owned());
                    secret = Some(seed(value.expose())?);
                }
                ("digits", "6") | ("period", "30") => {}
                ("algorithm", hash) if hash.eq_ignore_ascii_case("SHA1") => {}
                ("digits" | "period" | "algorithm", _) => return Err(SeedError::OtherKind),
                _ => {}
            }
        }
        let label = percent_decode_str(label).decode_utf8_lossy().into_owned();
        Ok(Self { seed: secret.ok_or(SeedError::NotUnderstood)?, label: Some(label) })
    }

    /// The code shown at a time, Unix seconds.
    pub fn at(&self, unix_seconds: u64) -> Shown {
        let step = step_at(unix_seconds);
        Shown {
            code: code_at(self.seed.expose(), step),
            left: STEP_SECONDS - unix_seconds % STEP_SECONDS,
            next: code_at(self.seed.expose(), step + 1),
        }
    }

    /// The codes of the time step before and of the present one: the two consecutive codes that enable a device.
    pub fn pair(&self, unix_seconds: u64) -> [Code; 2] {
        let step = step_at(unix_seconds);
        [code_at(self.seed.expose(), step.saturating_sub(1)), code_at(self.seed.expose(), step)]
    }
}

/// Decodes base32 as people copy it: in any case, with spaces or dashes, padded or not.
fn seed(text: &str) -> Result<Secret<Vec<u8>>, SeedError> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '=')).collect();
    let letters = Secret::new(letters.to_ascii_uppercase());
    let bytes = BASE32_NOPAD.decode(letters.expose().as_bytes()).map_err(|_| SeedError::NotUnderstood)?;
    let bytes = Secret::new(bytes);
    if bytes.expose().len() < MIN_SEED_BYTES { Err(SeedError::TooShort) } else { Ok(bytes) }
}

/// The `otpauth://` URL of a device, for authenticator apps.
pub fn otpauth_url(device: &str, account: &str, seed: &str) -> Secret<String> {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let issuer = "Amazon%20Web%20Services";
    Secret::new(format!(
        "otpauth://totp/{issuer}:{}@{}?secret={seed}&issuer={issuer}",
        encode(device),
        encode(account)
    ))
}

#[cfg(test)]
mod tests;
