//! The one place where a caller is permitted or denied.

use std::sync::Arc;

use identity::{AccountId, Principal, TagSet};
use policy::{Context, Decision, Layer, Outcome, Policies, PolicySet, Request as PolicyRequest};
use wire::fault::Fault;

use crate::caller::{Caller, CallerKind, iso};
use crate::policy_cache::{CallerPolicies, limits_itself};
use crate::request::Request;
use crate::service::Service;

/// What an operation needs to be permitted.
pub struct Access {
    action: &'static str,
    resource: String,
    resource_account: Option<AccountId>,
    wildcard_only: bool,
    shown: Option<String>,
    context: Context,
    resource_policy: Option<Arc<PolicySet>>,
}

impl Access {
    /// An action on the resource with this ARN, owned by `account`. The denial names the ARN.
    pub fn to(action: &'static str, resource: impl Into<String>, account: AccountId) -> Self {
        let resource = resource.into();
        Self {
            action,
            shown: Some(resource.clone()),
            resource,
            resource_account: Some(account),
            wildcard_only: false,
            context: Context::new(),
            resource_policy: None,
        }
    }

    /// An action that takes no resource: only `*` matches. The denial names what `shown_as` sets, or nothing.
    pub fn to_any(action: &'static str, account: AccountId) -> Self {
        Self { wildcard_only: true, shown: None, ..Self::to(action, "*", account) }
    }

    /// How the denial names the resource, where AWS does not show its ARN.
    pub fn shown_as(mut self, shown: impl Into<String>) -> Self {
        self.shown = Some(shown.into());
        self
    }

    /// The denial names no resource.
    pub fn not_shown(mut self) -> Self {
        self.shown = None;
        self
    }

    /// Sets a condition key that this operation supplies.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.context.set(key, value);
        self
    }

    /// Sets a condition key if there is a value.
    pub fn with_some(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Sets a multivalued condition key.
    pub fn with_list<V: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.context.set_list(key, values);
        self
    }

    /// `aws:RequestTag/KEY` for each tag that the request passes, and `aws:TagKeys`; nothing if it passes none.
    pub fn request_tags(mut self, tags: &TagSet) -> Self {
        if tags.0.is_empty() {
            return self;
        }
        for tag in &tags.0 {
            self.context.set(&format!("aws:RequestTag/{}", tag.key), tag.value.as_str());
        }
        self.with_list("aws:TagKeys", tags.0.iter().map(|tag| tag.key.as_str()))
    }

    /// `aws:ResourceTag/KEY` and `PREFIX:ResourceTag/KEY` for each tag that the resource has.
    pub fn resource_tags(mut self, prefix: &str, tags: &TagSet) -> Self {
        for tag in &tags.0 {
            self.context.set(&format!("aws:ResourceTag/{}", tag.key), tag.value.as_str());
            self.context.set(&format!("{prefix}:ResourceTag/{}", tag.key), tag.value.as_str());
        }
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

    /// The policy attached to the resource itself.
    pub fn resource_policy(mut self, policy: Arc<PolicySet>) -> Self {
        self.resource_policy = Some(policy);
        self
    }
}

/// A request that no policy lets through, or that one forbids.
pub struct Denial {
    /// The caller's ARN.
    pub principal: String,
    /// What was to be done.
    pub action: &'static str,
    /// What it was to be done to, as AWS names it.
    pub resource: Option<String>,
    /// Whether caller and resource are of one account.
    pub same_account: bool,
    /// What decided.
    pub decision: Decision,
}

impl Denial {
    /// AWS's sentence. Callers of another account are not told why; nor is anybody told that a role does not trust him,
    /// which would also tell that there is such a role.
    pub fn message(&self) -> String {
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

    /// Whether a policy forbids it, rather than none allowing it.
    pub fn is_explicit(&self) -> bool {
        self.decision.outcome == Outcome::ExplicitlyDenied
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
        caller: &Caller,
        request: &Request<'_>,
        access: &Access,
    ) -> Result<Decision, Denial> {
        let mut context = access.context.clone();
        describe_request(&mut context, request);
        context.set("aws:RequestedRegion", requested_region(access.action, caller.region()));
        if let Some(account) = access.resource_account {
            context.set("aws:ResourceAccount", account.to_string());
        }
        // a call with a code knows more of MFA than the credentials do
        let given_now = access.context.get("aws:MultiFactorAuthPresent").is_some();
        let mut described = Context::new();
        caller.describe(&mut described, request.now);
        for key in described.keys().map(str::to_owned).collect::<Vec<_>>() {
            if given_now && key.to_ascii_lowercase().starts_with("aws:multifactorauth") {
                continue;
            }
            if let Some(value) = described.remove(&key) {
                context.put(&key, value);
            }
        }
        let policies = self.caller_policies(caller);
        let decision = decide(caller, access, &context, &policies);
        if decision.outcome == Outcome::Allowed {
            return Ok(decision);
        }
        Err(Denial {
            principal: caller.arn(),
            action: access.action,
            resource: access.shown.clone(),
            same_account: access.resource_account.is_none_or(|account| account == caller.account()),
            decision,
        })
    }

    fn caller_policies(&self, caller: &Caller) -> Arc<CallerPolicies> {
        let state = self.store.snapshot();
        match caller.kind() {
            CallerKind::Root { .. } => {
                let key = caller.account().to_string();
                self.policies.get(&state, &key, &Principal::Root(caller.account()), None)
            }
            CallerKind::User { user, .. } => {
                // what the user is permitted is looked at as it is now, not as it was when the request was authenticated
                let user = state.user(&user.id).unwrap_or(user).clone();
                self.policies.get(&state, &user.id.clone(), &Principal::User(user), None)
            }
            CallerKind::Role { role, session, .. } => {
                let role = state.role(&role.id).unwrap_or(role).clone();
                let key = if limits_itself(session) { caller.access_key_id() } else { &role.id }.to_owned();
                self.policies.get(&state, &key, &Principal::Role(role), Some(session))
            }
        }
    }
}

fn decide(caller: &Caller, access: &Access, context: &Context, policies: &CallerPolicies) -> Decision {
    let account = access.resource_account.map(|account| account.to_string());
    caller.with_principal(|principal| {
        let request = PolicyRequest {
            principal,
            action: access.action,
            resource_arn: &access.resource,
            resource_account: account.as_deref(),
            wildcard_only_action: access.wildcard_only,
            context,
        };
        let session = policies.session.as_ref().map(|set| [set]);
        let policies = Policies {
            identity: &[&policies.identity],
            permissions_boundary: policies.permissions_boundary.as_ref(),
            session: session.as_ref().map(|session| session.as_slice()),
            resource: access.resource_policy.as_deref(),
            ..Policies::default()
        };
        policy::decide(&request, &policies)
    })
}

/// Condition keys that follow from the request itself. Nothing here takes a key's name from the request.
fn describe_request(context: &mut Context, request: &Request<'_>) {
    context.set("aws:CurrentTime", iso(request.now));
    context.set("aws:EpochTime", request.now.seconds().to_string());
    context.set("aws:SecureTransport", if request.head.secure { "true" } else { "false" });
    context.set("aws:SourceIp", request.head.source_ip.to_string());
    context.set("aws:ViaAWSService", "false");
    if let Some(agent) = request.head.header("user-agent") {
        context.set("aws:UserAgent", agent);
    }
    if let Some(referer) = request.head.header("referer") {
        context.set("aws:Referer", referer);
    }
}

/// IAM is a global service, whose region is us-east-1 whatever the credential scope says.
fn requested_region<'a>(action: &str, region: &'a str) -> &'a str {
    if action.starts_with("iam:") { "us-east-1" } else { region }
}
