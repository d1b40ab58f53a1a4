//! Permits on users, groups and roles as holders of embedded and attached policies and of boundaries.

use identity::command::{Bounded, is_policy_arn};
use identity::{Refusal, Role, User, arn};
use wire::fault::Fault;

use super::{PERMISSIONS_BOUNDARY, groups, roles, users};
use crate::authorise::Access;
use crate::call::Call;
use crate::iam::holder::{Holder, HolderKind};
use crate::operation::Row;
use crate::permit::Granted;
use crate::refusal;

/// Condition key of the policy that is attached or detached.
const POLICY_ARN: &str = "iam:PolicyARN";

/// An action on a holder by name, and the holder.
fn access(call: &Call<'_, '_>, row: &Row, kind: HolderKind, name: &str) -> (Access, Result<Holder, Refusal>) {
    let (action, account) = (row.action(), call.account());
    match kind {
        HolderKind::User => {
            let found = users::find(call, name);
            (users::access(action, account, name, &found), found.map(Holder::User))
        }
        HolderKind::Group => {
            let found = groups::find(call, name);
            (groups::access(action, account, name, &found), found.map(Holder::Group))
        }
        HolderKind::Role => {
            let found = roles::find(call, name);
            (roles::access(action, account, name, &found), found.map(Holder::Role))
        }
    }
}

/// Defines the permit on the policies of one kind of holder.
macro_rules! policies {
    ($($(#[$doc:meta])* $function:ident: $kind:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $function<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, Holder> {
            let (access, found) = access(call, row, HolderKind::$kind, name);
            call.authorise(&access, found)?.found()
        }
    )*};
}

policies! {
    /// The policies of a user.
    user_policies: User;
    /// The policies of a group.
    group_policies: Group;
    /// The policies of a role.
    role_policies: Role;
}

/// A managed policy that is to be attached or detached.
pub(crate) struct Attachment {
    /// The user, group or role.
    pub holder: Holder,
    /// ARN of the policy, of the right form; the policy need not exist.
    pub policy_arn: String,
}

fn attachment<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    kind: HolderKind,
    name: &str,
    policy_arn: &str,
) -> Granted<'a, Attachment> {
    let (access, found) = access(call, row, kind, name);
    let permit = call.authorise(&access.with_some(POLICY_ARN, Some(policy_arn)), found)?;
    // a malformed ARN is reported before a missing holder
    if !is_policy_arn(policy_arn) {
        return Err(refusal::fault(Refusal::InvalidArn(policy_arn.to_owned())));
    }
    Ok(permit.found()?.map(|holder| Attachment { holder, policy_arn: policy_arn.to_owned() }))
}

/// Defines the permit to attach to, and detach from, one kind of holder.
macro_rules! attachments {
    ($($(#[$doc:meta])* $function:ident: $kind:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $function<'a>(
            call: &Call<'a, '_>,
            row: &Row,
            name: &str,
            policy_arn: &str,
        ) -> Granted<'a, Attachment> {
            attachment(call, row, HolderKind::$kind, name, policy_arn)
        }
    )*};
}

attachments! {
    /// An attachment to a user.
    attachment_to_user: User;
    /// An attachment to a group.
    attachment_to_group: Group;
    /// An attachment to a role.
    attachment_to_role: Role;
}

/// A permissions boundary that is to be set.
pub(crate) struct Bounding {
    /// The user or role.
    pub target: Bounded,
    /// ARN of the policy, as given.
    pub policy_arn: String,
}

fn of_user(user: &User) -> Bounded {
    Bounded::User(user.reference())
}

fn of_role(role: &Role) -> Bounded {
    Bounded::Role(role.reference())
}

/// Defines the permits to set and to remove the boundary of one kind of entity. Policies see the new boundary.
macro_rules! boundaries {
    ($($(#[$doc:meta])* $set:ident, $removed:ident: $with:path => $target:path;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $set<'a>(
            call: &Call<'a, '_>,
            row: &Row,
            name: &str,
            policy_arn: &str,
        ) -> Granted<'a, Bounding> {
            let permit = $with(call, row, name, |access| access.with_some(PERMISSIONS_BOUNDARY, Some(policy_arn)))?;
            Ok(permit.map(|found| Bounding { target: $target(&found), policy_arn: policy_arn.to_owned() }))
        }

        $(#[$doc])*
        pub(crate) fn $removed<'a>(call: &Call<'a, '_>, row: &Row, name: &str) -> Granted<'a, Bounded> {
            Ok($with(call, row, name, |access| access)?.map(|found| $target(&found)))
        }
    )*};
}

boundaries! {
    /// The permissions boundary of a user.
    bounded_user, user_boundary: users::with => of_user;
    /// The permissions boundary of a role.
    bounded_role, role_boundary: roles::with => of_role;
}

/// The user, group or role with an ARN, whose policies are to be simulated.
pub(crate) fn policy_source<'a>(call: &Call<'a, '_>, row: &Row, source_arn: &str) -> Granted<'a, Holder> {
    let invalid = || Fault::invalid_input(format!("Invalid ARN provided in the request: {source_arn}"));
    let account = arn::account_of(source_arn).ok_or_else(invalid)?;
    let (kind, name) = HolderKind::of_arn(account, source_arn).ok_or_else(invalid)?;
    if account != call.account() {
        return Err(Fault::invalid_input(format!(
            "Invalid Policy Source Arn: caller's account {} does not have access to policies in account {account}",
            call.account()
        )));
    }
    let (access, found) = access(call, row, kind, &name);
    // an entity of that name at another path is another entity
    let found = found.and_then(|holder| {
        if holder.arn() == source_arn {
            Ok(holder)
        } else {
            Err(Refusal::NoSuchEntity(kind.entity(), name.clone()))
        }
    });
    call.authorise(&access.shown_as(source_arn), found)?.found()
}
