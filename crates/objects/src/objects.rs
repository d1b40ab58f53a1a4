//! The store itself: makes, finds and lists buckets.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bucket::Bucket;
use crate::contents::BucketState;
use crate::disk::{Disk, FileSystem};
use crate::error::{Error, OpenError};
use crate::index::Index;
use crate::layout;
use crate::limits::{Limits, MAX_OWNER_BYTES, MAX_REGION_BYTES};
use crate::locking::{read, write};
use crate::model::BucketInfo;
use crate::name::BucketName;
use crate::namespace::Namespace;
use crate::open::{self, BadBuckets, Opened, Report};
use crate::parts::Multiparts;
use crate::record;
use crate::root::{Debris, DiskRoot};
use crate::seal::SealCause;
use crate::sealer::Sealer;
use crate::usage::Usage;

/// The store: a handle, cheap to clone and free to share between threads. The directory stays locked until the last
/// handle to it, to a bucket or to an upload is dropped.
#[derive(Debug, Clone)]
pub struct Objects {
    root: Arc<DiskRoot>,
    namespace: Arc<Namespace>,
}

/// Description of a new bucket.
#[derive(Debug, Clone, Copy)]
pub struct NewBucket<'a> {
    /// Its name.
    pub name: &'a BucketName,
    /// Account that makes it; 1 to [`MAX_OWNER_BYTES`] bytes.
    pub owner: &'a str,
    /// Region that it is made in; 1 to [`MAX_REGION_BYTES`] bytes.
    pub region: &'a str,
}

/// Query for buckets.
#[derive(Debug, Clone, Copy)]
pub struct BucketQuery<'a> {
    /// Buckets of this account.
    pub owner: &'a str,
    /// Prefix of their names; may be empty.
    pub prefix: &'a str,
    /// In this region, or in any.
    pub region: Option<&'a str>,
    /// After this name, or from the first.
    pub after: Option<&'a str>,
    /// At most so many.
    pub max_buckets: usize,
}

/// One page of buckets, in order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketPage {
    /// The buckets.
    pub buckets: Vec<Arc<BucketInfo>>,
    /// If there are more: the name to go on after.
    pub next: Option<String>,
}

impl Objects {
    /// Opens the store in `root`, which is made if it does not exist: sweeps what an interrupted run left behind,
    /// and reads the record of every object.
    pub fn open(root: &Path, limits: Limits, sealer: Sealer) -> Result<(Objects, Report), OpenError> {
        Objects::open_on(Arc::new(FileSystem), root, limits, sealer)
    }

    pub(crate) fn open_on(
        disk: Arc<dyn Disk>,
        root: &Path,
        limits: Limits,
        sealer: Sealer,
    ) -> Result<(Objects, Report), OpenError> {
        open::open(disk, root, limits, sealer, BadBuckets::Refused).map(Objects::of)
    }

    pub(crate) fn of(opened: Opened) -> (Objects, Report) {
        let Opened { root, namespace, report } = opened;
        (Objects { root: Arc::new(root), namespace: Arc::new(namespace) }, report)
    }

    fn handle(&self, state: Arc<BucketState>) -> Bucket {
        Bucket { root: Arc::clone(&self.root), namespace: Arc::clone(&self.namespace), state }
    }

    /// True once a sync has failed, so that nothing more is written until the store is opened again.
    pub fn is_sealed(&self) -> bool {
        self.root.seal.cause().is_some()
    }

    /// Calls `hook` with the cause as soon as a sync fails, once, on the thread that the sync failed on; at once if it
    /// has failed already. A process had better end then, so that what supervises it starts another.
    pub fn on_seal(&self, hook: impl FnOnce(&SealCause) + Send + 'static) {
        self.root.seal.on_seal(Box::new(hook));
    }

    /// Storage that an account uses. One that never had a bucket uses none.
    pub fn usage(&self, owner: &str) -> Usage {
        self.namespace.owners.usage(owner)
    }

    /// All buckets of all owners, in order of their names.
    pub(crate) fn all_buckets(&self) -> Vec<Bucket> {
        let states: Vec<_> = read(&self.namespace.buckets).by_name.values().cloned().collect();
        states.into_iter().map(|state| self.handle(state)).collect()
    }

    /// Does something while no bucket comes or goes.
    pub(crate) fn with_namespace<T>(&self, work: impl FnOnce() -> T) -> T {
        self.namespace.hold(work)
    }

    pub(crate) fn buckets_directory(&self) -> PathBuf {
        self.root.layout.buckets.clone()
    }

    /// Makes a bucket. A name that is taken is [`Error::BucketExists`], also if another account owns it.
    pub fn create_bucket(&self, new: NewBucket<'_>, now_ms: u64) -> Result<Bucket, Error> {
        let fits = |text: &str, limit: usize| (1..=limit).contains(&text.len());
        if !fits(new.owner, MAX_OWNER_BYTES) || !fits(new.region, MAX_REGION_BYTES) {
            return Err(Error::InvalidBucketRecord);
        }
        self.namespace.hold(|| self.create_held(new, now_ms))
    }

    fn create_held(&self, new: NewBucket<'_>, now_ms: u64) -> Result<Bucket, Error> {
        let Objects { root, namespace } = self;
        root.check_writable()?;
        if let Some(existing) = read(&namespace.buckets).by_name.get(new.name.as_str()) {
            return Err(Error::BucketExists { owner: existing.info.owner.clone() });
        }
        let limit = root.limits.buckets_per_owner;
        if read(&namespace.buckets).count(new.owner) >= limit {
            return Err(Error::TooManyBuckets { limit });
        }
        let info = BucketInfo {
            name: new.name.clone(),
            owner: new.owner.to_owned(),
            region: new.region.to_owned(),
            created_at_ms: now_ms,
        };
        let directory = root.layout.bucket(new.name.as_str());
        let temporary = root.next_temporary();
        let made = make_bucket(root, &temporary, &info).and_then(|()| {
            let buckets = root.disk.open_directory(&root.layout.buckets)?;
            root.rename(&temporary, &directory)?;
            Ok(buckets)
        });
        let buckets = made.inspect_err(|_| root.discard(Debris::Directory(temporary)))?;
        root.sync_directory(&buckets)?;
        let owner = namespace.owners.get(new.owner);
        let (index, multiparts) = (Index::default(), Multiparts::default());
        let state = Arc::new(BucketState::new(info, owner, directory, index, multiparts, |_| false));
        write(&namespace.buckets).insert(Arc::clone(&state));
        Ok(self.handle(state))
    }

    /// Looks a bucket up. Any text may be asked for; only the name of a bucket finds one.
    pub fn bucket(&self, name: &str) -> Result<Bucket, Error> {
        let state = read(&self.namespace.buckets).by_name.get(name).cloned().ok_or(Error::NoSuchBucket)?;
        Ok(self.handle(state))
    }

    /// Lists buckets of one account.
    pub fn list_buckets(&self, query: &BucketQuery<'_>) -> BucketPage {
        let buckets = read(&self.namespace.buckets);
        let mut page = BucketPage::default();
        let Some(owned) = buckets.by_owner.get(query.owner) else { return page };
        if query.max_buckets == 0 {
            return page;
        }
        let start = match query.after {
            Some(after) if after >= query.prefix => Bound::Excluded(after),
            _ => Bound::Included(query.prefix),
        };
        for (name, state) in owned.range::<str, _>((start, Bound::Unbounded)) {
            if !name.starts_with(query.prefix) {
                break;
            }
            if query.region.is_some_and(|region| region != state.info.region) {
                continue;
            }
            if page.buckets.len() == query.max_buckets {
                page.next = page.buckets.last().map(|info| info.name.as_str().to_owned());
                break;
            }
            page.buckets.push(state.info.clone());
        }
        page
    }
}

/// Makes a bucket's directory, and all in it durable.
fn make_bucket(root: &DiskRoot, directory: &Path, info: &BucketInfo) -> Result<(), Error> {
    let path = layout::bucket_record(directory);
    root.disk.create_directory(directory)?;
    root.disk.create_directory(&layout::bucket_objects(directory))?;
    root.write_new_file(&path, &record::encode_bucket(info)?)?;
    root.sync_new_directory(directory)
}
