//! XML documents: structures and the values in them.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::fault::Fault;
use crate::limits;
use crate::query::Pattern;
use crate::s3::NAMESPACE;
use crate::timestamp::Timestamp;
use crate::xml::{Reader, Writer, XmlError};

/// Namespace of `xsi:type`, which says what a grantee of an access control list is.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Text of an element or header; borrowed where an answer is written, owned where a document was read.
pub type Text<'a> = Cow<'a, str>;

/// Text made of object keys: written with numeric references, or percent-encoded under `encoding-type=url`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'a>(pub Text<'a>);

/// Text that the model calls sensitive; `Debug` leaves it out.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden<'a>(pub Text<'a>);

impl fmt::Debug for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl<'a> From<&'a str> for Key<'a> {
    fn from(text: &'a str) -> Self {
        Self(Text::Borrowed(text))
    }
}

/// Constraints of the model on a text, in characters.
#[derive(Debug)]
pub struct Length {
    /// fewest characters
    pub min: Option<usize>,
    /// most characters
    pub max: Option<usize>,
    /// pattern that the whole text has to match
    pub pattern: Option<&'static Pattern>,
}

impl Length {
    /// True if `text` keeps every constraint.
    #[must_use]
    pub fn admits(&self, text: &str) -> bool {
        let length = text.chars().count();
        self.min.is_none_or(|min| length >= min)
            && self.max.is_none_or(|max| length <= max)
            && self.pattern.is_none_or(|pattern| pattern.matches(text))
    }
}

/// Limits on the document of one operation.
#[derive(Debug)]
pub struct Bounds {
    /// bytes of the body
    pub bytes: usize,
    /// elements, all levels together
    pub elements: usize,
    /// Elements that ask for what is not built, and the name of that: `NotImplemented` at sight.
    pub not_built: &'static [(&'static str, &'static str)],
}

/// Limits on the document of a bucket's configuration.
pub const CONFIGURATION: Bounds = Bounds {
    bytes: limits::S3_CONFIGURATION_BODY_BYTES,
    elements: limits::S3_CONFIGURATION_ELEMENTS,
    not_built: &[],
};

/// Reason why bytes are not the document that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// No XML, or not of the schema.
    Malformed,
    /// An element of [`Bounds::not_built`].
    NotBuilt(&'static str),
}

impl From<XmlError> for DocumentError {
    fn from(_error: XmlError) -> Self {
        Self::Malformed
    }
}

impl From<DocumentError> for Fault {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Malformed => Self::s3_malformed_xml(),
            DocumentError::NotBuilt(feature) => Self::s3_not_implemented(feature),
        }
    }
}

/// A document that is being read.
pub struct Source<'b> {
    reader: Reader<'b>,
    bounds: &'b Bounds,
}

impl<'b> Source<'b> {
    /// Opens the root element, which has to be called `root`.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn open(body: &'b [u8], root: &str, bounds: &'b Bounds) -> Result<Self, DocumentError> {
        let mut reader = Reader::new(body, bounds.elements)?;
        reader.root(root)?;
        Ok(Self { reader, bounds })
    }

    /// Opens the next child and returns its name, or closes the element.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn child(&mut self) -> Result<Option<String>, DocumentError> {
        let name = self.reader.child()?;
        let asked = name.as_deref().unwrap_or_default();
        match self.bounds.not_built.iter().find(|(element, _)| *element == asked) {
            Some((_, feature)) => Err(DocumentError::NotBuilt(feature)),
            None => Ok(name),
        }
    }

    /// Closes the element and returns its text.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn text(&mut self) -> Result<String, DocumentError> {
        Ok(self.reader.text()?)
    }

    /// Attribute of the element that was opened last. Prefixes are the client's choice and do not count.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.reader.attribute(name)
    }

    /// Refuses anything behind the root element.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn end(mut self) -> Result<(), DocumentError> {
        Ok(self.reader.end()?)
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("reader", &self.reader).finish_non_exhaustive()
    }
}

/// A document that is being written.
#[derive(Debug)]
pub struct Sheet {
    writer: Writer,
    is_started: bool,
    keys_are_encoded: bool,
}

impl Sheet {
    /// An empty document; `keys_are_encoded` under `encoding-type=url`.
    #[must_use]
    pub fn new(keys_are_encoded: bool) -> Self {
        Self { writer: Writer::one_line(), is_started: false, keys_are_encoded }
    }

    /// Starts an element; the first one carries the namespace.
    pub fn open(&mut self, name: &str) {
        if std::mem::replace(&mut self.is_started, true) {
            self.writer.open(name);
        } else {
            self.writer.open_in(name, NAMESPACE);
        }
    }

    /// Adds an attribute to the element that was started last, and declares its prefix.
    pub fn attribute(&mut self, name: &str, value: &str) {
        if name.starts_with("xsi:") {
            self.writer.attribute("xmlns:xsi", SCHEMA_INSTANCE);
        }
        self.writer.attribute(name, value);
    }

    /// Ends the element that was started last.
    pub fn close(&mut self) {
        self.writer.close();
    }

    /// Writes an element with a text.
    pub fn element(&mut self, name: &str, text: &str) {
        if self.is_started {
            self.writer.element(name, text);
        } else if text.is_empty() {
            // GetBucketLocation of us-east-1
            self.open(name);
            self.close();
        } else {
            self.is_started = true;
            self.writer.element_in(name, NAMESPACE, text);
        }
    }

    /// Writes an element with a key.
    pub fn key(&mut self, name: &str, text: &str) {
        if self.keys_are_encoded {
            self.element(name, &url_encoded(text));
        } else {
            self.writer.key_element(name, text);
        }
    }

    /// The finished document.
    #[must_use]
    pub fn finish(self) -> String {
        self.writer.finish()
    }
}

/// Everything but letters, digits, `-`, `_`, `.`, `~`, `*` and the slash.
const IN_LISTINGS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/').remove(b'*');

/// A key under `encoding-type=url`, like form data: a space is `+`, a plus `%2B`.
#[must_use]
pub(crate) fn url_encoded(key: &str) -> String {
    utf8_percent_encode(key, IN_LISTINGS).to_string().replace("%20", "+")
}

/// A shape that one element holds.
pub trait Document: Sized {
    /// Reads the element that is open, and closes it.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError>;

    /// Reads the element that is open, where its name says which of several shapes it is.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn read_as(_name: &str, source: &mut Source<'_>) -> Result<Self, DocumentError> {
        Self::read(source)
    }

    /// Writes the element.
    fn write(&self, name: &str, sheet: &mut Sheet);

    /// Value from an attribute; `None` if it cannot be one.
    #[must_use]
    fn from_attribute(_text: &str) -> Option<Self> {
        None
    }

    /// Value of a header or attribute; `None` if it cannot be one.
    #[must_use]
    fn to_header(&self) -> Option<String> {
        None
    }

    /// True if the value keeps the model's constraints.
    #[must_use]
    fn is_within(&self, _length: &Length) -> bool {
        true
    }
}

impl Document for Text<'_> {
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
        source.text().map(Text::Owned)
    }

    fn write(&self, name: &str, sheet: &mut Sheet) {
        sheet.element(name, self);
    }

    fn to_header(&self) -> Option<String> {
        Some(self.clone().into_owned())
    }

    fn is_within(&self, length: &Length) -> bool {
        length.admits(self)
    }
}

impl Document for Key<'_> {
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
        source.text().map(|text| Self(Text::Owned(text)))
    }

    fn write(&self, name: &str, sheet: &mut Sheet) {
        sheet.key(name, &self.0);
    }

    fn is_within(&self, length: &Length) -> bool {
        length.admits(&self.0)
    }
}

impl Document for Hidden<'_> {
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
        source.text().map(|text| Self(Text::Owned(text)))
    }

    fn write(&self, name: &str, sheet: &mut Sheet) {
        sheet.element(name, &self.0);
    }

    fn to_header(&self) -> Option<String> {
        Some(self.0.clone().into_owned())
    }

    fn is_within(&self, length: &Length) -> bool {
        length.admits(&self.0)
    }
}

/// Reads an element with a value of a known type. Blanks around it are none of it.
pub(crate) fn read_value<T>(
    source: &mut Source<'_>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, DocumentError> {
    parse(source.text()?.trim()).ok_or(DocumentError::Malformed)
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Document for $type {
            fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
                let plain = |text: &str| {
                    let digits = text.strip_prefix('-').unwrap_or(text);
                    digits.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
                };
                read_value(source, plain)
            }

            fn write(&self, name: &str, sheet: &mut Sheet) {
                sheet.element(name, &self.to_string());
            }

            fn to_header(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}
integers!(i32, i64);

impl Document for bool {
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
        read_value(source, |text| text.parse().ok())
    }

    fn write(&self, name: &str, sheet: &mut Sheet) {
        sheet.element(name, if *self { "true" } else { "false" });
    }

    fn to_header(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// ISO 8601 with milliseconds in documents, an HTTP date in headers.
impl Document for Timestamp {
    fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
        read_value(source, Self::parse)
    }

    fn write(&self, name: &str, sheet: &mut Sheet) {
        sheet.element(name, &self.to_iso_millis());
    }

    fn to_header(&self) -> Option<String> {
        Some(self.to_http_date())
    }
}

/// Defines a time that is written alike in headers and documents.
macro_rules! times {
    ($($(#[$doc:meta])* $name:ident: $parse:path, $write:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub Timestamp);

        impl Document for $name {
            fn read(source: &mut Source<'_>) -> Result<Self, DocumentError> {
                read_value(source, |text| $parse(text).map(Self))
            }

            fn write(&self, name: &str, sheet: &mut Sheet) {
                sheet.element(name, &$write(self.0));
            }

            fn to_header(&self) -> Option<String> {
                Some($write(self.0))
            }
        }
    )*};
}
times! {
    /// A time in ISO 8601 also in headers: the end of an object's retention.
    IsoTime: Timestamp::parse, Timestamp::to_iso_millis;
    /// A time that is an HTTP date also in documents: when an object to delete was written.
    HttpTime: Timestamp::parse_http_date, Timestamp::to_http_date;
}
