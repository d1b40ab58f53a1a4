//! Objects of one bucket, and the order in which disk and index change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use crate::block::{Body, Source};
use crate::damage::DamageKind;
use crate::disk::Directory;
use crate::documents::Configuration;
use crate::error::Error;
use crate::index::{Index, Stored};
use crate::layout::{self, KeyHash, SHARDS};
use crate::limits::SHARDS_AT_A_TIME;
use crate::locking::{lock, read, write};
use crate::model::{BucketInfo, ObjectInfo, Precondition};
use crate::name::Key;
use crate::parts::Multiparts;
use crate::record::{self, ReadObject, RecordError};
use crate::root::DiskRoot;
use crate::sealer::Place;
use crate::usage::{Charge, Owner};

/// One version of an object, opened.
#[derive(Debug)]
pub struct Object {
    source: Source,
}

impl Object {
    /// Key, size, times and metadata of this version.
    pub fn info(&self) -> &ObjectInfo {
        &self.source.info
    }

    /// True if it is this very version.
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

/// Condition on a key for a new version to take its place.
#[derive(Debug)]
pub(crate) enum Guard<'g> {
    /// The client's condition.
    Precondition(&'g Precondition),
    /// This version is still the newest.
    Sequence(u64),
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
    pub(crate) info: Arc<BucketInfo>,
    /// Counts of its owner, this bucket's objects included.
    pub(crate) owner: Arc<Owner>,
    pub(crate) directory: PathBuf,
    /// True once deleted. Changes to objects hold it shared, deleting the bucket holds it alone.
    pub(crate) deleted: RwLock<bool>,
    pub(crate) index: RwLock<Index>,
    pub(crate) multiparts: Multiparts,
    pub(crate) configuration: Configuration,
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
            info: Arc::new(info),
            owner,
            directory,
            deleted: RwLock::new(false),
            index: RwLock::new(index),
            multiparts,
            configuration: Configuration::default(),
            shards,
        }
    }

    pub(crate) fn shard(&self, hash: KeyHash) -> &Mutex<Shard> {
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

    /// Path of the version of a key that counts; of its shard, if there is none.
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

    pub(crate) fn damaged(&self, path: PathBuf, key: Option<&str>, kind: DamageKind) -> Error {
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

    pub(crate) fn open(&self, root: &DiskRoot, key: &Key) -> Result<Object, Error> {
        let Stored { info, sequence, .. } = self.find(key)?;
        let hash = self.hash(key);
        let path = hash.path(&self.directory, sequence);
        let file = root.disk.open_file(&path)?;
        match record::read_object(&file, &root.sealer, Place::Object(hash)) {
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
        root: &DiskRoot,
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
        root.check_writable()?;
        self.check(&info.key, guard)?;
        self.make_shard(root, &mut shard, hash.shard())?;
        let sequence = root.next_sequence();
        let directory = root.disk.open_directory(&layout::shard(&self.directory, hash.shard()))?;
        root.rename(temporary, &hash.path(&self.directory, sequence))?;
        root.sync_directory(&directory)?;
        shard.unsynced_removal = false;
        let superseded = {
            let mut index = write(&self.index);
            let damaged = index.damaged.remove(&hash);
            let replaced = index.objects.insert(info.key.clone(), Stored { info, sequence, _charge: charge });
            replaced.map(|stored| stored.sequence).or(damaged.map(|file| file.sequence))
        };
        if let Some(sequence) = superseded {
            // The new version is durable, so this upload has succeeded.
            match root.remove_file(&hash.path(&self.directory, sequence)) {
                Ok(()) => shard.unsynced_removal = true,
                Err(_) => shard.leftovers.entry(hash).or_default().push(sequence),
            }
        }
        Ok(())
    }

    fn make_shard(&self, root: &DiskRoot, shard: &mut Shard, number: u8) -> Result<(), Error> {
        if shard.made {
            return Ok(());
        }
        let objects = layout::bucket_objects(&self.directory);
        root.make_directory_in(&objects, &layout::shard(&self.directory, number))?;
        shard.made = true;
        Ok(())
    }

    pub(crate) fn delete_objects(&self, root: &DiskRoot, keys: &[Key]) -> Result<(), Error> {
        let deleted = read(&self.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        root.check_writable()?;
        let mut shards: BTreeMap<u8, Vec<(KeyHash, &Key)>> = BTreeMap::new();
        for key in keys {
            let hash = self.hash(key);
            shards.entry(hash.shard()).or_default().push((hash, key));
        }
        let shards: Vec<_> = shards.into_iter().collect();
        shards.chunks(SHARDS_AT_A_TIME).try_for_each(|shards| self.delete_in_shards(root, shards))
    }

    /// Deletes in some shards. Locks are taken in order of the shards, as by every other call of this function, so none
    /// waits in a circle. All directories are synced at the end: a journalling file system then writes its journal once
    /// for all.
    fn delete_in_shards(&self, root: &DiskRoot, shards: &[(u8, Vec<(KeyHash, &Key)>)]) -> Result<(), Error> {
        let mut removals = Vec::with_capacity(shards.len());
        let mut result = Ok(());
        for (number, keys) in shards {
            let mut shard = lock(self.shard_of(*number));
            let found = self.find_files(keys);
            if found.is_empty() {
                continue;
            }
            match self.remove(root, &mut shard, *number, &found) {
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
            root.sync_directory(&directory)?;
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
        root: &DiskRoot,
        shard: &mut Shard,
        number: u8,
        files: &[Found<'k>],
    ) -> (Option<Directory>, Vec<Found<'k>>, Result<(), Error>) {
        let directory = match root.disk.open_directory(&layout::shard(&self.directory, number)) {
            Ok(directory) => directory,
            Err(error) => return (None, Vec::new(), Err(error.into())),
        };
        let mut removed = Vec::new();
        for file in files {
            let outcome = self
                .before_removal(root, shard, &directory, file.hash)
                .and_then(|()| root.remove_file(&file.hash.path(&self.directory, file.sequence)));
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
        root: &DiskRoot,
        shard: &mut Shard,
        directory: &Directory,
        hash: KeyHash,
    ) -> Result<(), Error> {
        root.check_writable()?;
        if let Some(sequences) = shard.leftovers.get(&hash) {
            for sequence in sequences {
                root.remove_file(&hash.path(&self.directory, *sequence))?;
            }
            shard.leftovers.remove(&hash);
            shard.unsynced_removal = true;
        }
        if shard.unsynced_removal {
            root.sync_directory(directory)?;
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
