//! Forms of names, paths, tags and texts: those of the requests that make the same things.
//!
//! Each value is put into a request whose other values are right, and the request is decoded as the server decodes it.

use wire::iam::{
    CreateAccountAliasRequest, CreateGroupRequest, CreatePolicyRequest, CreateRoleRequest, CreateUserRequest,
    CreateVirtualMFADeviceRequest, PutUserPolicyRequest, Tag,
};
use wire::query::{DecodeError, Params, Request};

/// A name that every operation takes.
const NAME: &str = "name";
/// A document that every operation takes, as far as its form goes.
const DOCUMENT: &str = "{}";

/// A value of an entity, as the operation that makes one takes it.
#[derive(Clone, Copy)]
pub(crate) enum Value<'v> {
    Name(&'v str),
    Path(&'v str),
    Description(&'v str),
    Document(&'v str),
    MaxSession(i32),
    Tag(&'v str, &'v str),
}

/// Kinds of entity.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    User,
    Group,
    Role,
    Policy,
    Device,
    /// Inline policies of users, groups and roles are alike.
    Inline,
    Alias,
}

/// Checks the form of a value.
///
/// # Errors
/// AWS's words for the constraint that is broken.
pub(crate) fn check(kind: Kind, value: Value<'_>) -> Result<(), String> {
    match kind {
        Kind::User => decode(&user(value)),
        Kind::Group => decode(&group(value)),
        Kind::Role => decode(&role(value)),
        Kind::Policy => decode(&policy(value)),
        Kind::Device => decode(&device(value)),
        Kind::Inline => decode(&inline(value)),
        Kind::Alias => decode(&alias(value)),
    }
}

fn decode<R: Request>(request: &R) -> Result<(), String> {
    let params = Params::parse("", request.to_query().as_bytes())
        .map_err(|_| "it is too large for a request".to_owned())?;
    match R::decode(&params) {
        Ok(_) => Ok(()),
        Err(DecodeError::Invalid(violations)) => {
            let text = violations.to_string();
            let constraint =
                text.split_once("failed to satisfy constraint: ").map(|(_, constraint)| constraint);
            Err(constraint.unwrap_or(&text).to_owned())
        }
        Err(DecodeError::Malformed { message }) => Err(message.unwrap_or("it is malformed").to_owned()),
    }
}

fn name(value: Value<'_>) -> String {
    match value {
        Value::Name(name) => name.to_owned(),
        _ => NAME.to_owned(),
    }
}

fn path(value: Value<'_>) -> Option<String> {
    match value {
        Value::Path(path) => Some(path.to_owned()),
        _ => None,
    }
}

fn description(value: Value<'_>) -> Option<String> {
    match value {
        Value::Description(text) => Some(text.to_owned()),
        _ => None,
    }
}

fn document(value: Value<'_>) -> String {
    match value {
        Value::Document(text) => text.to_owned(),
        _ => DOCUMENT.to_owned(),
    }
}

fn tags(value: Value<'_>) -> Option<Vec<Tag>> {
    match value {
        Value::Tag(key, value) => Some(vec![Tag { key: key.to_owned(), value: value.to_owned() }]),
        _ => None,
    }
}

fn user(value: Value<'_>) -> CreateUserRequest {
    CreateUserRequest {
        path: path(value),
        user_name: name(value),
        permissions_boundary: None,
        tags: tags(value),
    }
}

fn group(value: Value<'_>) -> CreateGroupRequest {
    CreateGroupRequest { path: path(value), group_name: name(value) }
}

fn role(value: Value<'_>) -> CreateRoleRequest {
    CreateRoleRequest {
        path: path(value),
        role_name: name(value),
        assume_role_policy_document: document(value),
        description: description(value),
        max_session_duration: match value {
            Value::MaxSession(seconds) => Some(seconds),
            _ => None,
        },
        permissions_boundary: None,
        tags: tags(value),
    }
}

fn policy(value: Value<'_>) -> CreatePolicyRequest {
    CreatePolicyRequest {
        policy_name: name(value),
        path: path(value),
        policy_document: document(value),
        description: description(value),
        tags: tags(value),
    }
}

fn device(value: Value<'_>) -> CreateVirtualMFADeviceRequest {
    CreateVirtualMFADeviceRequest {
        path: path(value),
        virtual_mfa_device_name: name(value),
        tags: tags(value),
    }
}

fn inline(value: Value<'_>) -> PutUserPolicyRequest {
    PutUserPolicyRequest {
        user_name: NAME.to_owned(),
        policy_name: name(value),
        policy_document: document(value),
    }
}

fn alias(value: Value<'_>) -> CreateAccountAliasRequest {
    CreateAccountAliasRequest { account_alias: name(value) }
}
