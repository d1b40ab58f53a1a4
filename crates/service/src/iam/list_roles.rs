use identity::arn;
use wire::fault::Fault;
use wire::iam::{ListRolesRequest, ListRolesResponse, Role};

use super::view_policy;
use crate::authorise::Access;
use crate::call::Call;
use crate::paging::page;

/// The roles whose path begins with PathPrefix, by name; without tags, boundaries and last uses.
pub(super) async fn list_roles(
    call: &mut Call<'_, '_>,
    input: ListRolesRequest,
) -> Result<ListRolesResponse, Fault> {
    let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
    let access = Access::to_any("iam:ListRoles", call.account());
    call.authorise(access.shown_as(arn::role(call.account(), &prefix, "")))?;
    let state = call.state();
    let roles = state.roles_of(call.account()).filter(|role| role.path.starts_with(&prefix)).collect();
    let page = page(roles, |role| role.id.clone(), input.marker.as_deref(), input.max_items)?;
    Ok(ListRolesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        roles: page
            .items
            .into_iter()
            .map(|role| Role {
                description: role.description.clone(),
                max_session_duration: view_policy::max_session_duration(role),
                ..view_policy::role(&state, role)
            })
            .collect(),
    })
}
