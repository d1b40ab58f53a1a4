use identity::command::{CreateAccount, CreateUser};
use identity::{AccountId, TagSet, Time};
use secret::Entropy;
use secret::seal::ROOT_KEY_BYTES;

use super::*;
use crate::sealed::open_value;
use crate::sealed::seal_change;
use crate::{RedbEngine, Store};

struct Counting(u64);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

fn root_key() -> RootKey {
    RootKey::from_bytes([7; ROOT_KEY_BYTES])
}

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn open(path: &Path) -> Store {
    let store = Store::open(RedbEngine::open(path).unwrap(), &root_key()).unwrap();
    let create = CreateAccount { name: "main".into(), id: Some(account()), root_key: true };
    store.execute_blocking(create, Time::from_seconds(1), &mut Counting(1), |_| true).ok().unwrap();
    for (seed, name) in [(2, "alice"), (3, "bob")] {
        let user = CreateUser {
            account: account(),
            name: name.into(),
            path: "/".into(),
            permissions_boundary: None,
            tags: TagSet::default(),
        };
        store.execute_blocking(user, Time::from_seconds(1), &mut Counting(seed), |_| true).ok().unwrap();
    }
    store
}

/// Records as they are read from the file.
fn verified(path: &Path) -> Verified {
    verify_file(path).unwrap()
}

fn checked(verified: Verified) -> Checked {
    check(Ok(verified), &root_key().sealing_key(PURPOSE), None)
}

fn find(checked: &Checked) -> Vec<(&str, &str)> {
    let findings = checked.findings.iter();
    findings.map(|found| (found.key.as_deref().unwrap_or(""), found.problem.as_str())).collect()
}

#[test]
fn a_store_in_order_has_nothing_wrong_open_or_closed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let store = open(&path);
    let expected = Checked { records: 6, ..Checked::default() };
    assert_eq!(store.check().ok().unwrap(), expected);
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(check_file(&path, &root_key()), expected, "beside the process that serves it");
    assert!(std::fs::read(&path).unwrap() == bytes, "nothing is written");
    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(check_file(&path, &root_key()), expected);
    assert!(std::fs::read(&path).unwrap() == bytes, "nothing is written");
}

#[test]
fn another_root_key_is_said_to_be_another() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    drop(open(&path));
    let checked = check_file(&path, &RootKey::from_bytes([8; ROOT_KEY_BYTES]));
    assert!(checked.wrong_root_key && checked.findings.is_empty());
}

#[test]
fn every_record_that_cannot_be_read_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    drop(open(&path));
    let mut verified = verified(&path);
    let keys: Vec<String> = [0, 3]
        .iter()
        .map(|n| {
            let (key, value) = &mut verified.records[*n];
            *value.last_mut().unwrap() ^= 1;
            String::from_utf8(key.clone()).unwrap()
        })
        .collect();
    let checked = checked(verified);
    for key in &keys {
        assert!(find(&checked).contains(&(key, "it cannot be read: it does not open with this root key")));
    }
}

#[test]
fn references_that_lead_nowhere_and_names_held_twice_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    drop(open(&path));
    let mut verified = verified(&path);
    // without alice, whose name bob takes in a copy of his record
    let key = root_key().sealing_key(PURPOSE);
    let users: Vec<_> =
        verified.records.iter().filter(|(name, _)| name.starts_with(b"user/")).cloned().collect();
    let mut twin = None;
    for (name, value) in &users {
        let record = open_value(&key, name, value).ok().unwrap();
        if let identity::Record::User(user) = record
            && user.name == "bob"
        {
            let mut other = identity::User::clone(&user);
            other.id = "AIDATWIN".into();
            other.groups.insert("AGPANOWHERE".into());
            other.permissions_boundary = Some("arn:aws:iam::111122223333:policy/gone".into());
            twin = Some(identity::Record::from(other));
        }
    }
    let name = b"user/AIDATWIN".to_vec();
    let change = identity::Change::Put(twin.unwrap());
    let sealed = seal_change(&key, 1, &change, &mut Counting(9)).ok().unwrap();
    verified.records.push((name, sealed.value.unwrap()));
    // the admin's key without its admin
    let admin = users.iter().find(|(name, value)| {
        matches!(open_value(&key, name, value).ok().unwrap(),
            identity::Record::User(user) if user.name == "admin")
    });
    let admin = admin.unwrap().0.clone();
    verified.records.retain(|(name, _)| *name != admin);
    let checked = checked(verified);
    let told: Vec<&str> = checked.findings.iter().map(|found| found.problem.as_str()).collect();
    let id = String::from_utf8(admin).unwrap().replace("user/", "");
    for expected in [
        "its group AGPANOWHERE is not there".to_owned(),
        "its policy arn:aws:iam::111122223333:policy/gone is not there".to_owned(),
        "the user name bob is held by another as well".to_owned(),
        format!("its user {id} is not there"),
    ] {
        assert!(told.contains(&expected.as_str()), "{expected}: {told:?}");
    }
    assert_eq!(told.len(), 4, "{told:?}");
}

#[test]
fn a_state_in_memory_that_is_not_on_disk_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    drop(open(&path));
    let mut verified = verified(&path);
    verified.records.retain(|(name, _)| !name.starts_with(b"access-key/"));
    let store = Store::open(RedbEngine::open(&path).unwrap(), &root_key()).unwrap();
    let checked = check(Ok(verified), &root_key().sealing_key(PURPOSE), Some(&store.snapshot()));
    assert_eq!(find(&checked), [("", "the access keys by owner in memory are not those on disk")]);
}

#[test]
fn bits_that_are_wrong_in_the_file_are_found_or_do_not_matter() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    drop(open(&path));
    let good = std::fs::read(&path).unwrap();
    let want = check_file(&path, &root_key());
    let live: Vec<usize> = (0..good.len()).filter(|n| good[*n] != 0).collect();
    let damaged = directory.path().join("damaged.redb");
    let mut found = 0;
    for n in live.iter().step_by(live.len() / 40) {
        let mut bytes = good.clone();
        bytes[*n] ^= 1;
        std::fs::write(&damaged, &bytes).unwrap();
        let checked = check_file(&damaged, &root_key());
        if checked.findings.is_empty() && !checked.wrong_root_key {
            assert_eq!(checked, want, "byte {n}");
        } else {
            found += 1;
        }
    }
    assert!(found > 0, "of those bits, which are copies and free pages for the most part, some matter");
}
