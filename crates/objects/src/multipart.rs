//! Multipart uploads: parts that come on their own, durably, and become one object at the end.
//!
//! A part's file is like an object's. Completing reads the parts, checks them, and writes the object anew, so that an
//! object is one file however it came. Until it is published the parts stay, so whatever interrupts this can be tried
//! again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use crate::block::{Body, Source};
use crate::bucket::{Bucket, BucketState};
use crate::damage::DamageKind;
use crate::error::Error;
use crate::layout;
use crate::limits::{MAX_PARTS, MAX_UPLOAD_ID_BYTES};
use crate::metadata::{Checksum, ChecksumAlgorithm, Metadata};
use crate::name::Key;
use crate::object::{ETag, ObjectInfo};
use crate::record::{self, ReadObject, RecordError};
use crate::sealer::{Place, UploadHash};
use crate::store::{Debris, Store, lock, read, write};
use crate::upload::Upload;
use crate::usage::{Budget, Charge, MultipartPlace};

/// Number of a part, 1 to [`MAX_PARTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartNumber(u16);

impl PartNumber {
    /// `None` if there is no part of that number.
    pub const fn new(number: u16) -> Option<PartNumber> {
        if number >= 1 && number <= MAX_PARTS { Some(PartNumber(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// The checksum that the object is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedChecksum {
    /// Its algorithm.
    pub algorithm: ChecksumAlgorithm,
    /// Whether it is one of the checksums of the parts rather than of the data.
    pub of_parts: bool,
}

/// What a multipart upload is going to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultipartInfo {
    /// Names it: 1 to [`MAX_UPLOAD_ID_BYTES`] bytes of ASCII letters, digits, `-` and `_`. Unpredictable, if who knows it
    /// may do more than who does not.
    pub id: String,
    /// Key of the object.
    pub key: Key,
    /// When it was started, in milliseconds since the epoch.
    pub started_at_ms: u64,
    /// Metadata of the object.
    pub metadata: Metadata,
    /// Checksum of the object, if one is planned.
    pub checksum: Option<PlannedChecksum>,
}

/// Whether a text can name a multipart upload.
pub(crate) fn is_upload_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (1..=MAX_UPLOAD_ID_BYTES).contains(&text.len()) && text.bytes().all(plain)
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartInfo {
    /// Its number.
    pub number: PartNumber,
    /// Size of its data, in bytes.
    pub size: u64,
    /// MD5 of its data.
    pub etag: ETag,
    /// When it was committed, in milliseconds since the epoch.
    pub last_modified_ms: u64,
    /// Checksum of its data, if the caller set one.
    pub checksum: Option<Checksum>,
    /// Its file is sealed, as [`ObjectInfo::sealed`] says of an object's.
    pub sealed: bool,
}

/// A multipart upload as it was looked up. The handle stays with that very upload: once it is completed or aborted, calls
/// fail with [`Error::NoSuchUpload`].
#[derive(Debug, Clone)]
pub struct Multipart {
    pub(crate) bucket: Bucket,
    pub(crate) state: Arc<MultipartState>,
}

/// The multipart uploads of a bucket.
#[derive(Debug, Default)]
pub(crate) struct Multiparts {
    by_id: RwLock<BTreeMap<String, Arc<MultipartState>>>,
    /// Held while one is started: whether their directory is known to exist durably.
    directory_made: Mutex<bool>,
}

/// One of them, shared by all handles to it.
#[derive(Debug)]
pub(crate) struct MultipartState {
    info: Arc<MultipartInfo>,
    directory: PathBuf,
    /// Locked while entries of the directory change.
    pub(crate) parts: Mutex<Parts>,
}

#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) stored: BTreeMap<PartNumber, StoredPart>,
    pub(crate) phase: Phase,
    /// The record is sealed.
    sealed: bool,
    /// Counts it as the owner's until it ends.
    place: Option<MultipartPlace>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    #[default]
    Open,
    /// The parts are being read, so none may change.
    Completing,
    Ended,
}

impl Phase {
    pub(crate) fn check_open(self) -> Result<(), Error> {
        match self {
            Phase::Open => Ok(()),
            Phase::Completing => Err(Error::UploadBusy),
            Phase::Ended => Err(Error::NoSuchUpload),
        }
    }
}

/// The version of a part that counts.
#[derive(Debug, Clone)]
pub(crate) struct StoredPart {
    pub(crate) info: Arc<ObjectInfo>,
    sequence: u64,
    /// Counts it as the owner's.
    _charge: Arc<Charge>,
}

impl StoredPart {
    pub(crate) fn new(info: ObjectInfo, sequence: u64, charge: Charge) -> StoredPart {
        StoredPart { info: Arc::new(info), sequence, _charge: Arc::new(charge) }
    }

    pub(crate) fn describe(&self, number: PartNumber) -> PartInfo {
        PartInfo {
            number,
            size: self.info.size,
            etag: self.info.etag,
            last_modified_ms: self.info.last_modified_ms,
            checksum: self.info.metadata.checksum().cloned(),
            sealed: self.info.sealed,
        }
    }
}

impl MultipartState {
    pub(crate) fn new(
        info: MultipartInfo,
        directory: PathBuf,
        stored: BTreeMap<PartNumber, StoredPart>,
        sealed: bool,
        place: MultipartPlace,
    ) -> MultipartState {
        let parts = Parts { stored, phase: Phase::Open, sealed, place: Some(place) };
        MultipartState { info: Arc::new(info), directory, parts: Mutex::new(parts) }
    }
}

impl Parts {
    /// There are none any more, and it counts no more.
    fn end(&mut self) {
        self.phase = Phase::Ended;
        self.stored.clear();
        self.place = None;
    }
}

impl Multiparts {
    /// Those that were found, in a directory that is durable.
    pub(crate) fn new(found: impl IntoIterator<Item = MultipartState>) -> Multiparts {
        let states = found.into_iter().map(|state| (state.info.id.clone(), Arc::new(state)));
        Multiparts { by_id: RwLock::new(states.collect()), directory_made: Mutex::new(true) }
    }

    /// The bucket is gone, and they with it.
    pub(crate) fn forget(&self) {
        for state in std::mem::take(&mut *write(&self.by_id)).into_values() {
            lock(&state.parts).end();
        }
    }
}

impl Bucket {
    /// Starts a multipart upload, durably.
    pub fn begin_multipart(&self, info: MultipartInfo) -> Result<Multipart, Error> {
        self.begin_multipart_within(&Budget::UNLIMITED, info)
    }

    /// Starts a multipart upload, durably, within what the bucket's owner may have.
    pub fn begin_multipart_within(&self, budget: &Budget, info: MultipartInfo) -> Result<Multipart, Error> {
        let Bucket { store, state } = self;
        let deleted = read(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        store.check_writable()?;
        if !is_upload_id(&info.id) {
            return Err(Error::NoSuchUpload);
        }
        let all = &state.multiparts;
        let mut directory_made = lock(&all.directory_made);
        let limit = store.limits.multiparts_per_bucket;
        if read(&all.by_id).len() >= limit {
            return Err(Error::TooManyMultiparts { limit });
        }
        if read(&all.by_id).contains_key(&info.id) {
            return Err(Error::UploadBusy);
        }
        let place = state.owner.enter_multipart(budget)?;
        store.prepare_for_sealed()?;
        if !*directory_made {
            store.make_multiparts_directory(&state.directory)?;
            *directory_made = true;
        }
        let directory = layout::multipart(&state.directory, &info.id);
        store.make_multipart(state, &directory, &info)?;
        let made = Arc::new(MultipartState::new(info, directory, BTreeMap::new(), true, place));
        write(&all.by_id).insert(made.info.id.clone(), Arc::clone(&made));
        Ok(Multipart { bucket: self.clone(), state: made })
    }

    /// Looks a multipart upload up, by its id and the key that it is for.
    pub fn multipart(&self, key: &Key, id: &str) -> Result<Multipart, Error> {
        self.state.check_exists()?;
        let found = read(&self.state.multiparts.by_id).get(id).cloned();
        let state = found.filter(|state| state.info.key == *key).ok_or(Error::NoSuchUpload)?;
        Ok(Multipart { bucket: self.clone(), state })
    }

    /// Does something while no multipart upload comes or goes, with the names of their directories.
    pub(crate) fn with_uploads<T>(&self, work: impl FnOnce(&BTreeSet<PathBuf>) -> T) -> T {
        let uploads = &self.state.multiparts;
        let _directory = lock(&uploads.directory_made);
        // held shared, so that none ends
        let by_id = read(&uploads.by_id);
        let names = by_id.values().filter_map(|state| state.directory.file_name()).map(PathBuf::from);
        work(&names.collect())
    }

    /// All multipart uploads that are neither completed nor aborted, in order of keys, and of their start within a key.
    pub fn multiparts(&self) -> Result<Vec<Arc<MultipartInfo>>, Error> {
        self.state.check_exists()?;
        // not copied: there may be ten thousand, each with its metadata, for each of many who ask
        let mut all: Vec<Arc<MultipartInfo>> =
            read(&self.state.multiparts.by_id).values().map(|state| Arc::clone(&state.info)).collect();
        all.sort_by(|a, b| (&a.key, a.started_at_ms, &a.id).cmp(&(&b.key, b.started_at_ms, &b.id)));
        Ok(all)
    }
}

impl Multipart {
    /// What it is going to be.
    pub fn info(&self) -> &MultipartInfo {
        &self.state.info
    }

    /// The parts that are there, in order of their numbers.
    pub fn parts(&self) -> Result<Vec<PartInfo>, Error> {
        self.bucket.state.check_exists()?;
        let parts = lock(&self.state.parts);
        if parts.phase == Phase::Ended {
            return Err(Error::NoSuchUpload);
        }
        Ok(parts.stored.iter().map(|(number, stored)| stored.describe(*number)).collect())
    }

    /// Data of a part that is there.
    pub(crate) fn read_part(&self, number: PartNumber) -> Result<Body, Error> {
        self.bucket.state.check_exists()?;
        // held, so that the file stays until it is open
        let parts = lock(&self.state.parts);
        if parts.phase == Phase::Ended {
            return Err(Error::NoSuchUpload);
        }
        let stored = parts.stored.get(&number).ok_or(Error::InvalidPart { number: number.get() })?;
        self.open(number, stored)
    }

    /// A part that is there, and the sequence number of this version of it.
    pub(crate) fn version_of(&self, number: PartNumber) -> Result<(Arc<ObjectInfo>, u64), Error> {
        let parts = lock(&self.state.parts);
        let stored = parts.stored.get(&number).ok_or(Error::InvalidPart { number: number.get() })?;
        Ok((Arc::clone(&stored.info), stored.sequence))
    }

    /// Writes the record anew if it is not sealed, and says whether it was not.
    pub(crate) fn rewrite_record(&self) -> Result<bool, Error> {
        let Bucket { store, state } = &self.bucket;
        let deleted = read(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        store.check_writable()?;
        if parts.sealed {
            return Ok(false);
        }
        store.prepare_for_sealed()?;
        let (name, directory) = (state.info.name.as_str(), &self.state.directory);
        let upload = UploadHash::new(name, directory);
        let record = record::encode_multipart(name, &self.state.info, &store.sealer, upload)?;
        let temporary = store.next_temporary();
        let written = store.write_new_file(&temporary, &record).and_then(|()| {
            let opened = store.disk.open_directory(directory)?;
            store.replace(&temporary, &layout::multipart_record(directory))?;
            Ok(opened)
        });
        let opened = written.inspect_err(|_| store.discard(Debris::File(temporary)))?;
        store.sync_directory(&opened)?;
        parts.sealed = true;
        Ok(true)
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.state.directory
    }

    /// Reads the record again, and says whether it is sealed.
    pub(crate) fn read_record(&self) -> Result<bool, Error> {
        let parts = lock(&self.state.parts);
        if parts.phase == Phase::Ended {
            return Err(Error::NoSuchUpload);
        }
        let path = layout::multipart_record(&self.state.directory);
        let (store, bucket) = (&self.bucket.store, self.bucket.info().name.as_str());
        let damaged = || {
            Error::damaged(path.clone(), bucket, Some(self.state.info.key.as_str()), DamageKind::UploadRecord)
        };
        let file = match store.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged()),
            result => result?,
        };
        let upload = UploadHash::new(bucket, &self.state.directory);
        match record::read_multipart(&file, &store.sealer, upload) {
            Ok((name, info, sealed)) if name == bucket && info == *self.state.info => Ok(sealed),
            Ok(_) | Err(RecordError::Damaged | RecordError::Misplaced) => Err(damaged()),
            Err(RecordError::Io(error)) => Err(error.into()),
        }
    }

    /// Does something while no part comes or goes, with the names of all files; `None` once the upload has ended.
    pub(crate) fn with_files<T>(&self, work: impl FnOnce(&BTreeSet<PathBuf>) -> T) -> Option<T> {
        let parts = lock(&self.state.parts);
        if parts.phase == Phase::Ended {
            return None;
        }
        let files =
            parts.stored.iter().map(|(number, part)| layout::part(Path::new(""), *number, part.sequence));
        let record = layout::multipart_record(Path::new(""));
        Some(work(&files.chain([record]).collect()))
    }

    /// Where a part lies or, if it is not there, would lie.
    pub(crate) fn path_of(&self, number: PartNumber) -> PathBuf {
        let sequence = lock(&self.state.parts).stored.get(&number).map(|stored| stored.sequence);
        let directory = &self.state.directory;
        sequence.map_or_else(|| directory.clone(), |sequence| layout::part(directory, number, sequence))
    }

    fn place_of(&self, number: PartNumber) -> Place {
        Place::Part(UploadHash::new(self.bucket.info().name.as_str(), &self.state.directory), number)
    }

    pub(crate) fn open(&self, number: PartNumber, stored: &StoredPart) -> Result<Body, Error> {
        let path = layout::part(&self.state.directory, number, stored.sequence);
        let part = number.get();
        let bucket = self.bucket.info().name.as_str();
        let damaged = |kind| Error::damaged(path.clone(), bucket, Some(self.state.info.key.as_str()), kind);
        let file = match self.bucket.store.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(damaged(DamageKind::PartMissing { part }));
            }
            result => result?,
        };
        match record::read_object(&file, &self.bucket.store.sealer, self.place_of(number)) {
            Ok(ReadObject { bucket, info, blocks }) if info == *stored.info => {
                let (size, info) = (info.size, Arc::clone(&stored.info));
                Body::new(Source { file, path, bucket, info, blocks }, 0, size)
            }
            Ok(_) | Err(RecordError::Damaged | RecordError::Misplaced) => {
                Err(damaged(DamageKind::PartRecord { part }))
            }
            Err(RecordError::Io(error)) => Err(error.into()),
        }
    }

    /// Starts the upload of a part. It counts once it is passed to [`Multipart::commit_part`].
    pub fn begin_part(&self) -> Result<Upload, Error> {
        self.begin_part_within(Budget::UNLIMITED, None)
    }

    /// Starts the upload of a part within what the bucket's owner may have, as [`Bucket::begin_put_within`] does that of an
    /// object.
    pub fn begin_part_within(&self, budget: Budget, expected_bytes: Option<u64>) -> Result<Upload, Error> {
        self.bucket.state.check_exists()?;
        lock(&self.state.parts).phase.check_open()?;
        self.bucket.begin_put_within(budget, expected_bytes)
    }

    /// Makes an upload a part: durable, in place of any earlier one of that number.
    pub fn commit_part(
        &self,
        upload: Upload,
        number: PartNumber,
        checksum: Option<Checksum>,
        now_ms: u64,
    ) -> Result<PartInfo, Error> {
        let mut metadata = Metadata::new();
        if let Some(checksum) = checksum {
            metadata.set_checksum(checksum);
        }
        let info = ObjectInfo {
            key: self.state.info.key.clone(),
            size: upload.size(),
            etag: ETag::whole(upload.md5()),
            last_modified_ms: now_ms,
            metadata,
            composition: None,
            sealed: true,
        };
        self.publish_part(upload, number, info, None)
    }

    /// Makes an upload a part, if need be only in place of the version with that sequence number.
    pub(crate) fn publish_part(
        &self,
        mut upload: Upload,
        number: PartNumber,
        info: ObjectInfo,
        instead_of: Option<u64>,
    ) -> Result<PartInfo, Error> {
        upload.finish(&info, self.place_of(number))?;
        let store = &self.bucket.store;
        let deleted = read(&self.bucket.state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        store.check_writable()?;
        let current = parts.stored.get(&number).map(|stored| stored.sequence);
        if instead_of.is_some() && instead_of != current {
            return Err(Error::PreconditionFailed);
        }
        let sequence = store.next_sequence();
        let directory = &self.state.directory;
        let opened = store.disk.open_directory(directory)?;
        store.rename(upload.path(), &layout::part(directory, number, sequence))?;
        let charge = upload.take_charge();
        upload.moved();
        store.sync_directory(&opened)?;
        let stored = StoredPart::new(info, sequence, charge);
        let described = stored.describe(number);
        if let Some(superseded) = parts.stored.insert(number, stored) {
            // the higher number counts even if this one stays
            let _ = store.remove_file(&layout::part(directory, number, superseded.sequence));
        }
        Ok(described)
    }

    /// Gives it up, and all of its parts.
    pub fn abort(&self) -> Result<(), Error> {
        let deleted = read(&self.bucket.state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        self.end(&mut parts)
    }

    /// Takes its directory away.
    pub(crate) fn end(&self, parts: &mut Parts) -> Result<(), Error> {
        let Bucket { store, state } = &self.bucket;
        store.check_writable()?;
        let temporary = store.next_temporary();
        let multiparts = store.disk.open_directory(&layout::multiparts(&state.directory))?;
        store.rename(&self.state.directory, &temporary)?;
        store.sync_directory(&multiparts)?;
        parts.end();
        write(&state.multiparts.by_id).remove(&self.state.info.id);
        store.discard(Debris::Directory(temporary));
        Ok(())
    }
}

impl Store {
    /// Makes the directory of a multipart upload, and all in it durable.
    fn make_multipart(
        &self,
        bucket: &BucketState,
        directory: &Path,
        info: &MultipartInfo,
    ) -> Result<(), Error> {
        let temporary = self.next_temporary();
        let name = bucket.info.name.as_str();
        let record = record::encode_multipart(name, info, &self.sealer, UploadHash::new(name, directory))?;
        let made = self.write_multipart(&temporary, &record).and_then(|()| {
            let multiparts = self.disk.open_directory(&layout::multiparts(&bucket.directory))?;
            self.rename(&temporary, directory)?;
            Ok(multiparts)
        });
        let multiparts = made.inspect_err(|_| self.discard(Debris::Directory(temporary)))?;
        self.sync_directory(&multiparts)
    }

    fn make_multiparts_directory(&self, bucket: &Path) -> Result<(), Error> {
        self.make_directory_in(bucket, &layout::multiparts(bucket))
    }

    fn write_multipart(&self, directory: &Path, record: &[u8]) -> Result<(), Error> {
        self.disk.create_directory(directory)?;
        self.write_new_file(&layout::multipart_record(directory), record)?;
        self.sync_new_directory(directory)
    }
}
