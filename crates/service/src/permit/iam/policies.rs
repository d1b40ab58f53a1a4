use std::sync::Arc;

use identity::command::Tagged;
use identity::{Entity, ManagedPolicy, Refusal, arn, aws_managed};

use super::tags::{Tagging, Untagging, read};
use super::{NewEntity, collection};
use crate::authorise::Access;
use crate::call::Call;
use crate::iam::policies::managed::Managed;
use crate::operation::Row;
use crate::permit::Granted;

/// A managed policy that the account sees, or the refusal of its ARN.
fn find(call: &Call<'_, '_>, policy_arn: &str) -> Result<Managed, Refusal> {
    Managed::find(call.state(), call.account(), policy_arn)
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
    let found = find(call, policy_arn).map_err(|refusal| without_version(refusal, version_id));
    call.authorise(&access(call, row, policy_arn), found)?.found()
}

/// A missing policy where a version is named: its version is missing.
fn without_version(refusal: Refusal, version_id: &str) -> Refusal {
    match refusal {
        Refusal::NoSuchEntity(_, policy_arn) => Refusal::no_version(&policy_arn, version_id),
        other => other,
    }
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

/// Defines the permit for one kind of change of a customer managed policy, by ARN. AWS's cannot be changed, even
/// where policies allow it: they are refused in words of their own, which say what was tried.
macro_rules! changed_policies {
    ($($(#[$doc:meta])* $function:ident($($version:ident)?) = $attempt:literal;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $function<'a>(
            call: &Call<'a, '_>,
            row: &Row,
            policy_arn: &str,
            $($version: &str,)?
        ) -> Granted<'a, Arc<ManagedPolicy>> {
            let found = find_own(call, policy_arn, $attempt);
            $(let found = found.map_err(|refusal| without_version(refusal, $version));)?
            changed(call, policy_arn, &access(call, row, policy_arn), found)?.found()
        }
    )*};
}

changed_policies! {
    /// A customer managed policy that gets a version.
    extended_policy() = "update policies";
    /// A customer managed policy of which another version is to be in force. A missing policy is reported as a missing
    /// version.
    switched_policy(version_id) = "update policies";
    /// A customer managed policy that is to lose a version. A missing policy is reported as a missing version.
    reduced_policy(version_id) = "delete policy versions for policies";
    /// A customer managed policy that is to be removed.
    removed_policy() = "delete policies";
}

/// A customer managed policy of the account, or the refusal of its ARN.
fn find_own(
    call: &Call<'_, '_>,
    policy_arn: &str,
    attempt: &'static str,
) -> Result<Arc<ManagedPolicy>, Refusal> {
    call.state().own_policy(call.account(), policy_arn, attempt).cloned()
}

/// A permit for what `access` says of a policy that is to be changed. That one of AWS cannot be is no secret.
fn changed<'a, R>(call: &Call<'a, '_>, policy_arn: &str, access: &Access, resource: R) -> Granted<'a, R> {
    if policy_arn.starts_with(aws_managed::ARN_PREFIX) {
        call.authorise_attempt(access, resource)
    } else {
        call.authorise(access, resource)
    }
}

const TAG: &str = "update policies";

/// Tags that a customer managed policy is to get.
pub(crate) fn tagged_policy<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    policy_arn: &str,
    tags: &[wire::iam::Tag],
) -> Granted<'a, Tagging> {
    let tags = read(tags);
    let access = access(call, row, policy_arn).request_tags(&tags);
    let found = changed(call, policy_arn, &access, find_own(call, policy_arn, TAG))?.found()?;
    Ok(found.map(|policy| Tagging { resource: Tagged::Policy(policy.reference()), tags }))
}

/// Tags that a customer managed policy is to lose.
pub(crate) fn untagged_policy<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    policy_arn: &str,
    keys: &[String],
) -> Granted<'a, Untagging> {
    let access = access(call, row, policy_arn).with_list("aws:TagKeys", keys.iter().map(String::as_str));
    let found = changed(call, policy_arn, &access, find_own(call, policy_arn, TAG))?.found()?;
    Ok(found.map(|policy| Untagging { resource: Tagged::Policy(policy.reference()), keys: keys.to_vec() }))
}
