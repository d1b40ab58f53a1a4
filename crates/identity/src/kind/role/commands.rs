use std::collections::BTreeSet;

use policy::Kind;
use secret::id::{Prefix, unique_id};

use crate::command::checked_tags;
use crate::command::{check_boundary, parse};
use crate::refusal::{Conflict, Entity, Refusal};
use crate::{
    AccountId, AttachedPolicies, Command, QuotaName, RecordKey, Reference, Role, State, TagSet, TrustPolicy,
    Tx, arn, limits,
};

/// Makes a role.
pub struct CreateRole {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// The trust policy.
    pub trust_policy: String,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// The longest session, seconds; 3,600 if not given.
    pub max_session_seconds: Option<u32>,
    /// ARN of the managed policy that bounds it.
    pub permissions_boundary: Option<String>,
    /// Its tags.
    pub tags: TagSet,
}

impl Command for CreateRole {
    type Answer = Role;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Role, Refusal> {
        let tags = checked_tags(&self.tags, true)?;
        if let Some(boundary) = &self.permissions_boundary {
            check_boundary(tx.state, self.account, boundary)?;
        }
        if tx.state.role_named(self.account, &self.name).is_some() {
            return Err(Refusal::AlreadyExists(Entity::Role, self.name.clone()));
        }
        let trust = trust_policy(tx.state, self.account, &self.trust_policy)?;
        let roles = tx.state.role_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::Roles, roles, "RolesPerAccount")?;
        let role = Role {
            account: self.account,
            id: unique_id(Prefix::Role, tx.entropy),
            name: self.name.clone(),
            path: self.path.clone(),
            created: tx.now.truncated(),
            trust,
            description: self.description.clone(),
            max_session_seconds: self.max_session_seconds.unwrap_or(limits::DEFAULT_MAX_SESSION_SECONDS),
            tags,
            permissions_boundary: self.permissions_boundary.clone(),
            policies: AttachedPolicies::default(),
        };
        tx.put(role.clone());
        Ok(role)
    }
}

/// Parses a trust policy and binds the users and roles that it names to who they are now.
fn trust_policy(state: &State, account: AccountId, text: &str) -> Result<TrustPolicy, Refusal> {
    let policy = parse(Kind::Trust, text)?;
    let mut bound: Vec<(String, String)> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (_, named) in policy.principal_entries().filter(|(kind, _)| *kind == "AWS") {
        let id = match meaning(state, named) {
            Meaning::Entity(id) => id,
            Meaning::Other => continue,
            Meaning::Nobody => {
                let message = format!("Invalid principal in policy: \"AWS\":\"{named}\"");
                return Err(Refusal::MalformedPolicy(message));
            }
        };
        if known.insert(named) {
            bound.push((named.to_owned(), id));
        }
    }
    state.room_for_document(account, QuotaName::AssumeRolePolicySize, text, "ACLSizePerRole")?;
    Ok(TrustPolicy::new(text, bound))
}

impl TrustPolicy {
    /// The document as it reads now: a bound ARN is the entity's present ARN, or its unique id if the entity is gone; all
    /// else is as it was given, byte for byte.
    pub fn document(&self, state: &State) -> String {
        let policy = self.policy();
        let text = self.text();
        let mut places: Vec<(usize, String)> = policy
            .principal_places()
            .filter_map(|(kind, written, at)| {
                let (_, id) = self.bound().iter().find(|(arn, _)| kind == "AWS" && arn == written)?;
                let user = state.user(id).map(|user| user.arn());
                let now =
                    user.or_else(|| state.role(id).map(|role| role.arn())).unwrap_or_else(|| id.clone());
                (now != written).then_some((at, now))
            })
            .collect();
        places.sort_unstable();
        let (mut shown, mut done) = (String::with_capacity(text.len()), 0);
        for (at, now) in places {
            shown.push_str(text.get(done..at).unwrap_or_default());
            shown.push_str(&json_string(&now));
            done = at + json_string_length(text.get(at..).unwrap_or_default());
        }
        shown.push_str(text.get(done..).unwrap_or_default());
        shown
    }
}

/// Bytes of the JSON string that a text begins with, quotes included.
fn json_string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// An ARN as a JSON string: paths may hold quotes and backslashes, and no control characters.
fn json_string(arn: &str) -> String {
    format!("\"{}\"", arn.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Meaning of an AWS principal of a trust policy.
enum Meaning {
    /// The user or role of this unique id.
    Entity(String),
    /// Everybody, an account, or a session: not stored by unique id.
    Other,
    /// No principal: AWS refuses such a policy.
    Nobody,
}

/// Finds the present meaning of a name. Names compare as written: ARNs are case-sensitive. Groups, policies and other resources are no
/// principals.
fn meaning(state: &State, named: &str) -> Meaning {
    if named == "*" || AccountId::parse(named).is_some() {
        return Meaning::Other;
    }
    let fields: Vec<&str> = named.splitn(6, ':').collect();
    let entity = match fields.as_slice() {
        ["arn", arn::PARTITION, service, "", account, resource] => {
            let Some(account) = AccountId::parse(account) else { return Meaning::Nobody };
            let is_session = resource.starts_with("assumed-role/") || resource.starts_with("federated-user/");
            if (*service == "iam" && *resource == "root") || (*service == "sts" && is_session) {
                return Meaning::Other;
            }
            let name = resource.rsplit('/').next().unwrap_or_default();
            let user = state.user_named(account, name).filter(|user| user.arn() == named);
            let role = || state.role_named(account, name).filter(|role| role.arn() == named);
            user.map(|user| user.id.clone()).or_else(|| role().map(|role| role.id.clone()))
        }
        [id] if state.user(id).is_some() || state.role(id).is_some() => Some((*id).to_owned()),
        _ => None,
    };
    entity.map_or(Meaning::Nobody, Meaning::Entity)
}

/// Changes what may be changed of a role.
pub struct UpdateRole {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The role.
    pub role: Reference<Role>,
    /// The new description, if it changes.
    pub description: Option<String>,
    /// The new longest session, seconds, if it changes.
    pub max_session_seconds: Option<u32>,
}

impl Command for UpdateRole {
    type Answer = Role;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Role, Refusal> {
        let mut role = Role::clone(self.role.find(tx.state, self.account)?);
        role.description = self.description.clone().or(role.description);
        role.max_session_seconds = self.max_session_seconds.unwrap_or(role.max_session_seconds);
        tx.put(role.clone());
        Ok(role)
    }
}

/// Replaces a role's trust policy.
pub struct UpdateAssumeRolePolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The role.
    pub role: Reference<Role>,
    /// The new trust policy.
    pub trust_policy: String,
}

impl Command for UpdateAssumeRolePolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let role = self.role.find(tx.state, self.account)?;
        let trust = trust_policy(tx.state, self.account, &self.trust_policy)?;
        tx.put(Role { trust, ..Role::clone(role) });
        Ok(())
    }
}

/// Removes a role that has no policies left.
pub struct DeleteRole {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The role.
    pub role: Reference<Role>,
}

impl Command for DeleteRole {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let role = self.role.find(tx.state, self.account)?;
        if !role.policies.managed.is_empty() {
            return Err(Refusal::DeleteConflict(Conflict::AttachedPolicies));
        }
        if !role.policies.inline.is_empty() {
            return Err(Refusal::DeleteConflict(Conflict::InlinePolicies));
        }
        tx.delete(RecordKey::Role(role.id.clone()));
        if tx.state.role_use(&role.id).is_some() {
            tx.delete(RecordKey::RoleUse(role.id.clone()));
        }
        tx.forget_caller(&role.id);
        Ok(())
    }
}
