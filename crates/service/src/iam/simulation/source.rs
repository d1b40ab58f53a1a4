//! The policies that a simulation asks about, and the principal that is simulated to call.

use std::sync::Arc;

use identity::{AccountId, AttachedPolicies, Role, State, TagSet, Time, User, arn};
use policy::{Caller, Context, Credential, Policy, PrincipalFacts, RequestFacts};
use wire::fault::Fault;

use super::given::invalid_arn;
use super::{Labelled, Simulated};
use crate::call::Call;
use crate::caller::TagList;
use crate::iam::holder::{Holder, HolderKind};
use crate::permit::value::Permit;

/// Name of the session in which a role is simulated to call.
const SESSION_NAME: &str = "simulation";
/// Name of the user who is simulated to call where none is named.
const UNNAMED: &str = "simulated-user";

/// Policies, the principal that they are simulated for, and the condition keys that follow from it.
pub(in crate::iam) struct Source {
    /// The caller.
    pub(super) caller: Simulated,
    /// The account of the caller.
    pub(super) account: AccountId,
    /// The identity-based policies.
    pub(super) identity: Vec<Labelled>,
    /// The permissions boundary in effect: nothing in it allows nothing.
    pub(super) boundary: Option<Vec<Labelled>>,
    /// Condition keys.
    pub(super) context: Context,
}

impl Source {
    /// No policies yet: some user of the caller's account.
    pub(crate) fn unnamed(call: &Call<'_, '_>) -> Self {
        let account = call.account();
        let caller = Simulated::User { arn: arn::user(account, "/", UNNAMED), id: None, is_named: false };
        let mut context = at(call.request.now);
        describe(&mut context, Caller::Unnamed, account, &TagSet::default());
        Self { caller, account, identity: Vec::new(), boundary: None, context }
    }

    /// A user, group or role, and all of its policies.
    pub(crate) fn of(state: &State, holder: &Holder, now: Time) -> Self {
        match holder {
            Holder::User(user) => Self::user(state, user, now),
            Holder::Group(group) => {
                let account = group.account;
                let caller = Simulated::Group { arn: group.arn() };
                let identity = labelled(state, account, "group", &group.name, &group.policies);
                Self { caller, account, identity, boundary: None, context: at(now) }
            }
            Holder::Role(role) => Self::role(state, role, now),
        }
    }

    fn user(state: &State, user: &User, now: Time) -> Self {
        let mut identity = labelled(state, user.account, "user", &user.name, &user.policies);
        for group in user.groups.iter().filter_map(|id| state.group(id)) {
            identity.extend(labelled(state, user.account, "group", &group.name, &group.policies));
        }
        let mut context = at(now);
        let arn = user.arn();
        let caller = Caller::User { arn: &arn, name: &user.name, id: Some(&user.id) };
        describe(&mut context, caller, user.account, &user.tags);
        Self {
            caller: Simulated::User { arn, id: Some(user.id.clone()), is_named: true },
            account: user.account,
            identity,
            boundary: boundary(state, user.account, user.permissions_boundary.as_deref()),
            context,
        }
    }

    fn role(state: &State, role: &Role, now: Time) -> Self {
        let mut context = at(now);
        let (arn, session_arn) = (role.arn(), arn::assumed_role(role.account, &role.name, SESSION_NAME));
        let caller = Caller::RoleSession {
            role_arn: &arn,
            role_id: &role.id,
            session_arn: &session_arn,
            session_name: SESSION_NAME,
            source_identity: None,
            federated_provider: None,
        };
        describe(&mut context, caller, role.account, &role.tags);
        Self {
            caller: Simulated::Role { session_arn, arn, id: role.id.clone() },
            account: role.account,
            identity: labelled(state, role.account, "role", &role.name, &role.policies),
            boundary: boundary(state, role.account, role.permissions_boundary.as_deref()),
            context,
        }
    }

    /// Adds policies that were given.
    pub(super) fn with(mut self, policies: Vec<Labelled>) -> Self {
        self.identity.extend(policies);
        self
    }

    /// Lets a user call, with the policies that are there already. It need not exist.
    pub(crate) fn called_by<R>(
        mut self,
        call: &Call<'_, '_>,
        permit: &Permit<'_, R>,
        caller_arn: Option<&str>,
    ) -> Result<Self, Fault> {
        let Some(caller_arn) = caller_arn else { return Ok(self) };
        let account = arn::account_of(caller_arn).ok_or_else(|| invalid_arn(caller_arn))?;
        let Some((HolderKind::User, name)) = HolderKind::of_arn(account, caller_arn) else {
            return Err(invalid_arn(caller_arn));
        };
        // what another account's users are is not for the caller to learn
        let state = call.read(permit);
        let known = state
            .user_named(account, &name)
            .filter(|user| account == call.account() && user.arn() == caller_arn);
        let (id, tags) =
            known.map_or((None, TagSet::default()), |user| (Some(user.id.clone()), user.tags.clone()));
        self.context = at(call.request.now);
        let caller = Caller::User { arn: caller_arn, name: &name, id: id.as_deref() };
        describe(&mut self.context, caller, account, &tags);
        self.account = account;
        self.caller = Simulated::User { arn: caller_arn.to_owned(), id, is_named: true };
        Ok(self)
    }
}

/// The policies of one holder, called as AWS's simulator calls them.
fn labelled(
    state: &State,
    account: AccountId,
    kind: &str,
    name: &str,
    policies: &AttachedPolicies,
) -> Vec<Labelled> {
    let inline = policies.inline.iter().map(|(policy_name, inline)| Labelled {
        label: format!("{kind}_{name}_{policy_name}"),
        policy: inline.policy(policy_name),
    });
    let managed = policies.managed.iter().filter_map(|arn| managed(arn, state.usable_policy(account, arn)));
    inline.chain(managed).collect()
}

fn managed(arn: &str, policy: Option<Arc<Policy>>) -> Option<Labelled> {
    let label = arn.rsplit('/').next().unwrap_or(arn).to_owned();
    policy.map(|policy| Labelled { label, policy })
}

/// A boundary that cannot be found bounds everything.
fn boundary(state: &State, account: AccountId, arn: Option<&str>) -> Option<Vec<Labelled>> {
    arn.map(|arn| managed(arn, state.usable_policy(account, arn)).into_iter().collect())
}

/// The condition keys of a request at this time.
fn at(now: Time) -> Context {
    let mut context = Context::new();
    RequestFacts::at(now.seconds()).describe(&mut context);
    context
}

/// Sets the keys that follow from a caller, of whose credential nothing is known.
fn describe(context: &mut Context, caller: Caller<'_>, account: AccountId, tags: &TagSet) {
    let (account, tags) = (account.to_string(), TagList(tags));
    let facts = PrincipalFacts::new(caller, Some(&account), Credential::Unknown);
    PrincipalFacts { tags: Some(&tags), ..facts }.describe(context);
}
