//! Conditional requests (RFC 9110, section 13).

use crate::fault::{Fault, codes};
use crate::timestamp::Timestamp;

use super::binding::Sent;

/// The conditions of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    if_match: Option<Tags>,
    if_none_match: Option<Tags>,
    if_modified_since: Option<Timestamp>,
    if_unmodified_since: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Tags {
    Any,
    /// without quotes
    These(Vec<String>),
}

/// Outcome of the conditions for an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The request goes on.
    Proceed,
    /// 304 without a body
    NotModified,
    /// 412, with the condition that does not hold.
    Failed(Fault),
}

impl Conditions {
    /// Reads the headers, tags first. A date that cannot be read is no condition, as the RFC asks.
    #[must_use]
    pub fn new(
        if_match: Option<&str>,
        if_none_match: Option<&str>,
        if_modified_since: Sent<'_, Timestamp>,
        if_unmodified_since: Sent<'_, Timestamp>,
    ) -> Self {
        let date = |sent: Sent<'_, Timestamp>| sent.text().and_then(Timestamp::parse_http_date);
        Self {
            if_match: if_match.map(tags),
            if_none_match: if_none_match.map(tags),
            if_modified_since: date(if_modified_since),
            if_unmodified_since: date(if_unmodified_since),
        }
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Outcome for GET and HEAD, of the object as it is. Tags outweigh dates.
    #[must_use]
    pub fn for_read(&self, etag: &str, modified: Timestamp) -> Outcome {
        match (&self.if_match, self.if_unmodified_since) {
            (Some(tags), _) if !tags.hold(Some(etag)) => return failed("If-Match"),
            (None, Some(since)) if modified > since => return failed("If-Unmodified-Since"),
            _ => {}
        }
        match (&self.if_none_match, self.if_modified_since) {
            (Some(tags), _) if tags.hold(Some(etag)) => Outcome::NotModified,
            (None, Some(since)) if modified <= since => Outcome::NotModified,
            _ => Outcome::Proceed,
        }
    }

    /// Outcome for PUT and DELETE, of the tag of the object that is there, if one is. S3 knows `If-Match` and `If-None-Match` here.
    #[must_use]
    pub fn for_write(&self, etag: Option<&str>) -> Outcome {
        if let Some(tags) = &self.if_match
            && !tags.hold(etag)
        {
            return failed("If-Match");
        }
        match &self.if_none_match {
            Some(tags) if tags.hold(etag) => failed("If-None-Match"),
            _ => Outcome::Proceed,
        }
    }
}

impl Tags {
    fn hold(&self, etag: Option<&str>) -> bool {
        match (self, etag) {
            (_, None) => false,
            (Self::Any, Some(_)) => true,
            (Self::These(tags), Some(etag)) => tags.iter().any(|tag| tag == etag.trim_matches('"')),
        }
    }
}

/// Tags of S3 hold no comma, so that a list can be split at each. A weak tag is never equal to a strong one, and all
/// of ours are strong.
fn tags(value: &str) -> Tags {
    if value == "*" {
        return Tags::Any;
    }
    let these = value.split(',').map(str::trim).filter(|tag| !tag.starts_with("W/"));
    Tags::These(these.map(|tag| tag.trim_matches('"').to_owned()).collect())
}

fn failed(condition: &'static str) -> Outcome {
    let text = "At least one of the pre-conditions you specified did not hold";
    Outcome::Failed(Fault::new(codes::s3::PRECONDITION_FAILED, text).with("Condition", condition))
}
