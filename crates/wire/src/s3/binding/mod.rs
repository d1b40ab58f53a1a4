//! Generated shapes of S3 on the wire: heads of requests, heads and bodies of answers, XML documents.
//!
//! A request is bound to its shape without being judged ([`Request::bind`]): S3 words a refusal by the member, and operations keep
//! the order of their checks. Numbers, enumerations and times are therefore [`Sent`] until an operation reads them.
//! Documents are judged at once ([`WithDocument::parse`]): a value outside the schema is `MalformedXML`, whichever it is.

mod document;
mod field;
mod macros;
mod request;
mod response;
mod sent;

pub(crate) use document::read_value;
#[cfg(test)]
pub(crate) use document::url_encoded;
pub use document::{
    Bounds, CONFIGURATION, Document, DocumentError, Hidden, HttpTime, IsoTime, Key, Length, Sheet, Source,
    Text,
};
pub use field::{Field, Spelling};
pub(crate) use macros::{checksums, choice, documents_of, enumeration, request, response, structure};
pub use request::{Bound, Place, Request, RequestBody, WithDocument};
pub use response::{Answered, Checksums, Position, Response, ResponseBody};
pub(crate) use sent::digits;
pub use sent::{Kind, Prefixed, Scalar, Sent, Values};

#[cfg(test)]
mod tests;
