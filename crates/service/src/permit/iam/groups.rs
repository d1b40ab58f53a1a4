use std::sync::Arc;

use identity::{AccountId, Entity, Group, Refusal, User, arn};

use super::{NewEntity, collection, under_prefix, users};
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;

/// A group of the caller's account, or the refusal of an unknown name.
pub(super) fn find(call: &Call<'_, '_>, name: &str) -> Result<Arc<Group>, Refusal> {
    let found = call.state().group_named(call.account(), name).cloned();
    found.ok_or_else(|| Refusal::NoSuchEntity(Entity::Group, name.to_owned()))
}

/// An action on a group. Denials name it as the request does.
pub(super) fn access(
    action: &'static str,
    account: AccountId,
    name: &str,
    found: &Result<Arc<Group>, Refusal>,
) -> Access {
    let resource = found.as_ref().map_or_else(|_| arn::group(account, "/", name), |group| group.arn());
    Access::to(action, resource, account).shown_as(format!("group {name}"))
}

/// A group of the caller's account, by name.
pub(crate) fn group<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, Arc<Group>> {
    let found = find(call, name);
    call.authorise(&access(row.action(), call.account(), name, &found), found)?.found()
}

/// All groups of the account.
pub(crate) fn groups<'a>(call: &Call<'a, '_>, row: &Row, prefix: &Option<String>) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "group", prefix.as_ref()))
}

/// A group that is to be made.
pub(crate) fn new_group<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    path: &Option<String>,
    name: &str,
) -> Granted<'a, NewEntity> {
    let arn = |path: &str| arn::group(call.account(), path, name);
    NewEntity::authorise(call, row, path.as_ref(), arn, None, None)
}

/// A group that is to be renamed or moved. AWS asks for the permission on the group as it will be, too.
pub(crate) fn renamed_group<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    name: &str,
    new_name: &Option<String>,
    new_path: &Option<String>,
) -> Granted<'a, Arc<Group>> {
    let permit = group(call, row, name)?;
    if new_name.is_some() || new_path.is_some() {
        let account = call.account();
        let name_to_be = new_name.as_deref().unwrap_or(&permit.name);
        let path = new_path.as_deref().unwrap_or(&permit.path);
        let shown = new_name.as_deref().unwrap_or(name);
        let access = Access::to(row.action(), arn::group(account, path, name_to_be), account);
        call.authorise_also(&access.shown_as(format!("group {shown}")))?;
    }
    Ok(permit)
}

/// A group, and a user that is to enter or leave it.
pub(crate) struct Membership {
    /// The group, on which the permission is.
    pub group: Arc<Group>,
    /// The user.
    pub user: Arc<User>,
}

/// A membership. With both unknown, AWS names the user.
pub(crate) fn membership<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    group: &str,
    user: &str,
) -> Granted<'a, Membership> {
    let found = find(call, group);
    let access = access(row.action(), call.account(), group, &found);
    let both = users::find(call, user).and_then(|user| found.map(|group| Membership { group, user }));
    call.authorise(&access, both)?.found()
}
