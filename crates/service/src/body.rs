//! Bodies of S3 requests and answers, which may be too large to hold.

use std::future::Future;

use bytes::Bytes;
use wire::Answer;

use crate::places::Held;

/// Reason for which a request's body did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// The client went away or broke the framing.
    Broken,
    /// The client sent too slowly.
    TooSlow,
}

/// The body of a request, as it arrives.
pub trait RequestBody: Send {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> impl Future<Output = Option<Result<Bytes, BodyError>>> + Send;

    /// Declared length of the body in bytes of the transfer (`Content-Length`).
    fn length(&self) -> Option<u64>;
}

/// An answer of S3: what [`Answer`] holds, or an object that follows its head.
pub struct S3Answer {
    /// Status and headers, and the whole body unless an object follows. For HEAD, `content-length` is among the headers.
    pub answer: Answer,
    /// Headers `x-amz-meta-NAME`, which are the client's own: names without that prefix, and values.
    pub metadata: Vec<(String, String)>,
    /// Object sent in place of the answer's body.
    pub object: Option<ObjectBody>,
    /// Memory and other places held until the answer is sent.
    pub held: Held,
}

/// An object, or a range of one, on its way out. Reading blocks on the disk.
pub struct ObjectBody {
    /// Source of the bytes, positioned at the first.
    pub reader: Box<dyn std::io::Read + Send>,
    /// Number of bytes.
    pub length: u64,
}

impl From<Answer> for S3Answer {
    fn from(answer: Answer) -> Self {
        Self { answer, metadata: Vec::new(), object: None, held: Held::default() }
    }
}
