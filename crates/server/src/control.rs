//! The operator's socket: a Unix socket in the data directory, open to its owner only, so that no network request carries
//! the power to make accounts. One JSON object in, one out, per connection.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use identity::AccountId;
use serde::{Deserialize, Serialize};
use service::Service;

use crate::{bootstrap, limits};

const SOCKET_FILE: &str = "control.sock";
/// How long either side waits for the other.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Asked {
    CreateAccount { name: String, account_id: Option<String>, root_key: bool },
    ListAccounts,
}

#[derive(Serialize, Deserialize)]
enum Answered {
    Created(AccountCreated),
    Accounts(Vec<AccountListed>),
    Error(String),
}

/// An account that was just made, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountCreated {
    /// Twelve digits.
    pub account_id: String,
    /// What the operator calls it.
    pub name: String,
    /// ARN of its root user.
    pub root_arn: String,
    /// ARN of its `admin` user.
    pub admin_arn: String,
    /// Where its keys are.
    pub credentials_file: PathBuf,
}

/// An account, as printed to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountListed {
    /// Twelve digits.
    pub account_id: String,
    /// What the operator calls it.
    pub name: String,
    /// Its alias, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub alias: Option<String>,
    /// When it was made, ISO 8601.
    pub create_date: String,
}

/// Why the operator's socket gave no answer.
#[derive(Debug)]
pub enum ControlError {
    /// Nobody answers there: which socket.
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
    let asked =
        Asked::CreateAccount { name: name.to_owned(), account_id: account_id.map(str::to_owned), root_key };
    match ask(directory, &asked)? {
        Answered::Created(created) => Ok(created),
        Answered::Error(reason) => Err(ControlError::Refused(reason)),
        Answered::Accounts(_) => Err(ControlError::Broken(io::ErrorKind::InvalidData.into())),
    }
}

/// Asks the server that runs on `directory` which accounts there are.
pub fn list_accounts(directory: &Path) -> Result<Vec<AccountListed>, ControlError> {
    match ask(directory, &Asked::ListAccounts)? {
        Answered::Accounts(accounts) => Ok(accounts),
        Answered::Error(reason) => Err(ControlError::Refused(reason)),
        Answered::Created(_) => Err(ControlError::Broken(io::ErrorKind::InvalidData.into())),
    }
}

fn ask(directory: &Path, asked: &Asked) -> Result<Answered, ControlError> {
    let path = directory.join(SOCKET_FILE);
    let mut stream = UnixStream::connect(&path).map_err(|error| ControlError::NoServer(path, error))?;
    let talk = |stream: &mut UnixStream| {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(&serde_json::to_vec(asked)?)?;
        stream.shutdown(std::net::Shutdown::Write)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(serde_json::from_slice(&answer)?)
    };
    talk(&mut stream).map_err(ControlError::Broken)
}

/// Opens the socket. What a server that was killed left behind is replaced; the lock on the store shows that none runs.
pub(crate) fn listen(directory: &Path) -> io::Result<UnixListener> {
    let path = directory.join(SOCKET_FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    // the directory is closed to others too, so nobody comes in before this
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Answers the operator until the process ends.
pub(crate) fn serve(listener: &UnixListener, service: &Arc<Service>, directory: &Path) {
    for stream in listener.incoming().flatten() {
        if let Err(error) = answer(stream, service, directory) {
            tracing::warn!(%error, "the operator's socket");
        }
    }
}

/// Takes the socket away.
pub(crate) fn remove(directory: &Path) {
    // somebody may have removed it before
    let _ = fs::remove_file(directory.join(SOCKET_FILE));
}

fn answer(mut stream: UnixStream, service: &Service, directory: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut asked = Vec::new();
    (&mut stream).take(limits::CONTROL_REQUEST_BYTES).read_to_end(&mut asked)?;
    let answered = match serde_json::from_slice(&asked) {
        Ok(asked) => run(asked, service, directory),
        Err(_) => Answered::Error("the request is not understood".to_owned()),
    };
    stream.write_all(&serde_json::to_vec(&answered)?)
}

fn run(asked: Asked, service: &Service, directory: &Path) -> Answered {
    match asked {
        Asked::ListAccounts => Answered::Accounts(list(service)),
        Asked::CreateAccount { name, account_id, root_key } => {
            let id = match account_id.as_deref().map(|id| AccountId::parse(id).ok_or(id)).transpose() {
                Ok(id) => id,
                Err(wrong) => {
                    return Answered::Error(format!("an account id is twelve digits, not '{wrong}'"));
                }
            };
            match bootstrap::create_account(service.store(), directory, &name, id, root_key) {
                Ok(created) => Answered::Created(AccountCreated {
                    account_id: created.account.id.to_string(),
                    root_arn: identity::arn::root(created.account.id),
                    admin_arn: created.admin.arn(),
                    credentials_file: bootstrap::credentials_path(directory, &name),
                    name,
                }),
                Err(error) => Answered::Error(error.to_string()),
            }
        }
    }
}

fn list(service: &Service) -> Vec<AccountListed> {
    let state = service.store().read();
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
