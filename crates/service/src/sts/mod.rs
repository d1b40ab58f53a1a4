//! AWS Security Token Service, version 2011-06-15.

mod assume_role;
mod get_access_key_info;
mod get_caller_identity;
mod get_session_token;
mod mfa;

use wire::fault::Fault;
use wire::sts::Operation;

use crate::call::Call;
use crate::iam::operations;

operations! {
    AssumeRole => assume_role::assume_role,
    GetAccessKeyInfo => get_access_key_info::get_access_key_info,
    GetCallerIdentity => get_caller_identity::get_caller_identity,
    GetSessionToken => get_session_token::get_session_token,
}

/// Sessions of GetSessionToken may call nothing of STS but AssumeRole and GetCallerIdentity.
fn refuse_session_credentials(call: &Call<'_, '_>, operation: &str) -> Result<(), Fault> {
    if call.caller.token_session().is_some() {
        return Err(Fault::access_denied(format!("Cannot call {operation} with session credentials")));
    }
    Ok(())
}
