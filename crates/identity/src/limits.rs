//! AWS's default quotas and ours, each with its unit. Source: IAM user guide, "IAM and AWS STS quotas"; a recorded
//! GetAccountSummary for the values that the API reports.

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
/// Session policies of one session together, characters of plain text.
pub const SESSION_POLICY_SIZE: usize = 2048;

/// MaxSessionDuration of a role that names none, seconds.
pub const DEFAULT_MAX_SESSION_SECONDS: u32 = 3600;
/// Least length of a session, seconds.
pub const SESSION_SECONDS_MIN: u32 = 900;
/// Length of a GetSessionToken session that names none, seconds.
pub const SESSION_TOKEN_SECONDS_DEFAULT: u32 = 43_200;
/// Most that a root user's GetSessionToken session lasts, seconds; longer requests are shortened.
pub const ROOT_SESSION_SECONDS_MAX: u32 = 3600;
/// Length of an AssumeRole session that names none, seconds.
pub const ASSUME_ROLE_SECONDS_DEFAULT: u32 = 3600;
/// Most that a session lasts when a role session assumes the next role, seconds.
pub const CHAINED_SESSION_SECONDS_MAX: u32 = 3600;

/// Steps of 30 s before and after the device's expected step in which a code is accepted. AWS publishes none; its clients
/// rely on the next step's code.
pub const MFA_TOLERANCE_STEPS: u64 = 1;
/// Steps of 30 s before and after now in which EnableMFADevice and ResyncMFADevice look for two consecutive codes: ten
/// minutes. AWS publishes none.
pub const MFA_SEARCH_STEPS: u64 = 20;

/// Wrong codes for one device, or from one caller at one address, after which the next attempt is not even looked at.
pub const MFA_FAILURES_BEFORE_THROTTLE: u64 = 10;
/// How long it takes to be forgiven one wrong code for a device, milliseconds. With up to four codes acceptable at a
/// time, ten guesses at once and then one each seven minutes find a code within a day with a chance below one in a thousand.
pub const MFA_DEVICE_FORGIVENESS_MILLIS: u64 = 7 * 60 * 1000;
/// How long it takes to be forgiven one wrong code as a caller at one address, milliseconds. Longer than for the device,
/// so that somebody who keeps guessing cannot use up every attempt that the owner, elsewhere, would need.
pub const MFA_CALLER_FORGIVENESS_MILLIS: u64 = 10 * 60 * 1000;
/// Records of forgiven wrong codes that one more wrong code clears away at most: twice what it adds, so that they do not
/// pile up.
pub const MFA_FORGIVEN_SWEPT: usize = 6;
/// Wrong codes from one address, whoever the caller, after which no attempt from there is looked at.
pub const MFA_FAILURES_PER_ADDRESS: u64 = 100;
/// How long it takes to be forgiven one wrong code as an address, milliseconds.
pub const MFA_ADDRESS_FORGIVENESS_MILLIS: u64 = 60 * 1000;
