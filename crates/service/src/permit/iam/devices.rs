use std::sync::Arc;

use identity::{Device, Entity, Refusal, User, arn};
use secret::totp::Code;

use super::{NewEntity, collection, under_prefix, users};
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;
use crate::refusal;

/// A virtual MFA device of the caller's account, by serial number.
pub(crate) fn device<'a>(call: &Call<'a, '_>, row: &Row, serial_number: &str) -> Granted<'a, Arc<Device>> {
    with(call, row, serial_number, |access| access)
}

/// The same, where the request adds condition keys.
pub(super) fn with<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    serial_number: &str,
    add: impl FnOnce(Access) -> Access,
) -> Granted<'a, Arc<Device>> {
    let account = call.account();
    // the serial number of a virtual device is its ARN; anything else is judged as if it were the name of one
    let resource = match arn::account_of(serial_number) {
        Some(_) => serial_number.to_owned(),
        None => arn::mfa(account, "/", serial_number),
    };
    let mut access = Access::to(row.action(), resource, account);
    let found = call.state().device(serial_number).filter(|device| device.account == account).cloned();
    if let Some(device) = &found {
        // there is no iam:ResourceTag for devices
        access = access.global_resource_tags(&device.tags);
    }
    let missing = || Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned());
    call.authorise(&add(access), found.ok_or_else(missing))?.found()
}

/// All virtual MFA devices of the account.
pub(crate) fn devices<'a>(call: &Call<'a, '_>, row: &Row) -> Granted<'a, ()> {
    collection(call, row, under_prefix(call, "mfa", None))
}

/// A virtual MFA device that is to be made.
pub(crate) fn new_device<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    path: &Option<String>,
    name: &str,
    tags: &Option<Vec<wire::iam::Tag>>,
) -> Granted<'a, NewEntity> {
    let arn = |path: &str| arn::mfa(call.account(), path, name);
    NewEntity::authorise(call, row, path.as_ref(), arn, tags.as_ref(), None)
}

/// A user, and two consecutive codes of a device that is, or is to be, his.
pub(crate) struct Synchronisation {
    /// The user.
    pub user: Arc<User>,
    /// The older code.
    pub code1: Code,
    /// The newer code.
    pub code2: Code,
}

/// A user's device that is to be enabled or resynchronised. Codes that are none are reported before a missing user. The model
/// lets digits of every script through; a code has ASCII digits.
pub(crate) fn synchronised_device<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    user: &str,
    code1: &str,
    code2: &str,
) -> Granted<'a, Synchronisation> {
    let found = users::find(call, user);
    let permit = call.authorise(&users::access(row.action(), call.account(), user, &found), found)?;
    let codes = Code::parse(code1).zip(Code::parse(code2));
    let invalid = || refusal::fault(Refusal::InvalidAuthenticationCode { throttled_until: None });
    let (code1, code2) = codes.ok_or_else(invalid)?;
    Ok(permit.found()?.map(|user| Synchronisation { user, code1, code2 }))
}
