use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::head::RequestHead;
use super::query::{self, Pair};
use super::runs::Runs;
use super::{ALGORITHM, Family, RequestDate};

/// Parts of a canonical request.
pub(crate) struct Canonical<'a> {
    pub family: Family,
    pub method: &'a str,
    pub path: &'a str,
    /// Decoded parameters; `X-Amz-Signature` is left out of them.
    pub parameters: &'a [Pair<'a>],
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Lower case, sorted, distinct, joined by semicolons.
    pub signed_headers: &'a str,
    /// Hex hash or one of S3's names.
    pub payload: &'a str,
}

impl Canonical<'_> {
    /// Writes the canonical request; true if every header that is claimed to be signed was there.
    pub(crate) fn write(&self, out: &mut impl Runs) -> bool {
        out.run(self.method.as_bytes());
        out.run(b"\n");
        push_path(out, self.family, self.path);
        out.run(b"\n");
        let signature = |pair: &&Pair<'_>| pair.0.as_ref() != b"X-Amz-Signature";
        query::push_canonical(out, self.parameters.iter().filter(signature));
        out.run(b"\n");
        let head = RequestHead { method: "", path: "", query: "", headers: self.headers };
        let mut complete = true;
        for name in self.signed_headers.split(';').filter(|name| !name.is_empty()) {
            out.run(name.as_bytes());
            out.run(b":");
            complete &= push_header(out, &head, name);
            out.run(b"\n");
        }
        out.run(b"\n");
        out.run(self.signed_headers.as_bytes());
        out.run(b"\n");
        out.run(self.payload.as_bytes());
        complete
    }

    /// The canonical request, for errors and for signers that show it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024);
        self.write(&mut out);
        out
    }

    /// SHA-256 of the canonical request, and true if every header that is claimed to be signed was there.
    pub(crate) fn hash(&self) -> ([u8; 32], bool) {
        let mut hasher = Sha256::new();
        let complete = self.write(&mut hasher);
        (hasher.finalize().into(), complete)
    }
}

/// The string to sign over a canonical request, by its hash.
pub(crate) struct StringToSign<'a> {
    pub date: RequestDate,
    /// The credential scope.
    pub scope: &'a str,
    pub canonical: &'a [u8; 32],
}

impl StringToSign<'_> {
    /// Writes it.
    pub(crate) fn write(&self, out: &mut impl Runs) {
        out.run(ALGORITHM.as_bytes());
        out.run(b"\n");
        out.run(self.date.basic_text().as_str().as_bytes());
        out.run(b"\n");
        out.run(self.scope.as_bytes());
        out.run(b"\n");
        out.run(HexHash::new(self.canonical).as_str().as_bytes());
    }

    /// HMAC of it.
    pub(crate) fn sign(&self, mac: &Hmac<Sha256>) -> [u8; 32] {
        let mut mac = mac.clone();
        self.write(&mut mac);
        mac.finalize().into_bytes().into()
    }

    /// The text, for errors and for signers that show it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        self.write(&mut out);
        out
    }
}

/// A SHA-256 in lower-case hex, on the stack.
pub(crate) struct HexHash([u8; 64]);

impl HexHash {
    pub(crate) fn new(hash: &[u8; 32]) -> Self {
        let mut text = [0; 64];
        data_encoding::HEXLOWER.encode_mut(hash, &mut text);
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// Values of all headers of that name, each trimmed and with inner white space collapsed, joined with commas.
fn push_header(out: &mut impl Runs, head: &RequestHead<'_>, name: &str) -> bool {
    let mut found = false;
    for value in head.values(name) {
        if found {
            out.run(b",");
        }
        found = true;
        push_collapsed(out, value);
    }
    found
}

/// Appends a header value trimmed, each inner run of white space as one space.
pub(crate) fn push_collapsed(out: &mut impl Runs, value: &[u8]) {
    let white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    // most values, and the longest, have none: many bytes are looked at together
    if !value.chunks(64).any(|many| many.iter().fold(false, |found, byte| found | white(byte))) {
        return out.run(value);
    }
    for (at, word) in value.split(white).filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            out.run(b" ");
        }
        out.run(word);
    }
}

/// S3 signs the path as it is sent; the others normalise it and encode it once more.
fn push_path(out: &mut impl Runs, family: Family, path: &str) {
    match family {
        Family::S3 => push_as_sent(out, path),
        Family::Query if matches!(path, "" | "/") => out.run(b"/"),
        Family::Query => {
            let path = normalise(path);
            for (at, segment) in path.split('/').enumerate() {
                if at > 0 {
                    out.run(b"/");
                }
                query::push_encoded(out, segment.as_bytes());
            }
        }
    }
}

/// Leaves `%XX` alone and encodes only what a well-behaved client would have encoded before it sent it.
fn push_as_sent(out: &mut impl Runs, path: &str) {
    if path.is_empty() {
        out.run(b"/");
    }
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match (byte, after) {
            (b'/', _) => out.run(b"/"),
            (b'%', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => out.run(b"%"),
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
