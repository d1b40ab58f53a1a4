//! The request context: condition keys and their values.

use crate::key::ConditionKey;
use crate::value::Value;
use std::collections::BTreeSet;
use std::fmt;

/// The values of a condition key in a [`Context`]. An absent key, an empty list and an empty string are three different
/// states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// A single-valued key.
    One(String),
    /// A multivalued key: needs `ForAllValues` or `ForAnyValue`, also when it holds one value only.
    Many(Vec<String>),
}

/// The condition keys of one request, asked for one by one: what no policy asks for need not be made.
///
/// Holds what the *server* knows of the request. An implementation answers keys that it knows; no name of a header or
/// parameter may become the name of a key.
pub trait RequestContext {
    /// The value of a key; `None` if the request does not have it. Each call about one key gives the same answer.
    fn value(&self, key: &ConditionKey) -> Option<Value<'_>>;
}

impl fmt::Debug for dyn RequestContext + '_ {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RequestContext")
    }
}

/// Condition keys and values as a list of their own: for tests, tools and simulations.
///
/// Nothing in this crate copies request headers or parameters into it: the keys are set by name, and the last setting of
/// a key is the one that counts.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Sorted by key.
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq)]
struct Entry {
    key: ConditionKey,
    written: Box<str>,
    value: ContextValue,
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
        let entry = Entry { key: ConditionKey::new(key), written: key.into(), value };
        match self.find(&entry.key) {
            Ok(at) => {
                if let Some(old) = self.entries.get_mut(at) {
                    *old = entry;
                }
            }
            Err(at) => self.entries.insert(at, entry),
        }
        self
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<ContextValue> {
        let at = self.find(&ConditionKey::new(key)).ok()?;
        Some(self.entries.remove(at).value)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.lookup(&ConditionKey::new(key))
    }

    /// Keys as they were written, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let sorted: BTreeSet<(String, &str)> =
            self.entries.iter().map(|entry| (entry.written.to_lowercase(), entry.written.as_ref())).collect();
        sorted.into_iter().map(|(_, written)| written)
    }

    fn lookup(&self, key: &ConditionKey) -> Option<&ContextValue> {
        let at = self.find(key).ok()?;
        self.entries.get(at).map(|entry| &entry.value)
    }

    fn find(&self, key: &ConditionKey) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.key.cmp(key))
    }
}

impl RequestContext for Context {
    fn value(&self, key: &ConditionKey) -> Option<Value<'_>> {
        self.lookup(key).map(|value| match value {
            ContextValue::One(value) => Value::borrowed(value),
            ContextValue::Many(values) => Value::Many(values),
        })
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self.entries.iter().map(|entry| (&entry.written, &entry.value))).finish()
    }
}

#[cfg(test)]
mod tests;
