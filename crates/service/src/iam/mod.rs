//! AWS Identity and Access Management, version 2010-05-08: a room for each kind of resource.

mod absent;
mod account;
mod attachments;
mod boundaries;
mod groups;
pub(crate) mod holder;
mod inline;
mod keys;
mod mfa;
pub(crate) mod policies;
mod roles;
mod shown;
mod simulation;
mod table;
mod tags;
mod users;

pub(crate) use table::ROWS;

use wire::fault::{Fault, codes};
use wire::iam::Operation;
use wire::query::Params;

use crate::call::Call;

/// Runs one operation: the body of its answer.
///
/// Sessions of GetSessionToken made without MFA cannot call IAM: AWS says that their token is invalid there.
pub(crate) async fn run(
    call: &mut Call<'_, '_>,
    operation: Operation,
    params: &Params,
) -> Result<String, Fault> {
    if call.caller.token_session().is_some_and(|session| session.mfa.is_none()) {
        let message = "The security token included in the request is invalid.";
        return Err(Fault::new(codes::query::INVALID_CLIENT_TOKEN_ID, message));
    }
    table::run(call, operation, params).await
}
