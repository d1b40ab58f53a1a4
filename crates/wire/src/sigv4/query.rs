use std::borrow::Cow;

use super::runs::Runs;
use crate::limits;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Parameters that are compared each with each; more are sorted.
const COMPARED_IN_PLACE: usize = 16;

/// One parameter of a query string or form body, decoded.
pub type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// Decodes a name or value of a query string: `+` is a space, `%XX` is a byte, and a `%` that starts no such triple
/// stands for itself.
///
/// Code that reads the query of a signed request must read it with this function, or the signature may be right for
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
pub(crate) fn push_encoded(out: &mut impl Runs, bytes: &[u8]) {
    for piece in percent_encode(bytes, RESERVED) {
        out.run(piece.as_bytes());
    }
}

/// Appends the canonical query string: encoded, sorted by encoded name and then by encoded value.
pub(crate) fn push_canonical<'p>(out: &mut impl Runs, pairs: impl Iterator<Item = &'p Pair<'p>>) {
    // text that needs no encoding, which most does, is borrowed
    let encode = |bytes: &'p [u8]| Cow::<str>::from(percent_encode(bytes, RESERVED));
    let mut encoded: Vec<_> = pairs.map(|(name, value)| (encode(name), encode(value))).collect();
    encoded.sort_unstable();
    for (at, (name, value)) in encoded.iter().enumerate() {
        if at > 0 {
            out.run(b"&");
        }
        out.run(name.as_bytes());
        out.run(b"=");
        out.run(value.as_bytes());
    }
}

/// Like [`query_pairs`]; `None` if there are more than [`limits::QUERY_PARAMETERS`].
pub(crate) fn bounded_pairs(query: &str) -> Option<Vec<Pair<'_>>> {
    let ampersands = query.bytes().filter(|byte| *byte == b'&').count();
    (ampersands < limits::QUERY_PARAMETERS).then(|| query_pairs(query))
}

/// The value of the first parameter of that exact name.
pub(crate) fn value<'p>(pairs: &'p [Pair<'_>], name: &str) -> Option<&'p [u8]> {
    pairs.iter().find(|(have, _)| have.as_ref() == name.as_bytes()).map(|(_, value)| value.as_ref())
}

/// The first name that occurs twice, if any. Names that start with `x-amz-` count as one in any case, and with
/// `fold` so do all.
pub(crate) fn repeated<'p>(pairs: &'p [Pair<'_>], fold: bool) -> Option<&'p [u8]> {
    let same = |one: &[u8], other: &[u8]| {
        if fold || is_amz(one) { one.eq_ignore_ascii_case(other) } else { one == other }
    };
    let repeats =
        |(at, (name, _)): (usize, &Pair<'_>)| pairs.iter().take(at).any(|(before, _)| same(before, name));
    // few names are compared where they stand
    if pairs.len() <= COMPARED_IN_PLACE && !pairs.iter().enumerate().any(repeats) {
        return None;
    }
    let mut sorted: Vec<&[u8]> = pairs.iter().map(|(name, _)| name.as_ref()).collect();
    sorted.sort_by_cached_key(|name| (name.to_ascii_lowercase(), *name));
    sorted.windows(2).find_map(|two| match two {
        [first, second] if same(first, second) => Some(*first),
        _ => None,
    })
}

/// True if a header's, or a parameter's, name starts with `x-amz-` in any case.
pub(crate) fn is_amz(name: &[u8]) -> bool {
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"x-amz-"))
}
