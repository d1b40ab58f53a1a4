use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use secret::Secret;

use crate::{AccountId, Device, Entity, Group, KeyOwner, ManagedPolicy, Refusal, Role, State, User};

/// Reference to an entity that was found and judged: commands act on that very entity, under the ARN that it had then.
///
/// An entity that is gone, renamed or moved by then is refused as one that does not exist, by the name that it had; a
/// namesake that was made meanwhile is not acted upon.
pub struct Reference<K> {
    /// Key of the record.
    key: String,
    arn: String,
    name: String,
    mark: Mark,
    kind: PhantomData<fn() -> K>,
}

/// Difference between an entity and a later one under the same key.
#[derive(Clone)]
enum Mark {
    /// None: the key is a unique id, which no other entity ever has.
    Key,
    /// The unique id, where the key is an ARN.
    Id(String),
    /// The seed of a device, which has no unique id: random, and the same for as long as the device is there.
    Seed(Secret<Vec<u8>>),
}

impl Mark {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Key, Self::Key) => true,
            (Self::Id(one), Self::Id(other)) => one == other,
            (Self::Seed(one), Self::Seed(other)) => one.ct_eq(other.expose()),
            _ => false,
        }
    }
}

impl<K> Reference<K> {
    /// Key of the record: the unique id of a user, group or role; the ARN of a policy or device.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Refers to no entity, as a reference whose entity is gone.
    pub fn to_nothing(name: String) -> Self {
        Self { key: String::new(), arn: String::new(), name, mark: Mark::Key, kind: PhantomData }
    }
}

impl<K> Clone for Reference<K> {
    fn clone(&self) -> Self {
        let Self { key, arn, name, mark, kind } = self;
        Self { key: key.clone(), arn: arn.clone(), name: name.clone(), mark: mark.clone(), kind: *kind }
    }
}

impl<K> PartialEq for Reference<K> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.arn == other.arn && self.mark.is_same(&other.mark)
    }
}

impl<K> Eq for Reference<K> {}

impl<K> fmt::Debug for Reference<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.key, self.name)
    }
}

macro_rules! referable {
    ($($kind:ident as $entity:ident: $find:ident, |$it:ident| $key:expr, $arn:expr, $name:expr, $mark:expr;)*) => {
        $(impl $kind {
            /// A reference to it, for commands.
            pub fn reference(&self) -> Reference<Self> {
                let $it = self;
                Reference { key: $key, arn: $arn, name: $name, mark: $mark, kind: PhantomData }
            }
        }

        impl Reference<$kind> {
            /// The entity as it is now.
            pub(crate) fn find<'s>(
                &self,
                state: &'s State,
                account: AccountId,
            ) -> Result<&'s Arc<$kind>, Refusal> {
                let is_same = |$it: &&Arc<$kind>| {
                    $it.account == account && $arn == self.arn && self.mark.is_same(&$mark)
                };
                let found = state.$find(&self.key).filter(is_same);
                found.ok_or_else(|| Refusal::NoSuchEntity(Entity::$entity, self.name.clone()))
            }
        })*
    };
}

referable! {
    User as User: user, |it| it.id.clone(), it.arn(), it.name.clone(), Mark::Key;
    Group as Group: group, |it| it.id.clone(), it.arn(), it.name.clone(), Mark::Key;
    Role as Role: role, |it| it.id.clone(), it.arn(), it.name.clone(), Mark::Key;
    ManagedPolicy as PolicyArn: policy, |it| it.arn(), it.arn(), it.arn(), Mark::Id(it.id.clone());
    Device as MfaDevice: device,
        |it| it.serial_number(), it.serial_number(), it.serial_number(), Mark::Seed(it.seed.clone());
}

/// Owner of access keys and MFA devices, as commands name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnerReference {
    /// The root user of the account that the command acts in.
    Root,
    /// A user.
    User(Reference<User>),
}

impl OwnerReference {
    /// The owner as records name it, if it is there.
    pub(crate) fn find(&self, state: &State, account: AccountId) -> Result<KeyOwner, Refusal> {
        match self {
            Self::Root if state.account(account).is_none() => Err(Refusal::CallerGone),
            Self::Root => Ok(KeyOwner::Root),
            Self::User(user) => Ok(KeyOwner::User(user.find(state, account)?.id.clone())),
        }
    }
}

#[cfg(test)]
mod tests;
