//! Configurations of buckets: documents that are put, read and deleted whole.
//!
//! A configuration is a row of the table below. One that clients change has a file with its checks, too; the document is kept
//! with the bucket, in the form in which it is answered.

mod computed;
mod page;
mod tagging;

use wire::fault::Fault;
use wire::s3::Operation;
use wire::s3::binding::Bounds;

use crate::operation::{Authentication, Effect, Row};
use crate::permit::s3::BucketPermit;

pub(super) use page::answer;

/// A configuration of buckets.
struct Configuration {
    /// name of the document in the bucket's store
    name: &'static str,
    /// operation that reads it, and its action
    get: (Operation, &'static str),
    /// operations that change it; none where the server computes the document
    change: Option<Change>,
    /// Returns the document of a bucket that has none, or the error.
    absent: fn(&BucketPermit<'_>) -> Result<String, Fault>,
}

/// Operations that change a configuration.
struct Change {
    put: Operation,
    delete: Operation,
    /// action of both
    action: &'static str,
    /// HTTP status of a put
    status: u16,
    /// limits on the document
    bounds: &'static Bounds,
    /// Reads and checks the document, and returns the text to keep.
    check: fn(&[u8]) -> Result<String, Fault>,
}

/// Defines the table, and the rows of its operations. After the operation that reads stand its action and the document of a
/// bucket that has none; after those that change, their action, the status of a put, limits and check.
macro_rules! configurations {
    ($(
        $name:literal: $get:ident $reads:literal or $absent:path
        $(, $put:ident $delete:ident $writes:literal $status:literal $bounds:path, $check:path)?;
    )*) => {
        static TABLE: &[Configuration] = &[$(Configuration {
            name: $name,
            get: (Operation::$get, $reads),
            change: configurations!(@change $($put, $delete, $writes, $status, $bounds, $check)?),
            absent: $absent,
        }),*];

        /// The rows of configurations in the operation table.
        pub(crate) static ROWS: &[Row] = &[
            $(configurations!(@row $get, Read, $reads),
            $(configurations!(@row $put, Write, $writes), configurations!(@row $delete, Write, $writes),)?)*
        ];
    };
    (@change) => { None };
    (@change $put:ident, $delete:ident, $writes:literal, $status:literal, $bounds:path, $check:path) => {
        Some(Change {
            put: Operation::$put,
            delete: Operation::$delete,
            action: $writes,
            status: $status,
            bounds: &$bounds,
            check: $check,
        })
    };
    (@row $operation:ident, $effect:ident, $action:literal) => {
        Row {
            service: "s3",
            operation: stringify!($operation),
            authentication: Authentication::SignedOrPresigned,
            effect: Effect::$effect,
            actions: &[$action],
            resource: "bucket",
            answer: "config::answer",
        }
    };
}

configurations! {
    "encryption": GetBucketEncryption "s3:GetEncryptionConfiguration" or computed::encryption;
    "location": GetBucketLocation "s3:GetBucketLocation" or computed::location;
    "tagging": GetBucketTagging "s3:GetBucketTagging" or tagging::absent,
        PutBucketTagging DeleteBucketTagging "s3:PutBucketTagging" 204 tagging::BOUNDS, tagging::check;
}
