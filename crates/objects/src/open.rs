//! Opening of a store: takes its lock, sweeps leftovers, reads the indexes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;

use crate::contents::BucketState;
use crate::damage::{Damage, DamageKind};
use crate::disk::Disk;
use crate::error::OpenError;
use crate::index::{DamagedFile, Index, Stored};
use crate::layout::{self, FORMAT, KeyHash, Root, UNSEALED_FORMAT};
use crate::limits::Limits;
use crate::model::BucketInfo;
use crate::name::{BucketName, Key, PartNumber};
use crate::namespace::{Buckets, Namespace};
use crate::parts::{MultipartState, Multiparts, StoredPart};
use crate::record::{self, ReadObject, RecordError};
use crate::root::{DiskRoot, FoundOnDisk};
use crate::sealer::{Place, Sealer, UploadHash};
use crate::usage::{Budget, Owner, Owners};

/// Findings of an opening; worth a line in the log, and a louder one if `damaged` or `foreign` is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Buckets that were looked at.
    pub buckets: usize,
    /// Objects that can be served.
    pub objects: usize,
    /// Uploads and buckets that an interrupted run left half-made or half-removed, swept now.
    pub swept: usize,
    /// Old versions of objects that an interrupted run did not come to remove, removed now.
    pub superseded: usize,
    /// Objects, multipart uploads and parts of before sealing.
    pub unsealed: usize,
    /// Files that failed their checks. They are kept; see [`Error::Damaged`](crate::Error::Damaged).
    pub damaged: Vec<Damage>,
    /// Files that the store did not make. They are ignored.
    pub foreign: Vec<PathBuf>,
}

/// Treatment of a bucket whose record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadBuckets {
    /// The store does not open: the owner of its objects is unknown.
    Refused,
    /// It is told, and passed over.
    Skipped,
}

/// A store that was opened.
pub(crate) struct Opened {
    pub(crate) root: DiskRoot,
    pub(crate) namespace: Namespace,
    pub(crate) report: Report,
}

pub(crate) fn open(
    disk: Arc<dyn Disk>,
    root: &Path,
    limits: Limits,
    sealer: Sealer,
    bad_buckets: BadBuckets,
) -> Result<Opened, OpenError> {
    let root = Root::new(make_root(&*disk, root)?);
    let lock = take_lock(&root)?;
    let knows_sealed = check_format(&*disk, &root)?;
    // The format comes first on disk too: an earlier run may have been killed before it was durable.
    sync(&*disk, &root.directory)?;
    for directory in [&root.temporary, &root.buckets] {
        make_directory(&*disk, directory)?;
    }
    let owners = Owners::default();
    let mut scan = Scan {
        disk: &*disk,
        sealer: &sealer,
        owners: &owners,
        report: Report::default(),
        next_sequence: 0,
        bad_buckets,
    };
    scan.sync(&root.directory)?;
    let buckets = scan.buckets(&root)?;
    // Last: what was moved there to be removed must durably have left its place, or a power cut would bring it back in part.
    scan.sweep(&root.temporary)?;
    let Scan { report, next_sequence, .. } = scan;
    let found = FoundOnDisk { next_sequence, knows_sealed };
    let root = DiskRoot::new(root, disk, limits, sealer, lock, found);
    Ok(Opened { root, namespace: Namespace::new(owners, buckets), report })
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, OpenError> {
    result.map_err(|source| OpenError::Io { path: path.to_owned(), source })
}

fn sync(disk: &dyn Disk, path: &Path) -> Result<(), OpenError> {
    at(path, disk.open_directory(path).and_then(|directory| disk.sync_directory(&directory)))
}

/// The directory as an absolute path without links, so that nothing depends on the working directory later on.
fn make_root(disk: &dyn Disk, root: &Path) -> Result<PathBuf, OpenError> {
    make_directory(disk, root)?;
    let root = at(root, root.canonicalize())?;
    if let Some(parent) = root.parent() {
        sync(disk, parent)?;
    }
    Ok(root)
}

fn make_directory(disk: &dyn Disk, path: &Path) -> Result<(), OpenError> {
    match disk.create_directory(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        result => at(path, result),
    }
}

fn take_lock(root: &Root) -> Result<File, OpenError> {
    let path = &root.lock;
    let options = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    let file = at(path, options)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { root: root.directory.clone() }),
        Err(TryLockError::Error(source)) => Err(OpenError::Io { path: path.clone(), source }),
    }
}

/// An empty directory is made a store. One with content must say that it is one, and whether sealed files may be in it.
fn check_format(disk: &dyn Disk, root: &Root) -> Result<bool, OpenError> {
    let path = &root.format;
    match fs::read(path) {
        Ok(content) if content == FORMAT.as_bytes() => Ok(true),
        Ok(content) if content == UNSEALED_FORMAT.as_bytes() => Ok(false),
        Ok(_) => Err(OpenError::Format { file: path.clone() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !root.buckets.exists() => {
            write_format(disk, root).map(|()| true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(OpenError::Format { file: path.clone() })
        }
        Err(source) => Err(OpenError::Io { path: path.clone(), source }),
    }
}

fn write_format(disk: &dyn Disk, root: &Root) -> Result<(), OpenError> {
    let new = root.directory.join("format.new");
    match disk.remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return at(&new, Err(error)),
        _ => {}
    }
    let mut file = at(&new, disk.create_file(&new))?;
    at(&new, disk.append(&mut file, &new, FORMAT.as_bytes()))?;
    at(&new, disk.sync_file(&file, &new))?;
    at(&new, disk.rename(&new, &root.format))
}

struct Scan<'d> {
    disk: &'d dyn Disk,
    sealer: &'d Sealer,
    owners: &'d Owners,
    report: Report,
    next_sequence: u64,
    bad_buckets: BadBuckets,
}

impl Scan<'_> {
    /// Syncs a directory whose contents will be served: it may be there only because the system did not go down
    /// with the process that wrote it.
    fn sync(&self, directory: &Path) -> Result<(), OpenError> {
        sync(self.disk, directory)
    }

    fn sweep(&mut self, directory: &Path) -> Result<(), OpenError> {
        for entry in entries(directory)? {
            let path = entry.path();
            let is_directory = at(&path, entry.file_type())?.is_dir();
            at(
                &path,
                if is_directory { self.disk.remove_directory(&path) } else { self.disk.remove_file(&path) },
            )?;
            self.report.swept += 1;
        }
        Ok(())
    }

    fn buckets(&mut self, root: &Root) -> Result<Buckets, OpenError> {
        let mut buckets = Buckets::default();
        self.sync(&root.buckets)?;
        for entry in entries(&root.buckets)? {
            let directory = entry.path();
            if !is_hash_directory(&entry)? {
                self.report.foreign.push(directory);
                continue;
            }
            let info = match read_bucket(&directory) {
                Err(OpenError::Damaged { file }) if self.bad_buckets == BadBuckets::Skipped => {
                    self.damaged(file, None, None, DamageKind::BucketRecord);
                    continue;
                }
                info => info?,
            };
            let owner = self.owners.get(&info.owner);
            let (index, made) = self.objects(&directory, &info, &owner)?;
            let multiparts = self.multiparts(&directory, &info, &owner)?;
            self.report.buckets += 1;
            self.report.objects += index.objects.len();
            let made = |number| made.contains(&number);
            buckets.insert(Arc::new(BucketState::new(info, owner, directory, index, multiparts, made)));
        }
        Ok(buckets)
    }

    fn damaged(&mut self, path: PathBuf, bucket: Option<&BucketName>, key: Option<&Key>, kind: DamageKind) {
        let bucket = bucket.map(|name| name.as_str().to_owned());
        let key = key.map(|key| key.as_str().to_owned());
        self.report.damaged.push(Damage { path, bucket, key, kind });
    }

    /// The objects of a bucket, and which of its shards exist.
    fn objects(
        &mut self,
        bucket: &Path,
        info: &BucketInfo,
        owner: &Arc<Owner>,
    ) -> Result<(Index, BTreeSet<u8>), OpenError> {
        let mut index = Index::default();
        let mut made = BTreeSet::new();
        let objects = layout::bucket_objects(bucket);
        self.sync(&objects)?;
        for entry in entries(&objects)? {
            match shard_number(&entry)? {
                Some(number) => {
                    for (hash, sequence) in self.shard(bucket, number)? {
                        self.object(info, owner, (hash, sequence), hash.path(bucket, sequence), &mut index)?;
                    }
                    made.insert(number);
                }
                None => self.report.foreign.push(entry.path()),
            }
        }
        Ok((index, made))
    }

    /// The newest version of each object of a shard.
    fn shard(&mut self, bucket: &Path, number: u8) -> Result<BTreeMap<KeyHash, u64>, OpenError> {
        let directory = layout::shard(bucket, number);
        let mut newest: BTreeMap<KeyHash, u64> = BTreeMap::new();
        let mut superseded = Vec::new();
        // The version that counts must be durable before the one that it replaced is removed.
        self.sync(&directory)?;
        for entry in entries(&directory)? {
            let parsed = entry.file_name().to_str().and_then(KeyHash::parse_file_name);
            match parsed.filter(|(hash, _)| hash.shard() == number) {
                Some((hash, sequence)) => {
                    let kept = newest.entry(hash).or_insert(sequence);
                    let older = sequence.min(*kept);
                    *kept = sequence.max(*kept);
                    if older < *kept {
                        superseded.push(hash.path(bucket, older));
                    }
                }
                None => self.report.foreign.push(entry.path()),
            }
        }
        for path in &superseded {
            at(path, self.disk.remove_file(path))?;
        }
        if !superseded.is_empty() {
            self.sync(&directory)?;
        }
        self.report.superseded += superseded.len();
        Ok(newest)
    }

    fn object(
        &mut self,
        info: &BucketInfo,
        owner: &Arc<Owner>,
        (hash, sequence): (KeyHash, u64),
        path: PathBuf,
        index: &mut Index,
    ) -> Result<(), OpenError> {
        self.next_sequence = self.next_sequence.max(sequence.saturating_add(1));
        let file = at(&path, self.disk.open_file(&path))?;
        let kind = match record::read_object(&file, self.sealer, Place::Object(hash)) {
            Ok(ReadObject { bucket, info: object, .. })
                if bucket == info.name.as_str() && KeyHash::new(&bucket, &object.key) == hash =>
            {
                if !object.sealed {
                    self.report.unsealed += 1;
                }
                let charge = Arc::new(owner.charge(object.size));
                index
                    .objects
                    .insert(object.key.clone(), Stored { info: Arc::new(object), sequence, _charge: charge });
                return Ok(());
            }
            Ok(_) | Err(RecordError::Misplaced) => DamageKind::Misplaced,
            Err(RecordError::Damaged) => DamageKind::ObjectRecord,
            Err(RecordError::Io(source)) => return Err(OpenError::Io { path, source }),
        };
        let charge = owner.charge(at(&path, file.metadata())?.len());
        index.damaged.insert(hash, DamagedFile { sequence, _charge: charge });
        self.damaged(path, Some(&info.name), None, kind);
        Ok(())
    }
}

/// Multipart uploads.
impl Scan<'_> {
    fn multiparts(
        &mut self,
        bucket: &Path,
        info: &BucketInfo,
        owner: &Arc<Owner>,
    ) -> Result<Multiparts, OpenError> {
        let directory = layout::multiparts(bucket);
        if !directory.is_dir() {
            return Ok(Multiparts::default());
        }
        self.sync(bucket)?;
        self.sync(&directory)?;
        let mut found = Vec::new();
        for entry in entries(&directory)? {
            let path = entry.path();
            if !is_hash_directory(&entry)? {
                self.report.foreign.push(path);
                continue;
            }
            match self.multipart(&path, info, owner)? {
                Some(state) => found.push(state),
                None => {
                    let record = layout::multipart_record(&path);
                    self.damaged(record, Some(&info.name), None, DamageKind::UploadRecord);
                }
            }
        }
        Ok(Multiparts::new(found))
    }

    /// The upload in a directory, unless its record is damaged.
    fn multipart(
        &mut self,
        directory: &Path,
        bucket: &BucketInfo,
        owner: &Arc<Owner>,
    ) -> Result<Option<MultipartState>, OpenError> {
        let path = layout::multipart_record(directory);
        let file = match self.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            result => at(&path, result)?,
        };
        let upload = UploadHash::new(bucket.name.as_str(), directory);
        let (info, sealed) = match record::read_multipart(&file, self.sealer, upload) {
            Ok((name, info, sealed)) if name == bucket.name.as_str() => (info, sealed),
            Ok(_) | Err(RecordError::Damaged | RecordError::Misplaced) => return Ok(None),
            Err(RecordError::Io(source)) => return Err(OpenError::Io { path, source }),
        };
        let expected = directory.parent().and_then(Path::parent).map(|of| layout::multipart(of, &info.id));
        if expected.as_deref() != Some(directory) {
            return Ok(None);
        }
        let parts = self.parts(directory, &bucket.name, &info.key, owner)?;
        let Ok(place) = owner.enter_multipart(&Budget::UNLIMITED) else { return Ok(None) };
        self.report.unsealed += usize::from(!sealed);
        Ok(Some(MultipartState::new(info, directory.to_owned(), parts, sealed, place)))
    }

    fn parts(
        &mut self,
        directory: &Path,
        bucket: &BucketName,
        key: &Key,
        owner: &Arc<Owner>,
    ) -> Result<BTreeMap<PartNumber, StoredPart>, OpenError> {
        let mut newest: BTreeMap<PartNumber, u64> = BTreeMap::new();
        let mut superseded = Vec::new();
        // The version that counts must be durable before the one that it replaced is removed.
        self.sync(directory)?;
        for entry in entries(directory)? {
            if entry.path() == layout::multipart_record(directory) {
                continue;
            }
            let Some((number, sequence)) = entry.file_name().to_str().and_then(layout::parse_part) else {
                self.report.foreign.push(entry.path());
                continue;
            };
            let kept = newest.entry(number).or_insert(sequence);
            let older = sequence.min(*kept);
            *kept = sequence.max(*kept);
            if older < *kept {
                superseded.push(layout::part(directory, number, older));
            }
        }
        for path in &superseded {
            at(path, self.disk.remove_file(path))?;
        }
        self.report.superseded += superseded.len();
        let mut parts = BTreeMap::new();
        for (number, sequence) in newest {
            self.next_sequence = self.next_sequence.max(sequence.saturating_add(1));
            let path = layout::part(directory, number, sequence);
            let file = at(&path, self.disk.open_file(&path))?;
            let place = Place::Part(UploadHash::new(bucket.as_str(), directory), number);
            match record::read_object(&file, self.sealer, place) {
                Ok(ReadObject { bucket: name, info: part, .. })
                    if name == bucket.as_str() && part.key == *key =>
                {
                    self.report.unsealed += usize::from(!part.sealed);
                    let charge = owner.charge(part.size);
                    parts.insert(number, StoredPart::new(part, sequence, charge));
                }
                Ok(_) | Err(RecordError::Damaged | RecordError::Misplaced) => {
                    let kind = DamageKind::PartRecord { part: number.get() };
                    self.damaged(path, Some(bucket), Some(key), kind);
                }
                Err(RecordError::Io(source)) => return Err(OpenError::Io { path, source }),
            }
        }
        Ok(parts)
    }
}

fn entries(directory: &Path) -> Result<Vec<DirEntry>, OpenError> {
    at(directory, fs::read_dir(directory).and_then(Iterator::collect))
}

fn is_hash_directory(entry: &DirEntry) -> Result<bool, OpenError> {
    let name = entry.file_name();
    let is_hash = name.to_str().is_some_and(|n| n.len() == 64 && HEXLOWER.decode(n.as_bytes()).is_ok());
    Ok(is_hash && at(&entry.path(), entry.file_type())?.is_dir())
}

fn shard_number(entry: &DirEntry) -> Result<Option<u8>, OpenError> {
    let number = entry.file_name().to_str().and_then(layout::parse_shard);
    Ok(if at(&entry.path(), entry.file_type())?.is_dir() { number } else { None })
}

pub(crate) fn read_bucket(directory: &Path) -> Result<BucketInfo, OpenError> {
    let path = layout::bucket_record(directory);
    let damaged = || OpenError::Damaged { file: path.clone() };
    let file = match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged()),
        result => at(&path, result)?,
    };
    let info = match record::read_bucket(&file) {
        Ok(info) => info,
        Err(RecordError::Damaged | RecordError::Misplaced) => return Err(damaged()),
        Err(RecordError::Io(source)) => return Err(OpenError::Io { path, source }),
    };
    let expected = layout::bucket_file_name(info.name.as_str());
    if directory.file_name().is_some_and(|name| name == expected.as_str()) {
        Ok(info)
    } else {
        Err(damaged())
    }
}
