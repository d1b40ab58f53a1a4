//! Opening of a data directory, and the contents of a new one.

use std::path::{Path, PathBuf};

use identity::AccountId;
use objects::{Objects, Sealer};
use secret::seal::RootKey;
use seed::Seed;
use store::{EngineError, MemoryEngine, OpenError, RedbEngine, RootKeyError, Store, private_file};

use crate::accounts::{self, credentials_path};
use crate::clock;
use crate::data_error::{DAMAGED_REMEDY, DataError, cannot};
use crate::directory::{self, Contents, IDENTITY_FILE, Lock, OBJECTS_DIRECTORY, ROOT_KEY_FILE};
use crate::entropy::OsEntropy;
use crate::seeding::{self, SeedError, SeedFile};

/// Name of the account that a new installation begins with, and of its credentials file.
pub(crate) const FIRST_ACCOUNT: &str = seed::FIRST_ACCOUNT;

/// Lines about damage in the log of one start.
const DAMAGES_TOLD: usize = 100;

/// The account that a new installation begins with.
#[derive(Debug, Clone, Default)]
pub struct FirstAccount {
    /// Its id; random if not given.
    pub id: Option<AccountId>,
    /// True if its root user gets an access key.
    pub root_key: bool,
    /// Seed that describes it, and all else that the installation begins with.
    pub seed: Option<SeedFile>,
}

/// Place of the identity state and of the root key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Files of the data directory.
    Durable,
    /// Memory alone: both end with the process, and what is left of the objects stays sealed for good.
    Ephemeral,
}

/// Contents of a data directory, open.
pub(crate) struct Data {
    pub store: Store,
    pub objects: Objects,
    pub root_key: RootKey,
    /// The account that the installation began with, if it was made now.
    pub made: Option<AccountId>,
    /// Held as long as it is open.
    pub lock: Lock,
}

/// Opens the directory, and makes a new installation in an empty one. A process that ends meanwhile leaves the mark of an
/// unfinished installation, which the next start replaces: it has not been used yet.
///
/// A seed is read before anything is made: one with a fault changes nothing.
pub(crate) fn open(directory: &Path, first: &FirstAccount, keeping: Keeping) -> Result<Data, OpenDataError> {
    let seed = read_seed(directory, first)?;
    Ok(open_seeded(directory, first, seed, keeping)?)
}

/// Reason why a data directory is not opened.
#[derive(Debug)]
pub(crate) enum OpenDataError {
    /// The directory.
    Data(DataError),
    /// The seed of a new installation.
    Seed(SeedError),
}

impl From<DataError> for OpenDataError {
    fn from(error: DataError) -> Self {
        Self::Data(error)
    }
}

/// The seed of an installation that is to be made; none where there is one already.
fn read_seed(directory: &Path, first: &FirstAccount) -> Result<Option<Seed>, OpenDataError> {
    let Some(file) = &first.seed else { return Ok(None) };
    let has_installation = directory.exists() && directory::contents(directory)? == Contents::Installation;
    if has_installation && file.if_empty {
        tracing::info!(seed = %file.path.display(), "the seed is passed over: there is an installation");
        return Ok(None);
    }
    if has_installation {
        return Err(in_use(directory).into());
    }
    let options = seed::Options { account_id: first.id, root_key: first.root_key };
    seeding::of_first_start(file, &options).map(Some).map_err(OpenDataError::Seed)
}

/// Refuses a seed where there is an installation.
fn in_use(directory: &Path) -> DataError {
    DataError::new(directory, "it holds an installation, and a seed is for an empty directory")
        .remedy("leave --seed out, add --seed-if-empty, or name an empty directory with --data")
}

fn open_seeded(
    directory: &Path,
    first: &FirstAccount,
    seed: Option<Seed>,
    keeping: Keeping,
) -> Result<Data, DataError> {
    directory::make(directory)?;
    directory::check_owner(directory)?;
    let lock = directory::lock(directory)?;
    let unfinished = match directory::contents(directory)? {
        // another process made it since the seed was read
        Contents::Installation if seed.is_some() => return Err(in_use(directory)),
        Contents::Installation => false,
        Contents::Nothing => {
            let mark = directory::mark(directory);
            private_file::create(&mark)
                .and_then(|_| private_file::sync_parent(&mark))
                .map_err(|error| cannot(&mark)(&error))?;
            true
        }
        Contents::Unfinished => {
            tracing::warn!("the first start on this directory did not end; it is made afresh");
            begin_afresh(directory)?;
            true
        }
    };
    let (store, root_key) = match keeping {
        Keeping::Durable => open_identity(directory)?,
        Keeping::Ephemeral => identity_in_memory(directory)?,
    };
    clock::compare(&store.snapshot(), clock::now());
    let objects = open_objects(&directory.join(OBJECTS_DIRECTORY), &root_key)?;
    let lost = directory::without_objects(directory);
    private_file::remove(&lost).map_err(|error| cannot(&lost)(&error))?;
    let mut made = None;
    if unfinished {
        made = Some(match (seed, &first.seed) {
            (Some(seed), Some(file)) => seeded(&store, &objects, directory, seed, &file.region)?,
            _ => {
                let created =
                    accounts::create_account(&store, directory, FIRST_ACCOUNT, first.id, first.root_key);
                created.map_err(|error| cannot(directory)(&error))?.account.id
            }
        });
        let mark = directory::mark(directory);
        private_file::remove(&mark).map_err(|error| cannot(&mark)(&error))?;
    }
    if store.snapshot().accounts().next().is_none() {
        return Err(DataError::new(&directory.join(IDENTITY_FILE), "it holds no account")
            .remedy("restore identity.redb from a backup; for a new installation name an empty directory"));
    }
    accounts::remove_orphans(&store, &objects);
    Ok(Data { store, objects, root_key, made, lock })
}

/// Applies a seed: the id of the first account.
fn seeded(
    store: &Store,
    objects: &Objects,
    directory: &Path,
    seed: Seed,
    region: &str,
) -> Result<AccountId, DataError> {
    let accounts = seeding::apply(store, objects, directory, seed, region)?;
    let first = accounts.iter().find(|created| created.account.name == FIRST_ACCOUNT);
    first.map(|created| created.account.id).ok_or_else(|| {
        DataError::new(&directory.join(IDENTITY_FILE), format!("it holds no account {FIRST_ACCOUNT}"))
    })
}

/// Removes what an unfinished first start made. Its keys never worked, and its objects were never read, since a server answers
/// only once the mark is gone.
fn begin_afresh(directory: &Path) -> Result<(), DataError> {
    let credentials = directory::credentials(directory)?;
    let fresh = credentials.iter().map(|path| private_file::fresh(path));
    let first = private_file::fresh(&credentials_path(directory, FIRST_ACCOUNT));
    let files: Vec<PathBuf> = fresh.chain([first, directory.join(IDENTITY_FILE)]).collect();
    for path in files.iter().chain(&credentials) {
        private_file::remove(path).map_err(|error| cannot(path)(&error))?;
    }
    directory::empty_objects(directory)
}

fn open_identity(directory: &Path) -> Result<(Store, RootKey), DataError> {
    let path = directory.join(IDENTITY_FILE);
    let key_path = directory.join(ROOT_KEY_FILE);
    let root_key = store::load_or_create_root_key(&key_path, &mut OsEntropy)
        .map_err(|error: RootKeyError| root_key_error(&key_path, &error))?;
    let engine = RedbEngine::open(&path).map_err(|error| engine_error(&path, &error))?;
    let store = Store::open(engine, &root_key).map_err(|error| identity_error(&path, &key_path, &error))?;
    Ok((store, root_key))
}

fn identity_in_memory(directory: &Path) -> Result<(Store, RootKey), DataError> {
    let root_key = RootKey::generate(&mut OsEntropy);
    let store = Store::open(MemoryEngine::new(), &root_key).map_err(|error| cannot(directory)(&error))?;
    Ok((store, root_key))
}

fn root_key_error(path: &Path, error: &RootKeyError) -> DataError {
    let refused = DataError::new(path, error);
    match error {
        RootKeyError::TooOpen(_) => refused.remedy(format!("chmod 600 {}", path.display())),
        _ => refused.remedy("restore root.key from a backup: the one that was beside this identity.redb"),
    }
}

fn engine_error(path: &Path, error: &EngineError) -> DataError {
    let refused = DataError::new(path, error);
    match error {
        EngineError::Locked => refused.remedy("end the process that has it open"),
        EngineError::NoSpace(_) => refused.remedy("make space on this disk, and start again"),
        _ => refused.remedy(DAMAGED_REMEDY),
    }
}

fn identity_error(path: &Path, key_path: &Path, error: &OpenError) -> DataError {
    if let OpenError::Records { bad, all } = error {
        if bad.len() == *all {
            let reason = "it is not the key that the identity store beside it was sealed with";
            return DataError::new(key_path, reason)
                .remedy("restore root.key and identity.redb from the same backup");
        }
        for (key, why) in bad.iter().take(DAMAGES_TOLD) {
            tracing::error!(file = %path.display(), key, %why, "damaged");
        }
    }
    DataError::new(path, error).remedy(DAMAGED_REMEDY)
}

fn open_objects(path: &Path, root_key: &RootKey) -> Result<Objects, DataError> {
    let sealer = Sealer::new(root_key, OsEntropy);
    let (objects, report) = Objects::open(path, objects::Limits::default(), sealer).map_err(|error| {
        cannot(path)(&error)
            .remedy("`ostiary check`, with the same --data, tells all that is wrong and what mends it")
    })?;
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

#[cfg(test)]
mod tests;
