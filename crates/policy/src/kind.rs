//! What a document is for, and where it came from.

/// What a document is used as. It decides which elements it may hold, which checks AWS makes when it is saved and in
/// which words it refuses, and how short ARNs in its `Resource` are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A managed policy (`CreatePolicy`, `CreatePolicyVersion`).
    Managed,
    /// A policy embedded in a user, group or role (`PutUserPolicy`…).
    Inline,
    /// The trust policy of a role (`CreateRole`, `UpdateAssumeRolePolicy`).
    Trust,
    /// The policy of a bucket, or of any other resource that has one.
    Bucket,
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
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 9] = [
        Kind::Managed,
        Kind::Inline,
        Kind::Trust,
        Kind::Bucket,
        Kind::Session,
        Kind::Boundary,
        Kind::ServiceControl,
        Kind::ResourceControl,
        Kind::VpcEndpoint,
    ];

    /// The name that the command line gives it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Managed => "managed",
            Kind::Inline => "inline",
            Kind::Trust => "trust",
            Kind::Bucket => "bucket",
            Kind::Session => "session",
            Kind::Boundary => "boundary",
            Kind::ServiceControl => "service-control",
            Kind::ResourceControl => "resource-control",
            Kind::VpcEndpoint => "vpc-endpoint",
        }
    }

    /// The kind of that [`name`](Kind::name).
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether its statements name principals.
    pub fn names_principals(self) -> bool {
        matches!(self, Kind::Trust | Kind::Bucket | Kind::ResourceControl | Kind::VpcEndpoint)
    }

    /// Whether IAM or STS reads it when it is saved or given, with IAM's own rules and words.
    pub(crate) fn is_of_iam(self) -> bool {
        matches!(self, Kind::Managed | Kind::Inline | Kind::Trust | Kind::Session | Kind::Boundary)
    }

    /// Whether a statement must say which resources it is about.
    pub(crate) fn needs_resource(self) -> bool {
        !matches!(self, Kind::Trust | Kind::Bucket | Kind::VpcEndpoint)
    }
}

/// Where a policy came from, as explanations and the simulation operations name it.
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
