use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn try_open(directory: &Path) -> Result<Data, DataError> {
    open_seeded(directory, &FirstAccount::default(), None, Keeping::Durable)
}

fn refusal(directory: &Path) -> DataError {
    try_open(directory).err().unwrap()
}

/// A data directory that was used, and is closed.
fn used(directory: &Path) {
    let data = try_open(directory).unwrap();
    data.store.close();
    drop(data);
}

fn tree(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(directory).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_directory_is_made_for_its_owner_only() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("some/where/data");
    used(&directory);
    assert_eq!(tree(&directory), ["admin.credentials", "identity.redb", "objects", "root.key"]);
    for made in [place.path().join("some"), directory.clone()] {
        assert_eq!(fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
    }
    for file in ["admin.credentials", "identity.redb", "root.key"] {
        assert_eq!(fs::metadata(directory.join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[test]
fn a_new_installation_is_made_only_where_there_is_nothing() {
    let cases: [(&str, &[&str], Option<&str>); 6] = [
        ("empty", &[], None),
        ("a new file system", &["lost+found"], None),
        ("somebody's files", &["notes.txt", "src"], Some("it holds notes.txt, src, and")),
        ("a hidden file", &[".git"], Some("it holds .git, and")),
        (
            "only credentials",
            &["admin.credentials"],
            Some("it is missing, and the directory is an installation's"),
        ),
        ("only objects", &["objects"], Some("it is missing, and the directory is an installation's")),
    ];
    for (name, entries, refused) in cases {
        let directory = tempfile::tempdir().unwrap();
        for entry in entries {
            fs::write(directory.path().join(entry), "as it was").unwrap();
        }
        match refused {
            None => used(directory.path()),
            Some(words) => {
                let error = refusal(directory.path());
                assert!(error.to_string().contains(words) && error.remedy.is_some(), "{name}: {error}");
                assert_eq!(tree(directory.path()), entries, "{name}: nothing was made");
            }
        }
    }
}

/// Change to a file.
type Harm = fn(&Path);

#[test]
fn an_installation_with_something_missing_is_not_begun_anew() {
    let remove: Harm = |path| fs::remove_file(path).unwrap();
    let empty: Harm = |path| fs::write(path, "").unwrap();
    let remove_all: Harm = |path| fs::remove_dir_all(path).unwrap();
    let hollow: Harm = |path| {
        fs::remove_dir_all(path).unwrap();
        fs::create_dir(path).unwrap();
    };
    let cases: [(&str, Harm, &str); 6] = [
        ("identity.redb", remove, "identity.redb: it is missing"),
        ("identity.redb", empty, "identity.redb: it is empty"),
        ("root.key", remove, "root.key: it is missing"),
        ("root.key", empty, "root.key: it does not hold"),
        ("objects", remove_all, "objects: it is missing or empty"),
        ("objects", hollow, "objects: it is missing or empty"),
    ];
    for (file, harm, words) in cases {
        let directory = tempfile::tempdir().unwrap();
        used(directory.path());
        let credentials = fs::read(directory.path().join("admin.credentials")).unwrap();
        harm(&directory.path().join(file));
        let error = refusal(directory.path());
        assert!(error.to_string().contains(words), "{file}: {error}");
        assert_eq!(fs::read(directory.path().join("admin.credentials")).unwrap(), credentials, "{file}");
    }
}

#[test]
fn lost_objects_are_given_up_only_on_the_operators_word() {
    let directory = tempfile::tempdir().unwrap();
    used(directory.path());
    fs::remove_dir_all(directory.path().join("objects")).unwrap();
    let error = refusal(directory.path());
    assert!(error.remedy.unwrap().contains("objects.lost"));
    fs::write(directory.path().join("objects.lost"), "").unwrap();
    used(directory.path());
    assert!(!directory.path().join("objects.lost").exists());
    used(directory.path());
}

#[test]
fn a_first_start_that_was_cut_off_anywhere_is_made_afresh() {
    let complete = tempfile::tempdir().unwrap();
    used(complete.path());
    let root_key = fs::read(complete.path().join("root.key")).unwrap();
    let identity = fs::read(complete.path().join("identity.redb")).unwrap();
    type Left<'l> = &'l [(&'l str, &'l [u8])];
    let mark = ("first-start", b"" as &[u8]);
    let cases: [(&str, Left<'_>); 6] = [
        ("the mark", &[mark]),
        ("half a root key", &[mark, ("root.key.new", b"12")]),
        ("a root key", &[mark, ("root.key", &root_key)]),
        ("an empty identity store", &[mark, ("root.key", &root_key), ("identity.redb", b"")]),
        ("half an identity store", &[mark, ("root.key", &root_key), ("identity.redb", &identity[..5000])]),
        (
            "all but the mark's end",
            &[
                mark,
                ("root.key", &root_key),
                ("identity.redb", &identity),
                ("admin.credentials", b"keys"),
                ("admin.credentials.new", b"ke"),
            ],
        ),
    ];
    for (name, left) in cases {
        let directory = tempfile::tempdir().unwrap();
        for (file, content) in left {
            fs::write(directory.path().join(file), content).unwrap();
            fs::set_permissions(directory.path().join(file), fs::Permissions::from_mode(0o600)).unwrap();
        }
        used(directory.path());
        assert_eq!(
            tree(directory.path()),
            ["admin.credentials", "identity.redb", "objects", "root.key"],
            "{name}"
        );
        let credentials = fs::read_to_string(directory.path().join("admin.credentials")).unwrap();
        assert!(credentials.starts_with("[default]\naws_access_key_id = AKIA"), "{name}");
        used(directory.path());
    }
}

#[test]
fn a_directory_of_others_is_refused_with_the_remedy() {
    let directory = tempfile::tempdir().unwrap();
    for (mode, refused) in [(0o700, false), (0o755, false), (0o770, true), (0o707, true), (0o1777, true)] {
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(mode)).unwrap();
        let checked = directory::check_owner(directory.path());
        assert_eq!(checked.is_err(), refused, "{mode:o}");
        if let Err(error) = checked {
            assert!(error.reason.contains("others may put files into it"));
            assert!(error.remedy.unwrap().contains("--data"));
        }
    }
    // root's own directory is another's for everybody else
    if !rustix::process::geteuid().is_root() {
        let error = directory::check_owner(Path::new("/")).err().unwrap();
        assert!(error.reason.contains("it belongs to user 0"), "{error}");
    }
}

#[test]
fn two_at_a_time_are_refused_in_words() {
    let directory = tempfile::tempdir().unwrap();
    let data = try_open(directory.path()).unwrap();
    let error = refusal(directory.path());
    assert!(error.to_string().contains("another process has it: one server at a time"), "{error}");
    let _socket = crate::control::listen(directory.path()).unwrap();
    let error = refusal(directory.path());
    let own = format!("process {} has it", std::process::id());
    assert!(error.to_string().contains(&own), "{error}");
    drop(data);
    used(directory.path());
}

#[test]
fn every_damaged_record_is_named() {
    let directory = tempfile::tempdir().unwrap();
    used(directory.path());
    let (path, key) = (directory.path().join("identity.redb"), directory.path().join("root.key"));
    let bad = vec![
        ("user/AIDA1".to_owned(), store::codec::CodecError::Sealed),
        ("role/AROA1".to_owned(), store::codec::CodecError::Malformed("seed")),
    ];
    let some = identity_error(&path, &key, &OpenError::Records { bad: bad.clone(), all: 9 });
    assert_eq!(some.path, path);
    assert!(some.reason.contains("2 of its 9 records cannot be read; user/AIDA1"), "{some}");
    let all = identity_error(&path, &key, &OpenError::Records { bad, all: 2 });
    assert_eq!(all.path, key, "a key that opens nothing is not this store's");
}

#[test]
fn credentials_are_never_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let data = try_open(directory.path()).unwrap();
    let create = |name: &str| accounts::create_account(&data.store, directory.path(), name, None, false);
    for taken in ["file", "link"] {
        let path = credentials_path(directory.path(), taken);
        match taken {
            "file" => fs::write(&path, "kept").unwrap(),
            _ => symlink("/nowhere/at/all", &path).unwrap(),
        }
        let before = data.store.snapshot().accounts().count();
        let error = create(taken).err().unwrap().to_string();
        assert!(error.contains("is there already and is never replaced"), "{taken}: {error}");
        assert_eq!(data.store.snapshot().accounts().count(), before, "{taken}");
        fs::remove_file(&path).unwrap();
        create(taken).unwrap();
    }
}

#[test]
fn a_root_key_that_others_may_read_is_refused_with_the_remedy() {
    let directory = tempfile::tempdir().unwrap();
    used(directory.path());
    let key = directory.path().join("root.key");
    for mode in [0o604, 0o640, 0o644] {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        let error = refusal(directory.path());
        assert!(error.reason.contains(&format!("its mode is {mode:04o}")), "{error}");
        assert!(error.remedy.unwrap().starts_with("chmod 600 "));
    }
}
