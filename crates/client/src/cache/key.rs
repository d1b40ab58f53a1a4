use crate::place::digest;

/// Name of an entry or note: a hash of everything that the session depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

/// Hexadecimal digits of a key: SHA-256.
const KEY_DIGITS: usize = 64;

impl Key {
    /// The key of several texts. The borders between them count.
    pub fn of(parts: &[&str]) -> Self {
        Self(digest(parts))
    }

    /// A key that was written down; `None` if the text is no hash in lower-case hex.
    pub(crate) fn of_hash(text: &[u8]) -> Option<Self> {
        let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_hash = text.len() == KEY_DIGITS && text.iter().all(digit);
        is_hash.then(|| Self(text.iter().copied().map(char::from).collect()))
    }

    /// The hash in lower-case hex.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
