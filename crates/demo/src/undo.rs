//! Entities that the demo makes, and the calls that delete them.

use client::call::{Client, Error};
use wire::iam::{
    DeactivateMFADeviceRequest, DeleteAccessKeyRequest, DeletePolicyRequest, DeleteRoleRequest,
    DeleteUserPolicyRequest, DeleteUserRequest, DeleteVirtualMFADeviceRequest, DetachRolePolicyRequest,
    ListAccessKeysRequest,
};

/// A thing that the demo made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Thing {
    /// a bucket, by name
    Bucket(String),
    /// an object
    Object {
        /// name of the bucket
        bucket: String,
        /// key of the object
        key: String,
    },
    /// a user, by name
    User(String),
    /// a virtual MFA device, by serial number
    Device(String),
    /// the assignment of a device to a user
    Enabled {
        /// the user's name
        user: String,
        /// the device's serial number
        serial: String,
    },
    /// an access key of a user; all of the user's, if the answer with its id was lost
    AccessKey {
        /// the user's name
        user: String,
        /// the access key id
        id: Option<String>,
    },
    /// an inline policy of a user
    UserPolicy {
        /// the user's name
        user: String,
        /// the policy's name
        policy: String,
    },
    /// a role, by name
    Role(String),
    /// a managed policy, by ARN
    Policy(String),
    /// the attachment of a managed policy to a role
    Attachment {
        /// the role's name
        role: String,
        /// the policy's ARN
        policy: String,
    },
}

impl Thing {
    /// The thing in words, for a person who has to take it down by hand.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Bucket(name) => format!("bucket {name}"),
            Self::Object { bucket, key } => format!("object {key} of bucket {bucket}"),
            Self::User(name) => format!("user {name}"),
            Self::Device(serial) => format!("MFA device {serial}"),
            Self::Enabled { user, serial } => format!("MFA device {serial} enabled for user {user}"),
            Self::AccessKey { user, id: Some(id) } => format!("access key {id} of user {user}"),
            Self::AccessKey { user, id: None } => format!("access keys of user {user}"),
            Self::UserPolicy { user, policy } => format!("policy {policy} of user {user}"),
            Self::Role(name) => format!("role {name}"),
            Self::Policy(arn) => format!("policy {arn}"),
            Self::Attachment { role, policy } => format!("policy {policy} attached to role {role}"),
        }
    }

    /// The call that takes it down, in words.
    pub(crate) fn call(&self) -> String {
        match self {
            Self::Bucket(name) => format!("DeleteBucket {name}"),
            Self::Object { bucket, key } => format!("DeleteObject {bucket}/{key}"),
            Self::User(name) => format!("DeleteUser {name}"),
            Self::Device(serial) => format!("DeleteVirtualMFADevice {serial}"),
            Self::Enabled { serial, .. } => format!("DeactivateMFADevice {serial}"),
            Self::AccessKey { id: Some(id), .. } => format!("DeleteAccessKey {id}"),
            Self::AccessKey { user, id: None } => format!("DeleteAccessKey, all of {user}"),
            Self::UserPolicy { policy, .. } => format!("DeleteUserPolicy {policy}"),
            Self::Role(name) => format!("DeleteRole {name}"),
            Self::Policy(arn) => format!("DeletePolicy {arn}"),
            Self::Attachment { policy, .. } => format!("DetachRolePolicy {policy}"),
        }
    }

    /// Takes it down.
    pub(crate) fn take_down(&self, client: &Client) -> Result<(), Error> {
        match self.clone() {
            Self::Bucket(name) => client.s3().delete_bucket(&name),
            Self::Object { bucket, key } => client.s3().delete_object(&bucket, &key),
            Self::User(user_name) => client.call(&DeleteUserRequest { user_name }).map(drop),
            Self::Device(serial_number) => {
                client.call(&DeleteVirtualMFADeviceRequest { serial_number }).map(drop)
            }
            Self::Enabled { user, serial } => {
                let request = DeactivateMFADeviceRequest { user_name: Some(user), serial_number: serial };
                client.call(&request).map(drop)
            }
            Self::AccessKey { user, id: Some(id) } => delete_access_key(client, &user, id),
            Self::AccessKey { user, id: None } => delete_access_keys(client, &user),
            Self::UserPolicy { user, policy } => {
                client.call(&DeleteUserPolicyRequest { user_name: user, policy_name: policy }).map(drop)
            }
            Self::Role(role_name) => client.call(&DeleteRoleRequest { role_name }).map(drop),
            Self::Policy(policy_arn) => client.call(&DeletePolicyRequest { policy_arn }).map(drop),
            Self::Attachment { role, policy } => {
                client.call(&DetachRolePolicyRequest { role_name: role, policy_arn: policy }).map(drop)
            }
        }
    }
}

fn delete_access_key(client: &Client, user: &str, id: String) -> Result<(), Error> {
    client.call(&DeleteAccessKeyRequest { user_name: Some(user.to_owned()), access_key_id: id }).map(drop)
}

/// A user has two keys at most, so the first page has them all.
fn delete_access_keys(client: &Client, user: &str) -> Result<(), Error> {
    let request = ListAccessKeysRequest { user_name: Some(user.to_owned()), marker: None, max_items: None };
    let keys = client.call(&request)?.access_key_metadata;
    keys.into_iter()
        .filter_map(|key| key.access_key_id)
        .try_for_each(|id| delete_access_key(client, user, id))
}
