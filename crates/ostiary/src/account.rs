use std::process::ExitCode;

use serde::Serialize;
use server::control;

use crate::arguments::{Account, AccountCommand};
use crate::client::Unlock;
use crate::exit::Failure;
use crate::settings::data_directory;

/// The operator's commands, spoken to the running server.
pub fn run(account: &Account) -> Result<ExitCode, Failure> {
    match &account.command {
        AccountCommand::Create { name, account_id, root_key, place } => {
            let directory = data_directory(place.data.clone())?;
            let created = control::create_account(&directory, name, account_id.as_deref(), *root_key);
            print(&created.map_err(Failure::new)?)
        }
        AccountCommand::List { place } => {
            let directory = data_directory(place.data.clone())?;
            print(&control::list_accounts(&directory).map_err(Failure::new)?)
        }
        AccountCommand::Rename { name, new_name, place } => {
            let directory = data_directory(place.data.clone())?;
            print(&control::rename_account(&directory, name, new_name).map_err(Failure::new)?)
        }
        AccountCommand::Delete { name, force, place } => {
            let directory = data_directory(place.data.clone())?;
            print(&control::delete_account(&directory, name, *force).map_err(Failure::new)?)
        }
        AccountCommand::Quota { name, quotas, place } => {
            let directory = data_directory(place.data.clone())?;
            print(&control::quotas(&directory, name, quotas.clone()).map_err(Failure::new)?)
        }
    }
}

/// `mfa unlock`.
pub fn unlock_mfa(unlock: &Unlock) -> Result<ExitCode, Failure> {
    let directory = data_directory(unlock.place.data.clone())?;
    let unlocked = control::unlock_mfa(&directory, &unlock.named, unlock.account.as_deref());
    print(&unlocked.map_err(Failure::new)?)
}

fn print(value: &impl Serialize) -> Result<ExitCode, Failure> {
    println!("{}", serde_json::to_string_pretty(value).map_err(Failure::new)?);
    Ok(ExitCode::SUCCESS)
}
