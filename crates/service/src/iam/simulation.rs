//! What the simulation operations share: whose policies are asked about, what is given with them, and what is decided.
//!
//! Two things go beyond AWS's simulator. A role of the caller's account that is to be assumed brings its own trust policy,
//! if none is given: whoever asks must be allowed to read it. And a trust policy can be given for roles that are to be
//! assumed, so that a change of it can be tried first.

mod given;
mod result;
mod source;

use std::sync::Arc;

use identity::{AccountId, State};
use policy::{Context, Policies, Policy, PolicySet, Principal, Request};
use wire::fault::Fault;
use wire::iam::{ContextEntry, EvaluationResult};

use super::access;
use crate::call::Call;
use crate::paging::{Page, page};

pub(super) use given::{context_keys, read_policies};
pub(super) use source::Source;

/// Statements that one call looks at, counted anew for each action and resource. A call that asks for more gets its answer
/// in more pages. AWS names no limit.
const MAX_STATEMENTS: usize = 1_000_000;
/// Results on a page that names no MaxItems.
const DEFAULT_RESULTS: usize = 100;

/// A policy and what results call it.
#[derive(Clone)]
pub(super) struct Labelled {
    label: String,
    policy: Arc<Policy>,
}

/// Who is simulated to call.
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
    policies: Option<PolicySet>,
}

/// A simulation, ready to be run.
pub(super) struct Simulation {
    caller: Simulated,
    identity: Vec<Labelled>,
    boundary: Option<Vec<Labelled>>,
    identity_set: PolicySet,
    boundary_set: Option<PolicySet>,
    resources: Vec<Resource>,
    /// Whether resources were named, or `*` only.
    has_resources: bool,
    context: Context,
}

impl Simulation {
    /// Reads what was given with the policies. `caller` is simulated to call, from `account`.
    pub fn new(
        call: &Call<'_, '_>,
        source: Source,
        boundary: Option<Vec<Labelled>>,
        asked: &Asked,
    ) -> Result<Self, Fault> {
        given::check_actions(&asked.action_names)?;
        given::check_handling(asked.resource_handling_option.as_deref())?;
        let Source { caller, account, identity, context, .. } = source;
        let owner = given::owner(asked.resource_owner.as_deref())?.unwrap_or(account);
        let arns = asked.resource_arns.clone().filter(|arns| !arns.is_empty());
        let arns = arns.unwrap_or_else(|| vec!["*".to_owned()]);
        let has_resources = arns.iter().any(|arn| arn != "*");
        let given_policy = given::resource_policy(asked.resource_policy.as_deref(), &arns, &caller)?;
        let mut resources = Vec::new();
        for arn in arns {
            let owner = given::owner_of(&arn, account, owner)?;
            let policy = match &given_policy {
                Some(given) => Some(given.clone()),
                None if asked.action_names.iter().any(|action| assumes(action)) => trust(call, &arn)?,
                None => None,
            };
            let policies = policy.as_ref().map(|policy| PolicySet::from_policies([policy.policy.clone()]));
            resources.push(Resource { arn, owner, policy, policies });
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

    /// One page of results, an action each.
    pub fn run(&self, asked: &Asked) -> Result<Page<EvaluationResult>, Fault> {
        let sets = self.resources.iter().filter_map(|resource| resource.policies.as_ref());
        let of_resources: usize = sets.map(PolicySet::statement_count).sum();
        let of_caller = self.identity_set.statement_count()
            + self.boundary_set.as_ref().map_or(0, PolicySet::statement_count)
            + 1;
        let for_one_action = of_caller * self.resources.len() + of_resources;
        let most = MAX_STATEMENTS / for_one_action;
        if most == 0 {
            return Err(Fault::invalid_input(format!(
                "The simulation is too large: {for_one_action} statements would be looked at for one action, at most \
                 {MAX_STATEMENTS} are."
            )));
        }
        // the model has checked the range
        let wanted = asked.max_items.and_then(|max| usize::try_from(max).ok()).unwrap_or(DEFAULT_RESULTS);
        let count = i32::try_from(wanted.min(most)).ok();
        let actions: Vec<(usize, &String)> = asked.action_names.iter().enumerate().collect();
        let page = page(actions, |(number, _)| number.to_string(), asked.marker.as_deref(), count)?;
        Ok(page.map(|(_, action)| self.evaluate(action)))
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
            resource: resource.policies.as_ref().filter(|_| applies.is_some()),
            ..Policies::default()
        };
        then(&request, &policies)
    }
}

/// Whether a trust policy has a say in an action.
fn assumes(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    action.starts_with("sts:assumerole")
        || ["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"].contains(&action.as_str())
}

/// The trust policy of a role of the caller's account, for whoever may read it.
fn trust(call: &Call<'_, '_>, arn: &str) -> Result<Option<Labelled>, Fault> {
    let account = call.account();
    let find = |state: &State| {
        let name = arn.rsplit('/').next()?;
        state.role_named(account, name).filter(|role| role.arn() == arn).cloned()
    };
    let Some(role) = find(&call.state()) else { return Ok(None) };
    call.authorise(access::role(call, "iam:GetRole", &role.name))?;
    Ok(Some(Labelled { label: "AssumeRolePolicyDocument".to_owned(), policy: role.trust.policy.clone() }))
}
