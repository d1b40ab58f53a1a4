//! Every limit of the wire, by name. Each is tested at the limit and one past it.

/// Parameters in one query request, URL and body together. The largest input of the models that a client sends
/// (SimulateCustomPolicy) stays far below it.
pub const QUERY_PARAMETERS: usize = 10_000;

/// Bytes of one parameter's name, decoded. The longest name of the models is below 100.
pub const QUERY_NAME_BYTES: usize = 512;

/// Bytes of `User-Agent` or `Referer`, which conditions of policies compare with patterns: what a decision takes grows with
/// them. Browsers and SDKs stay below 1,000.
pub const CONTEXT_HEADER_BYTES: usize = 4096;

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

/// Elements inside each other in an XML document.
pub const XML_DEPTH: usize = 32;

/// Elements in the answer of a query service that a client reads.
pub const XML_ANSWER_ELEMENTS: usize = 200_000;

/// Keys and common prefixes in one page of a listing.
pub const S3_MAX_KEYS: u16 = 1000;

/// Buckets in one page of ListBuckets.
pub const S3_MAX_BUCKETS: u16 = 10_000;

/// Bytes of a continuation token, ours or not.
pub const S3_CONTINUATION_TOKEN_BYTES: usize = 4096;

/// Bytes of all `x-amz-meta-` names (without the prefix) and values of an object together.
pub const S3_USER_METADATA_BYTES: usize = 2048;

/// Objects in one DeleteObjects.
pub const S3_DELETE_OBJECTS: usize = 1000;

/// Bytes of the body of a DeleteObjects.
pub const S3_DELETE_BODY_BYTES: usize = 2_097_152;

/// Bytes of the body of a CreateBucket.
pub const S3_CONFIGURATION_BODY_BYTES: usize = 65_536;

/// Elements in the body of a CreateBucket.
pub const S3_CONFIGURATION_ELEMENTS: usize = 200;

/// Greatest number of a part of a multipart upload, and most parts of one.
pub const S3_PART_NUMBER: u16 = 10_000;

/// Most lines on which a header that holds a list may come; the longest of these lists has five different values.
pub const S3_LIST_HEADER_LINES: usize = 50;

/// Bytes of the body of a CompleteMultipartUpload.
pub const S3_COMPLETE_BODY_BYTES: usize = 4_194_304;

/// Seconds by which a request's date may differ from the server's clock, either way: 15 minutes.
pub const CLOCK_SKEW_SECONDS: i64 = 15 * 60;

/// Seconds that a presigned S3 URL may live: seven days.
pub const PRESIGNED_SECONDS: u32 = 7 * 24 * 60 * 60;

/// Bytes of an access key id, as in IAM's own model. Longer ones are not looked at.
pub const ACCESS_KEY_ID_BYTES: usize = 128;

/// Headers that one signature may name.
pub const SIGNED_HEADERS: usize = 100;

/// Bytes of a region's or service's name in a credential scope.
pub const SCOPE_NAME_BYTES: usize = 64;

/// Longest header of a chunk, in bytes with its line end: 16 hex digits, `;chunk-signature=`, 64 hex digits, CR LF make 99.
pub const CHUNK_HEADER_BYTES: usize = 128;

/// Longest trailer of a chunked body, in bytes with all line ends.
pub const TRAILER_BYTES: usize = 1024;

/// Bytes of a chunk, least, except for the last one.
pub const CHUNK_MIN_BYTES: u64 = 8192;

/// Bytes of an object of a single PUT, or of a part, greatest: 5 GiB, as S3 documents it.
pub const PUT_BYTES: u64 = 5 * 1024 * 1024 * 1024;

/// Seconds for which a browser may keep the answer to a CORS preflight.
pub const PREFLIGHT_AGE_SECONDS: u32 = 172_800;
