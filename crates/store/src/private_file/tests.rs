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
