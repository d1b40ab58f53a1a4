use std::sync::Arc;

use identity::{Account, AccountId, Entity, KeyOwner, OwnerReference, Refusal, User, arn};

use super::{NewEntity, collection, under_prefix, with_boundary};
use crate::authorise::Access;
use crate::call::{Call, must_specify_user_name};
use crate::caller::CallerKind;
use crate::operation::Row;
use crate::permit::Granted;

/// A user of the caller's account, or the refusal of an unknown name.
pub(super) fn find(call: &Call<'_, '_>, name: &str) -> Result<Arc<User>, Refusal> {
    let found = call.state().user_named(call.account(), name).cloned();
    found.ok_or_else(|| Refusal::NoSuchEntity(Entity::User, name.to_owned()))
}

/// An action on a user. Denials name it as the request does.
pub(super) fn access(
    action: &'static str,
    account: AccountId,
    name: &str,
    found: &Result<Arc<User>, Refusal>,
) -> Access {
    let access = match found {
        Ok(user) => {
            let access = Access::to(action, user.arn(), account).resource_tags("iam", &user.tags);
            with_boundary(access, user.permissions_boundary.as_deref())
        }
        Err(_) => Access::to(action, arn::user(account, "/", name), account),
    };
    access.shown_as(format!("user {name}"))
}

/// A user of the caller's account, by name.
pub(crate) fn user<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, Arc<User>> {
    with(call, row, name, |access| access)
}

/// The same, where the request adds condition keys.
pub(super) fn with<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    name: &str,
    add: impl FnOnce(Access) -> Access,
) -> Granted<'a, Arc<User>> {
    let found = find(call, name);
    let access = add(access(row.action(), call.account(), name, &found));
    call.authorise(&access, found)?.found()
}

/// All users of the account.
pub(crate) fn users<'a>(call: &Call<'a, '_>, row: &Row, prefix: &Option<String>) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "user", prefix.as_ref()))
}

/// A user that is to be made.
pub(crate) fn new_user<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    path: &Option<String>,
    name: &str,
    tags: &Option<Vec<wire::iam::Tag>>,
    boundary: &Option<String>,
) -> Granted<'a, NewEntity> {
    let arn = |path: &str| arn::user(call.account(), path, name);
    NewEntity::authorise(call, row, path.as_ref(), arn, tags.as_ref(), boundary.as_deref())
}

/// A user that is to be renamed or moved. AWS asks for the permission on the user as it will be, too: else a user could be
/// moved out of what a policy protects, or into what it grants.
pub(crate) fn renamed_user<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    name: &str,
    new_name: &Option<String>,
    new_path: &Option<String>,
) -> Granted<'a, Arc<User>> {
    let permit = user(call, row, name)?;
    if new_name.is_some() || new_path.is_some() {
        let account = call.account();
        let name_to_be = new_name.as_deref().unwrap_or(&permit.name);
        let path = new_path.as_deref().unwrap_or(&permit.path);
        let shown = new_name.as_deref().unwrap_or(name);
        let access = Access::to(row.action(), arn::user(account, path, name_to_be), account)
            .shown_as(format!("user {shown}"))
            .resource_tags("iam", &permit.tags);
        call.authorise_also(&access)?;
    }
    Ok(permit)
}

/// The caller itself, as GetUser shows it.
pub(crate) enum Caller {
    User(Arc<User>),
    Root(Arc<Account>),
}

/// A user by name, or else the caller itself, who may be root.
pub(crate) fn user_or_caller<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    name: &Option<String>,
) -> Granted<'a, Caller> {
    if let Some(name) = name {
        return Ok(user(call, row, name)?.map(Caller::User));
    }
    let access = Access::to(row.action(), call.caller.arn(), call.account());
    match call.caller.kind() {
        CallerKind::Root { .. } => {
            let account = call.state().account(call.account()).cloned();
            let found = account.map(Caller::Root).ok_or(Refusal::CallerGone);
            call.authorise(&access, found)?.found()
        }
        CallerKind::User { user, .. } => {
            let now = call.state().user(&user.id).cloned();
            let found = now.map(Caller::User).ok_or(Refusal::CallerGone);
            call.authorise(&access.resource_tags("iam", &user.tags), found)?.found()
        }
        CallerKind::Role { .. } => Err(must_specify_user_name()),
    }
}

/// The owner of access keys, devices and the like: the user named, or else the caller itself, who may be root.
pub(crate) enum Owner {
    Root,
    User(Arc<User>),
}

impl Owner {
    /// A reference to the owner, for commands.
    pub(crate) fn reference(&self) -> OwnerReference {
        match self {
            Self::Root => OwnerReference::Root,
            Self::User(user) => OwnerReference::User(user.reference()),
        }
    }

    /// The owner as records of keys and devices have it.
    pub(crate) fn key_owner(&self) -> KeyOwner {
        match self {
            Self::Root => KeyOwner::Root,
            Self::User(user) => KeyOwner::User(user.id.clone()),
        }
    }

    /// Name of the user; root has none.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Root => None,
            Self::User(user) => Some(&user.name),
        }
    }
}

/// A user's name in a request, required or not.
pub(crate) trait GivenName {
    fn given(&self) -> Option<&str>;
}

impl GivenName for String {
    fn given(&self) -> Option<&str> {
        Some(self)
    }
}

impl GivenName for Option<String> {
    fn given(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// Owner of keys and devices: the named user, or the caller itself if none is named. Roles own nothing.
pub(crate) fn owner<'a>(call: &Call<'a, '_>, row: &Row, name: &impl GivenName) -> Granted<'a, Owner> {
    if let Some(name) = name.given() {
        return Ok(user(call, row, name)?.map(Owner::User));
    }
    match call.caller.kind() {
        CallerKind::User { user, .. } => {
            let found = call.state().user(&user.id).cloned().ok_or(Refusal::CallerGone);
            let access = access(row.action(), call.account(), &user.name, &found);
            call.authorise(&access, found.map(Owner::User))?.found()
        }
        CallerKind::Root { .. } => {
            let access = Access::to(row.action(), arn::root(call.account()), call.account());
            call.authorise(&access, Owner::Root)
        }
        CallerKind::Role { .. } => Err(must_specify_user_name()),
    }
}
