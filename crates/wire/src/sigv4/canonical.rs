use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::head::RequestHead;
use super::query::{self, Pair};
use super::scope::CredentialScope;
use super::{ALGORITHM, Family};

/// What goes into a canonical request besides the head itself.
pub(crate) struct Canonical<'a> {
    pub family: Family,
    pub method: &'a str,
    pub path: &'a str,
    /// Decoded parameters without `X-Amz-Signature`.
    pub parameters: &'a [Pair<'a>],
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Lower case, sorted, distinct.
    pub signed_headers: &'a [Cow<'a, str>],
    /// Hex hash or one of S3's names.
    pub payload: &'a str,
}

/// A canonical request's bytes, and whether every header that is claimed to be signed was there.
pub(crate) struct Built {
    pub bytes: Vec<u8>,
    pub complete: bool,
}

impl Canonical<'_> {
    pub fn build(&self) -> Built {
        let mut out = Vec::with_capacity(1024);
        out.extend_from_slice(self.method.as_bytes());
        out.push(b'\n');
        push_path(&mut out, self.family, self.path);
        out.push(b'\n');
        let signature = |pair: &&Pair<'_>| pair.0.as_ref() != b"X-Amz-Signature";
        query::push_canonical(&mut out, self.parameters.iter().filter(signature));
        out.push(b'\n');
        let head = RequestHead { method: "", path: "", query: "", headers: self.headers };
        let mut complete = true;
        for name in self.signed_headers {
            out.extend_from_slice(name.as_bytes());
            out.push(b':');
            complete &= push_header(&mut out, &head, name);
            out.push(b'\n');
        }
        out.push(b'\n');
        for (at, name) in self.signed_headers.iter().enumerate() {
            if at > 0 {
                out.push(b';');
            }
            out.extend_from_slice(name.as_bytes());
        }
        out.push(b'\n');
        out.extend_from_slice(self.payload.as_bytes());
        Built { bytes: out, complete }
    }
}

/// The string to sign over a canonical request.
pub(crate) fn string_to_sign(date: &str, scope: &CredentialScope, canonical: &[u8]) -> String {
    format!("{ALGORITHM}\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)))
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// Values of all headers of that name, each trimmed and with inner white space collapsed, joined with commas.
fn push_header(out: &mut Vec<u8>, head: &RequestHead<'_>, name: &str) -> bool {
    let mut found = false;
    for value in head.values(name) {
        if found {
            out.push(b',');
        }
        found = true;
        push_collapsed(out, value);
    }
    found
}

/// Appends a header value trimmed, each inner run of white space as one space.
pub(crate) fn push_collapsed(out: &mut Vec<u8>, value: &[u8]) {
    let white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    // Most values, and the longest, have none.
    if !value.iter().any(white) {
        return out.extend_from_slice(value);
    }
    for (at, word) in value.split(white).filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

/// S3 signs the path as it is sent; the others normalise it and encode it once more.
fn push_path(out: &mut Vec<u8>, family: Family, path: &str) {
    match family {
        Family::S3 => push_as_sent(out, path),
        Family::Query if matches!(path, "" | "/") => out.push(b'/'),
        Family::Query => {
            let path = normalise(path);
            for (at, segment) in path.split('/').enumerate() {
                if at > 0 {
                    out.push(b'/');
                }
                query::push_encoded(out, segment.as_bytes());
            }
        }
    }
}

/// Leaves `%XX` alone and encodes only what a well-behaved client would have encoded before it sent it.
fn push_as_sent(out: &mut Vec<u8>, path: &str) {
    if path.is_empty() {
        out.push(b'/');
    }
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match (byte, after) {
            (b'/', _) => out.push(b'/'),
            (b'%', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => out.push(b'%'),
            _ => query::push_encoded(out, &[byte]),
        }
        rest = after;
    }
}

/// Removes empty and `.` segments, and with each `..` the segment before it (RFC 3986, section 5.2.4, and repeated
/// slashes).
fn normalise(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut directory = true;
    for segment in path.split('/') {
        directory = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    let mut out = String::with_capacity(path.len().saturating_add(1));
    for segment in &kept {
        out.push('/');
        out.push_str(segment);
    }
    if directory || out.is_empty() {
        out.push('/');
    }
    out
}
