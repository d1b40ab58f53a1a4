use crate::refusal::{Quota, Refusal};
use crate::{
    AccountId, Command, Device, ManagedPolicy, Record, Reference, Role, Tag, TagSet, Tx, User, limits,
};

/// A resource that can carry tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagged {
    /// A user.
    User(Reference<User>),
    /// A role.
    Role(Reference<Role>),
    /// A customer managed policy.
    Policy(Reference<ManagedPolicy>),
    /// A virtual MFA device.
    Device(Reference<Device>),
}

/// Makes the record that a resource with these tags would be.
type WithTags = Box<dyn FnOnce(TagSet) -> Record>;

impl Tagged {
    /// Tag keys of users and roles are compared ignoring case; those of other resources are not.
    fn ignores_case(&self) -> bool {
        matches!(self, Self::User(_) | Self::Role(_))
    }

    /// The tags there are, and the record that other tags would make.
    fn find(&self, tx: &Tx<'_>, account: AccountId) -> Result<(TagSet, WithTags), Refusal> {
        match self {
            Self::User(user) => {
                let user = User::clone(user.find(tx.state, account)?);
                Ok((user.tags.clone(), Box::new(move |tags| User { tags, ..user }.into())))
            }
            Self::Role(role) => {
                let role = Role::clone(role.find(tx.state, account)?);
                Ok((role.tags.clone(), Box::new(move |tags| Role { tags, ..role }.into())))
            }
            Self::Policy(policy) => {
                let policy = ManagedPolicy::clone(policy.find(tx.state, account)?);
                Ok((policy.tags.clone(), Box::new(move |tags| ManagedPolicy { tags, ..policy }.into())))
            }
            Self::Device(device) => {
                let device = Device::clone(device.find(tx.state, account)?);
                Ok((device.tags.clone(), Box::new(move |tags| Device { tags, ..device }.into())))
            }
        }
    }
}

fn same_key(a: &str, b: &str, ignoring_case: bool) -> bool {
    if ignoring_case { a.to_lowercase() == b.to_lowercase() } else { a == b }
}

/// Beginning of the keys that AWS keeps for itself, in any case.
const RESERVED_PREFIX: &str = "aws:";

/// True if AWS keeps a tag key for itself: such a tag cannot be set.
pub fn is_reserved_tag_key(key: &str) -> bool {
    key.get(..RESERVED_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED_PREFIX))
}

/// Refuses tags to be set: a key that is reserved or given twice, and more than a resource holds.
pub(crate) fn checked_tags(tags: &TagSet, ignoring_case: bool) -> Result<TagSet, Refusal> {
    if let Some(tag) = tags.0.iter().find(|tag| is_reserved_tag_key(&tag.key)) {
        return Err(Refusal::ReservedTagKey(tag.key.clone()));
    }
    within_limits(tags.clone(), ignoring_case)
}

fn within_limits(tags: TagSet, ignoring_case: bool) -> Result<TagSet, Refusal> {
    for (index, tag) in tags.0.iter().enumerate() {
        if tags.0.iter().take(index).any(|other| same_key(&other.key, &tag.key, ignoring_case)) {
            return Err(if ignoring_case {
                Refusal::DuplicateTagKeysIgnoringCase
            } else {
                Refusal::DuplicateTagKeys
            });
        }
    }
    if tags.0.len() > limits::TAGS_PER_RESOURCE {
        return Err(Refusal::LimitExceeded(Quota::Tags));
    }
    Ok(tags)
}

/// Adds tags, replacing those of the same keys.
pub struct TagResource {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The resource.
    pub resource: Tagged,
    /// The tags to set.
    pub tags: TagSet,
}

impl Command for TagResource {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let ignoring_case = self.resource.ignores_case();
        let (mut tags, record) = self.resource.find(tx, self.account)?;
        let new = checked_tags(&self.tags, ignoring_case)?;
        for tag in new.0 {
            match tags.0.iter_mut().find(|old| same_key(&old.key, &tag.key, ignoring_case)) {
                Some(old) => *old = tag,
                None => tags.0.push(tag),
            }
        }
        let tags = within_limits(tags, ignoring_case)?;
        tx.put(record(tags));
        Ok(())
    }
}

/// Removes tags by key; keys that are not there are passed over.
pub struct UntagResource {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The resource.
    pub resource: Tagged,
    /// The keys to remove.
    pub keys: Vec<String>,
}

impl Command for UntagResource {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let ignoring_case = self.resource.ignores_case();
        let (tags, record) = self.resource.find(tx, self.account)?;
        let keep = |tag: &Tag| !self.keys.iter().any(|key| same_key(key, &tag.key, ignoring_case));
        tx.put(record(TagSet(tags.0.into_iter().filter(keep).collect())));
        Ok(())
    }
}
