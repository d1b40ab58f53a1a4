//! Every limit of the wire, by name. Each is tested at the limit and one past it.

/// Bytes of a query request's body. Above it the answer is 413 without a body, as STS was seen to do.
pub const QUERY_BODY_BYTES: usize = 10_000_000;

/// Parameters in one query request, URL and body together. The largest input of the models that a client sends
/// (SimulateCustomPolicy) stays far below it.
pub const QUERY_PARAMETERS: usize = 10_000;

/// Bytes of one parameter's name, decoded. The longest name of the models is below 100.
pub const QUERY_NAME_BYTES: usize = 512;

/// Digits of a list index (`Tags.member.123`).
pub const QUERY_INDEX_DIGITS: usize = 6;

/// Bytes of a bucket's name, least.
pub const BUCKET_NAME_MIN_BYTES: usize = 3;

/// Bytes of a bucket's name, greatest.
pub const BUCKET_NAME_MAX_BYTES: usize = 63;

/// Bytes of an object's key, decoded.
pub const OBJECT_KEY_BYTES: usize = 1024;

/// Parameters in the URL of an S3 request.
pub const S3_PARAMETERS: usize = 100;
