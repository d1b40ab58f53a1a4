//! Authenticated encryption of values at rest and of session tokens: AES-256-GCM (NIST SP 800-38D) under keys that HKDF
//! (RFC 5869) derives from one root key, one key a purpose.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use zeroize::Zeroize;

use crate::{Entropy, Secret};

/// Bytes of a root key.
pub const ROOT_KEY_BYTES: usize = 32;
/// First byte of every sealed value: the format of the rest.
const FORMAT: u8 = 1;
const TAG_BYTES: usize = 16;
/// Bytes that sealing adds.
pub const OVERHEAD_BYTES: usize = 1 + NONCE_LEN + TAG_BYTES;

/// The key that all sealing keys of one installation come from. Kept apart from what it seals.
pub struct RootKey(Secret<[u8; ROOT_KEY_BYTES]>);

impl RootKey {
    /// Makes a new key.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        let mut bytes = [0; ROOT_KEY_BYTES];
        entropy.fill(&mut bytes);
        Self(Secret::new(bytes))
    }

    /// Takes a stored key.
    pub fn from_bytes(bytes: [u8; ROOT_KEY_BYTES]) -> Self {
        Self(Secret::new(bytes))
    }

    /// The bytes, for storing the key.
    pub fn expose(&self) -> &[u8; ROOT_KEY_BYTES] {
        self.0.expose()
    }

    /// The sealing key of one purpose. Values sealed for one purpose do not open for another.
    pub fn sealing_key(&self, purpose: &str) -> SealingKey {
        let mut bytes = [0; 32];
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"ostiary");
        let pseudo_random_key = salt.extract(self.0.expose());
        let info = [purpose.as_bytes()];
        // HKDF-SHA256 gives up to 255 * 32 bytes and AES-256 takes 32, so neither step can fail
        let filled = pseudo_random_key.expand(&info, hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut bytes));
        let key = filled.and_then(|()| UnboundKey::new(&AES_256_GCM, &bytes));
        bytes.zeroize();
        SealingKey(key.ok().map(LessSafeKey::new))
    }
}

/// Seals and opens values for one purpose.
pub struct SealingKey(Option<LessSafeKey>);

/// The value is not one that this key sealed for this purpose and context, or it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenError;

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the sealed value cannot be opened")
    }
}

impl std::error::Error for OpenError {}

impl SealingKey {
    /// Seals `plain`. `context` is authenticated with it: opening asks for the same. Nonces are random, so one key should
    /// seal fewer than 2^32 values (SP 800-38D section 8.3).
    pub fn seal(
        &self,
        context: &[u8],
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, OpenError> {
        let mut out = Vec::with_capacity(plain.len() + OVERHEAD_BYTES);
        self.seal_onto(&mut out, context, plain, entropy)?;
        Ok(out)
    }

    /// Seals `plain` like [`Self::seal`] behind the bytes that `out` holds.
    pub fn seal_onto(
        &self,
        out: &mut Vec<u8>,
        context: &[u8],
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<(), OpenError> {
        let key = self.0.as_ref().ok_or(OpenError)?;
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        out.reserve(plain.len() + OVERHEAD_BYTES);
        out.push(FORMAT);
        out.extend_from_slice(&nonce);
        let begin = out.len();
        out.extend_from_slice(plain);
        let body = out.get_mut(begin..).ok_or(OpenError)?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = key.seal_in_place_separate_tag(nonce, Aad::from(context), body);
        let Ok(tag) = tag else {
            // no plain text is left behind
            body.zeroize();
            out.truncate(begin);
            return Err(OpenError);
        };
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens what [`Self::seal`] made with the same key and context.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, OpenError> {
        let key = self.0.as_ref().ok_or(OpenError)?;
        let (format, rest) = sealed.split_first().ok_or(OpenError)?;
        if *format != FORMAT || rest.len() < NONCE_LEN + TAG_BYTES {
            return Err(OpenError);
        }
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or(OpenError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| OpenError)?;
        let mut buffer = body.to_vec();
        let length = key.open_in_place(nonce, Aad::from(context), &mut buffer).map_err(|_| OpenError)?.len();
        buffer.truncate(length);
        Ok(Secret::new(buffer))
    }
}

#[cfg(test)]
mod tests;
