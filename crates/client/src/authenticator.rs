//! A virtual authenticator: seeds as text, `otpauth://` URLs or QR codes, and the codes that come of them (RFC 6238).

use std::fmt;

use data_encoding::BASE32_NOPAD;
use percent_encoding::percent_decode_str;
use secret::Secret;
use secret::totp::{Code, STEP_SECONDS, code_at, step_at};

use crate::qr;

/// Largest file that may hold a seed, bytes.
pub const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// Shortest seed, bytes: RFC 4226 asks for 128 bits, and some services give 80.
const MIN_SEED_BYTES: usize = 10;
const PNG: &[u8] = b"\x89PNG";
const SCHEME: &str = "otpauth://";

/// What makes the codes of one device.
pub struct Authenticator {
    seed: Secret<Vec<u8>>,
    /// what the URL calls it
    pub label: Option<String>,
}

/// Why something is no seed. Never holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedError {
    /// neither base32 nor an `otpauth://totp/` URL
    NotUnderstood,
    /// a picture without one readable QR code
    NoQrCode,
    /// fewer than ten bytes
    TooShort,
    /// a kind of code that AWS's devices do not make: other digits, step, hash, or counters
    OtherKind,
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUnderstood => "this is neither a base32 seed, nor an otpauth://totp/ URL, nor a PNG",
            Self::NoQrCode => "there is no QR code in the picture, or more than one, or it cannot be read",
            Self::TooShort => "the seed is too short",
            Self::OtherKind => "AWS's devices have six digits, 30 s and SHA-1; this is another kind",
        })
    }
}

impl std::error::Error for SeedError {}

/// A code and how long it is shown.
pub struct Shown {
    /// now
    pub code: Code,
    /// seconds until the next one
    pub left: u64,
    /// the one after
    pub next: Code,
}

impl Authenticator {
    /// From a file's content: base32 text, an `otpauth://` URL, or the PNG of its QR code.
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

    /// Whether a text is meant for an `otpauth://` URL.
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

    /// `totp/LABEL?secret=…`, with the parameters of Google Authenticator's key URI format.
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

    /// The code of a point in time.
    pub fn at(&self, unix_seconds: u64) -> Shown {
        let step = step_at(unix_seconds);
        Shown {
            code: code_at(self.seed.expose(), step),
            left: STEP_SECONDS - unix_seconds % STEP_SECONDS,
            next: code_at(self.seed.expose(), step + 1),
        }
    }

    /// The codes of the step before and of the present one, which follow each other, as enabling a device asks.
    pub fn pair(&self, unix_seconds: u64) -> [Code; 2] {
        let step = step_at(unix_seconds);
        [code_at(self.seed.expose(), step.saturating_sub(1)), code_at(self.seed.expose(), step)]
    }
}

/// Base32 as people copy it: any case, spaces or dashes in between, padding or not.
fn seed(text: &str) -> Result<Secret<Vec<u8>>, SeedError> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '=')).collect();
    let letters = Secret::new(letters.to_ascii_uppercase());
    let bytes = BASE32_NOPAD.decode(letters.expose().as_bytes()).map_err(|_| SeedError::NotUnderstood)?;
    let bytes = Secret::new(bytes);
    if bytes.expose().len() < MIN_SEED_BYTES { Err(SeedError::TooShort) } else { Ok(bytes) }
}

/// The URL by which an authenticator app takes a device in.
pub fn url(device: &str, account: &str, seed: &str) -> Secret<String> {
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
