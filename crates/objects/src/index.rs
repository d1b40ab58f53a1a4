//! Index in memory of the durable objects of one bucket.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::layout::KeyHash;
use crate::model::ObjectInfo;
use crate::name::{BucketName, Key};
use crate::usage::Charge;

/// The version of a key that counts.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) info: Arc<ObjectInfo>,
    pub(crate) sequence: u64,
    /// Counts it as the owner's.
    pub(crate) _charge: Arc<Charge>,
}

/// An object's file whose record cannot be read.
#[derive(Debug)]
pub(crate) struct DamagedFile {
    pub(crate) sequence: u64,
    /// By the length of the file: the object's size cannot be told.
    pub(crate) _charge: Charge,
}

/// Objects of a bucket whose files are durable.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) objects: BTreeMap<Key, Stored>,
    /// Objects whose file is damaged. They are in no entry of `objects`.
    pub(crate) damaged: BTreeMap<KeyHash, DamagedFile>,
}

impl Index {
    /// The files in one shard that belong to a bucket.
    pub(crate) fn files(&self, bucket: &BucketName, shard: u8) -> BTreeSet<(KeyHash, u64)> {
        let objects =
            self.objects.iter().map(|(key, stored)| (KeyHash::new(bucket.as_str(), key), stored.sequence));
        let damaged = self.damaged.iter().map(|(hash, file)| (*hash, file.sequence));
        objects.chain(damaged).filter(|(hash, _)| hash.shard() == shard).collect()
    }

    pub(crate) fn range<'i>(
        &'i self,
        from: Bound<&[u8]>,
    ) -> impl Iterator<Item = (&'i Key, &'i Arc<ObjectInfo>)> + use<'i> {
        self.objects.range::<[u8], _>((from, Bound::Unbounded)).map(|(key, stored)| (key, &stored.info))
    }
}
