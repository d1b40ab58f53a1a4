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

/// Steps of 30 s before and after the device's expected step in which a code is accepted. AWS publishes none; its clients
/// rely on the next step's code.
pub const MFA_TOLERANCE_STEPS: u64 = 1;
/// Steps of 30 s before and after now in which EnableMFADevice and ResyncMFADevice look for two consecutive codes: ten
/// minutes. AWS publishes none.
pub const MFA_SEARCH_STEPS: u64 = 20;

/// Spans of accepted time steps kept for one device. More than ever lie between a clock that once ran ahead and now: the
/// least telling two are joined.
pub const MFA_STEP_SPANS: usize = 16;

/// Wrong codes of one caller, for all devices and networks, after which the next is not even looked at.
pub const MFA_USER_FAILURES: u64 = 15;
/// Milliseconds in which a caller is forgiven one wrong code.
pub const MFA_USER_FORGIVENESS_MILLIS: u64 = 10 * 60 * 1000;
/// Wrong codes of one caller from one network, after which none from there is looked at: one guesser at one address leaves
/// the caller the rest of [`MFA_USER_FAILURES`] elsewhere. Forgiven at the caller's pace.
pub const MFA_USER_FAILURES_FROM_ONE_NETWORK: u64 = 10;
/// Networks from which a user gave a right code that are remembered, the last ones.
pub const MFA_KNOWN_NETWORKS: usize = 5;
/// Seconds for which a network is remembered after the last right code from there: 90 days.
pub const MFA_KNOWN_NETWORK_SECONDS: u64 = 90 * 24 * 3600;
/// Wrong codes of one user from a known network that are looked at beyond those of [`MFA_USER_FAILURES`].
pub const MFA_KNOWN_NETWORK_FAILURES: u64 = 5;
/// Milliseconds in which one of those is forgiven.
pub const MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS: u64 = 2 * 60 * 60 * 1000;
/// Wrong codes from one network for one account, after which callers with wrong codes of their own are not looked at from
/// there.
pub const MFA_NETWORK_FAILURES: u64 = 100;
/// Milliseconds in which a network is forgiven one wrong code.
pub const MFA_NETWORK_FORGIVENESS_MILLIS: u64 = 60 * 1000;
/// Networks with wrong codes that are counted for one account; beyond them the one with the least held goes.
pub const MFA_NETWORKS_PER_ACCOUNT: usize = 256;
/// Records of forgiven wrong codes that one more wrong code clears away at most: more than it adds, so that they do not
/// pile up.
pub const MFA_FORGIVEN_SWEPT: usize = 6;
/// Milliseconds ahead of the clock at which a count may have been written before its times are taken for those of a wrong
/// clock. Requests are decided in another order than they came in, by less than this.
pub const MFA_CLOCK_STEP_MILLIS: u64 = 60 * 1000;
/// Least length of a password where no policy says another, characters. Source: UpdateAccountPasswordPolicy, default of
/// MinimumPasswordLength.
pub const PASSWORD_LENGTH_MIN: u32 = 6;
