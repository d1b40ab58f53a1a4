//! Heads of S3's requests, from the service model `s3/2006-03-01` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

use super::s3_documents::*;
use crate::route::{BucketName, ObjectKey};
use crate::s3::binding::{Prefixed, Sent, Values, documents_of, request};
use crate::timestamp::Timestamp;

request! {
    AbortMultipartUploadRequest of AbortMultipartUpload, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        upload_id: Option<&'a str> = Query("uploadId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        if_match_initiated_time: Sent<'a, Timestamp> = Header("x-amz-if-match-initiated-time");
    }
}

request! {
    CompleteMultipartUploadRequest of CompleteMultipartUpload, Document("CompleteMultipartUpload"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        upload_id: Option<&'a str> = Query("uploadId");
        checksum_crc32: Option<&'a str> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<&'a str> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<&'a str> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<&'a str> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<&'a str> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<&'a str> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<&'a str> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<&'a str> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<&'a str> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<&'a str> = Header("x-amz-checksum-xxhash128");
        checksum_type: Sent<'a, ChecksumType> = Header("x-amz-checksum-type");
        mpu_object_size: Sent<'a, i64> = Header("x-amz-mp-object-size");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        if_match: Option<&'a str> = Header("if-match");
        if_none_match: Option<&'a str> = Header("if-none-match");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
    }
}

request! {
    CopyObjectRequest of CopyObject, Empty; {
        acl: Sent<'a, ObjectCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        cache_control: Option<&'a str> = Header("cache-control");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-checksum-algorithm");
        content_disposition: Option<&'a str> = Header("content-disposition");
        content_encoding: Option<&'a str> = Header("content-encoding");
        content_language: Option<&'a str> = Header("content-language");
        content_type: Option<&'a str> = Header("content-type");
        copy_source: Sent<'a, &'a str> = HeaderText("x-amz-copy-source", &COPY_SOURCE);
        copy_source_if_match: Option<&'a str> = Header("x-amz-copy-source-if-match");
        copy_source_if_modified_since: Sent<'a, Timestamp> = Header("x-amz-copy-source-if-modified-since");
        copy_source_if_none_match: Option<&'a str> = Header("x-amz-copy-source-if-none-match");
        copy_source_if_unmodified_since: Sent<'a, Timestamp> = Header("x-amz-copy-source-if-unmodified-since");
        expires: Option<&'a str> = Header("expires");
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        if_match: Option<&'a str> = Header("if-match");
        if_none_match: Option<&'a str> = Header("if-none-match");
        key: &'a ObjectKey = Key;
        metadata: Prefixed<'a> = Headers("x-amz-meta-");
        metadata_directive: Sent<'a, MetadataDirective> = Header("x-amz-metadata-directive");
        tagging_directive: Sent<'a, TaggingDirective> = Header("x-amz-tagging-directive");
        server_side_encryption: Sent<'a, ServerSideEncryption> = Header("x-amz-server-side-encryption");
        storage_class: Sent<'a, StorageClass> = Header("x-amz-storage-class");
        website_redirect_location: Option<&'a str> = Header("x-amz-website-redirect-location");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<&'a str> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<&'a str> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Sent<'a, bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        copy_source_sse_customer_algorithm: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-algorithm");
        copy_source_sse_customer_key: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-key");
        copy_source_sse_customer_key_md5: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        tagging: Option<&'a str> = Header("x-amz-tagging");
        object_lock_mode: Sent<'a, ObjectLockMode> = Header("x-amz-object-lock-mode");
        object_lock_retain_until_date: Sent<'a, Timestamp> = Header("x-amz-object-lock-retain-until-date");
        object_lock_legal_hold_status: Sent<'a, ObjectLockLegalHoldStatus> = Header("x-amz-object-lock-legal-hold");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        expected_source_bucket_owner: Option<&'a str> = Header("x-amz-source-expected-bucket-owner");
    }
}

request! {
    CreateBucketRequest of CreateBucket, Document("CreateBucketConfiguration"); {
        acl: Sent<'a, BucketCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write: Option<&'a str> = Header("x-amz-grant-write");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        object_lock_enabled_for_bucket: Sent<'a, bool> = Header("x-amz-bucket-object-lock-enabled");
        object_ownership: Sent<'a, ObjectOwnership> = Header("x-amz-object-ownership");
        bucket_namespace: Sent<'a, BucketNamespace> = Header("x-amz-bucket-namespace");
    }
}

request! {
    CreateBucketMetadataConfigurationRequest of CreateBucketMetadataConfiguration, Document("MetadataConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    CreateBucketMetadataTableConfigurationRequest of CreateBucketMetadataTableConfiguration, Document("MetadataTableConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    CreateMultipartUploadRequest of CreateMultipartUpload, Empty; {
        acl: Sent<'a, ObjectCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        cache_control: Option<&'a str> = Header("cache-control");
        content_disposition: Option<&'a str> = Header("content-disposition");
        content_encoding: Option<&'a str> = Header("content-encoding");
        content_language: Option<&'a str> = Header("content-language");
        content_type: Option<&'a str> = Header("content-type");
        expires: Option<&'a str> = Header("expires");
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        key: &'a ObjectKey = Key;
        metadata: Prefixed<'a> = Headers("x-amz-meta-");
        server_side_encryption: Sent<'a, ServerSideEncryption> = Header("x-amz-server-side-encryption");
        storage_class: Sent<'a, StorageClass> = Header("x-amz-storage-class");
        website_redirect_location: Option<&'a str> = Header("x-amz-website-redirect-location");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<&'a str> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<&'a str> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Sent<'a, bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        tagging: Option<&'a str> = Header("x-amz-tagging");
        object_lock_mode: Sent<'a, ObjectLockMode> = Header("x-amz-object-lock-mode");
        object_lock_retain_until_date: Sent<'a, Timestamp> = Header("x-amz-object-lock-retain-until-date");
        object_lock_legal_hold_status: Sent<'a, ObjectLockLegalHoldStatus> = Header("x-amz-object-lock-legal-hold");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-checksum-algorithm");
        checksum_type: Sent<'a, ChecksumType> = Header("x-amz-checksum-type");
    }
}

request! {
    CreateSessionRequest of CreateSession, Empty; {
        session_mode: Sent<'a, SessionMode> = Header("x-amz-create-session-mode");
        bucket: &'a BucketName = Bucket;
        server_side_encryption: Sent<'a, ServerSideEncryption> = Header("x-amz-server-side-encryption");
        ssekms_key_id: Option<&'a str> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<&'a str> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Sent<'a, bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
    }
}

request! {
    DeleteBucketRequest of DeleteBucket, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketAnalyticsConfigurationRequest of DeleteBucketAnalyticsConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketCorsRequest of DeleteBucketCors, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketEncryptionRequest of DeleteBucketEncryption, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketIntelligentTieringConfigurationRequest of DeleteBucketIntelligentTieringConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketInventoryConfigurationRequest of DeleteBucketInventoryConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketLifecycleRequest of DeleteBucketLifecycle, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketMetadataConfigurationRequest of DeleteBucketMetadataConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketMetadataTableConfigurationRequest of DeleteBucketMetadataTableConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketMetricsConfigurationRequest of DeleteBucketMetricsConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketOwnershipControlsRequest of DeleteBucketOwnershipControls, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketPolicyRequest of DeleteBucketPolicy, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketReplicationRequest of DeleteBucketReplication, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketTaggingRequest of DeleteBucketTagging, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteBucketWebsiteRequest of DeleteBucketWebsite, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteObjectRequest of DeleteObject, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        mfa: Option<&'a str> = Header("x-amz-mfa");
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        bypass_governance_retention: Sent<'a, bool> = Header("x-amz-bypass-governance-retention");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        if_match: Option<&'a str> = Header("if-match");
        if_match_last_modified_time: Sent<'a, Timestamp> = Header("x-amz-if-match-last-modified-time");
        if_match_size: Sent<'a, i64> = Header("x-amz-if-match-size");
    }
}

request! {
    DeleteObjectTaggingRequest of DeleteObjectTagging, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    DeleteObjectsRequest of DeleteObjects, Document("Delete"); {
        bucket: &'a BucketName = Bucket;
        mfa: Option<&'a str> = Header("x-amz-mfa");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        bypass_governance_retention: Sent<'a, bool> = Header("x-amz-bypass-governance-retention");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
    }
}

request! {
    DeletePublicAccessBlockRequest of DeletePublicAccessBlock, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketAbacRequest of GetBucketAbac, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketAccelerateConfigurationRequest of GetBucketAccelerateConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
    }
}

request! {
    GetBucketAclRequest of GetBucketAcl, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketAnalyticsConfigurationRequest of GetBucketAnalyticsConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketCorsRequest of GetBucketCors, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketEncryptionRequest of GetBucketEncryption, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketIntelligentTieringConfigurationRequest of GetBucketIntelligentTieringConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketInventoryConfigurationRequest of GetBucketInventoryConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketLifecycleRequest of GetBucketLifecycle, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketLifecycleConfigurationRequest of GetBucketLifecycleConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketLocationRequest of GetBucketLocation, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketLoggingRequest of GetBucketLogging, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketMetadataConfigurationRequest of GetBucketMetadataConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketMetadataTableConfigurationRequest of GetBucketMetadataTableConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketMetricsConfigurationRequest of GetBucketMetricsConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketNotificationRequest of GetBucketNotification, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketNotificationConfigurationRequest of GetBucketNotificationConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketOwnershipControlsRequest of GetBucketOwnershipControls, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketPolicyRequest of GetBucketPolicy, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketPolicyStatusRequest of GetBucketPolicyStatus, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketReplicationRequest of GetBucketReplication, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketRequestPaymentRequest of GetBucketRequestPayment, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketTaggingRequest of GetBucketTagging, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketVersioningRequest of GetBucketVersioning, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetBucketWebsiteRequest of GetBucketWebsite, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetObjectRequest of GetObject, Empty; {
        bucket: &'a BucketName = Bucket;
        if_match: Option<&'a str> = Header("if-match");
        if_modified_since: Sent<'a, Timestamp> = Header("if-modified-since");
        if_none_match: Option<&'a str> = Header("if-none-match");
        if_unmodified_since: Sent<'a, Timestamp> = Header("if-unmodified-since");
        key: &'a ObjectKey = Key;
        range: Option<&'a str> = Header("range");
        response_cache_control: Option<&'a str> = Query("response-cache-control");
        response_content_disposition: Option<&'a str> = Query("response-content-disposition");
        response_content_encoding: Option<&'a str> = Query("response-content-encoding");
        response_content_language: Option<&'a str> = Query("response-content-language");
        response_content_type: Option<&'a str> = Query("response-content-type");
        response_expires: Sent<'a, Timestamp> = Query("response-expires");
        version_id: Option<&'a str> = Query("versionId");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        part_number: Sent<'a, i32> = Query("partNumber");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_mode: Sent<'a, ChecksumMode> = Header("x-amz-checksum-mode");
    }
}

request! {
    GetObjectAclRequest of GetObjectAcl, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetObjectAttributesRequest of GetObjectAttributes, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        max_parts: Sent<'a, i32> = Header("x-amz-max-parts");
        part_number_marker: Sent<'a, i32> = Header("x-amz-part-number-marker");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        object_attributes: Values<'a> = Header("x-amz-object-attributes");
    }
}

request! {
    GetObjectLegalHoldRequest of GetObjectLegalHold, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetObjectLockConfigurationRequest of GetObjectLockConfiguration, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetObjectRetentionRequest of GetObjectRetention, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetObjectTaggingRequest of GetObjectTagging, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
    }
}

request! {
    GetObjectTorrentRequest of GetObjectTorrent, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    GetPublicAccessBlockRequest of GetPublicAccessBlock, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    HeadBucketRequest of HeadBucket, Empty; {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    HeadObjectRequest of HeadObject, Empty; {
        bucket: &'a BucketName = Bucket;
        if_match: Option<&'a str> = Header("if-match");
        if_modified_since: Sent<'a, Timestamp> = Header("if-modified-since");
        if_none_match: Option<&'a str> = Header("if-none-match");
        if_unmodified_since: Sent<'a, Timestamp> = Header("if-unmodified-since");
        key: &'a ObjectKey = Key;
        range: Option<&'a str> = Header("range");
        response_cache_control: Option<&'a str> = Query("response-cache-control");
        response_content_disposition: Option<&'a str> = Query("response-content-disposition");
        response_content_encoding: Option<&'a str> = Query("response-content-encoding");
        response_content_language: Option<&'a str> = Query("response-content-language");
        response_content_type: Option<&'a str> = Query("response-content-type");
        response_expires: Sent<'a, Timestamp> = Query("response-expires");
        version_id: Option<&'a str> = Query("versionId");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        part_number: Sent<'a, i32> = Query("partNumber");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_mode: Sent<'a, ChecksumMode> = Header("x-amz-checksum-mode");
    }
}

request! {
    ListBucketAnalyticsConfigurationsRequest of ListBucketAnalyticsConfigurations, Empty; {
        bucket: &'a BucketName = Bucket;
        continuation_token: Option<&'a str> = Query("continuation-token");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    ListBucketIntelligentTieringConfigurationsRequest of ListBucketIntelligentTieringConfigurations, Empty; {
        bucket: &'a BucketName = Bucket;
        continuation_token: Option<&'a str> = Query("continuation-token");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    ListBucketInventoryConfigurationsRequest of ListBucketInventoryConfigurations, Empty; {
        bucket: &'a BucketName = Bucket;
        continuation_token: Option<&'a str> = Query("continuation-token");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    ListBucketMetricsConfigurationsRequest of ListBucketMetricsConfigurations, Empty; {
        bucket: &'a BucketName = Bucket;
        continuation_token: Option<&'a str> = Query("continuation-token");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    ListBucketsRequest of ListBuckets, Empty; {
        max_buckets: Sent<'a, i32> = QueryRange("max-buckets", 1, 10000);
        continuation_token: Option<&'a str> = Query("continuation-token");
        prefix: Option<&'a str> = Query("prefix");
        bucket_region: Option<&'a str> = Query("bucket-region");
    }
}

request! {
    ListDirectoryBucketsRequest of ListDirectoryBuckets, Empty; {
        continuation_token: Sent<'a, &'a str> = QueryText("continuation-token", &DIRECTORY_BUCKET_TOKEN);
        max_directory_buckets: Sent<'a, i32> = QueryRange("max-directory-buckets", 0, 1000);
    }
}

request! {
    ListMultipartUploadsRequest of ListMultipartUploads, Empty; {
        bucket: &'a BucketName = Bucket;
        delimiter: Option<&'a str> = Query("delimiter");
        encoding_type: Sent<'a, EncodingType> = Query("encoding-type");
        key_marker: Option<&'a str> = Query("key-marker");
        max_uploads: Sent<'a, i32> = Query("max-uploads");
        prefix: Option<&'a str> = Query("prefix");
        upload_id_marker: Option<&'a str> = Query("upload-id-marker");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
    }
}

request! {
    ListObjectVersionsRequest of ListObjectVersions, Empty; {
        bucket: &'a BucketName = Bucket;
        delimiter: Option<&'a str> = Query("delimiter");
        encoding_type: Sent<'a, EncodingType> = Query("encoding-type");
        key_marker: Option<&'a str> = Query("key-marker");
        max_keys: Sent<'a, i32> = Query("max-keys");
        prefix: Option<&'a str> = Query("prefix");
        version_id_marker: Option<&'a str> = Query("version-id-marker");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        optional_object_attributes: Values<'a> = Header("x-amz-optional-object-attributes");
    }
}

request! {
    ListObjectsRequest of ListObjects, Empty; {
        bucket: &'a BucketName = Bucket;
        delimiter: Option<&'a str> = Query("delimiter");
        encoding_type: Sent<'a, EncodingType> = Query("encoding-type");
        marker: Option<&'a str> = Query("marker");
        max_keys: Sent<'a, i32> = Query("max-keys");
        prefix: Option<&'a str> = Query("prefix");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        optional_object_attributes: Values<'a> = Header("x-amz-optional-object-attributes");
    }
}

request! {
    ListObjectsV2Request of ListObjectsV2, Empty; {
        bucket: &'a BucketName = Bucket;
        delimiter: Option<&'a str> = Query("delimiter");
        encoding_type: Sent<'a, EncodingType> = Query("encoding-type");
        max_keys: Sent<'a, i32> = Query("max-keys");
        prefix: Option<&'a str> = Query("prefix");
        continuation_token: Option<&'a str> = Query("continuation-token");
        fetch_owner: Sent<'a, bool> = Query("fetch-owner");
        start_after: Option<&'a str> = Query("start-after");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        optional_object_attributes: Values<'a> = Header("x-amz-optional-object-attributes");
    }
}

request! {
    ListPartsRequest of ListParts, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        max_parts: Sent<'a, i32> = Query("max-parts");
        part_number_marker: Sent<'a, i32> = Query("part-number-marker");
        upload_id: Option<&'a str> = Query("uploadId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
    }
}

request! {
    PutBucketAbacRequest of PutBucketAbac, Document("AbacStatus"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketAccelerateConfigurationRequest of PutBucketAccelerateConfiguration, Document("AccelerateConfiguration"); {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
    }
}

request! {
    PutBucketAclRequest of PutBucketAcl, Document("AccessControlPolicy"); {
        acl: Sent<'a, BucketCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write: Option<&'a str> = Header("x-amz-grant-write");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketAnalyticsConfigurationRequest of PutBucketAnalyticsConfiguration, Document("AnalyticsConfiguration"); {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketCorsRequest of PutBucketCors, Document("CORSConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketEncryptionRequest of PutBucketEncryption, Document("ServerSideEncryptionConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketIntelligentTieringConfigurationRequest of PutBucketIntelligentTieringConfiguration, Document("IntelligentTieringConfiguration"); {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketInventoryConfigurationRequest of PutBucketInventoryConfiguration, Document("InventoryConfiguration"); {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketLifecycleRequest of PutBucketLifecycle, Document("LifecycleConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketLifecycleConfigurationRequest of PutBucketLifecycleConfiguration, Document("LifecycleConfiguration"); {
        bucket: &'a BucketName = Bucket;
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        transition_default_minimum_object_size: Sent<'a, TransitionDefaultMinimumObjectSize> = Header("x-amz-transition-default-minimum-object-size");
    }
}

request! {
    PutBucketLoggingRequest of PutBucketLogging, Document("BucketLoggingStatus"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketMetricsConfigurationRequest of PutBucketMetricsConfiguration, Document("MetricsConfiguration"); {
        bucket: &'a BucketName = Bucket;
        id: Option<&'a str> = Query("id");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketNotificationRequest of PutBucketNotification, Document("NotificationConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketNotificationConfigurationRequest of PutBucketNotificationConfiguration, Document("NotificationConfiguration"); {
        bucket: &'a BucketName = Bucket;
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        skip_destination_validation: Sent<'a, bool> = Header("x-amz-skip-destination-validation");
    }
}

request! {
    PutBucketOwnershipControlsRequest of PutBucketOwnershipControls, Document("OwnershipControls"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
    }
}

request! {
    PutBucketPolicyRequest of PutBucketPolicy, Plain; {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        confirm_remove_self_bucket_access: Sent<'a, bool> = Header("x-amz-confirm-remove-self-bucket-access");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketReplicationRequest of PutBucketReplication, Document("ReplicationConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        token: Option<&'a str> = Header("x-amz-bucket-object-lock-token");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketRequestPaymentRequest of PutBucketRequestPayment, Document("RequestPaymentConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketTaggingRequest of PutBucketTagging, Document("Tagging"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketVersioningRequest of PutBucketVersioning, Document("VersioningConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        mfa: Option<&'a str> = Header("x-amz-mfa");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutBucketWebsiteRequest of PutBucketWebsite, Document("WebsiteConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectRequest of PutObject, Stream; {
        acl: Sent<'a, ObjectCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        cache_control: Option<&'a str> = Header("cache-control");
        content_disposition: Option<&'a str> = Header("content-disposition");
        content_encoding: Option<&'a str> = Header("content-encoding");
        content_language: Option<&'a str> = Header("content-language");
        content_length: Sent<'a, i64> = Header("content-length");
        content_md5: Option<&'a str> = Header("content-md5");
        content_type: Option<&'a str> = Header("content-type");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        checksum_crc32: Option<&'a str> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<&'a str> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<&'a str> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<&'a str> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<&'a str> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<&'a str> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<&'a str> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<&'a str> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<&'a str> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<&'a str> = Header("x-amz-checksum-xxhash128");
        expires: Option<&'a str> = Header("expires");
        if_match: Option<&'a str> = Header("if-match");
        if_none_match: Option<&'a str> = Header("if-none-match");
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        key: &'a ObjectKey = Key;
        write_offset_bytes: Sent<'a, i64> = Header("x-amz-write-offset-bytes");
        metadata: Prefixed<'a> = Headers("x-amz-meta-");
        server_side_encryption: Sent<'a, ServerSideEncryption> = Header("x-amz-server-side-encryption");
        storage_class: Sent<'a, StorageClass> = Header("x-amz-storage-class");
        website_redirect_location: Option<&'a str> = Header("x-amz-website-redirect-location");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        ssekms_key_id: Option<&'a str> = Header("x-amz-server-side-encryption-aws-kms-key-id");
        ssekms_encryption_context: Option<&'a str> = Header("x-amz-server-side-encryption-context");
        bucket_key_enabled: Sent<'a, bool> = Header("x-amz-server-side-encryption-bucket-key-enabled");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        tagging: Option<&'a str> = Header("x-amz-tagging");
        object_lock_mode: Sent<'a, ObjectLockMode> = Header("x-amz-object-lock-mode");
        object_lock_retain_until_date: Sent<'a, Timestamp> = Header("x-amz-object-lock-retain-until-date");
        object_lock_legal_hold_status: Sent<'a, ObjectLockLegalHoldStatus> = Header("x-amz-object-lock-legal-hold");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectAclRequest of PutObjectAcl, Document("AccessControlPolicy"); {
        acl: Sent<'a, ObjectCannedACL> = Header("x-amz-acl");
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        grant_full_control: Option<&'a str> = Header("x-amz-grant-full-control");
        grant_read: Option<&'a str> = Header("x-amz-grant-read");
        grant_read_acp: Option<&'a str> = Header("x-amz-grant-read-acp");
        grant_write: Option<&'a str> = Header("x-amz-grant-write");
        grant_write_acp: Option<&'a str> = Header("x-amz-grant-write-acp");
        key: &'a ObjectKey = Key;
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        version_id: Option<&'a str> = Query("versionId");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectLegalHoldRequest of PutObjectLegalHold, Document("LegalHold"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        version_id: Option<&'a str> = Query("versionId");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectLockConfigurationRequest of PutObjectLockConfiguration, Document("ObjectLockConfiguration"); {
        bucket: &'a BucketName = Bucket;
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        token: Option<&'a str> = Header("x-amz-bucket-object-lock-token");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectRetentionRequest of PutObjectRetention, Document("Retention"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        version_id: Option<&'a str> = Query("versionId");
        bypass_governance_retention: Sent<'a, bool> = Header("x-amz-bypass-governance-retention");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    PutObjectTaggingRequest of PutObjectTagging, Document("Tagging"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
    }
}

request! {
    PutPublicAccessBlockRequest of PutPublicAccessBlock, Document("PublicAccessBlockConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    RenameObjectRequest of RenameObject, Empty; {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        rename_source: Sent<'a, &'a str> = HeaderText("x-amz-rename-source", &RENAME_SOURCE);
        destination_if_match: Option<&'a str> = Header("if-match");
        destination_if_none_match: Option<&'a str> = Header("if-none-match");
        destination_if_modified_since: Sent<'a, Timestamp> = Header("if-modified-since");
        destination_if_unmodified_since: Sent<'a, Timestamp> = Header("if-unmodified-since");
        source_if_match: Option<&'a str> = Header("x-amz-rename-source-if-match");
        source_if_none_match: Option<&'a str> = Header("x-amz-rename-source-if-none-match");
        source_if_modified_since: Sent<'a, Timestamp> = Header("x-amz-rename-source-if-modified-since");
        source_if_unmodified_since: Sent<'a, Timestamp> = Header("x-amz-rename-source-if-unmodified-since");
        client_token: Option<&'a str> = Header("x-amz-client-token");
    }
}

request! {
    RestoreObjectRequest of RestoreObject, Document("RestoreRequest"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    SelectObjectContentRequest of SelectObjectContent, Document("SelectObjectContentRequest"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    UpdateBucketMetadataInventoryTableConfigurationRequest of UpdateBucketMetadataInventoryTableConfiguration, Document("InventoryTableConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    UpdateBucketMetadataJournalTableConfigurationRequest of UpdateBucketMetadataJournalTableConfiguration, Document("JournalTableConfiguration"); {
        bucket: &'a BucketName = Bucket;
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    UpdateObjectEncryptionRequest of UpdateObjectEncryption, Document("ObjectEncryption"); {
        bucket: &'a BucketName = Bucket;
        key: &'a ObjectKey = Key;
        version_id: Option<&'a str> = Query("versionId");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
    }
}

request! {
    UploadPartRequest of UploadPart, Stream; {
        bucket: &'a BucketName = Bucket;
        content_length: Sent<'a, i64> = Header("content-length");
        content_md5: Option<&'a str> = Header("content-md5");
        checksum_algorithm: Sent<'a, ChecksumAlgorithm> = Header("x-amz-sdk-checksum-algorithm");
        checksum_crc32: Option<&'a str> = Header("x-amz-checksum-crc32");
        checksum_crc32_c: Option<&'a str> = Header("x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<&'a str> = Header("x-amz-checksum-crc64nvme");
        checksum_sha1: Option<&'a str> = Header("x-amz-checksum-sha1");
        checksum_sha256: Option<&'a str> = Header("x-amz-checksum-sha256");
        checksum_sha512: Option<&'a str> = Header("x-amz-checksum-sha512");
        checksum_md5: Option<&'a str> = Header("x-amz-checksum-md5");
        checksum_xxhash64: Option<&'a str> = Header("x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<&'a str> = Header("x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<&'a str> = Header("x-amz-checksum-xxhash128");
        key: &'a ObjectKey = Key;
        part_number: Sent<'a, i32> = Query("partNumber");
        upload_id: Option<&'a str> = Query("uploadId");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
    }
}

request! {
    UploadPartCopyRequest of UploadPartCopy, Empty; {
        bucket: &'a BucketName = Bucket;
        copy_source: Sent<'a, &'a str> = HeaderText("x-amz-copy-source", &COPY_SOURCE);
        copy_source_if_match: Option<&'a str> = Header("x-amz-copy-source-if-match");
        copy_source_if_modified_since: Sent<'a, Timestamp> = Header("x-amz-copy-source-if-modified-since");
        copy_source_if_none_match: Option<&'a str> = Header("x-amz-copy-source-if-none-match");
        copy_source_if_unmodified_since: Sent<'a, Timestamp> = Header("x-amz-copy-source-if-unmodified-since");
        copy_source_range: Option<&'a str> = Header("x-amz-copy-source-range");
        key: &'a ObjectKey = Key;
        part_number: Sent<'a, i32> = Query("partNumber");
        upload_id: Option<&'a str> = Query("uploadId");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-server-side-encryption-customer-algorithm");
        sse_customer_key: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-server-side-encryption-customer-key-md5");
        copy_source_sse_customer_algorithm: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-algorithm");
        copy_source_sse_customer_key: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-key");
        copy_source_sse_customer_key_md5: Option<&'a str> = Header("x-amz-copy-source-server-side-encryption-customer-key-md5");
        request_payer: Sent<'a, RequestPayer> = Header("x-amz-request-payer");
        expected_bucket_owner: Option<&'a str> = Header("x-amz-expected-bucket-owner");
        expected_source_bucket_owner: Option<&'a str> = Header("x-amz-source-expected-bucket-owner");
    }
}

request! {
    WriteGetObjectResponseRequest of WriteGetObjectResponse, Stream; {
        request_route: Option<&'a str> = Header("x-amz-request-route");
        request_token: Option<&'a str> = Header("x-amz-request-token");
        status_code: Sent<'a, i32> = Header("x-amz-fwd-status");
        error_code: Option<&'a str> = Header("x-amz-fwd-error-code");
        error_message: Option<&'a str> = Header("x-amz-fwd-error-message");
        accept_ranges: Option<&'a str> = Header("x-amz-fwd-header-accept-ranges");
        cache_control: Option<&'a str> = Header("x-amz-fwd-header-cache-control");
        content_disposition: Option<&'a str> = Header("x-amz-fwd-header-content-disposition");
        content_encoding: Option<&'a str> = Header("x-amz-fwd-header-content-encoding");
        content_language: Option<&'a str> = Header("x-amz-fwd-header-content-language");
        content_length: Sent<'a, i64> = Header("content-length");
        content_range: Option<&'a str> = Header("x-amz-fwd-header-content-range");
        content_type: Option<&'a str> = Header("x-amz-fwd-header-content-type");
        checksum_crc32: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-crc32");
        checksum_crc32_c: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-crc32c");
        checksum_crc64_nvme: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-crc64nvme");
        checksum_sha1: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-sha1");
        checksum_sha256: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-sha256");
        checksum_sha512: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-sha512");
        checksum_md5: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-md5");
        checksum_xxhash64: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-xxhash64");
        checksum_xxhash3: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-xxhash3");
        checksum_xxhash128: Option<&'a str> = Header("x-amz-fwd-header-x-amz-checksum-xxhash128");
        delete_marker: Sent<'a, bool> = Header("x-amz-fwd-header-x-amz-delete-marker");
        e_tag: Option<&'a str> = Header("x-amz-fwd-header-etag");
        expires: Option<&'a str> = Header("x-amz-fwd-header-expires");
        expiration: Option<&'a str> = Header("x-amz-fwd-header-x-amz-expiration");
        last_modified: Sent<'a, Timestamp> = Header("x-amz-fwd-header-last-modified");
        missing_meta: Sent<'a, i32> = Header("x-amz-fwd-header-x-amz-missing-meta");
        metadata: Prefixed<'a> = Headers("x-amz-meta-");
        object_lock_mode: Sent<'a, ObjectLockMode> = Header("x-amz-fwd-header-x-amz-object-lock-mode");
        object_lock_legal_hold_status: Sent<'a, ObjectLockLegalHoldStatus> = Header("x-amz-fwd-header-x-amz-object-lock-legal-hold");
        object_lock_retain_until_date: Sent<'a, Timestamp> = Header("x-amz-fwd-header-x-amz-object-lock-retain-until-date");
        parts_count: Sent<'a, i32> = Header("x-amz-fwd-header-x-amz-mp-parts-count");
        replication_status: Sent<'a, ReplicationStatus> = Header("x-amz-fwd-header-x-amz-replication-status");
        request_charged: Sent<'a, RequestCharged> = Header("x-amz-fwd-header-x-amz-request-charged");
        restore: Option<&'a str> = Header("x-amz-fwd-header-x-amz-restore");
        server_side_encryption: Sent<'a, ServerSideEncryption> = Header("x-amz-fwd-header-x-amz-server-side-encryption");
        sse_customer_algorithm: Option<&'a str> = Header("x-amz-fwd-header-x-amz-server-side-encryption-customer-algorithm");
        ssekms_key_id: Option<&'a str> = Header("x-amz-fwd-header-x-amz-server-side-encryption-aws-kms-key-id");
        sse_customer_key_md5: Option<&'a str> = Header("x-amz-fwd-header-x-amz-server-side-encryption-customer-key-md5");
        storage_class: Sent<'a, StorageClass> = Header("x-amz-fwd-header-x-amz-storage-class");
        tag_count: Sent<'a, i32> = Header("x-amz-fwd-header-x-amz-tagging-count");
        version_id: Option<&'a str> = Header("x-amz-fwd-header-x-amz-version-id");
        bucket_key_enabled: Sent<'a, bool> = Header("x-amz-fwd-header-x-amz-server-side-encryption-bucket-key-enabled");
    }
}

documents_of! {
    CompleteMultipartUploadRequest: "CompleteMultipartUpload", CompletedMultipartUpload<'static>;
    CreateBucketRequest: "CreateBucketConfiguration", CreateBucketConfiguration<'static>;
    CreateBucketMetadataConfigurationRequest: "MetadataConfiguration", MetadataConfiguration<'static>;
    CreateBucketMetadataTableConfigurationRequest: "MetadataTableConfiguration", MetadataTableConfiguration<'static>;
    DeleteObjectsRequest: "Delete", Delete<'static>;
    PutBucketAbacRequest: "AbacStatus", AbacStatus;
    PutBucketAccelerateConfigurationRequest: "AccelerateConfiguration", AccelerateConfiguration;
    PutBucketAclRequest: "AccessControlPolicy", AccessControlPolicy<'static>;
    PutBucketAnalyticsConfigurationRequest: "AnalyticsConfiguration", AnalyticsConfiguration<'static>;
    PutBucketCorsRequest: "CORSConfiguration", CORSConfiguration<'static>;
    PutBucketEncryptionRequest: "ServerSideEncryptionConfiguration", ServerSideEncryptionConfiguration<'static>;
    PutBucketIntelligentTieringConfigurationRequest: "IntelligentTieringConfiguration", IntelligentTieringConfiguration<'static>;
    PutBucketInventoryConfigurationRequest: "InventoryConfiguration", InventoryConfiguration<'static>;
    PutBucketLifecycleRequest: "LifecycleConfiguration", LifecycleConfiguration<'static>;
    PutBucketLifecycleConfigurationRequest: "LifecycleConfiguration", BucketLifecycleConfiguration<'static>;
    PutBucketLoggingRequest: "BucketLoggingStatus", BucketLoggingStatus<'static>;
    PutBucketMetricsConfigurationRequest: "MetricsConfiguration", MetricsConfiguration<'static>;
    PutBucketNotificationRequest: "NotificationConfiguration", NotificationConfigurationDeprecated<'static>;
    PutBucketNotificationConfigurationRequest: "NotificationConfiguration", NotificationConfiguration<'static>;
    PutBucketOwnershipControlsRequest: "OwnershipControls", OwnershipControls;
    PutBucketReplicationRequest: "ReplicationConfiguration", ReplicationConfiguration<'static>;
    PutBucketRequestPaymentRequest: "RequestPaymentConfiguration", RequestPaymentConfiguration;
    PutBucketTaggingRequest: "Tagging", Tagging<'static>;
    PutBucketVersioningRequest: "VersioningConfiguration", VersioningConfiguration;
    PutBucketWebsiteRequest: "WebsiteConfiguration", WebsiteConfiguration<'static>;
    PutObjectAclRequest: "AccessControlPolicy", AccessControlPolicy<'static>;
    PutObjectLegalHoldRequest: "LegalHold", ObjectLockLegalHold;
    PutObjectLockConfigurationRequest: "ObjectLockConfiguration", ObjectLockConfiguration;
    PutObjectRetentionRequest: "Retention", ObjectLockRetention;
    PutObjectTaggingRequest: "Tagging", Tagging<'static>;
    PutPublicAccessBlockRequest: "PublicAccessBlockConfiguration", PublicAccessBlockConfiguration;
    RestoreObjectRequest: "RestoreRequest", RestoreRequest<'static>;
    SelectObjectContentRequest: "SelectObjectContentRequest", SelectObjectContentDocument<'static>;
    UpdateBucketMetadataInventoryTableConfigurationRequest: "InventoryTableConfiguration", InventoryTableConfigurationUpdates<'static>;
    UpdateBucketMetadataJournalTableConfigurationRequest: "JournalTableConfiguration", JournalTableConfigurationUpdates;
    UpdateObjectEncryptionRequest: "ObjectEncryption", ObjectEncryption<'static>;
}
