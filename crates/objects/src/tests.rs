//! The store as a whole.

use std::path::Path;

use crate::{Bucket, BucketName, Key, Limits, Metadata, NewBucket, Objects, Precondition, Report};

fn open(root: &Path) -> (Objects, Report) {
    Objects::open(root, Limits::default()).unwrap()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn create(objects: &Objects, name: &str) -> Bucket {
    let name = BucketName::parse(name).unwrap();
    objects.create_bucket(NewBucket { name: &name, owner: "111122223333", region: "us-east-1" }, 1).unwrap()
}

fn put(bucket: &Bucket, name: &str, data: &[u8]) {
    let mut upload = bucket.begin_put().unwrap();
    upload.write(data).unwrap();
    upload.commit(key(name), Metadata::new(), &Precondition::None, 2).unwrap();
}

fn get(bucket: &Bucket, name: &str) -> Vec<u8> {
    let body = bucket.get(&key(name)).unwrap().body().unwrap();
    body.collect::<Result<Vec<_>, _>>().unwrap().concat()
}

#[test]
fn an_object_survives_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("objects");
    {
        let (objects, report) = open(&root);
        assert_eq!(report, Report::default());
        put(&create(&objects, "first-bucket"), "a/b", b"data");
    }
    let (objects, report) = open(&root);
    assert_eq!(report, Report { buckets: 1, objects: 1, ..Report::default() });
    assert_eq!(get(&objects.bucket("first-bucket").unwrap(), "a/b"), b"data");
}
