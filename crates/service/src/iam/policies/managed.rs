use std::sync::Arc;

use identity::aws_managed::{self, AwsManagedPolicy};
use identity::command::is_policy_arn;
use identity::{AccountId, Entity, ManagedPolicy, Refusal, State, Time};

use crate::caller::timestamp;
use crate::iam::shown;
use crate::iam::shown::document;

/// A managed policy that an account sees.
#[derive(Clone)]
pub(crate) enum Managed {
    /// Its own.
    Own(Arc<ManagedPolicy>),
    /// One of AWS.
    Aws(&'static AwsManagedPolicy),
}

impl Managed {
    /// The policy with this ARN, or the refusal of an ARN that is malformed or names none.
    pub(crate) fn find(state: &State, account: AccountId, policy_arn: &str) -> Result<Self, Refusal> {
        if !is_policy_arn(policy_arn) {
            return Err(Refusal::InvalidArn(policy_arn.to_owned()));
        }
        if let Some(managed) = aws_managed::find(policy_arn) {
            return Ok(Self::Aws(managed));
        }
        let own = state.policy(policy_arn).filter(|policy| policy.account == account).cloned();
        let missing = || Refusal::NoSuchEntity(Entity::PolicyArn, policy_arn.to_owned());
        own.map(Self::Own).ok_or_else(missing)
    }

    /// Its ARN.
    pub(crate) fn arn(&self) -> String {
        match self {
            Self::Own(policy) => policy.arn(),
            Self::Aws(policy) => policy.arn(),
        }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Own(policy) => &policy.name,
            Self::Aws(policy) => policy.name,
        }
    }

    /// Its path.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Own(policy) => &policy.path,
            Self::Aws(policy) => policy.path,
        }
    }

    /// The policy as every answer shows it, its uses counted in `account`; each operation adds what it shows besides.
    pub(crate) fn show(&self, state: &State, account: AccountId) -> wire::iam::Policy {
        let arn = self.arn();
        let uses = state.policy_uses_in(account, &arn);
        let (id, version, created, updated) = match self {
            Self::Own(policy) => {
                (policy.id.clone(), version_id(policy.default_version), policy.created, policy.updated)
            }
            Self::Aws(policy) => {
                (policy.id.to_owned(), version_id(policy.version), policy.created, policy.updated)
            }
        };
        wire::iam::Policy {
            policy_name: Some(self.name().to_owned()),
            policy_id: Some(id),
            arn: Some(arn),
            path: Some(self.path().to_owned()),
            default_version_id: Some(version),
            attachment_count: i32::try_from(uses.attachments()).ok(),
            permissions_boundary_usage_count: i32::try_from(uses.boundaries()).ok(),
            is_attachable: Some(true),
            description: None,
            create_date: Some(timestamp(created)),
            update_date: Some(timestamp(updated)),
            tags: None,
        }
    }

    /// Its description.
    pub(crate) fn description(&self) -> Option<String> {
        match self {
            Self::Own(policy) => policy.description.clone(),
            Self::Aws(policy) => Some(policy.description.to_owned()),
        }
    }

    /// Its tags.
    pub(crate) fn tags(&self) -> Vec<wire::iam::Tag> {
        match self {
            Self::Own(policy) => shown::tags(&policy.tags),
            Self::Aws(_) => Vec::new(),
        }
    }

    /// Its versions without documents, newest first.
    pub(crate) fn versions(&self) -> Vec<wire::iam::PolicyVersion> {
        match self {
            Self::Own(policy) => policy
                .versions
                .iter()
                .rev()
                .map(|version| {
                    show_version(version.number, version.number == policy.default_version, version.created)
                })
                .collect(),
            Self::Aws(policy) => vec![aws_version(policy)],
        }
    }

    /// One version with its document.
    pub(crate) fn version(&self, version_id: &str) -> Result<wire::iam::PolicyVersion, Refusal> {
        match self {
            Self::Own(policy) => {
                let version = policy.version_with_id(version_id)?;
                let shown =
                    show_version(version.number, version.number == policy.default_version, version.created);
                Ok(wire::iam::PolicyVersion { document: Some(document(version.text())), ..shown })
            }
            Self::Aws(policy) if version_id == self::version_id(policy.version) => {
                let shown = aws_version(policy);
                Ok(wire::iam::PolicyVersion { document: Some(document(policy.text)), ..shown })
            }
            Self::Aws(policy) => Err(Refusal::no_version(&policy.arn(), version_id)),
        }
    }
}

/// `v` and the number.
fn version_id(number: u32) -> String {
    format!("v{number}")
}

/// A version without its document.
pub(in crate::iam) fn show_version(number: u32, is_default: bool, created: Time) -> wire::iam::PolicyVersion {
    wire::iam::PolicyVersion {
        document: None,
        version_id: Some(version_id(number)),
        is_default_version: Some(is_default),
        create_date: Some(timestamp(created)),
    }
}

/// The version in force, the only one of AWS's that is known here.
fn aws_version(policy: &AwsManagedPolicy) -> wire::iam::PolicyVersion {
    show_version(policy.version, true, policy.updated)
}
