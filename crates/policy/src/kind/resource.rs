//! Resources other than buckets that have policies, and the known rules for these policies.
//! Sources: the API models of the services (longest parameters), and their guides' pages on quotas and on policies.

use crate::size::Counted;

/// Kind of resource that a policy is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Any resource: only what all resource policies have in common is checked.
    Any,
    /// An access point of S3.
    AccessPoint,
    /// A vault of S3 Glacier.
    GlacierVault,
    /// A queue of SQS.
    Queue,
    /// A topic of SNS.
    Topic,
    /// A key of KMS.
    Key,
    /// A function of Lambda, or a layer of it.
    Function,
    /// A secret of Secrets Manager.
    Secret,
    /// A repository of ECR.
    ContainerRepository,
    /// An event bus of EventBridge.
    EventBus,
    /// A file system of EFS.
    FileSystem,
    /// A domain of OpenSearch.
    SearchDomain,
    /// A REST API of API Gateway.
    RestApi,
    /// A vault of AWS Backup.
    BackupVault,
    /// A domain or repository of CodeArtifact.
    CodeArtifact,
    /// A table or stream of DynamoDB.
    Table,
    /// A stream of Kinesis.
    Stream,
    /// A policy for services that write to CloudWatch Logs.
    Logs,
    /// An identity of SES.
    EmailIdentity,
    /// A private certificate authority.
    CertificateAuthority,
    /// A table or table bucket of S3 Tables.
    TableBucket,
    /// The auth policy of a service or service network of VPC Lattice.
    Lattice,
}

/// Presence of `Resource` or `NotResource` in statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResourceElement {
    Optional,
    Required,
    /// The service refuses the document, with that message.
    Refused(&'static str),
}

/// Rules for the policies of one kind of resource.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) name: &'static str,
    /// Prefixes of its actions; none: any.
    pub(crate) services: &'static [&'static str],
    pub(crate) size: Option<(usize, Counted)>,
    pub(crate) resource: ResourceElement,
    /// Characters of a Sid beside letters and digits; None: any.
    pub(crate) sid: Option<&'static str>,
}

/// The answer of ECR, as reported by users since 2019.
const NO_RESOURCE_IN_REPOSITORY: &str =
    "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";

const fn rules(
    name: &'static str,
    services: &'static [&'static str],
    size: Option<(usize, Counted)>,
    resource: ResourceElement,
) -> Rules {
    Rules { name, services, size, resource, sid: None }
}

/// Rules for bucket policies. (Their checks are in `validate/bucket.rs`, in S3's words.)
pub(super) const BUCKET: Rules = rules(
    "bucket",
    &["s3"],
    Some((crate::limits::MAX_BUCKET_SIZE, Counted::Bytes)),
    ResourceElement::Required,
);

impl ResourceKind {
    /// Every kind.
    pub const ALL: [ResourceKind; 22] = [
        ResourceKind::Any,
        ResourceKind::AccessPoint,
        ResourceKind::GlacierVault,
        ResourceKind::Queue,
        ResourceKind::Topic,
        ResourceKind::Key,
        ResourceKind::Function,
        ResourceKind::Secret,
        ResourceKind::ContainerRepository,
        ResourceKind::EventBus,
        ResourceKind::FileSystem,
        ResourceKind::SearchDomain,
        ResourceKind::RestApi,
        ResourceKind::BackupVault,
        ResourceKind::CodeArtifact,
        ResourceKind::Table,
        ResourceKind::Stream,
        ResourceKind::Logs,
        ResourceKind::EmailIdentity,
        ResourceKind::CertificateAuthority,
        ResourceKind::TableBucket,
        ResourceKind::Lattice,
    ];

    pub(crate) fn rules(self) -> Rules {
        use Counted::{Bytes, Characters};
        use ResourceElement::{Optional, Refused, Required};
        match self {
            ResourceKind::Any => rules("resource", &[], None, Optional),
            ResourceKind::AccessPoint => rules("s3-access-point", &["s3"], Some((20_480, Bytes)), Required),
            ResourceKind::GlacierVault => rules("glacier-vault", &["glacier"], None, Optional),
            ResourceKind::Queue => rules("sqs", &["sqs"], Some((8_192, Bytes)), Optional),
            ResourceKind::Topic => rules("sns", &["sns"], Some((30_720, Bytes)), Required),
            ResourceKind::Key => rules("kms", &["kms"], Some((32_768, Bytes)), Required),
            ResourceKind::Function => {
                let rules = rules("lambda", &["lambda"], Some((20_480, Bytes)), Optional);
                Rules { sid: Some("-_"), ..rules }
            }
            ResourceKind::Secret => {
                rules("secrets-manager", &["secretsmanager"], Some((20_480, Characters)), Optional)
            }
            ResourceKind::ContainerRepository => {
                rules("ecr", &["ecr"], Some((10_240, Characters)), Refused(NO_RESOURCE_IN_REPOSITORY))
            }
            ResourceKind::EventBus => rules("event-bus", &["events"], Some((10_240, Characters)), Optional),
            ResourceKind::FileSystem => {
                rules("efs", &["elasticfilesystem"], Some((20_000, Characters)), Optional)
            }
            ResourceKind::SearchDomain => rules("opensearch", &["es"], Some((102_400, Characters)), Optional),
            ResourceKind::RestApi => rules("api-gateway", &["execute-api"], Some((8_192, Bytes)), Optional),
            ResourceKind::BackupVault => rules("backup-vault", &["backup"], None, Optional),
            ResourceKind::CodeArtifact => {
                rules("codeartifact", &["codeartifact", "sts"], Some((7_168, Characters)), Optional)
            }
            ResourceKind::Table => rules("dynamodb", &["dynamodb"], Some((20_480, Bytes)), Optional),
            ResourceKind::Stream => rules("kinesis", &["kinesis"], None, Optional),
            ResourceKind::Logs => rules("logs", &["logs"], Some((51_200, Characters)), Optional),
            ResourceKind::EmailIdentity => rules("ses", &["ses"], None, Optional),
            ResourceKind::CertificateAuthority => {
                rules("acm-pca", &["acm-pca"], Some((81_920, Characters)), Optional)
            }
            ResourceKind::TableBucket => {
                rules("s3-tables", &["s3tables"], Some((20_480, Characters)), Optional)
            }
            ResourceKind::Lattice => {
                rules("vpc-lattice", &["vpc-lattice-svcs"], Some((36_864, Characters)), Optional)
            }
        }
    }
}
