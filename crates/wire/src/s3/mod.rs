//! S3 on the wire: its shapes, and the parts of requests that need more than their shape says.
//!
//! The shapes of all operations are generated ([`model`], made of [`binding`]). Beside them stand the readings that S3 does not put
//! into its model: paging parameters ([`paging`]), ranges ([`ByteRange`]), conditions ([`Conditions`]), sources of copies
//! ([`CopySource`]), metadata ([`UserMetadata`], [`ContentHeaders`]), and bodies with limits of their own ([`DeleteObjects`],
//! [`completed_parts`], [`location_constraint`]).

mod attributes;
pub mod binding;
mod body;
mod checksums;
mod conditions;
mod copy;
mod headers;
pub mod paging;
mod range;

pub use attributes::{ObjectAttributes, optional_attributes};
pub use body::{CompletedPart, DeleteObjects, ObjectToDelete, completed_parts, location_constraint};
pub use checksums::{planned_checksum, unknown_algorithm};
pub use conditions::{Conditions, Outcome};
pub use copy::{CopySource, copy_source_range};
pub use headers::{
    ContentHeaders, RESPONSE_OVERRIDES, UserMetadata, expected_bucket_owner, expected_source_bucket_owner,
    refuse_unsupported, response_overrides,
};
pub use range::ByteRange;

pub use crate::generated::s3::Operation;

/// Shapes of the service model: requests, answers, and what their documents are made of.
pub mod model {
    pub use crate::generated::s3_documents::*;
    pub use crate::generated::s3_requests::*;
    pub use crate::generated::s3_responses::*;
}

/// The XML namespace of S3.
pub const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

#[cfg(test)]
mod tests;
