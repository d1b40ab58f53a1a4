//! Kinds of documents: identity-based, resource-based, trust policies and others, each with its source.

pub(crate) mod resource;

use crate::limits;
use crate::size::Counted;
pub use resource::ResourceKind;
use resource::Rules;

/// Use of a document. It decides which elements it may hold, which checks AWS makes when it is saved and in
/// which words it refuses, and how short ARNs in its `Resource` are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A managed policy (`CreatePolicy`, `CreatePolicyVersion`).
    Managed,
    /// A managed policy of AWS, for which the quotas and forms of customers' do not count.
    AwsManaged,
    /// A policy embedded in a user, group or role (`PutUserPolicy`…).
    Inline,
    /// The trust policy of a role (`CreateRole`, `UpdateAssumeRolePolicy`).
    Trust,
    /// A session policy (`AssumeRole`, `GetFederationToken`).
    Session,
    /// A managed policy used as permissions boundary.
    Boundary,
    /// A service control policy of an organization.
    ServiceControl,
    /// A resource control policy of an organization.
    ResourceControl,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
    /// The policy of a bucket.
    Bucket,
    /// The policy of another resource.
    Resource(ResourceKind),
}

impl Kind {
    /// Every kind but those of other resources.
    const OWN: [Kind; 10] = [
        Kind::Managed,
        Kind::AwsManaged,
        Kind::Inline,
        Kind::Trust,
        Kind::Session,
        Kind::Boundary,
        Kind::ServiceControl,
        Kind::ResourceControl,
        Kind::VpcEndpoint,
        Kind::Bucket,
    ];

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Kind> {
        Kind::OWN.into_iter().chain(ResourceKind::ALL.into_iter().map(Kind::Resource))
    }

    /// The name that the command line gives it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Managed => "managed",
            Kind::AwsManaged => "aws-managed",
            Kind::Inline => "inline",
            Kind::Trust => "trust",
            Kind::Session => "session",
            Kind::Boundary => "boundary",
            Kind::ServiceControl => "service-control",
            Kind::ResourceControl => "resource-control",
            Kind::VpcEndpoint => "vpc-endpoint",
            Kind::Bucket => "bucket",
            Kind::Resource(resource) => resource.rules().name,
        }
    }

    /// The kind of that [`name`](Kind::name).
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::all().find(|kind| kind.name() == name)
    }

    /// True if its statements name principals.
    pub fn names_principals(self) -> bool {
        self.is_of_resource() || matches!(self, Kind::Trust | Kind::ResourceControl | Kind::VpcEndpoint)
    }

    /// True for the policy of a bucket or of another resource, roles aside.
    pub(crate) fn is_of_resource(self) -> bool {
        matches!(self, Kind::Bucket | Kind::Resource(_))
    }

    /// True if IAM or STS reads it when it is saved or given, with IAM's own rules and words.
    pub(crate) fn is_of_iam(self) -> bool {
        matches!(self, Kind::Managed | Kind::Inline | Kind::Trust | Kind::Session | Kind::Boundary)
    }

    /// True if a statement must say which resources it is about.
    pub(crate) fn needs_resource(self) -> bool {
        !self.is_of_resource() && !matches!(self, Kind::Trust | Kind::VpcEndpoint)
    }

    /// Rules for the policies of such a resource, buckets included.
    pub(crate) fn rules(self) -> Option<Rules> {
        match self {
            Kind::Bucket => Some(resource::BUCKET),
            Kind::Resource(resource) => Some(resource.rules()),
            _ => None,
        }
    }

    /// Characters that a Sid may hold beside letters and digits; None: any.
    pub(crate) fn sid_characters(self) -> Option<&'static str> {
        match self {
            Kind::AwsManaged | Kind::VpcEndpoint => None,
            _ => self.rules().map_or(Some(""), |rules| rules.sid),
        }
    }

    /// The most that a document may count, and how it is counted. Of inline policies the quota of a role, the largest.
    pub(crate) fn quota(self) -> Option<(usize, Counted)> {
        Some(match self {
            Kind::AwsManaged => return None,
            Kind::Managed | Kind::Boundary => (limits::MAX_MANAGED_SIZE, Counted::WithoutWhiteSpace),
            Kind::Inline => (limits::MAX_ROLE_INLINE_SIZE, Counted::WithoutWhiteSpace),
            Kind::Trust => (limits::MAX_TRUST_SIZE, Counted::WithoutWhiteSpace),
            Kind::Session => (limits::MAX_SESSION_SIZE, Counted::Characters),
            Kind::ServiceControl => (limits::MAX_SERVICE_CONTROL_SIZE, Counted::Characters),
            Kind::ResourceControl => (limits::MAX_RESOURCE_CONTROL_SIZE, Counted::Characters),
            Kind::VpcEndpoint => (limits::MAX_BUCKET_SIZE, Counted::Bytes),
            Kind::Bucket | Kind::Resource(_) => return self.rules().and_then(|rules| rules.size),
        })
    }
}

/// Source of a policy, as explanations and the simulation operations name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SourceType {
    /// Embedded in a user.
    UserInline,
    /// Embedded in a group.
    GroupInline,
    /// Embedded in a role.
    RoleInline,
    /// A customer's managed policy.
    UserManaged,
    /// A managed policy of AWS.
    AwsManaged,
    /// The policy of a resource.
    Resource,
    /// The trust policy of a role.
    Trust,
    /// A session policy.
    Session,
    /// A permissions boundary.
    Boundary,
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
    /// Given in the request of a simulation, or not said.
    #[default]
    None,
}

impl SourceType {
    /// The `PolicySourceType` of IAM's API model (`user`, `group`, `role`, `aws-managed`, `user-managed`, `resource`,
    /// `none`). Recordings of `SimulateCustomPolicy` show the text `IAM Policy` for policies given in the request.
    pub fn api_name(self) -> &'static str {
        match self {
            SourceType::UserInline => "user",
            SourceType::GroupInline => "group",
            SourceType::RoleInline => "role",
            SourceType::UserManaged | SourceType::Boundary => "user-managed",
            SourceType::AwsManaged => "aws-managed",
            SourceType::Resource | SourceType::Trust => "resource",
            _ => "none",
        }
    }
}
