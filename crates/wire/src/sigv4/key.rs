use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::scope::{CredentialScope, TERMINATOR};

/// A key ready to check signatures: for Version 4 good for one credential scope (so for one day, region and service),
/// for Version 2 the secret itself. Deriving costs four HMACs, so callers keep these; wiped when dropped.
///
/// Has no `Debug`.
#[derive(Clone)]
pub struct SigningKey(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    V4 { mac: Hmac<Sha256>, scope: CredentialScope },
    V2Sha1(Hmac<sha1::Sha1>),
    V2Sha256(Hmac<Sha256>),
}

impl SigningKey {
    /// Derives the key of a scope from a secret access key.
    pub fn derive(secret_access_key: &[u8], scope: &CredentialScope) -> Self {
        let mut first = Zeroizing::new(Vec::with_capacity(secret_access_key.len().saturating_add(4)));
        first.extend_from_slice(b"AWS4");
        first.extend_from_slice(secret_access_key);
        let date = step(&first, scope.date());
        let region = step(date.as_slice(), scope.region());
        let service = step(region.as_slice(), scope.service());
        let last = step(service.as_slice(), TERMINATOR);
        Self(Kind::V4 { mac: mac(last.as_slice()), scope: scope.clone() })
    }

    /// The scope it is good for; Version 2 keys have none.
    pub fn scope(&self) -> Option<&CredentialScope> {
        match &self.0 {
            Kind::V4 { scope, .. } => Some(scope),
            _ => None,
        }
    }
}

/// HMAC-SHA256 accepts a key of any length, so the fallback is never taken.
pub(crate) fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

fn step(key: &[u8], data: &str) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(hmac(&mac(key), data.as_bytes()))
}

pub(crate) fn hmac(mac: &Hmac<Sha256>, data: &[u8]) -> [u8; 32] {
    let mut mac = mac.clone();
    mac.update(data);
    mac.finalize().into_bytes().into()
}
