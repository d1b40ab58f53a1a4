//! Form of the generated table of S3's routes.

use crate::generated::s3::Operation;

/// Resource that the path of an S3 request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// the service itself: `/`
    Service,
    /// a bucket
    Bucket,
    /// an object in a bucket
    Object,
}

/// A request that names an operation of S3.
#[derive(Debug)]
pub(crate) struct Rule {
    /// the operation
    pub(crate) operation: Operation,
    /// the HTTP method
    pub(crate) method: &'static str,
    /// resource that the path names
    pub(crate) level: Level,
    /// query parameters that have to be there, some with a value
    pub(crate) query: &'static [(&'static str, Option<&'static str>)],
    /// headers that have to be there
    pub(crate) headers: &'static [&'static str],
}
