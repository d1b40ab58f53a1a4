//! The smallest missing piece of a denied request.

use super::{Explanation, LayerExplanation, StatementExplanation};
use crate::decide::Outcome;
use crate::document::Effect;
use crate::layers::Layer;
use crate::limits::MAX_WEIGHED;

/// The least that would have to be different.
#[derive(Clone, Debug)]
pub enum MissingPiece<'a> {
    /// Conditions of an Allow that otherwise matches: they are the failing ones.
    Conditions {
        /// The layer.
        layer: Layer,
        /// The statement.
        statement: Box<StatementExplanation<'a>>,
    },
    /// An Allow that is about the action and whose conditions hold does not cover the resource.
    Resource {
        /// The layer.
        layer: Layer,
        /// The statement.
        statement: Box<StatementExplanation<'a>>,
    },
    /// An Allow that otherwise matches is not about the caller.
    Principal {
        /// The layer.
        layer: Layer,
        /// The statement.
        statement: Box<StatementExplanation<'a>>,
    },
    /// No statement comes near: the layer needs an Allow for the action.
    Statement {
        /// The layer.
        layer: Layer,
        /// Of service control policies, the level of the organization that lacks it.
        level: Option<&'a str>,
    },
    /// A Deny applies: it must go, or one of its conditions must not hold.
    Deny {
        /// The layer.
        layer: Layer,
        /// The statement.
        statement: Box<StatementExplanation<'a>>,
    },
    /// AWS keeps this for itself; no policy allows it.
    Reserved,
}

pub(super) fn piece<'a>(explanation: &Explanation<'a>) -> Option<MissingPiece<'a>> {
    let decision = explanation.decision;
    if decision.is_allowed() {
        return None;
    }
    let Some(layer) = decision.decided_by else {
        return Some(MissingPiece::Reserved);
    };
    let mut explained = explanation.layers().into_iter().filter(|explained| explained.layer == layer);
    if decision.outcome == Outcome::ExplicitlyDenied {
        let first = explanation.decisive_statements().into_iter().next()?;
        let found =
            crate::set::Found { policy: first.policy, number: first.number, statement: first.statement };
        let statement = StatementExplanation::new(&explanation.facts, layer, found);
        return Some(MissingPiece::Deny { layer, statement: Box::new(statement) });
    }
    let lacking = explained
        .find(|explained| explained.verdict != crate::decide::Verdict::Allow || layer == Layer::Resource);
    let level = lacking.as_ref().and_then(|explained| explained.level);
    let nearest = lacking.and_then(|explained| nearest(&explained));
    Some(nearest.unwrap_or(MissingPiece::Statement { layer, level }))
}

/// Weighs the Allow statements about the action: failing conditions are the nearest miss (the fewer the nearer), then the
/// principal, then the resource.
fn nearest<'a>(layer: &LayerExplanation<'a>) -> Option<MissingPiece<'a>> {
    let mut best: Option<(usize, StatementExplanation<'a>)> = None;
    let mut weighed = 0;
    for set in layer.sets.iter() {
        set.about_action(Effect::Allow, &layer.facts.target, |found| {
            let statement = StatementExplanation::new(&layer.facts, layer.layer, found);
            if let Some(distance) = distance(&statement)
                && best.as_ref().is_none_or(|(least, _)| distance < *least)
            {
                best = Some((distance, statement));
            }
            weighed += 1;
            weighed >= MAX_WEIGHED
        });
    }
    let (_, statement) = best?;
    let (layer, statement) = (layer.layer, Box::new(statement));
    Some(if !statement.resource.applies() {
        MissingPiece::Resource { layer, statement }
    } else if !statement.principal.applies() {
        MissingPiece::Principal { layer, statement }
    } else {
        MissingPiece::Conditions { layer, statement }
    })
}

/// Only one kind of element may be amiss.
fn distance(statement: &StatementExplanation<'_>) -> Option<usize> {
    const PRINCIPAL: usize = 1_000;
    const RESOURCE: usize = 2_000;
    let conditions = statement.failing_conditions().count();
    let (resource, principal) = (statement.resource.applies(), statement.principal.applies());
    match (statement.action == super::ActionFinding::Matches, resource, principal, conditions) {
        (false, ..) | (true, true, true, 0) => None,
        (true, true, true, several) => Some(several),
        (true, true, false, 0) => Some(PRINCIPAL),
        (true, false, true, 0) => Some(RESOURCE),
        _ => None,
    }
}
