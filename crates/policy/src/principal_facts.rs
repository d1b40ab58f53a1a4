//! The table of condition keys that follow from caller, credential and MFA state. Judgements, simulations and proofs take
//! them from here: none of them is ever free.
//! Source: IAM user guide, "AWS global condition context keys", "Properties of the principal" and "of a role session".
//!
//! | key | root user | user | role session | federated user | service | anonymous |
//! |---|---|---|---|---|---|---|
//! | `aws:PrincipalType` | `Account` | `User` | `AssumedRole` | `FederatedUser` | - | `Anonymous` |
//! | `aws:PrincipalArn` | `…:root` | its ARN | the role's ARN | its ARN | - | - |
//! | `aws:userid` | account | unique id | role id`:`session | account`:`name | - | `anonymous` |
//! | `aws:username` | - | name | - | - | - | - |
//!
//! | key | long-term key | session without MFA | session with MFA | code in this request |
//! |---|---|---|---|---|
//! | `aws:MultiFactorAuthPresent` | - | `false` | `true` | `true` |
//! | `aws:MultiFactorAuthAge` | - | - | seconds | seconds |
//! | `aws:TokenIssueTime` | - | time | time | as the credential |

use crate::condition::date;
use crate::context::Context;
use crate::key::{ConditionKey, KeyFamily, KeyForm, KeyName, KnownKey};
use crate::principal::Principal;
use crate::value::{Value, Values};

/// A caller with its credential, described for its condition keys.
#[derive(Clone, Copy)]
pub struct PrincipalFacts<'a> {
    /// The principal.
    pub caller: Caller<'a>,
    /// The account that the caller belongs to, twelve digits; `None` for services and anonymous callers.
    pub account: Option<&'a str>,
    /// The organization that the account is in.
    pub organization: Option<Organization<'a>>,
    /// The credential.
    pub credential: Credential,
    /// Seconds since an MFA code that comes with this very request was verified. It says more than the credential does.
    pub code_age_seconds: Option<u64>,
    /// Tags of the user or role.
    pub tags: Option<&'a dyn Tags>,
    /// Tags of the session, which hide those of the user or role.
    pub session_tags: Option<&'a dyn Tags>,
}

/// The principal behind a request.
#[derive(Clone, Copy, Debug)]
pub enum Caller<'a> {
    /// A principal of which nothing but the account is known. Only simulations have one.
    Unnamed,
    /// A request without credentials.
    Anonymous,
    /// A service that calls by itself.
    Service {
        /// Its principal name, such as `s3.amazonaws.com`.
        name: &'a str,
        /// Every principal name of the service.
        names: &'a dyn Values,
    },
    /// The root user of an account.
    Root {
        /// Its ARN: `arn:aws:iam::ACCOUNT:root`.
        arn: &'a str,
    },
    /// An IAM user.
    User {
        /// The ARN, with the path.
        arn: &'a str,
        /// The name.
        name: &'a str,
        /// The unique id, `AIDA…`; `None` if there is no such user.
        id: Option<&'a str>,
    },
    /// A session of a role.
    RoleSession {
        /// The role's ARN, with the path.
        role_arn: &'a str,
        /// The role's unique id, `AROA…`.
        role_id: &'a str,
        /// The session's ARN: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
        session_arn: &'a str,
        /// The name of the session.
        session_name: &'a str,
        /// The source identity that the first session of a chain was given.
        source_identity: Option<&'a str>,
        /// The provider, of a session from `AssumeRoleWithWebIdentity` or `AssumeRoleWithSAML`.
        federated_provider: Option<&'a str>,
    },
    /// A session of `GetFederationToken`.
    FederatedUser {
        /// Its ARN: `arn:aws:sts::ACCOUNT:federated-user/NAME`.
        arn: &'a str,
        /// The name.
        name: &'a str,
    },
}

/// The credential that signed a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Not known: no key follows. Only simulations, and callers without credentials.
    Unknown,
    /// A long-term access key, which says nothing about MFA.
    LongTerm,
    /// Temporary credentials.
    Session {
        /// Time at which they were issued, in seconds since 1970.
        issued: u64,
        /// Seconds since the MFA code that they were given for was verified; `None` if there was none. AWS documents that
        /// a role session carries no MFA information, so that it is always `None` there.
        mfa_age_seconds: Option<u64>,
    },
}

/// The organization of an account.
#[derive(Clone, Copy, Debug)]
pub struct Organization<'a> {
    /// Its id: `o-…`.
    pub id: &'a str,
    /// The path from the root down to the account.
    pub paths: &'a dyn Values,
    /// The account that manages the organization.
    pub management_account: &'a str,
}

/// A list of tags.
pub trait Tags {
    /// Key and value of the tag at this place, counted from 0; `None` past the last one.
    fn tag_at(&self, place: usize) -> Option<(&str, &str)>;
}

impl<'a> dyn Tags + 'a {
    /// Every tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..).map_while(|place| self.tag_at(place))
    }

    /// The value of the tag with this key, ignoring case.
    pub fn value_of(&self, key: KeyName<'_>) -> Option<&str> {
        self.iter().find(|(name, _)| key.is(name)).map(|(_, value)| value)
    }
}

/// MFA as far as a request shows it.
#[derive(Clone, Copy)]
enum Mfa {
    /// The credential says nothing about it.
    Unsaid,
    NotVerified,
    Verified {
        age_seconds: u64,
    },
}

impl<'a> PrincipalFacts<'a> {
    /// A caller of an account, by a credential, without anything else.
    pub fn new(caller: Caller<'a>, account: Option<&'a str>, credential: Credential) -> Self {
        PrincipalFacts {
            caller,
            account,
            organization: None,
            credential,
            code_age_seconds: None,
            tags: None,
            session_tags: None,
        }
    }

    /// The value of a key that follows from caller, credential and MFA state.
    pub fn value(&self, key: &ConditionKey) -> Option<Value<'a>> {
        match key.form() {
            KeyForm::Known(known) => self.known(known),
            KeyForm::Family(KeyFamily::PrincipalTag, name) => self.tag(name),
            KeyForm::Family(..) | KeyForm::Other(_) => None,
        }
    }

    /// The principal as policies see it; `None` if it is not named.
    pub fn principal(&self) -> Option<Principal<'a>> {
        Some(match self.caller {
            Caller::Unnamed => return None,
            Caller::Anonymous => Principal::Anonymous,
            Caller::Service { name, .. } => Principal::Service(name),
            Caller::Root { arn } => Principal::Root { arn },
            Caller::User { arn, id, .. } => Principal::User { arn, id },
            Caller::RoleSession { session_arn, role_arn, role_id, .. } => {
                Principal::AssumedRole { session_arn, role_arn: Some(role_arn), role_id: Some(role_id) }
            }
            Caller::FederatedUser { arn, .. } => {
                Principal::FederatedUser { arn, user_arn: None, user_id: None }
            }
        })
    }

    /// Sets every key that follows, in a context of its own.
    pub fn describe(&self, context: &mut Context) {
        for known in KnownKey::ALL {
            match self.known(*known) {
                Some(Value::One(value)) => context.set(known.name(), &*value),
                Some(Value::Many(values)) => context.set_list(known.name(), values.iter()),
                None => context,
            };
        }
        for (key, value) in [self.tags, self.session_tags].into_iter().flatten().flat_map(|tags| tags.iter())
        {
            context.set(&format!("{}/{key}", KeyFamily::PrincipalTag.base()), value);
        }
    }

    fn known(&self, key: KnownKey) -> Option<Value<'a>> {
        match key {
            KnownKey::PrincipalAccount => self.account(),
            KnownKey::PrincipalArn => self.arn().map(Value::borrowed),
            KnownKey::PrincipalType => self.principal_type().map(Value::borrowed),
            KnownKey::UserId => self.user_id(),
            KnownKey::UserName => match self.caller {
                Caller::User { name, .. } => Some(Value::borrowed(name)),
                _ => None,
            },
            KnownKey::PrincipalIsAWSService => {
                let is_service = matches!(self.caller, Caller::Service { .. });
                let is_signed = is_service || self.credential != Credential::Unknown;
                is_signed.then(|| Value::boolean(is_service))
            }
            KnownKey::PrincipalServiceName => match self.caller {
                Caller::Service { name, .. } => Some(Value::borrowed(name)),
                _ => None,
            },
            KnownKey::PrincipalServiceNamesList => match self.caller {
                Caller::Service { names, .. } => Some(Value::Many(names)),
                _ => None,
            },
            KnownKey::PrincipalOrgID => self.organization.map(|one| Value::borrowed(one.id)),
            KnownKey::PrincipalOrgPaths => self.organization.map(|one| Value::Many(one.paths)),
            KnownKey::PrincipalOrgMasterAccountId => {
                self.organization.map(|one| Value::borrowed(one.management_account))
            }
            KnownKey::SourceIdentity | KnownKey::FederatedProvider => self.session_fact(key),
            KnownKey::TokenIssueTime => match self.credential {
                Credential::Session { issued, .. } => Some(Value::made(date::written(issued))),
                Credential::Unknown | Credential::LongTerm => None,
            },
            KnownKey::MultiFactorAuthPresent => match self.mfa() {
                Mfa::Unsaid => None,
                Mfa::NotVerified => Some(Value::boolean(false)),
                Mfa::Verified { .. } => Some(Value::boolean(true)),
            },
            KnownKey::MultiFactorAuthAge => match self.mfa() {
                Mfa::Unsaid | Mfa::NotVerified => None,
                Mfa::Verified { age_seconds } => Some(Value::made(age_seconds)),
            },
            _ => None,
        }
    }

    fn mfa(&self) -> Mfa {
        match (self.code_age_seconds, self.credential) {
            (Some(age_seconds), _) => Mfa::Verified { age_seconds },
            (None, Credential::Session { mfa_age_seconds: Some(age_seconds), .. }) => {
                Mfa::Verified { age_seconds }
            }
            (None, Credential::Session { mfa_age_seconds: None, .. }) => Mfa::NotVerified,
            (None, Credential::Unknown | Credential::LongTerm) => Mfa::Unsaid,
        }
    }

    fn account(&self) -> Option<Value<'a>> {
        match self.caller {
            Caller::Anonymous => Some(Value::borrowed("anonymous")),
            _ => self.account.map(Value::borrowed),
        }
    }

    fn arn(&self) -> Option<&'a str> {
        match self.caller {
            Caller::Root { arn } | Caller::User { arn, .. } | Caller::FederatedUser { arn, .. } => Some(arn),
            // the role's own ARN, path included, not the session's
            Caller::RoleSession { role_arn, .. } => Some(role_arn),
            Caller::Unnamed | Caller::Anonymous | Caller::Service { .. } => None,
        }
    }

    fn principal_type(&self) -> Option<&'static str> {
        match self.caller {
            Caller::Unnamed | Caller::Service { .. } => None,
            Caller::Anonymous => Some("Anonymous"),
            Caller::Root { .. } => Some("Account"),
            Caller::User { .. } => Some("User"),
            Caller::RoleSession { .. } => Some("AssumedRole"),
            Caller::FederatedUser { .. } => Some("FederatedUser"),
        }
    }

    fn user_id(&self) -> Option<Value<'a>> {
        match self.caller {
            Caller::Unnamed | Caller::Service { .. } => None,
            Caller::Anonymous => Some(Value::borrowed("anonymous")),
            Caller::Root { .. } => self.account.map(Value::borrowed),
            Caller::User { id, .. } => id.map(Value::borrowed),
            Caller::RoleSession { role_id, session_name, .. } => {
                Some(Value::made(format_args!("{role_id}:{session_name}")))
            }
            Caller::FederatedUser { name, .. } => {
                self.account.map(|account| Value::made(format_args!("{account}:{name}")))
            }
        }
    }

    fn session_fact(&self, key: KnownKey) -> Option<Value<'a>> {
        let Caller::RoleSession { source_identity, federated_provider, .. } = self.caller else {
            return None;
        };
        let fact = if key == KnownKey::SourceIdentity { source_identity } else { federated_provider };
        fact.map(Value::borrowed)
    }

    fn tag(&self, name: KeyName<'_>) -> Option<Value<'a>> {
        let mut lists = [self.session_tags, self.tags].into_iter().flatten();
        lists.find_map(|tags| tags.value_of(name)).map(Value::borrowed)
    }
}

#[cfg(test)]
mod tests;
