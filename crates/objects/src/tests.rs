//! The store as a whole.

mod adversaries;
mod buckets;
mod concurrency;
mod configuration;
mod crash;
mod damage;
mod faults;
mod kill;
mod multipart;
mod objects;
mod sealing;
mod simulation;
mod usage;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use secret::Entropy;
use secret::seal::RootKey;

use crate::{
    Bucket, BucketName, Error, Key, Limits, ListRequest, Metadata, NewBucket, Objects, Precondition, Report,
    Sealer,
};

const OWNER: &str = "111122223333";

/// Every sealer of the tests has the same root key, and never the same random bytes.
pub(crate) fn sealer() -> Sealer {
    static SEED: AtomicU64 = AtomicU64::new(1);
    Sealer::new(&RootKey::from_bytes([7; 32]), Counted(SEED.fetch_add(1 << 32, Ordering::SeqCst)))
}

/// Seeded generator of bytes (SplitMix64).
struct Counted(u64);

impl Entropy for Counted {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

fn open(root: &Path) -> (Objects, Report) {
    Objects::open(root, Limits::default(), sealer()).unwrap()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn try_create(objects: &Objects, name: &str, owner: &str) -> Result<Bucket, Error> {
    let name = BucketName::parse(name).unwrap();
    objects.create_bucket(NewBucket { name: &name, owner, region: "us-east-1" }, 1)
}

fn create(objects: &Objects, name: &str) -> Bucket {
    try_create(objects, name, OWNER).unwrap()
}

fn try_put(bucket: &Bucket, name: &str, data: &[u8], precondition: &Precondition) -> Result<(), Error> {
    let mut upload = bucket.begin_put()?;
    upload.write(data)?;
    upload.commit(key(name), Metadata::new(), precondition, 2).map(|_| ())
}

fn put(bucket: &Bucket, name: &str, data: &[u8]) {
    try_put(bucket, name, data, &Precondition::None).unwrap();
}

fn try_get(bucket: &Bucket, name: &str) -> Result<Vec<u8>, Error> {
    let pieces = bucket.get(&key(name))?.body()?.collect::<Result<Vec<_>, _>>()?;
    Ok(pieces.concat())
}

fn get(bucket: &Bucket, name: &str) -> Vec<u8> {
    try_get(bucket, name).unwrap()
}

fn keys(bucket: &Bucket) -> Vec<String> {
    let listing = bucket.list(&ListRequest::default()).unwrap();
    listing.objects.iter().map(|info| info.key.as_str().to_owned()).collect()
}

/// All files below a directory, and what they hold.
fn files(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// The one file of an object below a directory.
fn object_file(directory: &Path) -> PathBuf {
    let mut objects = files(directory).into_keys().filter(|path| path.extension().is_some());
    let file = objects.next().unwrap();
    assert_eq!(objects.next(), None);
    file
}
