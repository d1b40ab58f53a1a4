//! Planning: names in the cache for every step of the plan, and the call that is given the MFA code.

use super::Broker;
use super::checks::{check_chaining, check_roles, outlasts_chaining};
use crate::cache::Key;
use crate::error::{Error, MfaError};
use crate::profile::{CredentialSource, Role, Source};

/// Names of a plan's sessions in the cache. Each is a hash of everything that the session depends on.
pub(super) struct Names {
    /// the source
    pub(super) root: Key,
    /// the MFA session that the source's key may have
    pub(super) mfa: Option<Key>,
    /// the session of each role
    pub(super) roles: Vec<Key>,
}

/// Note that names the key whose sessions a key took over.
pub(super) fn predecessor(root: &Key) -> Key {
    Key::of(&["predecessor", root.as_str()])
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

impl Broker<'_> {
    /// Refuses a plan that cannot succeed, before a person is asked for a code.
    pub(super) fn check(&self) -> Result<(), Error> {
        let plan = &self.settings.plan;
        if self.options.direct {
            // the code is what --direct is for: without a role or a device there would silently be no MFA
            if plan.roles.is_empty() {
                return Err(Error::refused(
                    "--direct gives the code to AssumeRole, and there is no role",
                    "give the ARN of a role, or a profile with role_arn; without --direct an MFA session is got",
                ));
            }
            if self.serial().is_none() {
                return Err(MfaError::NoDevice.into());
            }
        }
        check_roles(&plan.roles, self.serial())?;
        check_chaining(plan)
    }

    /// Name of the plan's source in the cache. The names of all its sessions depend on it.
    pub fn source_name(&self) -> Key {
        self.names().root
    }

    /// Names of everything that may be kept for this plan.
    pub(super) fn names(&self) -> Names {
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
        Names { root, mfa, roles }
    }

    /// Name under which the sessions of a key are kept: its own, or that of the first key whose sessions it took over.
    fn oldest(&self, root: Key) -> Key {
        let noted = self.cache.noted(&predecessor(&root)).ok().flatten();
        noted.and_then(|name| Key::of_hash(name.expose())).unwrap_or(root)
    }

    /// Hash of the variables that tell one machine's credentials from another's.
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

    /// Reports whether AssumeRole itself is given the code: as asked, or because the first role is to last longer than an MFA
    /// session can make it.
    pub(super) fn is_direct(&self) -> bool {
        self.options.direct
            || (self.serial().is_some() && self.settings.plan.roles.first().is_some_and(outlasts_chaining))
    }

    /// Serial number of the device: the command's, else the plan's.
    pub(super) fn serial(&self) -> Option<&str> {
        self.options.mfa_serial.as_deref().or_else(|| self.settings.plan.session_serial())
    }
}
