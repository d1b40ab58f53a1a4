//! Condition keys that are known: AWS's global keys, and those of IAM, STS and S3.
//! Source: IAM user guide, "AWS global condition context keys", and the service authorization reference.

/// What the values of a key are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyType {
    Text,
    Arn,
    Bool,
    Number,
    Date,
    Address,
    /// Whatever the customer writes into a tag: a value may be an ARN, a number, a date.
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

/// A known key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) key_type: KeyType,
    /// It has a list of values.
    pub(crate) is_list: bool,
}

/// The key of that name, ignoring case; names of tags and the like, after the `/`, do not count.
pub(crate) fn lookup(name: &str) -> Option<Key> {
    let folded = name.to_ascii_lowercase();
    let base = match folded.split_once('/') {
        Some((base, _)) => format!("{base}/"),
        None => folded,
    };
    let (_, key_type, is_list) = KEYS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(&base))?;
    Some(Key { key_type: *key_type, is_list: *is_list })
}

const KEYS: &[(&str, KeyType, bool)] = {
    use KeyType::{Address, Arn, Bool, Date, Number, Tag, Text};
    &[
        ("aws:AssumedRoot", Bool, false),
        ("aws:CalledVia", Text, true),
        ("aws:CalledViaAWSMCP", Text, false),
        ("aws:CalledViaFirst", Text, false),
        ("aws:CalledViaLast", Text, false),
        ("aws:ChatbotSourceArn", Arn, false),
        ("aws:CurrentTime", Date, false),
        ("aws:Ec2InstanceSourcePrivateIPv4", Address, false),
        ("aws:Ec2InstanceSourceVpc", Text, false),
        ("aws:EpochTime", Date, false),
        ("aws:FederatedProvider", Text, false),
        ("aws:IsMcpServiceAction", Bool, false),
        ("aws:MultiFactorAuthAge", Number, false),
        ("aws:MultiFactorAuthPresent", Bool, false),
        ("aws:PrincipalAccount", Text, false),
        ("aws:PrincipalArn", Arn, false),
        ("aws:PrincipalIsAWSService", Bool, false),
        ("aws:PrincipalOrgID", Text, false),
        // Not documented; AWS's own policies for its services use it.
        ("aws:PrincipalOrgMasterAccountId", Text, false),
        ("aws:PrincipalOrgPaths", Text, true),
        ("aws:PrincipalServiceName", Text, false),
        ("aws:PrincipalServiceNamesList", Text, true),
        ("aws:PrincipalTag/", Tag, false),
        ("aws:PrincipalType", Text, false),
        ("aws:Referer", Text, false),
        ("aws:RequestTag/", Tag, false),
        ("aws:RequestedRegion", Text, false),
        ("aws:ResourceAccount", Text, false),
        ("aws:ResourceOrgID", Text, false),
        ("aws:ResourceOrgPaths", Text, true),
        ("aws:ResourceTag/", Tag, false),
        ("aws:SecureTransport", Bool, false),
        ("aws:SourceAccount", Text, false),
        ("aws:SourceArn", Arn, false),
        ("aws:SourceIdentity", Text, false),
        ("aws:SourceIp", Address, false),
        ("aws:SourceOrgID", Text, false),
        ("aws:SourceOrgPaths", Text, true),
        ("aws:SourceOwner", Text, false),
        ("aws:SourceVpc", Text, false),
        ("aws:SourceVpcArn", Arn, false),
        ("aws:SourceVpce", Text, false),
        ("aws:TagKeys", Text, true),
        ("aws:TokenIssueTime", Date, false),
        ("aws:UserAgent", Text, false),
        ("aws:ViaAWSMCPService", Bool, false),
        ("aws:ViaAWSService", Bool, false),
        ("aws:VpceAccount", Text, false),
        ("aws:VpceOrgID", Text, false),
        ("aws:VpceOrgPaths", Text, true),
        ("aws:VpcSourceIp", Address, false),
        ("aws:userid", Text, false),
        ("aws:username", Text, false),
        ("iam:AssociatedResourceArn", Arn, false),
        ("iam:AWSServiceName", Text, false),
        ("iam:FIDO-certification", Text, false),
        ("iam:FIDO-FIPS-140-2-certification", Text, false),
        ("iam:FIDO-FIPS-140-3-certification", Text, false),
        ("iam:OrganizationsPolicyId", Text, false),
        ("iam:PassedToService", Text, false),
        ("iam:PermissionsBoundary", Arn, false),
        ("iam:PolicyARN", Arn, false),
        ("iam:RegisterSecurityKey", Text, false),
        ("iam:ResourceTag/", Tag, false),
        ("s3:authType", Text, false),
        ("s3:BucketTag/", Tag, false),
        ("s3:DataAccessPointAccount", Text, false),
        ("s3:DataAccessPointArn", Arn, false),
        ("s3:delimiter", Text, false),
        ("s3:ExistingObjectTag/", Tag, false),
        ("s3:if-match", Text, false),
        ("s3:if-none-match", Text, false),
        ("s3:LocationConstraint", Text, false),
        ("s3:max-keys", Number, false),
        ("s3:object-lock-legal-hold", Text, false),
        ("s3:object-lock-mode", Text, false),
        ("s3:object-lock-remaining-retention-days", Number, false),
        ("s3:object-lock-retain-until-date", Date, false),
        ("s3:prefix", Text, false),
        ("s3:RequestObjectTag/", Tag, false),
        ("s3:RequestObjectTagKeys", Text, true),
        ("s3:ResourceAccount", Text, false),
        ("s3:signatureAge", Number, false),
        ("s3:signatureversion", Text, false),
        ("s3:TlsVersion", Number, false),
        ("s3:versionid", Text, false),
        ("s3:x-amz-acl", Text, false),
        ("s3:x-amz-content-sha256", Text, false),
        ("s3:x-amz-copy-source", Text, false),
        ("s3:x-amz-metadata-directive", Text, false),
        ("s3:x-amz-object-ownership", Text, false),
        ("s3:x-amz-server-side-encryption", Text, false),
        ("s3:x-amz-server-side-encryption-aws-kms-key-id", Arn, false),
        ("s3:x-amz-storage-class", Text, false),
        ("s3:x-amz-website-redirect-location", Text, false),
        ("sts:AWSServiceName", Text, false),
        ("sts:DurationSeconds", Number, false),
        ("sts:ExternalId", Text, false),
        ("sts:IdentityTokenAudience", Text, true),
        ("sts:RequestContext/", Text, false),
        ("sts:RequestContextProviders", Arn, true),
        ("sts:RoleSessionName", Text, false),
        ("sts:SigningAlgorithm", Text, false),
        ("sts:SourceIdentity", Text, false),
        ("sts:TaskPolicyArn", Arn, false),
        ("sts:TransitiveTagKeys", Text, true),
    ]
};
