//! Values of condition keys: borrowed where they exist, computed only when a policy reads them.

use std::fmt::{self, Write as _};
use std::ops::Deref;

/// Bytes of a text that is made without memory from the heap: an address of IPv6 needs 45.
const INLINE_BYTES: usize = 46;

/// The values of a condition key in a request. An absent key, an empty list and an empty string are three different
/// states.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A single-valued key.
    One(Text<'a>),
    /// A multivalued key: needs `ForAllValues` or `ForAnyValue`, also when it holds one value only.
    Many(&'a dyn Values),
}

/// The values of a multivalued key.
pub trait Values {
    /// The value at this place, counted from 0; `None` past the last one.
    fn value_at(&self, place: usize) -> Option<&str>;
}

/// A text that is borrowed, or was made for the request.
#[derive(Clone)]
pub struct Text<'a>(Form<'a>);

#[derive(Clone)]
enum Form<'a> {
    Borrowed(&'a str),
    Made(Made<INLINE_BYTES>),
}

/// A text that takes memory from the heap only if it has more than `N` bytes.
#[derive(Clone)]
pub struct Made<const N: usize>(Place<N>);

#[derive(Clone)]
enum Place<const N: usize> {
    Inline(Inline<N>),
    Heap(String),
}

/// Holds whole texts only.
#[derive(Clone)]
struct Inline<const N: usize> {
    length: usize,
    bytes: [u8; N],
}

impl<'a> Value<'a> {
    /// A single value that is at hand.
    pub fn borrowed(text: &'a str) -> Value<'a> {
        Value::One(Text(Form::Borrowed(text)))
    }

    /// A single value that is made now.
    pub fn made(value: impl fmt::Display) -> Value<'static> {
        Value::One(Text::made(value))
    }

    /// `true` or `false`.
    pub fn boolean(value: bool) -> Value<'static> {
        Value::borrowed(if value { "true" } else { "false" })
    }
}

impl<'a> dyn Values + 'a {
    /// Every value.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..).map_while(|place| self.value_at(place))
    }
}

impl fmt::Debug for dyn Values + '_ {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

impl Values for Vec<String> {
    fn value_at(&self, place: usize) -> Option<&str> {
        self.get(place).map(String::as_str)
    }
}

impl Values for &[&str] {
    fn value_at(&self, place: usize) -> Option<&str> {
        self.get(place).copied()
    }
}

impl Text<'_> {
    /// Writes a value: into the heap only if it is long.
    pub fn made(value: impl fmt::Display) -> Text<'static> {
        Text(Form::Made(Made::of(value)))
    }
}

impl<const N: usize> Made<N> {
    /// Writes a value.
    pub fn of(value: impl fmt::Display) -> Self {
        let mut inline = Inline { length: 0, bytes: [0; N] };
        Made(match write!(inline, "{value}") {
            Ok(()) => Place::Inline(inline),
            Err(fmt::Error) => Place::Heap(value.to_string()),
        })
    }
}

impl<const N: usize> Deref for Made<N> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Place::Inline(inline) => inline.as_str(),
            Place::Heap(text) => text,
        }
    }
}

impl<const N: usize> fmt::Display for Made<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text(Form::Borrowed(text))
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::Borrowed(text) => text,
            Form::Made(made) => made,
        }
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl<const N: usize> Inline<N> {
    fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Write for Inline<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let place = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
