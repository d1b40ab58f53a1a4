//! Condition keys of AWS that are known by id: the global ones, and those of IAM, STS and S3.
//! Source: IAM user guide, "AWS global condition context keys", and the service authorization reference.

use super::KeyFacts;

/// Type of the values of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyType {
    Text,
    Arn,
    Bool,
    Number,
    Date,
    Address,
    /// Text of a customer's: an ARN, a number, a date, or anything else.
    Tag,
}

impl KeyType {
    pub(crate) fn description(self) -> &'static str {
        match self {
            KeyType::Text => "text",
            KeyType::Arn => "ARNs",
            KeyType::Bool => "Booleans",
            KeyType::Number => "numbers",
            KeyType::Date => "dates",
            KeyType::Address => "IP addresses",
            KeyType::Tag => "values of tags",
        }
    }
}

/// Number of values of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    One,
    Several,
}

macro_rules! known_keys {
    ($($id:ident = $name:literal, $type:ident, $count:ident;)*) => {
        /// Id of a condition key that is known by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum KnownKey {
            $(#[doc = concat!("`", $name, "`")] $id,)*
        }

        impl KnownKey {
            /// Every known key, in the order of the names without regard to case.
            pub const ALL: &'static [KnownKey] = &[$(KnownKey::$id,)*];

            /// The name as AWS writes it.
            pub fn name(self) -> &'static str {
                match self {
                    $(KnownKey::$id => $name,)*
                }
            }

            pub(super) fn facts(self) -> KeyFacts {
                let (key_type, count) = match self {
                    $(KnownKey::$id => (KeyType::$type, Count::$count),)*
                };
                KeyFacts { key_type, is_list: count == Count::Several }
            }
        }
    };
}

macro_rules! key_families {
    ($($id:ident = $base:literal, $type:ident;)*) => {
        /// Keys whose names differ after a `/`: a tag key, for most.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum KeyFamily {
            $(#[doc = concat!("`", $base, "/…`")] $id,)*
        }

        impl KeyFamily {
            /// The family with this name before the `/`, ignoring ASCII case.
            pub(super) fn from_base(base: &str) -> Option<KeyFamily> {
                const ALL: &[(&str, KeyFamily)] = &[$(($base, KeyFamily::$id),)*];
                ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(base)).map(|(_, family)| *family)
            }

            /// The name before the `/`, as AWS writes it.
            pub fn base(self) -> &'static str {
                match self {
                    $(KeyFamily::$id => $base,)*
                }
            }

            pub(super) fn key_type(self) -> KeyType {
                match self {
                    $(KeyFamily::$id => KeyType::$type,)*
                }
            }
        }
    };
}

impl KnownKey {
    /// True if the key is one of every service's.
    pub fn is_global(self) -> bool {
        self.name().starts_with("aws:")
    }

    /// The key of this name, ignoring ASCII case.
    pub(super) fn from_name(name: &str) -> Option<KnownKey> {
        let folded = |text: &'static str| text.bytes().map(|byte| byte.to_ascii_lowercase());
        let wanted = || name.bytes().map(|byte| byte.to_ascii_lowercase());
        let found = KnownKey::ALL.binary_search_by(|known| folded(known.name()).cmp(wanted()));
        found.ok().and_then(|at| KnownKey::ALL.get(at)).copied()
    }
}

known_keys! {
    AssumedRoot = "aws:AssumedRoot", Bool, One;
    CalledVia = "aws:CalledVia", Text, Several;
    CalledViaAWSMCP = "aws:CalledViaAWSMCP", Text, One;
    CalledViaFirst = "aws:CalledViaFirst", Text, One;
    CalledViaLast = "aws:CalledViaLast", Text, One;
    ChatbotSourceArn = "aws:ChatbotSourceArn", Arn, One;
    CurrentTime = "aws:CurrentTime", Date, One;
    Ec2InstanceSourcePrivateIPv4 = "aws:Ec2InstanceSourcePrivateIPv4", Address, One;
    Ec2InstanceSourceVpc = "aws:Ec2InstanceSourceVpc", Text, One;
    EpochTime = "aws:EpochTime", Date, One;
    FederatedProvider = "aws:FederatedProvider", Text, One;
    IsMcpServiceAction = "aws:IsMcpServiceAction", Bool, One;
    MultiFactorAuthAge = "aws:MultiFactorAuthAge", Number, One;
    MultiFactorAuthPresent = "aws:MultiFactorAuthPresent", Bool, One;
    PrincipalAccount = "aws:PrincipalAccount", Text, One;
    PrincipalArn = "aws:PrincipalArn", Arn, One;
    PrincipalIsAWSService = "aws:PrincipalIsAWSService", Bool, One;
    PrincipalOrgID = "aws:PrincipalOrgID", Text, One;
    // Not documented; AWS's own policies for its services use it.
    PrincipalOrgMasterAccountId = "aws:PrincipalOrgMasterAccountId", Text, One;
    PrincipalOrgPaths = "aws:PrincipalOrgPaths", Text, Several;
    PrincipalServiceName = "aws:PrincipalServiceName", Text, One;
    PrincipalServiceNamesList = "aws:PrincipalServiceNamesList", Text, Several;
    PrincipalType = "aws:PrincipalType", Text, One;
    Referer = "aws:Referer", Text, One;
    RequestedRegion = "aws:RequestedRegion", Text, One;
    ResourceAccount = "aws:ResourceAccount", Text, One;
    ResourceOrgID = "aws:ResourceOrgID", Text, One;
    ResourceOrgPaths = "aws:ResourceOrgPaths", Text, Several;
    SecureTransport = "aws:SecureTransport", Bool, One;
    SourceAccount = "aws:SourceAccount", Text, One;
    SourceArn = "aws:SourceArn", Arn, One;
    SourceIdentity = "aws:SourceIdentity", Text, One;
    SourceIp = "aws:SourceIp", Address, One;
    SourceOrgID = "aws:SourceOrgID", Text, One;
    SourceOrgPaths = "aws:SourceOrgPaths", Text, Several;
    SourceOwner = "aws:SourceOwner", Text, One;
    SourceVpc = "aws:SourceVpc", Text, One;
    SourceVpcArn = "aws:SourceVpcArn", Arn, One;
    SourceVpce = "aws:SourceVpce", Text, One;
    TagKeys = "aws:TagKeys", Text, Several;
    TokenIssueTime = "aws:TokenIssueTime", Date, One;
    UserAgent = "aws:UserAgent", Text, One;
    UserId = "aws:userid", Text, One;
    UserName = "aws:username", Text, One;
    ViaAWSMCPService = "aws:ViaAWSMCPService", Bool, One;
    ViaAWSService = "aws:ViaAWSService", Bool, One;
    VpceAccount = "aws:VpceAccount", Text, One;
    VpceOrgID = "aws:VpceOrgID", Text, One;
    VpceOrgPaths = "aws:VpceOrgPaths", Text, Several;
    VpcSourceIp = "aws:VpcSourceIp", Address, One;
    IamAssociatedResourceArn = "iam:AssociatedResourceArn", Arn, One;
    IamAwsServiceName = "iam:AWSServiceName", Text, One;
    IamFIDOCertification = "iam:FIDO-certification", Text, One;
    IamFIDOFIPS1402Certification = "iam:FIDO-FIPS-140-2-certification", Text, One;
    IamFIDOFIPS1403Certification = "iam:FIDO-FIPS-140-3-certification", Text, One;
    IamOrganizationsPolicyId = "iam:OrganizationsPolicyId", Text, One;
    IamPassedToService = "iam:PassedToService", Text, One;
    IamPermissionsBoundary = "iam:PermissionsBoundary", Arn, One;
    IamPolicyARN = "iam:PolicyARN", Arn, One;
    IamRegisterSecurityKey = "iam:RegisterSecurityKey", Text, One;
    S3AuthType = "s3:authType", Text, One;
    S3DataAccessPointAccount = "s3:DataAccessPointAccount", Text, One;
    S3DataAccessPointArn = "s3:DataAccessPointArn", Arn, One;
    S3Delimiter = "s3:delimiter", Text, One;
    S3IfMatch = "s3:if-match", Text, One;
    S3IfNoneMatch = "s3:if-none-match", Text, One;
    S3LocationConstraint = "s3:LocationConstraint", Text, One;
    S3MaxKeys = "s3:max-keys", Number, One;
    S3ObjectLockLegalHold = "s3:object-lock-legal-hold", Text, One;
    S3ObjectLockMode = "s3:object-lock-mode", Text, One;
    S3ObjectLockRemainingRetentionDays = "s3:object-lock-remaining-retention-days", Number, One;
    S3ObjectLockRetainUntilDate = "s3:object-lock-retain-until-date", Date, One;
    S3Prefix = "s3:prefix", Text, One;
    S3RequestObjectTagKeys = "s3:RequestObjectTagKeys", Text, Several;
    S3ResourceAccount = "s3:ResourceAccount", Text, One;
    S3SignatureAge = "s3:signatureAge", Number, One;
    S3SignatureVersion = "s3:signatureversion", Text, One;
    S3TlsVersion = "s3:TlsVersion", Number, One;
    S3VersionId = "s3:versionid", Text, One;
    S3XAmzAcl = "s3:x-amz-acl", Text, One;
    S3XAmzContentSha256 = "s3:x-amz-content-sha256", Text, One;
    S3XAmzCopySource = "s3:x-amz-copy-source", Text, One;
    S3XAmzMetadataDirective = "s3:x-amz-metadata-directive", Text, One;
    S3XAmzObjectOwnership = "s3:x-amz-object-ownership", Text, One;
    S3XAmzServerSideEncryption = "s3:x-amz-server-side-encryption", Text, One;
    S3XAmzServerSideEncryptionAwsKmsKeyId = "s3:x-amz-server-side-encryption-aws-kms-key-id", Arn, One;
    S3XAmzStorageClass = "s3:x-amz-storage-class", Text, One;
    S3XAmzWebsiteRedirectLocation = "s3:x-amz-website-redirect-location", Text, One;
    StsAWSServiceName = "sts:AWSServiceName", Text, One;
    StsDurationSeconds = "sts:DurationSeconds", Number, One;
    StsExternalId = "sts:ExternalId", Text, One;
    StsIdentityTokenAudience = "sts:IdentityTokenAudience", Text, Several;
    StsRequestContextProviders = "sts:RequestContextProviders", Arn, Several;
    StsRoleSessionName = "sts:RoleSessionName", Text, One;
    StsSigningAlgorithm = "sts:SigningAlgorithm", Text, One;
    StsSourceIdentity = "sts:SourceIdentity", Text, One;
    StsTaskPolicyArn = "sts:TaskPolicyArn", Arn, One;
    StsTransitiveTagKeys = "sts:TransitiveTagKeys", Text, Several;
}

key_families! {
    PrincipalTag = "aws:PrincipalTag", Tag;
    RequestTag = "aws:RequestTag", Tag;
    ResourceTag = "aws:ResourceTag", Tag;
    IamResourceTag = "iam:ResourceTag", Tag;
    S3BucketTag = "s3:BucketTag", Tag;
    S3ExistingObjectTag = "s3:ExistingObjectTag", Tag;
    S3RequestObjectTag = "s3:RequestObjectTag", Tag;
    StsRequestContext = "sts:RequestContext", Text;
}
