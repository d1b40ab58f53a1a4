//! Users, groups and roles as holders of policies.

use std::sync::Arc;

use identity::command::PolicyHolder;
use identity::{AccountId, AttachedPolicies, Entity, Group, Role, User, arn};

/// A user, group or role that was found.
#[derive(Clone)]
pub(crate) enum Holder {
    /// A user.
    User(Arc<User>),
    /// A group.
    Group(Arc<Group>),
    /// A role.
    Role(Arc<Role>),
}

impl Holder {
    /// The kind.
    pub(crate) fn kind(&self) -> HolderKind {
        match self {
            Self::User(_) => HolderKind::User,
            Self::Group(_) => HolderKind::Group,
            Self::Role(_) => HolderKind::Role,
        }
    }

    /// The unique id.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::User(user) => &user.id,
            Self::Group(group) => &group.id,
            Self::Role(role) => &role.id,
        }
    }

    /// The name as stored.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::User(user) => &user.name,
            Self::Group(group) => &group.name,
            Self::Role(role) => &role.name,
        }
    }

    /// The path.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::User(user) => &user.path,
            Self::Group(group) => &group.path,
            Self::Role(role) => &role.path,
        }
    }

    /// The ARN.
    pub(crate) fn arn(&self) -> String {
        match self {
            Self::User(user) => user.arn(),
            Self::Group(group) => group.arn(),
            Self::Role(role) => role.arn(),
        }
    }

    /// The policies embedded and attached.
    pub(crate) fn policies(&self) -> &AttachedPolicies {
        match self {
            Self::User(user) => &user.policies,
            Self::Group(group) => &group.policies,
            Self::Role(role) => &role.policies,
        }
    }

    /// A reference to the holder, for commands.
    pub(crate) fn reference(&self) -> PolicyHolder {
        match self {
            Self::User(user) => PolicyHolder::User(user.reference()),
            Self::Group(group) => PolicyHolder::Group(group.reference()),
            Self::Role(role) => PolicyHolder::Role(role.reference()),
        }
    }
}

/// A kind of holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HolderKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
}

impl HolderKind {
    /// The kind as errors know it.
    pub(crate) fn entity(self) -> Entity {
        match self {
            Self::User => Entity::User,
            Self::Group => Entity::Group,
            Self::Role => Entity::Role,
        }
    }

    /// An inline policy of such a holder, as errors know it.
    pub(crate) fn inline_policy(self) -> Entity {
        match self {
            Self::User => Entity::UserPolicy,
            Self::Group => Entity::GroupPolicy,
            Self::Role => Entity::RolePolicy,
        }
    }

    /// Kind and name of the holder in an ARN of `account`. The path plays no part.
    pub(crate) fn of_arn(account: AccountId, text: &str) -> Option<(Self, String)> {
        let resource = text.strip_prefix(&format!("arn:{}:iam::{account}:", arn::PARTITION))?;
        let (kind, _) = resource.split_once('/')?;
        let name = resource.rsplit('/').next().filter(|name| !name.is_empty())?.to_owned();
        let kind = match kind {
            "user" => Self::User,
            "group" => Self::Group,
            "role" => Self::Role,
            _ => return None,
        };
        Some((kind, name))
    }
}
