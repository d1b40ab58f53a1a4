use wire::fault::Fault;
use wire::iam::{GetUserRequest, GetUserResponse};

use super::{access, view};
use crate::authorise::Access;
use crate::call::{Call, must_specify_user_name};
use crate::caller::CallerKind;
use crate::refusal;

const ACTION: &str = "iam:GetUser";

/// Shows a user, or the caller itself, who may be root.
pub(super) async fn get_user(
    call: &mut Call<'_, '_>,
    input: GetUserRequest,
) -> Result<GetUserResponse, Fault> {
    let user = match input.user_name {
        Some(name) => {
            call.authorise(access::user(call, ACTION, &name))?;
            call.find_user(&name, view::user)?
        }
        None => caller(call)?,
    };
    Ok(GetUserResponse { user })
}

fn caller(call: &Call<'_, '_>) -> Result<wire::iam::User, Fault> {
    let access = Access::to(ACTION, call.caller.arn(), call.account());
    let gone = || refusal::fault(identity::Refusal::CallerGone);
    match call.caller.kind() {
        CallerKind::Root { .. } => {
            call.authorise(access)?;
            let state = call.state();
            state.account(call.account()).map(|account| view::root_user(account)).ok_or_else(gone)
        }
        CallerKind::User { user, .. } => {
            call.authorise(access.resource_tags("iam", &user.tags))?;
            let state = call.state();
            state.user(&user.id).map(|user| view::user(user)).ok_or_else(gone)
        }
        CallerKind::Role { .. } => Err(must_specify_user_name()),
    }
}
