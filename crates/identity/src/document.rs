//! Policy documents, kept as text. Equal texts are stored once, and parsed at their first use.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};

use policy::{Kind, Policy};

use crate::limits;

/// A document byte for byte as given, and its parsed form once it was asked for. Equal documents share their text, clones
/// also the parsed form: as long as a document is in force, that stays at one address.
#[derive(Clone)]
pub struct Document {
    text: Arc<str>,
    parsed: Arc<OnceLock<Arc<Policy>>>,
}

impl Document {
    /// Takes a document that was checked when it was saved, now or earlier.
    pub fn new(text: &str) -> Self {
        Self { text: INTERNED.intern(text), parsed: Arc::default() }
    }

    /// The document as given.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The parsed form, which `finish` completes when it is made. The checks of saving may have become stricter since the
    /// document was saved: what was accepted stays in force. A document that cannot be read denies everything.
    pub(crate) fn policy(&self, kind: Kind, finish: impl FnOnce(Policy) -> Policy) -> Arc<Policy> {
        let read = || {
            Policy::read(kind, &self.text).map_or_else(|_| denial(kind), |policy| Arc::new(finish(policy)))
        };
        self.parsed.get_or_init(read).clone()
    }

    /// Reports whether the document can be read as one of this kind.
    pub(crate) fn is_readable(&self, kind: Kind) -> bool {
        Policy::read(kind, &self.text).is_ok()
    }

    #[cfg(test)]
    pub(crate) fn is_parsed(&self) -> bool {
        self.parsed.get().is_some()
    }
}

/// In place of an identity's document that cannot be read.
const DENIES_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
/// In place of a trust policy that cannot be read.
const TRUSTS_NO_CALLER: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sts:*"}}"#;

/// A policy that denies everything that one of this kind could allow.
fn denial(kind: Kind) -> Arc<Policy> {
    static IDENTITY: LazyLock<Arc<Policy>> = LazyLock::new(|| constant(Kind::Inline, DENIES_ALL));
    static TRUST: LazyLock<Arc<Policy>> = LazyLock::new(|| constant(Kind::Trust, TRUSTS_NO_CALLER));
    match kind {
        Kind::Trust => TRUST.clone(),
        _ => IDENTITY.clone(),
    }
}

fn constant(kind: Kind, text: &str) -> Arc<Policy> {
    // both texts are constants above, and a test reads them
    #[allow(clippy::expect_used)]
    let policy = Policy::read(kind, text).expect("a constant document can be read");
    Arc::new(policy)
}

/// Texts of the documents that are held anywhere in the process, each once.
static INTERNED: LazyLock<Interner> = LazyLock::new(Interner::default);

#[derive(Default)]
struct Interner {
    texts: Mutex<Texts>,
    hasher: RandomState,
}

#[derive(Default)]
struct Texts {
    /// By hash; those that nothing holds any more go at the next sweep.
    by_hash: HashMap<u64, Vec<Weak<str>>>,
    /// Texts added since the last sweep.
    added: usize,
}

impl Interner {
    fn intern(&self, text: &str) -> Arc<str> {
        let hash = self.hasher.hash_one(text);
        // each step leaves the table whole
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let same = texts.by_hash.get(&hash).into_iter().flatten().filter_map(Weak::upgrade);
        if let Some(held) = same.into_iter().find(|held| **held == *text) {
            return held;
        }
        if texts.added > limits::INTERNED_DOCUMENTS_UNSWEPT.max(texts.by_hash.len() / 2) {
            texts.sweep();
        }
        let new: Arc<str> = text.into();
        texts.by_hash.entry(hash).or_default().push(Arc::downgrade(&new));
        texts.added += 1;
        new
    }
}

impl Texts {
    fn sweep(&mut self) {
        self.by_hash.retain(|_, texts| {
            texts.retain(|text| text.strong_count() > 0);
            !texts.is_empty()
        });
        self.by_hash.shrink_to_fit();
        self.added = 0;
    }
}

#[cfg(test)]
mod tests;
