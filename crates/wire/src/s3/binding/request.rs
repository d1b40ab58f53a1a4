//! Heads and bodies of requests.

use crate::fault::{Fault, codes};
use crate::generated::s3::Operation;
use crate::route::{BucketName, ObjectKey, S3Request};
use crate::sigv4::RequestHead;

use super::document::{Bounds, CONFIGURATION, Document, DocumentError, Length, Source};
use super::sent::{Prefixed, Sent, Values};

/// Place of a member in a request's head.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The bucket in the path or host.
    Bucket,
    /// The key in the path.
    Key,
    /// A parameter of the query.
    Query(&'static str),
    /// The same, a number within these bounds.
    QueryRange(&'static str, i64, i64),
    /// The same, a text with constraints.
    QueryText(&'static str, &'static Length),
    /// A header, in lower case.
    Header(&'static str),
    /// The same, a text with constraints.
    HeaderText(&'static str, &'static Length),
    /// All headers whose names begin so, in lower case.
    Headers(&'static str),
}

/// Body that a request of an operation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestBody {
    /// No body.
    Empty,
    /// A document with this root; see [`WithDocument`].
    Document(&'static str),
    /// Text that is no XML: a policy.
    Plain,
    /// Data of an object.
    Stream,
}

/// Input of an operation: its head. A document is read apart, after the head was judged.
pub trait Request<'a>: Sized {
    /// operation that the request names
    const OPERATION: Operation;
    /// body that comes with it
    const BODY: RequestBody;

    /// Puts each value of the head in its place; `None` if the path names less than the operation is about.
    fn bind(head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self>;

    /// The same for a routed request, whose path names all that its operation is about.
    ///
    /// # Errors
    /// `InternalError` if it does not.
    fn of(head: &RequestHead<'a>, asked: &'a S3Request) -> Result<Self, Fault> {
        Self::bind(head, asked).ok_or_else(Fault::s3_internal_error)
    }
}

/// A request with an XML document.
pub trait WithDocument {
    /// name of the root element
    const ROOT: &'static str;
    /// shape of the document
    type Document: Document;

    /// Reads the document of a bucket's configuration.
    ///
    /// # Errors
    /// As [`WithDocument::parse_within`].
    fn parse(body: &[u8]) -> Result<Self::Document, Fault> {
        Self::parse_within(body, &CONFIGURATION)
    }

    /// Reads the document.
    ///
    /// # Errors
    /// `MalformedXML` if it is not of the schema; `MaxMessageLengthExceeded` above [`Bounds::bytes`]; `NotImplemented` for an
    /// element of [`Bounds::not_built`].
    fn parse_within(body: &[u8], bounds: &Bounds) -> Result<Self::Document, Fault> {
        if body.len() > bounds.bytes {
            return Err(Fault::new(codes::s3::MAX_MESSAGE_LENGTH_EXCEEDED, "Your request was too big.")
                .with("MaxMessageLengthBytes", bounds.bytes.to_string()));
        }
        let read = || -> Result<Self::Document, DocumentError> {
            let mut source = Source::open(body, Self::ROOT, bounds)?;
            let document = Self::Document::read(&mut source)?;
            source.end()?;
            Ok(document)
        };
        Ok(read()?)
    }
}

/// Type of a member of a request's head.
pub trait Bound<'a>: Sized {
    /// Takes the value from its place; `None` where the path lacks it.
    fn bind(place: Place, head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self>;
}

fn text<'a>(place: Place, head: &RequestHead<'a>, asked: &'a S3Request) -> Option<&'a str> {
    match place {
        Place::Query(name) | Place::QueryRange(name, ..) | Place::QueryText(name, _) => {
            asked.params.get(name)
        }
        Place::Header(name) | Place::HeaderText(name, _) => head.text(name),
        Place::Bucket | Place::Key | Place::Headers(_) => None,
    }
}

impl<'a> Bound<'a> for &'a BucketName {
    fn bind(_place: Place, _head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self> {
        asked.bucket.as_ref()
    }
}

impl<'a> Bound<'a> for &'a ObjectKey {
    fn bind(_place: Place, _head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self> {
        asked.key.as_ref()
    }
}

impl<'a> Bound<'a> for Option<&'a str> {
    fn bind(place: Place, head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self> {
        Some(text(place, head, asked))
    }
}

impl<'a, T> Bound<'a> for Sent<'a, T> {
    fn bind(place: Place, head: &RequestHead<'a>, asked: &'a S3Request) -> Option<Self> {
        let text = text(place, head, asked);
        Some(match place {
            Place::QueryRange(name, least, most) => Self::new(name, text).in_range(least, most),
            Place::QueryText(name, length) | Place::HeaderText(name, length) => {
                Self::new(name, text).of_length(length)
            }
            Place::Query(name) | Place::Header(name) | Place::Headers(name) => Self::new(name, text),
            Place::Bucket | Place::Key => Self::new("", text),
        })
    }
}

impl<'a> Bound<'a> for Values<'a> {
    fn bind(place: Place, head: &RequestHead<'a>, _asked: &'a S3Request) -> Option<Self> {
        let Place::Header(name) = place else { return Some(None) };
        Some(head.list(name))
    }
}

impl<'a> Bound<'a> for Prefixed<'a> {
    fn bind(place: Place, head: &RequestHead<'a>, _asked: &'a S3Request) -> Option<Self> {
        let Place::Headers(prefix) = place else { return Some(Vec::new()) };
        let rest = |name: &'a str| {
            let (start, rest) = name.split_at_checked(prefix.len())?;
            start.eq_ignore_ascii_case(prefix).then_some(rest)
        };
        Some(head.headers.iter().filter_map(|(name, value)| rest(name).map(|rest| (rest, *value))).collect())
    }
}
