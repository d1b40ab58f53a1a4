//! A small JSON reader that keeps the place of every value, refuses duplicate names and lone surrogates, and is
//! bounded in length, depth and number of values (RFC 8259; the bounds are ours).

use crate::limits::{MAX_DEPTH, MAX_DOCUMENT_BYTES, MAX_VALUES};
use crate::position::narrow;
use std::borrow::Cow;

/// The bounds of one reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) bytes: usize,
    pub(crate) depth: usize,
    pub(crate) values: usize,
}

/// Those of a policy document.
pub(crate) const DOCUMENT: Bounds =
    Bounds { bytes: MAX_DOCUMENT_BYTES, depth: MAX_DEPTH, values: MAX_VALUES };

/// Up to here duplicate names are found by comparing each pair; above, by sorting.
const FEW_MEMBERS: usize = 16;

/// A value and the bytes it was read from: `start..end`.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<Member<'a>>),
}

#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) start: u32,
    pub(crate) node: Node<'a>,
}

/// Error of text that is not acceptable JSON, with its byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonError {
    pub(crate) offset: u32,
    pub(crate) problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    TooLong(usize),
    TooDeep(usize),
    TooManyValues(usize),
    DuplicateName(String),
    LoneSurrogate,
    ControlCharacter,
    BadEscape,
    BadNumber,
    TrailingText,
    Expected(&'static str),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Problem::TooLong(limit) => write!(out, "the text is longer than {limit} bytes"),
            Problem::TooDeep(limit) => {
                write!(out, "arrays and objects are nested deeper than {limit} levels")
            }
            Problem::TooManyValues(limit) => write!(out, "the text holds more than {limit} values"),
            Problem::DuplicateName(name) => write!(out, "the name {name:?} is given twice"),
            Problem::LoneSurrogate => out.write_str("a \\u escape is half of a surrogate pair"),
            Problem::ControlCharacter => out.write_str("a string holds an unescaped control character"),
            Problem::BadEscape => out.write_str("a string holds an unknown escape"),
            Problem::BadNumber => out.write_str("a number is malformed"),
            Problem::TrailingText => out.write_str("there is text after the end of the document"),
            Problem::Expected(what) => write!(out, "expected {what}"),
        }
    }
}

impl<'a> Node<'a> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&[Member<'a>]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Node<'a>]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.as_object()?.iter().find(|member| member.name == name).map(|member| &member.node)
    }
}

/// Reads one JSON value that is the whole text, within bounds.
pub(crate) fn parse(text: &str, bounds: Bounds) -> Result<Node<'_>, JsonError> {
    if text.len() > bounds.bytes {
        return Err(JsonError { offset: 0, problem: Problem::TooLong(bounds.bytes) });
    }
    let mut reader = Reader { text, at: 0, values: 0, bounds };
    reader.space();
    let node = reader.node(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.error(Problem::TrailingText));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    values: usize,
    bounds: Bounds,
}

impl<'a> Reader<'a> {
    fn error(&self, problem: Problem) -> JsonError {
        JsonError { offset: narrow(self.at), problem }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &'static str) -> Result<(), JsonError> {
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            self.at += word.len();
            return Ok(());
        }
        Err(self.error(Problem::Expected("a value")))
    }

    fn node(&mut self, depth: usize) -> Result<Node<'a>, JsonError> {
        self.values += 1;
        if self.values > self.bounds.values {
            return Err(self.error(Problem::TooManyValues(self.bounds.values)));
        }
        let start = narrow(self.at);
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= self.bounds.depth => {
                return Err(self.error(Problem::TooDeep(self.bounds.depth)));
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b't') => self.word("true").map(|()| Value::Bool(true))?,
            Some(b'f') => self.word("false").map(|()| Value::Bool(false))?,
            Some(b'n') => self.word("null").map(|()| Value::Null)?,
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => return Err(self.error(Problem::Expected("a value"))),
        };
        Ok(Node { value, start, end: narrow(self.at) })
    }

    fn array(&mut self, depth: usize) -> Result<Value<'a>, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            self.space();
            items.push(self.node(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Value::Array(items));
            }
            if !self.take(b',') {
                return Err(self.error(Problem::Expected("\",\" or \"]\"")));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, JsonError> {
        self.at += 1;
        let mut members: Vec<Member<'a>> = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.error(Problem::Expected("a name in quotes")));
            }
            let start = narrow(self.at);
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(self.error(Problem::Expected("\":\"")));
            }
            self.space();
            let node = self.node(depth + 1)?;
            members.push(Member { name, start, node });
            self.space();
            if self.take(b'}') {
                no_duplicates(&members)?;
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return Err(self.error(Problem::Expected("\",\" or \"}\"")));
            }
        }
    }

    fn number(&mut self) -> Result<&'a str, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or(""))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.error(Problem::BadNumber)) } else { Ok(()) }
    }

    /// A string; borrowed from the text unless it holds escapes.
    fn string(&mut self) -> Result<Cow<'a, str>, JsonError> {
        self.at += 1;
        let mut owned: Option<String> = None;
        let mut plain = self.at;
        loop {
            match self.peek() {
                None => return Err(self.error(Problem::Expected("a closing quote"))),
                Some(b'"') => {
                    let tail = self.text.get(plain..self.at).unwrap_or("");
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(tail),
                        Some(text) => Cow::Owned(text + tail),
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.text.get(plain..self.at).unwrap_or(""));
                    text.push(self.escape()?);
                    plain = self.at;
                }
                Some(0..=0x1f) => return Err(self.error(Problem::ControlCharacter)),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let at = self.at;
        let bad = |problem| JsonError { offset: narrow(at), problem };
        let letter = self.text.as_bytes().get(at + 1).copied().ok_or(bad(Problem::BadEscape))?;
        self.at += 2;
        Ok(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hex4().ok_or(bad(Problem::BadEscape))?;
                let code = match high {
                    0xd800..=0xdbff => {
                        let low = if self.take(b'\\') && self.take(b'u') { self.hex4() } else { None };
                        let low = low.filter(|low| (0xdc00..=0xdfff).contains(low));
                        let low = low.ok_or(bad(Problem::LoneSurrogate))?;
                        0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
                    }
                    other => other,
                };
                char::from_u32(code).ok_or(bad(Problem::LoneSurrogate))?
            }
            _ => return Err(bad(Problem::BadEscape)),
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |sum, digit| Some(sum * 16 + char::from(*digit).to_digit(16)?))
    }
}

fn no_duplicates(members: &[Member<'_>]) -> Result<(), JsonError> {
    let error = |member: &Member<'_>| JsonError {
        offset: member.start,
        problem: Problem::DuplicateName(member.name.to_string()),
    };
    if members.len() <= FEW_MEMBERS {
        for (at, member) in members.iter().enumerate() {
            if members.iter().take(at).any(|earlier| earlier.name == member.name) {
                return Err(error(member));
            }
        }
        return Ok(());
    }
    let mut sorted: Vec<&Member<'_>> = members.iter().collect();
    sorted.sort_by(|a, b| (&a.name, a.start).cmp(&(&b.name, b.start)));
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.filter(|(a, b)| a.name == b.name).map(|(_, b)| error(b)).next().map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests;
