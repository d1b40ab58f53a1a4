use std::borrow::Cow;

/// Head of a request as it came off the wire: all that a signature can be made over, but for the body.
///
/// Has no `Debug`: `Authorization` and session tokens are in it.
#[derive(Clone, Copy)]
pub struct RequestHead<'a> {
    /// The method, in the case in which it was sent.
    pub method: &'a str,
    /// Path as sent, neither decoded nor normalised; of an absolute-form target only its path.
    pub path: &'a str,
    /// Query string as sent: all behind the first `?` of the target; empty when there is none.
    pub query: &'a str,
    /// Names and values in order of arrival; names in any case. HTTP/2's `:authority` is given as `host`.
    pub headers: &'a [(&'a str, &'a [u8])],
}

/// Catalogue of authentication errors, of which there are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// IAM and STS.
    Query,
    /// Amazon S3.
    S3,
}

/// Place of the credentials in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The `Authorization` header.
    Header,
    /// The query string; for Version 2 of query services also the form body.
    Query,
}

impl<'a> RequestHead<'a> {
    /// The first value of a header, by lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&'a [u8]> {
        self.values(name).next()
    }

    /// All values of a header in order of arrival, by lower-case name.
    pub(crate) fn values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        let headers = self.headers;
        headers.iter().filter(move |(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The elements of a header that holds a list, which may come on several lines; empty ones left out. `None` if the header is
    /// absent or not UTF-8.
    pub fn list(&self, name: &str) -> Option<Vec<&'a str>> {
        let mut all = Vec::new();
        for line in self.values(name) {
            let elements = std::str::from_utf8(line).ok()?.split(',').map(str::trim);
            all.extend(elements.filter(|element| !element.is_empty()));
        }
        self.header(name).map(|_| all)
    }

    /// The first value of a header as text; `None` also where it is not UTF-8.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.header(name).and_then(|value| std::str::from_utf8(value).ok()).map(str::trim)
    }
}

/// Bytes off the wire as text; what is no UTF-8 is replaced. Faster than `from_utf8_lossy` on what is.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
