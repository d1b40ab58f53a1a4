//! Every error code that an answer may carry, with its HTTP status.
//!
//! Sources: the service models (declared errors), the IAM and STS list of common errors, the S3 list of error codes.

/// An error code and the HTTP status that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// as it stands in the body
    pub name: &'static str,
    /// of the answer
    pub status: u16,
}

macro_rules! codes {
    ($($constant:ident = $name:literal, $status:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`, ", stringify!($status))]
            pub const $constant: Code = Code { name: $name, status: $status };
        )*

        /// Every code of this list.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

/// Codes of IAM and STS.
pub mod query {
    use super::Code;

    codes! {
        // common to all operations
        ACCESS_DENIED = "AccessDenied", 403;
        EXPIRED_TOKEN = "ExpiredToken", 403;
        INCOMPLETE_SIGNATURE = "IncompleteSignature", 400;
        INTERNAL_FAILURE = "InternalFailure", 500;
        INVALID_ACTION = "InvalidAction", 400;
        INVALID_CLIENT_TOKEN_ID = "InvalidClientTokenId", 403;
        INVALID_PARAMETER_COMBINATION = "InvalidParameterCombination", 400;
        INVALID_PARAMETER_VALUE = "InvalidParameterValue", 400;
        INVALID_QUERY_PARAMETER = "InvalidQueryParameter", 400;
        MALFORMED_INPUT = "MalformedInput", 400;
        MISSING_ACTION = "MissingAction", 400;
        MISSING_AUTHENTICATION_TOKEN = "MissingAuthenticationToken", 403;
        MISSING_PARAMETER = "MissingParameter", 400;
        NOT_AUTHORIZED = "NotAuthorized", 400;
        OPT_IN_REQUIRED = "OptInRequired", 403;
        REQUEST_EXPIRED = "RequestExpired", 400;
        SERVICE_UNAVAILABLE = "ServiceUnavailable", 503;
        SIGNATURE_DOES_NOT_MATCH = "SignatureDoesNotMatch", 403;
        THROTTLING = "Throttling", 400;
        // of services that are not here
        UNKNOWN_OPERATION_EXCEPTION = "UnknownOperationException", 400;
        // a status and a code that no SDK tries again
        UNSUPPORTED_OPERATION = "UnsupportedOperation", 400;
        VALIDATION_ERROR = "ValidationError", 400;

        // declared by IAM
        ACCOUNT_NOT_MANAGEMENT_OR_DELEGATED_ADMINISTRATOR =
            "AccountNotManagementOrDelegatedAdministratorException", 400;
        CALLER_IS_NOT_MANAGEMENT_ACCOUNT = "CallerIsNotManagementAccountException", 400;
        CONCURRENT_MODIFICATION = "ConcurrentModification", 409;
        DELETE_CONFLICT = "DeleteConflict", 409;
        DUPLICATE_CERTIFICATE = "DuplicateCertificate", 409;
        DUPLICATE_SSH_PUBLIC_KEY = "DuplicateSSHPublicKey", 400;
        ENTITY_ALREADY_EXISTS = "EntityAlreadyExists", 409;
        ENTITY_TEMPORARILY_UNMODIFIABLE = "EntityTemporarilyUnmodifiable", 409;
        FEATURE_DISABLED = "FeatureDisabled", 404;
        FEATURE_ENABLED = "FeatureEnabled", 409;
        INVALID_AUTHENTICATION_CODE = "InvalidAuthenticationCode", 403;
        INVALID_CERTIFICATE = "InvalidCertificate", 400;
        INVALID_INPUT = "InvalidInput", 400;
        INVALID_PUBLIC_KEY = "InvalidPublicKey", 400;
        INVALID_USER_TYPE = "InvalidUserType", 400;
        KEY_PAIR_MISMATCH = "KeyPairMismatch", 400;
        LIMIT_EXCEEDED = "LimitExceeded", 409;
        MALFORMED_CERTIFICATE = "MalformedCertificate", 400;
        MALFORMED_POLICY_DOCUMENT = "MalformedPolicyDocument", 400;
        NO_SUCH_ENTITY = "NoSuchEntity", 404;
        NOT_SUPPORTED_SERVICE = "NotSupportedService", 404;
        OPEN_ID_IDP_COMMUNICATION_ERROR = "OpenIdIdpCommunicationError", 400;
        ORGANIZATION_NOT_FOUND = "OrganizationNotFoundException", 400;
        ORGANIZATION_NOT_IN_ALL_FEATURES_MODE = "OrganizationNotInAllFeaturesModeException", 400;
        PASSWORD_POLICY_VIOLATION = "PasswordPolicyViolation", 400;
        POLICY_EVALUATION = "PolicyEvaluation", 500;
        POLICY_NOT_ATTACHABLE = "PolicyNotAttachable", 400;
        REPORT_EXPIRED = "ReportExpired", 410;
        REPORT_GENERATION_LIMIT_EXCEEDED = "ReportGenerationLimitExceeded", 409;
        REPORT_IN_PROGRESS = "ReportInProgress", 404;
        REPORT_NOT_PRESENT = "ReportNotPresent", 410;
        SERVICE_ACCESS_NOT_ENABLED = "ServiceAccessNotEnabledException", 400;
        SERVICE_FAILURE = "ServiceFailure", 500;
        UNMODIFIABLE_ENTITY = "UnmodifiableEntity", 400;
        UNRECOGNIZED_PUBLIC_KEY_ENCODING = "UnrecognizedPublicKeyEncoding", 400;

        // declared by STS
        EXPIRED_TOKEN_EXCEPTION = "ExpiredTokenException", 400;
        EXPIRED_TRADE_IN_TOKEN = "ExpiredTradeInTokenException", 400;
        IDP_COMMUNICATION_ERROR = "IDPCommunicationError", 400;
        IDP_REJECTED_CLAIM = "IDPRejectedClaim", 403;
        INVALID_AUTHORIZATION_MESSAGE = "InvalidAuthorizationMessageException", 400;
        INVALID_IDENTITY_TOKEN = "InvalidIdentityToken", 400;
        JWT_PAYLOAD_SIZE_EXCEEDED = "JWTPayloadSizeExceededException", 400;
        OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED = "OutboundWebIdentityFederationDisabledException", 403;
        PACKED_POLICY_TOO_LARGE = "PackedPolicyTooLarge", 400;
        REGION_DISABLED = "RegionDisabledException", 403;
        SESSION_DURATION_ESCALATION = "SessionDurationEscalationException", 403;
    }
}

/// Codes of S3.
pub mod s3 {
    use super::Code;

    codes! {
        ACCESS_CONTROL_LIST_NOT_SUPPORTED = "AccessControlListNotSupported", 400;
        ACCESS_DENIED = "AccessDenied", 403;
        ACCESS_FORBIDDEN = "AccessForbidden", 403;
        AUTHORIZATION_HEADER_MALFORMED = "AuthorizationHeaderMalformed", 400;
        AUTHORIZATION_QUERY_PARAMETERS_ERROR = "AuthorizationQueryParametersError", 400;
        BAD_DIGEST = "BadDigest", 400;
        BAD_REQUEST = "BadRequest", 400;
        BUCKET_ALREADY_EXISTS = "BucketAlreadyExists", 409;
        BUCKET_ALREADY_OWNED_BY_YOU = "BucketAlreadyOwnedByYou", 409;
        BUCKET_NOT_EMPTY = "BucketNotEmpty", 409;
        ENTITY_TOO_LARGE = "EntityTooLarge", 400;
        ENTITY_TOO_SMALL = "EntityTooSmall", 400;
        EXPIRED_TOKEN = "ExpiredToken", 400;
        ILLEGAL_LOCATION_CONSTRAINT = "IllegalLocationConstraintException", 400;
        INCOMPLETE_BODY = "IncompleteBody", 400;
        INSUFFICIENT_CAPACITY = "InsufficientCapacity", 507;
        INTERNAL_ERROR = "InternalError", 500;
        INVALID_ACCESS_KEY_ID = "InvalidAccessKeyId", 403;
        INVALID_ARGUMENT = "InvalidArgument", 400;
        INVALID_BUCKET_ACL_WITH_OBJECT_OWNERSHIP = "InvalidBucketAclWithObjectOwnership", 400;
        INVALID_BUCKET_NAME = "InvalidBucketName", 400;
        INVALID_BUCKET_OWNER = "InvalidBucketOwnerAWSAccountID", 400;
        INVALID_DIGEST = "InvalidDigest", 400;
        INVALID_LOCATION_CONSTRAINT = "InvalidLocationConstraint", 400;
        INVALID_PART = "InvalidPart", 400;
        INVALID_PART_NUMBER = "InvalidPartNumber", 416;
        INVALID_PART_ORDER = "InvalidPartOrder", 400;
        INVALID_RANGE = "InvalidRange", 416;
        INVALID_REQUEST = "InvalidRequest", 400;
        INVALID_TAG = "InvalidTag", 400;
        INVALID_TOKEN = "InvalidToken", 400;
        INVALID_URI = "InvalidURI", 400;
        KEY_TOO_LONG = "KeyTooLongError", 400;
        MALFORMED_POLICY = "MalformedPolicy", 400;
        MALFORMED_XML = "MalformedXML", 400;
        MAX_MESSAGE_LENGTH_EXCEEDED = "MaxMessageLengthExceeded", 400;
        METADATA_TOO_LARGE = "MetadataTooLarge", 400;
        METHOD_NOT_ALLOWED = "MethodNotAllowed", 405;
        MISSING_CONTENT_LENGTH = "MissingContentLength", 411;
        MISSING_REQUEST_BODY = "MissingRequestBodyError", 400;
        NO_SUCH_BUCKET = "NoSuchBucket", 404;
        NO_SUCH_BUCKET_POLICY = "NoSuchBucketPolicy", 404;
        NO_SUCH_KEY = "NoSuchKey", 404;
        NO_SUCH_TAG_SET = "NoSuchTagSet", 404;
        NO_SUCH_UPLOAD = "NoSuchUpload", 404;
        NO_SUCH_VERSION = "NoSuchVersion", 404;
        NOT_IMPLEMENTED = "NotImplemented", 501;
        OPERATION_ABORTED = "OperationAborted", 409;
        PRECONDITION_FAILED = "PreconditionFailed", 412;
        QUOTA_EXCEEDED = "QuotaExceeded", 403;
        REQUEST_TIME_TOO_SKEWED = "RequestTimeTooSkewed", 403;
        REQUEST_TIMEOUT = "RequestTimeout", 400;
        SERVICE_UNAVAILABLE = "ServiceUnavailable", 503;
        SIGNATURE_DOES_NOT_MATCH = "SignatureDoesNotMatch", 403;
        SLOW_DOWN = "SlowDown", 503;
        TOO_MANY_BUCKETS = "TooManyBuckets", 400;
        X_AMZ_CONTENT_SHA256_MISMATCH = "XAmzContentSHA256Mismatch", 400;
    }
}
