//! All buckets, and what they share: the disk, the seal, the counters.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::bucket::{Bucket, BucketInfo, BucketState, Index};
use crate::disk::{Directory, Disk, FileSystem, Shortage, shortage};
use crate::error::{Error, OpenError, OsError};
use crate::layout::{self, Root};
use crate::limits::{Limits, MAX_OWNER_BYTES, MAX_REGION_BYTES};
use crate::multipart::Multiparts;
use crate::name::BucketName;
use crate::open::{self, BadBuckets, Report};
use crate::record;
use crate::seal::{Seal, SealCause};
use crate::sealer::Sealer;
use crate::usage::{Owners, Usage};

/// The store: a handle, cheap to clone and free to share between threads. The directory stays locked until the last
/// handle to it, to a bucket or to an upload is dropped.
#[derive(Debug, Clone)]
pub struct Objects(Arc<Store>);

/// What a new bucket is.
#[derive(Debug, Clone, Copy)]
pub struct NewBucket<'a> {
    /// Its name.
    pub name: &'a BucketName,
    /// Account that makes it; 1 to [`MAX_OWNER_BYTES`] bytes.
    pub owner: &'a str,
    /// Region that it is made in; 1 to [`MAX_REGION_BYTES`] bytes.
    pub region: &'a str,
}

/// Which buckets to list.
#[derive(Debug, Clone, Copy)]
pub struct BucketQuery<'a> {
    /// Buckets of this account.
    pub owner: &'a str,
    /// Whose names begin with this; may be empty.
    pub prefix: &'a str,
    /// In this region, or in any.
    pub region: Option<&'a str>,
    /// After this name, or from the first.
    pub after: Option<&'a str>,
    /// At most so many.
    pub max_buckets: usize,
}

/// One page of buckets, in order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketPage {
    /// The buckets.
    pub buckets: Vec<BucketInfo>,
    /// If there are more: the name to go on after.
    pub next: Option<String>,
}

impl Objects {
    /// Opens the store in `root`, which is made if it does not exist: sweeps what an interrupted run left behind,
    /// and reads the record of every object.
    pub fn open(root: &Path, limits: Limits, sealer: Sealer) -> Result<(Objects, Report), OpenError> {
        Objects::open_on(Arc::new(FileSystem), root, limits, sealer)
    }

    pub(crate) fn open_on(
        disk: Arc<dyn Disk>,
        root: &Path,
        limits: Limits,
        sealer: Sealer,
    ) -> Result<(Objects, Report), OpenError> {
        let (store, report) = open::open(disk, root, limits, sealer, BadBuckets::Refused)?;
        Ok((Objects::from(store), report))
    }

    /// Whether a sync has failed, so that nothing more is written until the store is opened anew.
    pub fn is_sealed(&self) -> bool {
        self.0.seal.cause().is_some()
    }

    /// Calls `hook` with the cause as soon as a sync fails, once, on the thread that the sync failed on; at once if it
    /// has failed already. A process had better end then, so that what supervises it starts another.
    pub fn on_seal(&self, hook: impl FnOnce(&SealCause) + Send + 'static) {
        self.0.seal.on_seal(Box::new(hook));
    }

    /// What an account has. One that never had a bucket has nothing.
    pub fn usage(&self, owner: &str) -> Usage {
        self.0.owners.usage(owner)
    }

    /// All buckets, whoever owns them, in order of their names.
    pub(crate) fn all_buckets(&self) -> Vec<Bucket> {
        let states: Vec<_> = read(&self.0.buckets).by_name.values().cloned().collect();
        states.into_iter().map(|state| Bucket { store: Arc::clone(&self.0), state }).collect()
    }

    /// Does something while no bucket comes or goes.
    pub(crate) fn with_namespace<T>(&self, work: impl FnOnce() -> T) -> T {
        let _namespace = lock(&self.0.namespace);
        work()
    }

    pub(crate) fn buckets_directory(&self) -> PathBuf {
        self.0.root.buckets.clone()
    }

    /// Makes a bucket. A name that is taken is [`Error::BucketExists`], whoever owns it.
    pub fn create_bucket(&self, new: NewBucket<'_>, now_ms: u64) -> Result<Bucket, Error> {
        let fits = |text: &str, limit: usize| (1..=limit).contains(&text.len());
        if !fits(new.owner, MAX_OWNER_BYTES) || !fits(new.region, MAX_REGION_BYTES) {
            return Err(Error::InvalidBucketRecord);
        }
        let store = &self.0;
        let _namespace = lock(&store.namespace);
        store.check_writable()?;
        if let Some(existing) = read(&store.buckets).by_name.get(new.name.as_str()) {
            return Err(Error::BucketExists { owner: existing.info.owner.clone() });
        }
        let limit = store.limits.buckets_per_owner;
        if read(&store.buckets).count(new.owner) >= limit {
            return Err(Error::TooManyBuckets { limit });
        }
        let info = BucketInfo {
            name: new.name.clone(),
            owner: new.owner.to_owned(),
            region: new.region.to_owned(),
            created_at_ms: now_ms,
        };
        let directory = store.root.bucket(new.name.as_str());
        let temporary = store.next_temporary();
        let made = store.make_bucket(&temporary, &info).and_then(|()| {
            let buckets = store.disk.open_directory(&store.root.buckets)?;
            store.rename(&temporary, &directory)?;
            Ok(buckets)
        });
        let buckets = made.inspect_err(|_| store.discard(Debris::Directory(temporary)))?;
        store.sync_directory(&buckets)?;
        let owner = store.owners.get(new.owner);
        let (index, multiparts) = (Index::default(), Multiparts::default());
        let state = Arc::new(BucketState::new(info, owner, directory, index, multiparts, |_| false));
        write(&store.buckets).insert(Arc::clone(&state));
        Ok(Bucket { store: Arc::clone(store), state })
    }

    /// Looks a bucket up. Any text may be asked for; only the name of a bucket finds one.
    pub fn bucket(&self, name: &str) -> Result<Bucket, Error> {
        let state = read(&self.0.buckets).by_name.get(name).cloned().ok_or(Error::NoSuchBucket)?;
        Ok(Bucket { store: Arc::clone(&self.0), state })
    }

    /// Lists buckets of one account.
    pub fn list_buckets(&self, query: &BucketQuery<'_>) -> BucketPage {
        let buckets = read(&self.0.buckets);
        let mut page = BucketPage::default();
        let Some(owned) = buckets.by_owner.get(query.owner) else { return page };
        if query.max_buckets == 0 {
            return page;
        }
        let start = match query.after {
            Some(after) if after >= query.prefix => Bound::Excluded(after),
            _ => Bound::Included(query.prefix),
        };
        for (name, state) in owned.range::<str, _>((start, Bound::Unbounded)) {
            if !name.starts_with(query.prefix) {
                break;
            }
            if query.region.is_some_and(|region| region != state.info.region) {
                continue;
            }
            if page.buckets.len() == query.max_buckets {
                page.next = page.buckets.last().map(|info| info.name.as_str().to_owned());
                break;
            }
            page.buckets.push(state.info.clone());
        }
        page
    }
}

impl From<Store> for Objects {
    fn from(store: Store) -> Objects {
        Objects(Arc::new(store))
    }
}

impl Bucket {
    /// Deletes the bucket if it is empty. Uploads to it that are under way can no longer be committed.
    pub fn delete(&self) -> Result<(), Error> {
        self.remove(true)
    }

    /// Deletes the bucket with all that is in it, in one step: after a crash it is whole or gone.
    pub fn delete_with_objects(&self) -> Result<(), Error> {
        self.remove(false)
    }

    fn remove(&self, only_if_empty: bool) -> Result<(), Error> {
        let Bucket { store, state } = self;
        let _namespace = lock(&store.namespace);
        store.check_writable()?;
        let mut deleted = write(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        if only_if_empty {
            let index = read(&state.index);
            if !index.objects.is_empty() || !index.damaged.is_empty() {
                return Err(Error::BucketNotEmpty);
            }
        }
        let temporary = store.next_temporary();
        let buckets = store.disk.open_directory(&store.root.buckets)?;
        store.rename(&state.directory, &temporary)?;
        store.sync_directory(&buckets)?;
        *deleted = true;
        write(&store.buckets).remove(&state.info);
        state.multiparts.forget();
        store.discard(Debris::Directory(temporary));
        Ok(())
    }
}

/// What all handles share.
pub(crate) struct Store {
    pub(crate) root: Root,
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) limits: Limits,
    pub(crate) sealer: Sealer,
    pub(crate) owners: Owners,
    /// The directory's format is the one of stores with sealed files.
    knows_sealed: Mutex<bool>,
    pub(crate) open_uploads: AtomicUsize,
    /// Held while the set of buckets changes on disk.
    namespace: Mutex<()>,
    buckets: RwLock<Buckets>,
    seal: Seal,
    sequence: AtomicU64,
    temporary: AtomicU64,
    /// What could not be removed so far. If it still cannot when the process ends, the next open sweeps it.
    debris: Mutex<Vec<Debris>>,
    /// Locked as long as it is open.
    _lock: File,
}

/// What opening a store's directory found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) buckets: Buckets,
    pub(crate) owners: Owners,
    pub(crate) next_sequence: u64,
    pub(crate) knows_sealed: bool,
}

/// Something in the directory of temporary files that nothing needs any more.
#[derive(Debug)]
pub(crate) enum Debris {
    File(PathBuf),
    Directory(PathBuf),
}

/// The buckets that exist durably.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    by_name: BTreeMap<String, Arc<BucketState>>,
    by_owner: BTreeMap<String, BTreeMap<String, Arc<BucketState>>>,
}

impl Buckets {
    pub(crate) fn insert(&mut self, state: Arc<BucketState>) {
        let name = state.info.name.as_str();
        self.by_owner
            .entry(state.info.owner.clone())
            .or_default()
            .insert(name.to_owned(), Arc::clone(&state));
        self.by_name.insert(name.to_owned(), state);
    }

    fn remove(&mut self, info: &BucketInfo) {
        self.by_name.remove(info.name.as_str());
        if let Some(owned) = self.by_owner.get_mut(&info.owner) {
            owned.remove(info.name.as_str());
            if owned.is_empty() {
                self.by_owner.remove(&info.owner);
            }
        }
    }

    fn count(&self, owner: &str) -> usize {
        self.by_owner.get(owner).map_or(0, BTreeMap::len)
    }
}

impl Store {
    pub(crate) fn new(
        root: Root,
        disk: Arc<dyn Disk>,
        limits: Limits,
        sealer: Sealer,
        lock: File,
        found: Found,
    ) -> Store {
        let Found { buckets, owners, next_sequence, knows_sealed } = found;
        Store {
            root,
            disk,
            limits,
            sealer,
            owners,
            knows_sealed: Mutex::new(knows_sealed),
            open_uploads: AtomicUsize::new(0),
            namespace: Mutex::new(()),
            buckets: RwLock::new(buckets),
            seal: Seal::default(),
            sequence: AtomicU64::new(next_sequence),
            temporary: AtomicU64::new(0),
            debris: Mutex::default(),
            _lock: lock,
        }
    }

    /// Number of the next version of any object.
    pub(crate) fn next_sequence(&self) -> u64 {
        self.sequence.fetch_add(1, Ordering::SeqCst)
    }

    /// A path that is not in use: the directory was emptied at open, and no other process has it.
    pub(crate) fn next_temporary(&self) -> PathBuf {
        self.root.temporary(self.temporary.fetch_add(1, Ordering::SeqCst))
    }

    pub(crate) fn check_writable(&self) -> Result<(), Error> {
        if self.seal.cause().is_some() { Err(Error::Sealed) } else { Ok(()) }
    }

    fn seal(&self, path: &Path, error: &io::Error) {
        self.seal.set(SealCause { path: path.to_owned(), error: error.to_string() });
    }

    /// A sync that fails may have dropped what it could not write, and the next one would not say so. Nor does one
    /// that succeeds after another's failure mean anything.
    fn synced(&self, path: &Path, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Ok(()) => self.check_writable(),
            Err(error) => {
                self.seal(path, &error);
                Err(Error::Io(OsError::of(&error)))
            }
        }
    }

    /// Syncs what nobody looks for yet, and what is thrown away if that fails. A disk that is full, which some file
    /// systems tell only now, has then lost nothing else.
    fn synced_new(&self, path: &Path, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Err(error) if shortage(&error) == Some(Shortage::Space) => Err(error.into()),
            result => self.synced(path, result),
        }
    }

    /// Makes a file durable that is not where it belongs yet.
    pub(crate) fn sync_new_file(&self, file: &File, path: &Path) -> Result<(), Error> {
        self.synced_new(path, self.disk.sync_file(file, path))
    }

    /// Makes a directory's entries durable that is not where it belongs yet.
    pub(crate) fn sync_new_directory(&self, path: &Path) -> Result<(), Error> {
        let directory = self.disk.open_directory(path)?;
        self.synced_new(path, self.disk.sync_directory(&directory))
    }

    /// Makes a change of a directory's entries durable. It was opened before they changed.
    pub(crate) fn sync_directory(&self, directory: &Directory) -> Result<(), Error> {
        self.synced(&directory.path, self.disk.sync_directory(directory))
    }

    /// Moves to a place that is free. An error means that nothing was moved; or, with [`Error::Sealed`], that this cannot
    /// be told, so that directory and index may differ and nothing more is written.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        let Err(error) = self.disk.rename(from, to) else { return Ok(()) };
        match (exists(from), exists(to)) {
            (Some(true), Some(false)) => Err(error.into()),
            // a network file system may say so of what it has done
            (Some(false), Some(true)) => Ok(()),
            _ => {
                self.seal(to, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Moves a file in place of another, which stays if there is an error other than [`Error::Sealed`].
    pub(crate) fn replace(&self, from: &Path, to: &Path) -> Result<(), Error> {
        let Err(error) = self.disk.rename(from, to) else { return Ok(()) };
        match exists(from) {
            Some(true) => Err(error.into()),
            Some(false) => Ok(()),
            None => {
                self.seal(to, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Makes the directory say that there are sealed files in it, before the first one comes: a program that does not know
    /// them then refuses the directory, rather than take all of them for damaged.
    pub(crate) fn prepare_for_sealed(&self) -> Result<(), Error> {
        let mut knows_sealed = lock(&self.knows_sealed);
        if *knows_sealed {
            return Ok(());
        }
        let temporary = self.next_temporary();
        let format = &self.root.format;
        let written = self.write_new_file(&temporary, layout::FORMAT.as_bytes());
        let root = written.and_then(|()| {
            let root = self.disk.open_directory(&self.root.directory)?;
            self.replace(&temporary, format)?;
            Ok(root)
        });
        let root = root.inspect_err(|_| self.discard(Debris::File(temporary)))?;
        self.sync_directory(&root)?;
        *knows_sealed = true;
        Ok(())
    }

    /// Makes a file that nobody looks for yet, durable.
    pub(crate) fn write_new_file(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        let mut file = self.disk.create_file(path)?;
        self.disk.append(&mut file, path, content)?;
        self.sync_new_file(&file, path)
    }

    /// Removes a file; one that is not there is no error. An error means that it is still there; or, with
    /// [`Error::Sealed`], that this cannot be told.
    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), Error> {
        let error = match self.disk.remove_file(path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => error,
        };
        match exists(path) {
            Some(false) => Ok(()),
            Some(true) => Err(error.into()),
            None => {
                self.seal(path, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Removes what nothing needs any more, now or, if that cannot be, when something else is to be removed or written.
    pub(crate) fn discard(&self, debris: Debris) {
        lock(&self.debris).push(debris);
        self.clear_debris();
    }

    /// Tries again to remove what could not be removed before.
    pub(crate) fn clear_debris(&self) {
        let waiting = std::mem::take(&mut *lock(&self.debris));
        for debris in waiting {
            let removed = match &debris {
                Debris::File(path) => self.disk.remove_file(path),
                Debris::Directory(path) => self.disk.remove_directory(path),
            };
            if removed.is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
                lock(&self.debris).push(debris);
            }
        }
    }

    /// Makes a directory durable in its parent, unless it is there.
    pub(crate) fn make_directory_in(&self, parent: &Path, path: &Path) -> Result<(), Error> {
        let parent = self.disk.open_directory(parent)?;
        match self.disk.create_directory(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
        self.sync_directory(&parent)
    }

    /// Makes a bucket's directory, and all in it durable.
    fn make_bucket(&self, directory: &Path, info: &BucketInfo) -> Result<(), Error> {
        let path = layout::bucket_record(directory);
        self.disk.create_directory(directory)?;
        self.disk.create_directory(&layout::bucket_objects(directory))?;
        self.write_new_file(&path, &record::encode_bucket(info)?)?;
        self.sync_new_directory(directory)
    }
}

/// Whether something is there; `None` if that cannot be told.
fn exists(path: &Path) -> Option<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Some(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("root", &self.root.directory).finish_non_exhaustive()
    }
}

// Nothing here panics while it holds a lock, and each change to what a lock guards is a single step, so a poisoned
// lock guards nothing broken.

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
