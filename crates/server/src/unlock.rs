//! `ostiary mfa unlock`: finds the user or device that the operator names, and reports what was cleared.

use identity::command::{UnlockMfa, UnlockTarget, Unlocked};
use identity::{AccountId, Entity, Refusal, State, Time};
use serde::{Deserialize, Serialize};
use store::{ExecuteError, Store};

use crate::clock;
use crate::entropy::OsEntropy;

/// A cleared throttle, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MfaUnlocked {
    /// Twelve digits.
    pub account_id: String,
    /// ARN of the user; absent for a device that is not enabled.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user_arn: Option<String>,
    /// Wrong codes that were held against the user, and are forgiven.
    pub wrong_codes: u64,
    /// The devices that were looked at.
    pub devices: Vec<MfaDeviceUnlocked>,
}

/// A device that was looked at, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MfaDeviceUnlocked {
    /// Its serial number.
    pub serial_number: String,
    /// Until when it would have taken no code, ISO 8601: a code had been accepted while the clock was ahead. Absent if that was
    /// not so. It takes the codes that begin within the next minute.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub barred_until: Option<String>,
}

/// Unlocks what is named: a user by name or ARN, or a device by serial number; `account` by id or name. Says in words for the
/// operator why not.
pub(crate) fn unlock(store: &Store, named: &str, account: Option<&str>) -> Result<MfaUnlocked, String> {
    let command = {
        let state = store.snapshot();
        find(&state, named, account)?
    };
    let account = command.account;
    match store.execute_blocking(command, clock::now(), &mut OsEntropy, |_| true) {
        Ok(unlocked) => {
            tracing::info!(%account, named, wrong_codes = unlocked.failures, "MFA unlocked by the operator");
            Ok(shown(account, unlocked))
        }
        Err(ExecuteError::Refused(Refusal::NoSuchEntity(Entity::MfaDevice, serial))) => {
            Err(no_device(account, &serial))
        }
        Err(ExecuteError::Refused(Refusal::NoSuchEntity(_, name))) => Err(no_user(account, &name)),
        Err(ExecuteError::Refused(_) | ExecuteError::Unavailable) => {
            Err("the identity store refuses changes; see the server's log".to_owned())
        }
        Err(ExecuteError::NoSpace) => Err("there is no space on the disk for the change".to_owned()),
    }
}

fn find(state: &State, named: &str, account: Option<&str>) -> Result<UnlockMfa, String> {
    let account = account.map(|account| account_named(state, account)).transpose()?;
    let Some(resource) = named.strip_prefix("arn:").and_then(|arn| arn.splitn(5, ':').nth(4)) else {
        let account = account.map_or_else(|| account_of_user(state, named), Ok)?;
        return Ok(UnlockMfa { account, target: user(state, account, named)? });
    };
    let theirs = identity::arn::account_of(named);
    let theirs = theirs.ok_or_else(|| {
        format!("{named} is the ARN of nothing in an account: an account id is twelve digits")
    })?;
    if let Some(account) = account.filter(|account| *account != theirs) {
        return Err(format!("{named} is not in account {account}"));
    }
    let target = match resource.strip_prefix("user/").and_then(|user| user.rsplit('/').next()) {
        Some(name) => user(state, theirs, name)?,
        None => device(state, theirs, named)?,
    };
    Ok(UnlockMfa { account: theirs, target })
}

fn user(state: &State, account: AccountId, name: &str) -> Result<UnlockTarget, String> {
    let user = state.user_named(account, name).map(|user| UnlockTarget::User(user.reference()));
    user.ok_or_else(|| no_user(account, name))
}

fn device(state: &State, account: AccountId, serial: &str) -> Result<UnlockTarget, String> {
    let device = state.device(serial).filter(|device| device.account == account);
    let device = device.map(|device| UnlockTarget::Device(device.reference()));
    device.ok_or_else(|| no_device(account, serial))
}

fn no_user(account: AccountId, name: &str) -> String {
    format!("there is no user {name} in account {account}")
}

fn no_device(account: AccountId, serial: &str) -> String {
    format!("there is no MFA device {serial} in account {account}")
}

fn account_named(state: &State, named: &str) -> Result<AccountId, String> {
    let found = state.accounts().find(|account| account.id.to_string() == named || account.name == named);
    let found = found.map(|account| account.id);
    found.ok_or_else(|| {
        format!("there is no account {named}; `ostiary account list` names those that there are")
    })
}

/// The one account with a user of this name.
fn account_of_user(state: &State, name: &str) -> Result<AccountId, String> {
    let with = state.accounts().filter(|account| state.user_named(account.id, name).is_some());
    let with: Vec<_> = with.collect();
    match with.as_slice() {
        [] => Err(format!("there is no user {name} in any account, and no MFA device of that serial number")),
        [one] => Ok(one.id),
        several => {
            let names: Vec<String> =
                several.iter().map(|account| format!("{} ({})", account.name, account.id)).collect();
            Err(format!(
                "several accounts have a user {name}: {}; say which with --account",
                names.join(", ")
            ))
        }
    }
}

fn shown(account: AccountId, unlocked: Unlocked) -> MfaUnlocked {
    let iso = |time: Time| {
        wire::Timestamp::from_epoch_seconds(i64::try_from(time.seconds()).unwrap_or(i64::MAX)).to_string()
    };
    let devices = unlocked.devices.into_iter().map(|device| MfaDeviceUnlocked {
        serial_number: device.serial_number,
        barred_until: device.barred_until.map(iso),
    });
    MfaUnlocked {
        account_id: account.to_string(),
        user_arn: unlocked.user,
        wrong_codes: unlocked.failures,
        devices: devices.collect(),
    }
}

#[cfg(test)]
mod tests;
