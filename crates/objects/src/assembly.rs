//! The end of a multipart upload: its parts become one object.

use std::collections::VecDeque;
use std::sync::Arc;

use md5::{Digest, Md5};

use crate::block::Body;
use crate::contents::Guard;
use crate::error::Error;
use crate::limits::MAX_PARTS;
use crate::locking::{lock, read};
use crate::metadata::Checksum;
use crate::model::{ComposedPart, Composition, ETag, MultipartInfo, ObjectInfo, PartInfo, Precondition};
use crate::multipart::Multipart;
use crate::name::PartNumber;
use crate::parts::{Phase, StoredPart};
use crate::upload::Upload;

impl Multipart {
    /// Starts to make one object of these parts, each named by its number and entity tag, in ascending order.
    pub fn assemble(&self, wanted: &[(PartNumber, String)]) -> Result<Assembly, Error> {
        let limits = self.bucket.root.limits;
        let mut parts = lock(&self.state.parts);
        parts.phase.check_open()?;
        let ascending = wanted.windows(2).all(|two| matches!(two, [(a, _), (b, _)] if a < b));
        if wanted.is_empty() || !ascending {
            return Err(Error::InvalidPartOrder);
        }
        let mut queue = VecDeque::with_capacity(wanted.len());
        let mut size: u64 = 0;
        for (number, etag) in wanted {
            let stored = parts.stored.get(number).filter(|stored| stored.info.etag.matches(etag));
            let stored = stored.ok_or(Error::InvalidPart { number: number.get() })?;
            size = size.saturating_add(stored.info.size);
            queue.push_back((*number, stored.clone()));
        }
        for (number, stored) in queue.iter().take(queue.len().saturating_sub(1)) {
            if stored.info.size < limits.part_bytes {
                let (number, size) = (number.get(), stored.info.size);
                return Err(Error::PartTooSmall { number, size, limit: limits.part_bytes });
            }
        }
        if size > limits.object_bytes {
            return Err(Error::ObjectTooLarge { limit: limits.object_bytes });
        }
        // these bytes are the account's already
        let upload = self.bucket.begin_put()?;
        parts.phase = Phase::Completing;
        drop(parts);
        let chosen = queue.iter().map(|(number, stored)| stored.describe(*number)).collect();
        Ok(Assembly { claim: Claim(self.clone()), chosen, queue, reading: None, upload })
    }
}

/// An object being made of parts. The caller passes all of its data by with [`Assembly::next_piece`], to compute a checksum
/// of it if it likes, and commits. Dropping it leaves the multipart upload as it was.
#[derive(Debug)]
pub struct Assembly {
    claim: Claim,
    chosen: Vec<PartInfo>,
    queue: VecDeque<(PartNumber, StoredPart)>,
    reading: Option<Body>,
    upload: Upload,
}

/// That a multipart upload is being completed, which ends with it.
#[derive(Debug)]
struct Claim(Multipart);

impl Drop for Claim {
    fn drop(&mut self) {
        let mut parts = lock(&self.0.state.parts);
        if parts.phase == Phase::Completing {
            parts.phase = Phase::Open;
        }
    }
}

impl Assembly {
    /// Description of the upload and the object.
    pub fn info(&self) -> &MultipartInfo {
        self.claim.0.info()
    }

    /// The parts that it is made of, in order.
    pub fn parts(&self) -> &[PartInfo] {
        &self.chosen
    }

    /// Copies the next piece of the data to the object, and shows it; `None` at the end.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            if let Some(piece) = self.reading.as_mut().and_then(Iterator::next) {
                let piece = piece?;
                self.upload.write(&piece)?;
                return Ok(Some(piece));
            }
            let Some((number, stored)) = self.queue.pop_front() else { return Ok(None) };
            self.reading = Some(self.claim.0.open(number, &stored)?);
        }
    }

    /// Makes it the object, durably, and ends the multipart upload. Data that is not copied yet is copied first.
    pub fn commit(
        mut self,
        checksum: Option<Checksum>,
        precondition: &Precondition,
        now_ms: u64,
    ) -> Result<Arc<ObjectInfo>, Error> {
        while self.next_piece()?.is_some() {}
        let Assembly { claim, chosen, upload, .. } = self;
        let multipart = &claim.0;
        let mut metadata = multipart.info().metadata.clone();
        if let Some(checksum) = checksum {
            metadata.set_checksum(checksum);
        }
        let info = ObjectInfo {
            key: multipart.info().key.clone(),
            size: upload.size(),
            etag: etag_of(&chosen),
            last_modified_ms: now_ms,
            metadata,
            composition: Some(composition_of(multipart.info(), &chosen)),
            sealed: true,
        };
        let info = upload.commit_as(info, &Guard::Precondition(precondition))?;
        let deleted = read(&multipart.bucket.state.deleted);
        if !*deleted {
            // The object is durable, so this has succeeded. If the parts stay, they can be completed again or aborted.
            let _ = multipart.end(&mut lock(&multipart.state.parts));
        }
        Ok(info)
    }
}

fn composition_of(upload: &MultipartInfo, parts: &[PartInfo]) -> Composition {
    let parts = parts.iter().map(|part| ComposedPart { size: part.size, checksum: part.checksum.clone() });
    Composition { upload_id: upload.id.clone(), parts: parts.collect() }
}

/// The MD5 of the MD5s.
fn etag_of(parts: &[PartInfo]) -> ETag {
    let mut md5 = Md5::new();
    for part in parts {
        md5.update(part.etag.md5());
    }
    // there are no more parts than part numbers
    ETag::of_parts(md5.finalize().into(), u16::try_from(parts.len()).unwrap_or(MAX_PARTS))
}
