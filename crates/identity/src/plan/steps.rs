//! Steps of a plan, each by the command that requests are carried out with.

use secret::id::{self, Prefix};

use super::work::Work;
use super::{
    Bounded, Holder, Kept, NewAccount, NewDevice, NewEntity, NewPolicy, NewRole, PolicyName, RootKey, Step,
};
use crate::command::{
    AddUserToGroup, AttachPolicy, CreateAccessKey, CreateAccount, CreateAccountAlias, CreateGroup,
    CreatePolicy, CreateRole, CreateUser, CreateVirtualMfaDevice, PolicyHolder, PutInlinePolicy,
    PutPermissionsBoundary, SetQuotas, UpdateAssumeRolePolicy,
};
use crate::{
    AccessKey, AccountId, Device, Enabled, Entity, Group, KeyOwner, KeyStatus, ManagedPolicy, OwnerReference,
    QuotaName, Reference, Refusal, Role, User, command,
};

/// Trust policy of a role until those that it is to trust are there.
const TRUSTS_NO_PRINCIPAL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}}"#;

pub(super) fn take(work: &mut Work<'_>, step: &Step) -> Result<(), Refusal> {
    match step {
        Step::Account(new) => account(work, new),
        Step::Alias(account, alias) => {
            work.run(&CreateAccountAlias { account: *account, alias: alias.clone() })
        }
        Step::Quotas(account, values) => {
            let values = values.iter().map(|(quota, value)| (*quota, Some(*value))).collect();
            work.run(&SetQuotas { account: *account, values })
        }
        Step::Policy(new) => policy(work, new),
        Step::Group(new) => group(work, new),
        Step::User(new) => user(work, new),
        Step::Role(new) => role(work, new),
        Step::Trust { account, role, document } => {
            let role = role_named(work, *account, role)?;
            work.run(&UpdateAssumeRolePolicy { account: *account, role, trust_policy: document.clone() })
        }
        Step::Membership { account, user, group } => {
            let user = user_named(work, *account, user)?;
            let group = group_named(work, *account, group)?;
            work.run(&AddUserToGroup { account: *account, user, group })
        }
        Step::Boundary(account, target, policy) => {
            let policy_arn = arn_of(work, *account, policy)?;
            let target = match target {
                Bounded::User(name) => command::Bounded::User(user_named(work, *account, name)?),
                Bounded::Role(name) => command::Bounded::Role(role_named(work, *account, name)?),
            };
            work.run(&PutPermissionsBoundary { account: *account, target, policy_arn })
        }
        Step::Attachment(account, target, policy) => {
            let policy_arn = arn_of(work, *account, policy)?;
            let target = holder_named(work, *account, target)?;
            work.run(&AttachPolicy { account: *account, target, policy_arn })
        }
        Step::Inline { account, holder, name, document } => {
            let target = holder_named(work, *account, holder)?;
            let (policy_name, document) = (name.clone(), document.clone());
            work.run(&PutInlinePolicy { account: *account, target, policy_name, document })
        }
        Step::AccessKey { account, user, key, active } => {
            let owner = OwnerReference::User(user_named(work, *account, user)?);
            let made = work.draft(&CreateAccessKey { account: *account, owner })?;
            let status = if *active { KeyStatus::Active } else { KeyStatus::Inactive };
            let key = given(work, AccessKey { status, ..made }, &key.id, &key.secret)?;
            work.put(key);
            Ok(())
        }
        Step::Device(new) => device(work, new),
    }
}

fn account(work: &mut Work<'_>, new: &NewAccount) -> Result<(), Refusal> {
    let root_key = !matches!(new.root_key, RootKey::Without);
    let mut made = work.draft(&CreateAccount { name: new.name.clone(), id: new.id, root_key })?;
    if let Some(key) = &new.admin_key {
        made.admin_key = given(work, made.admin_key, &key.id, &key.secret)?;
    }
    if let (RootKey::Given(key), Some(drawn)) = (&new.root_key, &made.root_key) {
        made.root_key = Some(given(work, drawn.clone(), &key.id, &key.secret)?);
    }
    if made.root_key.as_ref().is_some_and(|root| root.id == made.admin_key.id) {
        return Err(Refusal::AlreadyExists(Entity::AccessKey, made.admin_key.id));
    }
    work.put(made.account.clone());
    work.put(made.admin.clone());
    work.put(made.admin_key.clone());
    if let Some(key) = &made.root_key {
        work.put(key.clone());
    }
    work.accounts.push(made);
    Ok(())
}

/// A drawn key with given id and secret. Ids are unique in the installation.
fn given(
    work: &Work<'_>,
    drawn: AccessKey,
    id: &str,
    secret: &secret::Secret<String>,
) -> Result<AccessKey, Refusal> {
    if work.state.access_key(id).is_some() {
        return Err(Refusal::AlreadyExists(Entity::AccessKey, id.to_owned()));
    }
    debug_assert!(id::is_access_key_id(id), "the plan's maker checks the form");
    Ok(AccessKey { id: id.to_owned(), secret: secret.clone(), ..drawn })
}

fn user(work: &mut Work<'_>, new: &NewEntity) -> Result<(), Refusal> {
    let made = work.draft(&CreateUser {
        account: new.account,
        name: new.name.clone(),
        path: new.path.clone(),
        permissions_boundary: None,
        tags: new.tags.clone(),
    })?;
    let kept = kept(work, new.kept.as_ref(), Prefix::User)?;
    work.put(match kept {
        Some(Kept { id, created }) => User { id, created, ..made },
        None => made,
    });
    Ok(())
}

fn group(work: &mut Work<'_>, new: &NewEntity) -> Result<(), Refusal> {
    let made =
        work.draft(&CreateGroup { account: new.account, name: new.name.clone(), path: new.path.clone() })?;
    let kept = kept(work, new.kept.as_ref(), Prefix::Group)?;
    work.put(match kept {
        Some(Kept { id, created }) => Group { id, created, ..made },
        None => made,
    });
    Ok(())
}

fn role(work: &mut Work<'_>, new: &NewRole) -> Result<(), Refusal> {
    let NewRole { entity, description, max_session_seconds } = new;
    let made = work.draft(&CreateRole {
        account: entity.account,
        name: entity.name.clone(),
        path: entity.path.clone(),
        trust_policy: TRUSTS_NO_PRINCIPAL.to_owned(),
        description: description.clone(),
        max_session_seconds: *max_session_seconds,
        permissions_boundary: None,
        tags: entity.tags.clone(),
    })?;
    let kept = kept(work, entity.kept.as_ref(), Prefix::Role)?;
    work.put(match kept {
        Some(Kept { id, created }) => Role { id, created, ..made },
        None => made,
    });
    Ok(())
}

fn policy(work: &mut Work<'_>, new: &NewPolicy) -> Result<(), Refusal> {
    let NewPolicy { entity, description, document } = new;
    let made = work.draft(&CreatePolicy {
        account: entity.account,
        name: entity.name.clone(),
        path: entity.path.clone(),
        document: document.clone(),
        description: description.clone(),
        tags: entity.tags.clone(),
    })?;
    let kept = kept(work, entity.kept.as_ref(), Prefix::Policy)?;
    work.put(match kept {
        Some(Kept { id, created }) => ManagedPolicy { id, created, ..made },
        None => made,
    });
    Ok(())
}

/// Identity that an entity keeps, if no other has that id.
fn kept(work: &Work<'_>, kept: Option<&Kept>, prefix: Prefix) -> Result<Option<Kept>, Refusal> {
    let Some(kept) = kept else { return Ok(None) };
    let state = &work.state;
    let (taken, entity) = match prefix {
        Prefix::User => (state.user(&kept.id).is_some(), Entity::User),
        Prefix::Role => (state.role(&kept.id).is_some(), Entity::Role),
        Prefix::Group => (state.group(&kept.id).is_some(), Entity::Group),
        // policies are found by ARN
        _ => (state.policies_by_id().any(|id| id == kept.id), Entity::Policy),
    };
    if taken { Err(Refusal::AlreadyExists(entity, kept.id.clone())) } else { Ok(Some(kept.clone())) }
}

/// A device is enabled at once: with the seed given, codes would prove nothing more.
fn device(work: &mut Work<'_>, new: &NewDevice) -> Result<(), Refusal> {
    let made = work.draft(&CreateVirtualMfaDevice {
        account: new.account,
        name: new.name.clone(),
        path: new.path.clone(),
        tags: new.tags.clone(),
    })?;
    let user = work.state.user_named(new.account, &new.user);
    let holder = KeyOwner::User(user.ok_or_else(|| no_such(Entity::User, &new.user))?.id.clone());
    let enabled = work.state.devices_of(new.account, &holder).len();
    work.state.room_for_one(new.account, QuotaName::MfaDevicesPerUser, enabled, "MFADevicesPerUser")?;
    let enabled = Enabled { holder, since: work.now.truncated(), drift_steps: 0 };
    work.put(Device { seed: new.seed.clone(), enabled: Some(enabled), ..made });
    Ok(())
}

/// The ARN of a policy that may be named by its name.
fn arn_of(work: &Work<'_>, account: AccountId, policy: &PolicyName) -> Result<String, Refusal> {
    match policy {
        PolicyName::Arn(arn) => Ok(arn.clone()),
        PolicyName::Own(name) => {
            let found = work.state.policy_named(account, name).map(|policy| policy.arn());
            found.ok_or_else(|| no_such(Entity::Policy, name))
        }
    }
}

fn no_such(entity: Entity, name: &str) -> Refusal {
    Refusal::NoSuchEntity(entity, name.to_owned())
}

fn user_named(work: &Work<'_>, account: AccountId, name: &str) -> Result<Reference<User>, Refusal> {
    let found = work.state.user_named(account, name);
    found.map(|user| user.reference()).ok_or_else(|| no_such(Entity::User, name))
}

fn group_named(work: &Work<'_>, account: AccountId, name: &str) -> Result<Reference<Group>, Refusal> {
    let found = work.state.group_named(account, name);
    found.map(|group| group.reference()).ok_or_else(|| no_such(Entity::Group, name))
}

fn role_named(work: &Work<'_>, account: AccountId, name: &str) -> Result<Reference<Role>, Refusal> {
    let found = work.state.role_named(account, name);
    found.map(|role| role.reference()).ok_or_else(|| no_such(Entity::Role, name))
}

fn holder_named(work: &Work<'_>, account: AccountId, holder: &Holder) -> Result<PolicyHolder, Refusal> {
    Ok(match holder {
        Holder::User(name) => PolicyHolder::User(user_named(work, account, name)?),
        Holder::Group(name) => PolicyHolder::Group(group_named(work, account, name)?),
        Holder::Role(name) => PolicyHolder::Role(role_named(work, account, name)?),
    })
}
