//! Structures and enumerations of S3's documents, from the service model `s3/2006-03-01` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

use crate::query::Pattern;
use crate::s3::binding::{Hidden, HttpTime, Key, Length, Text, checksums, choice, enumeration, structure};
use crate::timestamp::Timestamp;

structure! {
    #[derive(Default)]
    AbacStatus {
        status: Option<BucketAbacStatus> = One("Status");
    }
}

structure! {
    #[derive(Default)]
    AbortIncompleteMultipartUpload {
        days_after_initiation: Option<i32> = One("DaysAfterInitiation");
    }
}

structure! {
    #[derive(Default)]
    AccelerateConfiguration {
        status: Option<BucketAccelerateStatus> = One("Status");
    }
}

structure! {
    #[derive(Default)]
    AccessControlPolicy<'a> {
        grants: Option<Vec<Grant<'a>>> = Wrapped("AccessControlList", "Grant");
        owner: Option<Owner<'a>> = One("Owner");
    }
}

structure! {
    AccessControlTranslation {
        owner: OwnerOverride = One("Owner");
    }
}

structure! {
    #[derive(Default)]
    AnalyticsAndOperator<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tags: Vec<Tag<'a>> = Flat("Tag");
    }
}

structure! {
    AnalyticsConfiguration<'a> {
        id: Text<'a> = One("Id");
        filter: Option<AnalyticsFilter<'a>> = One("Filter");
        storage_class_analysis: StorageClassAnalysis<'a> = One("StorageClassAnalysis");
    }
}

structure! {
    AnalyticsExportDestination<'a> {
        s3_bucket_destination: AnalyticsS3BucketDestination<'a> = One("S3BucketDestination");
    }
}

structure! {
    #[derive(Default)]
    AnalyticsFilter<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tag: Option<Tag<'a>> = One("Tag");
        and: Option<AnalyticsAndOperator<'a>> = One("And");
    }
}

structure! {
    AnalyticsS3BucketDestination<'a> {
        format: AnalyticsS3ExportFileFormat = One("Format");
        bucket_account_id: Option<Text<'a>> = One("BucketAccountId");
        bucket: Text<'a> = One("Bucket");
        prefix: Option<Key<'a>> = One("Prefix");
    }
}

structure! {
    #[derive(Default)]
    BlockedEncryptionTypes {
        encryption_type: Vec<EncryptionType> = Flat("EncryptionType");
    }
}

structure! {
    #[derive(Default)]
    Bucket<'a> {
        name: Option<Text<'a>> = One("Name");
        creation_date: Option<Timestamp> = One("CreationDate");
        bucket_region: Option<Text<'a>> = One("BucketRegion");
        bucket_arn: Option<Text<'a>> = Within("BucketArn", &S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING);
    }
}

structure! {
    #[derive(Default)]
    BucketInfo {
        data_redundancy: Option<DataRedundancy> = One("DataRedundancy");
        r#type: Option<BucketType> = One("Type");
    }
}

structure! {
    BucketLifecycleConfiguration<'a> {
        rules: Vec<LifecycleRule<'a>> = FlatSome("Rule");
    }
}

structure! {
    #[derive(Default)]
    BucketLoggingStatus<'a> {
        logging_enabled: Option<LoggingEnabled<'a>> = One("LoggingEnabled");
    }
}

structure! {
    CORSConfiguration<'a> {
        cors_rules: Vec<CORSRule<'a>> = FlatSome("CORSRule");
    }
}

structure! {
    CORSRule<'a> {
        id: Option<Text<'a>> = One("ID");
        allowed_headers: Vec<Text<'a>> = Flat("AllowedHeader");
        allowed_methods: Vec<Text<'a>> = FlatSome("AllowedMethod");
        allowed_origins: Vec<Text<'a>> = FlatSome("AllowedOrigin");
        expose_headers: Vec<Text<'a>> = Flat("ExposeHeader");
        max_age_seconds: Option<i32> = One("MaxAgeSeconds");
    }
}

structure! {
    #[derive(Default)]
    CSVInput<'a> {
        file_header_info: Option<FileHeaderInfo> = One("FileHeaderInfo");
        comments: Option<Text<'a>> = One("Comments");
        quote_escape_character: Option<Text<'a>> = One("QuoteEscapeCharacter");
        record_delimiter: Option<Text<'a>> = One("RecordDelimiter");
        field_delimiter: Option<Text<'a>> = One("FieldDelimiter");
        quote_character: Option<Text<'a>> = One("QuoteCharacter");
        allow_quoted_record_delimiter: Option<bool> = One("AllowQuotedRecordDelimiter");
    }
}

structure! {
    #[derive(Default)]
    CSVOutput<'a> {
        quote_fields: Option<QuoteFields> = One("QuoteFields");
        quote_escape_character: Option<Text<'a>> = One("QuoteEscapeCharacter");
        record_delimiter: Option<Text<'a>> = One("RecordDelimiter");
        field_delimiter: Option<Text<'a>> = One("FieldDelimiter");
        quote_character: Option<Text<'a>> = One("QuoteCharacter");
    }
}

structure! {
    #[derive(Default)]
    Checksum<'a> {
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
        checksum_type: Option<ChecksumType> = One("ChecksumType");
    }
}

structure! {
    #[derive(Default)]
    CloudFunctionConfiguration<'a> {
        id: Option<Text<'a>> = One("Id");
        events: Vec<Text<'a>> = Flat("Event");
        cloud_function: Option<Text<'a>> = One("CloudFunction");
        invocation_role: Option<Text<'a>> = One("InvocationRole");
    }
}

structure! {
    #[derive(Default)]
    CommonPrefix<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
    }
}

structure! {
    #[derive(Default)]
    CompletedMultipartUpload<'a> {
        parts: Vec<CompletedPart<'a>> = Flat("Part");
    }
}

structure! {
    #[derive(Default)]
    CompletedPart<'a> {
        e_tag: Option<Text<'a>> = One("ETag");
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
        part_number: Option<i32> = One("PartNumber");
    }
}

structure! {
    #[derive(Default)]
    Condition<'a> {
        http_error_code_returned_equals: Option<Text<'a>> = One("HttpErrorCodeReturnedEquals");
        key_prefix_equals: Option<Text<'a>> = One("KeyPrefixEquals");
    }
}

structure! {
    #[derive(Default)]
    CopyObjectResult<'a> {
        last_modified: Option<Timestamp> = One("LastModified");
        e_tag: Option<Text<'a>> = One("ETag");
        checksum_type: Option<ChecksumType> = One("ChecksumType");
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
    }
}

structure! {
    #[derive(Default)]
    CopyPartResult<'a> {
        last_modified: Option<Timestamp> = One("LastModified");
        e_tag: Option<Text<'a>> = One("ETag");
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
    }
}

structure! {
    #[derive(Default)]
    CreateBucketConfiguration<'a> {
        location_constraint: Option<Text<'a>> = One("LocationConstraint");
        location: Option<LocationInfo<'a>> = One("Location");
        bucket: Option<BucketInfo> = One("Bucket");
        tags: Option<Vec<Tag<'a>>> = Wrapped("Tags", "Tag");
    }
}

structure! {
    #[derive(Default)]
    DefaultRetention {
        mode: Option<ObjectLockRetentionMode> = One("Mode");
        days: Option<i32> = One("Days");
        years: Option<i32> = One("Years");
    }
}

structure! {
    Delete<'a> {
        objects: Vec<ObjectIdentifier<'a>> = FlatSome("Object");
        quiet: Option<bool> = One("Quiet");
    }
}

structure! {
    #[derive(Default)]
    DeleteMarkerEntry<'a> {
        owner: Option<Owner<'a>> = One("Owner");
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        version_id: Option<Text<'a>> = One("VersionId");
        is_latest: Option<bool> = One("IsLatest");
        last_modified: Option<Timestamp> = One("LastModified");
    }
}

structure! {
    #[derive(Default)]
    DeleteMarkerReplication {
        status: Option<DeleteMarkerReplicationStatus> = One("Status");
    }
}

structure! {
    #[derive(Default)]
    DeletedObject<'a> {
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        version_id: Option<Text<'a>> = One("VersionId");
        delete_marker: Option<bool> = One("DeleteMarker");
        delete_marker_version_id: Option<Text<'a>> = One("DeleteMarkerVersionId");
    }
}

structure! {
    Destination<'a> {
        bucket: Text<'a> = One("Bucket");
        account: Option<Text<'a>> = One("Account");
        storage_class: Option<StorageClass> = One("StorageClass");
        access_control_translation: Option<AccessControlTranslation> = One("AccessControlTranslation");
        encryption_configuration: Option<EncryptionConfiguration<'a>> = One("EncryptionConfiguration");
        replication_time: Option<ReplicationTime> = One("ReplicationTime");
        metrics: Option<Metrics> = One("Metrics");
    }
}

structure! {
    #[derive(Default)]
    DestinationResult<'a> {
        table_bucket_type: Option<S3TablesBucketType> = One("TableBucketType");
        table_bucket_arn: Option<Text<'a>> = One("TableBucketArn");
        table_namespace: Option<Text<'a>> = One("TableNamespace");
    }
}

structure! {
    Encryption<'a> {
        encryption_type: ServerSideEncryption = One("EncryptionType");
        kms_key_id: Option<Hidden<'a>> = One("KMSKeyId");
        kms_context: Option<Text<'a>> = One("KMSContext");
    }
}

structure! {
    #[derive(Default)]
    EncryptionConfiguration<'a> {
        replica_kms_key_id: Option<Text<'a>> = One("ReplicaKmsKeyID");
    }
}

structure! {
    #[derive(Default)]
    Error<'a> {
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        version_id: Option<Text<'a>> = One("VersionId");
        code: Option<Text<'a>> = One("Code");
        message: Option<Text<'a>> = One("Message");
    }
}

structure! {
    #[derive(Default)]
    ErrorDetails<'a> {
        error_code: Option<Text<'a>> = One("ErrorCode");
        error_message: Option<Text<'a>> = One("ErrorMessage");
    }
}

structure! {
    ErrorDocument<'a> {
        key: Key<'a> = Within("Key", &OBJECT_KEY);
    }
}

structure! {
    #[derive(Default)]
    EventBridgeConfiguration {
    }
}

structure! {
    ExistingObjectReplication {
        status: ExistingObjectReplicationStatus = One("Status");
    }
}

structure! {
    #[derive(Default)]
    FilterRule<'a> {
        name: Option<FilterRuleName> = One("Name");
        value: Option<Text<'a>> = One("Value");
    }
}

structure! {
    GetBucketMetadataConfigurationResult<'a> {
        metadata_configuration_result: MetadataConfigurationResult<'a> = One("MetadataConfigurationResult");
    }
}

structure! {
    GetBucketMetadataTableConfigurationResult<'a> {
        metadata_table_configuration_result: MetadataTableConfigurationResult<'a> = One("MetadataTableConfigurationResult");
        status: Text<'a> = One("Status");
        error: Option<ErrorDetails<'a>> = One("Error");
    }
}

structure! {
    #[derive(Default)]
    GetObjectAttributesParts<'a> {
        total_parts_count: Option<i32> = One("PartsCount");
        part_number_marker: Option<i32> = One("PartNumberMarker");
        next_part_number_marker: Option<i32> = One("NextPartNumberMarker");
        max_parts: Option<i32> = One("MaxParts");
        is_truncated: Option<bool> = One("IsTruncated");
        parts: Vec<ObjectPart<'a>> = Flat("Part");
    }
}

structure! {
    GlacierJobParameters {
        tier: Tier = One("Tier");
    }
}

structure! {
    #[derive(Default)]
    Grant<'a> {
        grantee: Option<Grantee<'a>> = One("Grantee");
        permission: Option<Permission> = One("Permission");
    }
}

structure! {
    Grantee<'a> {
        display_name: Option<Text<'a>> = One("DisplayName");
        email_address: Option<Text<'a>> = One("EmailAddress");
        id: Option<Text<'a>> = One("ID");
        r#type: Type = Attribute("xsi:type");
        uri: Option<Text<'a>> = One("URI");
    }
}

structure! {
    IndexDocument<'a> {
        suffix: Text<'a> = One("Suffix");
    }
}

structure! {
    #[derive(Default)]
    Initiator<'a> {
        id: Option<Text<'a>> = One("ID");
        display_name: Option<Text<'a>> = One("DisplayName");
    }
}

structure! {
    #[derive(Default)]
    InputSerialization<'a> {
        csv: Option<CSVInput<'a>> = One("CSV");
        compression_type: Option<CompressionType> = One("CompressionType");
        json: Option<JSONInput> = One("JSON");
        parquet: Option<ParquetInput> = One("Parquet");
    }
}

structure! {
    #[derive(Default)]
    IntelligentTieringAndOperator<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tags: Vec<Tag<'a>> = Flat("Tag");
    }
}

structure! {
    IntelligentTieringConfiguration<'a> {
        id: Text<'a> = One("Id");
        filter: Option<IntelligentTieringFilter<'a>> = One("Filter");
        status: IntelligentTieringStatus = One("Status");
        tierings: Vec<Tiering> = FlatSome("Tiering");
    }
}

structure! {
    #[derive(Default)]
    IntelligentTieringFilter<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tag: Option<Tag<'a>> = One("Tag");
        and: Option<IntelligentTieringAndOperator<'a>> = One("And");
    }
}

structure! {
    InventoryConfiguration<'a> {
        destination: InventoryDestination<'a> = One("Destination");
        is_enabled: bool = One("IsEnabled");
        filter: Option<InventoryFilter<'a>> = One("Filter");
        id: Text<'a> = One("Id");
        included_object_versions: InventoryIncludedObjectVersions = One("IncludedObjectVersions");
        optional_fields: Option<Vec<InventoryOptionalField>> = Wrapped("OptionalFields", "Field");
        schedule: InventorySchedule = One("Schedule");
    }
}

structure! {
    InventoryDestination<'a> {
        s3_bucket_destination: InventoryS3BucketDestination<'a> = One("S3BucketDestination");
    }
}

structure! {
    #[derive(Default)]
    InventoryEncryption<'a> {
        sses3: Option<SSES3> = One("SSE-S3");
        ssekms: Option<SSEKMS<'a>> = One("SSE-KMS");
    }
}

structure! {
    InventoryFilter<'a> {
        prefix: Key<'a> = One("Prefix");
    }
}

structure! {
    InventoryS3BucketDestination<'a> {
        account_id: Option<Text<'a>> = One("AccountId");
        bucket: Text<'a> = One("Bucket");
        format: InventoryFormat = One("Format");
        prefix: Option<Key<'a>> = One("Prefix");
        encryption: Option<InventoryEncryption<'a>> = One("Encryption");
    }
}

structure! {
    InventorySchedule {
        frequency: InventoryFrequency = One("Frequency");
    }
}

structure! {
    InventoryTableConfiguration<'a> {
        configuration_state: InventoryConfigurationState = One("ConfigurationState");
        encryption_configuration: Option<MetadataTableEncryptionConfiguration<'a>> = One("EncryptionConfiguration");
    }
}

structure! {
    InventoryTableConfigurationResult<'a> {
        configuration_state: InventoryConfigurationState = One("ConfigurationState");
        table_status: Option<Text<'a>> = One("TableStatus");
        error: Option<ErrorDetails<'a>> = One("Error");
        table_name: Option<Text<'a>> = One("TableName");
        table_arn: Option<Text<'a>> = One("TableArn");
    }
}

structure! {
    InventoryTableConfigurationUpdates<'a> {
        configuration_state: InventoryConfigurationState = One("ConfigurationState");
        encryption_configuration: Option<MetadataTableEncryptionConfiguration<'a>> = One("EncryptionConfiguration");
    }
}

structure! {
    #[derive(Default)]
    JSONInput {
        r#type: Option<JSONType> = One("Type");
    }
}

structure! {
    #[derive(Default)]
    JSONOutput<'a> {
        record_delimiter: Option<Text<'a>> = One("RecordDelimiter");
    }
}

structure! {
    JournalTableConfiguration<'a> {
        record_expiration: RecordExpiration = One("RecordExpiration");
        encryption_configuration: Option<MetadataTableEncryptionConfiguration<'a>> = One("EncryptionConfiguration");
    }
}

structure! {
    JournalTableConfigurationResult<'a> {
        table_status: Text<'a> = One("TableStatus");
        error: Option<ErrorDetails<'a>> = One("Error");
        table_name: Text<'a> = One("TableName");
        table_arn: Option<Text<'a>> = One("TableArn");
        record_expiration: RecordExpiration = One("RecordExpiration");
    }
}

structure! {
    JournalTableConfigurationUpdates {
        record_expiration: RecordExpiration = One("RecordExpiration");
    }
}

structure! {
    LambdaFunctionConfiguration<'a> {
        id: Option<Text<'a>> = One("Id");
        lambda_function_arn: Text<'a> = One("CloudFunction");
        events: Vec<Text<'a>> = FlatSome("Event");
        filter: Option<NotificationConfigurationFilter<'a>> = One("Filter");
    }
}

structure! {
    LifecycleConfiguration<'a> {
        rules: Vec<Rule<'a>> = FlatSome("Rule");
    }
}

structure! {
    #[derive(Default)]
    LifecycleExpiration {
        date: Option<Timestamp> = One("Date");
        days: Option<i32> = One("Days");
        expired_object_delete_marker: Option<bool> = One("ExpiredObjectDeleteMarker");
    }
}

structure! {
    LifecycleRule<'a> {
        expiration: Option<LifecycleExpiration> = One("Expiration");
        id: Option<Text<'a>> = One("ID");
        prefix: Option<Key<'a>> = One("Prefix");
        filter: Option<LifecycleRuleFilter<'a>> = One("Filter");
        status: ExpirationStatus = One("Status");
        transitions: Vec<Transition> = Flat("Transition");
        noncurrent_version_transitions: Vec<NoncurrentVersionTransition> = Flat("NoncurrentVersionTransition");
        noncurrent_version_expiration: Option<NoncurrentVersionExpiration> = One("NoncurrentVersionExpiration");
        abort_incomplete_multipart_upload: Option<AbortIncompleteMultipartUpload> = One("AbortIncompleteMultipartUpload");
    }
}

structure! {
    #[derive(Default)]
    LifecycleRuleAndOperator<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tags: Vec<Tag<'a>> = Flat("Tag");
        object_size_greater_than: Option<i64> = One("ObjectSizeGreaterThan");
        object_size_less_than: Option<i64> = One("ObjectSizeLessThan");
    }
}

structure! {
    #[derive(Default)]
    LifecycleRuleFilter<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tag: Option<Tag<'a>> = One("Tag");
        object_size_greater_than: Option<i64> = One("ObjectSizeGreaterThan");
        object_size_less_than: Option<i64> = One("ObjectSizeLessThan");
        and: Option<LifecycleRuleAndOperator<'a>> = One("And");
    }
}

structure! {
    #[derive(Default)]
    LocationInfo<'a> {
        r#type: Option<LocationType> = One("Type");
        name: Option<Text<'a>> = One("Name");
    }
}

structure! {
    LoggingEnabled<'a> {
        target_bucket: Text<'a> = One("TargetBucket");
        target_grants: Option<Vec<TargetGrant<'a>>> = Wrapped("TargetGrants", "Grant");
        target_prefix: Text<'a> = One("TargetPrefix");
        target_object_key_format: Option<TargetObjectKeyFormat> = One("TargetObjectKeyFormat");
    }
}

structure! {
    MetadataConfiguration<'a> {
        journal_table_configuration: JournalTableConfiguration<'a> = One("JournalTableConfiguration");
        inventory_table_configuration: Option<InventoryTableConfiguration<'a>> = One("InventoryTableConfiguration");
    }
}

structure! {
    MetadataConfigurationResult<'a> {
        destination_result: DestinationResult<'a> = One("DestinationResult");
        journal_table_configuration_result: Option<JournalTableConfigurationResult<'a>> = One("JournalTableConfigurationResult");
        inventory_table_configuration_result: Option<InventoryTableConfigurationResult<'a>> = One("InventoryTableConfigurationResult");
    }
}

structure! {
    #[derive(Default)]
    MetadataEntry<'a> {
        name: Option<Text<'a>> = One("Name");
        value: Option<Text<'a>> = One("Value");
    }
}

structure! {
    MetadataTableConfiguration<'a> {
        s3_tables_destination: S3TablesDestination<'a> = One("S3TablesDestination");
    }
}

structure! {
    MetadataTableConfigurationResult<'a> {
        s3_tables_destination_result: S3TablesDestinationResult<'a> = One("S3TablesDestinationResult");
    }
}

structure! {
    MetadataTableEncryptionConfiguration<'a> {
        sse_algorithm: TableSseAlgorithm = One("SseAlgorithm");
        kms_key_arn: Option<Text<'a>> = One("KmsKeyArn");
    }
}

structure! {
    Metrics {
        status: MetricsStatus = One("Status");
        event_threshold: Option<ReplicationTimeValue> = One("EventThreshold");
    }
}

structure! {
    #[derive(Default)]
    MetricsAndOperator<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tags: Vec<Tag<'a>> = Flat("Tag");
        access_point_arn: Option<Text<'a>> = One("AccessPointArn");
    }
}

structure! {
    MetricsConfiguration<'a> {
        id: Text<'a> = One("Id");
        filter: Option<MetricsFilter<'a>> = One("Filter");
    }
}

structure! {
    #[derive(Default)]
    MetricsFilter<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tag: Option<Tag<'a>> = One("Tag");
        access_point_arn: Option<Text<'a>> = One("AccessPointArn");
        and: Option<MetricsAndOperator<'a>> = One("And");
    }
}

structure! {
    #[derive(Default)]
    MultipartUpload<'a> {
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        upload_id: Option<Text<'a>> = One("UploadId");
        initiator: Option<Initiator<'a>> = One("Initiator");
        owner: Option<Owner<'a>> = One("Owner");
        storage_class: Option<StorageClass> = One("StorageClass");
        initiated: Option<Timestamp> = One("Initiated");
        checksum_algorithm: Option<ChecksumAlgorithm> = One("ChecksumAlgorithm");
        checksum_type: Option<ChecksumType> = One("ChecksumType");
    }
}

structure! {
    #[derive(Default)]
    NoncurrentVersionExpiration {
        noncurrent_days: Option<i32> = One("NoncurrentDays");
        newer_noncurrent_versions: Option<i32> = One("NewerNoncurrentVersions");
    }
}

structure! {
    #[derive(Default)]
    NoncurrentVersionTransition {
        noncurrent_days: Option<i32> = One("NoncurrentDays");
        storage_class: Option<TransitionStorageClass> = One("StorageClass");
        newer_noncurrent_versions: Option<i32> = One("NewerNoncurrentVersions");
    }
}

structure! {
    #[derive(Default)]
    NotificationConfiguration<'a> {
        topic_configurations: Vec<TopicConfiguration<'a>> = Flat("TopicConfiguration");
        queue_configurations: Vec<QueueConfiguration<'a>> = Flat("QueueConfiguration");
        lambda_function_configurations: Vec<LambdaFunctionConfiguration<'a>> = Flat("CloudFunctionConfiguration");
        event_bridge_configuration: Option<EventBridgeConfiguration> = One("EventBridgeConfiguration");
    }
}

structure! {
    #[derive(Default)]
    NotificationConfigurationDeprecated<'a> {
        topic_configuration: Option<TopicConfigurationDeprecated<'a>> = One("TopicConfiguration");
        queue_configuration: Option<QueueConfigurationDeprecated<'a>> = One("QueueConfiguration");
        cloud_function_configuration: Option<CloudFunctionConfiguration<'a>> = One("CloudFunctionConfiguration");
    }
}

structure! {
    #[derive(Default)]
    NotificationConfigurationFilter<'a> {
        key: Option<S3KeyFilter<'a>> = One("S3Key");
    }
}

structure! {
    #[derive(Default)]
    Object<'a> {
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        last_modified: Option<Timestamp> = One("LastModified");
        e_tag: Option<Text<'a>> = One("ETag");
        checksum_algorithm: Vec<ChecksumAlgorithm> = Flat("ChecksumAlgorithm");
        checksum_type: Option<ChecksumType> = One("ChecksumType");
        size: Option<i64> = One("Size");
        owner: Option<Owner<'a>> = One("Owner");
        storage_class: Option<ObjectStorageClass> = One("StorageClass");
        restore_status: Option<RestoreStatus> = One("RestoreStatus");
    }
}

structure! {
    #[derive(Default)]
    ObjectEncryption<'a> {
        ssekms: Option<SSEKMSEncryption<'a>> = One("SSE-KMS");
    }
}

structure! {
    ObjectIdentifier<'a> {
        key: Key<'a> = Within("Key", &OBJECT_KEY);
        version_id: Option<Text<'a>> = One("VersionId");
        e_tag: Option<Text<'a>> = One("ETag");
        last_modified_time: Option<HttpTime> = One("LastModifiedTime");
        size: Option<i64> = One("Size");
    }
}

structure! {
    #[derive(Default)]
    ObjectLockConfiguration {
        object_lock_enabled: Option<ObjectLockEnabled> = One("ObjectLockEnabled");
        rule: Option<ObjectLockRule> = One("Rule");
    }
}

structure! {
    #[derive(Default)]
    ObjectLockLegalHold {
        status: Option<ObjectLockLegalHoldStatus> = One("Status");
    }
}

structure! {
    #[derive(Default)]
    ObjectLockRetention {
        mode: Option<ObjectLockRetentionMode> = One("Mode");
        retain_until_date: Option<Timestamp> = One("RetainUntilDate");
    }
}

structure! {
    #[derive(Default)]
    ObjectLockRule {
        default_retention: Option<DefaultRetention> = One("DefaultRetention");
    }
}

structure! {
    #[derive(Default)]
    ObjectPart<'a> {
        part_number: Option<i32> = One("PartNumber");
        size: Option<i64> = One("Size");
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
    }
}

structure! {
    #[derive(Default)]
    ObjectVersion<'a> {
        e_tag: Option<Text<'a>> = One("ETag");
        checksum_algorithm: Vec<ChecksumAlgorithm> = Flat("ChecksumAlgorithm");
        checksum_type: Option<ChecksumType> = One("ChecksumType");
        size: Option<i64> = One("Size");
        storage_class: Option<ObjectVersionStorageClass> = One("StorageClass");
        key: Option<Key<'a>> = Within("Key", &OBJECT_KEY);
        version_id: Option<Text<'a>> = One("VersionId");
        is_latest: Option<bool> = One("IsLatest");
        last_modified: Option<Timestamp> = One("LastModified");
        owner: Option<Owner<'a>> = One("Owner");
        restore_status: Option<RestoreStatus> = One("RestoreStatus");
    }
}

structure! {
    #[derive(Default)]
    OutputLocation<'a> {
        s3: Option<S3Location<'a>> = One("S3");
    }
}

structure! {
    #[derive(Default)]
    OutputSerialization<'a> {
        csv: Option<CSVOutput<'a>> = One("CSV");
        json: Option<JSONOutput<'a>> = One("JSON");
    }
}

structure! {
    #[derive(Default)]
    Owner<'a> {
        display_name: Option<Text<'a>> = One("DisplayName");
        id: Option<Text<'a>> = One("ID");
    }
}

structure! {
    OwnershipControls {
        rules: Vec<OwnershipControlsRule> = FlatSome("Rule");
    }
}

structure! {
    OwnershipControlsRule {
        object_ownership: ObjectOwnership = One("ObjectOwnership");
    }
}

structure! {
    #[derive(Default)]
    ParquetInput {
    }
}

structure! {
    #[derive(Default)]
    Part<'a> {
        part_number: Option<i32> = One("PartNumber");
        last_modified: Option<Timestamp> = One("LastModified");
        e_tag: Option<Text<'a>> = One("ETag");
        size: Option<i64> = One("Size");
        checksum_crc32: Option<Text<'a>> = One("ChecksumCRC32");
        checksum_crc32_c: Option<Text<'a>> = One("ChecksumCRC32C");
        checksum_crc64_nvme: Option<Text<'a>> = One("ChecksumCRC64NVME");
        checksum_sha1: Option<Text<'a>> = One("ChecksumSHA1");
        checksum_sha256: Option<Text<'a>> = One("ChecksumSHA256");
        checksum_sha512: Option<Text<'a>> = One("ChecksumSHA512");
        checksum_md5: Option<Text<'a>> = One("ChecksumMD5");
        checksum_xxhash64: Option<Text<'a>> = One("ChecksumXXHASH64");
        checksum_xxhash3: Option<Text<'a>> = One("ChecksumXXHASH3");
        checksum_xxhash128: Option<Text<'a>> = One("ChecksumXXHASH128");
    }
}

structure! {
    #[derive(Default)]
    PartitionedPrefix {
        partition_date_source: Option<PartitionDateSource> = One("PartitionDateSource");
    }
}

structure! {
    #[derive(Default)]
    PolicyStatus {
        is_public: Option<bool> = One("IsPublic");
    }
}

structure! {
    #[derive(Default)]
    PublicAccessBlockConfiguration {
        block_public_acls: Option<bool> = One("BlockPublicAcls");
        ignore_public_acls: Option<bool> = One("IgnorePublicAcls");
        block_public_policy: Option<bool> = One("BlockPublicPolicy");
        restrict_public_buckets: Option<bool> = One("RestrictPublicBuckets");
    }
}

structure! {
    QueueConfiguration<'a> {
        id: Option<Text<'a>> = One("Id");
        queue_arn: Text<'a> = One("Queue");
        events: Vec<Text<'a>> = FlatSome("Event");
        filter: Option<NotificationConfigurationFilter<'a>> = One("Filter");
    }
}

structure! {
    #[derive(Default)]
    QueueConfigurationDeprecated<'a> {
        id: Option<Text<'a>> = One("Id");
        events: Vec<Text<'a>> = Flat("Event");
        queue: Option<Text<'a>> = One("Queue");
    }
}

structure! {
    RecordExpiration {
        expiration: ExpirationState = One("Expiration");
        days: Option<i32> = One("Days");
    }
}

structure! {
    #[derive(Default)]
    Redirect<'a> {
        host_name: Option<Text<'a>> = One("HostName");
        http_redirect_code: Option<Text<'a>> = One("HttpRedirectCode");
        protocol: Option<Protocol> = One("Protocol");
        replace_key_prefix_with: Option<Text<'a>> = One("ReplaceKeyPrefixWith");
        replace_key_with: Option<Text<'a>> = One("ReplaceKeyWith");
    }
}

structure! {
    RedirectAllRequestsTo<'a> {
        host_name: Text<'a> = One("HostName");
        protocol: Option<Protocol> = One("Protocol");
    }
}

structure! {
    ReplicaModifications {
        status: ReplicaModificationsStatus = One("Status");
    }
}

structure! {
    ReplicationConfiguration<'a> {
        role: Text<'a> = One("Role");
        rules: Vec<ReplicationRule<'a>> = FlatSome("Rule");
    }
}

structure! {
    ReplicationRule<'a> {
        id: Option<Text<'a>> = One("ID");
        priority: Option<i32> = One("Priority");
        prefix: Option<Key<'a>> = One("Prefix");
        filter: Option<ReplicationRuleFilter<'a>> = One("Filter");
        status: ReplicationRuleStatus = One("Status");
        source_selection_criteria: Option<SourceSelectionCriteria> = One("SourceSelectionCriteria");
        existing_object_replication: Option<ExistingObjectReplication> = One("ExistingObjectReplication");
        destination: Destination<'a> = One("Destination");
        delete_marker_replication: Option<DeleteMarkerReplication> = One("DeleteMarkerReplication");
    }
}

structure! {
    #[derive(Default)]
    ReplicationRuleAndOperator<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tags: Vec<Tag<'a>> = Flat("Tag");
    }
}

structure! {
    #[derive(Default)]
    ReplicationRuleFilter<'a> {
        prefix: Option<Key<'a>> = One("Prefix");
        tag: Option<Tag<'a>> = One("Tag");
        and: Option<ReplicationRuleAndOperator<'a>> = One("And");
    }
}

structure! {
    ReplicationTime {
        status: ReplicationTimeStatus = One("Status");
        time: ReplicationTimeValue = One("Time");
    }
}

structure! {
    #[derive(Default)]
    ReplicationTimeValue {
        minutes: Option<i32> = One("Minutes");
    }
}

structure! {
    RequestPaymentConfiguration {
        payer: Payer = One("Payer");
    }
}

structure! {
    #[derive(Default)]
    RequestProgress {
        enabled: Option<bool> = One("Enabled");
    }
}

structure! {
    #[derive(Default)]
    RestoreRequest<'a> {
        days: Option<i32> = One("Days");
        glacier_job_parameters: Option<GlacierJobParameters> = One("GlacierJobParameters");
        r#type: Option<RestoreRequestType> = One("Type");
        tier: Option<Tier> = One("Tier");
        description: Option<Text<'a>> = One("Description");
        select_parameters: Option<SelectParameters<'a>> = One("SelectParameters");
        output_location: Option<OutputLocation<'a>> = One("OutputLocation");
    }
}

structure! {
    #[derive(Default)]
    RestoreStatus {
        is_restore_in_progress: Option<bool> = One("IsRestoreInProgress");
        restore_expiry_date: Option<Timestamp> = One("RestoreExpiryDate");
    }
}

structure! {
    RoutingRule<'a> {
        condition: Option<Condition<'a>> = One("Condition");
        redirect: Redirect<'a> = One("Redirect");
    }
}

structure! {
    Rule<'a> {
        expiration: Option<LifecycleExpiration> = One("Expiration");
        id: Option<Text<'a>> = One("ID");
        prefix: Key<'a> = One("Prefix");
        status: ExpirationStatus = One("Status");
        transition: Option<Transition> = One("Transition");
        noncurrent_version_transition: Option<NoncurrentVersionTransition> = One("NoncurrentVersionTransition");
        noncurrent_version_expiration: Option<NoncurrentVersionExpiration> = One("NoncurrentVersionExpiration");
        abort_incomplete_multipart_upload: Option<AbortIncompleteMultipartUpload> = One("AbortIncompleteMultipartUpload");
    }
}

structure! {
    #[derive(Default)]
    S3KeyFilter<'a> {
        filter_rules: Vec<FilterRule<'a>> = Flat("FilterRule");
    }
}

structure! {
    S3Location<'a> {
        bucket_name: Text<'a> = One("BucketName");
        prefix: Text<'a> = One("Prefix");
        encryption: Option<Encryption<'a>> = One("Encryption");
        canned_acl: Option<ObjectCannedACL> = One("CannedACL");
        access_control_list: Option<Vec<Grant<'a>>> = Wrapped("AccessControlList", "Grant");
        tagging: Option<Tagging<'a>> = One("Tagging");
        user_metadata: Option<Vec<MetadataEntry<'a>>> = Wrapped("UserMetadata", "MetadataEntry");
        storage_class: Option<StorageClass> = One("StorageClass");
    }
}

structure! {
    S3TablesDestination<'a> {
        table_bucket_arn: Text<'a> = One("TableBucketArn");
        table_name: Text<'a> = One("TableName");
    }
}

structure! {
    S3TablesDestinationResult<'a> {
        table_bucket_arn: Text<'a> = One("TableBucketArn");
        table_name: Text<'a> = One("TableName");
        table_arn: Text<'a> = One("TableArn");
        table_namespace: Text<'a> = One("TableNamespace");
    }
}

structure! {
    SSEKMS<'a> {
        key_id: Hidden<'a> = One("KeyId");
    }
}

structure! {
    SSEKMSEncryption<'a> {
        kms_key_arn: Hidden<'a> = Within("KMSKeyArn", &NON_EMPTY_KMS_KEY_ARN_STRING);
        bucket_key_enabled: Option<bool> = One("BucketKeyEnabled");
    }
}

structure! {
    #[derive(Default)]
    SSES3 {
    }
}

structure! {
    #[derive(Default)]
    ScanRange {
        start: Option<i64> = One("Start");
        end: Option<i64> = One("End");
    }
}

structure! {
    SelectParameters<'a> {
        input_serialization: InputSerialization<'a> = One("InputSerialization");
        expression_type: ExpressionType = One("ExpressionType");
        expression: Text<'a> = One("Expression");
        output_serialization: OutputSerialization<'a> = One("OutputSerialization");
    }
}

structure! {
    ServerSideEncryptionByDefault<'a> {
        sse_algorithm: ServerSideEncryption = One("SSEAlgorithm");
        kms_master_key_id: Option<Hidden<'a>> = One("KMSMasterKeyID");
    }
}

structure! {
    ServerSideEncryptionConfiguration<'a> {
        rules: Vec<ServerSideEncryptionRule<'a>> = FlatSome("Rule");
    }
}

structure! {
    #[derive(Default)]
    ServerSideEncryptionRule<'a> {
        apply_server_side_encryption_by_default: Option<ServerSideEncryptionByDefault<'a>> = One("ApplyServerSideEncryptionByDefault");
        bucket_key_enabled: Option<bool> = One("BucketKeyEnabled");
        blocked_encryption_types: Option<BlockedEncryptionTypes> = One("BlockedEncryptionTypes");
    }
}

structure! {
    SessionCredentials<'a> {
        access_key_id: Text<'a> = One("AccessKeyId");
        secret_access_key: Hidden<'a> = One("SecretAccessKey");
        session_token: Hidden<'a> = One("SessionToken");
        expiration: Timestamp = One("Expiration");
    }
}

structure! {
    #[derive(Default)]
    SimplePrefix {
    }
}

structure! {
    #[derive(Default)]
    SourceSelectionCriteria {
        sse_kms_encrypted_objects: Option<SseKmsEncryptedObjects> = One("SseKmsEncryptedObjects");
        replica_modifications: Option<ReplicaModifications> = One("ReplicaModifications");
    }
}

structure! {
    SseKmsEncryptedObjects {
        status: SseKmsEncryptedObjectsStatus = One("Status");
    }
}

structure! {
    #[derive(Default)]
    StorageClassAnalysis<'a> {
        data_export: Option<StorageClassAnalysisDataExport<'a>> = One("DataExport");
    }
}

structure! {
    StorageClassAnalysisDataExport<'a> {
        output_schema_version: StorageClassAnalysisSchemaVersion = One("OutputSchemaVersion");
        destination: AnalyticsExportDestination<'a> = One("Destination");
    }
}

structure! {
    Tag<'a> {
        key: Text<'a> = One("Key");
        value: Text<'a> = One("Value");
    }
}

structure! {
    Tagging<'a> {
        tag_set: Vec<Tag<'a>> = Wrapped("TagSet", "Tag");
    }
}

structure! {
    #[derive(Default)]
    TargetGrant<'a> {
        grantee: Option<Grantee<'a>> = One("Grantee");
        permission: Option<BucketLogsPermission> = One("Permission");
    }
}

structure! {
    #[derive(Default)]
    TargetObjectKeyFormat {
        simple_prefix: Option<SimplePrefix> = One("SimplePrefix");
        partitioned_prefix: Option<PartitionedPrefix> = One("PartitionedPrefix");
    }
}

structure! {
    Tiering {
        days: i32 = One("Days");
        access_tier: IntelligentTieringAccessTier = One("AccessTier");
    }
}

structure! {
    TopicConfiguration<'a> {
        id: Option<Text<'a>> = One("Id");
        topic_arn: Text<'a> = One("Topic");
        events: Vec<Text<'a>> = FlatSome("Event");
        filter: Option<NotificationConfigurationFilter<'a>> = One("Filter");
    }
}

structure! {
    #[derive(Default)]
    TopicConfigurationDeprecated<'a> {
        id: Option<Text<'a>> = One("Id");
        events: Vec<Text<'a>> = Flat("Event");
        topic: Option<Text<'a>> = One("Topic");
    }
}

structure! {
    #[derive(Default)]
    Transition {
        date: Option<Timestamp> = One("Date");
        days: Option<i32> = One("Days");
        storage_class: Option<TransitionStorageClass> = One("StorageClass");
    }
}

structure! {
    #[derive(Default)]
    VersioningConfiguration {
        mfa_delete: Option<MFADelete> = One("MfaDelete");
        status: Option<BucketVersioningStatus> = One("Status");
    }
}

structure! {
    #[derive(Default)]
    WebsiteConfiguration<'a> {
        error_document: Option<ErrorDocument<'a>> = One("ErrorDocument");
        index_document: Option<IndexDocument<'a>> = One("IndexDocument");
        redirect_all_requests_to: Option<RedirectAllRequestsTo<'a>> = One("RedirectAllRequestsTo");
        routing_rules: Option<Vec<RoutingRule<'a>>> = Wrapped("RoutingRules", "RoutingRule");
    }
}

structure! {
    SelectObjectContentDocument<'a> {
        expression: Text<'a> = One("Expression");
        expression_type: ExpressionType = One("ExpressionType");
        request_progress: Option<RequestProgress> = One("RequestProgress");
        input_serialization: InputSerialization<'a> = One("InputSerialization");
        output_serialization: OutputSerialization<'a> = One("OutputSerialization");
        scan_range: Option<ScanRange> = One("ScanRange");
    }
}

checksums!(Checksum, CompletedPart, CopyObjectResult, CopyPartResult, ObjectPart, Part);

choice! {
    DeleteOutcome<'a> {
        Deleted(DeletedObject<'a>) = "Deleted",
        Error(Error<'a>) = "Error",
    }
}

enumeration! {
    AnalyticsS3ExportFileFormat {
        Csv = "CSV",
    }
}

enumeration! {
    ArchiveStatus {
        ArchiveAccess = "ARCHIVE_ACCESS",
        DeepArchiveAccess = "DEEP_ARCHIVE_ACCESS",
    }
}

enumeration! {
    BucketAbacStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    BucketAccelerateStatus {
        Enabled = "Enabled",
        Suspended = "Suspended",
    }
}

enumeration! {
    BucketCannedACL {
        Private = "private",
        PublicRead = "public-read",
        PublicReadWrite = "public-read-write",
        AuthenticatedRead = "authenticated-read",
    }
}

enumeration! {
    BucketLogsPermission {
        FullControl = "FULL_CONTROL",
        Read = "READ",
        Write = "WRITE",
    }
}

enumeration! {
    BucketNamespace {
        AccountRegional = "account-regional",
        Global = "global",
    }
}

enumeration! {
    BucketType {
        Directory = "Directory",
    }
}

enumeration! {
    BucketVersioningStatus {
        Enabled = "Enabled",
        Suspended = "Suspended",
    }
}

enumeration! {
    ChecksumAlgorithm {
        Crc32 = "CRC32",
        Crc32C = "CRC32C",
        Sha1 = "SHA1",
        Sha256 = "SHA256",
        Crc64Nvme = "CRC64NVME",
        Sha512 = "SHA512",
        Md5 = "MD5",
        Xxhash64 = "XXHASH64",
        Xxhash3 = "XXHASH3",
        Xxhash128 = "XXHASH128",
    }
}

enumeration! {
    ChecksumMode {
        Enabled = "ENABLED",
    }
}

enumeration! {
    ChecksumType {
        Composite = "COMPOSITE",
        FullObject = "FULL_OBJECT",
    }
}

enumeration! {
    CompressionType {
        None = "NONE",
        Gzip = "GZIP",
        Bzip2 = "BZIP2",
    }
}

enumeration! {
    DataRedundancy {
        SingleAvailabilityZone = "SingleAvailabilityZone",
        SingleLocalZone = "SingleLocalZone",
    }
}

enumeration! {
    DeleteMarkerReplicationStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    EncodingType {
        Url = "url",
    }
}

enumeration! {
    EncryptionType {
        None = "NONE",
        SseC = "SSE-C",
    }
}

enumeration! {
    ExistingObjectReplicationStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    ExpirationState {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

enumeration! {
    ExpirationStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    ExpressionType {
        Sql = "SQL",
    }
}

enumeration! {
    FileHeaderInfo {
        Use = "USE",
        Ignore = "IGNORE",
        None = "NONE",
    }
}

enumeration! {
    FilterRuleName {
        Prefix = "prefix",
        Suffix = "suffix",
    }
}

enumeration! {
    IntelligentTieringAccessTier {
        ArchiveAccess = "ARCHIVE_ACCESS",
        DeepArchiveAccess = "DEEP_ARCHIVE_ACCESS",
    }
}

enumeration! {
    IntelligentTieringStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    InventoryConfigurationState {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

enumeration! {
    InventoryFormat {
        Csv = "CSV",
        Orc = "ORC",
        Parquet = "Parquet",
    }
}

enumeration! {
    InventoryFrequency {
        Daily = "Daily",
        Weekly = "Weekly",
    }
}

enumeration! {
    InventoryIncludedObjectVersions {
        All = "All",
        Current = "Current",
    }
}

enumeration! {
    InventoryOptionalField {
        Size = "Size",
        LastModifiedDate = "LastModifiedDate",
        StorageClass = "StorageClass",
        ETag = "ETag",
        IsMultipartUploaded = "IsMultipartUploaded",
        ReplicationStatus = "ReplicationStatus",
        EncryptionStatus = "EncryptionStatus",
        ObjectLockRetainUntilDate = "ObjectLockRetainUntilDate",
        ObjectLockMode = "ObjectLockMode",
        ObjectLockLegalHoldStatus = "ObjectLockLegalHoldStatus",
        IntelligentTieringAccessTier = "IntelligentTieringAccessTier",
        BucketKeyStatus = "BucketKeyStatus",
        ChecksumAlgorithm = "ChecksumAlgorithm",
        ObjectAccessControlList = "ObjectAccessControlList",
        ObjectOwner = "ObjectOwner",
        LifecycleExpirationDate = "LifecycleExpirationDate",
    }
}

enumeration! {
    JSONType {
        Document = "DOCUMENT",
        Lines = "LINES",
    }
}

enumeration! {
    LocationType {
        AvailabilityZone = "AvailabilityZone",
        LocalZone = "LocalZone",
    }
}

enumeration! {
    MFADelete {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    MFADeleteStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    MetadataDirective {
        Copy = "COPY",
        Replace = "REPLACE",
    }
}

enumeration! {
    MetricsStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    ObjectAttributes {
        ETag = "ETag",
        Checksum = "Checksum",
        ObjectParts = "ObjectParts",
        StorageClass = "StorageClass",
        ObjectSize = "ObjectSize",
    }
}

enumeration! {
    ObjectCannedACL {
        Private = "private",
        PublicRead = "public-read",
        PublicReadWrite = "public-read-write",
        AuthenticatedRead = "authenticated-read",
        AwsExecRead = "aws-exec-read",
        BucketOwnerRead = "bucket-owner-read",
        BucketOwnerFullControl = "bucket-owner-full-control",
    }
}

enumeration! {
    ObjectLockEnabled {
        Enabled = "Enabled",
    }
}

enumeration! {
    ObjectLockLegalHoldStatus {
        On = "ON",
        Off = "OFF",
    }
}

enumeration! {
    ObjectLockMode {
        Governance = "GOVERNANCE",
        Compliance = "COMPLIANCE",
    }
}

enumeration! {
    ObjectLockRetentionMode {
        Governance = "GOVERNANCE",
        Compliance = "COMPLIANCE",
    }
}

enumeration! {
    ObjectOwnership {
        BucketOwnerPreferred = "BucketOwnerPreferred",
        ObjectWriter = "ObjectWriter",
        BucketOwnerEnforced = "BucketOwnerEnforced",
    }
}

enumeration! {
    ObjectStorageClass {
        Standard = "STANDARD",
        ReducedRedundancy = "REDUCED_REDUNDANCY",
        Glacier = "GLACIER",
        StandardIa = "STANDARD_IA",
        OnezoneIa = "ONEZONE_IA",
        IntelligentTiering = "INTELLIGENT_TIERING",
        DeepArchive = "DEEP_ARCHIVE",
        Outposts = "OUTPOSTS",
        GlacierIr = "GLACIER_IR",
        Snow = "SNOW",
        ExpressOnezone = "EXPRESS_ONEZONE",
        FsxOpenzfs = "FSX_OPENZFS",
        FsxOntap = "FSX_ONTAP",
    }
}

enumeration! {
    ObjectVersionStorageClass {
        Standard = "STANDARD",
    }
}

enumeration! {
    OptionalObjectAttributes {
        RestoreStatus = "RestoreStatus",
    }
}

enumeration! {
    OwnerOverride {
        Destination = "Destination",
    }
}

enumeration! {
    PartitionDateSource {
        EventTime = "EventTime",
        DeliveryTime = "DeliveryTime",
    }
}

enumeration! {
    Payer {
        Requester = "Requester",
        BucketOwner = "BucketOwner",
    }
}

enumeration! {
    Permission {
        FullControl = "FULL_CONTROL",
        Write = "WRITE",
        WriteAcp = "WRITE_ACP",
        Read = "READ",
        ReadAcp = "READ_ACP",
    }
}

enumeration! {
    Protocol {
        Http = "http",
        Https = "https",
    }
}

enumeration! {
    QuoteFields {
        Always = "ALWAYS",
        Asneeded = "ASNEEDED",
    }
}

enumeration! {
    ReplicaModificationsStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    ReplicationRuleStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    ReplicationStatus {
        Complete = "COMPLETE",
        Pending = "PENDING",
        Failed = "FAILED",
        Replica = "REPLICA",
        Completed = "COMPLETED",
    }
}

enumeration! {
    ReplicationTimeStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    RequestCharged {
        Requester = "requester",
    }
}

enumeration! {
    RequestPayer {
        Requester = "requester",
    }
}

enumeration! {
    RestoreRequestType {
        Select = "SELECT",
    }
}

enumeration! {
    S3TablesBucketType {
        Aws = "aws",
        Customer = "customer",
    }
}

enumeration! {
    ServerSideEncryption {
        Aes256 = "AES256",
        AwsFsx = "aws:fsx",
        AwsKms = "aws:kms",
        AwsKmsDsse = "aws:kms:dsse",
    }
}

enumeration! {
    SessionMode {
        ReadOnly = "ReadOnly",
        ReadWrite = "ReadWrite",
    }
}

enumeration! {
    SseKmsEncryptedObjectsStatus {
        Enabled = "Enabled",
        Disabled = "Disabled",
    }
}

enumeration! {
    StorageClass {
        Standard = "STANDARD",
        ReducedRedundancy = "REDUCED_REDUNDANCY",
        StandardIa = "STANDARD_IA",
        OnezoneIa = "ONEZONE_IA",
        IntelligentTiering = "INTELLIGENT_TIERING",
        Glacier = "GLACIER",
        DeepArchive = "DEEP_ARCHIVE",
        Outposts = "OUTPOSTS",
        GlacierIr = "GLACIER_IR",
        Snow = "SNOW",
        ExpressOnezone = "EXPRESS_ONEZONE",
        FsxOpenzfs = "FSX_OPENZFS",
        FsxOntap = "FSX_ONTAP",
    }
}

enumeration! {
    StorageClassAnalysisSchemaVersion {
        V1 = "V_1",
    }
}

enumeration! {
    TableSseAlgorithm {
        AwsKms = "aws:kms",
        Aes256 = "AES256",
    }
}

enumeration! {
    TaggingDirective {
        Copy = "COPY",
        Replace = "REPLACE",
    }
}

enumeration! {
    Tier {
        Standard = "Standard",
        Bulk = "Bulk",
        Expedited = "Expedited",
    }
}

enumeration! {
    TransitionDefaultMinimumObjectSize {
        VariesByStorageClass = "varies_by_storage_class",
        AllStorageClasses128K = "all_storage_classes_128K",
    }
}

enumeration! {
    TransitionStorageClass {
        Glacier = "GLACIER",
        StandardIa = "STANDARD_IA",
        OnezoneIa = "ONEZONE_IA",
        IntelligentTiering = "INTELLIGENT_TIERING",
        DeepArchive = "DEEP_ARCHIVE",
        GlacierIr = "GLACIER_IR",
    }
}

enumeration! {
    Type {
        CanonicalUser = "CanonicalUser",
        AmazonCustomerByEmail = "AmazonCustomerByEmail",
        Group = "Group",
    }
}

static COPY_SOURCE_PATTERN: Pattern = Pattern::new(r#"\/?.+\/.+"#, &[r#"\/?.+\/.+"#]);
/// Constraints of `CopySource`.
pub(crate) static COPY_SOURCE: Length = Length { min: None, max: None, pattern: Some(&COPY_SOURCE_PATTERN) };
/// Constraints of `DirectoryBucketToken`.
pub(crate) static DIRECTORY_BUCKET_TOKEN: Length = Length { min: Some(0), max: Some(1024), pattern: None };
static NON_EMPTY_KMS_KEY_ARN_STRING_PATTERN: Pattern = Pattern::new(r#"arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+"#, &[r#"arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+"#]);
/// Constraints of `NonEmptyKmsKeyArnString`.
pub(crate) static NON_EMPTY_KMS_KEY_ARN_STRING: Length = Length { min: Some(20), max: Some(2048), pattern: Some(&NON_EMPTY_KMS_KEY_ARN_STRING_PATTERN) };
/// Constraints of `ObjectKey`.
pub(crate) static OBJECT_KEY: Length = Length { min: Some(1), max: None, pattern: None };
static RENAME_SOURCE_PATTERN: Pattern = Pattern::new(r#"\/?.+\/.+"#, &[r#"\/?.+\/.+"#]);
/// Constraints of `RenameSource`.
pub(crate) static RENAME_SOURCE: Length = Length { min: None, max: None, pattern: Some(&RENAME_SOURCE_PATTERN) };
static S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING_PATTERN: Pattern = Pattern::new(r#"arn:[^:]+:(s3|s3express):.*"#, &[r#"arn:[^:]+:(s3|s3express):.*"#]);
/// Constraints of `S3RegionalOrS3ExpressBucketArnString`.
pub(crate) static S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING: Length = Length { min: Some(1), max: Some(128), pattern: Some(&S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING_PATTERN) };
