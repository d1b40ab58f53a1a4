use std::collections::BTreeMap;
use std::sync::Arc;

use data_encoding::BASE64;
use identity::command::Target;
use identity::{
    AccountId, AttachedPolicies, GuessingNetwork, Held, InlinePolicy, KeyOwner, KeyStatus, KnownNetwork,
    Network, PolicyVersion, QuotaName, Quotas, Record, Span, Tag, TagSet, Time, TrustPolicy, UsedSteps,
};
use secret::Secret;

use super::CodecError;
use super::shape::{self, StoredRecord};

pub(super) fn encode(record: &Record) -> Result<Secret<Vec<u8>>, CodecError> {
    let stored = match record {
        Record::Account(account) => StoredRecord::Account(shape::Account {
            id: account.id.to_string(),
            name: account.name.clone(),
            alias: account.alias.clone(),
            canonical_user_id: account.canonical_user_id.clone(),
            created: account.created.millis(),
            quotas: account.quotas.changed().map(|(quota, value)| (quota.key().to_owned(), value)).collect(),
            ended: account.ended.map(Time::millis),
        }),
        Record::User(user) => StoredRecord::User(shape::User {
            account: user.account.to_string(),
            id: user.id.clone(),
            name: user.name.clone(),
            path: user.path.clone(),
            created: user.created.millis(),
            tags: tags_out(&user.tags),
            permissions_boundary: user.permissions_boundary.clone(),
            policies: policies_out(&user.policies),
            groups: user.groups.iter().cloned().collect(),
        }),
        Record::Group(group) => StoredRecord::Group(shape::Group {
            account: group.account.to_string(),
            id: group.id.clone(),
            name: group.name.clone(),
            path: group.path.clone(),
            created: group.created.millis(),
            policies: policies_out(&group.policies),
        }),
        Record::Role(role) => StoredRecord::Role(role_out(role)),
        Record::Policy(policy) => StoredRecord::Policy(policy_out(policy)),
        Record::AccessKey(key) => StoredRecord::AccessKey(shape::AccessKey {
            id: key.id.clone(),
            account: key.account.to_string(),
            owner: owner_out(&key.owner),
            secret: key.secret.expose().clone(),
            active: key.status == KeyStatus::Active,
            created: key.created.millis(),
        }),
        Record::KeyUse(key_use) => StoredRecord::KeyUse(shape::KeyUse {
            access_key_id: key_use.access_key_id.clone(),
            time: key_use.time.millis(),
            service: key_use.service.clone(),
            region: key_use.region.clone(),
        }),
        Record::RoleUse(role_use) => StoredRecord::RoleUse(shape::RoleUse {
            role_id: role_use.role_id.clone(),
            time: role_use.time.millis(),
            region: role_use.region.clone(),
        }),
        Record::Device(device) => StoredRecord::Device(device_out(device)),
        Record::Throttle(throttle) => StoredRecord::Throttle(throttle_out(throttle)),
    };
    serde_json::to_vec(&stored).map(Secret::new).map_err(|_| CodecError::Malformed("record"))
}

fn role_out(role: &identity::Role) -> shape::Role {
    shape::Role {
        account: role.account.to_string(),
        id: role.id.clone(),
        name: role.name.clone(),
        path: role.path.clone(),
        created: role.created.millis(),
        trust_policy: role.trust.text.to_string(),
        trust_bound: role.trust.bound.clone(),
        description: role.description.clone(),
        max_session_seconds: role.max_session_seconds,
        tags: tags_out(&role.tags),
        permissions_boundary: role.permissions_boundary.clone(),
        policies: policies_out(&role.policies),
    }
}

fn policy_out(policy: &identity::ManagedPolicy) -> shape::Policy {
    let version = |version: &PolicyVersion| shape::PolicyVersion {
        number: version.number,
        text: version.text.to_string(),
        created: version.created.millis(),
    };
    shape::Policy {
        account: policy.account.to_string(),
        id: policy.id.clone(),
        name: policy.name.clone(),
        path: policy.path.clone(),
        description: policy.description.clone(),
        versions: policy.versions.iter().map(version).collect(),
        default_version: policy.default_version,
        next_version: policy.next_version,
        tags: tags_out(&policy.tags),
        created: policy.created.millis(),
        updated: policy.updated.millis(),
    }
}

fn device_out(device: &identity::Device) -> shape::Device {
    let last_step = device.used.last();
    let enabled = |enabled: &identity::Enabled| shape::Enabled {
        holder: owner_out(&enabled.holder),
        since: enabled.since.millis(),
        drift_steps: enabled.drift_steps,
        last_step,
    };
    shape::Device {
        account: device.account.to_string(),
        name: device.name.clone(),
        path: device.path.clone(),
        seed: BASE64.encode(device.seed.expose()),
        created: device.created.millis(),
        tags: tags_out(&device.tags),
        enabled: device.enabled.as_ref().map(enabled),
        last_step,
        used_steps: device.used.spans().iter().map(|span| (span.first, span.last)).collect(),
    }
}

fn throttle_out(throttle: &identity::Throttle) -> shape::Throttle {
    let guessing = throttle.guessing.iter().map(|guessing| shape::GuessingNetwork {
        network: guessing.network.as_str().to_owned(),
        forgiven_at: guessing.held.forgiven_at.millis(),
        counted_at: guessing.held.counted_at.millis(),
    });
    let known = throttle.known.iter().map(|known| shape::KnownNetwork {
        network: known.network.as_str().to_owned(),
        succeeded: known.succeeded.millis(),
        forgiven_at: known.held.forgiven_at.millis(),
        counted_at: known.held.counted_at.millis(),
    });
    shape::Throttle {
        subject: throttle.subject.clone(),
        forgiven_at: throttle.held.forgiven_at.millis(),
        counted_at: throttle.held.counted_at.millis(),
        guessing: guessing.collect(),
        known: known.collect(),
    }
}

pub(super) fn decode(bytes: &[u8]) -> Result<Record, CodecError> {
    let stored = serde_json::from_slice(bytes).map_err(|_| CodecError::Malformed("record"))?;
    Ok(match stored {
        StoredRecord::Account(account) => Record::Account(Arc::new(identity::Account {
            id: account_in(&account.id)?,
            name: account.name,
            alias: account.alias,
            canonical_user_id: account.canonical_user_id,
            created: Time::from_millis(account.created),
            quotas: quotas_in(account.quotas)?,
            ended: account.ended.map(Time::from_millis),
        })),
        StoredRecord::User(user) => Record::User(Arc::new(identity::User {
            account: account_in(&user.account)?,
            policies: policies_in(&Target::User(user.name.clone()), user.policies)?,
            id: user.id,
            name: user.name,
            path: user.path,
            created: Time::from_millis(user.created),
            tags: tags_in(user.tags),
            permissions_boundary: user.permissions_boundary,
            groups: user.groups.into_iter().collect(),
        })),
        StoredRecord::Group(group) => Record::Group(Arc::new(identity::Group {
            account: account_in(&group.account)?,
            policies: policies_in(&Target::Group(group.name.clone()), group.policies)?,
            id: group.id,
            name: group.name,
            path: group.path,
            created: Time::from_millis(group.created),
        })),
        StoredRecord::Role(role) => Record::Role(Arc::new(role_in(role)?)),
        StoredRecord::Policy(policy) => Record::Policy(Arc::new(policy_in(policy)?)),
        StoredRecord::AccessKey(key) => Record::AccessKey(Arc::new(identity::AccessKey {
            id: key.id,
            account: account_in(&key.account)?,
            owner: owner_in(key.owner),
            secret: Secret::new(key.secret),
            status: if key.active { KeyStatus::Active } else { KeyStatus::Inactive },
            created: Time::from_millis(key.created),
        })),
        StoredRecord::KeyUse(key_use) => Record::KeyUse(Arc::new(identity::KeyUse {
            access_key_id: key_use.access_key_id,
            time: Time::from_millis(key_use.time),
            service: key_use.service,
            region: key_use.region,
        })),
        StoredRecord::RoleUse(role_use) => Record::RoleUse(Arc::new(identity::RoleUse {
            role_id: role_use.role_id,
            time: Time::from_millis(role_use.time),
            region: role_use.region,
        })),
        StoredRecord::Device(device) => Record::Device(Arc::new(device_in(device)?)),
        StoredRecord::Throttle(throttle) => Record::Throttle(Arc::new(throttle_in(throttle))),
    })
}

fn role_in(role: shape::Role) -> Result<identity::Role, CodecError> {
    let trust = TrustPolicy::restore(&role.trust_policy, role.trust_bound);
    Ok(identity::Role {
        account: account_in(&role.account)?,
        trust: trust.map_err(|_| CodecError::Malformed("trust policy"))?,
        policies: policies_in(&Target::Role(role.name.clone()), role.policies)?,
        id: role.id,
        name: role.name,
        path: role.path,
        created: Time::from_millis(role.created),
        description: role.description,
        max_session_seconds: role.max_session_seconds,
        tags: tags_in(role.tags),
        permissions_boundary: role.permissions_boundary,
    })
}

fn policy_in(policy: shape::Policy) -> Result<identity::ManagedPolicy, CodecError> {
    let account = account_in(&policy.account)?;
    let arn = identity::arn::policy(account, &policy.path, &policy.name);
    let version = |version: shape::PolicyVersion| {
        let created = Time::from_millis(version.created);
        PolicyVersion::restore(version.number, &arn, &version.text, created)
            .map_err(|_| CodecError::Malformed("policy document"))
    };
    Ok(identity::ManagedPolicy {
        account,
        versions: policy.versions.into_iter().map(version).collect::<Result<_, _>>()?,
        id: policy.id,
        name: policy.name,
        path: policy.path,
        description: policy.description,
        default_version: policy.default_version,
        next_version: policy.next_version,
        tags: tags_in(policy.tags),
        created: Time::from_millis(policy.created),
        updated: Time::from_millis(policy.updated),
    })
}

fn device_in(device: shape::Device) -> Result<identity::Device, CodecError> {
    let enabled = |enabled: shape::Enabled| identity::Enabled {
        holder: owner_in(enabled.holder),
        since: Time::from_millis(enabled.since),
        drift_steps: enabled.drift_steps,
    };
    let used = if device.used_steps.is_empty() {
        UsedSteps::up_to(device.last_step)
    } else {
        UsedSteps::restore(device.used_steps.into_iter().map(|(first, last)| Span { first, last }))
    };
    let seed = Secret::new(device.seed);
    let seed = BASE64.decode(seed.expose().as_bytes()).map_err(|_| CodecError::Malformed("seed"))?;
    Ok(identity::Device {
        account: account_in(&device.account)?,
        name: device.name,
        path: device.path,
        seed: Secret::new(seed),
        created: Time::from_millis(device.created),
        tags: tags_in(device.tags),
        enabled: device.enabled.map(enabled),
        used,
    })
}

fn throttle_in(throttle: shape::Throttle) -> identity::Throttle {
    let held = |forgiven_at, counted_at| Held {
        forgiven_at: Time::from_millis(forgiven_at),
        counted_at: Time::from_millis(counted_at),
    };
    let guessing = throttle.guessing.into_iter().map(|guessing| GuessingNetwork {
        network: Network::restore(guessing.network),
        held: held(guessing.forgiven_at, guessing.counted_at),
    });
    let known = throttle.known.into_iter().map(|known| KnownNetwork {
        network: Network::restore(known.network),
        succeeded: Time::from_millis(known.succeeded),
        held: held(known.forgiven_at, known.counted_at),
    });
    identity::Throttle {
        subject: throttle.subject,
        held: held(throttle.forgiven_at, throttle.counted_at),
        guessing: guessing.collect(),
        known: known.collect(),
    }
}

/// A quota that this version does not know would be lost with the next change of the account: it is refused.
fn quotas_in(stored: BTreeMap<String, u64>) -> Result<Quotas, CodecError> {
    let mut quotas = Quotas::default();
    for (key, value) in stored {
        quotas.set(QuotaName::parse(&key).ok_or(CodecError::Malformed("quota"))?, Some(value));
    }
    Ok(quotas)
}

fn account_in(id: &str) -> Result<AccountId, CodecError> {
    AccountId::parse(id).ok_or(CodecError::Malformed("account id"))
}

pub(super) fn owner_out(owner: &KeyOwner) -> shape::Owner {
    match owner {
        KeyOwner::Root => None,
        KeyOwner::User(id) => Some(id.clone()),
    }
}

pub(super) fn owner_in(owner: shape::Owner) -> KeyOwner {
    owner.map_or(KeyOwner::Root, KeyOwner::User)
}

pub(super) fn tags_out(tags: &TagSet) -> Vec<(String, String)> {
    tags.0.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

pub(super) fn tags_in(tags: Vec<(String, String)>) -> TagSet {
    TagSet(tags.into_iter().map(|(key, value)| Tag { key, value }).collect())
}

fn policies_out(policies: &AttachedPolicies) -> shape::Policies {
    let inline = policies.inline.iter().map(|(name, inline)| (name.clone(), inline.text.to_string()));
    shape::Policies { inline: inline.collect(), managed: policies.managed.clone() }
}

fn policies_in(target: &Target, policies: shape::Policies) -> Result<AttachedPolicies, CodecError> {
    let inline = policies.inline.into_iter().map(|(name, text)| {
        let inline = InlinePolicy::restore(target, &name, &text);
        inline.map(|inline| (name, inline)).map_err(|_| CodecError::Malformed("inline policy"))
    });
    Ok(AttachedPolicies { inline: inline.collect::<Result<_, _>>()?, managed: policies.managed })
}
