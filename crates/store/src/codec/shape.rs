//! What is written. JSON: identity records are few and small, and a format that every tool reads outlives its writer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) enum StoredRecord {
    Account(Account),
    User(User),
    Group(Group),
    Role(Role),
    Policy(Policy),
    AccessKey(AccessKey),
    KeyUse(KeyUse),
    RoleUse(RoleUse),
    Device(Device),
    Throttle(Throttle),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Account {
    pub id: String,
    pub name: String,
    pub alias: Option<String>,
    pub canonical_user_id: String,
    pub created: u64,
    /// Values that the operator set, by the quota's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub quotas: BTreeMap<String, u64>,
    /// When it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<u64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Policies {
    pub inline: BTreeMap<String, String>,
    pub managed: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct User {
    pub account: String,
    pub id: String,
    pub name: String,
    pub path: String,
    pub created: u64,
    pub tags: Vec<(String, String)>,
    pub permissions_boundary: Option<String>,
    pub policies: Policies,
    pub groups: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Group {
    pub account: String,
    pub id: String,
    pub name: String,
    pub path: String,
    pub created: u64,
    pub policies: Policies,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Role {
    pub account: String,
    pub id: String,
    pub name: String,
    pub path: String,
    pub created: u64,
    pub trust_policy: String,
    pub trust_bound: Vec<(String, String)>,
    pub description: Option<String>,
    pub max_session_seconds: u32,
    pub tags: Vec<(String, String)>,
    pub permissions_boundary: Option<String>,
    pub policies: Policies,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PolicyVersion {
    pub number: u32,
    pub text: String,
    pub created: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Policy {
    pub account: String,
    pub id: String,
    pub name: String,
    pub path: String,
    pub description: Option<String>,
    pub versions: Vec<PolicyVersion>,
    pub default_version: u32,
    pub next_version: u32,
    pub tags: Vec<(String, String)>,
    pub created: u64,
    pub updated: u64,
}

/// The user's unique id, or nothing for the root user.
pub(super) type Owner = Option<String>;

#[derive(Serialize, Deserialize)]
pub(super) struct AccessKey {
    pub id: String,
    pub account: String,
    pub owner: Owner,
    pub secret: String,
    pub active: bool,
    pub created: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeyUse {
    pub access_key_id: String,
    pub time: u64,
    pub service: String,
    pub region: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RoleUse {
    pub role_id: String,
    pub time: u64,
    pub region: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Enabled {
    pub holder: Owner,
    pub since: u64,
    pub drift_steps: i64,
    pub last_step: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Device {
    pub account: String,
    pub name: String,
    pub path: String,
    /// Base64.
    pub seed: String,
    pub created: u64,
    pub tags: Vec<(String, String)>,
    pub enabled: Option<Enabled>,
    /// The last step accepted, for versions that know no spans; of theirs, all that is known.
    pub last_step: u64,
    /// First and last step of each span of spent ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_steps: Vec<(u64, u64)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Throttle {
    pub subject: String,
    pub forgiven_at: u64,
    #[serde(default)]
    pub counted_at: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guessing: Vec<GuessingNetwork>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownNetwork>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct GuessingNetwork {
    pub network: String,
    pub forgiven_at: u64,
    pub counted_at: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KnownNetwork {
    pub network: String,
    pub succeeded: u64,
    pub forgiven_at: u64,
    pub counted_at: u64,
}

/// A session as its token carries it: short names, since clients send it with every request.
#[derive(Serialize, Deserialize)]
pub(super) struct Session {
    #[serde(rename = "s")]
    pub secret: String,
    #[serde(rename = "a")]
    pub account: u64,
    #[serde(rename = "i")]
    pub issued: u64,
    #[serde(rename = "e")]
    pub expires: u64,
    #[serde(flatten)]
    pub kind: SessionKind,
}

#[derive(Serialize, Deserialize)]
pub(super) enum SessionKind {
    #[serde(rename = "u")]
    SessionToken {
        #[serde(rename = "o")]
        owner: Owner,
        #[serde(rename = "m")]
        mfa: Option<u64>,
    },
    #[serde(rename = "r")]
    AssumedRole {
        #[serde(rename = "r")]
        role_id: String,
        #[serde(rename = "n")]
        session_name: String,
        #[serde(rename = "p")]
        policy: Option<String>,
        #[serde(rename = "P")]
        policy_arns: Vec<String>,
        #[serde(rename = "t")]
        tags: Vec<(String, String)>,
        #[serde(rename = "T")]
        transitive_tag_keys: Vec<String>,
        #[serde(rename = "i")]
        source_identity: Option<String>,
    },
}
