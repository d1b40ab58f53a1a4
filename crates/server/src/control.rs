//! The operator's socket: a Unix socket in the data directory, open to its owner only, so that no network request carries
//! the power to make accounts. One JSON object in; JSON lines out, the last of which is the answer.

mod answer;
mod listener;

use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::check::{self, Checked, Finding};
use crate::directory::SOCKET_FILE;
use crate::limits;

pub(crate) use listener::{listen, remove, serve};

pub use crate::unlock::{MfaDeviceUnlocked, MfaUnlocked};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Asked {
    CreateAccount { name: String, account_id: Option<String>, root_key: bool },
    ListAccounts,
    RenameAccount { name: String, new_name: String },
    DeleteAccount { name: String, force: bool },
    Quotas { name: String, changes: Vec<QuotaChange> },
    UnlockMfa { named: String, account: Option<String> },
    Check { seal: bool },
    Health,
}

#[derive(Serialize, Deserialize)]
enum Answered {
    /// One step of what takes long; more lines follow.
    Step(serde_json::Value),
    Done(serde_json::Value),
    Error(String),
}

/// An account that was just made, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountCreated {
    /// Twelve digits.
    pub account_id: String,
    /// Operator's name for it.
    pub name: String,
    /// ARN of its root user.
    pub root_arn: String,
    /// ARN of its `admin` user.
    pub admin_arn: String,
    /// File with its keys.
    pub credentials_file: PathBuf,
    /// File with endpoint and region, if it could be written.
    #[serde(default)]
    pub config_file: Option<PathBuf>,
}

/// An account, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountListed {
    /// Twelve digits.
    pub account_id: String,
    /// Operator's name for it.
    pub name: String,
    /// Its alias, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub alias: Option<String>,
    /// Time of creation, ISO 8601.
    pub create_date: String,
}

/// An account with its new name, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountRenamed {
    /// Twelve digits.
    pub account_id: String,
    /// The new name.
    pub name: String,
    /// File with its keys, if they were in the data directory.
    pub credentials_file: Option<PathBuf>,
}

/// An account that was deleted, and what went with it, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountDeleted {
    /// Twelve digits.
    pub account_id: String,
    /// Operator's former name for it.
    pub name: String,
    /// Users, `admin` included.
    pub users: usize,
    /// Groups in the account.
    pub groups: usize,
    /// Roles in the account.
    pub roles: usize,
    /// Customer managed policies.
    pub policies: usize,
    /// MFA devices.
    pub mfa_devices: usize,
    /// Names of its buckets; their objects went with them.
    pub buckets: Vec<String>,
    /// ARNs of roles of other accounts whose trust policies name it; that trust is void now.
    pub trusted_by: Vec<String>,
    /// Its credentials file, if it was in the data directory.
    pub credentials_file: Option<PathBuf>,
}

/// A change of a quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaChange {
    /// The quota, as [`QuotaListed::quota`] names it, in any case.
    pub quota: String,
    /// The new value; `None` is the default.
    pub value: Option<u64>,
}

/// A quota of an account, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct QuotaListed {
    /// Its name.
    pub quota: String,
    /// The value in force; `None` is no bound but the disk.
    pub value: Option<u64>,
    /// The value of an account for which none was set.
    pub default: Option<u64>,
    /// Use of it; of a quota per user, group, role or policy, the most that one of them uses.
    pub used: Option<u64>,
    /// Things that it counts.
    pub unit: String,
}

/// Ability of a server to serve requests, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ServerHealth {
    /// True if it can.
    pub ready: bool,
    /// Obstacles to that, in words.
    pub obstacles: Vec<String>,
}

/// Reason why the operator's socket gave no answer.
#[derive(Debug)]
pub enum ControlError {
    /// No server answers on this socket.
    NoServer(PathBuf, io::Error),
    /// The conversation broke off.
    Broken(io::Error),
    /// The server says no: why.
    Refused(String),
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer(path, error) => {
                write!(
                    f,
                    "no server answers at {} ({error}); is `ostiary serve` running on this data directory?",
                    path.display()
                )
            }
            Self::Broken(error) => write!(f, "the server did not answer properly: {error}"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for ControlError {}

/// Asks the server that runs on `directory` to make an account.
pub fn create_account(
    directory: &Path,
    name: &str,
    account_id: Option<&str>,
    root_key: bool,
) -> Result<AccountCreated, ControlError> {
    let account_id = account_id.map(str::to_owned);
    ask(directory, &Asked::CreateAccount { name: name.to_owned(), account_id, root_key })
}

/// Asks the server that runs on `directory` which accounts there are.
pub fn list_accounts(directory: &Path) -> Result<Vec<AccountListed>, ControlError> {
    ask(directory, &Asked::ListAccounts)
}

/// Asks the server that runs on `directory` to give an account another name.
pub fn rename_account(directory: &Path, name: &str, new_name: &str) -> Result<AccountRenamed, ControlError> {
    ask(directory, &Asked::RenameAccount { name: name.to_owned(), new_name: new_name.to_owned() })
}

/// Asks the server that runs on `directory` to delete an account; with `force` also one that is in use.
pub fn delete_account(directory: &Path, name: &str, force: bool) -> Result<AccountDeleted, ControlError> {
    ask(directory, &Asked::DeleteAccount { name: name.to_owned(), force })
}

/// Asks the server that runs on `directory` to change quotas of an account, and for all of them.
pub fn quotas(
    directory: &Path,
    name: &str,
    changes: Vec<QuotaChange>,
) -> Result<Vec<QuotaListed>, ControlError> {
    ask(directory, &Asked::Quotas { name: name.to_owned(), changes })
}

/// Asks the server that runs on `directory` to forgive the wrong MFA codes of a user, named by name, ARN or device, and to free
/// devices that a wrong clock has barred.
pub fn unlock_mfa(directory: &Path, named: &str, account: Option<&str>) -> Result<MfaUnlocked, ControlError> {
    ask(directory, &Asked::UnlockMfa { named: named.to_owned(), account: account.map(str::to_owned) })
}

/// Asks the server that runs on `directory` whether it can serve requests.
pub fn health(directory: &Path) -> Result<ServerHealth, ControlError> {
    ask(directory, &Asked::Health)
}

/// Checks the data directory: through the server that runs on it, else by itself. `report` takes each finding as it is
/// found.
///
/// # Errors
/// Obstacle that kept the check from its end, with its remedy; findings until then were reported.
pub fn check(
    directory: &Path,
    seal: bool,
    report: &mut dyn FnMut(Finding),
) -> Result<Checked, (String, Option<String>)> {
    let stream = match connect(directory) {
        Ok(stream) => stream,
        Err(_) => {
            let checked = check::of_directory(directory, seal, report);
            return checked.map_err(|error| (error.to_string(), error.remedy));
        }
    };
    // reading everything takes its time; a server that ends closes the connection
    let checked = talk(stream, &Asked::Check { seal }, &mut |step| {
        if let check::Step::Found(finding) = serde_json::from_value(step)? {
            report(finding);
        }
        Ok(())
    });
    checked.map_err(|error| (error.to_string(), None))
}

fn ask<T: DeserializeOwned>(directory: &Path, asked: &Asked) -> Result<T, ControlError> {
    let stream = connect(directory)?;
    let patience = Some(limits::CONTROL_DEADLINE);
    stream.set_read_timeout(patience).map_err(ControlError::Broken)?;
    talk(stream, asked, &mut |_| Ok(()))
}

fn connect(directory: &Path) -> Result<UnixStream, ControlError> {
    let path = directory.join(SOCKET_FILE);
    UnixStream::connect(&path).map_err(|error| ControlError::NoServer(path, error))
}

/// Asks, hands on each step, and takes the answer.
fn talk<T: DeserializeOwned>(
    mut stream: UnixStream,
    asked: &Asked,
    step: &mut dyn FnMut(serde_json::Value) -> io::Result<()>,
) -> Result<T, ControlError> {
    let send = |stream: &mut UnixStream| {
        stream.set_write_timeout(Some(limits::CONTROL_DEADLINE))?;
        stream.write_all(&serde_json::to_vec(asked)?)?;
        stream.shutdown(std::net::Shutdown::Write)
    };
    send(&mut stream).map_err(ControlError::Broken)?;
    for line in BufReader::new(stream).lines() {
        let line = line.map_err(ControlError::Broken)?;
        let answered = serde_json::from_str(&line).map_err(|error| ControlError::Broken(error.into()))?;
        match answered {
            Answered::Step(value) => step(value).map_err(ControlError::Broken)?,
            Answered::Done(value) => {
                return serde_json::from_value(value).map_err(|error| ControlError::Broken(error.into()));
            }
            Answered::Error(reason) => return Err(ControlError::Refused(reason)),
        }
    }
    Err(ControlError::Broken(io::ErrorKind::UnexpectedEof.into()))
}

#[cfg(test)]
mod tests;
