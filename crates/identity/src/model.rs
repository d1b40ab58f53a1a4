use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use policy::Policy;
use secret::{Secret, totp};

use crate::{Quotas, Time, UsedSteps, arn, limits};

/// An AWS account id: twelve decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u64);

impl AccountId {
    /// Twelve ASCII digits.
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        if right { text.parse().ok().map(Self) } else { None }
    }

    /// From its number; `None` if that takes more than twelve digits.
    pub fn from_number(number: u64) -> Option<Self> {
        (number <= 999_999_999_999).then_some(Self(number))
    }

    /// As a number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

/// One account, and with it its root user.
#[derive(Debug, Clone)]
pub struct Account {
    /// Twelve digits.
    pub id: AccountId,
    /// What the operator calls it.
    pub name: String,
    /// The account alias, unique in the installation.
    pub alias: Option<String>,
    /// S3's id of the account: 64 hexadecimal digits.
    pub canonical_user_id: String,
    /// When it was made.
    pub created: Time,
    /// How much it may have of everything.
    pub quotas: Quotas,
    /// When it was deleted. Only its id is left then, which no other account is given.
    pub ended: Option<Time>,
}

/// A tag; keys and values as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: String,
    /// 0 to 256 characters.
    pub value: String,
}

/// The tags of one resource, in the order in which they were set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSet(pub Vec<Tag>);

impl TagSet {
    /// The value of a tag, by key in any case.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|tag| tag.key.eq_ignore_ascii_case(key)).map(|tag| tag.value.as_str())
    }
}

/// A policy document embedded in one user, group or role.
#[derive(Clone)]
pub struct InlinePolicy {
    /// The document, byte for byte as given.
    pub text: Arc<str>,
    /// The same, parsed.
    pub policy: Arc<Policy>,
}

/// The policies of a user, group or role.
#[derive(Clone, Default)]
pub struct AttachedPolicies {
    /// Inline policies by name.
    pub inline: BTreeMap<String, InlinePolicy>,
    /// ARNs of the managed policies attached, in order of attachment.
    pub managed: Vec<String>,
}

impl AttachedPolicies {
    /// Characters of all inline documents together, white space not counted.
    pub fn inline_size(&self) -> usize {
        self.inline.values().map(|inline| policy::size_without_white_space(&inline.text)).sum()
    }
}

/// An IAM user.
#[derive(Clone)]
pub struct User {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AIDA…`: never reused, kept through renames.
    pub id: String,
    /// Unique in the account ignoring case; kept as given.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// When it was made.
    pub created: Time,
    /// Its tags.
    pub tags: TagSet,
    /// ARN of the managed policy that bounds its permissions.
    pub permissions_boundary: Option<String>,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
    /// Unique ids of the groups that it is in.
    pub groups: BTreeSet<String>,
}

impl User {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::user(self.account, &self.path, &self.name)
    }
}

/// A group of users.
#[derive(Clone)]
pub struct Group {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AGPA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// When it was made.
    pub created: Time,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
}

impl Group {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::group(self.account, &self.path, &self.name)
    }
}

/// A role's trust policy. The users and roles that it names are held by unique id: whoever is later created under the same
/// name is not trusted.
#[derive(Clone)]
pub struct TrustPolicy {
    /// The document as given.
    pub text: Arc<str>,
    /// The same, parsed, with its principals bound to unique ids.
    pub policy: Arc<Policy>,
    /// ARN as written in the document, and the unique id that it meant when the document was saved.
    pub bound: Vec<(String, String)>,
}

/// A role.
#[derive(Clone)]
pub struct Role {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AROA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// When it was made.
    pub created: Time,
    /// Who may assume it.
    pub trust: TrustPolicy,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// The longest session, seconds.
    pub max_session_seconds: u32,
    /// Its tags.
    pub tags: TagSet,
    /// ARN of the managed policy that bounds its permissions.
    pub permissions_boundary: Option<String>,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
}

impl Role {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::role(self.account, &self.path, &self.name)
    }
}

/// One version of a managed policy.
#[derive(Clone)]
pub struct PolicyVersion {
    /// The number after the `v`.
    pub number: u32,
    /// The document, byte for byte as given.
    pub text: Arc<str>,
    /// The same, parsed.
    pub policy: Arc<Policy>,
    /// When it was made.
    pub created: Time,
}

/// A customer managed policy.
#[derive(Clone)]
pub struct ManagedPolicy {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `ANPA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Up to 1,000 characters, fixed at creation.
    pub description: Option<String>,
    /// Live versions, oldest first; never empty, at most as many as the account's quota.
    pub versions: Vec<PolicyVersion>,
    /// Number of the version in force.
    pub default_version: u32,
    /// Number that the next version gets: numbers are never reused.
    pub next_version: u32,
    /// Its tags.
    pub tags: TagSet,
    /// When it was made.
    pub created: Time,
    /// When its newest version so far was made.
    pub updated: Time,
}

impl ManagedPolicy {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::policy(self.account, &self.path, &self.name)
    }

    /// A live version.
    pub fn version(&self, number: u32) -> Option<&PolicyVersion> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version in force.
    pub fn default(&self) -> Option<&PolicyVersion> {
        self.version(self.default_version)
    }
}

/// Whose access key it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyOwner {
    /// The account's root user.
    Root,
    /// A user, by unique id.
    User(String),
}

/// Whether an access key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It signs.
    Active,
    /// It is kept but refused.
    Inactive,
}

/// A long-term access key.
#[derive(Clone)]
pub struct AccessKey {
    /// `AKIA…`.
    pub id: String,
    /// The account of its owner.
    pub account: AccountId,
    /// Whose it is; never changes.
    pub owner: KeyOwner,
    /// What requests are signed with.
    pub secret: Secret<String>,
    /// Whether it works.
    pub status: KeyStatus,
    /// When it was made.
    pub created: Time,
}

/// When, where and for what an access key was last used. Kept apart from the key: it is written late and in bulk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key.
    pub access_key_id: String,
    /// When.
    pub time: Time,
    /// Service name as AWS shows it: `iam`, `sts`, `s3`.
    pub service: String,
    /// Region of the credential scope.
    pub region: String,
}

/// When and where a role was last used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleUse {
    /// Unique id of the role.
    pub role_id: String,
    /// When.
    pub time: Time,
    /// Region of the credential scope.
    pub region: String,
}

/// Whose MFA device it is.
pub type MfaHolder = KeyOwner;

/// An MFA device in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enabled {
    /// Whose device it is.
    pub holder: MfaHolder,
    /// Since when.
    pub since: Time,
    /// How many steps the device's clock is ahead of ours (negative: behind), as its two codes showed.
    pub drift_steps: i64,
}

/// A virtual MFA device.
#[derive(Clone)]
pub struct Device {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// What codes are computed from.
    pub seed: Secret<Vec<u8>>,
    /// When it was made.
    pub created: Time,
    /// Its tags.
    pub tags: TagSet,
    /// Set once EnableMFADevice associated it with somebody.
    pub enabled: Option<Enabled>,
    /// Steps whose codes are spent; they stay so when the device is deactivated and enabled again.
    pub used: UsedSteps,
}

impl Device {
    /// Its ARN.
    pub fn serial_number(&self) -> String {
        arn::mfa(self.account, &self.path, &self.name)
    }

    /// The latest time in it. A spent step tells the time at which it was taken, give or take what a code may be off.
    pub(crate) fn latest(&self) -> Time {
        let off = limits::MFA_SEARCH_STEPS + limits::MFA_TOLERANCE_STEPS;
        let taken =
            Time::from_seconds(self.used.last().saturating_sub(off).saturating_mul(totp::STEP_SECONDS));
        let since = self.enabled.as_ref().map_or(self.created, |enabled| enabled.since);
        self.created.max(since).max(taken)
    }
}
