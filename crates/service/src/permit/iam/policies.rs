use identity::command::Tagged;
use identity::{Entity, Refusal, arn, aws_managed};

use super::tags::{Tagging, Untagging, read};
use super::{NewEntity, collection};
use crate::authorise::Access;
use crate::call::Call;
use crate::iam::policies::managed::Managed;
use crate::operation::Row;
use crate::permit::Granted;

/// A managed policy that the account sees, or the refusal of its ARN.
fn find(call: &Call<'_, '_>, policy_arn: &str) -> Result<Managed, Refusal> {
    Managed::find(&call.state(), call.account(), policy_arn)
}

/// An action on a managed policy, by ARN: of the caller's account, of AWS, or of the account in the ARN.
fn access(call: &Call<'_, '_>, row: &Row, policy_arn: &str) -> Access {
    let owner = arn::account_of(policy_arn).unwrap_or(call.account());
    let state = call.state();
    let mut access = Access::to(row.action(), policy_arn.to_owned(), owner);
    if let Some(managed) = state.policy(policy_arn) {
        // there is no iam:ResourceTag for policies
        access = access.global_resource_tags(&managed.tags);
    }
    access.shown_as(format!("policy {policy_arn}"))
}

/// A managed policy, of the account or of AWS.
pub(crate) fn policy<'a>(call: &Call<'a, '_>, row: &Row, policy_arn: &str) -> Granted<'a, Managed> {
    let found = find(call, policy_arn);
    call.authorise(&access(call, row, policy_arn), found)?.found()
}

/// A managed policy, for one of its versions. A missing policy is reported as a missing version.
pub(crate) fn policy_version<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    policy_arn: &str,
    version_id: &str,
) -> Granted<'a, Managed> {
    let found = find(call, policy_arn).map_err(|refusal| match refusal {
        Refusal::NoSuchEntity(..) => Refusal::no_version(policy_arn, version_id),
        other => other,
    });
    call.authorise(&access(call, row, policy_arn), found)?.found()
}

/// A managed policy, for the entities that use it. AWS words its absence as that of an attachable policy.
pub(crate) fn used_policy<'a>(call: &Call<'a, '_>, row: &Row, policy_arn: &str) -> Granted<'a, Managed> {
    let found = find(call, policy_arn).map_err(|refusal| match refusal {
        Refusal::NoSuchEntity(_, arn) => Refusal::NoSuchEntity(Entity::AttachablePolicyArn, arn),
        other => other,
    });
    call.authorise(&access(call, row, policy_arn), found)?.found()
}

/// The managed policies of the account and of AWS.
pub(crate) fn policies<'a>(call: &Call<'a, '_>, row: &Row, prefix: &Option<String>) -> Granted<'a, ()> {
    collection(call, row, format!("policy path {}", prefix.as_deref().unwrap_or("/")))
}

/// A managed policy that is to be made.
pub(crate) fn new_policy<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    path: &Option<String>,
    name: &str,
    tags: &Option<Vec<wire::iam::Tag>>,
) -> Granted<'a, NewEntity> {
    let arn = |path: &str| arn::policy(call.account(), path, name);
    NewEntity::authorise(call, row, path.as_ref(), arn, tags.as_ref(), None)
}

/// A customer managed policy that is to be changed, by ARN. AWS's cannot be changed, even where policies allow it: the command then
/// refuses in words of its own, as it does where there is no such policy.
pub(crate) fn own_policy<'a>(call: &Call<'a, '_>, row: &Row, policy_arn: &str) -> Granted<'a, String> {
    changed(call, policy_arn, &access(call, row, policy_arn), policy_arn.to_owned())
}

fn changed<'a, R>(call: &Call<'a, '_>, policy_arn: &str, access: &Access, resource: R) -> Granted<'a, R> {
    if policy_arn.starts_with(aws_managed::ARN_PREFIX) {
        call.authorise_attempt(access, resource)
    } else {
        call.authorise(access, resource)
    }
}

/// Tags that a customer managed policy is to get.
pub(crate) fn tagged_policy<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    policy_arn: &str,
    tags: &[wire::iam::Tag],
) -> Granted<'a, Tagging> {
    let tags = read(tags);
    let access = access(call, row, policy_arn).request_tags(&tags);
    changed(call, policy_arn, &access, Tagging { resource: Tagged::Policy(policy_arn.to_owned()), tags })
}

/// Tags that a customer managed policy is to lose.
pub(crate) fn untagged_policy<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    policy_arn: &str,
    keys: &[String],
) -> Granted<'a, Untagging> {
    let access = access(call, row, policy_arn).with_list("aws:TagKeys", keys.iter().map(String::as_str));
    let resource = Tagged::Policy(policy_arn.to_owned());
    changed(call, policy_arn, &access, Untagging { resource, keys: keys.to_vec() })
}
