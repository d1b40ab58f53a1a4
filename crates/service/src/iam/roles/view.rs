use identity::{Role, State};
use wire::iam::RoleLastUsed;

use crate::caller::timestamp;
use crate::iam::shown::document;
use crate::usage::Usage;

/// A role as every answer shows it; each operation adds what it shows besides.
pub(in crate::iam) fn role(state: &State, role: &Role) -> wire::iam::Role {
    wire::iam::Role {
        path: role.path.clone(),
        role_name: role.name.clone(),
        role_id: role.id.clone(),
        arn: role.arn(),
        create_date: timestamp(role.created),
        assume_role_policy_document: Some(document(&role.trust.document(state))),
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
        role_last_used: None,
    }
}

/// Seconds of a role's longest session.
pub(in crate::iam) fn max_session_duration(role: &Role) -> Option<i32> {
    i32::try_from(role.max_session_seconds).ok()
}

/// Time and region of a role's last use; empty if it was never used.
pub(in crate::iam) fn last_used(usage: &Usage, state: &State, role: &Role) -> RoleLastUsed {
    let used = usage.of_role(&role.id).or_else(|| state.role_use(&role.id).map(|used| (**used).clone()));
    used.map_or_else(RoleLastUsed::default, |used| RoleLastUsed {
        last_used_date: Some(timestamp(used.time)),
        region: Some(used.region),
    })
}
