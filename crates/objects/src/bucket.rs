//! One bucket: what it holds, and the order in which disk and index change.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use crate::block::{Body, Source};
use crate::damage::DamageKind;
use crate::disk::Directory;
use crate::error::Error;
use crate::layout::{self, KeyHash, SHARDS};
use crate::list::{self, ListRequest, Listing};
use crate::multipart::Multiparts;
use crate::name::{BucketName, Key};
use crate::object::{ObjectInfo, Precondition};
use crate::record::{self, ReadObject, RecordError};
use crate::sealer::Place;
use crate::store::{Store, lock, read, write};
use crate::upload::Upload;
use crate::usage::{Budget, Charge, Owner};

/// Directories of one bucket that a deletion of many objects holds open and locked at a time.
const SHARDS_AT_A_TIME: usize = 32;

/// What is known of a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketInfo {
    /// Its name, unique among all accounts.
    pub name: BucketName,
    /// Account that made it.
    pub owner: String,
    /// Region that it was made in.
    pub region: String,
    /// When, in milliseconds since the epoch.
    pub created_at_ms: u64,
}

/// A bucket as it was looked up. The handle stays with that very bucket: once it is deleted, calls fail with
/// [`Error::NoSuchBucket`], even if another of the same name was made, so a permission that was checked against
/// [`Bucket::info`] never reaches another owner's bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub(crate) store: Arc<Store>,
    pub(crate) state: Arc<BucketState>,
}

/// One version of an object, opened.
#[derive(Debug)]
pub struct Object {
    source: Source,
}

impl Bucket {
    /// Name, owner, region and age.
    pub fn info(&self) -> &BucketInfo {
        &self.state.info
    }

    /// Starts an upload. Nothing is visible before [`Upload::commit`].
    pub fn begin_put(&self) -> Result<Upload, Error> {
        self.begin_put_within(Budget::UNLIMITED, None)
    }

    /// Starts an upload within what the bucket's owner may have. A body that says how long it is going to be is refused
    /// before it comes, any other as soon as it is too long.
    pub fn begin_put_within(&self, budget: Budget, expected_bytes: Option<u64>) -> Result<Upload, Error> {
        self.state.check_exists()?;
        Upload::begin(self.clone(), budget, expected_bytes)
    }

    /// Looks an object up.
    pub fn head(&self, key: &Key) -> Result<Arc<ObjectInfo>, Error> {
        self.state.check_exists()?;
        self.state.find(key).map(|stored| stored.info)
    }

    /// Opens an object for reading.
    pub fn get(&self, key: &Key) -> Result<Object, Error> {
        self.state.check_exists()?;
        match self.state.open(&self.store, key) {
            // The file went between look-up and opening: an overwrite or delete finished, or is about to. Whoever
            // removes files holds the shard, so with it in hand index and directory agree.
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                let hash = KeyHash::new(self.state.info.name.as_str(), key);
                let _shard = lock(self.state.shard(hash));
                self.state.open(&self.store, key).or_else(|error| match error {
                    Error::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                        // Either a delete failed half-way, which sealed the store, or someone else removed the file.
                        self.store.check_writable()?;
                        let path = self.state.path_of(key);
                        Err(self.state.damaged(path, Some(key.as_str()), DamageKind::Missing))
                    }
                    error => Err(error),
                })
            }
            result => result,
        }
    }

    /// Deletes objects; a key without one is no error. `Ok` means that none of them is there any more. After an error
    /// some may be gone and others not.
    pub fn delete_objects(&self, keys: &[Key]) -> Result<(), Error> {
        self.state.delete_objects(&self.store, keys)
    }

    /// One page of the keys. Objects whose records cannot be read have no key to be listed by: [`Bucket::unlisted`].
    pub fn list(&self, request: &ListRequest<'_>) -> Result<Listing, Error> {
        self.state.check_exists()?;
        let index = read(&self.state.index);
        Ok(list::list(|from| index.range(from), request))
    }

    /// Number of objects that no listing shows, since their records cannot be read. The opening told their files.
    pub fn unlisted(&self) -> usize {
        read(&self.state.index).damaged.len()
    }
}

impl Object {
    /// What this version is.
    pub fn info(&self) -> &ObjectInfo {
        &self.source.info
    }

    /// Whether it is this very version.
    pub(crate) fn is(&self, info: &Arc<ObjectInfo>) -> bool {
        Arc::ptr_eq(&self.source.info, info)
    }

    /// All of its data.
    pub fn body(self) -> Result<Body, Error> {
        let size = self.source.info.size;
        self.range(0, size)
    }

    /// `length` bytes from `first` on, all of which must be within the object.
    pub fn range(self, first: u64, length: u64) -> Result<Body, Error> {
        Body::new(self.source, first, length)
    }
}

/// The version of a key that counts.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) info: Arc<ObjectInfo>,
    pub(crate) sequence: u64,
    /// Counts it as the owner's.
    pub(crate) _charge: Arc<Charge>,
}

/// An object's file whose record cannot be read.
#[derive(Debug)]
pub(crate) struct DamagedFile {
    pub(crate) sequence: u64,
    /// By the length of the file: the object's size cannot be told.
    pub(crate) _charge: Charge,
}

/// What must hold of a key for a new version to take its place.
#[derive(Debug)]
pub(crate) enum Guard<'g> {
    /// What the client wants to hold.
    Precondition(&'g Precondition),
    /// This version is still the newest.
    Sequence(u64),
}

/// What the directory holds, as far as it is durable.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) objects: BTreeMap<Key, Stored>,
    /// Objects whose file is damaged. They are in no entry of `objects`.
    pub(crate) damaged: BTreeMap<KeyHash, DamagedFile>,
}

impl Index {
    /// The files in one shard that belong to a bucket.
    pub(crate) fn files(&self, bucket: &BucketName, shard: u8) -> BTreeSet<(KeyHash, u64)> {
        let objects =
            self.objects.iter().map(|(key, stored)| (KeyHash::new(bucket.as_str(), key), stored.sequence));
        let damaged = self.damaged.iter().map(|(hash, file)| (*hash, file.sequence));
        objects.chain(damaged).filter(|(hash, _)| hash.shard() == shard).collect()
    }

    fn range<'i>(
        &'i self,
        from: Bound<&[u8]>,
    ) -> impl Iterator<Item = (&'i Key, &'i Arc<ObjectInfo>)> + use<'i> {
        self.objects.range::<[u8], _>((from, Bound::Unbounded)).map(|(key, stored)| (key, &stored.info))
    }
}

/// One of the directories of objects. Its lock is held while its entries change and until the index shows it.
#[derive(Debug, Default)]
pub(crate) struct Shard {
    /// The directory is known to exist durably.
    pub(crate) made: bool,
    /// A superseded version was removed and the directory not synced since. Before the next removal it must be: if
    /// only the later one reached the disk, the older version would come back.
    unsynced_removal: bool,
    /// Superseded versions that could not be removed. They must be gone before the key's newest version goes, or one of
    /// them would come back.
    leftovers: BTreeMap<KeyHash, Vec<u64>>,
}

/// A bucket, shared by all handles to it.
#[derive(Debug)]
pub(crate) struct BucketState {
    pub(crate) info: BucketInfo,
    /// What its owner has, this bucket's objects included.
    pub(crate) owner: Arc<Owner>,
    pub(crate) directory: PathBuf,
    /// True once deleted. Changes to objects hold it shared, deleting the bucket holds it alone.
    pub(crate) deleted: RwLock<bool>,
    pub(crate) index: RwLock<Index>,
    pub(crate) multiparts: Multiparts,
    shards: [Mutex<Shard>; SHARDS],
}

impl BucketState {
    pub(crate) fn new(
        info: BucketInfo,
        owner: Arc<Owner>,
        directory: PathBuf,
        index: Index,
        multiparts: Multiparts,
        made: impl Fn(u8) -> bool,
    ) -> BucketState {
        let mut number: u8 = 0;
        let shards = [(); SHARDS].map(|()| {
            let shard = Shard { made: made(number), ..Shard::default() };
            number = number.wrapping_add(1);
            Mutex::new(shard)
        });
        BucketState {
            info,
            owner,
            directory,
            deleted: RwLock::new(false),
            index: RwLock::new(index),
            multiparts,
            shards,
        }
    }

    fn shard(&self, hash: KeyHash) -> &Mutex<Shard> {
        self.shard_of(hash.shard())
    }

    pub(crate) fn shard_of(&self, number: u8) -> &Mutex<Shard> {
        // There are 256 shards, one for each value of a byte.
        #[allow(clippy::indexing_slicing)]
        &self.shards[usize::from(number)]
    }

    /// All keys, and the files whose records cannot be read.
    pub(crate) fn contents(&self) -> (Vec<Key>, Vec<(KeyHash, u64)>) {
        let index = read(&self.index);
        let damaged = index.damaged.iter().map(|(hash, file)| (*hash, file.sequence)).collect();
        (index.objects.keys().cloned().collect(), damaged)
    }

    /// Where the version of a key that counts lies or, if there is none, would lie.
    pub(crate) fn path_of(&self, key: &Key) -> PathBuf {
        let sequence = read(&self.index).objects.get(key).map(|stored| stored.sequence);
        let hash = self.hash(key);
        sequence.map_or_else(
            || layout::shard(&self.directory, hash.shard()),
            |sequence| hash.path(&self.directory, sequence),
        )
    }

    pub(crate) fn check_exists(&self) -> Result<(), Error> {
        if *read(&self.deleted) { Err(Error::NoSuchBucket) } else { Ok(()) }
    }

    fn hash(&self, key: &Key) -> KeyHash {
        KeyHash::new(self.info.name.as_str(), key)
    }

    fn damaged(&self, path: PathBuf, key: Option<&str>, kind: DamageKind) -> Error {
        Error::damaged(path, self.info.name.as_str(), key, kind)
    }

    pub(crate) fn find(&self, key: &Key) -> Result<Stored, Error> {
        let index = read(&self.index);
        if let Some(stored) = index.objects.get(key) {
            return Ok(stored.clone());
        }
        if !index.damaged.is_empty() {
            let hash = self.hash(key);
            if let Some(file) = index.damaged.get(&hash) {
                let path = hash.path(&self.directory, file.sequence);
                return Err(self.damaged(path, Some(key.as_str()), DamageKind::ObjectRecord));
            }
        }
        Err(Error::NoSuchKey)
    }

    fn open(&self, store: &Store, key: &Key) -> Result<Object, Error> {
        let Stored { info, sequence, .. } = self.find(key)?;
        let hash = self.hash(key);
        let path = hash.path(&self.directory, sequence);
        let file = store.disk.open_file(&path)?;
        match record::read_object(&file, &store.sealer, Place::Object(hash)) {
            Ok(ReadObject { bucket, info: found, blocks })
                if bucket == self.info.name.as_str() && found == *info =>
            {
                Ok(Object { source: Source { file, path, bucket, info, blocks } })
            }
            Ok(_) | Err(RecordError::Misplaced) => {
                Err(self.damaged(path, Some(key.as_str()), DamageKind::Misplaced))
            }
            Err(RecordError::Damaged) => {
                Err(self.damaged(path, Some(key.as_str()), DamageKind::ObjectRecord))
            }
            Err(RecordError::Io(error)) => Err(error.into()),
        }
    }

    fn check(&self, key: &Key, guard: &Guard<'_>) -> Result<(), Error> {
        let precondition = match guard {
            Guard::Precondition(precondition) => *precondition,
            Guard::Sequence(sequence) if self.find(key)?.sequence == *sequence => return Ok(()),
            Guard::Sequence(_) => return Err(Error::PreconditionFailed),
        };
        let found = match precondition {
            Precondition::None => return Ok(()),
            _ => self.find(key),
        };
        match (precondition, found) {
            (Precondition::IfAbsent, Err(Error::NoSuchKey)) => Ok(()),
            (Precondition::IfAbsent, Ok(_)) => Err(Error::PreconditionFailed),
            (Precondition::IfMatch(etag), Ok(stored)) if stored.info.etag.matches(etag) => Ok(()),
            (_, Ok(_)) => Err(Error::PreconditionFailed),
            (_, Err(error)) => Err(error),
        }
    }

    /// Makes the finished and synced file at `temporary` the version of its key that counts.
    pub(crate) fn publish(
        &self,
        store: &Store,
        temporary: &Path,
        info: Arc<ObjectInfo>,
        guard: &Guard<'_>,
        charge: Charge,
    ) -> Result<(), Error> {
        let charge = Arc::new(charge);
        let deleted = read(&self.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let hash = self.hash(&info.key);
        let mut shard = lock(self.shard(hash));
        store.check_writable()?;
        self.check(&info.key, guard)?;
        self.make_shard(store, &mut shard, hash.shard())?;
        let sequence = store.next_sequence();
        let directory = store.disk.open_directory(&layout::shard(&self.directory, hash.shard()))?;
        store.rename(temporary, &hash.path(&self.directory, sequence))?;
        store.sync_directory(&directory)?;
        shard.unsynced_removal = false;
        let superseded = {
            let mut index = write(&self.index);
            let damaged = index.damaged.remove(&hash);
            let replaced = index.objects.insert(info.key.clone(), Stored { info, sequence, _charge: charge });
            replaced.map(|stored| stored.sequence).or(damaged.map(|file| file.sequence))
        };
        if let Some(sequence) = superseded {
            // The new version is durable, so this upload has succeeded.
            match store.remove_file(&hash.path(&self.directory, sequence)) {
                Ok(()) => shard.unsynced_removal = true,
                Err(_) => shard.leftovers.entry(hash).or_default().push(sequence),
            }
        }
        Ok(())
    }

    fn make_shard(&self, store: &Store, shard: &mut Shard, number: u8) -> Result<(), Error> {
        if shard.made {
            return Ok(());
        }
        let objects = layout::bucket_objects(&self.directory);
        store.make_directory_in(&objects, &layout::shard(&self.directory, number))?;
        shard.made = true;
        Ok(())
    }

    fn delete_objects(&self, store: &Store, keys: &[Key]) -> Result<(), Error> {
        let deleted = read(&self.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        store.check_writable()?;
        let mut shards: BTreeMap<u8, Vec<(KeyHash, &Key)>> = BTreeMap::new();
        for key in keys {
            let hash = self.hash(key);
            shards.entry(hash.shard()).or_default().push((hash, key));
        }
        let shards: Vec<_> = shards.into_iter().collect();
        shards.chunks(SHARDS_AT_A_TIME).try_for_each(|shards| self.delete_in_shards(store, shards))
    }

    /// Deletes in some shards. Locks are taken in order of the shards, as by every other call of this function, so none
    /// waits in a circle. All directories are synced at the end: a journalling file system then writes its journal once
    /// for all.
    fn delete_in_shards(&self, store: &Store, shards: &[(u8, Vec<(KeyHash, &Key)>)]) -> Result<(), Error> {
        let mut removals = Vec::with_capacity(shards.len());
        let mut result = Ok(());
        for (number, keys) in shards {
            let mut shard = lock(self.shard_of(*number));
            let found = self.find_files(keys);
            if found.is_empty() {
                continue;
            }
            match self.remove(store, &mut shard, *number, &found) {
                (Some(directory), removed, outcome) => {
                    removals.push((directory, shard, removed));
                    result = outcome;
                }
                (None, _, outcome) => result = outcome,
            }
            if result.is_err() {
                break;
            }
        }
        for (directory, mut shard, removed) in removals {
            if removed.is_empty() {
                continue;
            }
            store.sync_directory(&directory)?;
            shard.unsynced_removal = false;
            let mut index = write(&self.index);
            for file in removed {
                index.objects.remove(file.key);
                index.damaged.remove(&file.hash);
            }
        }
        result
    }

    /// The files of those keys that have one.
    fn find_files<'k>(&self, keys: &[(KeyHash, &'k Key)]) -> Vec<Found<'k>> {
        let index = read(&self.index);
        let find = |&(hash, key): &(KeyHash, &'k Key)| {
            let stored = index.objects.get(key).map(|stored| stored.sequence);
            let sequence = stored.or_else(|| index.damaged.get(&hash).map(|file| file.sequence))?;
            Some(Found { hash, key, sequence })
        };
        keys.iter().filter_map(find).collect()
    }

    /// Removes files, all of one shard, and tells which it did. They are gone once the directory is synced.
    fn remove<'k>(
        &self,
        store: &Store,
        shard: &mut Shard,
        number: u8,
        files: &[Found<'k>],
    ) -> (Option<Directory>, Vec<Found<'k>>, Result<(), Error>) {
        let directory = match store.disk.open_directory(&layout::shard(&self.directory, number)) {
            Ok(directory) => directory,
            Err(error) => return (None, Vec::new(), Err(error.into())),
        };
        let mut removed = Vec::new();
        for file in files {
            let outcome = self
                .before_removal(store, shard, &directory, file.hash)
                .and_then(|()| store.remove_file(&file.hash.path(&self.directory, file.sequence)));
            if outcome.is_err() {
                return (Some(directory), removed, outcome);
            }
            removed.push(*file);
        }
        (Some(directory), removed, Ok(()))
    }

    /// Makes sure that no older version of a key can come back once its newest is removed.
    fn before_removal(
        &self,
        store: &Store,
        shard: &mut Shard,
        directory: &Directory,
        hash: KeyHash,
    ) -> Result<(), Error> {
        store.check_writable()?;
        if let Some(sequences) = shard.leftovers.get(&hash) {
            for sequence in sequences {
                store.remove_file(&hash.path(&self.directory, *sequence))?;
            }
            shard.leftovers.remove(&hash);
            shard.unsynced_removal = true;
        }
        if shard.unsynced_removal {
            store.sync_directory(directory)?;
            shard.unsynced_removal = false;
        }
        Ok(())
    }
}

/// A key and the file of its newest version.
#[derive(Debug, Clone, Copy)]
struct Found<'k> {
    hash: KeyHash,
    key: &'k Key,
    sequence: u64,
}
