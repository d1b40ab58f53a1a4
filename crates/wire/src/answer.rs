//! An answer before it becomes HTTP: status, headers, body.

use std::borrow::Cow;

/// The answer to one request. The server adds `Date`, `Content-Length` and framing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Lower-case names; values hold no control characters.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body, empty where there is none.
    pub body: Vec<u8>,
}

impl Answer {
    /// A status and nothing else.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// An answer of IAM or STS with its XML.
    #[must_use]
    pub fn query(status: u16, body: String, request_id: &str) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .fixed("content-type", "text/xml")
            .header("x-amzn-requestid", request_id)
    }

    /// An answer of IAM or STS in JSON.
    #[must_use]
    pub fn query_json(status: u16, body: String, request_id: &str) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .fixed("content-type", "application/json")
            .header("x-amzn-requestid", request_id)
    }

    /// An answer of S3, still without a body.
    #[must_use]
    pub fn s3(status: u16, request_id: &str, host_id: &str) -> Self {
        Self::empty(status).header("x-amz-request-id", request_id).header("x-amz-id-2", host_id)
    }

    /// Gives it an XML body.
    #[must_use]
    pub fn xml(self, body: String) -> Self {
        let mut answer = self.fixed("content-type", "application/xml");
        answer.body = body.into_bytes();
        answer
    }

    /// Adds a header. Control characters, with which a value could end its line, become spaces: code that takes a value
    /// from a request has to refuse them before, this is the second lock on the door.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let is_plain = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let clean = if !is_plain && value.chars().any(char::is_control) {
            value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
        } else {
            value
        };
        self.headers.push((name, Cow::Owned(clean)));
        self
    }

    /// Adds a header whose value stands in the program.
    #[must_use]
    pub fn fixed(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, Cow::Borrowed(value)));
        self
    }
}

#[cfg(test)]
mod tests;
