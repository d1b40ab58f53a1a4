use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::limits::MAX_CONFIGURATION_BYTES;

#[test]
fn documents_are_kept_by_name_across_restarts() {
    let root = TempDir::new().unwrap();
    let read =
        |bucket: &Bucket, name: &str| bucket.configuration(name).unwrap().as_deref().map(str::to_owned);
    {
        let (objects, _) = open(root.path());
        let bucket = create(&objects, "photos");
        assert_eq!(read(&bucket, "tagging"), None);
        bucket.set_configuration("tagging", Some("<Tagging/>")).unwrap();
        bucket.set_configuration("cors", Some("<CORS/>")).unwrap();
        bucket.set_configuration("tagging", Some("<Tagging>ü</Tagging>")).unwrap();
        assert_eq!(read(&bucket, "tagging").as_deref(), Some("<Tagging>ü</Tagging>"));
        let other = create(&objects, "other");
        assert_eq!(read(&other, "tagging"), None);
    }
    {
        let (objects, report) = open(root.path());
        assert!(report.foreign.is_empty() && report.damaged.is_empty());
        let bucket = objects.bucket("photos").unwrap();
        assert_eq!(read(&bucket, "tagging").as_deref(), Some("<Tagging>ü</Tagging>"));
        bucket.set_configuration("tagging", None).unwrap();
        bucket.set_configuration("website", None).unwrap();
    }
    let (objects, _) = open(root.path());
    let bucket = objects.bucket("photos").unwrap();
    assert_eq!((read(&bucket, "tagging"), read(&bucket, "cors").as_deref()), (None, Some("<CORS/>")));
    bucket.delete().unwrap();
    assert!(matches!(bucket.configuration("cors"), Err(Error::NoSuchBucket)));
    assert!(matches!(bucket.set_configuration("cors", None), Err(Error::NoSuchBucket)));
    assert_eq!(read(&create(&objects, "photos"), "cors"), None, "a namesake starts with nothing");
}

#[test]
fn documents_lie_sealed_and_in_one_place() {
    let root = TempDir::new().unwrap();
    let (objects, _) = open(root.path());
    let (first, second) = (create(&objects, "first"), create(&objects, "second"));
    first.set_configuration("tagging", Some("confidential")).unwrap();
    second.set_configuration("tagging", Some("public")).unwrap();
    let configurations: Vec<PathBuf> =
        files(root.path()).into_keys().filter(|path| path.ends_with("configuration")).collect();
    let [one, other] = configurations.as_slice() else { panic!("{configurations:?}") };
    for content in files(root.path()).values() {
        assert!(!content.windows(12).any(|window| window == b"confidential"));
    }
    drop((first, second, objects));
    // the file of another bucket does not open, nor does a changed one
    std::fs::copy(other, one).unwrap();
    let (objects, _) = open(root.path());
    let outcomes: Vec<bool> = ["first", "second"]
        .map(|name| objects.bucket(name).unwrap().configuration("tagging").is_ok())
        .to_vec();
    assert_eq!(outcomes.iter().filter(|good| **good).count(), 1, "{outcomes:?}");
}

#[test]
fn the_size_of_all_documents_is_bounded() {
    let root = TempDir::new().unwrap();
    let (objects, _) = open(root.path());
    let bucket = create(&objects, "photos");
    let document = "x".repeat(MAX_CONFIGURATION_BYTES - 1);
    bucket.set_configuration("a", Some(&document)).unwrap();
    let refused = bucket.set_configuration("b", Some(""));
    assert!(matches!(refused, Err(Error::QuotaExceeded { .. })), "{refused:?}");
    assert_eq!(bucket.configuration("b").unwrap(), None);
    assert_eq!(
        bucket.configuration("a").unwrap().as_deref().map(str::len),
        Some(MAX_CONFIGURATION_BYTES - 1)
    );
    let _: Option<Arc<str>> = bucket.configuration("a").unwrap();
}
