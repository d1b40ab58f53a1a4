use wire::fault::Fault;
use wire::iam::{ListUsersRequest, ListUsersResponse};

use super::view;
use crate::call::Call;
use crate::paging::seek;
use crate::permit::value::Permit;

/// Lists the users of the account whose paths begin with a prefix, by name.
pub(in crate::iam) async fn list_users(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListUsersRequest,
) -> Result<ListUsersResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let (state, account) = (call.read(&permit), permit.account());
    let after = |last| state.users_after(account, last).filter(|user| user.path.starts_with(prefix));
    let page = seek(after, |user| user.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|user| view::listed_user(user));
    Ok(ListUsersResponse { is_truncated: page.is_truncated(), users: page.items, marker: page.marker })
}
