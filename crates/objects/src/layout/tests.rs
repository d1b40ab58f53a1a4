use super::*;

/// These names are on disks out there: they must never change. Computed with `sha256sum`.
#[test]
fn names_on_disk() {
    let bucket = Root::new(PathBuf::from("/r")).bucket("first-bucket");
    let directory = "46241f6f60725315b8659db9615abfa1357af0472498ffc35d83e51281dbdc9b";
    assert_eq!(bucket, Path::new("/r/buckets").join(directory));
    let hash = KeyHash::new("first-bucket", &Key::parse("a/../b").unwrap());
    let file = "69249298848b2422559e85ca68d57ec91a422224d40020df0d084d14028f3cfa.000000000000abcd";
    assert_eq!(hash.path(&bucket, 0xabcd), bucket.join("objects").join("69").join(file));
    assert_eq!(KeyHash::parse_file_name(file), Some((hash, 0xabcd)));
}

#[test]
fn bucket_and_key_do_not_run_into_each_other() {
    let hash = |bucket, key| KeyHash::new(bucket, &Key::parse(key).unwrap());
    assert_ne!(hash("abc", "def"), hash("abcd", "ef"));
    assert_ne!(hash("abc", "def"), hash("abd", "def"));
}
