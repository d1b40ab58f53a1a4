//! Multipart uploads: parts are stored durably one by one, and become one object at the end.
//!
//! A part's file is like an object's. Completing reads the parts, checks them, and writes the object as one file, as
//! every object is. Until it is published the parts stay, so that an interrupted completion can be tried again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::block::{Body, Source};
use crate::bucket::Bucket;
use crate::contents::BucketState;
use crate::damage::DamageKind;
use crate::error::Error;
use crate::layout;
use crate::locking::{lock, read, write};
use crate::metadata::{Checksum, Metadata};
use crate::model::{ETag, MultipartInfo, ObjectInfo, PartInfo};
use crate::name::{Key, PartNumber, is_upload_id};
use crate::parts::{MultipartState, Parts, Phase, StoredPart};
use crate::record::{self, ReadObject, RecordError};
use crate::root::{Debris, DiskRoot};
use crate::sealer::{Place, UploadHash};
use crate::upload::Upload;
use crate::usage::Budget;

/// A multipart upload as it was looked up. The handle stays with that very upload: once it is completed or aborted, calls
/// fail with [`Error::NoSuchUpload`].
#[derive(Debug, Clone)]
pub struct Multipart {
    pub(crate) bucket: Bucket,
    pub(crate) state: Arc<MultipartState>,
}

impl Bucket {
    /// Starts a multipart upload, durably.
    pub fn begin_multipart(&self, info: MultipartInfo) -> Result<Multipart, Error> {
        self.begin_multipart_within(&Budget::UNLIMITED, info)
    }

    /// Starts a multipart upload, durably, within what the bucket's owner may have.
    pub fn begin_multipart_within(&self, budget: &Budget, info: MultipartInfo) -> Result<Multipart, Error> {
        let Bucket { root, state, .. } = self;
        let deleted = read(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        root.check_writable()?;
        if !is_upload_id(&info.id) {
            return Err(Error::NoSuchUpload);
        }
        let all = &state.multiparts;
        let mut directory_made = lock(&all.directory_made);
        let limit = root.limits.multiparts_per_bucket;
        if read(&all.by_id).len() >= limit {
            return Err(Error::TooManyMultiparts { limit });
        }
        if read(&all.by_id).contains_key(&info.id) {
            return Err(Error::UploadBusy);
        }
        let place = state.owner.enter_multipart(budget)?;
        root.prepare_for_sealed()?;
        if !*directory_made {
            root.make_multiparts_directory(&state.directory)?;
            *directory_made = true;
        }
        let directory = layout::multipart(&state.directory, &info.id);
        root.make_multipart(state, &directory, &info)?;
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
    /// Description of the upload and the object.
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

    /// Writes the record again if it is not sealed; true if it was not.
    pub(crate) fn rewrite_record(&self) -> Result<bool, Error> {
        let Bucket { root, state, .. } = &self.bucket;
        let deleted = read(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        root.check_writable()?;
        if parts.sealed {
            return Ok(false);
        }
        root.prepare_for_sealed()?;
        let (name, directory) = (state.info.name.as_str(), &self.state.directory);
        let upload = UploadHash::new(name, directory);
        let record = record::encode_multipart(name, &self.state.info, &root.sealer, upload)?;
        let temporary = root.next_temporary();
        let written = root.write_new_file(&temporary, &record).and_then(|()| {
            let opened = root.disk.open_directory(directory)?;
            root.replace(&temporary, &layout::multipart_record(directory))?;
            Ok(opened)
        });
        let opened = written.inspect_err(|_| root.discard(Debris::File(temporary)))?;
        root.sync_directory(&opened)?;
        parts.sealed = true;
        Ok(true)
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.state.directory
    }

    /// Reads the record again; true if it is sealed.
    pub(crate) fn read_record(&self) -> Result<bool, Error> {
        let parts = lock(&self.state.parts);
        if parts.phase == Phase::Ended {
            return Err(Error::NoSuchUpload);
        }
        let path = layout::multipart_record(&self.state.directory);
        let (root, bucket) = (&self.bucket.root, self.bucket.info().name.as_str());
        let damaged = || {
            Error::damaged(path.clone(), bucket, Some(self.state.info.key.as_str()), DamageKind::UploadRecord)
        };
        let file = match root.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged()),
            result => result?,
        };
        let upload = UploadHash::new(bucket, &self.state.directory);
        match record::read_multipart(&file, &root.sealer, upload) {
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

    /// Path of a part; of the upload's directory, if the part is not there.
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
        let file = match self.bucket.root.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(damaged(DamageKind::PartMissing { part }));
            }
            result => result?,
        };
        match record::read_object(&file, &self.bucket.root.sealer, self.place_of(number)) {
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
        let root = &self.bucket.root;
        let deleted = read(&self.bucket.state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        root.check_writable()?;
        let current = parts.stored.get(&number).map(|stored| stored.sequence);
        if instead_of.is_some() && instead_of != current {
            return Err(Error::PreconditionFailed);
        }
        let sequence = root.next_sequence();
        let directory = &self.state.directory;
        let opened = root.disk.open_directory(directory)?;
        root.rename(upload.path(), &layout::part(directory, number, sequence))?;
        let charge = upload.take_charge();
        upload.moved();
        root.sync_directory(&opened)?;
        let stored = StoredPart::new(info, sequence, charge);
        let described = stored.describe(number);
        if let Some(superseded) = parts.stored.insert(number, stored) {
            // the higher number counts even if this one stays
            let _ = root.remove_file(&layout::part(directory, number, superseded.sequence));
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
        let Bucket { root, state, .. } = &self.bucket;
        root.check_writable()?;
        let temporary = root.next_temporary();
        let multiparts = root.disk.open_directory(&layout::multiparts(&state.directory))?;
        root.rename(&self.state.directory, &temporary)?;
        root.sync_directory(&multiparts)?;
        parts.end();
        write(&state.multiparts.by_id).remove(&self.state.info.id);
        root.discard(Debris::Directory(temporary));
        Ok(())
    }
}

impl DiskRoot {
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
