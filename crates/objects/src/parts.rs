//! Index in memory of the durable multipart uploads of one bucket, with their parts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};

use crate::error::Error;
use crate::locking::{lock, write};
use crate::model::{MultipartInfo, ObjectInfo, PartInfo};
use crate::name::PartNumber;
use crate::usage::{Charge, MultipartPlace};

/// The multipart uploads of a bucket.
#[derive(Debug, Default)]
pub(crate) struct Multiparts {
    pub(crate) by_id: RwLock<BTreeMap<String, Arc<MultipartState>>>,
    /// True once their directory is known to exist durably. Held while one is started.
    pub(crate) directory_made: Mutex<bool>,
}

/// One of them, shared by all handles to it.
#[derive(Debug)]
pub(crate) struct MultipartState {
    pub(crate) info: Arc<MultipartInfo>,
    pub(crate) directory: PathBuf,
    /// Locked while entries of the directory change.
    pub(crate) parts: Mutex<Parts>,
}

#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) stored: BTreeMap<PartNumber, StoredPart>,
    pub(crate) phase: Phase,
    /// The record is sealed.
    pub(crate) sealed: bool,
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
    pub(crate) sequence: u64,
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
    /// Forgets the parts; the upload counts no more.
    pub(crate) fn end(&mut self) {
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
