//! `ostiary account`: makes and lists accounts, through the running server.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use server::control;

use crate::account_id::account_id;
use crate::data_directory::DataDirectory;
use crate::exit::Failure;
use crate::output;

#[derive(Args)]
pub(crate) struct Account {
    #[command(subcommand)]
    command: AccountCommand,
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Make an account with its root user and an `admin` user; writes DIR/NAME.credentials and prints the account as JSON
    Create {
        /// Name of the account, and of its credentials file
        name: String,
        /// Account id, twelve digits [default: random]
        #[arg(long, value_name = "N", value_parser = account_id)]
        account_id: Option<String>,
        /// Give the root user an access key, as profile `[root]`
        #[arg(long)]
        root_key: bool,
        #[command(flatten)]
        directory: DataDirectory,
    },
    /// Print all accounts as JSON
    List {
        #[command(flatten)]
        directory: DataDirectory,
    },
    /// Give an account another name; its credentials file, if it is in the data directory, moves with it
    Rename {
        /// Name of the account
        name: String,
        /// Its new name
        new_name: String,
        #[command(flatten)]
        directory: DataDirectory,
    },
    /// Delete an account with its keys and sessions; prints what went as JSON
    ///
    /// One that has users beside admin, groups, roles, policies, MFA devices or buckets, or that roles of other accounts
    /// trust, is refused with a list of all that, unless --force is given. Its id is never given to another account.
    Delete {
        /// Name of the account
        name: String,
        /// Delete it with all that it has, its buckets' objects included
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        directory: DataDirectory,
    },
    /// Print an account's quotas as JSON, with default and use, or set some of them
    ///
    /// object-bytes, uploads and multipart-uploads bound what S3 stores and takes in; the others are IAM's, named as in
    /// GetAccountSummary without `Quota`. Things that exist stay, also past a quota.
    Quota {
        /// Name of the account
        name: String,
        /// Quotas to set, such as Users=50 or object-bytes=10000000000; KEY=default takes one back
        #[arg(value_name = "KEY=N", value_parser = quota)]
        quotas: Vec<server::QuotaChange>,
        #[command(flatten)]
        directory: DataDirectory,
    },
}

/// Runs a command of the operator, over the server's socket.
///
/// # Errors
/// If no server runs on the data directory, or it refuses.
pub(crate) fn run(account: &Account) -> Result<ExitCode, Failure> {
    match &account.command {
        AccountCommand::Create { name, account_id, root_key, directory } => {
            let directory = directory.path()?;
            let created = control::create_account(&directory, name, account_id.as_deref(), *root_key);
            output::pretty(&created.map_err(Failure::new)?)
        }
        AccountCommand::List { directory } => {
            let directory = directory.path()?;
            output::pretty(&control::list_accounts(&directory).map_err(Failure::new)?)
        }
        AccountCommand::Rename { name, new_name, directory } => {
            let directory = directory.path()?;
            output::pretty(&control::rename_account(&directory, name, new_name).map_err(Failure::new)?)
        }
        AccountCommand::Delete { name, force, directory } => {
            let directory = directory.path()?;
            output::pretty(&control::delete_account(&directory, name, *force).map_err(Failure::new)?)
        }
        AccountCommand::Quota { name, quotas, directory } => {
            let directory = directory.path()?;
            output::pretty(&control::quotas(&directory, name, quotas.clone()).map_err(Failure::new)?)
        }
    }
}

/// Reads `KEY=N` or `KEY=default`.
fn quota(text: &str) -> Result<server::QuotaChange, String> {
    let wrong = || "a quota is KEY=N with a whole number, or KEY=default".to_owned();
    let (quota, value) = text.split_once('=').ok_or_else(wrong)?;
    let value = match value {
        "default" => None,
        number => Some(number.parse().map_err(|_| wrong())?),
    };
    Ok(server::QuotaChange { quota: quota.to_owned(), value })
}
