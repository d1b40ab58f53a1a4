//! Facts about S3's wire that its model does not say. Each entry has its source or reason.

/// Roots of documents that answers are made of. The model leaves them out; source: S3's API reference, response syntax.
const ROOTS: [(&str, &str); 29] = [
    ("CompleteMultipartUpload", "CompleteMultipartUploadResult"),
    ("CreateMultipartUpload", "InitiateMultipartUploadResult"),
    ("CreateSession", "CreateSessionResult"),
    ("DeleteObjects", "DeleteResult"),
    ("GetBucketAccelerateConfiguration", "AccelerateConfiguration"),
    ("GetBucketAcl", "AccessControlPolicy"),
    ("GetBucketCors", "CORSConfiguration"),
    ("GetBucketLifecycle", "LifecycleConfiguration"),
    ("GetBucketLifecycleConfiguration", "LifecycleConfiguration"),
    ("GetBucketLogging", "BucketLoggingStatus"),
    ("GetBucketNotification", "NotificationConfiguration"),
    ("GetBucketNotificationConfiguration", "NotificationConfiguration"),
    ("GetBucketRequestPayment", "RequestPaymentConfiguration"),
    ("GetBucketTagging", "Tagging"),
    ("GetBucketVersioning", "VersioningConfiguration"),
    ("GetBucketWebsite", "WebsiteConfiguration"),
    ("GetObjectAcl", "AccessControlPolicy"),
    ("GetObjectAttributes", "GetObjectAttributesResponse"),
    ("GetObjectTagging", "Tagging"),
    ("ListBucketAnalyticsConfigurations", "ListBucketAnalyticsConfigurationResult"),
    ("ListBucketIntelligentTieringConfigurations", "ListBucketIntelligentTieringConfigurationsOutput"),
    ("ListBucketInventoryConfigurations", "ListInventoryConfigurationsResult"),
    ("ListBucketMetricsConfigurations", "ListMetricsConfigurationsResult"),
    ("ListBuckets", "ListAllMyBucketsResult"),
    ("ListDirectoryBuckets", "ListAllMyDirectoryBucketsResult"),
    ("ListMultipartUploads", "ListMultipartUploadsResult"),
    ("ListObjectVersions", "ListVersionsResult"),
    ("ListObjects", "ListBucketResult"),
    ("ListParts", "ListPartsResult"),
];

/// Root of an answer's document.
pub(super) fn root(operation: &str) -> Option<&'static str> {
    match operation {
        "ListObjectsV2" => Some("ListBucketResult"),
        _ => ROOTS.iter().find(|(name, _)| *name == operation).map(|(_, root)| *root),
    }
}

/// Answers whose only member is the document itself: S3 writes no element around it.
pub(super) const UNWRAPPED: [&str; 1] = ["GetBucketLocation"];

/// Members that S3 was seen to write in another order than the model's; those not named follow in that.
const ORDERS: [(&str, &[&str]); 9] = [
    ("CopyObjectResult", &["LastModified", "ETag"]),
    ("CopyPartResult", &["LastModified", "ETag"]),
    ("ListBucketsResponse", &["Owner", "Buckets"]),
    (
        "ListMultipartUploadsResponse",
        &[
            "Bucket",
            "KeyMarker",
            "UploadIdMarker",
            "NextKeyMarker",
            "NextUploadIdMarker",
            "Prefix",
            "Delimiter",
            "MaxUploads",
            "EncodingType",
            "IsTruncated",
        ],
    ),
    (
        "ListObjectsResponse",
        &["Name", "Prefix", "Marker", "NextMarker", "MaxKeys", "Delimiter", "EncodingType", "IsTruncated"],
    ),
    (
        "ListObjectsV2Response",
        &[
            "Name",
            "Prefix",
            "ContinuationToken",
            "NextContinuationToken",
            "StartAfter",
            "KeyCount",
            "MaxKeys",
            "Delimiter",
            "EncodingType",
            "IsTruncated",
        ],
    ),
    (
        "ListPartsResponse",
        &[
            "Bucket",
            "Key",
            "UploadId",
            "Initiator",
            "Owner",
            "StorageClass",
            "ChecksumAlgorithm",
            "ChecksumType",
            "PartNumberMarker",
            "NextPartNumberMarker",
            "MaxParts",
            "IsTruncated",
        ],
    ),
    ("MultipartUpload", &["Key", "UploadId", "Initiator", "Owner", "StorageClass"]),
    ("Object", &["Key", "LastModified", "ETag", "ChecksumAlgorithm", "ChecksumType", "Size", "Owner"]),
];

/// Place of a member among those of its structure.
pub(super) fn order(structure: &str, member: &str) -> usize {
    let order = ORDERS.iter().find(|(name, _)| *name == structure).map(|(_, order)| *order);
    order.and_then(|order| order.iter().position(|name| *name == member)).unwrap_or(usize::MAX)
}

/// Lists that S3 mixes: DeleteObjects names its outcomes in the order of the request.
pub(super) struct Mixed {
    /// structure that has the lists
    pub structure: &'static str,
    /// member that they become
    pub member: &'static str,
    /// type of its items
    pub item: &'static str,
    /// members that it replaces
    pub lists: [&'static str; 2],
}

/// See [`Mixed`].
pub(super) const MIXED: Mixed = Mixed {
    structure: "DeleteObjectsResponse",
    member: "Outcomes",
    item: "DeleteOutcome",
    lists: ["Deleted", "Errors"],
};

/// Texts made of keys: `encoding-type=url` encodes them, and S3 writes what XML cannot carry as numeric references.
pub(super) const KEYS: [&str; 8] =
    ["Delimiter", "KeyMarker", "Marker", "NextKeyMarker", "NextMarker", "ObjectKey", "Prefix", "StartAfter"];

/// Members whose shape is that of a key and that are none: the names of buckets, and keys of tags, which have an error of their
/// own when empty.
pub(super) const NO_KEYS: [(&str, &str); 2] = [("ListBucketsResponse", "Prefix"), ("Tag", "Key")];

/// True for a member that is a key in the sense of [`KEYS`].
pub(super) fn is_key(structure: &str, member: &str, shape: &str) -> bool {
    KEYS.contains(&shape) && !NO_KEYS.contains(&(structure, member))
}

/// Enumerations that documents may exceed: S3 has errors of its own for other values, or takes newer ones than the model.
///
/// `BucketLocationConstraint`: `InvalidLocationConstraint`, and the operator may name a region. `Event`: `InvalidArgument`.
pub(super) const OPEN: [&str; 2] = ["BucketLocationConstraint", "Event"];

/// Members that the service adds itself: names of their headers are not known beforehand.
pub(super) const LEFT_TO_SERVICE: &str = "headers";
