//! `application/x-www-form-urlencoded` parameters with bounds.

use std::collections::BTreeSet;
use std::fmt;

use crate::limits;

/// Parameters of one request, decoded, at most one value for each name.
///
/// Names are case-sensitive: `action` is not `Action`. There is no `Debug` of values, since they carry passwords.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    /// sorted by name, names unique
    pairs: Vec<(String, String)>,
}

/// Why bytes are not the parameters of a request. The wire answer is `MalformedInput`, 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamsError {
    /// a `%` that is not followed by two hexadecimal digits
    Escape,
    /// a decoded name or value is not UTF-8
    Utf8,
    /// more than [`limits::QUERY_PARAMETERS`]
    TooMany,
    /// a name longer than [`limits::QUERY_NAME_BYTES`]
    NameTooLong,
    /// the same name with two values where that could mean two things
    Conflict,
}

/// What selects an operation; two values for one of these are never accepted, wherever they stand.
const SELECTORS: [&str; 2] = ["Action", "Version"];

impl Params {
    /// Reads the URL's query (without `?`) and, for POST, the form body.
    ///
    /// Of a name that is repeated in one place the first value counts, as on AWS. `Action` and `Version` must not be
    /// repeated with different values at all, and no name may have one value in the URL and another in the body:
    /// whoever checks and whoever acts must not see different requests.
    ///
    /// # Errors
    /// See [`ParamsError`].
    pub fn parse(query: &str, body: &[u8]) -> Result<Self, ParamsError> {
        let from_query = decode_pairs(query.as_bytes())?;
        let from_body = decode_pairs(body)?;
        if from_query.len() + from_body.len() > limits::QUERY_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        let query = first_of_each(from_query)?;
        let body = first_of_each(from_body)?;
        if body.is_empty() {
            return Ok(Self { pairs: query });
        }
        merge(query, body)
    }

    /// Reads the query of an S3 URL (without `?`), where every name may stand once.
    ///
    /// # Errors
    /// See [`ParamsError`]; the limit is [`limits::S3_PARAMETERS`].
    pub fn parse_unique(query: &str) -> Result<Self, ParamsError> {
        let mut pairs = decode_pairs(query.as_bytes())?;
        if pairs.len() > limits::S3_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        let repeated = pairs.windows(2).any(|two| matches!(two, [a, b] if a.0 == b.0));
        if repeated { Err(ParamsError::Conflict) } else { Ok(Self { pairs }) }
    }

    /// From names and values that are known to be right, such as those of an answer.
    pub(crate) fn from_pairs(mut pairs: Vec<(String, String)>) -> Self {
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        pairs.dedup_by(|later, first| later.0 == first.0);
        Self { pairs }
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.pairs.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.pairs.get(at).map(|(_, value)| value.as_str())
    }

    /// Whether there is a parameter of this name or a part of it (`name.…`).
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some() || self.parts(name).next().is_some()
    }

    /// All parameters by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The numbers N of all `name.separator.N…`, in order. `None` when anything else stands under `name`, such as a
    /// zero, a sign, a leading zero or the form without separator: half of a list is never taken for the whole.
    #[must_use]
    pub fn indices(&self, name: &str, separator: &str) -> Option<Vec<u32>> {
        if self.get(name).is_some_and(|value| !value.trim().is_empty()) {
            return None;
        }
        let mut found = BTreeSet::new();
        for part in self.parts(name) {
            let numbered = part.strip_prefix(separator)?.strip_prefix('.')?;
            let digits = numbered.split_once('.').map_or(numbered, |(digits, _)| digits);
            found.insert(index(digits)?);
        }
        Some(found.into_iter().collect())
    }

    /// What follows `name.` in the names that start so.
    fn parts<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let prefix = format!("{name}.");
        let start = self.pairs.partition_point(|(known, _)| known.as_str() < prefix.as_str());
        self.pairs
            .get(start..)
            .unwrap_or_default()
            .iter()
            .map_while(move |(known, _)| known.strip_prefix(prefix.as_str()))
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.pairs.iter().map(|(name, _)| name)).finish()
    }
}

fn index(digits: &str) -> Option<u32> {
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || digits.len() > limits::QUERY_INDEX_DIGITS {
        return None;
    }
    digits.parse().ok()
}

fn decode_pairs(form: &[u8]) -> Result<Vec<(String, String)>, ParamsError> {
    let mut pairs = Vec::new();
    for pair in form.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == limits::QUERY_PARAMETERS {
            return Err(ParamsError::TooMany);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        let value = decode(halves.next().unwrap_or_default())?;
        if name.len() > limits::QUERY_NAME_BYTES {
            return Err(ParamsError::NameTooLong);
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// `+` is a space, `%XX` a byte; anything else stands for itself.
fn decode(part: &[u8]) -> Result<String, ParamsError> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = rest.next().and_then(hex_digit).ok_or(ParamsError::Escape)?;
                let low = rest.next().and_then(hex_digit).ok_or(ParamsError::Escape)?;
                high << 4 | low
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| ParamsError::Utf8)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn first_of_each(mut pairs: Vec<(String, String)>) -> Result<Vec<(String, String)>, ParamsError> {
    // a stable sort keeps the order on the wire among equals
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    let mut conflict = false;
    pairs.dedup_by(|later, first| {
        let same = later.0 == first.0;
        conflict |= same && later.1 != first.1 && SELECTORS.contains(&first.0.as_str());
        same
    });
    if conflict { Err(ParamsError::Conflict) } else { Ok(pairs) }
}

fn merge(query: Vec<(String, String)>, body: Vec<(String, String)>) -> Result<Params, ParamsError> {
    let mut params = Params { pairs: query };
    let mut added = Vec::new();
    for (name, value) in body {
        match params.get(&name) {
            None => added.push((name, value)),
            Some(known) if known == value => {}
            Some(_) => return Err(ParamsError::Conflict),
        }
    }
    params.pairs.append(&mut added);
    params.pairs.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(params)
}
