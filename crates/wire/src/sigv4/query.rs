use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One parameter of a query string or form body, decoded.
pub type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// Decodes a name or value of a query string: `+` is a space, `%XX` is a byte, and a `%` that starts no such triple
/// stands for itself.
///
/// Whatever reads the query of a signed request must read it with this function, or the signature may be right for
/// another meaning.
pub fn decode_component(raw: &str) -> Cow<'_, [u8]> {
    if raw.contains('+') {
        let spaced = raw.replace('+', " ");
        return Cow::Owned(percent_decode_str(&spaced).collect());
    }
    percent_decode_str(raw).into()
}

/// The parameters of a query string in order: split at `&` (and nothing else), empty pieces left out, a piece without
/// `=` having an empty value.
pub fn query_pairs(query: &str) -> Vec<Pair<'_>> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decode_component(name), decode_component(value))
        })
        .collect()
}

/// Appends with every byte but the unreserved ones percent-encoded, hex digits in upper case.
pub(crate) fn push_encoded(out: &mut Vec<u8>, bytes: &[u8]) {
    for piece in percent_encode(bytes, RESERVED) {
        out.extend_from_slice(piece.as_bytes());
    }
}

/// Appends the canonical query string: encoded, sorted by encoded name and then by encoded value.
pub(crate) fn push_canonical<'p>(out: &mut Vec<u8>, pairs: impl Iterator<Item = &'p Pair<'p>>) {
    let encode = |bytes: &[u8]| {
        let mut encoded = Vec::with_capacity(bytes.len());
        push_encoded(&mut encoded, bytes);
        encoded
    };
    let mut encoded: Vec<_> = pairs.map(|(name, value)| (encode(name), encode(value))).collect();
    encoded.sort_unstable();
    for (at, (name, value)) in encoded.iter().enumerate() {
        if at > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// The value of the first parameter of that exact name.
pub(crate) fn value<'p>(pairs: &'p [Pair<'_>], name: &str) -> Option<&'p [u8]> {
    pairs.iter().find(|(have, _)| have.as_ref() == name.as_bytes()).map(|(_, value)| value.as_ref())
}

/// The first name that occurs twice, if any; `fold` also counts names that differ only in the case of letters.
pub(crate) fn repeated<'p>(pairs: &'p [Pair<'_>], fold: bool) -> Option<&'p [u8]> {
    let mut names: Vec<Cow<'p, [u8]>> = pairs
        .iter()
        .map(
            |(name, _)| {
                if fold { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name.as_ref()) }
            },
        )
        .collect();
    names.sort_unstable();
    let twice = names.windows(2).find_map(|two| match two {
        [first, second] if first == second => Some(first.clone()),
        _ => None,
    })?;
    pairs
        .iter()
        .map(|(name, _)| name.as_ref())
        .find(|name| if fold { name.eq_ignore_ascii_case(&twice) } else { *name == twice.as_ref() })
}
