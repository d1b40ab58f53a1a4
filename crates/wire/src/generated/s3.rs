//! Operations of S3, from the service model `s3/2006-03-01` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

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
