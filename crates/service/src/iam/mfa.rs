//! What operations on virtual MFA devices share.

use identity::{Device, Entity, Refusal, arn};
use secret::totp::Code;
use wire::fault::Fault;

use crate::authorise::Access;
use crate::call::Call;
use crate::refusal;

/// The two codes. The model lets digits of every script through; a code has ASCII digits.
pub(super) fn codes(code1: &str, code2: &str) -> Result<(Code, Code), Fault> {
    let codes = Code::parse(code1).zip(Code::parse(code2));
    codes.ok_or_else(|| refusal::fault(Refusal::InvalidAuthenticationCode { throttled_until: None }))
}

/// An action on a virtual MFA device of the caller's account, by serial number.
pub(super) fn access(call: &Call<'_, '_>, action: &'static str, serial_number: &str) -> Access {
    let account = call.account();
    // the serial number of a virtual device is its ARN; anything else is asked about as if it were the name of one
    let resource = match arn::account_of(serial_number) {
        Some(_) => serial_number.to_owned(),
        None => arn::mfa(account, "/", serial_number),
    };
    let access = Access::to(action, resource, account);
    let tags = find(call, serial_number, |device| device.tags.clone()).unwrap_or_default();
    // there is no iam:ResourceTag for devices
    tags.0
        .iter()
        .fold(access, |access, tag| access.with(&format!("aws:ResourceTag/{}", tag.key), tag.value.as_str()))
}

/// Looks at a virtual MFA device of the caller's account.
pub(super) fn find<R>(
    call: &Call<'_, '_>,
    serial_number: &str,
    look: impl FnOnce(&Device) -> R,
) -> Result<R, Fault> {
    let state = call.state();
    let device = state.device(serial_number).filter(|device| device.account == call.account());
    device.map(|device| look(device)).ok_or_else(|| no_such_device(serial_number))
}

/// What AWS says of a serial number that it does not know, or not as this user's.
pub(super) fn no_such_device(serial_number: &str) -> Fault {
    refusal::fault(Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned()))
}
