use identity::command::VerifyMfaCode;
use identity::{MfaRefusal, Refusal, Time};
use secret::totp::Code;
use wire::fault::Fault;

use crate::call::Call;
use crate::caller::CallerKind;
use crate::refusal;

/// Verifies SerialNumber and TokenCode of a request for temporary credentials: when, if they were given. The code is spent
/// by this, whatever becomes of the request.
pub(super) async fn verify(
    call: &mut Call<'_, '_>,
    serial_number: Option<String>,
    token_code: Option<String>,
) -> Result<Option<Time>, Fault> {
    let (serial_number, token_code) = match (serial_number, token_code) {
        (None, None) => return Ok(None),
        (Some(serial), Some(code)) => (serial, code),
        _ => {
            return Err(Fault::access_denied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            ));
        }
    };
    // only users have devices that count here: root's do not, and roles have none
    let CallerKind::User { user, .. } = &call.caller.kind else {
        return Err(refusal::fault(Refusal::Mfa(MfaRefusal::Device)));
    };
    let Some(code) = Code::parse(&token_code) else {
        return Err(refusal::fault(Refusal::Mfa(MfaRefusal::Code)));
    };
    let command = VerifyMfaCode {
        account: call.account(),
        user_id: user.id.clone(),
        serial_number,
        code,
        source: call.mfa_source(),
    };
    call.execute(command).await.map(Some)
}
