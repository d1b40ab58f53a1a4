//! Sealing of files that were stored before sealing existed.
//!
//! Each file is written again beside the old one and takes its place as a new version does, so that a crash leaves the one or
//! the other. Sealed files are passed over, so that it can be started again after any interruption.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::block::Body;
use crate::bucket::Bucket;
use crate::contents::Guard;
use crate::damage::Damage;
use crate::error::Error;
use crate::model::ObjectInfo;
use crate::multipart::Multipart;
use crate::name::{Key, PartNumber};
use crate::objects::Objects;
use crate::upload::Upload;

/// One step of sealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealStep {
    /// An object or a part is sealed now.
    Sealed {
        /// Bytes of data.
        bytes: u64,
    },
    /// A file is damaged, and stays as it is.
    Left(Damage),
}

/// Sums of sealing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sealed {
    /// Objects, parts and multipart uploads that are sealed now.
    pub sealed: u64,
    /// Those that were sealed already.
    pub already: u64,
    /// Those that are damaged.
    pub left: u64,
    /// Bytes of data that are sealed now.
    pub bytes: u64,
    /// The caller stopped it.
    pub stopped: bool,
}

impl Objects {
    /// Seals all objects, multipart uploads and parts that are not, one after another; `report` takes each step, and
    /// `Break` stops it. Others may read and write meanwhile. It needs space for one more copy of the largest object.
    ///
    /// # Errors
    /// [`Error::NoSpace`] and other refusals of the operating system: what is sealed by then stays so.
    pub fn seal(&self, report: &mut dyn FnMut(SealStep) -> ControlFlow<()>) -> Result<Sealed, Error> {
        let mut sealing = Sealing { report, sums: Sealed::default() };
        for bucket in self.all_buckets() {
            if sealing.bucket(&bucket)?.is_break() {
                sealing.sums.stopped = true;
                break;
            }
        }
        Ok(sealing.sums)
    }
}

struct Sealing<'r> {
    report: &'r mut dyn FnMut(SealStep) -> ControlFlow<()>,
    sums: Sealed,
}

type Flow = Result<ControlFlow<()>, Error>;

/// Outcome for one file.
enum Outcome {
    Sealed(u64),
    Already,
    /// It was rewritten or went meanwhile.
    Gone,
}

impl Sealing<'_> {
    fn bucket(&mut self, bucket: &Bucket) -> Flow {
        for key in bucket.state.contents().0 {
            let outcome = seal_object(bucket, &key);
            if self.count(outcome)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        for upload in bucket.multiparts().unwrap_or_default() {
            let Ok(multipart) = bucket.multipart(&upload.key, &upload.id) else { continue };
            let outcome = multipart.seal_record();
            if self.count(outcome)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            for part in multipart.parts().unwrap_or_default() {
                let outcome = seal_part(&multipart, part.number);
                if self.count(outcome)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn count(&mut self, outcome: Result<Outcome, Error>) -> Flow {
        let step = match outcome {
            Ok(Outcome::Sealed(bytes)) => {
                self.sums.sealed += 1;
                self.sums.bytes = self.sums.bytes.saturating_add(bytes);
                SealStep::Sealed { bytes }
            }
            Err(Error::Damaged(damage)) => {
                self.sums.left += 1;
                SealStep::Left(*damage)
            }
            Ok(Outcome::Already) => {
                self.sums.already += 1;
                return Ok(ControlFlow::Continue(()));
            }
            Ok(Outcome::Gone)
            | Err(
                Error::NoSuchBucket
                | Error::NoSuchKey
                | Error::NoSuchUpload
                | Error::InvalidPart { .. }
                | Error::UploadBusy
                | Error::PreconditionFailed,
            ) => return Ok(ControlFlow::Continue(())),
            Err(error) => return Err(error),
        };
        Ok((self.report)(step))
    }
}

fn seal_object(bucket: &Bucket, key: &Key) -> Result<Outcome, Error> {
    let stored = bucket.state.find(key)?;
    if stored.info.sealed {
        return Ok(Outcome::Already);
    }
    let object = bucket.get(key)?;
    if !object.is(&stored.info) {
        return Ok(Outcome::Gone);
    }
    let upload = copy(bucket, object.body()?)?;
    let info = ObjectInfo { sealed: true, ..ObjectInfo::clone(&stored.info) };
    let info = upload.commit_as(info, &Guard::Sequence(stored.sequence))?;
    Ok(Outcome::Sealed(info.size))
}

fn seal_part(multipart: &Multipart, number: PartNumber) -> Result<Outcome, Error> {
    let Some((info, sequence)) = multipart.unsealed_part(number)? else { return Ok(Outcome::Already) };
    let upload = copy(&multipart.bucket, multipart.read_part(number)?)?;
    let info = ObjectInfo { sealed: true, ..ObjectInfo::clone(&info) };
    let part = multipart.publish_part(upload, number, info, Some(sequence))?;
    Ok(Outcome::Sealed(part.size))
}

/// The data in a new file, which is sealed as all new ones are.
fn copy(bucket: &Bucket, body: Body) -> Result<Upload, Error> {
    let mut upload = bucket.begin_put()?;
    for piece in body {
        upload.write(&piece?)?;
    }
    Ok(upload)
}

impl Multipart {
    /// A part that is not sealed, and its version.
    fn unsealed_part(&self, number: PartNumber) -> Result<Option<(Arc<ObjectInfo>, u64)>, Error> {
        let (info, sequence) = self.version_of(number)?;
        Ok((!info.sealed).then_some((info, sequence)))
    }

    fn seal_record(&self) -> Result<Outcome, Error> {
        Ok(if self.rewrite_record()? { Outcome::Sealed(0) } else { Outcome::Already })
    }
}
