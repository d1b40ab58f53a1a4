use jiff::Timestamp;
use secret::Secret;

use super::{Cache, Entry, Key, Keyring, Kind};
use crate::call::Credentials;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn cache_in(directory: &std::path::Path, state: &std::path::Path) -> Cache {
    Cache::open(directory, state, Keyring::Off, &mut || panic!("no keyring is asked")).unwrap()
}

fn entry(profile: &str) -> Entry {
    Entry {
        credentials: Credentials {
            session_token: Some(Secret::new("the-token".to_owned())),
            ..Credentials::long_term("ASIAEXAMPLE", "the-secret")
        },
        issued: at(0),
        expires: at(1000),
        kind: Kind::MfaSession,
        profile: Some(profile.to_owned()),
        subject: "arn:aws:iam::111122223333:mfa/ana".to_owned(),
        endpoint: "http://h".to_owned(),
        mfa: true,
    }
}

#[test]
fn kept_until_its_end_and_sealed() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("cache"), directory.path().join("state"));
    let cache = cache_in(&place, &state);
    let key = Key::of(&["a"]);
    cache.put(&key, &entry("p")).unwrap();
    // another process, with the key that the first one made
    let cache = cache_in(&place, &state);
    let found = cache.get(&key, at(999)).unwrap();
    assert_eq!(found.credentials.secret_access_key.expose(), "the-secret");
    assert_eq!(found.credentials.session_token.unwrap().expose(), "the-token");
    assert_eq!((found.expires, found.kind, found.mfa), (at(1000), Kind::MfaSession, true));
    assert!(cache.get(&key, at(1000)).is_none(), "over");
    assert!(cache.get(&Key::of(&["b"]), at(0)).is_none());
    let files = std::fs::read_dir(&place).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|path| path.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        for secret in ["the-secret", "the-token", "ASIAEXAMPLE", "ana"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }
    }
}

#[test]
fn an_entry_opens_under_its_own_name_and_key_only() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("cache"), directory.path().join("state"));
    let cache = cache_in(&place, &state);
    let (one, two) = (Key::of(&["one"]), Key::of(&["two"]));
    cache.put(&one, &entry("p")).unwrap();
    std::fs::copy(cache.path(&one), cache.path(&two)).unwrap();
    assert!(cache.get(&one, at(0)).is_some());
    assert!(cache.get(&two, at(0)).is_none(), "moved to another name");
    let other = cache_in(&place, &directory.path().join("other"));
    assert!(other.get(&one, at(0)).is_none(), "another sealing key");
    let mut bytes = std::fs::read(cache.path(&one)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(cache.path(&one), bytes).unwrap();
    assert!(cache.get(&one, at(0)).is_none(), "changed");
}

#[test]
fn parts_of_a_key_have_borders() {
    assert_ne!(Key::of(&["ab", "c"]), Key::of(&["a", "bc"]));
    assert_ne!(Key::of(&["a", ""]), Key::of(&["a"]));
    assert_eq!(Key::of(&["a", "b"]), Key::of(&["a", "b"]));
}

#[test]
fn cleared_by_profile() {
    let directory = tempfile::tempdir().unwrap();
    let cache = cache_in(&directory.path().join("c"), &directory.path().join("s"));
    for (name, profile) in [("1", "a"), ("2", "b"), ("3", "b")] {
        cache.put(&Key::of(&[name]), &entry(profile)).unwrap();
    }
    assert_eq!(cache.entries().len(), 3);
    assert_eq!(cache.clear(Some("b")).unwrap(), 2);
    assert_eq!(cache.entries().len(), 1);
    assert_eq!(cache.clear(None).unwrap(), 1);
    assert!(cache.entries().is_empty());
}

#[test]
fn a_note_is_kept_and_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("c"), directory.path().join("s"));
    let (cache, key) = (cache_in(&place, &state), Key::of(&["n"]));
    assert!(cache.noted(&key).unwrap().is_none());
    cache.note(&key, b"text").unwrap();
    assert_eq!(cache.noted(&key).unwrap().unwrap().expose(), b"text");
    std::fs::remove_dir_all(&place).unwrap();
    let cache = cache_in(&place, &state);
    assert_eq!(cache.noted(&key).unwrap().unwrap().expose(), b"text", "caches may be cleared, notes stay");
    std::fs::remove_file(state.join("session-cache.key")).unwrap();
    let other = cache_in(&place, &state);
    assert!(other.noted(&key).is_err(), "sealed with another key");
    other.forget(&key).unwrap();
    assert!(other.noted(&key).unwrap().is_none());
    other.forget(&key).unwrap();
}

/// An entry that could not be written hides none that another process wrote later.
#[cfg(unix)]
#[test]
fn what_ended_hides_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("c"), directory.path().join("s"));
    let (one, other) = (cache_in(&place, &state), cache_in(&place, &state));
    let key = Key::of(&["k"]);
    let until = |second| Entry { expires: Timestamp::from_second(second).unwrap(), ..entry("p") };
    std::fs::rename(&place, directory.path().join("away")).unwrap();
    std::fs::write(&place, "").unwrap();
    assert!(one.put(&key, &until(100)).is_err(), "there is no directory");
    std::fs::remove_file(&place).unwrap();
    std::fs::rename(directory.path().join("away"), &place).unwrap();
    other.put(&key, &until(200)).unwrap();
    let at = |second| {
        one.get(&key, Timestamp::from_second(second).unwrap()).map(|entry| entry.expires.as_second())
    };
    assert_eq!((at(50), at(150), at(250)), (Some(100), Some(200), None));
}

#[test]
fn a_lock_keeps_others_waiting() {
    let directory = tempfile::tempdir().unwrap();
    let cache = cache_in(&directory.path().join("c"), &directory.path().join("s"));
    let key = Key::of(&["k"]);
    let patience = std::time::Duration::from_secs(60);
    let held = cache.lock(&key, patience, &mut |_| panic!("nobody has it")).unwrap().unwrap();
    let none = cache.lock(&key, std::time::Duration::ZERO, &mut |_| panic!("nobody wonders yet")).unwrap();
    assert!(none.is_none(), "out of patience");
    let (told, waits) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            cache.lock(&key, patience, &mut |holder| told.send(holder).unwrap()).map(|lock| lock.is_some())
        });
        assert_eq!(waits.recv().unwrap(), Some(std::process::id()));
        assert!(!waiting.is_finished());
        drop(held);
        assert!(waiting.join().unwrap().unwrap());
    });
}

#[test]
fn many_make_the_sealing_key_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("cache"), directory.path().join("state"));
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (place, state) = (&place, &state);
            scope.spawn(move || {
                let cache = cache_in(place, state);
                cache.put(&Key::of(&[&number.to_string()]), &entry("p")).unwrap();
            });
        }
    });
    assert_eq!(cache_in(&place, &state).entries().len(), 8);
}

/// A build without the keyring keeps the key in the file, and says so.
#[cfg(not(feature = "keyring"))]
#[test]
fn a_build_without_keyring_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let (place, state) = (directory.path().join("cache"), directory.path().join("state"));
    let cache = Cache::open(&place, &state, Keyring::System, &mut || panic!("no keyring is asked")).unwrap();
    match cache.key_place() {
        super::KeyPlace::File { reason: Some(reason), .. } => {
            assert!(reason.contains("built without"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}
