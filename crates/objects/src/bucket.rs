//! Handles to buckets.

use std::io;
use std::sync::Arc;

use crate::contents::{BucketState, Object};
use crate::damage::DamageKind;
use crate::error::Error;
use crate::layout::KeyHash;
use crate::list::{self, ListRequest, Listing};
use crate::locking::{lock, read, write};
use crate::model::{BucketInfo, ObjectInfo};
use crate::name::Key;
use crate::namespace::Namespace;
use crate::root::{Debris, DiskRoot};

/// A bucket as it was looked up. The handle stays with that very bucket: once it is deleted, calls fail with
/// [`Error::NoSuchBucket`], even if another of the same name was made, so a permission that was checked against
/// [`Bucket::info`] never reaches another owner's bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub(crate) root: Arc<DiskRoot>,
    pub(crate) namespace: Arc<Namespace>,
    pub(crate) state: Arc<BucketState>,
}

impl Bucket {
    /// Name, owner, region and age.
    pub fn info(&self) -> &BucketInfo {
        &self.state.info
    }

    /// Looks an object up.
    pub fn head(&self, key: &Key) -> Result<Arc<ObjectInfo>, Error> {
        self.state.check_exists()?;
        self.state.find(key).map(|stored| stored.info)
    }

    /// Opens an object for reading.
    pub fn get(&self, key: &Key) -> Result<Object, Error> {
        self.state.check_exists()?;
        match self.state.open(&self.root, key) {
            // The file went between look-up and opening: an overwrite or delete finished, or is about to. A call
            // that removes files holds the shard, so with it in hand index and directory agree.
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                let hash = KeyHash::new(self.state.info.name.as_str(), key);
                let _shard = lock(self.state.shard(hash));
                self.state.open(&self.root, key).or_else(|error| match error {
                    Error::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                        // Either a delete failed half-way, which sealed the store, or another program removed the file.
                        self.root.check_writable()?;
                        let path = self.state.path_of(key);
                        Err(self.state.damaged(path, Some(key.as_str()), DamageKind::Missing))
                    }
                    error => Err(error),
                })
            }
            result => result,
        }
    }

    /// Deletes objects; a key without one is no error. `Ok` means that none of them is there any more. After an error
    /// some may be gone and others not.
    pub fn delete_objects(&self, keys: &[Key]) -> Result<(), Error> {
        self.state.delete_objects(&self.root, keys)
    }

    /// One page of the keys. Objects whose records cannot be read have no key to be listed by: [`Bucket::unlisted`].
    pub fn list(&self, request: &ListRequest<'_>) -> Result<Listing, Error> {
        self.state.check_exists()?;
        let index = read(&self.state.index);
        Ok(list::list(|from| index.range(from), request))
    }

    /// Number of objects that no listing shows, since their records cannot be read. The opening told their files.
    pub fn unlisted(&self) -> usize {
        read(&self.state.index).damaged.len()
    }
}

impl Bucket {
    /// Deletes the bucket if it is empty. Uploads to it that are under way can no longer be committed.
    pub fn delete(&self) -> Result<(), Error> {
        self.remove(true)
    }

    /// Deletes the bucket with all that is in it, in one step: after a crash it is whole or gone.
    pub fn delete_with_objects(&self) -> Result<(), Error> {
        self.remove(false)
    }

    fn remove(&self, only_if_empty: bool) -> Result<(), Error> {
        self.namespace.hold(|| self.remove_held(only_if_empty))
    }

    fn remove_held(&self, only_if_empty: bool) -> Result<(), Error> {
        let Bucket { root, namespace, state } = self;
        root.check_writable()?;
        let mut deleted = write(&state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        if only_if_empty {
            let index = read(&state.index);
            if !index.objects.is_empty() || !index.damaged.is_empty() {
                return Err(Error::BucketNotEmpty);
            }
        }
        let temporary = root.next_temporary();
        let buckets = root.disk.open_directory(&root.layout.buckets)?;
        root.rename(&state.directory, &temporary)?;
        root.sync_directory(&buckets)?;
        *deleted = true;
        write(&namespace.buckets).remove(&state.info);
        state.multiparts.forget();
        root.discard(Debris::Directory(temporary));
        Ok(())
    }
}
