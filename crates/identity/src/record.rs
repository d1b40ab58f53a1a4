use std::sync::Arc;

use crate::{
    AccessKey, Account, AccountId, Device, Group, KeyUse, ManagedPolicy, Role, RoleUse, Throttle, User,
};

/// Names one record, for ever: what a durable store keys it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// By account id.
    Account(AccountId),
    /// By unique id.
    User(String),
    /// By unique id.
    Group(String),
    /// By unique id.
    Role(String),
    /// By ARN.
    Policy(String),
    /// By access key id.
    AccessKey(String),
    /// By access key id.
    KeyUse(String),
    /// By unique id of the role.
    RoleUse(String),
    /// By serial number.
    Device(String),
    /// By subject.
    Throttle(String),
}

/// One self-contained piece of identity state. Cheap to clone.
#[derive(Clone)]
pub enum Record {
    /// An account.
    Account(Arc<Account>),
    /// A user.
    User(Arc<User>),
    /// A group.
    Group(Arc<Group>),
    /// A role.
    Role(Arc<Role>),
    /// A customer managed policy.
    Policy(Arc<ManagedPolicy>),
    /// A long-term access key.
    AccessKey(Arc<AccessKey>),
    /// The last use of an access key.
    KeyUse(Arc<KeyUse>),
    /// The last use of a role.
    RoleUse(Arc<RoleUse>),
    /// A virtual MFA device.
    Device(Arc<Device>),
    /// Wrong codes held against somebody.
    Throttle(Arc<Throttle>),
}

impl Record {
    /// What it is stored under.
    pub fn key(&self) -> Key {
        match self {
            Self::Account(account) => Key::Account(account.id),
            Self::User(user) => Key::User(user.id.clone()),
            Self::Group(group) => Key::Group(group.id.clone()),
            Self::Role(role) => Key::Role(role.id.clone()),
            Self::Policy(policy) => Key::Policy(policy.arn()),
            Self::AccessKey(key) => Key::AccessKey(key.id.clone()),
            Self::KeyUse(key_use) => Key::KeyUse(key_use.access_key_id.clone()),
            Self::RoleUse(role_use) => Key::RoleUse(role_use.role_id.clone()),
            Self::Device(device) => Key::Device(device.serial_number()),
            Self::Throttle(throttle) => Key::Throttle(throttle.subject.clone()),
        }
    }

    /// The account that it belongs to, for what belongs to one.
    pub(crate) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account.id),
            Self::User(user) => Some(user.account),
            Self::Group(group) => Some(group.account),
            Self::Role(role) => Some(role.account),
            Self::Policy(policy) => Some(policy.account),
            Self::AccessKey(key) => Some(key.account),
            Self::Device(device) => Some(device.account),
            Self::KeyUse(_) | Self::RoleUse(_) | Self::Throttle(_) => None,
        }
    }
}

macro_rules! record_from {
    ($($kind:ident: $model:ty),* $(,)?) => {
        $(impl From<$model> for Record {
            fn from(value: $model) -> Self {
                Self::$kind(Arc::new(value))
            }
        })*
    };
}

record_from! {
    Account: Account, User: User, Group: Group, Role: Role, Policy: ManagedPolicy, AccessKey: AccessKey, KeyUse: KeyUse,
    RoleUse: RoleUse, Device: Device, Throttle: Throttle,
}

/// One step of a change of state.
#[derive(Clone)]
pub enum Change {
    /// The record now is this.
    Put(Record),
    /// There is no such record any more.
    Delete(Key),
}

impl Change {
    /// Which record changes.
    pub fn key(&self) -> Key {
        match self {
            Self::Put(record) => record.key(),
            Self::Delete(key) => key.clone(),
        }
    }
}
