use identity::arn;
use wire::fault::Fault;
use wire::iam::{ListRolesRequest, ListRolesResponse, Role};

use super::view_policy;
use crate::authorise::Access;
use crate::call::Call;
use crate::paging::seek;

/// The roles whose path begins with PathPrefix, by name; without tags, boundaries and last uses.
pub(super) async fn list_roles(
    call: &mut Call<'_, '_>,
    input: ListRolesRequest,
) -> Result<ListRolesResponse, Fault> {
    let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
    let access = Access::to_any("iam:ListRoles", call.account());
    call.authorise(access.shown_as(arn::role(call.account(), &prefix, "")))?;
    let state = call.state();
    let account = call.account();
    let after = |last| state.roles_after(account, last).filter(|role| role.path.starts_with(&prefix));
    let page = seek(after, |role| role.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
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
