use hmac::Hmac;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use crate::sigv4::CredentialScope;
use crate::sigv4::canonical::hex;
use crate::sigv4::key::hmac;
use crate::sigv4::parts::read_hash;

/// The chain of signatures of a signed upload: each chunk's covers the one before it, the first the request's own.
///
/// Has no `Debug`; wiped when dropped.
#[derive(Clone)]
pub(crate) struct ChunkKey {
    mac: Hmac<Sha256>,
    date: String,
    scope: CredentialScope,
    previous: String,
}

impl ChunkKey {
    /// Starts with the request's signature, lower-case hex.
    pub(crate) fn new(mac: Hmac<Sha256>, date: String, scope: CredentialScope, seed: &str) -> Self {
        Self { mac, date, scope, previous: seed.to_owned() }
    }

    /// Accepts a chunk by the hash of its data; false if its signature is wrong. The chain moves on with an accepted one.
    pub(crate) fn accept_chunk(&mut self, data_hash: &[u8; 32], claimed: &str) -> bool {
        let text = format!(
            "AWS4-HMAC-SHA256-PAYLOAD\n{}\n{}\n{}\n{}\n{}",
            self.date,
            self.scope,
            self.previous,
            hex(&Sha256::digest(b"")),
            hex(data_hash)
        );
        self.accept(&text, claimed)
    }

    /// Accepts the trailer, as canonical lines; false if its signature is wrong.
    pub(crate) fn accept_trailer(&mut self, canonical: &[u8], claimed: &str) -> bool {
        let text = format!(
            "AWS4-HMAC-SHA256-TRAILER\n{}\n{}\n{}\n{}",
            self.date,
            self.scope,
            self.previous,
            hex(&Sha256::digest(canonical))
        );
        self.accept(&text, claimed)
    }

    fn accept(&mut self, string_to_sign: &str, claimed: &str) -> bool {
        let right = hmac(&self.mac, string_to_sign.as_bytes());
        let given = read_hash(claimed);
        let equal = right.ct_eq(&given.unwrap_or_default()) & Choice::from(u8::from(given.is_some()));
        let accepted = bool::from(equal);
        if accepted {
            claimed.clone_into(&mut self.previous);
        }
        accepted
    }
}
