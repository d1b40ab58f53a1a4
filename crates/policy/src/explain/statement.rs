//! One statement against one request: which elements match, and why not.

use super::{policy_name, statement_name};
use crate::condition::operator::{Operator, SetOperator};
use crate::condition::{Condition, Truth};
use crate::context::RequestContext;
use crate::decide::Facts;
use crate::document::{Effect, Policy, Statement};
use crate::layers::Layer;
use crate::principal::{Form, MatchClass};
use crate::resource::ResourceMatch;
use crate::set::Found;
use crate::value::Value;

/// Comparison of the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionFinding {
    /// An entry of `Action` matches, or none of `NotAction`.
    Matches,
    /// No entry of `Action` matches.
    NotListed,
    /// An entry of `NotAction` matches.
    Excluded,
}

/// Comparison of the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceFinding {
    /// An entry of `Resource` matches, or none of `NotResource`.
    Matches,
    /// The statement names no resource: it is about the one its policy is attached to.
    Attached,
    /// No entry of `Resource` matches.
    NotListed,
    /// An entry of `NotResource` matches.
    Excluded,
    /// An entry of `NotResource` stands for nothing (no ARN, or a variable without a value), so that the statement does
    /// not apply; or it is the only kind of entry that `Resource` has.
    Unusable,
}

/// Way in which the caller is named, if it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalFinding {
    /// Policies of this layer name no principals.
    NotAsked,
    /// By `*`.
    Everyone,
    /// By its own ARN or name.
    Direct,
    /// By its role, or by the user of a federated session.
    Entity,
    /// By its account.
    Account,
    /// `NotPrincipal` does not list it.
    NotExcluded,
    /// `NotPrincipal` of a Deny, and the caller has a permissions boundary: such a statement denies those that it lists.
    BoundaryAndNotPrincipal,
    /// `Principal` does not name it.
    NotNamed,
    /// `NotPrincipal` lists it.
    Excluded,
    /// The statement has neither `Principal` nor `NotPrincipal`: it is about no caller.
    Nobody,
}

/// Outcome of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionFinding {
    /// It holds for the value or values of the request.
    Holds,
    /// It holds since the key is absent.
    HoldsByAbsence,
    /// It does not hold for the value or values of the request.
    Fails,
    /// It does not hold since the key is absent.
    FailsByAbsence,
    /// The key has a list of values, and the operator no `ForAllValues:` or `ForAnyValue:`.
    NeedsSetOperator,
    /// A value cannot be read as the operator asks. An Allow then does not apply, a Deny does.
    Unreadable,
}

/// One condition of a statement.
#[derive(Clone, Copy, Debug)]
pub struct ConditionExplanation<'a> {
    condition: &'a Condition,
    context: &'a dyn RequestContext,
    finding: ConditionFinding,
}

/// One statement against the request.
#[derive(Clone, Debug)]
pub struct StatementExplanation<'a> {
    policy: &'a Policy,
    statement: &'a Statement,
    number: usize,
    /// The action.
    pub action: ActionFinding,
    /// The resource.
    pub resource: ResourceFinding,
    /// The principal.
    pub principal: PrincipalFinding,
    /// The conditions, in order. Empty if the action does not match: they are then not looked at.
    pub conditions: Vec<ConditionExplanation<'a>>,
}

impl<'a> StatementExplanation<'a> {
    pub(super) fn new(facts: &Facts<'a>, layer: Layer, found: Found<'a>) -> StatementExplanation<'a> {
        let Found { policy, number, statement } = found;
        let target = &facts.target;
        let action = match (statement.actions.apply(target.action, target.context), statement.actions.negated)
        {
            (true, _) => ActionFinding::Matches,
            (false, false) => ActionFinding::NotListed,
            (false, true) => ActionFinding::Excluded,
        };
        let conditions: &[Condition] =
            if action == ActionFinding::Matches { &statement.conditions } else { &[] };
        let explained =
            conditions.iter().map(|condition| ConditionExplanation::new(condition, target.context));
        StatementExplanation {
            policy,
            statement,
            number,
            action,
            resource: ResourceFinding::of(facts, statement),
            principal: PrincipalFinding::of(facts, layer, statement),
            conditions: explained.collect(),
        }
    }

    /// True if the statement applies.
    pub fn applies(&self) -> bool {
        self.action == ActionFinding::Matches
            && self.resource.applies()
            && self.principal.applies()
            && self.conditions.iter().all(|condition| condition.applies(self.statement.effect()))
    }

    /// Its policy.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// The statement.
    pub fn statement(&self) -> &'a Statement {
        self.statement
    }

    /// Its number in the document, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Policy and statement, for people.
    pub fn name(&self) -> String {
        format!("{} {}", policy_name(self.policy), statement_name(self.statement, self.number))
    }

    /// The conditions that keep the statement from applying.
    pub fn failing_conditions(&self) -> impl Iterator<Item = &ConditionExplanation<'a>> {
        let effect = self.statement.effect();
        self.conditions.iter().filter(move |condition| !condition.applies(effect))
    }
}

impl ResourceFinding {
    fn of(facts: &Facts<'_>, statement: &Statement) -> ResourceFinding {
        let Some(resources) = &statement.resources else {
            return ResourceFinding::Attached;
        };
        let target = &facts.target;
        if resources.apply(target.resource, target.context) {
            return ResourceFinding::Matches;
        }
        let mut found =
            resources.patterns.iter().map(|pattern| pattern.matches(target.resource, target.context));
        match resources.negated {
            true if found.any(|one| one == ResourceMatch::Yes) => ResourceFinding::Excluded,
            true => ResourceFinding::Unusable,
            false if found.all(|one| one == ResourceMatch::Unusable) => ResourceFinding::Unusable,
            false => ResourceFinding::NotListed,
        }
    }

    /// True if this lets the statement apply.
    pub fn applies(self) -> bool {
        matches!(self, ResourceFinding::Matches | ResourceFinding::Attached)
    }
}

impl PrincipalFinding {
    pub(super) fn of(facts: &Facts<'_>, layer: Layer, statement: &Statement) -> PrincipalFinding {
        let element = match (layer, &statement.principal) {
            (Layer::Resource, None) => return PrincipalFinding::Nobody,
            (Layer::Resource | Layer::VpcEndpoint | Layer::ResourceControl, Some(element)) => element,
            _ => return PrincipalFinding::NotAsked,
        };
        let best = element.entries.iter().map(|entry| entry.class(&facts.principal)).max();
        let best = best.unwrap_or(MatchClass::None);
        let denies_by_boundary = layer == Layer::Resource && facts.denies_by_boundary(statement.effect);
        match (element.negated, best) {
            (true, MatchClass::None) => PrincipalFinding::NotExcluded,
            (true, _) if denies_by_boundary => PrincipalFinding::BoundaryAndNotPrincipal,
            (true, _) => PrincipalFinding::Excluded,
            (false, MatchClass::None) => PrincipalFinding::NotNamed,
            (false, MatchClass::Account) => PrincipalFinding::Account,
            (false, MatchClass::Entity) => PrincipalFinding::Entity,
            (false, MatchClass::Direct)
                if element.entries.iter().any(|entry| *entry.form() == Form::Everyone) =>
            {
                PrincipalFinding::Everyone
            }
            (false, MatchClass::Direct) => PrincipalFinding::Direct,
        }
    }

    /// True if this lets the statement apply.
    pub fn applies(self) -> bool {
        !matches!(self, PrincipalFinding::NotNamed | PrincipalFinding::Excluded | PrincipalFinding::Nobody)
    }
}

impl<'a> ConditionExplanation<'a> {
    fn new(condition: &'a Condition, context: &'a dyn RequestContext) -> ConditionExplanation<'a> {
        let truth = condition.evaluate(context);
        let actual = context.value(&condition.key);
        let name = condition.name;
        let asks_presence = name.operator == Operator::Null;
        let is_empty_for_all = name.set == Some(SetOperator::All)
            && match &actual {
                Some(Value::One(value)) => value.is_empty(),
                Some(Value::Many(values)) => values.value_at(0).is_none(),
                None => true,
            };
        let finding = match (truth, actual) {
            (Truth::Unknown, _) => ConditionFinding::Unreadable,
            (Truth::True, _) if is_empty_for_all && !asks_presence => ConditionFinding::HoldsByAbsence,
            (Truth::True, None) => ConditionFinding::HoldsByAbsence,
            (Truth::True, Some(_)) => ConditionFinding::Holds,
            (Truth::False, None) => ConditionFinding::FailsByAbsence,
            (Truth::False, Some(Value::Many(_))) if name.set.is_none() && !asks_presence => {
                ConditionFinding::NeedsSetOperator
            }
            (Truth::False, Some(_)) => ConditionFinding::Fails,
        };
        ConditionExplanation { condition, context, finding }
    }

    /// Outcome of the condition.
    pub fn finding(&self) -> ConditionFinding {
        self.finding
    }

    /// True if it lets a statement of that effect apply.
    pub fn applies(&self, effect: Effect) -> bool {
        match self.finding {
            ConditionFinding::Holds | ConditionFinding::HoldsByAbsence => true,
            ConditionFinding::Unreadable => effect == Effect::Deny,
            _ => false,
        }
    }

    /// The operator as written, with prefix and suffix.
    pub fn operator(&self) -> &'a str {
        &self.condition.written_operator
    }

    /// The condition key as written.
    pub fn key(&self) -> &'a str {
        &self.condition.written_key
    }

    /// The values of the policy, as written.
    pub fn expected(&self) -> impl Iterator<Item = &'a str> {
        self.condition.values.iter().map(|value| &*value.written)
    }

    /// The values of the policy with their variables replaced; None where a variable has no value.
    pub fn resolved(&self) -> impl Iterator<Item = Option<String>> {
        self.condition.values.iter().map(|value| value.resolved(self.context))
    }

    /// The value of the request.
    pub fn actual(&self) -> Option<Value<'a>> {
        self.context.value(&self.condition.key)
    }
}
