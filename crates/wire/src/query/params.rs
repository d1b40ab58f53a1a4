//! `application/x-www-form-urlencoded` parameters with bounds.

use std::fmt;

use crate::limits;

/// Parameters of one request, decoded, at most one value for each name.
///
/// Names are case-sensitive: `action` is not `Action`. There is no `Debug` of values, since they carry passwords.
#[derive(Clone, Default)]
pub struct Params {
    /// All names and values, one after another.
    text: String,
    /// Sorted by name, names unique.
    pairs: Vec<Pair>,
}

/// Positions of a name and, behind it, its value in the text of all parameters.
#[derive(Clone, Copy)]
struct Pair {
    start: usize,
    middle: usize,
    end: usize,
}

impl Pair {
    fn name(self, text: &str) -> &str {
        text.get(self.start..self.middle).unwrap_or_default()
    }

    fn value(self, text: &str) -> &str {
        text.get(self.middle..self.end).unwrap_or_default()
    }
}

/// Reason why bytes are not the parameters of a request. The wire answer is `MalformedInput`, 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamsError {
    /// A `%` that is not followed by two hexadecimal digits.
    Escape,
    /// A decoded name or value that is not UTF-8.
    Utf8,
    /// More than [`limits::QUERY_PARAMETERS`].
    TooMany,
    /// A name longer than [`limits::QUERY_NAME_BYTES`].
    NameTooLong,
    /// The same name with two values where that could mean two things.
    Conflict,
}

/// Names that select an operation; two values for one of these are never accepted, wherever they stand.
const SELECTORS: [&str; 2] = ["Action", "Version"];

impl Params {
    /// Reads the URL's query (without `?`) and, for POST, the form body.
    ///
    /// Of a name that is repeated in one place the first value counts, as on AWS. `Action` and `Version` must not be
    /// repeated with different values at all, and no name may have one value in the URL and another in the body:
    /// a check and the act after it must not see different requests.
    ///
    /// # Errors
    /// See [`ParamsError`].
    pub fn parse(query: &str, body: &[u8]) -> Result<Self, ParamsError> {
        let mut bytes = Vec::with_capacity(query.len().saturating_add(body.len()));
        let mut in_query = decode_pairs(query.as_bytes(), &mut bytes)?;
        let mut in_body = decode_pairs(body, &mut bytes)?;
        if in_query.len().saturating_add(in_body.len()) > limits::QUERY_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        let text = String::from_utf8(bytes).map_err(|_| ParamsError::Utf8)?;
        first_of_each(&text, &mut in_query)?;
        first_of_each(&text, &mut in_body)?;
        if in_query.is_empty() {
            return Ok(Self { text, pairs: in_body });
        }
        Self { text, pairs: in_query }.merge(in_body)
    }

    /// Reads the query of an S3 URL (without `?`), where every name may stand once.
    ///
    /// # Errors
    /// See [`ParamsError`]; the limit is [`limits::S3_PARAMETERS`].
    pub fn parse_unique(query: &str) -> Result<Self, ParamsError> {
        let mut bytes = Vec::with_capacity(query.len());
        let mut pairs = decode_pairs(query.as_bytes(), &mut bytes)?;
        if pairs.len() > limits::S3_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        let text = String::from_utf8(bytes).map_err(|_| ParamsError::Utf8)?;
        pairs.sort_by(|a, b| a.name(&text).cmp(b.name(&text)));
        let repeated = pairs.windows(2).any(|two| matches!(two, [a, b] if a.name(&text) == b.name(&text)));
        if repeated { Err(ParamsError::Conflict) } else { Ok(Self { text, pairs }) }
    }

    /// From names and values that are known to be right, such as those of an answer.
    pub(crate) fn from_pairs(given: Vec<(String, String)>) -> Self {
        let mut text = String::new();
        let mut pairs = Vec::with_capacity(given.len());
        for (name, value) in given {
            let start = text.len();
            text.push_str(&name);
            let middle = text.len();
            text.push_str(&value);
            pairs.push(Pair { start, middle, end: text.len() });
        }
        pairs.sort_by(|a, b| a.name(&text).cmp(b.name(&text)));
        pairs.dedup_by(|later, first| later.name(&text) == first.name(&text));
        Self { text, pairs }
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.pairs.binary_search_by(|pair| pair.name(&self.text).cmp(name)).ok()?;
        self.pairs.get(at).map(|pair| pair.value(&self.text))
    }

    /// True if there is a parameter of this name or a part of it (`name.…`).
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some() || self.parts(name).next().is_some()
    }

    /// All parameters by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|pair| (pair.name(&self.text), pair.value(&self.text)))
    }

    /// The numbers N of all `name.separator.N…`, in order. `None` when anything else stands under `name`, such as a
    /// zero, a sign, a leading zero or the form without separator: half of a list is never taken for the whole.
    #[must_use]
    pub fn indices(&self, name: &str, separator: &str) -> Option<Vec<u32>> {
        if self.get(name).is_some_and(|value| !value.trim().is_empty()) {
            return None;
        }
        let mut found = Vec::new();
        for part in self.parts(name) {
            let numbered = part.strip_prefix(separator)?.strip_prefix('.')?;
            let digits = numbered.split_once('.').map_or(numbered, |(digits, _)| digits);
            found.push(index(digits)?);
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    /// The rest of the names that start with `name.`, behind that.
    fn parts<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        let prefix = || name.bytes().chain([b'.']);
        let is_before = |known: &str| known.bytes().cmp(prefix()).is_lt();
        let start = self.pairs.partition_point(|pair| is_before(pair.name(&self.text)));
        let from_there = self.pairs.get(start..).unwrap_or_default().iter();
        from_there.map_while(move |pair| pair.name(&self.text).strip_prefix(name)?.strip_prefix('.'))
    }

    /// Adds parameters of the body, of which none may say something else than the URL.
    fn merge(mut self, body: Vec<Pair>) -> Result<Self, ParamsError> {
        let mut added = Vec::new();
        for pair in body {
            match self.get(pair.name(&self.text)) {
                None => added.push(pair),
                Some(known) if known == pair.value(&self.text) => {}
                Some(_) => return Err(ParamsError::Conflict),
            }
        }
        let Self { text, pairs } = &mut self;
        pairs.append(&mut added);
        pairs.sort_by(|a, b| a.name(text).cmp(b.name(text)));
        Ok(self)
    }
}

impl PartialEq for Params {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Params {}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

fn index(digits: &str) -> Option<u32> {
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || digits.len() > limits::QUERY_INDEX_DIGITS {
        return None;
    }
    digits.parse().ok()
}

/// Decodes the parameters of a form to the end of `out`, each name and value UTF-8 by itself.
fn decode_pairs(form: &[u8], out: &mut Vec<u8>) -> Result<Vec<Pair>, ParamsError> {
    let ampersands = form.iter().filter(|byte| **byte == b'&').count();
    let mut pairs = Vec::new();
    for pair in form.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == limits::QUERY_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        if pairs.is_empty() {
            pairs.reserve_exact(ampersands.min(limits::QUERY_PARAMETERS).saturating_add(1));
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let start = out.len();
        decode(halves.next().unwrap_or_default(), out)?;
        let middle = out.len();
        decode(halves.next().unwrap_or_default(), out)?;
        if middle.saturating_sub(start) > limits::QUERY_NAME_BYTES {
            return Err(ParamsError::NameTooLong);
        }
        pairs.push(Pair { start, middle, end: out.len() });
    }
    Ok(pairs)
}

/// Decodes to the end of `out`: `+` is a space, `%XX` a byte; anything else stands for itself.
fn decode(part: &[u8], out: &mut Vec<u8>) -> Result<(), ParamsError> {
    let start = out.len();
    let mut rest = part;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'+' | b'%')) {
        let (plain, escaped) = rest.split_at(at);
        out.extend_from_slice(plain);
        rest = match escaped {
            [b'+', rest @ ..] => {
                out.push(b' ');
                rest
            }
            [b'%', high, low, rest @ ..] => {
                let high = hex_digit(*high).ok_or(ParamsError::Escape)?;
                let low = hex_digit(*low).ok_or(ParamsError::Escape)?;
                out.push(high << 4 | low);
                rest
            }
            _ => return Err(ParamsError::Escape),
        };
    }
    out.extend_from_slice(rest);
    let decoded = out.get(start..).unwrap_or_default();
    std::str::from_utf8(decoded).map(drop).map_err(|_| ParamsError::Utf8)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn first_of_each(text: &str, pairs: &mut Vec<Pair>) -> Result<(), ParamsError> {
    // a stable sort keeps the order on the wire among equals
    pairs.sort_by(|a, b| a.name(text).cmp(b.name(text)));
    let mut conflict = false;
    pairs.dedup_by(|later, first| {
        let same = later.name(text) == first.name(text);
        conflict |= same && later.value(text) != first.value(text) && SELECTORS.contains(&first.name(text));
        same
    });
    if conflict { Err(ParamsError::Conflict) } else { Ok(()) }
}
