use std::ops::Bound;
use std::sync::{Arc, LazyLock};

use identity::command::is_policy_arn;
use identity::{Entity, Group, IdsByName, PolicyUses, Refusal, Role, State, User};
use wire::fault::Fault;
use wire::iam::{
    EntityType, ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, PolicyGroup, PolicyRole,
    PolicyUsageType, PolicyUser,
};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::paging::seek;
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

    /// Its place: groups, then users, then roles, each by name.
    fn key(&self) -> String {
        let kind = match self {
            Self::Group(_) => GROUPS,
            Self::User(_) => USERS,
            Self::Role(_) => ROLES,
        };
        format!("{kind}{}", self.name().to_ascii_lowercase())
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
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    // filters for policies are accepted and match nobody
    let is_asked_for = |holder: &Holder| {
        holder.path().starts_with(prefix) && input.entity_filter.is_none_or(|filter| filter == holder.kind())
    };
    let uses = state.policy_uses_in(call.account(), &input.policy_arn);
    let after = |last| holders(&state, uses, input.policy_usage_filter, last).filter(is_asked_for);
    let page = seek(after, Holder::key, input.marker.as_deref(), input.max_items)?;
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

const GROUPS: char = '1';
const USERS: char = '2';
const ROLES: char = '3';

/// Groups, then users, then roles, each by name, that come after a key.
fn holders<'s>(
    state: &'s State,
    uses: PolicyUses<'s>,
    usage: Option<PolicyUsageType>,
    last: Option<String>,
) -> impl Iterator<Item = Holder> + 's {
    let attached = usage != Some(PolicyUsageType::PermissionsBoundary);
    let bounded = usage != Some(PolicyUsageType::PermissionsPolicy);
    // where each of the lists begins; `None` if it lies before the key
    let start = |kind: char| -> Option<Option<String>> {
        let Some(last) = &last else { return Some(None) };
        match (last.chars().next(), last.get(1..)) {
            (Some(at), Some(name)) if at == kind => Some(Some(name.to_owned())),
            (Some(at), _) => (at < kind).then_some(None),
            (None, _) => Some(None),
        }
    };
    let pick = |kind, sets: [(&'s IdsByName, bool); 2]| {
        start(kind).into_iter().flat_map(move |last| {
            let [one, other] = sets
                .map(|(ids, is_asked)| is_asked.then(|| behind(ids, last.as_deref())).into_iter().flatten());
            merged(one, other)
        })
    };
    static NONE: LazyLock<IdsByName> = LazyLock::new(IdsByName::default);
    let groups = pick(GROUPS, [(uses.groups, attached), (&NONE, false)]);
    let users = pick(USERS, [(uses.users, attached), (uses.bounded_users, bounded)]);
    let roles = pick(ROLES, [(uses.roles, attached), (uses.bounded_roles, bounded)]);
    let groups = groups.filter_map(|id| state.group(id).cloned()).map(Holder::Group);
    let users = users.filter_map(|id| state.user(id).cloned()).map(Holder::User);
    let roles = roles.filter_map(|id| state.role(id).cloned()).map(Holder::Role);
    groups.chain(users).chain(roles)
}

fn behind<'s>(
    ids: &'s IdsByName,
    last: Option<&str>,
) -> impl Iterator<Item = (&'s String, &'s String)> + use<'s> {
    let start = last.map_or(Bound::Unbounded, |last| Bound::Excluded(last.to_owned()));
    ids.range_from(start)
}

/// The ids of two lists in order of names, those in both once.
fn merged<'s>(
    one: impl Iterator<Item = (&'s String, &'s String)>,
    other: impl Iterator<Item = (&'s String, &'s String)>,
) -> impl Iterator<Item = &'s String> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || {
        let order = match (one.peek(), other.peek()) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, _) => std::cmp::Ordering::Greater,
        };
        let from_other = if order.is_ge() { other.next() } else { None };
        let from_one = if order.is_le() { one.next() } else { None };
        from_one.or(from_other).map(|(_, id)| id)
    })
}
