//! Operations of S3 and the requests that name them, from the service model `s3/2006-03-01` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

use crate::route::{Level, Rule};

/// The operations of S3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// `AbortMultipartUpload`
    AbortMultipartUpload,
    /// `CompleteMultipartUpload`
    CompleteMultipartUpload,
    /// `CopyObject`
    CopyObject,
    /// `CreateBucket`
    CreateBucket,
    /// `CreateBucketMetadataConfiguration`
    CreateBucketMetadataConfiguration,
    /// `CreateBucketMetadataTableConfiguration`
    CreateBucketMetadataTableConfiguration,
    /// `CreateMultipartUpload`
    CreateMultipartUpload,
    /// `CreateSession`
    CreateSession,
    /// `DeleteBucket`
    DeleteBucket,
    /// `DeleteBucketAnalyticsConfiguration`
    DeleteBucketAnalyticsConfiguration,
    /// `DeleteBucketCors`
    DeleteBucketCors,
    /// `DeleteBucketEncryption`
    DeleteBucketEncryption,
    /// `DeleteBucketIntelligentTieringConfiguration`
    DeleteBucketIntelligentTieringConfiguration,
    /// `DeleteBucketInventoryConfiguration`
    DeleteBucketInventoryConfiguration,
    /// `DeleteBucketLifecycle`
    DeleteBucketLifecycle,
    /// `DeleteBucketMetadataConfiguration`
    DeleteBucketMetadataConfiguration,
    /// `DeleteBucketMetadataTableConfiguration`
    DeleteBucketMetadataTableConfiguration,
    /// `DeleteBucketMetricsConfiguration`
    DeleteBucketMetricsConfiguration,
    /// `DeleteBucketOwnershipControls`
    DeleteBucketOwnershipControls,
    /// `DeleteBucketPolicy`
    DeleteBucketPolicy,
    /// `DeleteBucketReplication`
    DeleteBucketReplication,
    /// `DeleteBucketTagging`
    DeleteBucketTagging,
    /// `DeleteBucketWebsite`
    DeleteBucketWebsite,
    /// `DeleteObject`
    DeleteObject,
    /// `DeleteObjectTagging`
    DeleteObjectTagging,
    /// `DeleteObjects`
    DeleteObjects,
    /// `DeletePublicAccessBlock`
    DeletePublicAccessBlock,
    /// `GetBucketAbac`
    GetBucketAbac,
    /// `GetBucketAccelerateConfiguration`
    GetBucketAccelerateConfiguration,
    /// `GetBucketAcl`
    GetBucketAcl,
    /// `GetBucketAnalyticsConfiguration`
    GetBucketAnalyticsConfiguration,
    /// `GetBucketCors`
    GetBucketCors,
    /// `GetBucketEncryption`
    GetBucketEncryption,
    /// `GetBucketIntelligentTieringConfiguration`
    GetBucketIntelligentTieringConfiguration,
    /// `GetBucketInventoryConfiguration`
    GetBucketInventoryConfiguration,
    /// `GetBucketLifecycle`
    GetBucketLifecycle,
    /// `GetBucketLifecycleConfiguration`
    GetBucketLifecycleConfiguration,
    /// `GetBucketLocation`
    GetBucketLocation,
    /// `GetBucketLogging`
    GetBucketLogging,
    /// `GetBucketMetadataConfiguration`
    GetBucketMetadataConfiguration,
    /// `GetBucketMetadataTableConfiguration`
    GetBucketMetadataTableConfiguration,
    /// `GetBucketMetricsConfiguration`
    GetBucketMetricsConfiguration,
    /// `GetBucketNotification`
    GetBucketNotification,
    /// `GetBucketNotificationConfiguration`
    GetBucketNotificationConfiguration,
    /// `GetBucketOwnershipControls`
    GetBucketOwnershipControls,
    /// `GetBucketPolicy`
    GetBucketPolicy,
    /// `GetBucketPolicyStatus`
    GetBucketPolicyStatus,
    /// `GetBucketReplication`
    GetBucketReplication,
    /// `GetBucketRequestPayment`
    GetBucketRequestPayment,
    /// `GetBucketTagging`
    GetBucketTagging,
    /// `GetBucketVersioning`
    GetBucketVersioning,
    /// `GetBucketWebsite`
    GetBucketWebsite,
    /// `GetObject`
    GetObject,
    /// `GetObjectAcl`
    GetObjectAcl,
    /// `GetObjectAttributes`
    GetObjectAttributes,
    /// `GetObjectLegalHold`
    GetObjectLegalHold,
    /// `GetObjectLockConfiguration`
    GetObjectLockConfiguration,
    /// `GetObjectRetention`
    GetObjectRetention,
    /// `GetObjectTagging`
    GetObjectTagging,
    /// `GetObjectTorrent`
    GetObjectTorrent,
    /// `GetPublicAccessBlock`
    GetPublicAccessBlock,
    /// `HeadBucket`
    HeadBucket,
    /// `HeadObject`
    HeadObject,
    /// `ListBucketAnalyticsConfigurations`
    ListBucketAnalyticsConfigurations,
    /// `ListBucketIntelligentTieringConfigurations`
    ListBucketIntelligentTieringConfigurations,
    /// `ListBucketInventoryConfigurations`
    ListBucketInventoryConfigurations,
    /// `ListBucketMetricsConfigurations`
    ListBucketMetricsConfigurations,
    /// `ListBuckets`
    ListBuckets,
    /// `ListDirectoryBuckets`
    ListDirectoryBuckets,
    /// `ListMultipartUploads`
    ListMultipartUploads,
    /// `ListObjectVersions`
    ListObjectVersions,
    /// `ListObjects`
    ListObjects,
    /// `ListObjectsV2`
    ListObjectsV2,
    /// `ListParts`
    ListParts,
    /// `PutBucketAbac`
    PutBucketAbac,
    /// `PutBucketAccelerateConfiguration`
    PutBucketAccelerateConfiguration,
    /// `PutBucketAcl`
    PutBucketAcl,
    /// `PutBucketAnalyticsConfiguration`
    PutBucketAnalyticsConfiguration,
    /// `PutBucketCors`
    PutBucketCors,
    /// `PutBucketEncryption`
    PutBucketEncryption,
    /// `PutBucketIntelligentTieringConfiguration`
    PutBucketIntelligentTieringConfiguration,
    /// `PutBucketInventoryConfiguration`
    PutBucketInventoryConfiguration,
    /// `PutBucketLifecycle`
    PutBucketLifecycle,
    /// `PutBucketLifecycleConfiguration`
    PutBucketLifecycleConfiguration,
    /// `PutBucketLogging`
    PutBucketLogging,
    /// `PutBucketMetricsConfiguration`
    PutBucketMetricsConfiguration,
    /// `PutBucketNotification`
    PutBucketNotification,
    /// `PutBucketNotificationConfiguration`
    PutBucketNotificationConfiguration,
    /// `PutBucketOwnershipControls`
    PutBucketOwnershipControls,
    /// `PutBucketPolicy`
    PutBucketPolicy,
    /// `PutBucketReplication`
    PutBucketReplication,
    /// `PutBucketRequestPayment`
    PutBucketRequestPayment,
    /// `PutBucketTagging`
    PutBucketTagging,
    /// `PutBucketVersioning`
    PutBucketVersioning,
    /// `PutBucketWebsite`
    PutBucketWebsite,
    /// `PutObject`
    PutObject,
    /// `PutObjectAcl`
    PutObjectAcl,
    /// `PutObjectLegalHold`
    PutObjectLegalHold,
    /// `PutObjectLockConfiguration`
    PutObjectLockConfiguration,
    /// `PutObjectRetention`
    PutObjectRetention,
    /// `PutObjectTagging`
    PutObjectTagging,
    /// `PutPublicAccessBlock`
    PutPublicAccessBlock,
    /// `RenameObject`
    RenameObject,
    /// `RestoreObject`
    RestoreObject,
    /// `SelectObjectContent`
    SelectObjectContent,
    /// `UpdateBucketMetadataInventoryTableConfiguration`
    UpdateBucketMetadataInventoryTableConfiguration,
    /// `UpdateBucketMetadataJournalTableConfiguration`
    UpdateBucketMetadataJournalTableConfiguration,
    /// `UpdateObjectEncryption`
    UpdateObjectEncryption,
    /// `UploadPart`
    UploadPart,
    /// `UploadPartCopy`
    UploadPartCopy,
    /// `WriteGetObjectResponse`
    WriteGetObjectResponse,
}

impl Operation {
    /// Every operation, by name.
    pub const ALL: &'static [Self] = &[
        Self::AbortMultipartUpload,
        Self::CompleteMultipartUpload,
        Self::CopyObject,
        Self::CreateBucket,
        Self::CreateBucketMetadataConfiguration,
        Self::CreateBucketMetadataTableConfiguration,
        Self::CreateMultipartUpload,
        Self::CreateSession,
        Self::DeleteBucket,
        Self::DeleteBucketAnalyticsConfiguration,
        Self::DeleteBucketCors,
        Self::DeleteBucketEncryption,
        Self::DeleteBucketIntelligentTieringConfiguration,
        Self::DeleteBucketInventoryConfiguration,
        Self::DeleteBucketLifecycle,
        Self::DeleteBucketMetadataConfiguration,
        Self::DeleteBucketMetadataTableConfiguration,
        Self::DeleteBucketMetricsConfiguration,
        Self::DeleteBucketOwnershipControls,
        Self::DeleteBucketPolicy,
        Self::DeleteBucketReplication,
        Self::DeleteBucketTagging,
        Self::DeleteBucketWebsite,
        Self::DeleteObject,
        Self::DeleteObjectTagging,
        Self::DeleteObjects,
        Self::DeletePublicAccessBlock,
        Self::GetBucketAbac,
        Self::GetBucketAccelerateConfiguration,
        Self::GetBucketAcl,
        Self::GetBucketAnalyticsConfiguration,
        Self::GetBucketCors,
        Self::GetBucketEncryption,
        Self::GetBucketIntelligentTieringConfiguration,
        Self::GetBucketInventoryConfiguration,
        Self::GetBucketLifecycle,
        Self::GetBucketLifecycleConfiguration,
        Self::GetBucketLocation,
        Self::GetBucketLogging,
        Self::GetBucketMetadataConfiguration,
        Self::GetBucketMetadataTableConfiguration,
        Self::GetBucketMetricsConfiguration,
        Self::GetBucketNotification,
        Self::GetBucketNotificationConfiguration,
        Self::GetBucketOwnershipControls,
        Self::GetBucketPolicy,
        Self::GetBucketPolicyStatus,
        Self::GetBucketReplication,
        Self::GetBucketRequestPayment,
        Self::GetBucketTagging,
        Self::GetBucketVersioning,
        Self::GetBucketWebsite,
        Self::GetObject,
        Self::GetObjectAcl,
        Self::GetObjectAttributes,
        Self::GetObjectLegalHold,
        Self::GetObjectLockConfiguration,
        Self::GetObjectRetention,
        Self::GetObjectTagging,
        Self::GetObjectTorrent,
        Self::GetPublicAccessBlock,
        Self::HeadBucket,
        Self::HeadObject,
        Self::ListBucketAnalyticsConfigurations,
        Self::ListBucketIntelligentTieringConfigurations,
        Self::ListBucketInventoryConfigurations,
        Self::ListBucketMetricsConfigurations,
        Self::ListBuckets,
        Self::ListDirectoryBuckets,
        Self::ListMultipartUploads,
        Self::ListObjectVersions,
        Self::ListObjects,
        Self::ListObjectsV2,
        Self::ListParts,
        Self::PutBucketAbac,
        Self::PutBucketAccelerateConfiguration,
        Self::PutBucketAcl,
        Self::PutBucketAnalyticsConfiguration,
        Self::PutBucketCors,
        Self::PutBucketEncryption,
        Self::PutBucketIntelligentTieringConfiguration,
        Self::PutBucketInventoryConfiguration,
        Self::PutBucketLifecycle,
        Self::PutBucketLifecycleConfiguration,
        Self::PutBucketLogging,
        Self::PutBucketMetricsConfiguration,
        Self::PutBucketNotification,
        Self::PutBucketNotificationConfiguration,
        Self::PutBucketOwnershipControls,
        Self::PutBucketPolicy,
        Self::PutBucketReplication,
        Self::PutBucketRequestPayment,
        Self::PutBucketTagging,
        Self::PutBucketVersioning,
        Self::PutBucketWebsite,
        Self::PutObject,
        Self::PutObjectAcl,
        Self::PutObjectLegalHold,
        Self::PutObjectLockConfiguration,
        Self::PutObjectRetention,
        Self::PutObjectTagging,
        Self::PutPublicAccessBlock,
        Self::RenameObject,
        Self::RestoreObject,
        Self::SelectObjectContent,
        Self::UpdateBucketMetadataInventoryTableConfiguration,
        Self::UpdateBucketMetadataJournalTableConfiguration,
        Self::UpdateObjectEncryption,
        Self::UploadPart,
        Self::UploadPartCopy,
        Self::WriteGetObjectResponse,
    ];

    /// The name that AWS gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AbortMultipartUpload => "AbortMultipartUpload",
            Self::CompleteMultipartUpload => "CompleteMultipartUpload",
            Self::CopyObject => "CopyObject",
            Self::CreateBucket => "CreateBucket",
            Self::CreateBucketMetadataConfiguration => "CreateBucketMetadataConfiguration",
            Self::CreateBucketMetadataTableConfiguration => "CreateBucketMetadataTableConfiguration",
            Self::CreateMultipartUpload => "CreateMultipartUpload",
            Self::CreateSession => "CreateSession",
            Self::DeleteBucket => "DeleteBucket",
            Self::DeleteBucketAnalyticsConfiguration => "DeleteBucketAnalyticsConfiguration",
            Self::DeleteBucketCors => "DeleteBucketCors",
            Self::DeleteBucketEncryption => "DeleteBucketEncryption",
            Self::DeleteBucketIntelligentTieringConfiguration => "DeleteBucketIntelligentTieringConfiguration",
            Self::DeleteBucketInventoryConfiguration => "DeleteBucketInventoryConfiguration",
            Self::DeleteBucketLifecycle => "DeleteBucketLifecycle",
            Self::DeleteBucketMetadataConfiguration => "DeleteBucketMetadataConfiguration",
            Self::DeleteBucketMetadataTableConfiguration => "DeleteBucketMetadataTableConfiguration",
            Self::DeleteBucketMetricsConfiguration => "DeleteBucketMetricsConfiguration",
            Self::DeleteBucketOwnershipControls => "DeleteBucketOwnershipControls",
            Self::DeleteBucketPolicy => "DeleteBucketPolicy",
            Self::DeleteBucketReplication => "DeleteBucketReplication",
            Self::DeleteBucketTagging => "DeleteBucketTagging",
            Self::DeleteBucketWebsite => "DeleteBucketWebsite",
            Self::DeleteObject => "DeleteObject",
            Self::DeleteObjectTagging => "DeleteObjectTagging",
            Self::DeleteObjects => "DeleteObjects",
            Self::DeletePublicAccessBlock => "DeletePublicAccessBlock",
            Self::GetBucketAbac => "GetBucketAbac",
            Self::GetBucketAccelerateConfiguration => "GetBucketAccelerateConfiguration",
            Self::GetBucketAcl => "GetBucketAcl",
            Self::GetBucketAnalyticsConfiguration => "GetBucketAnalyticsConfiguration",
            Self::GetBucketCors => "GetBucketCors",
            Self::GetBucketEncryption => "GetBucketEncryption",
            Self::GetBucketIntelligentTieringConfiguration => "GetBucketIntelligentTieringConfiguration",
            Self::GetBucketInventoryConfiguration => "GetBucketInventoryConfiguration",
            Self::GetBucketLifecycle => "GetBucketLifecycle",
            Self::GetBucketLifecycleConfiguration => "GetBucketLifecycleConfiguration",
            Self::GetBucketLocation => "GetBucketLocation",
            Self::GetBucketLogging => "GetBucketLogging",
            Self::GetBucketMetadataConfiguration => "GetBucketMetadataConfiguration",
            Self::GetBucketMetadataTableConfiguration => "GetBucketMetadataTableConfiguration",
            Self::GetBucketMetricsConfiguration => "GetBucketMetricsConfiguration",
            Self::GetBucketNotification => "GetBucketNotification",
            Self::GetBucketNotificationConfiguration => "GetBucketNotificationConfiguration",
            Self::GetBucketOwnershipControls => "GetBucketOwnershipControls",
            Self::GetBucketPolicy => "GetBucketPolicy",
            Self::GetBucketPolicyStatus => "GetBucketPolicyStatus",
            Self::GetBucketReplication => "GetBucketReplication",
            Self::GetBucketRequestPayment => "GetBucketRequestPayment",
            Self::GetBucketTagging => "GetBucketTagging",
            Self::GetBucketVersioning => "GetBucketVersioning",
            Self::GetBucketWebsite => "GetBucketWebsite",
            Self::GetObject => "GetObject",
            Self::GetObjectAcl => "GetObjectAcl",
            Self::GetObjectAttributes => "GetObjectAttributes",
            Self::GetObjectLegalHold => "GetObjectLegalHold",
            Self::GetObjectLockConfiguration => "GetObjectLockConfiguration",
            Self::GetObjectRetention => "GetObjectRetention",
            Self::GetObjectTagging => "GetObjectTagging",
            Self::GetObjectTorrent => "GetObjectTorrent",
            Self::GetPublicAccessBlock => "GetPublicAccessBlock",
            Self::HeadBucket => "HeadBucket",
            Self::HeadObject => "HeadObject",
            Self::ListBucketAnalyticsConfigurations => "ListBucketAnalyticsConfigurations",
            Self::ListBucketIntelligentTieringConfigurations => "ListBucketIntelligentTieringConfigurations",
            Self::ListBucketInventoryConfigurations => "ListBucketInventoryConfigurations",
            Self::ListBucketMetricsConfigurations => "ListBucketMetricsConfigurations",
            Self::ListBuckets => "ListBuckets",
            Self::ListDirectoryBuckets => "ListDirectoryBuckets",
            Self::ListMultipartUploads => "ListMultipartUploads",
            Self::ListObjectVersions => "ListObjectVersions",
            Self::ListObjects => "ListObjects",
            Self::ListObjectsV2 => "ListObjectsV2",
            Self::ListParts => "ListParts",
            Self::PutBucketAbac => "PutBucketAbac",
            Self::PutBucketAccelerateConfiguration => "PutBucketAccelerateConfiguration",
            Self::PutBucketAcl => "PutBucketAcl",
            Self::PutBucketAnalyticsConfiguration => "PutBucketAnalyticsConfiguration",
            Self::PutBucketCors => "PutBucketCors",
            Self::PutBucketEncryption => "PutBucketEncryption",
            Self::PutBucketIntelligentTieringConfiguration => "PutBucketIntelligentTieringConfiguration",
            Self::PutBucketInventoryConfiguration => "PutBucketInventoryConfiguration",
            Self::PutBucketLifecycle => "PutBucketLifecycle",
            Self::PutBucketLifecycleConfiguration => "PutBucketLifecycleConfiguration",
            Self::PutBucketLogging => "PutBucketLogging",
            Self::PutBucketMetricsConfiguration => "PutBucketMetricsConfiguration",
            Self::PutBucketNotification => "PutBucketNotification",
            Self::PutBucketNotificationConfiguration => "PutBucketNotificationConfiguration",
            Self::PutBucketOwnershipControls => "PutBucketOwnershipControls",
            Self::PutBucketPolicy => "PutBucketPolicy",
            Self::PutBucketReplication => "PutBucketReplication",
            Self::PutBucketRequestPayment => "PutBucketRequestPayment",
            Self::PutBucketTagging => "PutBucketTagging",
            Self::PutBucketVersioning => "PutBucketVersioning",
            Self::PutBucketWebsite => "PutBucketWebsite",
            Self::PutObject => "PutObject",
            Self::PutObjectAcl => "PutObjectAcl",
            Self::PutObjectLegalHold => "PutObjectLegalHold",
            Self::PutObjectLockConfiguration => "PutObjectLockConfiguration",
            Self::PutObjectRetention => "PutObjectRetention",
            Self::PutObjectTagging => "PutObjectTagging",
            Self::PutPublicAccessBlock => "PutPublicAccessBlock",
            Self::RenameObject => "RenameObject",
            Self::RestoreObject => "RestoreObject",
            Self::SelectObjectContent => "SelectObjectContent",
            Self::UpdateBucketMetadataInventoryTableConfiguration => "UpdateBucketMetadataInventoryTableConfiguration",
            Self::UpdateBucketMetadataJournalTableConfiguration => "UpdateBucketMetadataJournalTableConfiguration",
            Self::UpdateObjectEncryption => "UpdateObjectEncryption",
            Self::UploadPart => "UploadPart",
            Self::UploadPartCopy => "UploadPartCopy",
            Self::WriteGetObjectResponse => "WriteGetObjectResponse",
        }
    }

    /// Error codes and HTTP statuses that the model declares; others occur as well.
    #[must_use]
    pub fn errors(self) -> &'static [(&'static str, u16)] {
        match self {
            Self::AbortMultipartUpload => &[("NoSuchUpload", 404)],
            Self::CopyObject => &[("ObjectNotInActiveTierError", 403)],
            Self::CreateBucket => &[("BucketAlreadyExists", 409), ("BucketAlreadyOwnedByYou", 409)],
            Self::CreateSession => &[("NoSuchBucket", 404)],
            Self::GetObject => &[("NoSuchKey", 404), ("InvalidObjectState", 403)],
            Self::GetObjectAcl => &[("NoSuchKey", 404)],
            Self::GetObjectAttributes => &[("NoSuchKey", 404)],
            Self::HeadBucket => &[("NoSuchBucket", 404)],
            Self::HeadObject => &[("NoSuchKey", 404)],
            Self::ListObjects => &[("NoSuchBucket", 404)],
            Self::ListObjectsV2 => &[("NoSuchBucket", 404)],
            Self::PutObject => &[("InvalidRequest", 400), ("InvalidWriteOffset", 400), ("TooManyParts", 400), ("EncryptionTypeMismatch", 400)],
            Self::PutObjectAcl => &[("NoSuchKey", 404)],
            Self::RenameObject => &[("IdempotencyParameterMismatch", 400)],
            Self::RestoreObject => &[("ObjectAlreadyInActiveTierError", 403)],
            Self::UpdateObjectEncryption => &[("NoSuchKey", 404), ("InvalidRequest", 400), ("AccessDenied", 403)],
            _ => &[],
        }
    }

    /// True if a body without a checksum is refused.
    #[must_use]
    pub fn requires_checksum(self) -> bool {
        matches!(
            self,
            Self::CreateBucketMetadataConfiguration
                | Self::CreateBucketMetadataTableConfiguration
                | Self::DeleteObjects
                | Self::PutBucketAcl
                | Self::PutBucketCors
                | Self::PutBucketEncryption
                | Self::PutBucketLifecycle
                | Self::PutBucketLifecycleConfiguration
                | Self::PutBucketLogging
                | Self::PutBucketNotification
                | Self::PutBucketOwnershipControls
                | Self::PutBucketPolicy
                | Self::PutBucketReplication
                | Self::PutBucketRequestPayment
                | Self::PutBucketTagging
                | Self::PutBucketVersioning
                | Self::PutBucketWebsite
                | Self::PutObjectAcl
                | Self::PutObjectLegalHold
                | Self::PutObjectLockConfiguration
                | Self::PutObjectRetention
                | Self::PutObjectTagging
                | Self::PutPublicAccessBlock
                | Self::UpdateBucketMetadataInventoryTableConfiguration
                | Self::UpdateBucketMetadataJournalTableConfiguration
                | Self::UpdateObjectEncryption
        )
    }
}

/// Headers of requests that hold lists, in lower case: they may come on several lines, all others must not.
pub(crate) const LIST_HEADERS: [&str; 2] = [
    "x-amz-object-attributes",
    "x-amz-optional-object-attributes",
];

/// Which request names which operation; the first rule that fits counts.
pub(crate) static RULES: &[Rule] = &[
    Rule { operation: Operation::UploadPartCopy, method: "PUT", level: Level::Object, query: &[("partNumber", None), ("uploadId", None)], headers: &["x-amz-copy-source"] },
    Rule { operation: Operation::DeleteBucketAnalyticsConfiguration, method: "DELETE", level: Level::Bucket, query: &[("analytics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketIntelligentTieringConfiguration, method: "DELETE", level: Level::Bucket, query: &[("intelligent-tiering", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketInventoryConfiguration, method: "DELETE", level: Level::Bucket, query: &[("inventory", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketMetricsConfiguration, method: "DELETE", level: Level::Bucket, query: &[("metrics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::GetBucketAnalyticsConfiguration, method: "GET", level: Level::Bucket, query: &[("analytics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::GetBucketIntelligentTieringConfiguration, method: "GET", level: Level::Bucket, query: &[("intelligent-tiering", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::GetBucketInventoryConfiguration, method: "GET", level: Level::Bucket, query: &[("inventory", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::GetBucketMetricsConfiguration, method: "GET", level: Level::Bucket, query: &[("metrics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::GetObjectAttributes, method: "GET", level: Level::Object, query: &[("attributes", None)], headers: &["x-amz-object-attributes"] },
    Rule { operation: Operation::PutBucketAnalyticsConfiguration, method: "PUT", level: Level::Bucket, query: &[("analytics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::PutBucketIntelligentTieringConfiguration, method: "PUT", level: Level::Bucket, query: &[("intelligent-tiering", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::PutBucketInventoryConfiguration, method: "PUT", level: Level::Bucket, query: &[("inventory", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::PutBucketMetricsConfiguration, method: "PUT", level: Level::Bucket, query: &[("metrics", None), ("id", None)], headers: &[] },
    Rule { operation: Operation::RenameObject, method: "PUT", level: Level::Object, query: &[("renameObject", None)], headers: &["x-amz-rename-source"] },
    Rule { operation: Operation::SelectObjectContent, method: "POST", level: Level::Object, query: &[("select", None), ("select-type", Some("2"))], headers: &[] },
    Rule { operation: Operation::UploadPart, method: "PUT", level: Level::Object, query: &[("partNumber", None), ("uploadId", None)], headers: &[] },
    Rule { operation: Operation::AbortMultipartUpload, method: "DELETE", level: Level::Object, query: &[("uploadId", None)], headers: &[] },
    Rule { operation: Operation::CompleteMultipartUpload, method: "POST", level: Level::Object, query: &[("uploadId", None)], headers: &[] },
    Rule { operation: Operation::CopyObject, method: "PUT", level: Level::Object, query: &[], headers: &["x-amz-copy-source"] },
    Rule { operation: Operation::CreateBucketMetadataConfiguration, method: "POST", level: Level::Bucket, query: &[("metadataConfiguration", None)], headers: &[] },
    Rule { operation: Operation::CreateBucketMetadataTableConfiguration, method: "POST", level: Level::Bucket, query: &[("metadataTable", None)], headers: &[] },
    Rule { operation: Operation::CreateMultipartUpload, method: "POST", level: Level::Object, query: &[("uploads", None)], headers: &[] },
    Rule { operation: Operation::CreateSession, method: "GET", level: Level::Bucket, query: &[("session", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketCors, method: "DELETE", level: Level::Bucket, query: &[("cors", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketEncryption, method: "DELETE", level: Level::Bucket, query: &[("encryption", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketLifecycle, method: "DELETE", level: Level::Bucket, query: &[("lifecycle", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketMetadataConfiguration, method: "DELETE", level: Level::Bucket, query: &[("metadataConfiguration", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketMetadataTableConfiguration, method: "DELETE", level: Level::Bucket, query: &[("metadataTable", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketOwnershipControls, method: "DELETE", level: Level::Bucket, query: &[("ownershipControls", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketPolicy, method: "DELETE", level: Level::Bucket, query: &[("policy", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketReplication, method: "DELETE", level: Level::Bucket, query: &[("replication", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketTagging, method: "DELETE", level: Level::Bucket, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::DeleteBucketWebsite, method: "DELETE", level: Level::Bucket, query: &[("website", None)], headers: &[] },
    Rule { operation: Operation::DeleteObjectTagging, method: "DELETE", level: Level::Object, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::DeleteObjects, method: "POST", level: Level::Bucket, query: &[("delete", None)], headers: &[] },
    Rule { operation: Operation::DeletePublicAccessBlock, method: "DELETE", level: Level::Bucket, query: &[("publicAccessBlock", None)], headers: &[] },
    Rule { operation: Operation::GetBucketAbac, method: "GET", level: Level::Bucket, query: &[("abac", None)], headers: &[] },
    Rule { operation: Operation::GetBucketAccelerateConfiguration, method: "GET", level: Level::Bucket, query: &[("accelerate", None)], headers: &[] },
    Rule { operation: Operation::GetBucketAcl, method: "GET", level: Level::Bucket, query: &[("acl", None)], headers: &[] },
    Rule { operation: Operation::GetBucketCors, method: "GET", level: Level::Bucket, query: &[("cors", None)], headers: &[] },
    Rule { operation: Operation::GetBucketEncryption, method: "GET", level: Level::Bucket, query: &[("encryption", None)], headers: &[] },
    Rule { operation: Operation::GetBucketLifecycleConfiguration, method: "GET", level: Level::Bucket, query: &[("lifecycle", None)], headers: &[] },
    Rule { operation: Operation::GetBucketLocation, method: "GET", level: Level::Bucket, query: &[("location", None)], headers: &[] },
    Rule { operation: Operation::GetBucketLogging, method: "GET", level: Level::Bucket, query: &[("logging", None)], headers: &[] },
    Rule { operation: Operation::GetBucketMetadataConfiguration, method: "GET", level: Level::Bucket, query: &[("metadataConfiguration", None)], headers: &[] },
    Rule { operation: Operation::GetBucketMetadataTableConfiguration, method: "GET", level: Level::Bucket, query: &[("metadataTable", None)], headers: &[] },
    Rule { operation: Operation::GetBucketNotificationConfiguration, method: "GET", level: Level::Bucket, query: &[("notification", None)], headers: &[] },
    Rule { operation: Operation::GetBucketOwnershipControls, method: "GET", level: Level::Bucket, query: &[("ownershipControls", None)], headers: &[] },
    Rule { operation: Operation::GetBucketPolicy, method: "GET", level: Level::Bucket, query: &[("policy", None)], headers: &[] },
    Rule { operation: Operation::GetBucketPolicyStatus, method: "GET", level: Level::Bucket, query: &[("policyStatus", None)], headers: &[] },
    Rule { operation: Operation::GetBucketReplication, method: "GET", level: Level::Bucket, query: &[("replication", None)], headers: &[] },
    Rule { operation: Operation::GetBucketRequestPayment, method: "GET", level: Level::Bucket, query: &[("requestPayment", None)], headers: &[] },
    Rule { operation: Operation::GetBucketTagging, method: "GET", level: Level::Bucket, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::GetBucketVersioning, method: "GET", level: Level::Bucket, query: &[("versioning", None)], headers: &[] },
    Rule { operation: Operation::GetBucketWebsite, method: "GET", level: Level::Bucket, query: &[("website", None)], headers: &[] },
    Rule { operation: Operation::GetObjectAcl, method: "GET", level: Level::Object, query: &[("acl", None)], headers: &[] },
    Rule { operation: Operation::GetObjectLegalHold, method: "GET", level: Level::Object, query: &[("legal-hold", None)], headers: &[] },
    Rule { operation: Operation::GetObjectLockConfiguration, method: "GET", level: Level::Bucket, query: &[("object-lock", None)], headers: &[] },
    Rule { operation: Operation::GetObjectRetention, method: "GET", level: Level::Object, query: &[("retention", None)], headers: &[] },
    Rule { operation: Operation::GetObjectTagging, method: "GET", level: Level::Object, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::GetObjectTorrent, method: "GET", level: Level::Object, query: &[("torrent", None)], headers: &[] },
    Rule { operation: Operation::GetPublicAccessBlock, method: "GET", level: Level::Bucket, query: &[("publicAccessBlock", None)], headers: &[] },
    Rule { operation: Operation::ListBucketAnalyticsConfigurations, method: "GET", level: Level::Bucket, query: &[("analytics", None)], headers: &[] },
    Rule { operation: Operation::ListBucketIntelligentTieringConfigurations, method: "GET", level: Level::Bucket, query: &[("intelligent-tiering", None)], headers: &[] },
    Rule { operation: Operation::ListBucketInventoryConfigurations, method: "GET", level: Level::Bucket, query: &[("inventory", None)], headers: &[] },
    Rule { operation: Operation::ListBucketMetricsConfigurations, method: "GET", level: Level::Bucket, query: &[("metrics", None)], headers: &[] },
    Rule { operation: Operation::ListMultipartUploads, method: "GET", level: Level::Bucket, query: &[("uploads", None)], headers: &[] },
    Rule { operation: Operation::ListObjectVersions, method: "GET", level: Level::Bucket, query: &[("versions", None)], headers: &[] },
    Rule { operation: Operation::ListObjectsV2, method: "GET", level: Level::Bucket, query: &[("list-type", Some("2"))], headers: &[] },
    Rule { operation: Operation::ListParts, method: "GET", level: Level::Object, query: &[("uploadId", None)], headers: &[] },
    Rule { operation: Operation::PutBucketAbac, method: "PUT", level: Level::Bucket, query: &[("abac", None)], headers: &[] },
    Rule { operation: Operation::PutBucketAccelerateConfiguration, method: "PUT", level: Level::Bucket, query: &[("accelerate", None)], headers: &[] },
    Rule { operation: Operation::PutBucketAcl, method: "PUT", level: Level::Bucket, query: &[("acl", None)], headers: &[] },
    Rule { operation: Operation::PutBucketCors, method: "PUT", level: Level::Bucket, query: &[("cors", None)], headers: &[] },
    Rule { operation: Operation::PutBucketEncryption, method: "PUT", level: Level::Bucket, query: &[("encryption", None)], headers: &[] },
    Rule { operation: Operation::PutBucketLifecycleConfiguration, method: "PUT", level: Level::Bucket, query: &[("lifecycle", None)], headers: &[] },
    Rule { operation: Operation::PutBucketLogging, method: "PUT", level: Level::Bucket, query: &[("logging", None)], headers: &[] },
    Rule { operation: Operation::PutBucketNotificationConfiguration, method: "PUT", level: Level::Bucket, query: &[("notification", None)], headers: &[] },
    Rule { operation: Operation::PutBucketOwnershipControls, method: "PUT", level: Level::Bucket, query: &[("ownershipControls", None)], headers: &[] },
    Rule { operation: Operation::PutBucketPolicy, method: "PUT", level: Level::Bucket, query: &[("policy", None)], headers: &[] },
    Rule { operation: Operation::PutBucketReplication, method: "PUT", level: Level::Bucket, query: &[("replication", None)], headers: &[] },
    Rule { operation: Operation::PutBucketRequestPayment, method: "PUT", level: Level::Bucket, query: &[("requestPayment", None)], headers: &[] },
    Rule { operation: Operation::PutBucketTagging, method: "PUT", level: Level::Bucket, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::PutBucketVersioning, method: "PUT", level: Level::Bucket, query: &[("versioning", None)], headers: &[] },
    Rule { operation: Operation::PutBucketWebsite, method: "PUT", level: Level::Bucket, query: &[("website", None)], headers: &[] },
    Rule { operation: Operation::PutObjectAcl, method: "PUT", level: Level::Object, query: &[("acl", None)], headers: &[] },
    Rule { operation: Operation::PutObjectLegalHold, method: "PUT", level: Level::Object, query: &[("legal-hold", None)], headers: &[] },
    Rule { operation: Operation::PutObjectLockConfiguration, method: "PUT", level: Level::Bucket, query: &[("object-lock", None)], headers: &[] },
    Rule { operation: Operation::PutObjectRetention, method: "PUT", level: Level::Object, query: &[("retention", None)], headers: &[] },
    Rule { operation: Operation::PutObjectTagging, method: "PUT", level: Level::Object, query: &[("tagging", None)], headers: &[] },
    Rule { operation: Operation::PutPublicAccessBlock, method: "PUT", level: Level::Bucket, query: &[("publicAccessBlock", None)], headers: &[] },
    Rule { operation: Operation::RestoreObject, method: "POST", level: Level::Object, query: &[("restore", None)], headers: &[] },
    Rule { operation: Operation::UpdateBucketMetadataInventoryTableConfiguration, method: "PUT", level: Level::Bucket, query: &[("metadataInventoryTable", None)], headers: &[] },
    Rule { operation: Operation::UpdateBucketMetadataJournalTableConfiguration, method: "PUT", level: Level::Bucket, query: &[("metadataJournalTable", None)], headers: &[] },
    Rule { operation: Operation::UpdateObjectEncryption, method: "PUT", level: Level::Object, query: &[("encryption", None)], headers: &[] },
    Rule { operation: Operation::CreateBucket, method: "PUT", level: Level::Bucket, query: &[], headers: &[] },
    Rule { operation: Operation::DeleteBucket, method: "DELETE", level: Level::Bucket, query: &[], headers: &[] },
    Rule { operation: Operation::DeleteObject, method: "DELETE", level: Level::Object, query: &[], headers: &[] },
    Rule { operation: Operation::GetObject, method: "GET", level: Level::Object, query: &[], headers: &[] },
    Rule { operation: Operation::HeadBucket, method: "HEAD", level: Level::Bucket, query: &[], headers: &[] },
    Rule { operation: Operation::HeadObject, method: "HEAD", level: Level::Object, query: &[], headers: &[] },
    Rule { operation: Operation::ListBuckets, method: "GET", level: Level::Service, query: &[], headers: &[] },
    Rule { operation: Operation::ListObjects, method: "GET", level: Level::Bucket, query: &[], headers: &[] },
    Rule { operation: Operation::PutObject, method: "PUT", level: Level::Object, query: &[], headers: &[] },
    Rule { operation: Operation::GetBucketLifecycle, method: "GET", level: Level::Bucket, query: &[("lifecycle", None)], headers: &[] },
    Rule { operation: Operation::GetBucketNotification, method: "GET", level: Level::Bucket, query: &[("notification", None)], headers: &[] },
    Rule { operation: Operation::PutBucketLifecycle, method: "PUT", level: Level::Bucket, query: &[("lifecycle", None)], headers: &[] },
    Rule { operation: Operation::PutBucketNotification, method: "PUT", level: Level::Bucket, query: &[("notification", None)], headers: &[] },
];
