use super::*;

fn read(value: &str) -> Option<(String, Option<String>)> {
    CopySource::parse(value).map(|source| (source.path(), source.version_id))
}

#[test]
fn sources_in_every_spelling() {
    for (name, value, path, version) in [
        ("plain", "photos/a/b.jpg", "photos/a/b.jpg", None),
        ("with a slash before it", "/photos/a/b.jpg", "photos/a/b.jpg", None),
        ("with all slashes encoded", "%2Fphotos%2Fa%2Fb.jpg", "photos/a/b.jpg", None),
        ("UTF-8 and a space", "photos/gr%C3%BC%C3%9Fe%20.txt", "photos/grüße .txt", None),
        ("a plus is a space", "photos/a+b", "photos/a b", None),
        ("an encoded plus stands for itself", "photos/a%2Bb%2bc", "photos/a+b+c", None),
        ("both, and a space as it is", "/photos/a+b%2B c%20d", "photos/a b+ c d", None),
        ("a plus for a slash's neighbour", "photos/+/+", "photos/ / ", None),
        ("a plus in a version", "photos/a?versionId=a+b", "photos/a", Some("a+b")),
        ("a percent sign that encodes nothing", "photos/100%", "photos/100%", None),
        ("dots and slashes are data", "photos/..//../x", "photos/..//../x", None),
        ("a version", "photos/a?versionId=null", "photos/a", Some("null")),
        ("an encoded question mark", "photos/a%3FversionId=1", "photos/a?versionId=1", None),
    ] {
        assert_eq!(read(value), Some((path.to_owned(), version.map(str::to_owned))), "{name}");
    }
}

#[test]
fn what_names_no_object() {
    for value in ["", "/", "photos", "photos/", "/photos/", "Photos/a", "../a/b", "photos/%FF", "//photos/a"]
    {
        assert_eq!(read(value), None, "{value}");
    }
    assert_eq!(read(&format!("photos/{}", "k".repeat(1025))), None, "a key that is too long");
    assert!(read(&format!("photos/{}", "k".repeat(1024))).is_some(), "a key just short enough");
}

#[test]
fn ranges_to_copy() {
    for (text, range) in [
        ("bytes=0-9", Some((0, 9))),
        ("bytes=5-5", Some((5, 5))),
        ("bytes=9-5", None),
        ("bytes=5-", None),
        ("bytes=-5", None),
        ("5-9", None),
        ("bytes=0-9,11-12", None),
        ("bytes=+0-9", None),
    ] {
        let read = copy_source_range(Some(text));
        assert_eq!(read.ok().flatten(), range, "{text}");
    }
    assert_eq!(copy_source_range(None).ok(), Some(None));
}
