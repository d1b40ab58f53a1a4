//! Permits on entities that cannot be made here yet.

use identity::{Refusal, arn};

use super::users::{GivenName, Owner, owner};
use super::{account, collection, roles, under_prefix};
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;
use crate::refusal;

/// An entity of the account that is not there, by name.
fn entity<'a>(call: &Call<'a, '_>, row: &Row, kind: &str, name: &str) -> Granted<'a, String> {
    let account = call.account();
    let resource = format!("arn:{}:iam::{account}:{kind}/{name}", arn::PARTITION);
    let access = Access::to(row.action(), resource, account);
    call.authorise(&access.shown_as(format!("{} {name}", kind.replace('-', " "))), name.to_owned())
}

/// An instance profile, by name.
pub(crate) fn instance_profile<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, String> {
    entity(call, row, "instance-profile", name)
}

/// All instance profiles of the account.
pub(crate) fn instance_profiles<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    prefix: &Option<String>,
) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "instance-profile", prefix.as_ref()))
}

/// A server certificate, by name.
pub(crate) fn server_certificate<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, String> {
    entity(call, row, "server-certificate", name)
}

/// All server certificates of the account.
pub(crate) fn server_certificates<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    prefix: &Option<String>,
) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "server-certificate", prefix.as_ref()))
}

/// A delegation request, by id.
pub(crate) fn delegation_request<'a>(call: &Call<'a, '_>, row: &Row, id: &str) -> Granted<'a, String> {
    entity(call, row, "delegation-request", id)
}

/// An OpenID Connect provider, by ARN.
pub(crate) fn oidc_provider<'a>(call: &Call<'a, '_>, row: &Row, arn: &str) -> Granted<'a, String> {
    provider(call, row, "oidc-provider", arn)
}

/// All OpenID Connect providers of the account.
pub(crate) fn oidc_providers<'a>(call: &Call<'a, '_>, row: &Row) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "oidc-provider", Some(&"/*".to_owned())))
}

/// A SAML provider, by ARN.
pub(crate) fn saml_provider<'a>(call: &Call<'a, '_>, row: &Row, arn: &str) -> Granted<'a, String> {
    provider(call, row, "saml-provider", arn)
}

/// All SAML providers of the account.
pub(crate) fn saml_providers<'a>(call: &Call<'a, '_>, row: &Row) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "saml-provider", Some(&"/*".to_owned())))
}

/// An identity provider, by ARN, which must be one of such.
fn provider<'a>(call: &Call<'a, '_>, row: &Row, kind: &str, provider: &str) -> Granted<'a, String> {
    let owner = arn::account_of(provider).unwrap_or(call.account());
    let permit =
        call.authorise(&Access::to(row.action(), provider.to_owned(), owner), provider.to_owned())?;
    let start = format!("arn:{}:iam::{owner}:{kind}/", arn::PARTITION);
    match provider.strip_prefix(&start) {
        Some(name) if !name.is_empty() => Ok(permit),
        _ => Err(refusal::fault(Refusal::InvalidBoundaryArn(provider.to_owned()))),
    }
}

/// The password of a user, or of the caller itself: the name as given, else the caller's own, or root's account.
pub(crate) fn login_profile<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    user: &impl GivenName,
) -> Granted<'a, String> {
    let account = call.account();
    Ok(owner(call, row, user)?.map(|owner| {
        let given = user.given().map(str::to_owned);
        given.or_else(|| owner.name().map(str::to_owned)).unwrap_or_else(|| account.to_string())
    }))
}

/// A credential of a user, by its id.
pub(crate) struct Owned {
    /// The id.
    pub id: String,
}

/// A credential of a user, or of the caller itself, by its id.
pub(crate) fn owned<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    user: &impl GivenName,
    id: &str,
) -> Granted<'a, Owned> {
    Ok(owner(call, row, user)?.map(|_: Owner| Owned { id: id.to_owned() }))
}

/// The credentials of a user, of the caller itself, or of all users.
pub(crate) fn owner_or_all<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    user: &Option<String>,
    all: &Option<bool>,
) -> Granted<'a, ()> {
    if *all == Some(true) { account(call, row) } else { Ok(owner(call, row, user)?.map(drop)) }
}

/// The role that a deletion task, `task/aws-service-role/SERVICE/ROLE/UUID`, is about; it may be gone.
pub(crate) fn deletion_task<'a>(call: &Call<'a, '_>, row: &Row, task_id: &str) -> Granted<'a, String> {
    let role = task_id.rsplit('/').nth(1).unwrap_or_default();
    let found = roles::find(call, role);
    call.authorise(&roles::access(row.action(), call.account(), role, &found), task_id.to_owned())
}

/// A report that was asked for, by the id of its job.
pub(crate) fn job<'a>(call: &Call<'a, '_>, row: &Row, id: &str) -> Granted<'a, String> {
    Ok(account(call, row)?.map(|()| id.to_owned()))
}

/// A role that is to be deleted as one of a service, by its name as given; it must exist.
pub(crate) fn service_linked_role<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, String> {
    Ok(roles::role(call, row, name)?.map(|_| name.to_owned()))
}
