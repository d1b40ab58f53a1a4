//! The decision over all layers. Source: IAM user guide, "Policy evaluation logic"; every rule and each place where
//! sources disagree is in `docs/decisions/policy-semantics.md`.

use crate::action::RequestAction;
use crate::arn;
use crate::aws::{self, Rules};
use crate::context::RequestContext;
use crate::document::Effect;
use crate::kind::Kind;
use crate::layers::{Layer, Layers};
use crate::principal::{Grants, Principal};
use crate::resource::RequestResource;
use crate::set::{Found, PolicySet, Target};

/// One question: may this caller do this to that?
///
/// An API call can need several (`iam:PassRole`, `sts:TagSession`, `s3:PutObjectTagging`…); all must be allowed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The caller.
    pub principal: Principal<'a>,
    /// `service:Name`, in any case.
    pub action: &'a str,
    /// The ARN of the resource, or `*` for an action that takes none. `s3:ListAllMyBuckets` always asks about
    /// `arn:aws:s3:::*`, in place of the ARN given here.
    pub resource_arn: &'a str,
    /// The account that owns the resource. None: the account in the ARN; for `*` the caller's. If neither says, the
    /// resource counts as another account's.
    pub resource_account: Option<&'a str>,
    /// The action takes no resource: only `*` matches, and `resource_arn` is not looked at.
    pub wildcard_only_action: bool,
    /// Condition keys of the request.
    pub context: &'a dyn RequestContext,
}

/// One level of an organization: its root, an organizational unit, or the account itself.
#[derive(Clone, Copy, Debug)]
pub struct Level<'a> {
    /// Name in explanations.
    pub name: &'a str,
    /// The policies attached to it.
    pub policies: &'a PolicySet,
}

/// The policies that apply to a request, by layer. The default has none at all: nothing is then allowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policies<'a> {
    /// Those of the user and of each of the user's groups, or those of the role.
    pub identity: &'a [&'a PolicySet],
    /// The boundary of the user or role.
    pub permissions_boundary: Option<&'a PolicySet>,
    /// The session policies, united. None: the session was made without; that limits nothing, but a federated user
    /// without session policies has no permissions of its own.
    pub session: Option<&'a [&'a PolicySet]>,
    /// The policy of the resource; of a role that is assumed, its trust policy.
    pub resource: Option<&'a PolicySet>,
    /// Service control policies of the caller's account, level by level. Empty: not in an organization, or its management
    /// account, or a service-linked role.
    pub service_control: &'a [Level<'a>],
    /// Resource control policies of the resource's account. Each level contains `RCPFullAWSAccess` implicitly.
    pub resource_control: &'a [Level<'a>],
    /// The policy of the VPC endpoint that the request came through.
    pub vpc_endpoint: Option<&'a PolicySet>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It may.
    Allowed,
    /// A statement denies it.
    ExplicitlyDenied,
    /// Nothing allows it.
    ImplicitlyDenied,
}

impl Outcome {
    /// `Allowed`, `ExplicitlyDenied` or `ImplicitlyDenied`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Allowed => "Allowed",
            Outcome::ExplicitlyDenied => "ExplicitlyDenied",
            Outcome::ImplicitlyDenied => "ImplicitlyDenied",
        }
    }

    /// As the simulation operations spell it.
    pub fn api_name(self) -> &'static str {
        match self {
            Outcome::Allowed => "allowed",
            Outcome::ExplicitlyDenied => "explicitDeny",
            Outcome::ImplicitlyDenied => "implicitDeny",
        }
    }
}

/// Verdict of one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Some Allow applies and no Deny.
    Allow,
    /// Some Deny applies.
    Deny,
    /// No statement applies.
    Silent,
}

/// The answer, and what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The answer.
    pub outcome: Outcome,
    /// The layers that turned into a denial what identity, resource and session policies together had allowed.
    pub blocked_by: Layers,
    /// The layer that decided: the first one that denies; of an implicit denial the first that should have allowed; of an
    /// Allow the one that granted. None where no layer has a say, such as `sts:GetCallerIdentity`.
    pub decided_by: Option<Layer>,
    /// True if caller and resource belong to different accounts.
    pub cross_account: bool,
    /// True if the resource's policy is a trust policy.
    pub(crate) is_trust: bool,
}

impl Decision {
    /// True if the request may go on.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }
}

/// Decides. Takes no memory but for patterns with long chunks between their `*`, and never fails: what cannot be decided is
/// denied.
pub fn decide(request: &Request<'_>, policies: &Policies<'_>) -> Decision {
    let facts = Facts::new(request, policies);
    let verdicts = Verdicts::new(&facts, request, policies);
    combine(&facts, &verdicts)
}

/// Facts about a request that are known before any statement is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) principal: Principal<'a>,
    rules: Rules,
    pub(crate) target: Target<'a>,
    pub(crate) same_account: bool,
    same_partition: bool,
    has_boundary: bool,
    has_resource_policy: bool,
    pub(crate) is_trust: bool,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(request: &Request<'a>, policies: &Policies<'_>) -> Facts<'a> {
        let action = RequestAction::new(request.action);
        let principal = request.principal;
        let rules = Rules::of(action);
        let fixed = rules.resource(principal.partition().unwrap_or("aws"));
        let resource = match fixed {
            Some(resource) => resource,
            None if request.wildcard_only_action => RequestResource::Star,
            None => RequestResource::new(request.resource_arn),
        };
        let is_callers = fixed.is_some() || matches!(resource, RequestResource::Star);
        let star_account = if is_callers { principal.account() } else { None };
        let owner = request.resource_account.or(arn::account(request.resource_arn)).or(star_account);
        let partition = match resource {
            RequestResource::Arn { fields: [partition, ..], .. } => Some(partition),
            _ => None,
        };
        let policy_kinds = policies.resource.iter().flat_map(|set| set.policies());
        Facts {
            principal,
            rules,
            target: Target { action_text: request.action, action, resource, context: request.context },
            same_account: owner.is_some() && principal.account() == owner,
            same_partition: partition.is_none_or(|partition| principal.partition() == Some(partition)),
            has_boundary: policies.permissions_boundary.is_some(),
            has_resource_policy: policies.resource.is_some(),
            is_trust: policy_kinds.into_iter().any(|policy| policy.kind() == Kind::Trust),
        }
    }

    /// True if an Allow of the identity policies needs the trust of the resource's policy, even in the same account.
    fn needs_trust(&self) -> bool {
        self.rules.needs_trust(self.target.resource, self.has_resource_policy)
    }

    /// True if no policy can deny the action.
    fn always_allowed(&self) -> bool {
        self.rules.always_allowed(self.principal)
    }

    /// A Deny with `NotPrincipal` denies every caller that has a boundary.
    pub(crate) fn denies_by_boundary(&self, effect: Effect) -> bool {
        effect == Effect::Deny && self.has_boundary
    }

    /// True if only the resource's side decides about such callers.
    pub(crate) fn has_no_identity_side(&self) -> bool {
        matches!(self.principal, Principal::Anonymous | Principal::Service(_) | Principal::Federated(_))
    }
}

/// Verdict of each layer on a request; `None`: there is no such layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdicts {
    pub(crate) identity: Verdict,
    pub(crate) boundary: Option<Verdict>,
    pub(crate) session: Option<Verdict>,
    pub(crate) resource_denies: bool,
    pub(crate) grants: Grants,
    pub(crate) service_control: Verdict,
    pub(crate) resource_control: Verdict,
    pub(crate) vpc_endpoint: Option<Verdict>,
}

impl Verdicts {
    pub(crate) fn new(facts: &Facts<'_>, request: &Request<'_>, policies: &Policies<'_>) -> Verdicts {
        let target = &facts.target;
        let of_identity = identity(facts, policies);
        let is_federated = matches!(request.principal, Principal::FederatedUser { .. });
        let session = match policies.session {
            Some(sets) => Some(union(sets, target)),
            None => is_federated.then_some(Verdict::Silent),
        };
        let (resource_denies, grants) =
            policies.resource.map_or((false, Grants::default()), |set| resource(set, facts));
        Verdicts {
            identity: of_identity,
            boundary: policies.permissions_boundary.map(|set| plain(set, target)),
            session,
            resource_denies,
            grants,
            service_control: service_control(policies.service_control, target),
            resource_control: resource_control(policies.resource_control, facts),
            vpc_endpoint: policies.vpc_endpoint.map(|set| endpoint(set, facts)),
        }
    }
}

/// The verdict of statements that name no principals.
pub(crate) fn plain(set: &PolicySet, target: &Target<'_>) -> Verdict {
    union(&[set], target)
}

pub(crate) fn union(sets: &[&PolicySet], target: &Target<'_>) -> Verdict {
    let any = |effect| sets.iter().any(|set| set.any(effect, target, |_| true));
    if any(Effect::Deny) {
        Verdict::Deny
    } else if any(Effect::Allow) {
        Verdict::Allow
    } else {
        Verdict::Silent
    }
}

/// The root user has no identity policies, and all permissions.
fn identity(facts: &Facts<'_>, policies: &Policies<'_>) -> Verdict {
    match (union(policies.identity, &facts.target), facts.principal) {
        (Verdict::Silent, Principal::Root { .. }) => Verdict::Allow,
        (verdict, _) => verdict,
    }
}

/// Reports whether the resource's policy denies; and if not, the ways in which it grants. A statement without principal
/// applies to no caller.
fn resource(set: &PolicySet, facts: &Facts<'_>) -> (bool, Grants) {
    let caller = &facts.principal;
    let denies = set.any(Effect::Deny, &facts.target, |found| {
        let element = found.statement.principal.as_ref();
        element
            .is_some_and(|element| !element.grants(caller, facts.denies_by_boundary(Effect::Deny)).is_empty())
    });
    if denies {
        return (true, Grants::default());
    }
    let mut grants = Grants::default();
    set.any(Effect::Allow, &facts.target, |found| {
        if let Some(element) = &found.statement.principal {
            grants.add(element.grants(caller, false));
        }
        grants.direct && grants.everyone
    });
    (false, grants)
}

/// An endpoint's policy asks who calls, where it names principals.
pub(crate) fn endpoint(set: &PolicySet, facts: &Facts<'_>) -> Verdict {
    let names = |found: Found<'_>| {
        let element = found.statement.principal.as_ref();
        element.is_none_or(|element| !element.grants(&facts.principal, false).is_empty())
    };
    if set.any(Effect::Deny, &facts.target, names) {
        Verdict::Deny
    } else if set.any(Effect::Allow, &facts.target, names) {
        Verdict::Allow
    } else {
        Verdict::Silent
    }
}

/// Every level must allow.
fn service_control(levels: &[Level<'_>], target: &Target<'_>) -> Verdict {
    let mut sum = Verdict::Allow;
    for level in levels {
        match plain(level.policies, target) {
            Verdict::Deny => return Verdict::Deny,
            Verdict::Silent => sum = Verdict::Silent,
            Verdict::Allow => {}
        }
    }
    sum
}

/// Every level allows by itself; so only denials count.
fn resource_control(levels: &[Level<'_>], facts: &Facts<'_>) -> Verdict {
    let denies = levels.iter().any(|level| endpoint(level.policies, facts) == Verdict::Deny);
    if denies { Verdict::Deny } else { Verdict::Allow }
}

/// Reports whether identity, resource, boundary and session policies together allow. Callers handle denials; here a layer
/// that denies merely does not allow.
fn core(facts: &Facts<'_>, verdicts: &Verdicts, boundary_allows: bool) -> bool {
    let grants = verdicts.grants;
    if facts.has_no_identity_side() {
        return grants.direct;
    }
    let session_allows = verdicts.session.is_none_or(|verdict| verdict == Verdict::Allow);
    let session_denies = verdicts.session == Some(Verdict::Deny);
    let limits_allow = boundary_allows && session_allows;
    let identity_allows = verdicts.identity == Verdict::Allow;
    if !facts.same_account {
        return facts.same_partition && identity_allows && !grants.is_empty() && limits_allow;
    }
    let by_identity = identity_allows && limits_allow && (!facts.needs_trust() || grants.account);
    let by_entity = grants.entity && limits_allow;
    let is_own_arn = facts.principal.is_session() || matches!(facts.principal, Principal::User { .. });
    let passes_limits = (is_own_arn || grants.everyone) && !facts.rules.bounds_grants() && !session_denies;
    let by_resource = grants.direct && (passes_limits || limits_allow);
    by_identity || by_entity || by_resource
}

pub(crate) fn combine(facts: &Facts<'_>, verdicts: &Verdicts) -> Decision {
    let decision = |outcome, blocked_by, decided_by| Decision {
        outcome,
        blocked_by,
        decided_by,
        cross_account: !facts.same_account,
        is_trust: facts.is_trust,
    };
    if facts.always_allowed() {
        return decision(Outcome::Allowed, Layers::NONE, None);
    }
    let verdicts = &without_other_side(facts, verdicts);
    let boundary_allows = verdicts.boundary.is_none_or(|verdict| verdict == Verdict::Allow);
    let free = facts.rules.needs_no_permission(facts.principal);
    let core_allows = free || core(facts, verdicts, boundary_allows);
    let denied_by = denials(verdicts);
    let silent = if free { Layers::NONE } else { silent_limits(verdicts) };
    let mut blocked_by = Layers::NONE;
    if free || core(facts, verdicts, true) {
        blocked_by = denied_by.union(silent);
        blocked_by.remove(Layer::Session);
        if !core_allows && !denied_by.contains(Layer::PermissionsBoundary) {
            blocked_by.insert(Layer::PermissionsBoundary);
        }
    }
    if let Some(layer) = Layer::BY_PRECEDENCE.into_iter().find(|layer| denied_by.contains(*layer)) {
        return decision(Outcome::ExplicitlyDenied, blocked_by, Some(layer));
    }
    if let Some(layer) = Layer::BY_PRECEDENCE.into_iter().find(|layer| silent.contains(*layer)) {
        return decision(Outcome::ImplicitlyDenied, blocked_by, Some(layer));
    }
    if !core_allows {
        return decision(Outcome::ImplicitlyDenied, blocked_by, Some(missing(facts, verdicts)));
    }
    if !free && aws::reserved(facts.target.action, facts.target.resource) {
        return decision(Outcome::ImplicitlyDenied, Layers::NONE, None);
    }
    decision(Outcome::Allowed, Layers::NONE, granted_by(facts, verdicts, free))
}

/// Identity, boundary, session and service control policies play no part for anonymous callers.
fn without_other_side(facts: &Facts<'_>, verdicts: &Verdicts) -> Verdicts {
    if facts.principal != Principal::Anonymous {
        return *verdicts;
    }
    Verdicts {
        identity: Verdict::Silent,
        boundary: None,
        session: None,
        service_control: Verdict::Allow,
        ..*verdicts
    }
}

fn denials(verdicts: &Verdicts) -> Layers {
    let denies = |verdict: Verdict| verdict == Verdict::Deny;
    let mut layers = Layers::NONE;
    layers.insert_if(Layer::ServiceControl, denies(verdicts.service_control));
    layers.insert_if(Layer::ResourceControl, denies(verdicts.resource_control));
    layers.insert_if(Layer::VpcEndpoint, verdicts.vpc_endpoint.is_some_and(denies));
    layers.insert_if(Layer::Resource, verdicts.resource_denies);
    layers.insert_if(Layer::Identity, denies(verdicts.identity));
    layers.insert_if(Layer::PermissionsBoundary, verdicts.boundary.is_some_and(denies));
    layers.insert_if(Layer::Session, verdicts.session.is_some_and(denies));
    layers
}

/// The limits that no grant passes, where no statement allows.
fn silent_limits(verdicts: &Verdicts) -> Layers {
    let mut layers = Layers::NONE;
    layers.insert_if(Layer::ServiceControl, verdicts.service_control == Verdict::Silent);
    layers.insert_if(Layer::VpcEndpoint, verdicts.vpc_endpoint == Some(Verdict::Silent));
    layers
}

/// The layer that should have allowed.
fn missing(facts: &Facts<'_>, verdicts: &Verdicts) -> Layer {
    if facts.has_no_identity_side() {
        return Layer::Resource;
    }
    if core(facts, verdicts, true) {
        return Layer::PermissionsBoundary;
    }
    let without_session = Verdicts { session: None, ..*verdicts };
    if core(facts, &without_session, true) {
        return Layer::Session;
    }
    if verdicts.identity == Verdict::Allow { Layer::Resource } else { Layer::Identity }
}

fn granted_by(facts: &Facts<'_>, verdicts: &Verdicts, free: bool) -> Option<Layer> {
    let without_resource = Verdicts { grants: Grants::default(), ..*verdicts };
    let boundary_allows = verdicts.boundary.is_none_or(|verdict| verdict == Verdict::Allow);
    if free {
        None
    } else if core(facts, &without_resource, boundary_allows) {
        Some(Layer::Identity)
    } else {
        Some(Layer::Resource)
    }
}

#[cfg(test)]
mod tests;
