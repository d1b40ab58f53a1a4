//! Values of a request's head, as sent.

use crate::fault::Fault;
use crate::timestamp::Timestamp;

use super::document::Length;

/// A parameter or header of a request, not judged yet.
///
/// S3 words refusals by the member and checks them after the access. Has no `Debug`: customer keys are among the values.
#[derive(Clone, Copy)]
pub struct Sent<'a, T> {
    name: &'static str,
    text: Option<&'a str>,
    range: Option<(i64, i64)>,
    length: Option<&'static Length>,
    kind: std::marker::PhantomData<T>,
}

/// Elements of a header that holds a list; `None` if it is absent.
pub type Values<'a> = Option<Vec<&'a str>>;

/// Headers whose names begin alike, in order of arrival: the rest of the name, in any case, and the value.
pub type Prefixed<'a> = Vec<(&'a str, &'a [u8])>;

impl<'a, T> Sent<'a, T> {
    pub(crate) fn new(name: &'static str, text: Option<&'a str>) -> Self {
        Self { name, text, range: None, length: None, kind: std::marker::PhantomData }
    }

    pub(super) fn in_range(self, least: i64, most: i64) -> Self {
        Self { range: Some((least, most)), ..self }
    }

    pub(super) fn of_length(self, length: &'static Length) -> Self {
        Self { length: Some(length), ..self }
    }

    /// Name of the parameter or header.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Text as sent; `None` also for a header that is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        self.text
    }

    /// True if the request has the member.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.text.is_some()
    }
}

impl<'a, T: Scalar<'a>> Sent<'a, T> {
    /// Value, if the request has one.
    ///
    /// # Errors
    /// `InvalidArgument` for a text that is no such value, or outside the model's constraints.
    pub fn read(&self) -> Result<Option<T>, Fault> {
        let Some(text) = self.text else { return Ok(None) };
        let value = T::from_text(text);
        let in_range = |value: &T| match (self.range, value.number()) {
            (Some((least, most)), Some(number)) => (least..=most).contains(&number),
            _ => true,
        };
        let is_admitted = self.length.is_none_or(|length| length.admits(text));
        value.filter(in_range).filter(|_| is_admitted).map(Some).ok_or_else(|| {
            let (least, most) = self.range.unwrap_or((0, i64::from(i32::MAX)));
            let message = match T::KIND {
                Kind::Integer => {
                    format!("Argument {} must be an integer between {least} and {most}", self.name)
                }
                Kind::Other => format!("Argument {} is not valid", self.name),
            };
            Fault::s3_invalid_argument(message, self.name, text.to_owned())
        })
    }
}

/// Kind of a value, which chooses the words of its refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// a whole number
    Integer,
    /// anything else
    Other,
}

/// Type of a value that one text spells.
pub trait Scalar<'a>: Sized {
    /// kind of the value
    const KIND: Kind;

    /// Value of a text, if it is one.
    fn from_text(text: &'a str) -> Option<Self>;

    /// Value as a number, if it is one.
    fn number(&self) -> Option<i64> {
        None
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        /// Digits only, and not negative: no integer of S3's heads is.
        impl Scalar<'_> for $type {
            const KIND: Kind = Kind::Integer;

            fn from_text(text: &str) -> Option<Self> {
                digits(text)?.parse().ok()
            }

            fn number(&self) -> Option<i64> {
                Some(i64::from(*self))
            }
        }
    )*};
}
integers!(i32, i64);

/// The text, if it is digits and nothing else.
pub(crate) fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

impl Scalar<'_> for bool {
    const KIND: Kind = Kind::Other;

    fn from_text(text: &str) -> Option<Self> {
        match text {
            _ if text.eq_ignore_ascii_case("true") => Some(true),
            _ if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

impl<'a> Scalar<'a> for &'a str {
    const KIND: Kind = Kind::Other;

    fn from_text(text: &'a str) -> Option<Self> {
        Some(text)
    }
}

/// An HTTP date, or ISO 8601 as retention dates have it.
impl Scalar<'_> for Timestamp {
    const KIND: Kind = Kind::Other;

    fn from_text(text: &str) -> Option<Self> {
        Self::parse_http_date(text).or_else(|| Self::parse(text))
    }
}
