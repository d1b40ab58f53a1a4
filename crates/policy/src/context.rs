//! The request context: condition keys and their values.

use std::collections::BTreeSet;
use std::fmt;

/// The values of a condition key in a request. An absent key, an empty list and an empty string are three different
/// states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// A single-valued key.
    One(String),
    /// A multivalued key: needs `ForAllValues` or `ForAnyValue`, also when it holds one value only.
    Many(Vec<String>),
}

/// The condition keys of one request. Names are compared ignoring case, the part after `/` included.
///
/// The context is what the *server* knows of the request. Nothing in this crate copies request headers or parameters
/// into it: whoever builds a context sets each key by name, and the last setting of a key is the one that counts.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Sorted by hash, then by name.
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq)]
struct Entry {
    key: KeyName,
    written: Box<str>,
    value: ContextValue,
}

/// A condition key name, folded and hashed once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct KeyName {
    hash: u64,
    folded: Box<str>,
}

impl KeyName {
    pub(crate) fn new(name: &str) -> KeyName {
        let folded = name.to_lowercase().into_boxed_str();
        KeyName { hash: fnv1a(folded.as_bytes()), folded }
    }

    /// The name in lower case.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }
}

/// 64-bit FNV-1a. Only speeds up a search whose hits are compared in full, so collisions cost time, never truth; and
/// the keys are those of the server and of stored policies, not of strangers.
fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Keys that the server derives by itself cannot be given: the global ones (but for what a request says of itself),
/// what is said of identity providers and sessions, and what is stored with a resource.
fn may_come_from_request(key: &str) -> bool {
    const ASKED: [&str; 3] = ["aws:requesttag/", "aws:referer", "aws:useragent"];
    const DERIVED: [&str; 14] = [
        "aws:",
        "iam:resourcetag/",
        "s3:authtype",
        "s3:buckettag/",
        "s3:dataaccesspoint",
        "s3:existingobjecttag/",
        "s3:resourceaccount",
        "s3:signature",
        "s3:tlsversion",
        "s3:accesspoint",
        "saml:",
        "jwt:",
        "sts:",
        "cognito-identity.amazonaws.com:",
    ];
    let folded = key.to_lowercase();
    let begins = |known: &str| folded.starts_with(known);
    let has_prefix =
        folded.split_once(':').is_some_and(|(prefix, name)| !prefix.contains('.') && !name.is_empty());
    has_prefix && (ASKED.into_iter().any(begins) || !DERIVED.into_iter().any(begins))
}

impl Context {
    /// A context without keys.
    pub fn new() -> Context {
        Context::default()
    }

    /// Sets a single-valued key.
    pub fn set(&mut self, key: &str, value: impl Into<String>) -> &mut Context {
        self.put(key, ContextValue::One(value.into()))
    }

    /// Sets a multivalued key; the list may be empty.
    pub fn set_list<V: Into<String>>(
        &mut self,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> &mut Context {
        self.put(key, ContextValue::Many(values.into_iter().map(Into::into).collect()))
    }

    /// Sets a key to a value of either form.
    pub fn put(&mut self, key: &str, value: ContextValue) -> &mut Context {
        let name = KeyName::new(key);
        let entry = Entry { key: name, written: key.into(), value };
        match self.entries.binary_search_by(|other| other.key.cmp(&entry.key)) {
            Ok(at) => {
                if let Some(old) = self.entries.get_mut(at) {
                    *old = entry;
                }
            }
            Err(at) => self.entries.insert(at, entry),
        }
        self
    }

    /// Sets a single-valued key whose *name* or value comes out of the request itself (a header, a query parameter), if
    /// such a key may: of the global keys only those that say what was asked for. Whether it was set.
    pub fn set_from_request(&mut self, key: &str, value: &str) -> bool {
        let may = may_come_from_request(key);
        if may {
            self.set(key, value);
        }
        may
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<ContextValue> {
        let name = KeyName::new(key);
        let at = self.entries.binary_search_by(|other| other.key.cmp(&name)).ok()?;
        Some(self.entries.remove(at).value)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.lookup(&KeyName::new(key))
    }

    /// Keys as they were written, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let sorted: BTreeSet<(&str, &str)> =
            self.entries.iter().map(|entry| (entry.key.folded(), entry.written.as_ref())).collect();
        sorted.into_iter().map(|(_, written)| written)
    }

    pub(crate) fn lookup(&self, key: &KeyName) -> Option<&ContextValue> {
        let at = self.entries.partition_point(|entry| entry.key.hash < key.hash);
        let same_hash = self.entries.get(at..)?.iter().take_while(|entry| entry.key.hash == key.hash);
        same_hash.into_iter().find(|entry| entry.key.folded == key.folded).map(|entry| &entry.value)
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self.entries.iter().map(|entry| (&entry.written, &entry.value))).finish()
    }
}

#[cfg(test)]
mod tests;
