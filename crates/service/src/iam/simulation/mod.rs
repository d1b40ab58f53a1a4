//! The common part of the simulation operations: the policies that are asked about, the input given with them, the decisions.
//!
//! Two things go beyond AWS's simulator. A role of the caller's account that is to be assumed brings its own trust policy,
//! if none is given: the caller must be allowed to read it. And a trust policy can be given for roles that are to be
//! assumed, so that a change of it can be tried first.

mod given;
mod operations;
mod result;
mod run;
mod source;

use std::sync::Arc;

use identity::AccountId;
use policy::{Context, Policies, Policy, PolicySet, Principal, Request};
use wire::fault::Fault;
use wire::iam::{ContextEntry, EvaluationResult};

use crate::call::Call;
use crate::limits;
use crate::off_worker::{Turns, off_worker};
use crate::paging::Page;
use crate::{permit, sts};

use given::Documents;
use source::Source;

pub(super) use operations::{
    get_context_keys_for_custom_policy, get_context_keys_for_principal_policy, simulate_custom_policy,
    simulate_principal_policy,
};

/// A policy, and its name in results.
#[derive(Clone)]
pub(super) struct Labelled {
    label: String,
    policy: Arc<Policy>,
}

/// The principal that is simulated to call.
#[derive(Clone)]
pub(super) enum Simulated {
    /// A user, with the unique id if there is such a user; whether it was named, or any user will do.
    User { arn: String, id: Option<String>, is_named: bool },
    /// A session of a role.
    Role { session_arn: String, arn: String, id: String },
    /// A group, which cannot call; its policies can be asked about nevertheless.
    Group { arn: String },
}

impl Simulated {
    fn principal(&self) -> Principal<'_> {
        match self {
            Self::User { arn, id, .. } => Principal::User { arn, id: id.as_deref() },
            Self::Role { session_arn, arn, id } => {
                Principal::AssumedRole { session_arn, role_arn: Some(arn), role_id: Some(id) }
            }
            Self::Group { arn } => Principal::Other { arn },
        }
    }
}

/// Everything of a simulation's input but its policies, as both operations have it.
pub(super) struct Asked {
    pub action_names: Vec<String>,
    pub resource_arns: Option<Vec<String>>,
    pub resource_policy: Option<String>,
    pub resource_owner: Option<String>,
    pub context_entries: Option<Vec<ContextEntry>>,
    pub resource_handling_option: Option<String>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

/// A resource that actions are simulated on, and its policy.
struct Resource {
    arn: String,
    /// The account that owns it.
    owner: AccountId,
    policy: Option<Labelled>,
    policies: Option<Arc<PolicySet>>,
}

/// A simulation, ready to be run.
pub(super) struct Simulation {
    caller: Simulated,
    identity: Vec<Labelled>,
    boundary: Option<Vec<Labelled>>,
    identity_set: PolicySet,
    boundary_set: Option<PolicySet>,
    resources: Vec<Resource>,
    /// True if resources were named, false with `*` only.
    has_resources: bool,
    context: Context,
}

/// Simulates: one page of results, an action each. Documents are read and decisions made off the runtime's workers, in the
/// account's share of that.
pub(super) async fn simulate(
    call: &mut Call<'_, '_>,
    source: Source,
    documents: Documents,
    asked: Asked,
) -> Result<Page<EvaluationResult>, Fault> {
    documents.check()?;
    given::check(&asked)?;
    let place = call.simulations().enter(call.account(), 1).ok_or_else(Fault::throttling)?;
    let resources = resources(call, &source, &asked).await?;
    let work = move |wanted: &crate::off_worker::Wanted| {
        let page = Simulation::new(source, &documents, resources, &asked)
            .and_then(|simulation| simulation.run(&asked, &|| wanted.is_wanted()));
        drop(place);
        page
    };
    off_worker(limits::SIMULATION_DEADLINE, work).await.unwrap_or_else(|_| Err(Fault::service_unavailable()))
}

/// The condition keys that the policies of `source`, if there is one, and those given name.
pub(super) async fn context_keys(
    call: &mut Call<'_, '_>,
    source: Option<Source>,
    documents: Documents,
) -> Result<Vec<String>, Fault> {
    documents.check()?;
    let place = call.simulations().enter(call.account(), 1).ok_or_else(Fault::throttling)?;
    let work = move |_: &crate::off_worker::Wanted| {
        let keys = documents.read_policies().map(|mut policies| {
            policies.extend(source.into_iter().flat_map(|source| source.identity));
            given::context_keys(&policies)
        });
        drop(place);
        keys
    };
    off_worker(limits::SIMULATION_DEADLINE, work).await.unwrap_or_else(|_| Err(Fault::service_unavailable()))
}

/// The resources asked about; roles that are to be assumed with their trust policies, if the caller may read those.
async fn resources(call: &mut Call<'_, '_>, source: &Source, asked: &Asked) -> Result<Vec<Resource>, Fault> {
    let owner = given::owner(asked.resource_owner.as_deref())?.unwrap_or(source.account);
    let arns = asked.resource_arns.clone().filter(|arns| !arns.is_empty());
    let arns = arns.unwrap_or_else(|| vec!["*".to_owned()]);
    let with_trust =
        asked.resource_policy.is_none() && asked.action_names.iter().any(|action| assumes(action));
    let (mut resources, mut turns) = (Vec::with_capacity(arns.len()), Turns::default());
    for arn in arns {
        let owner = given::owner_of(&arn, source.account, owner)?;
        let policy = if with_trust { trust(call, &arn)? } else { None };
        let policies =
            policy.as_ref().map(|policy| Arc::new(PolicySet::from_policies([policy.policy.clone()])));
        resources.push(Resource { arn, owner, policy, policies });
        turns.next().await;
    }
    Ok(resources)
}

impl Simulation {
    /// Reads what was given with the policies of `source`.
    fn new(
        source: Source,
        documents: &Documents,
        mut resources: Vec<Resource>,
        asked: &Asked,
    ) -> Result<Self, Fault> {
        let source = source.with(documents.read_policies()?);
        let boundary = documents.read_boundary()?.or_else(|| source.boundary.clone());
        let Source { caller, identity, context, .. } = source;
        let has_resources = resources.iter().any(|resource| resource.arn != "*");
        if let Some(given) = given::resource_policy(asked.resource_policy.as_deref(), &resources, &caller)? {
            let set = Arc::new(PolicySet::from_policies([given.policy.clone()]));
            for resource in &mut resources {
                (resource.policy, resource.policies) = (Some(given.clone()), Some(set.clone()));
            }
        }
        let context = given::context(context, asked.context_entries.as_deref())?;
        let set =
            |policies: &[Labelled]| PolicySet::from_policies(policies.iter().map(|one| one.policy.clone()));
        Ok(Self {
            identity_set: set(&identity),
            boundary_set: boundary.as_deref().map(set),
            caller,
            identity,
            boundary,
            resources,
            has_resources,
            context,
        })
    }

    /// Lends out the question whether the simulated caller may do this to that.
    fn with_question<R>(
        &self,
        action: &str,
        resource: &Resource,
        then: impl FnOnce(&Request<'_>, &Policies<'_>) -> R,
    ) -> R {
        let mut context = self.context.clone();
        let owner = resource.owner.to_string();
        if context.get("aws:ResourceAccount").is_none() {
            context.set("aws:ResourceAccount", owner.as_str());
        }
        let request = Request {
            principal: self.caller.principal(),
            action,
            resource_arn: &resource.arn,
            resource_account: Some(&owner),
            wildcard_only_action: false,
            context: &context,
        };
        // without a trust policy in sight, whether an action assumes a role makes no difference
        let applies = resource
            .policy
            .as_ref()
            .filter(|policy| policy.policy.kind() != policy::Kind::Trust || assumes(action));
        let identity = [&self.identity_set];
        let policies = Policies {
            identity: &identity,
            permissions_boundary: self.boundary_set.as_ref(),
            resource: resource.policies.as_deref().filter(|_| applies.is_some()),
            ..Policies::default()
        };
        then(&request, &policies)
    }
}

/// Action that a trust policy has a say in, and which no operation of the table asks for: contexts are not built.
const SET_CONTEXT: &str = "sts:SetContext";

/// True if a trust policy has a say in an action: in those of the operations that assume a role.
fn assumes(action: &str) -> bool {
    let assuming = sts::ROWS.iter().filter(|row| row.operation.starts_with("AssumeRole"));
    let mut actions = assuming.flat_map(|row| row.actions).chain([&SET_CONTEXT]);
    actions.any(|known| known.eq_ignore_ascii_case(action))
}

/// The trust policy of a role of the caller's account, for callers who may read it.
fn trust(call: &Call<'_, '_>, arn: &str) -> Result<Option<Labelled>, Fault> {
    let Some(role) = permit::iam::role_to_show(call, arn)? else { return Ok(None) };
    Ok(Some(Labelled { label: "AssumeRolePolicyDocument".to_owned(), policy: role.trust.policy() }))
}

#[cfg(test)]
mod tests;
