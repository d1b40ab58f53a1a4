use identity::limits;
use identity::session::SessionKind;
use wire::fault::Fault;
use wire::sts::{GetSessionTokenRequest, GetSessionTokenResponse};

use crate::call::Call;
use crate::caller::CallerKind;
use crate::permit::sts::OwnSession;
use crate::permit::value::Permit;

/// Makes temporary credentials for the caller itself, a user or root user with a long-term key.
pub(super) async fn get_session_token(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, OwnSession>,
    input: GetSessionTokenRequest,
) -> Result<GetSessionTokenResponse, Fault> {
    let mfa = match &permit.code {
        Some(code) => Some(code.verify(call, &permit).await?),
        None => None,
    };
    let is_root = matches!(call.caller.kind(), CallerKind::Root { .. });
    // the model has checked the range, so the number is not negative
    let asked = input.duration_seconds.and_then(|seconds| u32::try_from(seconds).ok());
    let mut seconds = asked.unwrap_or(limits::SESSION_TOKEN_SECONDS_DEFAULT);
    if is_root {
        seconds = seconds.min(limits::ROOT_SESSION_SECONDS_MAX);
    }
    let issued = call.request.now.truncated();
    let expires = issued.plus_seconds(u64::from(seconds));
    let kind = SessionKind::SessionToken { owner: permit.owner.clone(), mfa };
    let minted = call.mint(&permit, permit.account(), (issued, expires), kind)?;
    Ok(GetSessionTokenResponse { credentials: Some(minted.credentials()) })
}
