//! Sessions of temporary credentials. Each session token carries its session, sealed; only the user or role that it came from is
//! looked up at each use, and must still exist.

use secret::Secret;

use crate::{AccountId, KeyOwner, TagSet, Time};

/// One set of temporary credentials.
#[derive(Clone)]
pub struct Session {
    /// `ASIA…`; the token opens for this id only.
    pub access_key_id: String,
    /// The secret that signs requests.
    pub secret: Secret<String>,
    /// The account that the session acts in.
    pub account: AccountId,
    /// Time of issue: `aws:TokenIssueTime`.
    pub issued: Time,
    /// Time at which it stops working.
    pub expires: Time,
    /// Origin of the session.
    pub kind: SessionKind,
}

/// Origin of a session, with its properties.
#[derive(Clone)]
pub enum SessionKind {
    /// From GetSessionToken: the user (or root user) itself.
    SessionToken {
        /// User or root user of the session.
        owner: KeyOwner,
        /// Time at which an MFA code was verified, if one was.
        mfa: Option<Time>,
    },
    /// From AssumeRole.
    AssumedRole(AssumedRole),
}

/// A role session.
#[derive(Clone)]
pub struct AssumedRole {
    /// Unique id of the role: recreating a role under the same name does not revive its sessions.
    pub role_id: String,
    /// The RoleSessionName parameter.
    pub session_name: String,
    /// Inline session policy, as given.
    pub policy: Option<String>,
    /// ARNs of the managed policies passed as session policies.
    pub policy_arns: Vec<String>,
    /// Session tags, inherited ones included.
    pub tags: TagSet,
    /// Keys of the tags that go on to the next session of a chain.
    pub transitive_tag_keys: Vec<String>,
    /// SourceIdentity of the chain, if set.
    pub source_identity: Option<String>,
}
