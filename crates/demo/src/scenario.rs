//! The scenarios, and their common parts.

pub(crate) mod assume_role;
pub(crate) mod cross_account;
pub(crate) mod session_token;

use client::call::{self, Client, Credentials};
use secret::totp::Code;
use secret::{Entropy, Secret};
use wire::iam::{
    AttachRolePolicyRequest, CreateAccessKeyRequest, CreatePolicyRequest, CreateRoleRequest,
    CreateUserRequest, CreateVirtualMFADeviceRequest, EnableMFADeviceRequest, PutUserPolicyRequest,
};
use wire::sts::{
    AssumeRoleRequest, AssumeRoleResponse, GetCallerIdentityRequest, GetSessionTokenRequest,
    GetSessionTokenResponse,
};

use crate::limits::SESSION_SECONDS;
use crate::stage::{Actor, Stage};
use crate::stop::Stop;
use crate::undo::Thing;

const ROLE_SESSION_NAME: &str = "demo";
const OBJECT: &str = "chest.txt";

/// A scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// GetSessionToken with MFA opens what a user's policy protects
    SessionToken,
    /// AssumeRole with MFA, in one account
    AssumeRole,
    /// AssumeRole from one account into another, with MFA and an external id
    CrossAccount,
}

impl Scenario {
    /// Name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::SessionToken => "session-token",
            Self::AssumeRole => "assume-role",
            Self::CrossAccount => "cross-account",
        }
    }

    /// Moral of the scenario.
    pub(crate) fn moral(self) -> &'static str {
        match self {
            Self::SessionToken => {
                "a user lists buckets in a session that an MFA code opened, and not without"
            }
            Self::AssumeRole => {
                "a user who may do nothing takes on a role that lists buckets, with an MFA code"
            }
            Self::CrossAccount => {
                "a user takes on another account's role, with an MFA session and an external id"
            }
        }
    }
}

/// An account, as its administrator sees it.
struct Account {
    administrator: Actor,
    id: String,
    /// `aws`, `aws-cn` or `aws-us-gov`
    partition: String,
}

impl Account {
    /// Finds out who administers which account.
    fn meet(stage: &mut Stage<'_>, role: &str, client: &Client) -> Result<Self, Stop> {
        let administrator = Actor::administrator(client);
        let identity = client.call(&GetCallerIdentityRequest {});
        let identity = match identity {
            Ok(identity) => identity,
            // told in the same way as everything else
            Err(_) => stage.allowed(
                &administrator,
                &format!("GetCallerIdentity, as {role}"),
                |client| client.call(&GetCallerIdentityRequest {}),
                |_| String::new(),
            )?,
        };
        let arn = identity.arn.unwrap_or_default();
        stage.narrator.fact(role, &arn);
        let partition = arn.split(':').nth(1).filter(|partition| !partition.is_empty()).unwrap_or("aws");
        Ok(Self { administrator, id: identity.account.unwrap_or_default(), partition: partition.to_owned() })
    }

    fn arn(&self, resource: &str) -> String {
        format!("arn:{}:iam::{}:{resource}", self.partition, self.id)
    }

    fn bucket_arn(&self, bucket: &str) -> String {
        format!("arn:{}:s3:::{bucket}", self.partition)
    }
}

/// One random name for everything that is made, by which leftovers are recognised as the demo's.
fn fresh_name() -> String {
    let mut random = [0; 4];
    server::OsEntropy.fill(&mut random);
    format!("ostiary-demo-{}", data_encoding::HEXLOWER.encode(&random))
}

/// Makes a bucket with an object.
fn fill_bucket(stage: &mut Stage<'_>, account: &Account, name: &str) -> Result<(), Stop> {
    let administrator = &account.administrator;
    let bucket = Thing::Bucket(name.to_owned());
    stage.made(
        administrator,
        bucket,
        &format!("CreateBucket {name}"),
        |c| c.s3().create_bucket(name),
        nothing,
    )?;
    let object = Thing::Object { bucket: name.to_owned(), key: OBJECT.to_owned() };
    let put = |c: &Client| c.s3().put_object(name, OBJECT, b"gold\n".to_vec());
    stage.made(administrator, object, &format!("PutObject {name}/{OBJECT}"), put, nothing)
}

/// A user with an enabled MFA device and an access key.
struct User {
    name: String,
    arn: String,
    serial: String,
    /// calls with the access key alone
    plain: Actor,
}

impl User {
    fn make(stage: &mut Stage<'_>, account: &Account, name: &str) -> Result<Self, Stop> {
        let administrator = &account.administrator;
        let create = CreateUserRequest {
            path: None,
            user_name: name.to_owned(),
            permissions_boundary: None,
            tags: None,
        };
        let made = stage.made(
            administrator,
            Thing::User(name.to_owned()),
            &format!("CreateUser {name}"),
            |client| client.call(&create),
            |made| made.user.as_ref().map_or_else(String::new, |user| user.arn.clone()),
        )?;
        let arn = made.user.map_or_else(|| account.arn(&format!("user/{name}")), |user| user.arn);
        let serial = make_device(stage, account, name)?;
        let plain = make_access_key(stage, account, name)?;
        Ok(Self { name: name.to_owned(), arn, serial, plain })
    }

    /// The first call with the new key: whose it is.
    fn introduce(&self, stage: &mut Stage<'_>) -> Result<(), Stop> {
        who_am_i(stage, &self.plain)
    }

    fn allow(
        &self,
        stage: &mut Stage<'_>,
        account: &Account,
        policy: &str,
        document: String,
    ) -> Result<(), Stop> {
        let put = PutUserPolicyRequest {
            user_name: self.name.clone(),
            policy_name: policy.to_owned(),
            policy_document: document,
        };
        let thing = Thing::UserPolicy { user: self.name.clone(), policy: policy.to_owned() };
        let call = format!("PutUserPolicy {policy}");
        stage.made(&account.administrator, thing, &call, |client| client.call(&put), nothing)?;
        stage.narrator.document(&put.policy_document);
        Ok(())
    }

    fn get_session_token(
        &self,
        client: &Client,
        code: Option<Code>,
    ) -> Result<GetSessionTokenResponse, call::Error> {
        client.call(&GetSessionTokenRequest {
            duration_seconds: Some(SESSION_SECONDS),
            serial_number: code.map(|_| self.serial.clone()),
            token_code: code.map(|code| code.digits().to_owned()),
        })
    }

    /// A session that a code opened, and the code.
    fn open_session(&self, stage: &mut Stage<'_>) -> Result<(Actor, Code), Stop> {
        let (answer, code) = stage.with_code(
            &self.plain,
            "GetSessionToken with SerialNumber and TokenCode",
            |client, code| self.get_session_token(client, Some(code)),
            |answer| show_credentials(answer.credentials.as_ref()),
        )?;
        let session = session(stage, &self.plain, answer.credentials.as_ref(), "in the MFA session")?;
        Ok((session, code))
    }
}

fn make_device(stage: &mut Stage<'_>, account: &Account, name: &str) -> Result<String, Stop> {
    let administrator = &account.administrator;
    let create =
        CreateVirtualMFADeviceRequest { path: None, virtual_mfa_device_name: name.to_owned(), tags: None };
    let device = stage.made(
        administrator,
        Thing::Device(account.arn(&format!("mfa/{name}"))),
        &format!("CreateVirtualMFADevice {name}"),
        |client| client.call(&create),
        |made| format!("{}, with a seed and its QR code", made.virtual_mfa_device.serial_number),
    )?;
    let device = device.virtual_mfa_device;
    let serial = device.serial_number.clone();
    stage.remember(Thing::Device(serial.clone()));
    stage.enrol(name, &account.id, &device)?;
    let enabled = Thing::Enabled { user: name.to_owned(), serial: serial.clone() };
    stage.made_with_pair(
        administrator,
        enabled,
        "EnableMFADevice with two consecutive codes",
        |client, (first, second)| {
            client.call(&EnableMFADeviceRequest {
                user_name: name.to_owned(),
                serial_number: serial.clone(),
                authentication_code1: first.digits().to_owned(),
                authentication_code2: second.digits().to_owned(),
            })
        },
    )?;
    Ok(serial)
}

fn make_access_key(stage: &mut Stage<'_>, account: &Account, user: &str) -> Result<Actor, Stop> {
    let administrator = &account.administrator;
    let create = CreateAccessKeyRequest { user_name: Some(user.to_owned()) };
    let made = stage.made(
        administrator,
        Thing::AccessKey { user: user.to_owned(), id: None },
        "CreateAccessKey",
        |client| client.call(&create),
        |made| made.access_key.access_key_id.clone(),
    )?;
    let key = made.access_key;
    stage.remember(Thing::AccessKey { user: user.to_owned(), id: Some(key.access_key_id.clone()) });
    let secret = Secret::new(key.secret_access_key);
    let credentials =
        Credentials { access_key_id: key.access_key_id, secret_access_key: secret, session_token: None };
    Ok(Actor::new(administrator.client.with_credentials(credentials), "with the access key alone"))
}

/// A role with a managed policy that lets it list buckets and the objects of one of them.
fn make_role(stage: &mut Stage<'_>, account: &Account, name: &str, trust: String) -> Result<String, Stop> {
    let administrator = &account.administrator;
    let create = CreateRoleRequest {
        path: None,
        role_name: name.to_owned(),
        assume_role_policy_document: trust,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
    };
    let role = stage.made(
        administrator,
        Thing::Role(name.to_owned()),
        &format!("CreateRole {name}"),
        |client| client.call(&create),
        |made| made.role.arn.clone(),
    )?;
    stage.narrator.document(&create.assume_role_policy_document);
    let create = CreatePolicyRequest {
        policy_name: name.to_owned(),
        path: None,
        policy_document: listing_policy(account, name),
        description: None,
        tags: None,
    };
    let arn = account.arn(&format!("policy/{name}"));
    let call = format!("CreatePolicy {name}");
    stage.made(
        administrator,
        Thing::Policy(arn.clone()),
        &call,
        |client| client.call(&create),
        |_| arn.clone(),
    )?;
    stage.narrator.document(&create.policy_document);
    let attach = AttachRolePolicyRequest { role_name: name.to_owned(), policy_arn: arn.clone() };
    let thing = Thing::Attachment { role: name.to_owned(), policy: arn };
    stage.made(administrator, thing, "AttachRolePolicy", |client| client.call(&attach), nothing)?;
    Ok(role.role.arn)
}

fn listing_policy(account: &Account, bucket: &str) -> String {
    let (all, one) = (account.bucket_arn("*"), account.bucket_arn(bucket));
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Sid": "ListBuckets",
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "{all}"
    }},
    {{
      "Sid": "ListObjects",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "{one}"
    }}
  ]
}}"#
    )
}

/// Parameters of an AssumeRole call beside the role.
#[derive(Default, Clone, Copy)]
struct Asking<'a> {
    external_id: Option<&'a str>,
    mfa: Option<(&'a User, Code)>,
}

fn assume_role(client: &Client, role: &str, asking: Asking<'_>) -> Result<AssumeRoleResponse, call::Error> {
    client.call(&AssumeRoleRequest {
        role_arn: role.to_owned(),
        role_session_name: ROLE_SESSION_NAME.to_owned(),
        policy_arns: None,
        policy: None,
        duration_seconds: Some(SESSION_SECONDS),
        tags: None,
        transitive_tag_keys: None,
        external_id: asking.external_id.map(str::to_owned),
        serial_number: asking.mfa.map(|(user, _)| user.serial.clone()),
        token_code: asking.mfa.map(|(_, code)| code.digits().to_owned()),
        source_identity: None,
        provided_contexts: None,
    })
}

/// Caller with the temporary credentials of an answer.
fn session(
    stage: &mut Stage<'_>,
    from: &Actor,
    credentials: Option<&wire::sts::Credentials>,
    how: &str,
) -> Result<Actor, Stop> {
    match credentials {
        Some(credentials) => Ok(Actor::new(from.client.with_credentials(credentials.into()), how)),
        None => Err(stage.lacking("Credentials")),
    }
}

fn show_credentials(credentials: Option<&wire::sts::Credentials>) -> String {
    credentials
        .map_or_else(String::new, |given| format!("{} until {}", given.access_key_id, given.expiration))
}

fn who_am_i(stage: &mut Stage<'_>, actor: &Actor) -> Result<(), Stop> {
    let ask = |client: &Client| client.call(&GetCallerIdentityRequest {});
    let show = |identity: &wire::sts::GetCallerIdentityResponse| identity.arn.clone().unwrap_or_default();
    stage.allowed(actor, "GetCallerIdentity", ask, show).map(drop)
}

/// Lists all buckets and the objects of one, which are to be there.
fn list(stage: &mut Stage<'_>, actor: &Actor, bucket: &str) -> Result<(), Stop> {
    let buckets = stage.allowed(
        actor,
        "ListBuckets",
        |client| client.s3().list_buckets(),
        |names| some_of(names, bucket),
    )?;
    if !buckets.iter().any(|name| name == bucket) {
        return Err(stage.lacking(bucket));
    }
    let call = format!("ListObjectsV2 {bucket}");
    let objects =
        stage.allowed(actor, &call, |client| client.s3().list_objects(bucket, ""), |keys| keys.join(", "))?;
    if objects != [OBJECT] {
        return Err(stage.lacking(OBJECT));
    }
    Ok(())
}

/// Names, for the accounts that have too many to be told.
fn some_of(names: &[String], ours: &str) -> String {
    match names.len() {
        0 => "none".to_owned(),
        1 => names.join(", "),
        count => format!("{count} buckets, {ours} among them"),
    }
}

fn nothing<T>(_: &T) -> String {
    String::new()
}
