use std::sync::Arc;

use identity::{AccountId, Entity, Refusal, Role, arn};
use wire::fault::Fault;

use super::{NewEntity, collection, with_boundary};
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;
use crate::permit::value::Permit;

/// A role of the caller's account, or the refusal of an unknown name.
pub(super) fn find(call: &Call<'_, '_>, name: &str) -> Result<Arc<Role>, Refusal> {
    let found = call.state().role_named(call.account(), name).cloned();
    found.ok_or_else(|| Refusal::NoSuchEntity(Entity::Role, name.to_owned()))
}

/// An action on a role. Denials name it as the request does.
pub(super) fn access(
    action: &'static str,
    account: AccountId,
    name: &str,
    found: &Result<Arc<Role>, Refusal>,
) -> Access {
    let access = match found {
        Ok(role) => {
            let access = Access::to(action, role.arn(), account).resource_tags("iam", &role.tags);
            with_boundary(access, role.permissions_boundary.as_deref())
        }
        Err(_) => Access::to(action, arn::role(account, "/", name), account),
    };
    access.shown_as(format!("role {name}"))
}

/// A role of the caller's account, by name.
pub(crate) fn role<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, Arc<Role>> {
    with(call, row, name, |access| access)
}

/// The same, where the request adds condition keys.
pub(super) fn with<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    name: &str,
    add: impl FnOnce(Access) -> Access,
) -> Granted<'a, Arc<Role>> {
    let found = find(call, name);
    let access = add(access(row.action(), call.account(), name, &found));
    call.authorise(&access, found)?.found()
}

/// All roles of the account.
pub(crate) fn roles<'a>(call: &Call<'a, '_>, row: &Row, prefix: &Option<String>) -> Granted<'a, ()> {
    let prefix = prefix.as_deref().unwrap_or("/");
    collection(call, row, arn::role(call.account(), prefix, ""))
}

/// A role that is to be made.
pub(crate) fn new_role<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    path: &Option<String>,
    name: &str,
    tags: &Option<Vec<wire::iam::Tag>>,
    boundary: &Option<String>,
) -> Granted<'a, NewEntity> {
    let arn = |path: &str| arn::role(call.account(), path, name);
    NewEntity::authorise(call, row, path.as_ref(), arn, tags.as_ref(), boundary.as_deref())
}

/// A role of the caller's account, by ARN, whose trust policy another operation shows; `None` if there is no such role.
pub(crate) fn role_to_show<'a>(
    call: &Call<'a, '_>,
    role_arn: &str,
) -> Result<Option<Permit<'a, Arc<Role>>>, Fault> {
    let name = role_arn.rsplit('/').next().unwrap_or_default();
    let found = find(call, name).ok().filter(|role| role.arn() == role_arn);
    let Some(role) = found else { return Ok(None) };
    let access = access("iam:GetRole", call.account(), &role.name.clone(), &Ok(role.clone()));
    call.authorise(&access, role).map(Some)
}
