use std::collections::BTreeSet;
use std::sync::Arc;

use identity::command::is_policy_arn;
use identity::{AccountId, Entity, Group, Refusal, Role, State, User};
use wire::fault::Fault;
use wire::iam::{
    EntityType, ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, PolicyGroup, PolicyRole,
    PolicyUsageType, PolicyUser,
};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::paging::page;
use crate::refusal;

/// Somebody whom a policy is attached to or whom it bounds.
enum Holder {
    Group(Arc<Group>),
    User(Arc<User>),
    Role(Arc<Role>),
}

impl Holder {
    fn id(&self) -> String {
        match self {
            Self::Group(group) => group.id.clone(),
            Self::User(user) => user.id.clone(),
            Self::Role(role) => role.id.clone(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Group(group) => &group.name,
            Self::User(user) => &user.name,
            Self::Role(role) => &role.name,
        }
    }

    fn path(&self) -> &str {
        match self {
            Self::Group(group) => &group.path,
            Self::User(user) => &user.path,
            Self::Role(role) => &role.path,
        }
    }

    fn kind(&self) -> EntityType {
        match self {
            Self::Group(_) => EntityType::Group,
            Self::User(_) => EntityType::User,
            Self::Role(_) => EntityType::Role,
        }
    }
}

/// The groups, users and roles of the account that use a managed policy. A page takes from the three lists together.
pub(super) async fn list_entities_for_policy(
    call: &mut Call<'_, '_>,
    input: ListEntitiesForPolicyRequest,
) -> Result<ListEntitiesForPolicyResponse, Fault> {
    call.authorise(access::policy(call, "iam:ListEntitiesForPolicy", &input.policy_arn))?;
    let state = call.state();
    if let Err(fault) = Managed::find(&state, call.account(), &input.policy_arn) {
        if !is_policy_arn(&input.policy_arn) {
            return Err(fault);
        }
        return Err(refusal::fault(Refusal::NoSuchEntity(Entity::AttachablePolicyArn, input.policy_arn)));
    }
    let mut holders = holders(&state, call.account(), &input.policy_arn, input.policy_usage_filter);
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    holders.retain(|holder| holder.path().starts_with(prefix));
    // filters for policies are accepted and match nobody
    holders.retain(|holder| input.entity_filter.is_none_or(|filter| filter == holder.kind()));
    let page = page(holders, Holder::id, input.marker.as_deref(), input.max_items)?;
    let is_truncated = page.is_truncated();
    let (mut groups, mut users, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    for holder in page.items {
        let (name, id) = (Some(holder.name().to_owned()), Some(holder.id()));
        match holder {
            Holder::Group(_) => groups.push(PolicyGroup { group_name: name, group_id: id }),
            Holder::User(_) => users.push(PolicyUser { user_name: name, user_id: id }),
            Holder::Role(_) => roles.push(PolicyRole { role_name: name, role_id: id }),
        }
    }
    Ok(ListEntitiesForPolicyResponse {
        policy_groups: Some(groups),
        policy_users: Some(users),
        policy_roles: Some(roles),
        is_truncated,
        marker: page.marker,
    })
}

/// Groups, then users, then roles, each by name.
fn holders(
    state: &State,
    account: AccountId,
    policy_arn: &str,
    usage: Option<PolicyUsageType>,
) -> Vec<Holder> {
    let uses = state.policy_uses_in(account, policy_arn);
    let pick = |attached: BTreeSet<String>, bounded: BTreeSet<String>| match usage {
        Some(PolicyUsageType::PermissionsPolicy) => attached,
        Some(PolicyUsageType::PermissionsBoundary) => bounded,
        None => attached.into_iter().chain(bounded).collect(),
    };
    let groups = pick(uses.groups, BTreeSet::new());
    let users = pick(uses.users, uses.bounded_users);
    let roles = pick(uses.roles, uses.bounded_roles);
    let groups = groups.iter().filter_map(|id| state.group(id).cloned()).map(Holder::Group);
    let users = users.iter().filter_map(|id| state.user(id).cloned()).map(Holder::User);
    let roles = roles.iter().filter_map(|id| state.role(id).cloned()).map(Holder::Role);
    let by_name = |mut holders: Vec<Holder>| {
        holders.sort_by_cached_key(|holder| holder.name().to_ascii_lowercase());
        holders
    };
    let mut all = by_name(groups.collect());
    all.extend(by_name(users.collect()));
    all.extend(by_name(roles.collect()));
    all
}
