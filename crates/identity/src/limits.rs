//! AWS's default quotas and ours, each with its unit. Source: IAM user guide, "IAM and AWS STS quotas"; a recorded
//! GetAccountSummary for the values that the API reports. Bounds of one kind of record stand beside it, and are read here too.

pub use crate::kind::mfa_device::limits::*;
pub use crate::kind::password_policy::limits::*;
pub use crate::kind::throttle::limits::*;

/// Users in one account.
pub const USERS_PER_ACCOUNT: usize = 5000;
/// Groups in one account.
pub const GROUPS_PER_ACCOUNT: usize = 300;
/// Roles in one account.
pub const ROLES_PER_ACCOUNT: usize = 1000;
/// Customer managed policies in one account.
pub const POLICIES_PER_ACCOUNT: usize = 1500;
/// Virtual MFA devices in one account, assigned or not: as many as users.
pub const VIRTUAL_MFA_DEVICES_PER_ACCOUNT: usize = USERS_PER_ACCOUNT;
/// Groups that one user can be in.
pub const GROUPS_PER_USER: usize = 10;
/// Access keys of one user or root user.
pub const ACCESS_KEYS_PER_USER: usize = 2;
/// MFA devices enabled for one user or root user.
pub const MFA_DEVICES_PER_USER: usize = 8;
/// Managed policies attached to one user.
pub const ATTACHED_POLICIES_PER_USER: usize = 10;
/// Managed policies attached to one group.
pub const ATTACHED_POLICIES_PER_GROUP: usize = 10;
/// Managed policies attached to one role.
pub const ATTACHED_POLICIES_PER_ROLE: usize = 10;
/// Live versions of one managed policy.
pub const VERSIONS_PER_POLICY: usize = 5;
/// Tags on one resource.
pub const TAGS_PER_RESOURCE: usize = 50;
/// Account aliases of one account.
pub const ALIASES_PER_ACCOUNT: usize = 1;

/// Value of a quota that is not bounded.
pub const UNLIMITED: u64 = u64::MAX;
/// Bodies of objects and parts received into one account's buckets at the same time: a quarter of what the installation
/// receives, so that no single account takes all places. Ours; AWS has none.
pub const UPLOADS_PER_ACCOUNT: usize = 256;
/// Multipart uploads in one account's buckets that are neither completed nor aborted. Ours; AWS has none.
pub const MULTIPART_UPLOADS_PER_ACCOUNT: usize = 10_000;
/// Highest value of a quota that counts entities of an account: identity state is held in memory.
pub const ACCOUNT_QUOTA_MOST: usize = 1_000_000;
/// Highest value of a quota that counts what one user, group or role has: all of it is read for each of its requests.
pub const ENTITY_QUOTA_MOST: usize = 100;
/// Highest value of the quota of versions of one managed policy: they share a record.
pub const VERSIONS_QUOTA_MOST: usize = 20;
/// Highest value of a quota of policy documents, characters without white space.
pub const SIZE_QUOTA_MOST: usize = 32_768;

/// Inline policies of one user together, characters without white space.
pub const USER_INLINE_POLICY_SIZE: usize = 2048;
/// Inline policies of one group together, characters without white space.
pub const GROUP_INLINE_POLICY_SIZE: usize = 5120;
/// Inline policies of one role together, characters without white space.
pub const ROLE_INLINE_POLICY_SIZE: usize = 10_240;
/// A managed policy, characters without white space.
pub const MANAGED_POLICY_SIZE: usize = 6144;
/// A role's trust policy, characters without white space.
pub const TRUST_POLICY_SIZE: usize = 2048;
/// Texts of policy documents added to the table of equal ones before those that are gone are swept from it, at least.
pub const INTERNED_DOCUMENTS_UNSWEPT: usize = 1024;
/// Session policies of one session together, characters of plain text.
pub const SESSION_POLICY_SIZE: usize = 2048;

/// MaxSessionDuration of a role that names none, seconds.
pub const DEFAULT_MAX_SESSION_SECONDS: u32 = 3600;
/// Length of a GetSessionToken session that names none, seconds.
pub const SESSION_TOKEN_SECONDS_DEFAULT: u32 = 43_200;
/// Most that a root user's GetSessionToken session lasts, seconds; longer requests are shortened.
pub const ROOT_SESSION_SECONDS_MAX: u32 = 3600;
/// Length of an AssumeRole session that names none, seconds.
pub const ASSUME_ROLE_SECONDS_DEFAULT: u32 = 3600;
/// Most that a session lasts when a role is assumed with temporary credentials, seconds.
pub const CHAINED_SESSION_SECONDS_MAX: u32 = 3600;

/// Seconds after now at which a session may have been issued and still be used: as much as requests may be off.
pub const SESSION_SKEW_SECONDS: u64 = 15 * 60;
