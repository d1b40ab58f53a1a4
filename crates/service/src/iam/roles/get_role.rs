use std::sync::Arc;

use identity::Role;
use wire::fault::Fault;
use wire::iam::{GetRoleRequest, GetRoleResponse, ListRolesRequest, ListRolesResponse};

use super::view;
use crate::call::Call;
use crate::iam::shown;
use crate::paging::seek;
use crate::permit::value::Permit;

/// Shows all of a role.
pub(in crate::iam) async fn get_role(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Role>>,
    _input: GetRoleRequest,
) -> Result<GetRoleResponse, Fault> {
    let state = call.read(&permit);
    let shown = wire::iam::Role {
        description: permit.description.clone(),
        max_session_duration: view::max_session_duration(&permit),
        permissions_boundary: shown::boundary(permit.permissions_boundary.as_ref()),
        tags: shown::some_tags(&permit.tags),
        role_last_used: Some(view::last_used(call.usage(), &state, &permit)),
        ..view::role(&state, &permit)
    };
    Ok(GetRoleResponse { role: shown })
}

/// Lists the roles whose paths begin with a prefix, by name; without tags, boundaries and last uses.
pub(in crate::iam) async fn list_roles(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListRolesRequest,
) -> Result<ListRolesResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let (state, account) = (call.read(&permit), permit.account());
    let after = |last| state.roles_after(account, last).filter(|role| role.path.starts_with(prefix));
    let page = seek(after, |role| role.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|role| wire::iam::Role {
        description: role.description.clone(),
        max_session_duration: view::max_session_duration(role),
        ..view::role(&state, role)
    });
    Ok(ListRolesResponse { is_truncated: page.is_truncated(), marker: page.marker, roles: page.items })
}
