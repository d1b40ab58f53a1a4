//! Bytes, objects and uploads of each account, counted as they come and go.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::error::Error;
use crate::locking::lock;

/// The most that an account may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of data of all objects and parts in the account's buckets, those on their way in counted.
    pub object_bytes: u64,
    /// Number of all objects and parts in the account's buckets, those on their way in counted.
    pub objects: u64,
    /// Bodies that are received into the account's buckets at the same time.
    pub uploads: usize,
    /// Multipart uploads in the account's buckets that are neither completed nor aborted.
    pub multiparts: usize,
}

impl Budget {
    /// No bound but the disk.
    pub const UNLIMITED: Budget =
        Budget { object_bytes: u64::MAX, objects: u64::MAX, uploads: usize::MAX, multiparts: usize::MAX };
}

/// Storage that an account uses: bytes, objects and uploads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of data of all objects and parts in its buckets, those on their way in counted. A damaged object, whose size
    /// cannot be told, counts as the length of its file.
    pub object_bytes: u64,
    /// Number of those objects and parts.
    pub objects: u64,
    /// Bodies on their way in.
    pub uploads: usize,
    /// Multipart uploads that are neither completed nor aborted.
    pub multiparts: usize,
}

/// All accounts that own buckets.
#[derive(Debug, Default)]
pub(crate) struct Owners(Mutex<BTreeMap<String, Arc<Owner>>>);

impl Owners {
    /// The account of that name. Accounts stay known once they have had a bucket.
    pub(crate) fn get(&self, name: &str) -> Arc<Owner> {
        Arc::clone(lock(&self.0).entry(name.to_owned()).or_default())
    }

    /// Storage that an account uses: bytes, objects and uploads.
    pub(crate) fn usage(&self, name: &str) -> Usage {
        lock(&self.0).get(name).map_or_else(Usage::default, |owner| *lock(&owner.0))
    }
}

/// One account.
#[derive(Debug, Default)]
pub(crate) struct Owner(Mutex<Usage>);

impl Owner {
    /// Counts an object of so many bytes that is there already.
    pub(crate) fn charge(self: &Arc<Self>, bytes: u64) -> Charge {
        let mut usage = lock(&self.0);
        usage.object_bytes = usage.object_bytes.saturating_add(bytes);
        usage.objects = usage.objects.saturating_add(1);
        Charge { owner: Arc::clone(self), bytes }
    }

    /// Counts a multipart upload, unless it would be one too many.
    pub(crate) fn enter_multipart(self: &Arc<Self>, budget: &Budget) -> Result<MultipartPlace, Error> {
        let mut usage = lock(&self.0);
        if usage.multiparts >= budget.multiparts {
            return Err(Error::TooManyMultiparts { limit: budget.multiparts });
        }
        usage.multiparts = usage.multiparts.saturating_add(1);
        Ok(MultipartPlace(Arc::clone(self)))
    }

    /// Counts a body that is about to come in, of as many bytes as it says, unless it would exceed the budget.
    pub(crate) fn enter_upload(
        self: &Arc<Self>,
        budget: &Budget,
        expected: u64,
    ) -> Result<(UploadPlace, Charge), Error> {
        let mut usage = lock(&self.0);
        if usage.uploads >= budget.uploads {
            return Err(Error::TooManyUploads { limit: budget.uploads });
        }
        if usage.objects >= budget.objects {
            return Err(Error::QuotaExceeded { what: "objects", limit: budget.objects });
        }
        let bytes = within(budget, usage.object_bytes, expected)?;
        usage.object_bytes = bytes;
        usage.objects = usage.objects.saturating_add(1);
        usage.uploads = usage.uploads.saturating_add(1);
        Ok((UploadPlace(Arc::clone(self)), Charge { owner: Arc::clone(self), bytes: expected }))
    }
}

fn within(budget: &Budget, used: u64, more: u64) -> Result<u64, Error> {
    let limit = budget.object_bytes;
    used.checked_add(more)
        .filter(|bytes| *bytes <= limit)
        .ok_or(Error::QuotaExceeded { what: "bytes of objects", limit })
}

/// One object or part, counted as long as this lives.
#[derive(Debug)]
pub(crate) struct Charge {
    owner: Arc<Owner>,
    bytes: u64,
}

impl Charge {
    /// Counts more bytes once the object has more than were expected, unless they would exceed the budget.
    pub(crate) fn grow_to(&mut self, bytes: u64, budget: &Budget) -> Result<(), Error> {
        let Some(more) = bytes.checked_sub(self.bytes) else { return Ok(()) };
        let mut usage = lock(&self.owner.0);
        usage.object_bytes = within(budget, usage.object_bytes, more)?;
        self.bytes = bytes;
        Ok(())
    }

    /// Counts what the object came to have, if fewer bytes than were expected.
    pub(crate) fn shrink_to(&mut self, bytes: u64) {
        let less = self.bytes.saturating_sub(bytes);
        let mut usage = lock(&self.owner.0);
        usage.object_bytes = usage.object_bytes.saturating_sub(less);
        self.bytes -= less;
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        let mut usage = lock(&self.owner.0);
        usage.object_bytes = usage.object_bytes.saturating_sub(self.bytes);
        usage.objects = usage.objects.saturating_sub(1);
    }
}

/// A body on its way in, counted as long as this lives.
#[derive(Debug)]
pub(crate) struct UploadPlace(Arc<Owner>);

impl Drop for UploadPlace {
    fn drop(&mut self) {
        let mut usage = lock(&self.0.0);
        usage.uploads = usage.uploads.saturating_sub(1);
    }
}

/// A multipart upload, counted as long as this lives.
#[derive(Debug)]
pub(crate) struct MultipartPlace(Arc<Owner>);

impl Drop for MultipartPlace {
    fn drop(&mut self) {
        let mut usage = lock(&self.0.0);
        usage.multiparts = usage.multiparts.saturating_sub(1);
    }
}
