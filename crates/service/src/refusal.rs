//! The state machine's refusals in AWS's words.

use identity::{Conflict, Entity, MfaRefusal, Quota, Refusal, Time};
use wire::fault::{Fault, codes};

/// The error that AWS gives for a refusal.
pub(crate) fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::NoSuchEntity(entity, name) => Fault::no_such_entity(no_such_entity(entity, &name)),
        Refusal::AlreadyExists(entity, name) => Fault::entity_already_exists(already_exists(entity, &name)),
        Refusal::MfaDeviceInUse => Fault::entity_already_exists("MFA Device is already in use."),
        Refusal::DeleteConflict(conflict) => Fault::delete_conflict(delete_conflict(conflict)),
        Refusal::LimitExceeded(quota) => Fault::limit_exceeded(limit_exceeded(&quota)),
        Refusal::ReservedTagKey(key) => Fault::invalid_input(reserved_tag_key(&key)),
        Refusal::DuplicateTagKeysIgnoringCase => {
            Fault::invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        Refusal::DuplicateTagKeys => Fault::invalid_input("Duplicate tag keys found."),
        Refusal::InvalidArn(arn) => Fault::validation_error(format!("ARN {arn} is not valid.")),
        Refusal::InvalidBoundaryArn(arn) => Fault::invalid_input(format!("ARN {arn} is not valid.")),
        Refusal::MalformedPolicy(message) => Fault::malformed_policy_document(message),
        Refusal::AwsManagedPolicy(attempt) => {
            Fault::access_denied(format!("Cannot {attempt} outside your own account."))
        }
        Refusal::InvalidAuthenticationCode { throttled_until } => {
            let mut message = "Authentication code for device is not valid.".to_owned();
            if let Some(until) = throttled_until {
                message.push_str(&throttled(until));
            }
            Fault::invalid_authentication_code(message)
        }
        Refusal::Mfa(refusal) => Fault::access_denied(mfa(refusal)),
        // the operator's own commands alone are refused like that and the next two
        Refusal::InPlan { refusal, .. } => fault(*refusal),
        Refusal::AccountInUse(_) => Fault::delete_conflict("Cannot delete an account that is in use."),
        Refusal::LastAccount => Fault::delete_conflict("Cannot delete the last account."),
        Refusal::CallerGone => Fault::new(
            codes::query::INVALID_CLIENT_TOKEN_ID,
            "The security token included in the request is invalid.",
        ),
    }
}

/// AWS's words for a refusal, for the operator.
pub fn words_of_refusal(refusal: Refusal) -> String {
    let fault = fault(refusal);
    fault.message().unwrap_or("it is refused").to_owned()
}

/// Ours: AWS's text is not recorded.
pub(crate) fn reserved_tag_key(key: &str) -> String {
    format!("The tag key {key} is reserved: keys must not begin with aws: in any case.")
}

fn no_such_entity(entity: Entity, name: &str) -> String {
    match entity {
        Entity::Account => format!("The account {name} cannot be found."),
        Entity::User => format!("The user with name {name} cannot be found."),
        Entity::Group => format!("The group with name {name} cannot be found."),
        Entity::Role => format!("The role with name {name} cannot be found."),
        Entity::Policy | Entity::PolicyArn => format!("Policy {name} was not found."),
        Entity::AttachablePolicyArn | Entity::PolicyVersion => {
            format!("Policy {name} does not exist or is not attachable.")
        }
        Entity::Boundary => format!("Scope ARN: {name} does not exist or is not attachable."),
        Entity::UserPolicy => format!("The user policy with name {name} cannot be found."),
        Entity::GroupPolicy => format!("The group policy with name {name} cannot be found."),
        Entity::RolePolicy => format!("The role policy with name {name} cannot be found."),
        Entity::AccessKey => format!("The Access Key with id {name} cannot be found."),
        Entity::MfaDevice => format!("MFA Device with serial number {name} does not exist."),
        Entity::AccountAlias => format!("The account alias {name} cannot be found."),
        // AWS names no account here, but in GetAccountPasswordPolicy
        Entity::PasswordPolicy => "The account policy with name PasswordPolicy cannot be found.".to_owned(),
    }
}

fn already_exists(entity: Entity, name: &str) -> String {
    match entity {
        Entity::User => format!("User with name {name} already exists."),
        Entity::Group => format!("Group with name {name} already exists."),
        Entity::Role => format!("Role with name {name} already exists."),
        Entity::Policy => format!("A policy called {name} already exists. Duplicate names are not allowed."),
        Entity::MfaDevice => "MFA device already exists.".to_owned(),
        Entity::AccountAlias => format!("The account alias {name} already exists."),
        // no command finds one of these in its way
        Entity::Account
        | Entity::PolicyArn
        | Entity::AttachablePolicyArn
        | Entity::PolicyVersion
        | Entity::Boundary
        | Entity::UserPolicy
        | Entity::GroupPolicy
        | Entity::RolePolicy
        | Entity::AccessKey
        | Entity::PasswordPolicy => format!("{name} already exists."),
    }
}

fn delete_conflict(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::AttachedPolicies => "Cannot delete entity, must detach all policies first.",
        Conflict::InlinePolicies => "Cannot delete entity, must delete policies first.",
        Conflict::GroupHasMembers | Conflict::UserInGroups => {
            "Cannot delete entity, must remove users from group first."
        }
        Conflict::AccessKeys => "Cannot delete entity, must delete access keys first.",
        Conflict::MfaDevices => "Cannot delete entity, must delete MFA device first.",
        Conflict::PolicyAttached => "Cannot delete a policy attached to entities.",
        Conflict::PolicyVersions => {
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. \
             The default version is deleted with the policy."
        }
        Conflict::DefaultVersion => "Cannot delete the default version of a policy.",
        Conflict::MfaDeviceInUse => "MFA VirtualDevice in use. Must deactivate first.",
    }
}

fn limit_exceeded(quota: &Quota) -> String {
    match quota {
        Quota::Named(name, limit) => format!("Cannot exceed quota for {name}: {limit}"),
        Quota::InlinePolicySize(entity, name, limit) => {
            let kind = match entity {
                Entity::Group => "group",
                Entity::Role => "role",
                _ => "user",
            };
            format!("Maximum policy size of {limit} bytes exceeded for {kind} {name}")
        }
        Quota::PolicyVersions(limit) => format!(
            "A managed policy can have up to {limit} versions. Before you create a new version, you must delete an \
             existing version."
        ),
        Quota::Tags => "The number of tags has reached the maximum limit.".to_owned(),
    }
}

/// The texts of STS, on which clients match: spaces at the end and in the middle are AWS's.
fn mfa(refusal: MfaRefusal) -> String {
    match refusal {
        MfaRefusal::Device => {
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA \
                               serial number is valid and associated with this user."
                .to_owned()
        }
        MfaRefusal::Code => INVALID_CODE.to_owned(),
        MfaRefusal::Throttled { until } => format!("{}{}", INVALID_CODE.trim_end(), throttled(until)),
    }
}

const INVALID_CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

/// Text that tells the device's holder how long to wait, beginning with a space. AWS throttles silently.
fn throttled(until: Time) -> String {
    let when = crate::caller::iso_rounded_up(until);
    format!(" Too many wrong codes: no code is looked at before {when}.")
}
