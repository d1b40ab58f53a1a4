use std::borrow::Cow;
use std::fmt;

use super::Algorithm;
use crate::fault::{Code, Fault, codes};
use crate::sigv4::Provided;
use crate::sigv4::fault::S3_MISMATCH;

/// Reason why a body is not as its head promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentError {
    /// No `x-amz-decoded-content-length` with chunked framing.
    DecodedLengthMissing,
    /// `x-amz-decoded-content-length` or `Content-Length` is not a number.
    Length {
        /// As given.
        got: Provided,
    },
    /// More bytes are promised or sent than may be stored.
    TooLarge {
        /// The promise, where there is one.
        promised: u64,
        /// The limit.
        limit: u64,
    },
    /// The body ended early.
    Truncated,
    /// There is more data than was promised.
    TooLong,
    /// The chunk framing is broken.
    Framing,
    /// A chunk that is not the last is below [`crate::limits::CHUNK_MIN_BYTES`].
    ChunkTooSmall {
        /// Its size.
        size: u64,
    },
    /// A chunk's or the trailer's signature is wrong.
    Signature {
        /// As given.
        provided: Provided,
    },
    /// Chunk signatures without a Version 4 signature that they could follow.
    NoChunkKey,
    /// The trailer is not the one that `x-amz-trailer` announced, or cannot be read.
    Trailer,
    /// `x-amz-trailer` announces something else than one checksum, or comes without trailer framing.
    TrailerAnnounced,
    /// More than one `x-amz-checksum-` value.
    SeveralChecksums,
    /// `x-amz-sdk-checksum-algorithm` promises a checksum that is not there.
    ChecksumPromised,
    /// `x-amz-sdk-checksum-algorithm` names no algorithm that is known.
    ChecksumPromisedUnknown,
    /// A header that begins like those of checksums, of no algorithm that is known.
    ChecksumUnknown,
    /// A trailer is part of the framing, and neither it nor the head has a checksum.
    TrailerMissing,
    /// `Content-MD5` cannot be one.
    ContentMd5,
    /// `Content-MD5` does not match.
    ContentMd5Digest,
    /// A checksum's value cannot be one.
    Checksum {
        /// Its algorithm.
        algorithm: Algorithm,
    },
    /// A checksum does not match.
    Digest {
        /// Its algorithm.
        algorithm: Algorithm,
    },
    /// The SHA-256 of the body is not the signed one.
    Sha256 {
        /// As signed, hex.
        claimed: String,
        /// As computed, hex.
        computed: String,
    },
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "body refused: {self:?}")
    }
}

impl std::error::Error for ContentError {}

impl From<ContentError> for Fault {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::DecodedLengthMissing => {
                fault("MissingContentLength", 411, "You must provide the Content-Length HTTP header.")
            }
            ContentError::Length { .. } => invalid("A length of the body must be a number of bytes."),
            ContentError::TooLarge { promised, limit } => {
                fault("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size")
                    .with("ProposedSize", promised.to_string())
                    .with("MaxSizeAllowed", limit.to_string())
            }
            ContentError::Truncated => fault(
                "IncompleteBody",
                400,
                "You did not provide the number of bytes specified by the Content-Length HTTP header",
            ),
            ContentError::TooLong => {
                fault("IncompleteBody", 400, "The request body holds more data than was announced.")
            }
            ContentError::Framing => {
                fault("IncompleteBody", 400, "The chunks of the request body are mal-formed.")
            }
            ContentError::ChunkTooSmall { size } => fault(
                "InvalidChunkSizeError",
                403,
                "Only the last chunk is allowed to have a size less than 8192 bytes",
            )
            .with("BadChunkSize", size.to_string()),
            ContentError::Signature { provided } => chunk_mismatch(provided),
            ContentError::NoChunkKey => {
                invalid("Signed chunks need a request that is signed with AWS4-HMAC-SHA256.")
            }
            other => sums(other),
        }
    }
}

/// Trailers and checksums.
fn sums(error: ContentError) -> Fault {
    match error {
        ContentError::TrailerAnnounced => {
            invalid("The value specified in the x-amz-trailer header is not supported")
        }
        ContentError::SeveralChecksums => {
            invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
        }
        ContentError::ChecksumPromised => invalid(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers \
             were found.",
        ),
        ContentError::ChecksumPromisedUnknown => {
            invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.")
        }
        ContentError::ChecksumUnknown => {
            invalid("The algorithm type you specified in x-amz-checksum- header is invalid.")
        }
        ContentError::ContentMd5 => fault("InvalidDigest", 400, "The Content-MD5 you specified was invalid."),
        ContentError::Checksum { algorithm } => {
            invalid(format!("Value for {} header is invalid.", algorithm.header()))
        }
        ContentError::ContentMd5Digest => {
            fault("BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
        }
        ContentError::Digest { algorithm } => {
            let name = algorithm.name();
            let text = format!("The {name} you specified did not match the calculated checksum.");
            fault("BadDigest", 400, text)
        }
        ContentError::Sha256 { claimed, computed } => fault(
            "XAmzContentSHA256Mismatch",
            400,
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
        )
        .with("ClientComputedContentSHA256", claimed)
        .with("S3ComputedContentSHA256", computed),
        _ => fault(
            "MalformedTrailerError",
            400,
            "The request contained trailing data that was not well-formed or did not conform to our published schema.",
        ),
    }
}

fn fault(name: &'static str, status: u16, text: impl Into<Cow<'static, str>>) -> Fault {
    Fault::new(Code { name, status }, text)
}

fn invalid(text: impl Into<Cow<'static, str>>) -> Fault {
    fault("InvalidRequest", 400, text)
}

/// Worded like a wrong signature of the request, without texts that a sender of chunks could not compare anyway.
fn chunk_mismatch(provided: Provided) -> Fault {
    Fault::new(codes::s3::SIGNATURE_DOES_NOT_MATCH, S3_MISMATCH)
        .with("SignatureProvided", provided.as_str().to_owned())
}
