use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn files(directory: &Path, address: &str) -> ConfigFiles {
    ConfigFiles::new(directory, address.parse().unwrap(), "eu-west-1", None)
}

#[test]
fn each_credentials_file_has_a_config_file_for_its_profiles() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    let keys = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = [hidden]x\n";
    fs::write(path("admin.credentials"), format!("[default]\n{keys}\n[root]\n{keys}")).unwrap();
    fs::write(path("other.credentials"), format!("[default]\n{keys}")).unwrap();
    fs::write(path("notes.txt"), "[default]").unwrap();
    files(directory.path(), "127.0.0.1:4747").write_all();
    let head = "# Written by `ostiary serve` at each start: changes are lost.\n";
    let settings = "region = eu-west-1\nendpoint_url = http://127.0.0.1:4747\n";
    let admin = format!("{head}\n[default]\n{settings}\n[profile root]\n{settings}");
    assert_eq!(fs::read_to_string(path("admin.config")).unwrap(), admin);
    let other = format!("{head}\n[default]\n{settings}");
    assert_eq!(fs::read_to_string(path("other.config")).unwrap(), other);
    assert!(!path("notes.config").exists() && !path("notes.txt.config").exists());
    assert_eq!(fs::metadata(path("admin.config")).unwrap().permissions().mode() & 0o777, 0o600);
    // another start, another port
    files(directory.path(), "127.0.0.1:5757").write_all();
    assert_eq!(fs::read_to_string(path("admin.config")).unwrap(), admin.replace(":4747", ":5757"));
    assert!(!path("admin.config.new").exists());
}

#[test]
fn a_listener_on_all_addresses_is_reached_by_loopback() {
    let cases = [
        ("127.0.0.1:1", "http://127.0.0.1:1"),
        ("0.0.0.0:2", "http://127.0.0.1:2"),
        ("[::]:3", "http://[::1]:3"),
        ("[::1]:4", "http://[::1]:4"),
        ("10.1.2.3:5", "http://10.1.2.3:5"),
    ];
    for (address, endpoint) in cases {
        assert_eq!(files(Path::new("/"), address).endpoint, endpoint);
    }
}

#[test]
fn a_link_is_replaced_and_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    fs::write(path("admin.credentials"), "[default]\n").unwrap();
    fs::write(path("elsewhere"), "kept").unwrap();
    symlink(path("elsewhere"), path("admin.config")).unwrap();
    files(directory.path(), "127.0.0.1:1").write_all();
    assert_eq!(fs::read_to_string(path("elsewhere")).unwrap(), "kept");
    assert!(fs::symlink_metadata(path("admin.config")).unwrap().is_file());
}

#[test]
fn a_file_that_cannot_be_written_stops_nothing() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("admin.credentials"), "[default]\n").unwrap();
    fs::create_dir(directory.path().join("admin.config")).unwrap();
    let files = files(directory.path(), "127.0.0.1:1");
    assert_eq!(files.write("admin"), None);
    assert_eq!(files.write("missing"), None);
    files.remove("admin");
    files.remove("missing");
    files.write_all();
}
