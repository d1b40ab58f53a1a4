//! Execution of the operator's commands.

use std::io;
use std::ops::ControlFlow;

use identity::{AccountId, QuotaName, limits};
use serde::Serialize;
use service::Service;

use super::{
    AccountCreated, AccountDeleted, AccountListed, AccountRenamed, Answered, Asked, QuotaChange, QuotaListed,
    ServerHealth,
};
use crate::accounts::{self, credentials_path};
use crate::config_files::ConfigFiles;
use crate::readiness::obstacles;
use crate::{check, unlock};

/// Takes a step of what takes long; an error means that the operator has gone.
type Steps<'s> = dyn FnMut(serde_json::Value) -> io::Result<()> + 's;

pub(super) fn run(
    asked: Asked,
    service: &Service,
    files: &ConfigFiles,
    steps: &mut Steps<'_>,
) -> io::Result<Answered> {
    match asked {
        Asked::ListAccounts => done(Ok(list(service))),
        Asked::CreateAccount { name, account_id, root_key } => {
            done(create(service, files, name, account_id.as_deref(), root_key))
        }
        Asked::RenameAccount { name, new_name } => done(rename(service, files, &name, new_name)),
        Asked::DeleteAccount { name, force } => done(delete(service, files, name, force)),
        Asked::Quotas { name, changes } => done(quotas(service, &name, &changes)),
        Asked::UnlockMfa { named, account } => {
            done(unlock::unlock(service.store(), &named, account.as_deref()))
        }
        Asked::Health => {
            let obstacles = obstacles(service, files.directory());
            done(Ok(ServerHealth { ready: obstacles.is_empty(), obstacles }))
        }
        Asked::Check { seal } => {
            let mut gone = Ok(());
            let checked = check::of_server(service, files.directory(), seal, &mut |step| {
                gone = serde_json::to_value(step).map_err(io::Error::from).and_then(&mut *steps);
                if gone.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            gone?;
            done(checked)
        }
    }
}

fn done<T: Serialize>(result: Result<T, String>) -> io::Result<Answered> {
    Ok(match result {
        Ok(answer) => Answered::Done(serde_json::to_value(answer)?),
        Err(reason) => Answered::Error(reason),
    })
}

fn create(
    service: &Service,
    files: &ConfigFiles,
    name: String,
    id: Option<&str>,
    root_key: bool,
) -> Result<AccountCreated, String> {
    let id = id.map(|id| AccountId::parse(id).ok_or(id)).transpose();
    let id = id.map_err(|wrong| format!("an account id is twelve digits, not '{wrong}'"))?;
    let directory = files.directory();
    let created = accounts::create_account(service.store(), directory, &name, id, root_key)
        .map_err(|error| error.to_string())?;
    Ok(AccountCreated {
        account_id: created.account.id.to_string(),
        root_arn: identity::arn::root(created.account.id),
        admin_arn: created.admin.arn(),
        credentials_file: credentials_path(directory, &name),
        config_file: files.write(&name),
        name,
    })
}

fn list(service: &Service) -> Vec<AccountListed> {
    let state = service.store().snapshot();
    let listed = state.accounts().map(|account| AccountListed {
        account_id: account.id.to_string(),
        name: account.name.clone(),
        alias: account.alias.clone(),
        create_date: wire::Timestamp::from_epoch_seconds(
            i64::try_from(account.created.seconds()).unwrap_or(i64::MAX),
        )
        .to_string(),
    });
    listed.collect()
}

fn account_named(service: &Service, name: &str) -> Result<AccountId, String> {
    let state = service.store().snapshot();
    let account = state.accounts().find(|account| account.name == name);
    account
        .map(|account| account.id)
        .ok_or_else(|| format!("there is no account {name}; `ostiary account list` shows all"))
}

fn rename(
    service: &Service,
    files: &ConfigFiles,
    name: &str,
    new_name: String,
) -> Result<AccountRenamed, String> {
    let account = account_named(service, name)?;
    let file = accounts::rename(service.store(), files.directory(), account, name, &new_name)?;
    if file.as_ref().is_some_and(|file| *file == credentials_path(files.directory(), &new_name))
        && name != new_name
    {
        files.remove(name);
        files.write(&new_name);
    }
    Ok(AccountRenamed { account_id: account.to_string(), name: new_name, credentials_file: file })
}

fn delete(
    service: &Service,
    files: &ConfigFiles,
    name: String,
    force: bool,
) -> Result<AccountDeleted, String> {
    let account = account_named(service, &name)?;
    let deleted = accounts::delete(service, files.directory(), account, &name, force)?;
    files.remove(&name);
    Ok(AccountDeleted {
        account_id: account.to_string(),
        users: deleted.members.users,
        groups: deleted.members.groups,
        roles: deleted.members.roles,
        policies: deleted.members.policies,
        mfa_devices: deleted.members.devices,
        buckets: deleted.buckets,
        trusted_by: deleted.members.trusted_by,
        credentials_file: deleted.credentials_file,
        name,
    })
}

fn quotas(service: &Service, name: &str, changes: &[QuotaChange]) -> Result<Vec<QuotaListed>, String> {
    let account = account_named(service, name)?;
    if !changes.is_empty() {
        let values = changes.iter().map(checked).collect::<Result<_, _>>()?;
        accounts::set_quotas(service.store(), account, values)?;
    }
    let state = service.store().snapshot();
    let quotas = state.account(account).map(|account| account.quotas.clone()).unwrap_or_default();
    let usage = service.objects().usage(&account.to_string());
    let bounded = |value: u64| (value != limits::UNLIMITED).then_some(value);
    let listed = QuotaName::ALL.iter().map(|quota| QuotaListed {
        quota: quota.key().to_owned(),
        value: bounded(quotas.get(*quota)),
        default: bounded(quota.default_value()),
        used: match quota {
            QuotaName::ObjectBytes => Some(usage.object_bytes),
            QuotaName::Objects => Some(usage.objects),
            QuotaName::Uploads => Some(usage.uploads as u64),
            QuotaName::MultipartUploads => Some(usage.multiparts as u64),
            _ => state.quota_use(account, *quota).map(|used| used as u64),
        },
        unit: quota.unit().to_owned(),
    });
    Ok(listed.collect())
}

fn checked(change: &QuotaChange) -> Result<(QuotaName, Option<u64>), String> {
    let Some(quota) = QuotaName::parse(&change.quota) else {
        let all: Vec<&str> = QuotaName::ALL.iter().map(|quota| quota.key()).collect();
        return Err(format!("there is no quota {}; there are {}", change.quota, all.join(", ")));
    };
    match change.value {
        Some(value) if value > quota.most() => {
            Err(format!("{} can be {} at most, not {value}", quota.key(), quota.most()))
        }
        value => Ok((quota, value)),
    }
}
