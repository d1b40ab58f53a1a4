use std::ops::Bound;
use std::sync::LazyLock;

use identity::{IdsByName, PolicyUses, State};
use wire::fault::Fault;
use wire::iam::{
    EntityType, ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, PolicyGroup, PolicyRole,
    PolicyUsageType, PolicyUser,
};

use super::managed::Managed;
use crate::call::Call;
use crate::iam::holder::{Holder, HolderKind};
use crate::paging::seek;
use crate::permit::value::Permit;

/// The place in the list: groups, then users, then roles, each by name.
fn key(holder: &Holder) -> String {
    let kind = match holder.kind() {
        HolderKind::Group => GROUPS,
        HolderKind::User => USERS,
        HolderKind::Role => ROLES,
    };
    format!("{kind}{}", holder.name().to_ascii_lowercase())
}

/// The kind that a request filters by.
fn entity_type(holder: &Holder) -> EntityType {
    match holder.kind() {
        HolderKind::Group => EntityType::Group,
        HolderKind::User => EntityType::User,
        HolderKind::Role => EntityType::Role,
    }
}

/// Lists the groups, users and roles of the account that use a managed policy. A page takes from the three lists together.
pub(in crate::iam) async fn list_entities_for_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Managed>,
    input: ListEntitiesForPolicyRequest,
) -> Result<ListEntitiesForPolicyResponse, Fault> {
    let (state, account) = (call.read(&permit), permit.account());
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    // filters for policies are accepted and match no holder
    let is_asked_for = |holder: &Holder| {
        holder.path().starts_with(prefix)
            && input.entity_filter.is_none_or(|filter| filter == entity_type(holder))
    };
    let uses = state.policy_uses_in(account, &input.policy_arn);
    let after = |last| holders(&state, uses, input.policy_usage_filter, last).filter(is_asked_for);
    let page = seek(after, key, input.marker.as_deref(), input.max_items)?;
    let is_truncated = page.is_truncated();
    let (mut groups, mut users, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    for holder in page.items {
        let (name, id) = (Some(holder.name().to_owned()), Some(holder.id().to_owned()));
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
    // the start of each of the lists; `None` if it lies before the key
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
