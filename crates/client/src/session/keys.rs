//! What a plan's sessions are called in the cache: by everything that they depend on.

use super::{Broker, outlasts_chaining};
use crate::cache::Key;
use crate::profile::{CredentialSource, Role, Source};

/// Names in the cache.
pub(super) struct Keys {
    pub root: Key,
    /// of the MFA session that the key may have
    pub mfa: Option<Key>,
    pub roles: Vec<Key>,
}

fn role_key(role: &Role, parent: &Key) -> Key {
    let duration = role.duration_seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (external_id, name, policy) = (text(&role.external_id), text(&role.session_name), text(&role.policy));
    let device = text(&role.mfa_serial);
    let mut parts =
        vec!["role", parent.as_str(), &role.arn, &external_id, &name, &duration, &policy, &device];
    for (key, value) in &role.tags {
        parts.extend([key.as_str(), value.as_str()]);
    }
    Key::of(&parts)
}

/// The note that says which key's sessions a key took over.
pub(super) fn predecessor(root: &Key) -> Key {
    Key::of(&["predecessor", root.as_str()])
}

impl Broker<'_> {
    /// The name by which the first key's sessions are kept, where a key took over those of another.
    fn oldest(&self, root: Key) -> Key {
        let noted = self.cache.noted(&predecessor(&root)).ok().flatten();
        noted.and_then(|name| Key::of_hash(name.expose())).unwrap_or(root)
    }

    /// Names of everything that may be cached for this plan.
    pub(super) fn keys(&self) -> Keys {
        let plan = &self.settings.plan;
        let endpoint = self.settings.endpoints.sts.url();
        let (kind, source, may_be_key) = match &plan.source {
            Source::Static(credentials) => {
                ("key", credentials.access_key_id.clone(), !credentials.is_temporary())
            }
            Source::Process(command) => ("process", self.settings.named(command), true),
            Source::Sso(profile) => ("sso", self.settings.named(profile), false),
            Source::WebIdentity(identity) => ("web identity", self.settings.named(&identity.profile), false),
            Source::Machine(source) => ("machine", self.machine(*source), false),
        };
        let root = self.oldest(Key::of(&["source", &endpoint, kind, &source]));
        let mfa = self.serial().filter(|_| may_be_key && !self.options.direct);
        let mfa = mfa.map(|serial| Key::of(&["mfa", root.as_str(), serial]));
        let mut parent = match self.serial().filter(|_| self.is_direct()) {
            Some(serial) => Key::of(&["direct", root.as_str(), serial]),
            None => mfa.clone().unwrap_or_else(|| root.clone()),
        };
        let mut roles = Vec::new();
        for role in &plan.roles {
            parent = role_key(role, &parent);
            roles.push(parent.clone());
        }
        Keys { root, mfa, roles }
    }

    /// What tells one machine's credentials from another's.
    fn machine(&self, source: CredentialSource) -> String {
        let names: &[&str] = match source {
            CredentialSource::EcsContainer => &[
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            ],
            CredentialSource::Ec2InstanceMetadata => &["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
        };
        let values: Vec<&str> =
            names.iter().map(|name| self.environment.get(name).unwrap_or_default()).collect();
        Key::of(&values).as_str().to_owned()
    }

    /// Whether the code goes to AssumeRole itself: as asked, or because the first role is to last longer than an MFA session can
    /// make it.
    pub(super) fn is_direct(&self) -> bool {
        self.options.direct
            || (self.serial().is_some() && self.settings.plan.roles.first().is_some_and(outlasts_chaining))
    }

    pub(super) fn serial(&self) -> Option<&str> {
        self.options.mfa_serial.as_deref().or_else(|| self.settings.plan.session_serial())
    }
}
