use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use wire::sigv4::{Signed, SigningKey};

/// Signing keys kept at most; past that the cache starts anew.
const SIGNING_KEYS_MAX: usize = 10_000;

/// Derived signing keys, by access key id and scope. The secret behind an access key id never changes, and temporary ones
/// are bound to theirs by the sealed token, so an entry never goes stale; that the key may still be used is looked up
/// each time.
#[derive(Default)]
pub(crate) struct SigningKeys {
    keys: RwLock<HashMap<String, Arc<SigningKey>>>,
}

impl SigningKeys {
    /// Name under which the key for a request is kept; Version 2 has no scope, and nothing worth keeping.
    pub fn name(signed: &Signed<'_>) -> Option<String> {
        let scope = signed.scope()?;
        let id = signed.access_key_id();
        Some(format!("{id}/{}/{}/{}", scope.date(), scope.region(), scope.service()))
    }

    pub fn get(&self, name: Option<&str>) -> Option<Arc<SigningKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(name?).cloned()
    }

    /// Keeps a key that has verified a request. Others are not kept: a client that knows a key id only could fill the cache
    /// with scopes of its own making.
    pub fn keep(&self, name: Option<String>, key: Arc<SigningKey>) {
        let Some(name) = name else { return };
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= SIGNING_KEYS_MAX {
            keys.clear();
        }
        keys.insert(name, key);
    }
}
