//! S3's answers, from the service model `s3/2006-03-01` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

use super::s3_documents::*;
use crate::s3::binding::{Hidden, IsoTime, Key, Text, checksums, response};
use crate::timestamp::Timestamp;

response! {
    AbortMultipartUploadResponse of AbortMultipartUpload, 204, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    CompleteMultipartUploadResponse<'a> of CompleteMultipartUpload, 200, Members("CompleteMultipartUploadResult"); {
        location: Option<Text<'a>> = Member(One("Location"));
        bucket: Option<Text<'a>> = Member(One("Bucket"));
        key: Option<Key<'a>> = Member(Within("Key", &OBJECT_KEY));
        expiration: Option<Text<'a>> = Header("x-amz-expiration");
        e_tag: Option<Text<'a>> = Member(One("ETag"));
        checksum_crc32: Option<Text<'a>> = Member(One("ChecksumCRC32"));
        checksum_crc32_c: Option<Text<'a>> = Member(One("ChecksumCRC32C"));
        checksum_crc64_nvme: Option<Text<'a>> = Member(One("ChecksumCRC64NVME"));
        checksum_sha1: Option<Text<'a>> = Member(One("ChecksumSHA1"));
        checksum_sha256: Option<Text<'a>> = Member(One("ChecksumSHA256"));
        checksum_sha512: Option<Text<'a>> = Member(One("ChecksumSHA512"));
        checksum_md5: Option<Text<'a>> = Member(One("ChecksumMD5"));
        checksum_xxhash64: Option<Text<'a>> = Member(One("ChecksumXXHASH64"));
        checksum_xxhash3: Option<Text<'a>> = Member(One("ChecksumXXHASH3"));
        checksum_xxhash128: Option<Text<'a>> = Member(One("ChecksumXXHASH128"));
        checksum_type: Option<ChecksumType> = Member(One("ChecksumType"));
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    CopyObjectResponse<'a> of CopyObject, 200, Payload; {
        copy_object_result: Option<CopyObjectResult<'a>> = Payload("CopyObjectResult");
        expiration: Option<Text<'a>> = Header("x-amz-expiration");
        copy_source_version_id: Option<Text<'a>> = Header("x-amz-copy-source-version-id");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    CreateBucketResponse<'a> of CreateBucket, 200, Empty; {
        location: Option<Text<'a>> = Header("location");
        bucket_arn: Option<Text<'a>> = Header("x-amz-bucket-arn");
    }
}

response! {
    CreateBucketMetadataConfigurationResponse of CreateBucketMetadataConfiguration, 200, Empty; {
    }
}

response! {
    CreateBucketMetadataTableConfigurationResponse of CreateBucketMetadataTableConfiguration, 200, Empty; {
    }
}

response! {
    CreateMultipartUploadResponse<'a> of CreateMultipartUpload, 200, Members("InitiateMultipartUploadResult"); {
        abort_date: Option<Timestamp> = Header("x-amz-abort-date");
        abort_rule_id: Option<Text<'a>> = Header("x-amz-abort-rule-id");
        bucket: Option<Text<'a>> = Member(One("Bucket"));
        key: Option<Key<'a>> = Member(Within("Key", &OBJECT_KEY));
        upload_id: Option<Text<'a>> = Member(One("UploadId"));
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        checksum_algorithm: Option<ChecksumAlgorithm> = Header("x-amz-checksum-algorithm");
        checksum_type: Option<ChecksumType> = Header("x-amz-checksum-type");
    }
}

response! {
    CreateSessionResponse<'a> of CreateSession, 200, Members("CreateSessionResult"); {
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        credentials: Option<SessionCredentials<'a>> = Member(One("Credentials"));
    }
}

response! {
    DeleteBucketResponse of DeleteBucket, 204, Empty; {
    }
}

response! {
    DeleteBucketAnalyticsConfigurationResponse of DeleteBucketAnalyticsConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketCorsResponse of DeleteBucketCors, 204, Empty; {
    }
}

response! {
    DeleteBucketEncryptionResponse of DeleteBucketEncryption, 204, Empty; {
    }
}

response! {
    DeleteBucketIntelligentTieringConfigurationResponse of DeleteBucketIntelligentTieringConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketInventoryConfigurationResponse of DeleteBucketInventoryConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketLifecycleResponse of DeleteBucketLifecycle, 204, Empty; {
    }
}

response! {
    DeleteBucketMetadataConfigurationResponse of DeleteBucketMetadataConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketMetadataTableConfigurationResponse of DeleteBucketMetadataTableConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketMetricsConfigurationResponse of DeleteBucketMetricsConfiguration, 204, Empty; {
    }
}

response! {
    DeleteBucketOwnershipControlsResponse of DeleteBucketOwnershipControls, 204, Empty; {
    }
}

response! {
    DeleteBucketPolicyResponse of DeleteBucketPolicy, 204, Empty; {
    }
}

response! {
    DeleteBucketReplicationResponse of DeleteBucketReplication, 204, Empty; {
    }
}

response! {
    DeleteBucketTaggingResponse of DeleteBucketTagging, 204, Empty; {
    }
}

response! {
    DeleteBucketWebsiteResponse of DeleteBucketWebsite, 204, Empty; {
    }
}

response! {
    DeleteObjectResponse<'a> of DeleteObject, 204, Empty; {
        delete_marker: Option<bool> = Header("x-amz-delete-marker");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    DeleteObjectTaggingResponse<'a> of DeleteObjectTagging, 204, Empty; {
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
    }
}

response! {
    DeleteObjectsResponse<'a> of DeleteObjects, 200, Members("DeleteResult"); {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        outcomes: Vec<DeleteOutcome<'a>> = Member(Mixed(&["Deleted", "Error"]));
    }
}

response! {
    DeletePublicAccessBlockResponse of DeletePublicAccessBlock, 204, Empty; {
    }
}

response! {
    GetBucketAbacResponse of GetBucketAbac, 200, Payload; {
        abac_status: Option<AbacStatus> = Payload("AbacStatus");
    }
}

response! {
    GetBucketAccelerateConfigurationResponse of GetBucketAccelerateConfiguration, 200, Members("AccelerateConfiguration"); {
        status: Option<BucketAccelerateStatus> = Member(One("Status"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    GetBucketAclResponse<'a> of GetBucketAcl, 200, Members("AccessControlPolicy"); {
        owner: Option<Owner<'a>> = Member(One("Owner"));
        grants: Option<Vec<Grant<'a>>> = Member(Wrapped("AccessControlList", "Grant"));
    }
}

response! {
    GetBucketAnalyticsConfigurationResponse<'a> of GetBucketAnalyticsConfiguration, 200, Payload; {
        analytics_configuration: Option<AnalyticsConfiguration<'a>> = Payload("AnalyticsConfiguration");
    }
}

response! {
    GetBucketCorsResponse<'a> of GetBucketCors, 200, Members("CORSConfiguration"); {
        cors_rules: Vec<CORSRule<'a>> = Member(Flat("CORSRule"));
    }
}

response! {
    GetBucketEncryptionResponse<'a> of GetBucketEncryption, 200, Payload; {
        server_side_encryption_configuration: Option<ServerSideEncryptionConfiguration<'a>> = Payload("ServerSideEncryptionConfiguration");
    }
}

response! {
    GetBucketIntelligentTieringConfigurationResponse<'a> of GetBucketIntelligentTieringConfiguration, 200, Payload; {
        intelligent_tiering_configuration: Option<IntelligentTieringConfiguration<'a>> = Payload("IntelligentTieringConfiguration");
    }
}

response! {
    GetBucketInventoryConfigurationResponse<'a> of GetBucketInventoryConfiguration, 200, Payload; {
        inventory_configuration: Option<InventoryConfiguration<'a>> = Payload("InventoryConfiguration");
    }
}

response! {
    GetBucketLifecycleResponse<'a> of GetBucketLifecycle, 200, Members("LifecycleConfiguration"); {
        rules: Vec<Rule<'a>> = Member(Flat("Rule"));
    }
}

response! {
    GetBucketLifecycleConfigurationResponse<'a> of GetBucketLifecycleConfiguration, 200, Members("LifecycleConfiguration"); {
        rules: Vec<LifecycleRule<'a>> = Member(Flat("Rule"));
        transition_default_minimum_object_size: Option<TransitionDefaultMinimumObjectSize> = Header("x-amz-transition-default-minimum-object-size");
    }
}

response! {
    GetBucketLocationResponse<'a> of GetBucketLocation, 200, Payload; {
        location_constraint: Option<Text<'a>> = Payload("LocationConstraint");
    }
}

response! {
    GetBucketLoggingResponse<'a> of GetBucketLogging, 200, Members("BucketLoggingStatus"); {
        logging_enabled: Option<LoggingEnabled<'a>> = Member(One("LoggingEnabled"));
    }
}

response! {
    GetBucketMetadataConfigurationResponse<'a> of GetBucketMetadataConfiguration, 200, Payload; {
        get_bucket_metadata_configuration_result: Option<GetBucketMetadataConfigurationResult<'a>> = Payload("GetBucketMetadataConfigurationResult");
    }
}

response! {
    GetBucketMetadataTableConfigurationResponse<'a> of GetBucketMetadataTableConfiguration, 200, Payload; {
        get_bucket_metadata_table_configuration_result: Option<GetBucketMetadataTableConfigurationResult<'a>> = Payload("GetBucketMetadataTableConfigurationResult");
    }
}

response! {
    GetBucketMetricsConfigurationResponse<'a> of GetBucketMetricsConfiguration, 200, Payload; {
        metrics_configuration: Option<MetricsConfiguration<'a>> = Payload("MetricsConfiguration");
    }
}

response! {
    GetBucketNotificationResponse<'a> of GetBucketNotification, 200, Members("NotificationConfiguration"); {
        topic_configuration: Option<TopicConfigurationDeprecated<'a>> = Member(One("TopicConfiguration"));
        queue_configuration: Option<QueueConfigurationDeprecated<'a>> = Member(One("QueueConfiguration"));
        cloud_function_configuration: Option<CloudFunctionConfiguration<'a>> = Member(One("CloudFunctionConfiguration"));
    }
}

response! {
    GetBucketNotificationConfigurationResponse<'a> of GetBucketNotificationConfiguration, 200, Members("NotificationConfiguration"); {
        topic_configurations: Vec<TopicConfiguration<'a>> = Member(Flat("TopicConfiguration"));
        queue_configurations: Vec<QueueConfiguration<'a>> = Member(Flat("QueueConfiguration"));
        lambda_function_configurations: Vec<LambdaFunctionConfiguration<'a>> = Member(Flat("CloudFunctionConfiguration"));
        event_bridge_configuration: Option<EventBridgeConfiguration> = Member(One("EventBridgeConfiguration"));
    }
}

response! {
    GetBucketOwnershipControlsResponse of GetBucketOwnershipControls, 200, Payload; {
        ownership_controls: Option<OwnershipControls> = Payload("OwnershipControls");
    }
}

response! {
    GetBucketPolicyResponse<'a> of GetBucketPolicy, 200, Plain; {
        policy: Option<Text<'a>> = Plain;
    }
}

response! {
    GetBucketPolicyStatusResponse of GetBucketPolicyStatus, 200, Payload; {
        policy_status: Option<PolicyStatus> = Payload("PolicyStatus");
    }
}

response! {
    GetBucketReplicationResponse<'a> of GetBucketReplication, 200, Payload; {
        replication_configuration: Option<ReplicationConfiguration<'a>> = Payload("ReplicationConfiguration");
    }
}

response! {
    GetBucketRequestPaymentResponse of GetBucketRequestPayment, 200, Members("RequestPaymentConfiguration"); {
        payer: Option<Payer> = Member(One("Payer"));
    }
}

response! {
    GetBucketTaggingResponse<'a> of GetBucketTagging, 200, Members("Tagging"); {
        tag_set: Vec<Tag<'a>> = Member(Wrapped("TagSet", "Tag"));
    }
}

response! {
    GetBucketVersioningResponse of GetBucketVersioning, 200, Members("VersioningConfiguration"); {
        status: Option<BucketVersioningStatus> = Member(One("Status"));
        mfa_delete: Option<MFADeleteStatus> = Member(One("MfaDelete"));
    }
}

response! {
    GetBucketWebsiteResponse<'a> of GetBucketWebsite, 200, Members("WebsiteConfiguration"); {
        redirect_all_requests_to: Option<RedirectAllRequestsTo<'a>> = Member(One("RedirectAllRequestsTo"));
        index_document: Option<IndexDocument<'a>> = Member(One("IndexDocument"));
        error_document: Option<ErrorDocument<'a>> = Member(One("ErrorDocument"));
        routing_rules: Option<Vec<RoutingRule<'a>>> = Member(Wrapped("RoutingRules", "RoutingRule"));
    }
}

response! {
    GetObjectResponse<'a> of GetObject, 200, Stream; {
        delete_marker: Option<bool> = Header("x-amz-delete-marker");
        accept_ranges: Option<Text<'a>> = Header("accept-ranges");
        expiration: Option<Text<'a>> = Header("x-amz-expiration");
        restore: Option<Text<'a>> = Header("x-amz-restore");
        last_modified: Option<Timestamp> = Header("last-modified");
        content_length: Option<i64> = Header("content-length");
        e_tag: Option<Text<'a>> = Header("etag");
        checksum_crc32: Option<Text<'a>> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<Text<'a>> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<Text<'a>> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<Text<'a>> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<Text<'a>> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<Text<'a>> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<Text<'a>> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<Text<'a>> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<Text<'a>> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<Text<'a>> = Header("x-amz-checksum-xxhash128");
        checksum_type: Option<ChecksumType> = Header("x-amz-checksum-type");
        missing_meta: Option<i32> = Header("x-amz-missing-meta");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        cache_control: Option<Text<'a>> = Header("cache-control");
        content_disposition: Option<Text<'a>> = Header("content-disposition");
        content_encoding: Option<Text<'a>> = Header("content-encoding");
        content_language: Option<Text<'a>> = Header("content-language");
        content_range: Option<Text<'a>> = Header("content-range");
        content_type: Option<Text<'a>> = Header("content-type");
        expires: Option<Text<'a>> = Header("expires");
        website_redirect_location: Option<Text<'a>> = Header("x-amz-website-redirect-location");
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        storage_class: Option<StorageClass> = Header("x-amz-storage-class");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        replication_status: Option<ReplicationStatus> = Header("x-amz-replication-status");
        parts_count: Option<i32> = Header("x-amz-mp-parts-count");
        tag_count: Option<i32> = Header("x-amz-tagging-count");
        object_lock_mode: Option<ObjectLockMode> = Header("x-amz-object-lock-mode");
        object_lock_retain_until_date: Option<IsoTime> = Header("x-amz-object-lock-retain-until-date");
        object_lock_legal_hold_status: Option<ObjectLockLegalHoldStatus> = Header("x-amz-object-lock-legal-hold");
    }
}

response! {
    GetObjectAclResponse<'a> of GetObjectAcl, 200, Members("AccessControlPolicy"); {
        owner: Option<Owner<'a>> = Member(One("Owner"));
        grants: Option<Vec<Grant<'a>>> = Member(Wrapped("AccessControlList", "Grant"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    GetObjectAttributesResponse<'a> of GetObjectAttributes, 200, Members("GetObjectAttributesResponse"); {
        delete_marker: Option<bool> = Header("x-amz-delete-marker");
        last_modified: Option<Timestamp> = Header("last-modified");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        e_tag: Option<Text<'a>> = Member(One("ETag"));
        checksum: Option<Checksum<'a>> = Member(One("Checksum"));
        object_parts: Option<GetObjectAttributesParts<'a>> = Member(One("ObjectParts"));
        storage_class: Option<StorageClass> = Member(One("StorageClass"));
        object_size: Option<i64> = Member(One("ObjectSize"));
    }
}

response! {
    GetObjectLegalHoldResponse of GetObjectLegalHold, 200, Payload; {
        legal_hold: Option<ObjectLockLegalHold> = Payload("LegalHold");
    }
}

response! {
    GetObjectLockConfigurationResponse of GetObjectLockConfiguration, 200, Payload; {
        object_lock_configuration: Option<ObjectLockConfiguration> = Payload("ObjectLockConfiguration");
    }
}

response! {
    GetObjectRetentionResponse of GetObjectRetention, 200, Payload; {
        retention: Option<ObjectLockRetention> = Payload("Retention");
    }
}

response! {
    GetObjectTaggingResponse<'a> of GetObjectTagging, 200, Members("Tagging"); {
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        tag_set: Vec<Tag<'a>> = Member(Wrapped("TagSet", "Tag"));
    }
}

response! {
    GetObjectTorrentResponse of GetObjectTorrent, 200, Stream; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    GetPublicAccessBlockResponse of GetPublicAccessBlock, 200, Payload; {
        public_access_block_configuration: Option<PublicAccessBlockConfiguration> = Payload("PublicAccessBlockConfiguration");
    }
}

response! {
    HeadBucketResponse<'a> of HeadBucket, 200, Empty; {
        bucket_arn: Option<Text<'a>> = Header("x-amz-bucket-arn");
        bucket_location_type: Option<LocationType> = Header("x-amz-bucket-location-type");
        bucket_location_name: Option<Text<'a>> = Header("x-amz-bucket-location-name");
        bucket_region: Option<Text<'a>> = Header("x-amz-bucket-region");
        access_point_alias: Option<bool> = Header("x-amz-access-point-alias");
    }
}

response! {
    HeadObjectResponse<'a> of HeadObject, 200, Empty; {
        delete_marker: Option<bool> = Header("x-amz-delete-marker");
        accept_ranges: Option<Text<'a>> = Header("accept-ranges");
        expiration: Option<Text<'a>> = Header("x-amz-expiration");
        restore: Option<Text<'a>> = Header("x-amz-restore");
        archive_status: Option<ArchiveStatus> = Header("x-amz-archive-status");
        last_modified: Option<Timestamp> = Header("last-modified");
        content_length: Option<i64> = Header("content-length");
        checksum_crc32: Option<Text<'a>> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<Text<'a>> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<Text<'a>> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<Text<'a>> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<Text<'a>> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<Text<'a>> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<Text<'a>> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<Text<'a>> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<Text<'a>> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<Text<'a>> = Header("x-amz-checksum-xxhash128");
        checksum_type: Option<ChecksumType> = Header("x-amz-checksum-type");
        e_tag: Option<Text<'a>> = Header("etag");
        missing_meta: Option<i32> = Header("x-amz-missing-meta");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        cache_control: Option<Text<'a>> = Header("cache-control");
        content_disposition: Option<Text<'a>> = Header("content-disposition");
        content_encoding: Option<Text<'a>> = Header("content-encoding");
        content_language: Option<Text<'a>> = Header("content-language");
        content_type: Option<Text<'a>> = Header("content-type");
        content_range: Option<Text<'a>> = Header("content-range");
        expires: Option<Text<'a>> = Header("expires");
        website_redirect_location: Option<Text<'a>> = Header("x-amz-website-redirect-location");
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        storage_class: Option<StorageClass> = Header("x-amz-storage-class");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        replication_status: Option<ReplicationStatus> = Header("x-amz-replication-status");
        parts_count: Option<i32> = Header("x-amz-mp-parts-count");
        tag_count: Option<i32> = Header("x-amz-tagging-count");
        object_lock_mode: Option<ObjectLockMode> = Header("x-amz-object-lock-mode");
        object_lock_retain_until_date: Option<IsoTime> = Header("x-amz-object-lock-retain-until-date");
        object_lock_legal_hold_status: Option<ObjectLockLegalHoldStatus> = Header("x-amz-object-lock-legal-hold");
    }
}

response! {
    ListBucketAnalyticsConfigurationsResponse<'a> of ListBucketAnalyticsConfigurations, 200, Members("ListBucketAnalyticsConfigurationResult"); {
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        next_continuation_token: Option<Text<'a>> = Member(One("NextContinuationToken"));
        analytics_configuration_list: Vec<AnalyticsConfiguration<'a>> = Member(Flat("AnalyticsConfiguration"));
    }
}

response! {
    ListBucketIntelligentTieringConfigurationsResponse<'a> of ListBucketIntelligentTieringConfigurations, 200, Members("ListBucketIntelligentTieringConfigurationsOutput"); {
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        next_continuation_token: Option<Text<'a>> = Member(One("NextContinuationToken"));
        intelligent_tiering_configuration_list: Vec<IntelligentTieringConfiguration<'a>> = Member(Flat("IntelligentTieringConfiguration"));
    }
}

response! {
    ListBucketInventoryConfigurationsResponse<'a> of ListBucketInventoryConfigurations, 200, Members("ListInventoryConfigurationsResult"); {
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        inventory_configuration_list: Vec<InventoryConfiguration<'a>> = Member(Flat("InventoryConfiguration"));
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        next_continuation_token: Option<Text<'a>> = Member(One("NextContinuationToken"));
    }
}

response! {
    ListBucketMetricsConfigurationsResponse<'a> of ListBucketMetricsConfigurations, 200, Members("ListMetricsConfigurationsResult"); {
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        next_continuation_token: Option<Text<'a>> = Member(One("NextContinuationToken"));
        metrics_configuration_list: Vec<MetricsConfiguration<'a>> = Member(Flat("MetricsConfiguration"));
    }
}

response! {
    ListBucketsResponse<'a> of ListBuckets, 200, Members("ListAllMyBucketsResult"); {
        owner: Option<Owner<'a>> = Member(One("Owner"));
        buckets: Option<Vec<Bucket<'a>>> = Member(Wrapped("Buckets", "Bucket"));
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        prefix: Option<Text<'a>> = Member(One("Prefix"));
    }
}

response! {
    ListDirectoryBucketsResponse<'a> of ListDirectoryBuckets, 200, Members("ListAllMyDirectoryBucketsResult"); {
        buckets: Option<Vec<Bucket<'a>>> = Member(Wrapped("Buckets", "Bucket"));
        continuation_token: Option<Text<'a>> = Member(Within("ContinuationToken", &DIRECTORY_BUCKET_TOKEN));
    }
}

response! {
    ListMultipartUploadsResponse<'a> of ListMultipartUploads, 200, Members("ListMultipartUploadsResult"); {
        bucket: Option<Text<'a>> = Member(One("Bucket"));
        key_marker: Option<Key<'a>> = Member(One("KeyMarker"));
        upload_id_marker: Option<Text<'a>> = Member(One("UploadIdMarker"));
        next_key_marker: Option<Key<'a>> = Member(One("NextKeyMarker"));
        next_upload_id_marker: Option<Text<'a>> = Member(One("NextUploadIdMarker"));
        prefix: Option<Key<'a>> = Member(One("Prefix"));
        delimiter: Option<Key<'a>> = Member(One("Delimiter"));
        max_uploads: Option<i32> = Member(One("MaxUploads"));
        encoding_type: Option<EncodingType> = Member(One("EncodingType"));
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        uploads: Vec<MultipartUpload<'a>> = Member(Flat("Upload"));
        common_prefixes: Vec<CommonPrefix<'a>> = Member(Flat("CommonPrefixes"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    ListObjectVersionsResponse<'a> of ListObjectVersions, 200, Members("ListVersionsResult"); {
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        key_marker: Option<Key<'a>> = Member(One("KeyMarker"));
        version_id_marker: Option<Text<'a>> = Member(One("VersionIdMarker"));
        next_key_marker: Option<Key<'a>> = Member(One("NextKeyMarker"));
        next_version_id_marker: Option<Text<'a>> = Member(One("NextVersionIdMarker"));
        versions: Vec<ObjectVersion<'a>> = Member(Flat("Version"));
        delete_markers: Vec<DeleteMarkerEntry<'a>> = Member(Flat("DeleteMarker"));
        name: Option<Text<'a>> = Member(One("Name"));
        prefix: Option<Key<'a>> = Member(One("Prefix"));
        delimiter: Option<Key<'a>> = Member(One("Delimiter"));
        max_keys: Option<i32> = Member(One("MaxKeys"));
        common_prefixes: Vec<CommonPrefix<'a>> = Member(Flat("CommonPrefixes"));
        encoding_type: Option<EncodingType> = Member(One("EncodingType"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    ListObjectsResponse<'a> of ListObjects, 200, Members("ListBucketResult"); {
        name: Option<Text<'a>> = Member(One("Name"));
        prefix: Option<Key<'a>> = Member(One("Prefix"));
        marker: Option<Key<'a>> = Member(One("Marker"));
        next_marker: Option<Key<'a>> = Member(One("NextMarker"));
        max_keys: Option<i32> = Member(One("MaxKeys"));
        delimiter: Option<Key<'a>> = Member(One("Delimiter"));
        encoding_type: Option<EncodingType> = Member(One("EncodingType"));
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        contents: Vec<Object<'a>> = Member(Flat("Contents"));
        common_prefixes: Vec<CommonPrefix<'a>> = Member(Flat("CommonPrefixes"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    ListObjectsV2Response<'a> of ListObjectsV2, 200, Members("ListBucketResult"); {
        name: Option<Text<'a>> = Member(One("Name"));
        prefix: Option<Key<'a>> = Member(One("Prefix"));
        continuation_token: Option<Text<'a>> = Member(One("ContinuationToken"));
        next_continuation_token: Option<Text<'a>> = Member(One("NextContinuationToken"));
        start_after: Option<Key<'a>> = Member(One("StartAfter"));
        key_count: Option<i32> = Member(One("KeyCount"));
        max_keys: Option<i32> = Member(One("MaxKeys"));
        delimiter: Option<Key<'a>> = Member(One("Delimiter"));
        encoding_type: Option<EncodingType> = Member(One("EncodingType"));
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        contents: Vec<Object<'a>> = Member(Flat("Contents"));
        common_prefixes: Vec<CommonPrefix<'a>> = Member(Flat("CommonPrefixes"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    ListPartsResponse<'a> of ListParts, 200, Members("ListPartsResult"); {
        bucket: Option<Text<'a>> = Member(One("Bucket"));
        key: Option<Key<'a>> = Member(Within("Key", &OBJECT_KEY));
        upload_id: Option<Text<'a>> = Member(One("UploadId"));
        initiator: Option<Initiator<'a>> = Member(One("Initiator"));
        owner: Option<Owner<'a>> = Member(One("Owner"));
        storage_class: Option<StorageClass> = Member(One("StorageClass"));
        checksum_algorithm: Option<ChecksumAlgorithm> = Member(One("ChecksumAlgorithm"));
        checksum_type: Option<ChecksumType> = Member(One("ChecksumType"));
        part_number_marker: Option<i32> = Member(One("PartNumberMarker"));
        next_part_number_marker: Option<i32> = Member(One("NextPartNumberMarker"));
        max_parts: Option<i32> = Member(One("MaxParts"));
        is_truncated: Option<bool> = Member(One("IsTruncated"));
        abort_date: Option<Timestamp> = Header("x-amz-abort-date");
        abort_rule_id: Option<Text<'a>> = Header("x-amz-abort-rule-id");
        parts: Vec<Part<'a>> = Member(Flat("Part"));
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutBucketAbacResponse of PutBucketAbac, 200, Empty; {
    }
}

response! {
    PutBucketAccelerateConfigurationResponse of PutBucketAccelerateConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketAclResponse of PutBucketAcl, 200, Empty; {
    }
}

response! {
    PutBucketAnalyticsConfigurationResponse of PutBucketAnalyticsConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketCorsResponse of PutBucketCors, 200, Empty; {
    }
}

response! {
    PutBucketEncryptionResponse of PutBucketEncryption, 200, Empty; {
    }
}

response! {
    PutBucketIntelligentTieringConfigurationResponse of PutBucketIntelligentTieringConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketInventoryConfigurationResponse of PutBucketInventoryConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketLifecycleResponse of PutBucketLifecycle, 200, Empty; {
    }
}

response! {
    PutBucketLifecycleConfigurationResponse of PutBucketLifecycleConfiguration, 200, Empty; {
        transition_default_minimum_object_size: Option<TransitionDefaultMinimumObjectSize> = Header("x-amz-transition-default-minimum-object-size");
    }
}

response! {
    PutBucketLoggingResponse of PutBucketLogging, 200, Empty; {
    }
}

response! {
    PutBucketMetricsConfigurationResponse of PutBucketMetricsConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketNotificationResponse of PutBucketNotification, 200, Empty; {
    }
}

response! {
    PutBucketNotificationConfigurationResponse of PutBucketNotificationConfiguration, 200, Empty; {
    }
}

response! {
    PutBucketOwnershipControlsResponse of PutBucketOwnershipControls, 200, Empty; {
    }
}

response! {
    PutBucketPolicyResponse of PutBucketPolicy, 200, Empty; {
    }
}

response! {
    PutBucketReplicationResponse of PutBucketReplication, 200, Empty; {
    }
}

response! {
    PutBucketRequestPaymentResponse of PutBucketRequestPayment, 200, Empty; {
    }
}

response! {
    PutBucketTaggingResponse of PutBucketTagging, 200, Empty; {
    }
}

response! {
    PutBucketVersioningResponse of PutBucketVersioning, 200, Empty; {
    }
}

response! {
    PutBucketWebsiteResponse of PutBucketWebsite, 200, Empty; {
    }
}

response! {
    PutObjectResponse<'a> of PutObject, 200, Empty; {
        expiration: Option<Text<'a>> = Header("x-amz-expiration");
        e_tag: Option<Text<'a>> = Header("etag");
        checksum_crc32: Option<Text<'a>> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<Text<'a>> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<Text<'a>> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<Text<'a>> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<Text<'a>> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<Text<'a>> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<Text<'a>> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<Text<'a>> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<Text<'a>> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<Text<'a>> = Header("x-amz-checksum-xxhash128");
        checksum_type: Option<ChecksumType> = Header("x-amz-checksum-type");
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        size: Option<i64> = Header("x-amz-object-size");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutObjectAclResponse of PutObjectAcl, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutObjectLegalHoldResponse of PutObjectLegalHold, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutObjectLockConfigurationResponse of PutObjectLockConfiguration, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutObjectRetentionResponse of PutObjectRetention, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    PutObjectTaggingResponse<'a> of PutObjectTagging, 200, Empty; {
        version_id: Option<Text<'a>> = Header("x-amz-version-id");
    }
}

response! {
    PutPublicAccessBlockResponse of PutPublicAccessBlock, 200, Empty; {
    }
}

response! {
    RenameObjectResponse of RenameObject, 200, Empty; {
    }
}

response! {
    RestoreObjectResponse<'a> of RestoreObject, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
        restore_output_path: Option<Text<'a>> = Header("x-amz-restore-output-path");
    }
}

response! {
    SelectObjectContentResponse of SelectObjectContent, 200, Stream; {
    }
}

response! {
    UpdateBucketMetadataInventoryTableConfigurationResponse of UpdateBucketMetadataInventoryTableConfiguration, 200, Empty; {
    }
}

response! {
    UpdateBucketMetadataJournalTableConfigurationResponse of UpdateBucketMetadataJournalTableConfiguration, 200, Empty; {
    }
}

response! {
    UpdateObjectEncryptionResponse of UpdateObjectEncryption, 200, Empty; {
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    UploadPartResponse<'a> of UploadPart, 200, Empty; {
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        e_tag: Option<Text<'a>> = Header("etag");
        checksum_crc32: Option<Text<'a>> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<Text<'a>> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<Text<'a>> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<Text<'a>> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<Text<'a>> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<Text<'a>> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<Text<'a>> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<Text<'a>> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<Text<'a>> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<Text<'a>> = Header("x-amz-checksum-xxhash128");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    UploadPartCopyResponse<'a> of UploadPartCopy, 200, Payload; {
        copy_source_version_id: Option<Text<'a>> = Header("x-amz-copy-source-version-id");
        copy_part_result: Option<CopyPartResult<'a>> = Payload("CopyPartResult");
        server_side_encryption: Option<ServerSideEncryption> = Header("x-amz-server-side-encryption");
        sse_customer_algorithm: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key_md5: Option<Text<'a>> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<Hidden<'a>> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        bucket_key_enabled: Option<bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_charged: Option<RequestCharged> = Header("x-amz-request-charged");
    }
}

response! {
    WriteGetObjectResponseResponse of WriteGetObjectResponse, 200, Empty; {
    }
}

checksums!(CompleteMultipartUploadResponse, GetObjectResponse, HeadObjectResponse, PutObjectResponse, UploadPartResponse);
