//! Check of the whole object store: reads every file, and reports damage.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::block::Body;
use crate::bucket::Bucket;
use crate::contents::BucketState;
use crate::damage::{Damage, DamageKind};
use crate::disk::FileSystem;
use crate::error::{Error, OpenError};
use crate::layout::{self, KeyHash, SHARDS};
use crate::limits::Limits;
use crate::locking::{lock, read};
use crate::name::{Key, PartNumber};
use crate::objects::Objects;
use crate::open::{self, BadBuckets, Report};
use crate::sealer::Sealer;

/// One step of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckStep {
    /// An object or a part was read to its end.
    Read {
        /// Bytes of data.
        bytes: u64,
    },
    /// Something is wrong. The check goes on.
    Damaged(Damage),
}

/// Sums of a check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Buckets that were looked at.
    pub buckets: u64,
    /// Objects, damaged ones included.
    pub objects: u64,
    /// Multipart uploads.
    pub multiparts: u64,
    /// Their parts.
    pub parts: u64,
    /// Bytes of data that were read and found right.
    pub bytes: u64,
    /// Objects, multipart uploads and parts of before sealing: [`Objects::seal`] seals them.
    pub unsealed: u64,
    /// Number of faults.
    pub damages: u64,
    /// The caller stopped it.
    pub stopped: bool,
}

/// Receiver of the steps of a check; `Break` stops it.
pub type CheckReport<'r> = dyn FnMut(CheckStep) -> ControlFlow<()> + 'r;

/// Opens the store in `root`, which no process may be serving, and checks it. Other than [`Objects::open`] it goes on
/// where the record of a bucket cannot be read, and tells that.
pub fn check(
    root: &Path,
    limits: Limits,
    sealer: Sealer,
    report: &mut CheckReport<'_>,
) -> Result<Checked, OpenError> {
    let opened = open::open(Arc::new(FileSystem), root, limits, sealer, BadBuckets::Skipped)?;
    let (objects, found) = Objects::of(opened);
    let mut check = Check { report, sums: Checked::default(), told: BTreeSet::new() };
    if found_at_open(&mut check, found).is_continue() {
        let _ = check.all(&objects);
    }
    Ok(check.sums)
}

/// Faults that only an opening can see: buckets that are not there for [`Check::all`].
fn found_at_open(check: &mut Check<'_, '_>, found: Report) -> ControlFlow<()> {
    for damage in found.damaged {
        if damage.kind == DamageKind::BucketRecord {
            check.told.extend(damage.path.parent().map(Path::to_owned));
            check.damaged(damage)?;
        }
    }
    ControlFlow::Continue(())
}

impl Objects {
    /// Reads the records of all buckets, objects and multipart uploads and every block of data, and looks for files that
    /// do not belong. Others may read and write meanwhile. It blocks for as long as reading everything takes.
    pub fn check(&self, report: &mut CheckReport<'_>) -> Checked {
        let mut check = Check { report, sums: Checked::default(), told: BTreeSet::new() };
        let _ = check.all(self);
        check.sums
    }
}

struct Check<'c, 'r> {
    report: &'c mut CheckReport<'r>,
    sums: Checked,
    /// Directories that are not looked at, since their records cannot be read, which was told.
    told: BTreeSet<PathBuf>,
}

impl Check<'_, '_> {
    fn step(&mut self, step: CheckStep) -> ControlFlow<()> {
        let flow = (self.report)(step);
        self.sums.stopped = flow.is_break();
        flow
    }

    fn damaged(&mut self, damage: Damage) -> ControlFlow<()> {
        self.sums.damages += 1;
        self.step(CheckStep::Damaged(damage))
    }

    fn all(&mut self, objects: &Objects) -> ControlFlow<()> {
        for bucket in objects.all_buckets() {
            self.sums.buckets += 1;
            self.bucket(&bucket)?;
        }
        let directory = objects.buckets_directory();
        let strays = objects.with_namespace(|| {
            let buckets = objects.all_buckets();
            let known: BTreeSet<&Path> =
                buckets.iter().map(|bucket| bucket.state.directory.as_path()).collect();
            strays_of(&directory, |name| known.contains(directory.join(name).as_path()))
        });
        self.tell_strays(&directory, None, strays)?;
        let directory = directory.parent().unwrap_or(&directory);
        self.strays(directory, None, |name| ["format", "lock", "tmp", "buckets"].contains(&name))
    }

    fn bucket(&mut self, bucket: &Bucket) -> ControlFlow<()> {
        let state = &*bucket.state;
        match open::read_bucket(&state.directory) {
            Ok(info) if info == *state.info => {}
            _ if state.check_exists().is_err() => return ControlFlow::Continue(()),
            Ok(_) | Err(_) => {
                let path = layout::bucket_record(&state.directory);
                self.damaged(of_bucket(state, path, None, DamageKind::BucketRecord))?;
            }
        }
        if bucket.configuration("").is_err_and(|error| !matches!(error, Error::NoSuchBucket)) {
            let path = layout::bucket_configuration(&state.directory);
            self.damaged(of_bucket(state, path, None, DamageKind::Configuration))?;
        }
        let (keys, damaged) = state.contents();
        for key in keys {
            self.object(bucket, &key)?;
        }
        for (hash, sequence) in damaged {
            let path = hash.path(&state.directory, sequence);
            self.sums.objects += 1;
            self.damaged(of_bucket(state, path, None, DamageKind::ObjectRecord))?;
        }
        self.multiparts(bucket)?;
        self.stray_files(state)
    }

    fn object(&mut self, bucket: &Bucket, key: &Key) -> ControlFlow<()> {
        let state = &*bucket.state;
        let opened = bucket.get(key);
        if !matches!(opened, Err(Error::NoSuchKey | Error::NoSuchBucket)) {
            self.sums.objects += 1;
        }
        let body = match opened {
            Ok(object) => {
                self.sums.unsealed += u64::from(!object.info().sealed);
                object.body()
            }
            // deleted meanwhile
            Err(Error::NoSuchKey | Error::NoSuchBucket) => return ControlFlow::Continue(()),
            Err(error) => Err(error),
        };
        match body.and_then(read_all) {
            Ok(bytes) => self.read(bytes),
            Err(error) => {
                let path = state.path_of(key);
                let (path, kind) = object_damage(error, path);
                self.damaged(of_bucket(state, path, Some(key.as_str().to_owned()), kind))
            }
        }
    }

    fn read(&mut self, bytes: u64) -> ControlFlow<()> {
        self.sums.bytes = self.sums.bytes.saturating_add(bytes);
        self.step(CheckStep::Read { bytes })
    }

    fn multiparts(&mut self, bucket: &Bucket) -> ControlFlow<()> {
        let Ok(uploads) = bucket.multiparts() else { return ControlFlow::Continue(()) };
        for upload in uploads {
            let Ok(multipart) = bucket.multipart(&upload.key, &upload.id) else { continue };
            self.sums.multiparts += 1;
            match multipart.read_record() {
                Ok(sealed) => self.sums.unsealed += u64::from(!sealed),
                Err(Error::Damaged(damage)) => self.damaged(*damage)?,
                Err(Error::NoSuchUpload | Error::NoSuchBucket) => continue,
                Err(error) => {
                    let path = layout::multipart_record(multipart.directory());
                    let kind = DamageKind::Unreadable { error: error.to_string() };
                    let key = Some(upload.key.as_str().to_owned());
                    self.damaged(of_bucket(&bucket.state, path, key, kind))?;
                }
            }
            for part in multipart.parts().unwrap_or_default() {
                self.sums.parts += 1;
                self.sums.unsealed += u64::from(!part.sealed);
                match multipart.read_part(part.number).and_then(read_all) {
                    Ok(bytes) => self.read(bytes)?,
                    Err(Error::NoSuchUpload | Error::InvalidPart { .. } | Error::NoSuchBucket) => {}
                    Err(error) => {
                        let path = multipart.path_of(part.number);
                        let (path, kind) = object_damage(error, path);
                        let kind = of_part(kind, part.number);
                        let key = Some(upload.key.as_str().to_owned());
                        self.damaged(of_bucket(&bucket.state, path, key, kind))?;
                    }
                }
            }
            let strays = multipart
                .with_files(|known| strays_of(multipart.directory(), |name| known.contains(Path::new(name))));
            if let Some(strays) = strays {
                self.tell_strays(multipart.directory(), Some(bucket.info().name.as_str()), strays)?;
            }
        }
        self.stray_uploads(bucket)
    }

    /// Directories of multipart uploads that the index does not know: their records could not be read when the store was
    /// opened.
    fn stray_uploads(&mut self, bucket: &Bucket) -> ControlFlow<()> {
        let directory = layout::multiparts(&bucket.state.directory);
        let strays =
            bucket.with_uploads(|known| strays_of(&directory, |name| known.contains(Path::new(name))));
        let strays = match strays {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return ControlFlow::Continue(()),
            Err(error) => return self.tell_strays(&directory, Some(bucket.info().name.as_str()), Err(error)),
            Ok(strays) => strays,
        };
        for path in strays {
            let (path, kind) = if path.is_dir() {
                (layout::multipart_record(&path), DamageKind::UploadRecord)
            } else {
                (path, DamageKind::Foreign)
            };
            self.damaged(of_bucket(&bucket.state, path, None, kind))?;
        }
        ControlFlow::Continue(())
    }

    /// Files below a bucket's directory that the index does not know.
    fn stray_files(&mut self, state: &BucketState) -> ControlFlow<()> {
        let bucket = Some(state.info.name.as_str());
        let objects = layout::bucket_objects(&state.directory);
        let is_shard = |name: &str| layout::parse_shard(name).is_some();
        self.strays(&objects, bucket, is_shard)?;
        for number in 0..SHARDS {
            let Ok(number) = u8::try_from(number) else { continue };
            let directory = layout::shard(&state.directory, number);
            // with the lock in hand directory and index agree
            let strays = {
                let _shard = lock(state.shard_of(number));
                let index = read(&state.index);
                let known = index.files(&state.info.name, number);
                strays_of(&directory, |name| {
                    KeyHash::parse_file_name(name).is_some_and(|file| known.contains(&file))
                })
            };
            self.tell_strays(&directory, bucket, strays)?;
        }
        ControlFlow::Continue(())
    }

    fn strays(
        &mut self,
        directory: &Path,
        bucket: Option<&str>,
        is_ours: impl Fn(&str) -> bool,
    ) -> ControlFlow<()> {
        self.tell_strays(directory, bucket, strays_of(directory, is_ours))
    }

    fn tell_strays(
        &mut self,
        directory: &Path,
        bucket: Option<&str>,
        strays: io::Result<Vec<PathBuf>>,
    ) -> ControlFlow<()> {
        let bucket = bucket.map(str::to_owned);
        match strays {
            Ok(strays) => {
                for path in strays.into_iter().filter(|path| !self.told.contains(path)).collect::<Vec<_>>() {
                    let kind = DamageKind::Foreign;
                    self.damaged(Damage { path, bucket: bucket.clone(), key: None, kind })?;
                }
                ControlFlow::Continue(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => ControlFlow::Continue(()),
            Err(error) => {
                let kind = DamageKind::Unreadable { error: error.to_string() };
                self.damaged(Damage { path: directory.to_owned(), bucket, key: None, kind })
            }
        }
    }
}

fn strays_of(directory: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut strays = BTreeSet::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(&is_ours) {
            strays.insert(entry.path());
        }
    }
    Ok(strays.into_iter().collect())
}

fn of_bucket(state: &BucketState, path: PathBuf, key: Option<String>, kind: DamageKind) -> Damage {
    Damage { path, bucket: Some(state.info.name.as_str().to_owned()), key, kind }
}

/// Reads a body to its end.
fn read_all(body: Body) -> Result<u64, Error> {
    let mut bytes: u64 = 0;
    for piece in body {
        bytes = bytes.saturating_add(piece?.len() as u64);
    }
    Ok(bytes)
}

/// The file that is damaged, and how.
fn object_damage(error: Error, path: PathBuf) -> (PathBuf, DamageKind) {
    match error {
        Error::Damaged(damage) => (damage.path, damage.kind),
        error => (path, DamageKind::Unreadable { error: error.to_string() }),
    }
}

fn of_part(kind: DamageKind, part: PartNumber) -> DamageKind {
    let part = part.get();
    match kind {
        DamageKind::Block { number } => DamageKind::PartBlock { part, number },
        DamageKind::Missing => DamageKind::PartMissing { part },
        DamageKind::ObjectRecord | DamageKind::Misplaced => DamageKind::PartRecord { part },
        other => other,
    }
}
