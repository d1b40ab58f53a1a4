use wire::fault::Fault;
use wire::iam::{GetUserRequest, GetUserResponse};

use super::view;
use crate::call::Call;
use crate::permit::iam::Caller;
use crate::permit::value::Permit;

/// Shows a user, or the caller itself, who may be root.
pub(in crate::iam) async fn get_user(
    _call: &mut Call<'_, '_>,
    permit: Permit<'_, Caller>,
    _input: GetUserRequest,
) -> Result<GetUserResponse, Fault> {
    let user = match &*permit {
        Caller::User(user) => view::user(user),
        Caller::Root(account) => view::root_user(account),
    };
    Ok(GetUserResponse { user })
}
