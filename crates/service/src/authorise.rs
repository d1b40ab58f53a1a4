//! Decisions on callers: gathers their policies and the request's condition keys, and asks the policy engine. Nothing else permits
//! or denies.

use std::borrow::Cow;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use identity::{AccountId, Principal, State, TagSet};
use policy::{
    ConditionKey, Decision, KeyFamily, KeyForm, KeyName, KnownKey, Layer, Made, Outcome, Policies, PolicySet,
    PrincipalFacts, RequestContext, RequestFacts, Value, Values,
};
use wire::fault::Fault;

use crate::caller::{ACCOUNT_BYTES, Caller, CallerKind};
use crate::policy_cache::{CallerPolicies, limits_itself};
use crate::request::Request;
use crate::service::Service;

/// Permission that an operation needs.
pub(crate) struct Access {
    action: &'static str,
    resource: Cow<'static, str>,
    resource_account: Option<AccountId>,
    wildcard_only: bool,
    shown: Shown,
    code_is_given: bool,
    keys: Vec<(&'static str, Given)>,
    request_tags: TagKeys,
    /// With the prefix of the service that has a key of its own for them.
    resource_tags: Option<(Option<&'static str>, TagSet)>,
    resource_policy: Option<Arc<PolicySet>>,
}

/// The name of the resource in a denial.
enum Shown {
    Nothing,
    Arn,
    /// The ARN in quotation marks, as S3 shows it.
    Quoted,
    Text(String),
}

/// The value of a condition key that the operation supplies.
enum Given {
    One(Cow<'static, str>),
    /// Twelve digits.
    Account(AccountId),
    /// In hexadecimal digits.
    Sha256([u8; 32]),
    Many(Vec<String>),
}

/// The tags that a request passes; `aws:TagKeys` are their keys.
struct TagKeys(TagSet);

impl Values for TagKeys {
    fn value_at(&self, place: usize) -> Option<&str> {
        self.0.0.get(place).map(|tag| tag.key.as_str())
    }
}

impl Access {
    /// An action on the resource with this ARN, owned by `account`. The denial names the ARN.
    pub(crate) fn to(
        action: &'static str,
        resource: impl Into<Cow<'static, str>>,
        account: AccountId,
    ) -> Self {
        Self {
            action,
            resource: resource.into(),
            resource_account: Some(account),
            wildcard_only: false,
            shown: Shown::Arn,
            code_is_given: false,
            keys: Vec::new(),
            request_tags: TagKeys(TagSet::default()),
            resource_tags: None,
            resource_policy: None,
        }
    }

    /// An action that takes no resource: only `*` matches. The denial names what `shown_as` sets, or nothing.
    pub(crate) fn to_any(action: &'static str, account: AccountId) -> Self {
        Self { wildcard_only: true, shown: Shown::Nothing, ..Self::to(action, "*", account) }
    }

    /// Sets the name of the resource in a denial, where AWS does not show its ARN.
    pub(crate) fn shown_as(mut self, shown: impl Into<String>) -> Self {
        self.shown = Shown::Text(shown.into());
        self
    }

    /// Shows the ARN in quotation marks in a denial.
    pub(crate) fn shown_quoted(mut self) -> Self {
        self.shown = Shown::Quoted;
        self
    }

    /// Leaves the resource out of a denial.
    pub(crate) fn not_shown(mut self) -> Self {
        self.shown = Shown::Nothing;
        self
    }

    /// Judges the request as one whose MFA code has just been verified, which says more than the credential does.
    pub(crate) fn with_verified_code(mut self) -> Self {
        self.code_is_given = true;
        self
    }

    /// Sets a condition key that this operation supplies.
    pub(crate) fn with(mut self, key: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.keys.push((key, Given::One(value.into())));
        self
    }

    /// Sets a condition key if there is a value.
    pub(crate) fn with_some(self, key: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value.to_owned()),
            None => self,
        }
    }

    /// Sets a condition key to an account.
    pub(crate) fn with_account(mut self, key: &'static str, account: AccountId) -> Self {
        self.keys.push((key, Given::Account(account)));
        self
    }

    /// Sets a condition key to a hash.
    pub(crate) fn with_sha256(mut self, key: &'static str, hash: [u8; 32]) -> Self {
        self.keys.push((key, Given::Sha256(hash)));
        self
    }

    /// Sets a multivalued condition key.
    pub(crate) fn with_list<V: Into<String>>(
        mut self,
        key: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.keys.push((key, Given::Many(values.into_iter().map(Into::into).collect())));
        self
    }

    /// Sets `aws:RequestTag/KEY` for each tag that the request passes, and `aws:TagKeys`; nothing if it passes none.
    pub(crate) fn request_tags(mut self, tags: &TagSet) -> Self {
        self.request_tags = TagKeys(tags.clone());
        self
    }

    /// Sets `aws:ResourceTag/KEY` and `PREFIX:ResourceTag/KEY` for each tag that the resource has.
    pub(crate) fn resource_tags(mut self, prefix: &'static str, tags: &TagSet) -> Self {
        self.resource_tags = Some((Some(prefix), tags.clone()));
        self
    }

    /// Sets `aws:ResourceTag/KEY` alone for each tag that the resource has.
    pub(crate) fn global_resource_tags(mut self, tags: &TagSet) -> Self {
        self.resource_tags = Some((None, tags.clone()));
        self
    }

    /// Sets the policy attached to the resource itself.
    pub(crate) fn resource_policy(mut self, policy: Arc<PolicySet>) -> Self {
        self.resource_policy = Some(policy);
        self
    }

    /// The ARN of the resource, or `*`.
    pub(crate) fn resource(&self) -> &str {
        &self.resource
    }

    /// The action.
    pub(crate) fn action(&self) -> &'static str {
        self.action
    }

    /// The name of the resource in a denial.
    fn shown(&self) -> Option<String> {
        match &self.shown {
            Shown::Nothing => None,
            Shown::Arn => Some(self.resource().to_owned()),
            Shown::Quoted => Some(format!("\"{}\"", self.resource())),
            Shown::Text(text) => Some(text.clone()),
        }
    }

    /// The value of a key that the operation supplies. The last setting of a key is the one that counts.
    fn value(&self, key: &ConditionKey) -> Option<Value<'_>> {
        match key.form() {
            KeyForm::Family(KeyFamily::RequestTag, name) => {
                return tag(&self.request_tags.0, name).map(Value::borrowed);
            }
            KeyForm::Family(family @ (KeyFamily::ResourceTag | KeyFamily::IamResourceTag), name) => {
                let (prefix, tags) = self.resource_tags.as_ref()?;
                let is_of_service = family == KeyFamily::ResourceTag || *prefix == Some("iam");
                return tag(tags, name).filter(|_| is_of_service).map(Value::borrowed);
            }
            KeyForm::Known(KnownKey::TagKeys) if !self.request_tags.0.0.is_empty() => {
                return Some(Value::Many(&self.request_tags));
            }
            // those follow from caller and request, and are absent where they do not
            KeyForm::Known(known) if known.is_global() && known != KnownKey::TagKeys => return None,
            KeyForm::Family(KeyFamily::PrincipalTag, _) => return None,
            _ => {}
        }
        let (_, given) = self.keys.iter().rev().find(|(name, _)| key.is(name))?;
        Some(match given {
            Given::One(value) => Value::borrowed(value),
            Given::Account(account) => Value::made(account),
            Given::Sha256(hash) => Value::made(HEXLOWER.encode_display(hash)),
            Given::Many(values) => Value::Many(values),
        })
    }
}

/// A request that no policy lets through, or that one forbids.
pub(crate) struct Denial {
    /// The caller's ARN.
    pub principal: String,
    /// The action that was asked for.
    pub action: &'static str,
    /// The resource, as AWS names it.
    pub resource: Option<String>,
    /// True if caller and resource are of one account.
    pub same_account: bool,
    /// The decision, with the layer that made it.
    pub decision: Decision,
}

impl Denial {
    /// AWS's sentence. It gives no reason to callers of another account, nor to those whom a role does not trust, since that
    /// would also tell that there is such a role.
    pub(crate) fn message(&self) -> String {
        let mut text = format!("User: {} is not authorized to perform: {}", self.principal, self.action);
        if let Some(resource) = &self.resource {
            text.push_str(" on resource: ");
            text.push_str(resource);
        }
        let untrusted = self.action.starts_with("sts:")
            && !self.is_explicit()
            && self.decision.decided_by == Some(Layer::Resource);
        if let Some(reason) =
            self.decision.denial_reason(self.action).filter(|_| self.same_account && !untrusted)
        {
            text.push(' ');
            text.push_str(&reason);
        }
        text
    }

    /// True if a policy forbids it, false if none allows it.
    pub(crate) fn is_explicit(&self) -> bool {
        self.decision.outcome == Outcome::ExplicitlyDenied
    }
}

/// A request as policies ask about it. Keys that follow from the caller come before those of the request, and both before
/// those that the operation supplies, so that no operation can supply what the server derives.
struct Asked<'a> {
    principal: &'a PrincipalFacts<'a>,
    request: RequestFacts<'a>,
    access: &'a Access,
}

impl RequestContext for Asked<'_> {
    fn value(&self, key: &ConditionKey) -> Option<Value<'_>> {
        let of_request = || key.known().and_then(|known| self.request.value(known));
        self.principal.value(key).or_else(of_request).or_else(|| self.access.value(key))
    }
}

/// AWS's sentence for an access key that is not the caller's to ask about. It has no colon after "perform", as AWS's has none.
pub(crate) fn unknown_key(principal: &str, action: &str, access_key_id: &str) -> Fault {
    Fault::access_denied(format!(
        "User: {principal} is not authorized to perform {action} on resource: access key {access_key_id}"
    ))
}

impl Service {
    /// Judges `access` by every policy that has a say in what `caller` does. Operations ask through
    /// [`crate::permit`], which makes a permit of the decision.
    pub(crate) fn judge(
        &self,
        state: &State,
        caller: &Caller,
        request: &Request<'_>,
        access: &Access,
    ) -> Result<Decision, Denial> {
        let policies = self.caller_policies(state, caller);
        let decision = caller.with_facts(request.now, |facts| {
            let code_age_seconds = access.code_is_given.then_some(0);
            judge(&PrincipalFacts { code_age_seconds, ..*facts }, caller.region(), request, access, &policies)
        });
        if decision.outcome == Outcome::Allowed {
            return Ok(decision);
        }
        Err(Denial {
            principal: caller.arn(),
            action: access.action,
            resource: access.shown(),
            same_account: access.resource_account.is_none_or(|account| account == caller.account()),
            decision,
        })
    }

    /// The policies of a caller in `state`, which is the one that authenticated it, or a newer one.
    fn caller_policies(&self, state: &State, caller: &Caller) -> Arc<CallerPolicies> {
        match caller.kind() {
            CallerKind::Root { .. } => {
                let (key, root) =
                    (Made::<ACCOUNT_BYTES>::of(caller.account()), Principal::Root(caller.account()));
                self.policies.get(state, &key, &root, None)
            }
            CallerKind::User { user, .. } => {
                let now = state.user(&user.id).unwrap_or(user);
                self.policies.get(state, &user.id, &Principal::User(now.clone()), None)
            }
            CallerKind::Role { role, session, .. } => {
                let now = state.role(&role.id).unwrap_or(role);
                let key = if limits_itself(session) { caller.access_key_id() } else { &role.id };
                self.policies.get(state, key, &Principal::Role(now.clone()), Some(session))
            }
        }
    }
}

fn judge(
    principal: &PrincipalFacts<'_>,
    region: &str,
    request: &Request<'_>,
    access: &Access,
    policies: &CallerPolicies,
) -> Decision {
    let account = access.resource_account.map(Made::<ACCOUNT_BYTES>::of);
    let context = Asked {
        principal,
        request: RequestFacts {
            seconds: request.now.seconds(),
            region: Some(requested_region(access.action, region)),
            source_ip: Some(request.head.source_ip),
            secure: Some(request.head.secure),
            via_aws_service: Some(false),
            user_agent: request.head.header("user-agent"),
            referer: request.head.header("referer"),
            resource_account: account.as_deref(),
        },
        access,
    };
    let question = policy::Request {
        principal: principal.principal().unwrap_or(policy::Principal::Anonymous),
        action: access.action,
        resource_arn: access.resource(),
        resource_account: account.as_deref(),
        wildcard_only_action: access.wildcard_only,
        context: &context,
    };
    let session = policies.session.as_ref().map(|set| [set]);
    let policies = Policies {
        identity: &[&policies.identity],
        permissions_boundary: policies.permissions_boundary.as_ref(),
        session: session.as_ref().map(|session| session.as_slice()),
        resource: access.resource_policy.as_deref(),
        ..Policies::default()
    };
    policy::decide(&question, &policies)
}

/// The value of a tag. Of tags that differ in case alone the last one counts.
fn tag<'t>(tags: &'t TagSet, name: KeyName<'_>) -> Option<&'t str> {
    tags.0.iter().rev().find(|tag| name.is(&tag.key)).map(|tag| tag.value.as_str())
}

/// IAM is a global service, whose region is us-east-1 under any credential scope.
fn requested_region<'a>(action: &str, region: &'a str) -> &'a str {
    if action.starts_with("iam:") { "us-east-1" } else { region }
}

#[cfg(test)]
mod tests;
