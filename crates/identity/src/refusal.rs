use crate::Time;
use crate::kind::account::Members;

/// Kind of entity that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// An account.
    Account,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A customer managed policy, by name.
    Policy,
    /// A managed policy, by ARN, that is to be read, changed or detached.
    PolicyArn,
    /// A managed policy, by ARN, that is to be attached or whose entities are to be listed.
    AttachablePolicyArn,
    /// A version of a managed policy, as `ARN version v1`.
    PolicyVersion,
    /// A managed policy, by ARN, that is to be a permissions boundary.
    Boundary,
    /// An inline policy of a user.
    UserPolicy,
    /// An inline policy of a group.
    GroupPolicy,
    /// An inline policy of a role.
    RolePolicy,
    /// An access key.
    AccessKey,
    /// An MFA device, by serial number.
    MfaDevice,
    /// An account alias.
    AccountAlias,
    /// The password policy of an account, by the account's id.
    PasswordPolicy,
}

/// Obstacle that must go before a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Managed policies are attached.
    AttachedPolicies,
    /// Inline policies are left.
    InlinePolicies,
    /// The group has members.
    GroupHasMembers,
    /// The user is in groups.
    UserInGroups,
    /// The user has access keys.
    AccessKeys,
    /// The user has MFA devices.
    MfaDevices,
    /// The policy is attached, or is a permissions boundary.
    PolicyAttached,
    /// The policy has versions besides the default one.
    PolicyVersions,
    /// The version is the default one.
    DefaultVersion,
    /// The device is enabled.
    MfaDeviceInUse,
}

/// Quota that would be exceeded; AWS's own names where it shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quota {
    /// A quota by AWS's name, and its value: `Cannot exceed quota for NAME: N`.
    Named(&'static str, usize),
    /// Inline policies of one user, group or role together: kind, name, limit in characters.
    InlinePolicySize(Entity, String, usize),
    /// Live versions of one managed policy: how many there may be.
    PolicyVersions(usize),
    /// Tags of one resource.
    Tags,
}

/// Reason for the refusal of an MFA code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MfaRefusal {
    /// No such device, or not this caller's, or not enabled.
    Device,
    /// Wrong, stale or used.
    Code,
    /// Too many wrong codes: not looked at before the time given.
    Throttled {
        /// Time at which the next attempt is looked at.
        until: Time,
    },
}

/// Reason for which a command changes nothing. Carries data; texts and codes are the wire's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Kind and name as the caller wrote it.
    NoSuchEntity(Entity, String),
    /// Kind and name as the caller wrote it.
    AlreadyExists(Entity, String),
    /// The device is already enabled for a holder.
    MfaDeviceInUse,
    /// Something else must be removed first.
    DeleteConflict(Conflict),
    /// A quota.
    LimitExceeded(Quota),
    /// A tag key that AWS keeps for itself.
    ReservedTagKey(String),
    /// The same tag key twice, ignoring case.
    DuplicateTagKeysIgnoringCase,
    /// The same tag key twice.
    DuplicateTagKeys,
    /// Not an ARN of a managed policy, where one is asked for.
    InvalidArn(String),
    /// Not an ARN of a managed policy, where a permissions boundary is asked for.
    InvalidBoundaryArn(String),
    /// AWS's text for what is wrong with a policy document.
    MalformedPolicy(String),
    /// Managed by AWS: can be attached but not changed. Holds the attempted operation.
    AwsManagedPolicy(&'static str),
    /// Two codes that do not enable or resynchronise the device.
    InvalidAuthenticationCode {
        /// Set when the codes were not even looked at.
        throttled_until: Option<Time>,
    },
    /// An MFA code given with a request for temporary credentials.
    Mfa(MfaRefusal),
    /// The account has more than what an account begins with, or is trusted by roles of others.
    AccountInUse(Members),
    /// The installation would be left without any account.
    LastAccount,
    /// The caller that the command acts for is gone.
    CallerGone,
    /// One step of a plan is refused, and with it the plan.
    InPlan {
        /// Number of the step, from 0.
        step: usize,
        /// Refusal of that step.
        refusal: Box<Refusal>,
    },
}

impl Refusal {
    /// Time at which the next MFA code is looked at, if that is why this one was not.
    pub fn throttled_until(&self) -> Option<Time> {
        match self {
            Self::InvalidAuthenticationCode { throttled_until } => *throttled_until,
            Self::Mfa(MfaRefusal::Throttled { until }) => Some(*until),
            _ => None,
        }
    }

    /// A version that is missing; if the policy is, so is its version.
    pub fn no_version(policy_arn: &str, version_id: &str) -> Self {
        Self::NoSuchEntity(Entity::PolicyVersion, format!("{policy_arn} version {version_id}"))
    }
}
