use std::path::Path;

use super::{credential_process, set};
use crate::place::Environment;

fn home(config: &str) -> (tempfile::TempDir, Environment) {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    std::fs::write(home.path().join(".aws/config"), config).unwrap();
    std::fs::write(
        home.path().join(".aws/credentials"),
        "[base]\naws_access_key_id=a\naws_secret_access_key=s\n",
    )
    .unwrap();
    let environment = Environment::from_pairs([("HOME", home.path().to_str().unwrap())]);
    (home, environment)
}

#[test]
fn a_profile_is_written_and_all_else_stays() {
    let (home, environment) =
        home("# mine\n[profile base]\nregion = r1\n\n; more\n[profile z]\nregion = r2\n");
    let file =
        credential_process(&environment, Path::new("/opt/my tools/ostiary"), "base mfa", "base").unwrap();
    assert_eq!(file, home.path().join(".aws/config"));
    let want = "# mine\n[profile base]\nregion = r1\n\n; more\n[profile z]\nregion = r2\n\n[profile 'base mfa']\n\
        credential_process = '/opt/my tools/ostiary' credential-process base\nregion = r1\n";
    assert_eq!(std::fs::read_to_string(&file).unwrap(), want);
    // and once more, which changes nothing
    credential_process(&environment, Path::new("/opt/my tools/ostiary"), "base mfa", "base").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), want);
}

#[test]
fn profiles_that_would_not_be_heard_are_refused() {
    let (_home, environment) = home("[profile r]\nrole_arn=R\nsource_profile=base\n");
    for (name, source) in [("base", "base"), ("r", "base"), ("new", "nowhere")] {
        assert!(credential_process(&environment, Path::new("o"), name, source).is_err(), "{name} {source}");
    }
    let (_home, environment) = home("[profile x]\n");
    assert!(credential_process(&environment, Path::new("o"), "base", "x").is_err(), "it has a key");
}

#[test]
fn sections() {
    let cases = [
        ("default", "", "[default]\nk = v\n"),
        ("default", "[profile default]\n", "[profile default]\nk = v\n"),
        // of the two the later one counts
        ("default", "[default]\n[profile default]\n", "[default]\n[profile default]\nk = v\n"),
        ("default", "[profile default]\n[default]\n", "[profile default]\n[default]\nk = v\n"),
        ("p", "", "[profile p]\nk = v\n"),
        ("p", "[profile \"p\"]\n", "[profile \"p\"]\nk = v\n"),
        ("p", "[profile\t p]\nk = 0\n", "[profile\t p]\nk = v\n"),
        ("two words", "", "[profile 'two words']\nk = v\n"),
        ("two words", "[profile \"two words\"]\n", "[profile \"two words\"]\nk = v\n"),
        // a section without the word is none of the config file's profiles
        ("p", "[p]\n", "[p]\n\n[profile p]\nk = v\n"),
    ];
    for (profile, text, want) in cases {
        let (_home, environment) = home(text);
        let file = set(&environment, profile, &[("k", "v")]).unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), want, "{profile} {text}");
    }
    let (_home, environment) = home("");
    for name in ["a\nb", "a]b", "a[b", "\u{1b}x"] {
        assert!(set(&environment, name, &[("k", "v")]).is_err(), "{name}");
    }
    let (home, environment) = home("");
    std::fs::remove_dir_all(home.path().join(".aws")).unwrap();
    let file = set(&environment, "p", &[("mfa_serial", "m")]).unwrap();
    assert_eq!(std::fs::read_to_string(file).unwrap(), "[profile p]\nmfa_serial = m\n");
}

/// A link that a package manager leaves in PATH is written, not the version that it leads to.
#[cfg(unix)]
#[test]
fn the_path_that_path_finds() {
    use std::path::{Path, PathBuf};

    let home = tempfile::tempdir().unwrap();
    let at = |path: &str| home.path().join(path);
    for directory in ["cellar/0.1.0", "bin", "other", "empty"] {
        std::fs::create_dir_all(at(directory)).unwrap();
    }
    std::fs::write(at("cellar/0.1.0/ostiary"), "").unwrap();
    std::fs::write(at("other/ostiary"), "").unwrap();
    std::os::unix::fs::symlink(at("cellar/0.1.0/ostiary"), at("bin/ostiary")).unwrap();
    std::os::unix::fs::symlink(at("cellar/0.1.0/ostiary"), at("bin/osti")).unwrap();
    let cellar = at("cellar/0.1.0/ostiary");
    let cases: &[(&str, &[&str], PathBuf, PathBuf)] = &[
        ("by its name", &["bin"], "ostiary".into(), at("bin/ostiary")),
        ("by another name", &["bin"], "osti".into(), at("bin/osti")),
        ("by its path", &["bin"], at("cellar/0.1.0/ostiary"), at("bin/ostiary")),
        ("behind an empty directory", &["empty", "bin"], "ostiary".into(), at("bin/ostiary")),
        ("behind another program of that name", &["other", "bin"], "ostiary".into(), at("bin/ostiary")),
        ("by a link outside of PATH", &["empty"], at("bin/ostiary"), at("bin/ostiary")),
        ("by a relative path", &["empty"], "../bin/ostiary".into(), cellar.clone()),
        ("another program only", &["other"], "ostiary".into(), cellar.clone()),
        ("no PATH", &[], "ostiary".into(), cellar.clone()),
    ];
    for (what, path, called, want) in cases {
        let path = std::env::join_paths(path.iter().map(|directory| at(directory))).unwrap();
        let environment = Environment::from_pairs([("PATH", path.to_str().unwrap())]);
        assert_eq!(super::program(&environment, called, &cellar), *want, "{what}");
    }
    // a directory that is relative means something else elsewhere
    let environment = Environment::from_pairs([("PATH", ".:bin")]);
    assert_eq!(super::program(&environment, Path::new("ostiary"), &cellar), cellar);
}
