//! An upload: a temporary file until it is committed.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use md5::{Digest, Md5};

use secret::pieces::{Piece, PieceKey};

use crate::block::BLOCK_BYTES;
use crate::bucket::Bucket;
use crate::contents::Guard;
use crate::error::Error;
use crate::layout::KeyHash;
use crate::metadata::Metadata;
use crate::model::{ETag, ObjectInfo, Precondition};
use crate::name::Key;
use crate::record;
use crate::root::{Debris, DiskRoot};
use crate::sealer::Place;
use crate::usage::{Budget, Charge, UploadPlace};

/// An object on its way in. The body is written piece by piece, while the caller checks it as it likes; key and
/// metadata come at the end. Dropping it aborts it and leaves nothing.
pub struct Upload {
    bucket: Bucket,
    file: File,
    path: PathBuf,
    /// Seals this file.
    key: PieceKey,
    /// Data of the block that is not full yet.
    block: Vec<u8>,
    /// Full blocks written.
    blocks: u64,
    size: u64,
    md5: Md5,
    /// A write failed, so what is in the file is not what was passed.
    failed: Option<Error>,
    committed: bool,
    budget: Budget,
    /// Of the bucket's owner. It goes over to the object.
    charge: Option<Charge>,
    _place: UploadPlace,
    _slot: Slot,
}

impl Bucket {
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
}

impl Upload {
    /// For a body that says how long it is going to be, room in the budget is taken at once.
    pub(crate) fn begin(bucket: Bucket, budget: Budget, expected: Option<u64>) -> Result<Upload, Error> {
        bucket.root.check_writable()?;
        bucket.root.clear_debris();
        let limit = bucket.root.limits.object_bytes;
        let expected = expected.unwrap_or_default();
        if expected > limit {
            return Err(Error::ObjectTooLarge { limit });
        }
        let slot = Slot::take(&bucket.root)?;
        let (place, charge) = bucket.state.owner.enter_upload(&budget, expected)?;
        bucket.root.prepare_for_sealed()?;
        let key = bucket.root.sealer.new_key()?;
        let path = bucket.root.next_temporary();
        let file = bucket.root.disk.create_file(&path)?;
        Ok(Upload {
            bucket,
            file,
            path,
            key,
            block: Vec::new(),
            blocks: 0,
            size: 0,
            md5: Md5::new(),
            failed: None,
            committed: false,
            budget,
            charge: Some(charge),
            _place: place,
            _slot: slot,
        })
    }

    /// Adds to the body. After an error the upload can only be aborted: each further call answers the same error.
    pub fn write(&mut self, data: &[u8]) -> Result<(), Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let result = self.append(data);
        self.failed = result.as_ref().err().cloned();
        result
    }

    fn append(&mut self, mut data: &[u8]) -> Result<(), Error> {
        let limit = self.bucket.root.limits.object_bytes;
        let size = self.size.saturating_add(data.len() as u64);
        if size > limit {
            return Err(Error::ObjectTooLarge { limit });
        }
        if let Some(charge) = &mut self.charge {
            charge.grow_to(size, &self.budget)?;
        }
        self.size = size;
        self.md5.update(data);
        while !data.is_empty() {
            // a full block waits until it is known not to be the last
            if self.block.len() == BLOCK_BYTES {
                self.end_block(false)?;
            }
            let (now, later) = data.split_at(data.len().min(BLOCK_BYTES - self.block.len()));
            self.block.extend_from_slice(now);
            data = later;
        }
        Ok(())
    }

    fn end_block(&mut self, last: bool) -> Result<(), Error> {
        let place = Piece::Data { number: self.blocks, last };
        self.key.seal(place, &mut self.block).map_err(|_| Error::Unsealable)?;
        self.bucket.root.disk.append(&mut self.file, &self.path, &self.block)?;
        self.block.clear();
        self.blocks += 1;
        Ok(())
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// MD5 of what was written so far, for a caller that was told one (`Content-MD5`).
    pub fn md5(&self) -> [u8; 16] {
        self.md5.clone().finalize().into()
    }

    /// Makes it an object: durable, and visible from now on in place of any earlier version. On an error the key
    /// keeps the version that it has; only if the error is [`Error::Sealed`] or [`Error::Io`] may the new one
    /// show after the next open.
    pub fn commit(
        self,
        key: Key,
        metadata: Metadata,
        precondition: &Precondition,
        now_ms: u64,
    ) -> Result<Arc<ObjectInfo>, Error> {
        let etag = ETag::whole(self.md5());
        let info = ObjectInfo {
            key,
            size: self.size,
            etag,
            last_modified_ms: now_ms,
            metadata,
            composition: None,
            sealed: true,
        };
        self.commit_as(info, &Guard::Precondition(precondition))
    }

    /// Commits it as what the caller says that it is.
    pub(crate) fn commit_as(mut self, info: ObjectInfo, guard: &Guard<'_>) -> Result<Arc<ObjectInfo>, Error> {
        let info = Arc::new(info);
        let Bucket { root, state, .. } = self.bucket.clone();
        self.finish(&info, Place::Object(KeyHash::new(state.info.name.as_str(), &info.key)))?;
        let charge = self.take_charge();
        state.publish(&root, &self.path, Arc::clone(&info), guard, charge)?;
        self.committed = true;
        Ok(info)
    }

    /// Ends the file with its record and makes it durable. It still lies among the temporary files.
    pub(crate) fn finish(&mut self, info: &ObjectInfo, place: Place) -> Result<(), Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let root = Arc::clone(&self.bucket.root);
        root.check_writable()?;
        if !self.block.is_empty() {
            self.end_block(true)?;
        }
        let bucket = self.bucket.info().name.as_str();
        let sealed_key = root.sealer.seal_key(&self.key, place)?;
        let record = record::encode_object(bucket, info, &self.key, &sealed_key)?;
        root.disk.append(&mut self.file, &self.path, &record)?;
        root.sync_new_file(&self.file, &self.path)
    }

    /// Hands the count of the object over to the caller.
    pub(crate) fn take_charge(&mut self) -> Charge {
        let charge = self.charge.take();
        let mut charge = charge.unwrap_or_else(|| self.bucket.state.owner.charge(self.size));
        charge.shrink_to(self.size);
        charge
    }

    /// Path of the file until it is committed.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file was moved to where it belongs.
    pub(crate) fn moved(mut self) {
        self.committed = true;
    }

    /// Gives it up.
    pub fn abort(self) {}
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.committed {
            self.bucket.root.discard(Debris::File(std::mem::take(&mut self.path)));
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("bucket", self.bucket.info())
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// One of the uploads that may be open at a time.
struct Slot(Arc<DiskRoot>);

impl Slot {
    fn take(root: &Arc<DiskRoot>) -> Result<Slot, Error> {
        let limit = root.limits.open_uploads;
        let take = |open: usize| (open < limit).then(|| open + 1);
        match root.open_uploads.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take) {
            Ok(_) => Ok(Slot(Arc::clone(root))),
            Err(_) => Err(Error::TooManyUploads { limit }),
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.open_uploads.fetch_sub(1, Ordering::SeqCst);
    }
}
