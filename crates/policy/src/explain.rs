//! Explanation of a decision: the statements, layers and missing pieces behind it.
//!
//! [`explain`] costs little more than [`decide`](crate::decide()): it keeps references, and looks at single statements only
//! when it is asked about them. It uses the very predicates of the decision, so that the two cannot disagree.

pub(crate) mod json;
mod missing;
mod statement;
mod text;

use crate::decide::{self, Decision, Facts, Level, Outcome, Policies, Request, Verdict, Verdicts};
use crate::document::{Effect, Policy, Statement};
use crate::key::ConditionKey;
use crate::layers::Layer;
use crate::limits::MAX_DECISIVE;
use crate::set::{Found, PolicySet};
pub use missing::MissingPiece;
pub use statement::{ActionFinding, ConditionExplanation, ConditionFinding, PrincipalFinding};
pub use statement::{ResourceFinding, StatementExplanation};
use std::collections::{BTreeMap, HashSet};

/// The decision on a request, and what made it.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    request: Request<'a>,
    policies: Policies<'a>,
    facts: Facts<'a>,
    verdicts: Verdicts,
    decision: Decision,
}

/// One layer, or one level of an organization in it.
#[derive(Clone, Copy, Debug)]
pub struct LayerExplanation<'a> {
    layer: Layer,
    level: Option<&'a str>,
    verdict: Verdict,
    sets: Sets<'a>,
    facts: Facts<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Sets<'a> {
    One(&'a PolicySet),
    Several(&'a [&'a PolicySet]),
    None,
}

impl<'a> Sets<'a> {
    fn iter(self) -> impl Iterator<Item = &'a PolicySet> {
        let (one, several) = match self {
            Sets::One(set) => (Some(set), &[] as &[&PolicySet]),
            Sets::Several(sets) => (None, sets),
            Sets::None => (None, &[] as &[&PolicySet]),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

/// A statement that applies to the request.
#[derive(Clone, Copy, Debug)]
pub struct MatchedStatement<'a> {
    /// The layer it is in.
    pub layer: Layer,
    /// Its policy, which knows its source id and type.
    pub policy: &'a Policy,
    /// The statement, which knows its place in the document.
    pub statement: &'a Statement,
    /// Its number in the document, from 0.
    pub number: usize,
}

/// Decides, and keeps what is needed to say why.
pub fn explain<'a>(request: &Request<'a>, policies: &Policies<'a>) -> Explanation<'a> {
    let facts = Facts::new(request, policies);
    let verdicts = Verdicts::new(&facts, request, policies);
    let decision = decide::combine(&facts, &verdicts);
    Explanation { request: *request, policies: *policies, facts, verdicts, decision }
}

impl<'a> Explanation<'a> {
    /// The decision.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// The request.
    pub fn request(&self) -> Request<'a> {
        self.request
    }

    /// The end of AWS's message, also for callers of other accounts, who would not be told.
    pub fn denial_reason(&self) -> Option<String> {
        self.decision.full_denial_reason(self.request.action)
    }

    /// The layers that play a part, each level of an organization by itself.
    pub fn layers(&self) -> Vec<LayerExplanation<'a>> {
        let facts = self.facts;
        let layer = |layer, level, verdict, sets| LayerExplanation { layer, level, verdict, sets, facts };
        let (policies, verdicts) = (&self.policies, &self.verdicts);
        let mut layers = Vec::new();
        for Level { name, policies: set } in policies.service_control {
            let verdict = decide::plain(set, &facts.target);
            layers.push(layer(Layer::ServiceControl, Some(*name), verdict, Sets::One(set)));
        }
        for Level { name, policies: set } in policies.resource_control {
            let denies = decide::endpoint(set, &facts) == Verdict::Deny;
            let verdict = if denies { Verdict::Deny } else { Verdict::Allow };
            layers.push(layer(Layer::ResourceControl, Some(*name), verdict, Sets::One(set)));
        }
        if let (Some(set), Some(verdict)) = (policies.vpc_endpoint, verdicts.vpc_endpoint) {
            layers.push(layer(Layer::VpcEndpoint, None, verdict, Sets::One(set)));
        }
        if let Some(set) = policies.resource {
            let verdict = match (verdicts.resource_denies, verdicts.grants.is_empty()) {
                (true, _) => Verdict::Deny,
                (false, true) => Verdict::Silent,
                (false, false) => Verdict::Allow,
            };
            layers.push(layer(Layer::Resource, None, verdict, Sets::One(set)));
        }
        if !facts.has_no_identity_side() {
            layers.push(layer(Layer::Identity, None, verdicts.identity, Sets::Several(policies.identity)));
        }
        if let (Some(set), Some(verdict)) = (policies.permissions_boundary, verdicts.boundary) {
            layers.push(layer(Layer::PermissionsBoundary, None, verdict, Sets::One(set)));
        }
        if let Some(verdict) = verdicts.session {
            let sets = policies.session.map_or(Sets::None, Sets::Several);
            layers.push(layer(Layer::Session, None, verdict, sets));
        }
        layers
    }

    /// Statements that apply and have the effect of the decision, in the layer that decided: at most
    /// [`MAX_DECISIVE`].
    pub fn decisive_statements(&self) -> Vec<MatchedStatement<'a>> {
        let effect = match self.decision.outcome {
            Outcome::Allowed => Effect::Allow,
            Outcome::ExplicitlyDenied => Effect::Deny,
            Outcome::ImplicitlyDenied => return Vec::new(),
        };
        let Some(layer) = self.decision.decided_by else {
            return Vec::new();
        };
        let deciding = self.layers().into_iter().filter(|explained| explained.layer == layer);
        let mut found = Vec::new();
        for explained in deciding {
            explained.matched(effect, MAX_DECISIVE, &mut found);
        }
        found
    }

    /// All statements that apply, of all layers, in order of layer, policy and statement.
    pub fn matched_statements(&self) -> Vec<MatchedStatement<'a>> {
        let mut found = Vec::new();
        for explained in self.layers() {
            explained.matched(Effect::Deny, usize::MAX, &mut found);
            explained.matched(Effect::Allow, usize::MAX, &mut found);
        }
        found
    }

    /// Condition keys that statements about this action ask for, and that the request does not have.
    pub fn missing_context_keys(&self) -> Vec<&'a str> {
        let mut keys: BTreeMap<String, &'a str> = BTreeMap::new();
        let sets = self.layers().into_iter().flat_map(|explained| explained.sets.iter());
        for set in sets {
            for effect in [Effect::Deny, Effect::Allow] {
                set.about_action(effect, &self.facts.target, |found| {
                    if found.statement.actions.apply(self.facts.target.action, self.request.context) {
                        for name in found.statement.context_keys() {
                            keys.entry(name.to_lowercase()).or_insert(name);
                        }
                    }
                    false
                });
            }
        }
        keys.retain(|_, name| self.request.context.value(&ConditionKey::new(name)).is_none());
        keys.into_values().collect()
    }

    /// The least change that would turn a denial: a context key, a principal, a resource of one statement; or that a
    /// statement is needed. None if the request is allowed.
    pub fn missing_piece(&self) -> Option<MissingPiece<'a>> {
        missing::piece(self)
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        json::explanation(self).to_string()
    }

    /// As people like to read it.
    pub fn to_text(&self) -> String {
        text::explanation(self)
    }
}

impl<'a> LayerExplanation<'a> {
    /// The layer.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Of service and resource control policies, the level of the organization.
    pub fn level(&self) -> Option<&'a str> {
        self.level
    }

    /// The verdict of the layer.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Every statement of the layer with the reason for which it applies or not; examined as the iterator goes.
    pub fn statements(&self) -> impl Iterator<Item = StatementExplanation<'a>> {
        let (facts, layer) = (self.facts, self.layer);
        let found = self.sets.iter().flat_map(PolicySet::statements);
        found.map(move |found| StatementExplanation::new(&facts, layer, found))
    }

    /// Adds statements of that effect that apply, each once, until the list has `limit`.
    fn matched(&self, effect: Effect, limit: usize, list: &mut Vec<MatchedStatement<'a>>) {
        let begin = list.len();
        // by address: a statement comes once for each pair of its entries that matches
        let mut known = HashSet::new();
        for set in self.sets.iter() {
            set.any(effect, &self.facts.target, |found| {
                if known.insert(std::ptr::from_ref(found.statement)) && self.concerns_caller(found) {
                    let Found { policy, statement, number } = found;
                    list.push(MatchedStatement { layer: self.layer, policy, statement, number });
                }
                list.len() >= limit
            });
        }
        if let Some(added) = list.get_mut(begin..) {
            added.sort_by_key(|matched| matched.number);
        }
    }

    fn concerns_caller(&self, found: Found<'_>) -> bool {
        PrincipalFinding::of(&self.facts, self.layer, found.statement).applies()
    }
}

/// The name of a policy in explanations.
fn policy_name(policy: &Policy) -> String {
    match (policy.source_id(), policy.id()) {
        (Some(name), _) => name.to_owned(),
        (None, Some(id)) => id.to_owned(),
        (None, None) => "unnamed policy".to_owned(),
    }
}

/// The name of a statement: its Sid, or its number from 1.
fn statement_name(statement: &Statement, number: usize) -> String {
    statement.sid().map_or_else(|| format!("#{}", number + 1), |sid| format!("#{} {sid:?}", number + 1))
}

#[cfg(test)]
mod tests;
