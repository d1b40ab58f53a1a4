use identity::limits;
use identity::session::SessionKind;
use wire::fault::Fault;
use wire::sts::{GetSessionTokenRequest, GetSessionTokenResponse};

use crate::authorise::Access;
use crate::call::Call;
use crate::caller::CallerKind;
use crate::sts::mfa::GivenCode;

/// Temporary credentials for the caller itself, a user or root user with a long-term key. No policy needs to allow it; one
/// that denies it is honoured.
pub(super) async fn get_session_token(
    call: &mut Call<'_, '_>,
    input: GetSessionTokenRequest,
) -> Result<GetSessionTokenResponse, Fault> {
    let Some(owner) = call.caller.owner().filter(|_| !call.caller.is_temporary()) else {
        return Err(Fault::access_denied("Cannot call GetSessionToken with session credentials"));
    };
    let code = GivenCode::read(input.serial_number, input.token_code)?;
    let access = Access::to("sts:GetSessionToken", call.caller.arn(), call.account());
    let access = if code.is_some() { GivenCode::presumed(access) } else { access };
    if let Err(denial) = call.decide(&access)
        && denial.is_explicit()
    {
        return Err(call.denied(&denial));
    }
    let mfa = match code {
        Some(code) => Some(code.verify(call).await?),
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
    let kind = SessionKind::SessionToken { owner, mfa };
    let minted = call.service.tokens.mint(call.account(), issued, expires, kind, &mut *call.request.entropy);
    let minted = minted.map_err(|_| Fault::internal_failure())?;
    Ok(GetSessionTokenResponse { credentials: Some(minted.credentials()) })
}
