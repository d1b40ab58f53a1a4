//! One page of a simulation: as many actions as were asked for, within what one page may take.

use policy::{PolicySet, Weights};
use wire::fault::Fault;
use wire::iam::EvaluationResult;

use super::{Asked, Resource, Simulation};
use crate::limits;
use crate::paging::{self, Page};

/// Results on a page that names no MaxItems.
const DEFAULT_RESULTS: usize = 100;

/// Work of the policies of a simulation, each in its context.
pub(super) struct Costs<'s> {
    of_caller: Vec<Weights<'s>>,
    /// by resource; resources share the policy that was given for them
    of_resources: Vec<Option<usize>>,
    resource_sets: Vec<(*const PolicySet, Weights<'s>)>,
}

impl Simulation {
    /// One page of results, an action each. Only what the page shows is decided.
    ///
    /// `go_on` is asked before each decision.
    ///
    /// # Errors
    /// If that says no, if one action alone takes more than a page may, or if the marker is none.
    pub(super) fn run(
        &self,
        asked: &Asked,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Page<EvaluationResult>, Fault> {
        let start = paging::resume(asked.marker.as_deref())?;
        // the model has checked the range
        let wanted = asked.max_items.and_then(|max| usize::try_from(max).ok()).unwrap_or(DEFAULT_RESULTS);
        let costs = self.costs();
        let mut page = Page { items: Vec::new(), marker: None };
        let (mut steps, mut bytes) = (0_u64, 0);
        for (number, action) in asked.action_names.iter().enumerate().skip(start) {
            let more = self.steps(&costs, action);
            let is_full = page.items.len() >= wanted
                || bytes >= limits::SIMULATION_PAGE_BYTES
                || steps.saturating_add(more) > limits::SIMULATION_STEPS;
            if is_full && !page.items.is_empty() {
                page.marker = Some(paging::marker_before(number));
                return Ok(page);
            }
            if more > limits::SIMULATION_STEPS {
                return Err(too_much(action));
            }
            steps = steps.saturating_add(more);
            let evaluated = self.evaluate(action, go_on)?;
            bytes += evaluated.bytes;
            page.items.push(evaluated.result);
        }
        Ok(page)
    }

    pub(super) fn costs(&self) -> Costs<'_> {
        let mut context = self.context.clone();
        // of the form that it has in every decision
        if context.get("aws:ResourceAccount").is_none() {
            context.set("aws:ResourceAccount", "000000000000");
        }
        let of_caller = std::iter::once(&self.identity_set).chain(&self.boundary_set);
        let mut costs = Costs {
            of_caller: of_caller.map(|set| set.weigh(&context)).collect(),
            of_resources: Vec::with_capacity(self.resources.len()),
            resource_sets: Vec::new(),
        };
        for resource in &self.resources {
            let set = resource.policies.as_deref();
            costs.of_resources.push(set.map(|set| {
                let address = std::ptr::from_ref(set);
                // the same for all, or one each
                match costs.resource_sets.last() {
                    Some((known, _)) if *known == address => {}
                    _ => costs.resource_sets.push((address, set.weigh(&context))),
                }
                costs.resource_sets.len() - 1
            }));
        }
        costs
    }

    /// The most steps that the result of an action takes.
    pub(super) fn steps(&self, costs: &Costs<'_>, action: &str) -> u64 {
        let of_caller: Vec<policy::Work> = costs.of_caller.iter().map(|weights| weights.on(action)).collect();
        let of_sets: Vec<policy::Work> =
            costs.resource_sets.iter().map(|(_, weights)| weights.on(action)).collect();
        let one = |(resource, set): (&Resource, &Option<usize>)| {
            let length = resource.arn.len();
            let own = set.and_then(|set| of_sets.get(set)).map_or(0, |work| work.at(length));
            of_caller.iter().map(|work| work.at(length)).fold(own, u64::saturating_add)
        };
        self.resources.iter().zip(&costs.of_resources).map(one).fold(0, u64::saturating_add)
    }
}

fn too_much(action: &str) -> Fault {
    Fault::invalid_input(format!(
        "The simulation is too large: {action} on all of the resources takes more than {} comparisons with the policies. \
         Name fewer resources at a time.",
        limits::SIMULATION_STEPS
    ))
}
