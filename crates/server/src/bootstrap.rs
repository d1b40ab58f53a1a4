//! Opening a data directory, and what a new one begins with.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use identity::command::{CreateAccount, CreatedAccount};
use identity::{AccessKey, AccountId};
use objects::{Objects, Sealer};
use secret::Secret;
use secret::seal::RootKey;
use store::{ExecuteError, RedbEngine, RootKeyError, Store};

use crate::clock;
use crate::entropy::OsEntropy;

/// Name of the account that a new installation begins with, and of its credentials file.
pub const FIRST_ACCOUNT: &str = "admin";

const ROOT_KEY_FILE: &str = "root.key";
const IDENTITY_FILE: &str = "identity.redb";
const OBJECTS_DIRECTORY: &str = "objects";

/// The account that a new installation begins with.
#[derive(Debug, Clone, Default)]
pub struct FirstAccount {
    /// Its id; random if not given.
    pub id: Option<AccountId>,
    /// Whether its root user gets an access key.
    pub root_key: bool,
}

/// Why a data directory cannot be used: the file, and what is wrong with it.
#[derive(Debug)]
pub struct DataError {
    /// Which file or directory.
    pub path: PathBuf,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for DataError {}

fn cannot(path: &Path) -> impl Fn(&dyn fmt::Display) -> DataError + '_ {
    move |reason| DataError { path: path.to_owned(), reason: reason.to_string() }
}

/// What a data directory holds, open.
pub(crate) struct Data {
    pub store: Store,
    pub objects: Objects,
    pub root_key: RootKey,
}

/// Opens the directory, making it and its first account if they are not there.
pub(crate) fn open(directory: &Path, first: &FirstAccount) -> Result<Data, DataError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(|error| cannot(directory)(&error))?;
    let identity_path = directory.join(IDENTITY_FILE);
    let key_path = directory.join(ROOT_KEY_FILE);
    if identity_path.exists() && !key_path.exists() {
        return Err(cannot(&key_path)(
            &"it is missing, and without it the identity store beside it cannot be opened",
        ));
    }
    let root_key = store::load_or_create_root_key(&key_path, &mut OsEntropy)
        .map_err(|error: RootKeyError| cannot(&key_path)(&error))?;
    let engine = RedbEngine::open(&identity_path).map_err(|error| cannot(&identity_path)(&error))?;
    fs::set_permissions(&identity_path, fs::Permissions::from_mode(0o600))
        .map_err(|error| cannot(&identity_path)(&error))?;
    let store = Store::open(engine, &root_key).map_err(|error| cannot(&identity_path)(&error))?;
    let objects_path = directory.join(OBJECTS_DIRECTORY);
    let objects = open_objects(&objects_path, &root_key)?;
    if store.read().accounts().next().is_none() {
        let account = create_account(&store, directory, FIRST_ACCOUNT, first.id, first.root_key);
        account.map_err(|error| cannot(directory)(&error))?;
    }
    Ok(Data { store, objects, root_key })
}

fn open_objects(path: &Path, root_key: &RootKey) -> Result<Objects, DataError> {
    let sealer = Sealer::new(root_key, OsEntropy);
    let (objects, report) =
        Objects::open(path, objects::Limits::default(), sealer).map_err(|error| cannot(path)(&error))?;
    let objects::Report { buckets, objects: count, swept, superseded, unsealed, damaged, foreign } = &report;
    let foreign = foreign.len();
    tracing::info!(buckets, objects = count, swept, superseded, unsealed, foreign, "objects opened");
    for damage in damaged.iter().take(DAMAGES_TOLD) {
        tracing::error!(%damage, "damaged");
    }
    if damaged.len() > DAMAGES_TOLD {
        tracing::error!(damages = damaged.len(), "more is damaged: `ostiary check` tells all of it");
    }
    Ok(objects)
}

/// Lines about damaged objects in the log of one start.
const DAMAGES_TOLD: usize = 100;

/// Why an account was not made.
#[derive(Debug)]
pub enum CreateAccountError {
    /// The name, which is also a file's name, is not 1 to 64 letters, digits, `-`, `_` or `.`, or begins with a dot.
    Name,
    /// There is an account of that name or id.
    Exists(String),
    /// The credentials file cannot be written.
    Credentials(PathBuf, io::Error),
    /// The store has failed.
    Unavailable,
}

impl fmt::Display for CreateAccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str(
                "an account's name is 1 to 64 letters, digits, '-', '_' or '.', and does not begin with a dot",
            ),
            Self::Exists(which) => write!(f, "there is an account {which} already"),
            Self::Credentials(path, error) => write!(f, "cannot write {}: {error}", path.display()),
            Self::Unavailable => f.write_str("the identity store has failed; see the server's log"),
        }
    }
}

impl std::error::Error for CreateAccountError {}

/// Makes an account and writes its credentials file. The file is on stable storage before the account is: should the
/// machine stop in between, nothing is lost but a file of keys that never worked.
pub(crate) fn create_account(
    store: &Store,
    directory: &Path,
    name: &str,
    id: Option<AccountId>,
    root_key: bool,
) -> Result<CreatedAccount, CreateAccountError> {
    if !is_account_name(name) {
        return Err(CreateAccountError::Name);
    }
    let path = credentials_path(directory, name);
    let command = CreateAccount { name: name.to_owned(), id, root_key };
    let mut failure = None;
    let created = store.execute_blocking(command, clock::now(), &mut OsEntropy, |created| {
        let written = write_credentials(&path, created);
        failure = written.err();
        failure.is_none()
    });
    created.map_err(|error| match (error, failure) {
        (_, Some(error)) => CreateAccountError::Credentials(path, error),
        (ExecuteError::Refused(identity::Refusal::AlreadyExists(_, which)), None) => {
            CreateAccountError::Exists(which)
        }
        _ => CreateAccountError::Unavailable,
    })
}

/// `DIR/NAME.credentials`.
pub fn credentials_path(directory: &Path, name: &str) -> PathBuf {
    directory.join(format!("{name}.credentials"))
}

fn is_account_name(name: &str) -> bool {
    let right = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (1..=64).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(right)
}

/// An AWS shared-credentials file, readable by its owner only.
fn write_credentials(path: &Path, created: &CreatedAccount) -> io::Result<()> {
    let mut text = profile("default", &created.admin_key);
    if let Some(key) = &created.root_key {
        text.push('\n');
        text.push_str(&profile("root", key));
    }
    let text = Secret::new(text);
    let fresh = path.with_extension("credentials.new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(text.expose().as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    match path.parent() {
        Some(directory) => File::open(directory)?.sync_all(),
        None => Ok(()),
    }
}

fn profile(name: &str, key: &AccessKey) -> String {
    format!("[{name}]\naws_access_key_id = {}\naws_secret_access_key = {}\n", key.id, key.secret.expose())
}
