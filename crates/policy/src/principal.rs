//! `Principal` and `NotPrincipal` elements, and the principal of a request.

use crate::arn;
use crate::grammar::{Element, RawPrincipal, Text};

/// Maker of a request.
///
/// Every caller but anonymous ones and services has an ARN from which account and partition are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal<'a> {
    /// A request without credentials.
    Anonymous,
    /// A service, by its principal name, such as `s3.amazonaws.com`.
    Service(&'a str),
    /// The root user of an account.
    Root {
        /// Its ARN: `arn:aws:iam::ACCOUNT:root`.
        arn: &'a str,
    },
    /// An IAM user, with a long-term key or a `GetSessionToken` session.
    User {
        /// The user's ARN, with its path.
        arn: &'a str,
        /// The unique id, `AIDA…`. Without it no entry that was stored by unique id matches.
        id: Option<&'a str>,
    },
    /// A session of a role.
    AssumedRole {
        /// The session's ARN: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
        session_arn: &'a str,
        /// The role's ARN, with its path, where it is known: a session's ARN does not carry the path.
        role_arn: Option<&'a str>,
        /// The role's unique id, `AROA…` (without the session name).
        role_id: Option<&'a str>,
    },
    /// A session of `GetFederationToken`.
    FederatedUser {
        /// Its ARN: `arn:aws:sts::ACCOUNT:federated-user/NAME`.
        arn: &'a str,
        /// The user who called `GetFederationToken`. If it is not known, the user of the same name is taken.
        user_arn: Option<&'a str>,
        /// That user's unique id.
        user_id: Option<&'a str>,
    },
    /// A person known to an identity provider, who calls `AssumeRoleWithWebIdentity` or `AssumeRoleWithSAML`: the ARN of
    /// the provider, or the host name of a provider built into STS. Only the trust policy decides about such callers.
    Federated(&'a str),
    /// Any other ARN; in particular a role as such, which only simulations ask about.
    Other {
        /// The ARN.
        arn: &'a str,
    },
}

impl<'a> Principal<'a> {
    /// The principal that an ARN names. Unique ids and a role's path stay unknown.
    pub fn from_arn(text: &'a str) -> Option<Principal<'a>> {
        let [_, _, service, _, _, rest] = arn::split(text)?;
        let kind = rest.split('/').next().unwrap_or(rest);
        Some(match (service, kind) {
            ("iam", "root") => Principal::Root { arn: text },
            ("iam", "user") => Principal::User { arn: text, id: None },
            ("iam", "oidc-provider" | "saml-provider") => Principal::Federated(text),
            ("sts", "assumed-role") => {
                Principal::AssumedRole { session_arn: text, role_arn: None, role_id: None }
            }
            ("sts", "federated-user") => {
                Principal::FederatedUser { arn: text, user_arn: None, user_id: None }
            }
            _ => Principal::Other { arn: text },
        })
    }

    /// The ARN that AWS names in messages: of a session, the session's.
    pub fn arn(&self) -> Option<&'a str> {
        match *self {
            Principal::Anonymous | Principal::Service(_) => None,
            Principal::Root { arn } | Principal::User { arn, .. } => Some(arn),
            Principal::AssumedRole { session_arn, .. } => Some(session_arn),
            Principal::FederatedUser { arn, .. } | Principal::Other { arn } => Some(arn),
            Principal::Federated(provider) => provider.starts_with("arn:").then_some(provider),
        }
    }

    /// The account, twelve digits.
    pub fn account(&self) -> Option<&'a str> {
        self.arn().and_then(arn::account)
    }

    /// The partition, such as `aws`.
    pub fn partition(&self) -> Option<&'a str> {
        self.arn().and_then(arn::partition)
    }

    /// Name in messages.
    pub fn name(&self) -> &'a str {
        match *self {
            Principal::Anonymous => "anonymous",
            Principal::Service(name) | Principal::Federated(name) => name,
            _ => self.arn().unwrap_or(""),
        }
    }

    /// A role session, or a session of a federated user.
    pub(crate) fn is_session(&self) -> bool {
        matches!(self, Principal::AssumedRole { .. } | Principal::FederatedUser { .. })
    }
}

/// Ways in which a resource policy names a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Grants {
    /// By the account.
    pub(crate) account: bool,
    /// By the role of a session, or by the user of a federated session.
    pub(crate) entity: bool,
    /// By its own ARN, or `*`.
    pub(crate) direct: bool,
    /// By a `Principal` that holds `*`.
    pub(crate) everyone: bool,
}

impl Grants {
    pub(crate) fn is_empty(self) -> bool {
        self == Grants::default()
    }

    pub(crate) fn add(&mut self, other: Grants) {
        self.account |= other.account;
        self.entity |= other.entity;
        self.direct |= other.direct;
        self.everyone |= other.everyone;
    }

    const DIRECT: Grants = Grants { account: false, entity: false, direct: true, everyone: false };

    fn of(class: MatchClass) -> Grants {
        match class {
            MatchClass::None => Grants::default(),
            MatchClass::Account => Grants { account: true, ..Grants::default() },
            MatchClass::Entity => Grants { entity: true, ..Grants::default() },
            MatchClass::Direct => Grants::DIRECT,
        }
    }
}

/// Way in which one entry names a caller; the strongest of a statement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MatchClass {
    None,
    Account,
    Entity,
    Direct,
}

/// A `Principal` or `NotPrincipal` element.
#[derive(Clone, Debug)]
pub(crate) struct PrincipalElement {
    pub(crate) negated: bool,
    pub(crate) entries: Box<[PrincipalEntry]>,
}

/// One entry, as written and as read.
#[derive(Clone, Debug)]
pub(crate) struct PrincipalEntry {
    pub(crate) kind: PrincipalKind,
    pub(crate) written: Box<str>,
    pub(crate) start: u32,
    form: Form,
}

/// Type under which an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrincipalKind {
    Aws,
    Service,
    Federated,
    CanonicalUser,
}

impl PrincipalKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            PrincipalKind::Aws => "AWS",
            PrincipalKind::Service => "Service",
            PrincipalKind::Federated => "Federated",
            PrincipalKind::CanonicalUser => "CanonicalUser",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Everyone,
    /// Twelve digits.
    Account(Box<str>),
    /// A role's ARN.
    Role,
    /// Any other ARN.
    Arn,
    /// A unique id: what IAM stores for the ARN of a user or role, and shows once that is deleted.
    UniqueId(Box<str>),
    /// Compared as it is: a service, a provider, a canonical user.
    Name,
}

/// `ACCOUNT`, `ACCOUNT:root`, `arn:P:iam::ACCOUNT` or `arn:P:iam::ACCOUNT:root`.
fn account_entry(text: &str) -> Option<&str> {
    let tail = match text.strip_prefix("arn:") {
        Some(rest) => {
            let (partition, rest) = rest.split_once(':')?;
            rest.strip_prefix("iam::").filter(|_| !partition.is_empty())?
        }
        None => text,
    };
    let account = tail.strip_suffix(":root").unwrap_or(tail);
    arn::is_account_id(account).then_some(account)
}

/// True if the text has the form of IAM's unique ids of users and roles.
fn is_unique_id(text: &str) -> bool {
    let is_id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (text.starts_with("AIDA") || text.starts_with("AROA")) && text.len() > 4 && text.bytes().all(is_id)
}

impl PrincipalEntry {
    fn new(kind: PrincipalKind, text: Text<'_>) -> PrincipalEntry {
        let form = match (kind, text.text) {
            (PrincipalKind::Aws, "*") => Form::Everyone,
            (PrincipalKind::Aws, text) => match (account_entry(text), arn::split(text)) {
                (Some(account), _) => Form::Account(account.into()),
                (None, Some([_, _, "iam", _, _, rest])) if rest.starts_with("role/") => Form::Role,
                (None, Some(_)) => Form::Arn,
                (None, None) if is_unique_id(text) => Form::UniqueId(text.into()),
                (None, None) => Form::Name,
            },
            _ => Form::Name,
        };
        PrincipalEntry { kind, written: text.text.into(), start: text.start, form }
    }

    pub(crate) fn form(&self) -> &Form {
        &self.form
    }

    /// True for the ARN of a user or role, which IAM stores by unique id.
    pub(crate) fn is_entity_arn(&self) -> bool {
        let is_user = || matches!(arn::split(&self.written), Some([_, _, "iam", _, _, rest]) if rest.starts_with("user/"));
        self.form == Form::Role || (self.form == Form::Arn && is_user())
    }

    pub(crate) fn bind(&mut self, unique_id: &str) {
        self.form = Form::UniqueId(unique_id.into());
    }

    pub(crate) fn class(&self, caller: &Principal<'_>) -> MatchClass {
        let yes = |matched: bool, class| if matched { class } else { MatchClass::None };
        match (&self.form, caller) {
            (Form::Everyone, _) => MatchClass::Direct,
            (_, Principal::Anonymous) => MatchClass::None,
            (Form::Account(account), _) => yes(caller.account() == Some(account), MatchClass::Account),
            (Form::UniqueId(id), Principal::User { id: actual, .. }) => {
                yes(*actual == Some(id), MatchClass::Direct)
            }
            (Form::UniqueId(id), Principal::AssumedRole { role_id: actual, .. })
            | (Form::UniqueId(id), Principal::FederatedUser { user_id: actual, .. }) => {
                yes(*actual == Some(id), MatchClass::Entity)
            }
            (Form::UniqueId(_), _) => MatchClass::None,
            (Form::Role, Principal::AssumedRole { session_arn, .. }) => {
                yes(is_session_of(&self.written, session_arn), MatchClass::Entity)
            }
            (Form::Arn, Principal::FederatedUser { arn, user_arn, .. }) if *arn != &*self.written => {
                let is_user = match user_arn {
                    Some(user) => *user == &*self.written,
                    None => is_user_of_same_name(&self.written, arn),
                };
                yes(is_user, MatchClass::Entity)
            }
            (Form::Role | Form::Arn, _) => yes(caller.arn() == Some(&self.written), MatchClass::Direct),
            (Form::Name, Principal::Service(name) | Principal::Federated(name)) => {
                let of_kind = match caller {
                    Principal::Service(_) => self.kind == PrincipalKind::Service,
                    _ => self.kind == PrincipalKind::Federated,
                };
                yes(of_kind && *name == &*self.written, MatchClass::Direct)
            }
            (Form::Name, _) => MatchClass::None,
        }
    }
}

/// True if the session is one of the role: same partition, account and role name. Names of roles are unique ignoring
/// case, and a session's ARN carries no path.
fn is_session_of(role: &str, session: &str) -> bool {
    let (Some([_, partition, _, _, account, role]), Some(session)) = (arn::split(role), arn::split(session))
    else {
        return false;
    };
    let [_, session_partition, _, _, session_account, rest] = session;
    let name = rest.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
    let role_name = role.rsplit('/').next().unwrap_or(role);
    partition == session_partition
        && account == session_account
        && name.is_some_and(|name| name.eq_ignore_ascii_case(role_name))
}

fn is_user_of_same_name(user: &str, federated: &str) -> bool {
    let (Some(user), Some(federated)) = (arn::split(user), arn::split(federated)) else {
        return false;
    };
    let ([_, partition, _, _, account, user], [_, fed_partition, _, _, fed_account, rest]) =
        (user, federated);
    let (name, federated_name) = (user.strip_prefix("user/"), rest.strip_prefix("federated-user/"));
    partition == fed_partition && account == fed_account && name.is_some() && name == federated_name
}

impl PrincipalElement {
    pub(crate) fn new(raw: &Element<RawPrincipal<'_>>) -> PrincipalElement {
        let entries = match &raw.content {
            RawPrincipal::Text(text) => vec![PrincipalEntry::new(PrincipalKind::Aws, *text)],
            RawPrincipal::Map(map) => {
                let of_type = |(name, values): &(Text<'_>, crate::grammar::Texts<'_>)| {
                    let kind = match name.text {
                        "Service" => PrincipalKind::Service,
                        "Federated" => PrincipalKind::Federated,
                        "CanonicalUser" => PrincipalKind::CanonicalUser,
                        _ => PrincipalKind::Aws,
                    };
                    values.items.iter().map(|text| PrincipalEntry::new(kind, *text)).collect::<Vec<_>>()
                };
                map.iter().flat_map(of_type).collect()
            }
        };
        PrincipalElement { negated: raw.negated, entries: entries.into_boxed_slice() }
    }

    /// Ways in which the element names the caller; empty if the statement is not about it.
    ///
    /// `denies_by_boundary`: the statement is a Deny and the caller has a permissions boundary; AWS then lets
    /// `NotPrincipal` deny those that it lists.
    pub(crate) fn grants(&self, caller: &Principal<'_>, denies_by_boundary: bool) -> Grants {
        let best = self.best(caller);
        if self.negated {
            let applies = best == MatchClass::None || denies_by_boundary;
            return if applies { Grants::DIRECT } else { Grants::default() };
        }
        let mut grants = Grants::of(best);
        grants.everyone = self.entries.iter().any(|entry| entry.form == Form::Everyone);
        grants
    }

    fn best(&self, caller: &Principal<'_>) -> MatchClass {
        self.entries.iter().map(|entry| entry.class(caller)).max().unwrap_or(MatchClass::None)
    }
}

#[cfg(test)]
mod tests;
