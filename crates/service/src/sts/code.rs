use identity::command::VerifyMfaCode;
use identity::{MfaRefusal, Refusal, Time};
use secret::totp::Code;
use wire::fault::Fault;

use crate::authorise::Access;
use crate::call::Call;
use crate::caller::CallerKind;
use crate::permit::value::Permit;
use crate::refusal;

/// SerialNumber and TokenCode of a request for temporary credentials, not yet looked at.
///
/// With a code, policies are judged first, as if it were right; only a request that they let through has its code read. So a
/// request that is denied anyway spends no code and counts for no guess, and a Deny of requests without MFA, as AWS's own examples
/// have it, does not stand in the way of the call that brings the MFA.
pub(crate) struct GivenCode {
    serial_number: String,
    token_code: String,
}

impl GivenCode {
    /// Both parameters or neither.
    pub(crate) fn read(
        serial_number: Option<String>,
        token_code: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        match (serial_number, token_code) {
            (None, None) => Ok(None),
            (Some(serial_number), Some(token_code)) => Ok(Some(Self { serial_number, token_code })),
            _ => Err(Fault::access_denied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            )),
        }
    }

    /// The access as it is judged when the code is right: MFA present, of this moment.
    pub(crate) fn presumed(access: Access) -> Access {
        access.with_verified_code()
    }

    /// Verifies the code and returns the time of that. The code is spent even if the request fails later.
    pub(crate) async fn verify<R>(
        &self,
        call: &mut Call<'_, '_>,
        permit: &Permit<'_, R>,
    ) -> Result<Time, Fault> {
        // only users have devices that count here: root's do not, and roles have none
        let CallerKind::User { user, .. } = call.caller.kind() else {
            return Err(refusal::fault(Refusal::Mfa(MfaRefusal::Device)));
        };
        let Some(code) = Code::parse(&self.token_code) else {
            return Err(refusal::fault(Refusal::Mfa(MfaRefusal::Code)));
        };
        let command = VerifyMfaCode {
            account: call.account(),
            user_id: user.id.clone(),
            serial_number: self.serial_number.clone(),
            code,
            source: call.mfa_source(),
        };
        call.execute_mfa(permit, command).await
    }
}
