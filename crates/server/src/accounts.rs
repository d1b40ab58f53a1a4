//! The operator's changes to accounts, in the state and in the credentials files beside it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use identity::command::{CreateAccount, CreatedAccount, DeleteAccount, Members, RenameAccount, SetQuotas};
use identity::{AccessKey, Account, AccountId, Command, QuotaName, Refusal};
use objects::{BucketQuery, Budget, Objects};
use secret::Secret;
use service::Service;
use store::{ExecuteError, Store, private_file};

use crate::clock;
use crate::entropy::OsEntropy;

/// Reason why an account was not made.
#[derive(Debug)]
pub(crate) enum CreateAccountError {
    /// The name, which is also a file's name, is not 1 to 64 letters, digits, `-`, `_` or `.`, or begins with a dot.
    Name,
    /// There is an account of that name or id.
    Exists(String),
    /// The credentials file cannot be written.
    Credentials(PathBuf, io::Error),
    /// There is a credentials file of that name already.
    CredentialsExist(PathBuf),
    /// There is no space.
    NoSpace,
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
            Self::CredentialsExist(path) => write!(
                f,
                "{} is there already and is never replaced; move it elsewhere if no account needs it, or choose another name",
                path.display()
            ),
            Self::NoSpace => f.write_str("there is no space on the disk; nothing was made"),
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
    if !Account::is_name(name) {
        return Err(CreateAccountError::Name);
    }
    let path = credentials_path(directory, name);
    let command = CreateAccount { name: name.to_owned(), id, root_key };
    let (tell, told) = mpsc::channel();
    let mut earlier = false;
    let file = path.clone();
    let created = store.execute_blocking(command, clock::now(), &mut OsEntropy, move |created| {
        if std::mem::take(&mut earlier) && private_file::remove(&file).is_err() {
            // keys of an account that was decided again, and never was: the new ones find the file there
            tracing::warn!(file = %file.display(), "credentials that never worked stay behind");
        }
        let written = write_credentials(&file, created);
        earlier = written.is_ok();
        // the other end waits
        let _ = tell.send(written);
        earlier
    });
    let error = match created {
        Ok(created) => return Ok(created),
        Err(error) => error,
    };
    match (error, told.try_iter().last()) {
        (_, Some(Err(error))) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(CreateAccountError::CredentialsExist(path))
        }
        (_, Some(Err(error))) => Err(CreateAccountError::Credentials(path, error)),
        (ExecuteError::Refused(identity::Refusal::AlreadyExists(_, which)), _) => {
            Err(CreateAccountError::Exists(which))
        }
        (ExecuteError::NoSpace, written) => {
            if written.is_some() {
                // its keys never work; if it stays, the next attempt says so
                let _ = private_file::remove(&path);
            }
            Err(CreateAccountError::NoSpace)
        }
        _ => Err(CreateAccountError::Unavailable),
    }
}

/// Path of an account's credentials file: `DIR/NAME.credentials`.
pub(crate) fn credentials_path(directory: &Path, name: &str) -> PathBuf {
    directory.join(format!("{name}.credentials"))
}

/// Storage that an account may use.
pub(crate) fn budget(account: &Account) -> Budget {
    let quotas = &account.quotas;
    Budget {
        object_bytes: quotas.object_bytes(),
        objects: quotas.objects(),
        uploads: quotas.uploads(),
        multiparts: quotas.multipart_uploads(),
    }
}

/// An AWS shared-credentials file, readable by its owner only.
pub(crate) fn write_credentials(path: &Path, created: &CreatedAccount) -> io::Result<()> {
    let mut text = profile("default", &created.admin_key);
    if let Some(key) = &created.root_key {
        text.push('\n');
        text.push_str(&profile("root", key));
    }
    let text = Secret::new(text);
    private_file::write_new(path, text.expose().as_bytes())
}

fn profile(name: &str, key: &AccessKey) -> String {
    format!("[{name}]\naws_access_key_id = {}\naws_secret_access_key = {}\n", key.id, key.secret.expose())
}

/// Gives an account another name, and its credentials file with it: the file's new place, if it is in the data directory.
pub(crate) fn rename(
    store: &Store,
    directory: &Path,
    account: AccountId,
    name: &str,
    new_name: &str,
) -> Result<Option<PathBuf>, String> {
    if !Account::is_name(new_name) {
        return Err(CreateAccountError::Name.to_string());
    }
    let (from, to) = (credentials_path(directory, name), credentials_path(directory, new_name));
    let has_file = from.symlink_metadata().is_ok() && from != to;
    if has_file && to.symlink_metadata().is_ok() {
        return Err(CreateAccountError::CredentialsExist(to).to_string());
    }
    let command = RenameAccount { account, new_name: new_name.to_owned() };
    change(store, command)?;
    if !has_file {
        return Ok(to.symlink_metadata().is_ok().then_some(to));
    }
    // the account has its name; its keys are the same wherever they lie
    match private_file::rename(&from, &to) {
        Ok(()) => Ok(Some(to)),
        Err(error) => {
            tracing::warn!(file = %from.display(), %error, "a credentials file keeps its old name");
            Ok(Some(from))
        }
    }
}

/// Losses that come with the deletion of an account.
pub(crate) struct Deleted {
    pub members: Members,
    pub buckets: Vec<String>,
    pub credentials_file: Option<PathBuf>,
}

/// Deletes an account. Its identity state goes first, in one commit, so that none of its keys and sessions works any more;
/// its buckets follow. Those that a process which ends meanwhile leaves behind are removed by [`remove_orphans`].
pub(crate) fn delete(
    service: &Service,
    directory: &Path,
    account: AccountId,
    name: &str,
    force: bool,
) -> Result<Deleted, String> {
    let buckets = buckets_of(service.objects(), account);
    if !force && !buckets.is_empty() {
        return Err(in_use(name, &Members::of(&service.store().snapshot(), account), &buckets));
    }
    let members = service
        .store()
        .execute_blocking(DeleteAccount { account, force }, clock::now(), &mut OsEntropy, |_| true)
        .map_err(|error| match error {
            ExecuteError::Refused(Refusal::AccountInUse(members)) => in_use(name, &members, &buckets),
            ExecuteError::Refused(Refusal::LastAccount) => {
                format!("{name} is the only account: make another first")
            }
            other => refused(other),
        })?;
    remove_buckets(service.objects(), account);
    let file = credentials_path(directory, name);
    let credentials_file = file.symlink_metadata().is_ok().then(|| file.clone());
    if let Err(error) = private_file::remove(&file) {
        tracing::warn!(file = %file.display(), %error, "credentials that no longer work stay behind");
    }
    Ok(Deleted { members, buckets, credentials_file })
}

/// Says what stands in the way of a deletion, and what `--force` takes away.
fn in_use(name: &str, members: &Members, buckets: &[String]) -> String {
    let counts = [
        (members.users, "users, admin included"),
        (members.groups, "groups"),
        (members.roles, "roles"),
        (members.policies, "policies"),
        (members.devices, "MFA devices"),
    ];
    let mut has: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{count} {of}")).collect();
    if !buckets.is_empty() {
        has.push(format!("buckets with all their objects: {}", buckets.join(", ")));
    }
    if !members.trusted_by.is_empty() {
        has.push(format!(
            "and these roles of other accounts trust it, and will trust nobody of it any more: {}",
            members.trusted_by.join(", ")
        ));
    }
    format!("account {name} is in use; --force deletes it with its keys and sessions, {}", has.join("; "))
}

/// Removes the buckets of accounts that are no more, whose deletion did not end.
pub(crate) fn remove_orphans(store: &Store, objects: &Objects) {
    let ended: Vec<AccountId> = store.snapshot().ended_accounts().map(|account| account.id).collect();
    for account in ended {
        remove_buckets(objects, account);
    }
}

fn buckets_of(objects: &Objects, account: AccountId) -> Vec<String> {
    let owner = account.to_string();
    let all = BucketQuery { owner: &owner, prefix: "", region: None, after: None, max_buckets: usize::MAX };
    objects.list_buckets(&all).buckets.iter().map(|info| info.name.as_str().to_owned()).collect()
}

/// A removal that fails now is tried again later.
fn remove_buckets(objects: &Objects, account: AccountId) {
    for name in buckets_of(objects, account) {
        let removed = objects.bucket(&name).and_then(|bucket| bucket.delete_with_objects());
        if let Err(error) = removed {
            tracing::error!(bucket = name, %account, %error, "the bucket of a deleted account is still there");
        }
    }
}

/// Sets quotas of an account.
pub(crate) fn set_quotas(
    store: &Store,
    account: AccountId,
    values: Vec<(QuotaName, Option<u64>)>,
) -> Result<(), String> {
    change(store, SetQuotas { account, values })
}

fn change<C: Command>(store: &Store, command: C) -> Result<C::Answer, String> {
    store.execute_blocking(command, clock::now(), &mut OsEntropy, |_| true).map_err(refused)
}

fn refused(error: ExecuteError) -> String {
    match error {
        ExecuteError::Refused(Refusal::AlreadyExists(_, which)) => {
            CreateAccountError::Exists(which).to_string()
        }
        ExecuteError::Refused(Refusal::CallerGone) => "the account was deleted meanwhile".to_owned(),
        ExecuteError::Refused(refusal) => format!("refused: {refusal:?}"),
        ExecuteError::NoSpace => "there is no space on the disk; nothing was changed".to_owned(),
        ExecuteError::Unavailable => CreateAccountError::Unavailable.to_string(),
    }
}
