use std::os::unix::fs::symlink;

use super::*;

#[test]
fn a_new_file_has_its_own_mode_whatever_lies_at_its_fresh_name() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x.credentials");
    let elsewhere = directory.path().join("elsewhere");
    for prepare in ["link", "open file"] {
        match prepare {
            "link" => symlink(&elsewhere, fresh(&path)).unwrap(),
            _ => {
                fs::write(fresh(&path), "old").unwrap();
                fs::set_permissions(fresh(&path), fs::Permissions::from_mode(0o644)).unwrap();
            }
        }
        write_new(&path, b"secret").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"secret");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{prepare}");
        assert!(!elsewhere.exists() && !fresh(&path).exists(), "{prepare}");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_file_that_may_be_replaced_is_replaced_whole_and_a_link_is_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (directory.path().join("x.config"), directory.path().join("elsewhere"));
    fs::write(&elsewhere, "kept").unwrap();
    for taken in ["nothing", "file", "link"] {
        match taken {
            "nothing" => {}
            "file" => {
                fs::write(&path, "a longer text than the next").unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            }
            _ => symlink(&elsewhere, &path).unwrap(),
        }
        write_over(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new", "{taken}");
        assert_eq!(fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{taken}");
        assert!(!fresh(&path).exists(), "{taken}");
        remove(&path).unwrap();
    }
    assert_eq!(fs::read(&elsewhere).unwrap(), b"kept");
    fs::create_dir(&path).unwrap();
    write_over(&path, b"new").unwrap_err();
    assert!(!fresh(&path).exists());
}

#[test]
fn nothing_is_ever_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x");
    let (other, elsewhere) = (directory.path().join("other"), directory.path().join("elsewhere"));
    fs::write(&other, "other").unwrap();
    for taken in ["file", "link"] {
        match taken {
            "file" => fs::write(&path, "kept").unwrap(),
            _ => symlink(&elsewhere, &path).unwrap(),
        }
        assert_eq!(create(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists, "{taken}");
        assert_eq!(write_new(&path, b"new").unwrap_err().kind(), io::ErrorKind::AlreadyExists, "{taken}");
        assert_eq!(rename(&other, &path).unwrap_err().kind(), io::ErrorKind::AlreadyExists, "{taken}");
        assert!(!fresh(&path).exists() && !elsewhere.exists(), "{taken}");
        if taken == "file" {
            assert_eq!(fs::read(&path).unwrap(), b"kept");
        }
        remove(&path).unwrap();
        remove(&path).unwrap();
    }
}
