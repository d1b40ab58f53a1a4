//! `Range` (RFC 9110, section 14): one range of bytes.

use crate::fault::{Fault, codes};

use super::binding::digits;

/// A part of an object that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// `bytes=first-last`, both inclusive
    Between(u64, u64),
    /// `bytes=first-`: from a byte to the end
    From(u64),
    /// `bytes=-count`: so many at the end
    Last(u64),
}

impl ByteRange {
    /// Reads `Range`. A header of another unit, of several ranges or without sense is ignored, as the RFC asks and
    /// S3 does: the whole object is answered.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
        match (first.trim(), last.trim()) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::Between(first, last))
            }
        }
    }

    /// The first and last byte in an object of `size` bytes, both inclusive.
    ///
    /// # Errors
    /// `InvalidRange` if the range holds no byte of the object.
    pub fn within(self, size: u64) -> Result<(u64, u64), Fault> {
        let last = size.checked_sub(1);
        let found = last.and_then(|last| match self {
            Self::Between(first, to) => (first <= last).then_some((first, to.min(last))),
            Self::From(first) => (first <= last).then_some((first, last)),
            Self::Last(0) => None,
            Self::Last(count) => Some((size.saturating_sub(count), last)),
        });
        found.ok_or_else(|| {
            Fault::new(codes::s3::INVALID_RANGE, "The requested range is not satisfiable")
                .with("RangeRequested", self.to_string())
                .with("ActualObjectSize", size.to_string())
                .with_header("content-range", format!("bytes */{size}"))
        })
    }
}

impl std::fmt::Display for ByteRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Between(first, last) => write!(f, "bytes={first}-{last}"),
            Self::From(first) => write!(f, "bytes={first}-"),
            Self::Last(count) => write!(f, "bytes=-{count}"),
        }
    }
}

fn number(text: &str) -> Option<u64> {
    digits(text)?.parse().ok()
}
