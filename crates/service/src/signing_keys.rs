use std::sync::Arc;

use wire::sigv4::SigningKey;

use crate::limits;
use crate::recent::Recent;

/// Derived signing keys, by the text of the credential: access key id and scope. The secret behind an access key id never
/// changes, and temporary ones are bound to theirs by the sealed token, so an entry never goes stale; that the key may
/// still be used is looked up each time.
pub(crate) struct SigningKeys(Recent<String, Arc<SigningKey>>);

impl Default for SigningKeys {
    fn default() -> Self {
        Self(Recent::new(limits::SIGNING_KEYS_BYTES))
    }
}

impl SigningKeys {
    pub(crate) fn get(&self, credential: &str) -> Option<Arc<SigningKey>> {
        self.0.get(credential)
    }

    /// Keeps a key that has verified a request. Others are not kept: a client that knows a key id only could fill the cache
    /// with scopes of its own making.
    pub(crate) fn keep(&self, credential: String, key: Arc<SigningKey>) {
        // the text is in the entry and in the scope of the key
        let bytes = credential.len().saturating_mul(2).saturating_add(size_of::<SigningKey>());
        self.0.keep(credential, key, bytes);
    }
}
