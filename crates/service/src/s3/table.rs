//! The rows of S3's operations: the actions that each needs, and the function that answers it.
//!
//! S3 checks what a request says in an order of its own, so that operations authorise themselves; an action that their row does
//! not have is refused. The configurations of buckets have a table of their own, [`super::config`].

use wire::fault::Fault;
use wire::s3::Operation;

use crate::body::{RequestBody, S3Answer};
use crate::operation::{Authentication, Row};
use crate::permit::s3::S3Call;
use crate::s3::{bucket, config, incoming, list, object, upload};

/// Defines the rows, and `run`, which answers the operation that a request names.
///
/// First stand the operations whose requests have a body. A body that comes with one of the others must still be what was
/// signed, and empty.
macro_rules! operations {
    (
        with body { $($streams:ident: $streams_effect:ident $streams_on:ident [$($streams_action:literal),+] => $streams_answer:path;)* }
        without { $($name:ident: $effect:ident $on:ident [$($action:literal),+] => $answer:path;)* }
    ) => {
        static OPERATIONS: &[Row] = &[
            $(row!($streams, $streams_effect, $streams_on, [$($streams_action),+], $streams_answer),)*
            $(row!($name, $effect, $on, [$($action),+], $answer),)*
        ];

        /// Answers the operation that the request names.
        pub(super) async fn run<B: RequestBody>(
            call: &mut S3Call<'_, '_>,
            body: &mut B,
        ) -> Result<S3Answer, Fault> {
            match call.asked.operation {
                $(Operation::$streams => $streams_answer(call, body).await,)*
                $(Operation::$name => {
                    incoming::nothing(call, body).await?;
                    $answer(call).await
                })*
                other => match config::answer(call, body).await {
                    Some(answer) => answer,
                    None => Err(Fault::s3_not_implemented(other.name())),
                },
            }
        }
    };
}

macro_rules! row {
    ($name:ident, $effect:ident, $on:ident, [$($action:literal),+], $answer:path) => {
        Row {
            service: "s3",
            operation: stringify!($name),
            authentication: Authentication::SignedOrPresigned,
            effect: crate::operation::effect!($effect),
            actions: &[$($action),+],
            resource: stringify!($on),
            answer: stringify!($answer),
        }
    };
}

operations! {
    with body {
    CompleteMultipartUpload: write object ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"]
        => upload::complete_multipart_upload::complete_multipart_upload;
    CreateBucket: write new_bucket ["s3:CreateBucket", "s3:PutBucketOwnershipControls"]
        => bucket::create_bucket::create_bucket;
    DeleteObjects: write object ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]
        => object::delete_objects::delete_objects;
    PutObject: write object ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"]
        => object::put_object::put_object;
    UploadPart: write object ["s3:PutObject", "s3:PutObjectAcl"] => upload::upload_part::upload_part;
    }
    without {
    AbortMultipartUpload: write object ["s3:AbortMultipartUpload"]
        => upload::abort_multipart_upload::abort_multipart_upload;
    CopyObject: write object ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        => object::copy_object::copy_object;
    CreateMultipartUpload: write object ["s3:PutObject", "s3:PutObjectAcl"]
        => upload::create_multipart_upload::create_multipart_upload;
    DeleteBucket: write bucket ["s3:DeleteBucket"] => bucket::delete_bucket::delete_bucket;
    DeleteObject: write object ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]
        => object::delete_object::delete_object;
    GetObject: read object ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"] => object::get_object::get_object;
    GetObjectAttributes: read object ["s3:GetObject", "s3:GetObjectAttributes", "s3:GetObjectVersion", "s3:GetObjectVersionAttributes", "s3:ListBucket"]
        => object::get_object_attributes::get_object_attributes;
    HeadBucket: read bucket ["s3:ListBucket"] => bucket::head_bucket::head_bucket;
    HeadObject: read object ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"] => object::get_object::get_object;
    ListBuckets: pages account ["s3:ListAllMyBuckets"] => bucket::list_buckets::list_buckets;
    ListMultipartUploads: pages bucket ["s3:ListBucketMultipartUploads"]
        => upload::list_multipart_uploads::list_multipart_uploads;
    ListObjects: pages bucket ["s3:ListBucket"] => list::list_objects::list_objects;
    ListObjectsV2: pages bucket ["s3:ListBucket"] => list::list_objects::list_objects_v2;
    ListParts: pages object ["s3:ListMultipartUploadParts"] => upload::list_parts::list_parts;
    UploadPartCopy: write object ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        => upload::upload_part_copy::upload_part_copy;
    }
}

/// Every row of S3.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    OPERATIONS.iter().chain(config::ROWS)
}

/// The row of an operation; `None` if it is not built.
pub(super) fn row_of(operation: Operation) -> Option<&'static Row> {
    rows().find(|row| row.operation == operation.name())
}
