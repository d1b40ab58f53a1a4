use std::io::Read;
use std::sync::Arc;

use identity::command::{CreateGroup, CreateUser};
use identity::{AccountId, TagSet};
use objects::{BucketName, NewBucket};
use service::{Config, Service};

use super::*;
use crate::bootstrap::{self, FirstAccount, Keeping};
use crate::config_files::ConfigFiles;
use crate::entropy::OsEntropy;
use crate::{accounts, clock};

/// A server without its HTTP side.
struct World {
    directory: tempfile::TempDir,
    service: Arc<Service>,
}

impl World {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let data = bootstrap::open(directory.path(), &FirstAccount::default(), Keeping::Durable).unwrap();
        let config = Config { region: "us-east-1".to_owned(), sigv2: false };
        let service = Arc::new(Service::new(data.store, data.objects, &data.root_key, config));
        let listener = listen(directory.path()).unwrap();
        let files = ConfigFiles::new(directory.path(), ([127, 0, 0, 1], 4747).into(), "us-east-1", None);
        let served = Arc::clone(&service);
        std::thread::spawn(move || serve(&listener, &served, &files));
        Self { directory, service }
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn create(&self, name: &str) -> AccountId {
        AccountId::parse(&create_account(self.path(), name, None, false).unwrap().account_id).unwrap()
    }

    fn user(&self, account: AccountId, name: &str) {
        let user = CreateUser {
            account,
            name: name.to_owned(),
            path: "/".to_owned(),
            permissions_boundary: None,
            tags: TagSet::default(),
        };
        self.service.store().execute_blocking(user, clock::now(), &mut OsEntropy, |_| true).ok().unwrap();
    }

    fn bucket(&self, account: AccountId, name: &str) {
        let name = BucketName::parse(name).unwrap();
        let new = NewBucket { name: &name, owner: &account.to_string(), region: "us-east-1" };
        self.service.objects().create_bucket(new, 1).unwrap();
    }
}

#[test]
fn silent_clients_keep_nobody_waiting_and_too_many_are_told() {
    let world = World::new();
    let silent: Vec<UnixStream> =
        (0..limits::CONTROL_CONNECTIONS - 1).map(|_| connect(world.path()).unwrap()).collect();
    assert_eq!(list_accounts(world.path()).unwrap().len(), 1);
    let last = connect(world.path()).unwrap();
    // all places are taken once the last is served
    let refused = loop {
        match list_accounts(world.path()) {
            Ok(_) => std::thread::yield_now(),
            Err(error) => break error,
        }
    };
    let told = matches!(&refused, ControlError::Refused(why) if why.contains("try again"));
    // one who is refused while he still asks may hear it as a broken pipe
    assert!(told || matches!(refused, ControlError::Broken(_)), "{refused}");
    drop((silent, last));
    while list_accounts(world.path()).is_err() {
        std::thread::yield_now();
    }
}

#[test]
fn what_is_not_understood_is_answered() {
    let world = World::new();
    for asked in ["", "{}", "not json", "{\"launch-missiles\":{}}"] {
        let mut stream = connect(world.path()).unwrap();
        stream.write_all(asked.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("is not understood"), "{asked}: {answer}");
    }
}

#[test]
fn quotas_are_listed_set_and_taken_back() {
    let world = World::new();
    let listed =
        |listed: &[QuotaListed], name: &str| listed.iter().find(|q| q.quota == name).unwrap().clone();
    let change = |quota: &str, value| vec![QuotaChange { quota: quota.to_owned(), value }];
    let all = quotas(world.path(), "admin", Vec::new()).unwrap();
    let users = listed(&all, "Users");
    assert_eq!((users.value, users.default, users.used), (Some(5000), Some(5000), Some(1)));
    let bytes = listed(&all, "object-bytes");
    assert_eq!((bytes.value, bytes.default), (None, None));
    let without: Vec<&str> = all.iter().filter(|q| q.used.is_none()).map(|q| q.quota.as_str()).collect();
    assert!(without.is_empty(), "each tells its use: {without:?}");
    let all = quotas(world.path(), "admin", change("users", Some(1))).unwrap();
    assert_eq!(listed(&all, "Users").value, Some(1));
    let all = quotas(world.path(), "admin", change("Users", None)).unwrap();
    assert_eq!(listed(&all, "Users").value, Some(5000));
    for (name, quota, value, words) in [
        ("nobody", "Users", Some(1), "there is no account nobody"),
        ("admin", "Moons", Some(1), "there is no quota Moons; there are object-bytes"),
        ("admin", "Users", Some(1_000_001), "Users can be 1000000 at most"),
    ] {
        let error = quotas(world.path(), name, change(quota, value)).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_renamed_account_takes_its_credentials_file_along() {
    let world = World::new();
    world.create("one");
    let old = std::fs::read(accounts::credentials_path(world.path(), "one")).unwrap();
    let renamed = rename_account(world.path(), "one", "two").unwrap();
    let file = accounts::credentials_path(world.path(), "two");
    assert_eq!(renamed.credentials_file.as_deref(), Some(file.as_path()));
    assert_eq!(std::fs::read(&file).unwrap(), old);
    assert!(!accounts::credentials_path(world.path(), "one").exists());
    assert!(world.path().join("two.config").exists() && !world.path().join("one.config").exists());
    // one whose file the operator took away has none
    std::fs::remove_file(&file).unwrap();
    assert_eq!(rename_account(world.path(), "two", "three").unwrap().credentials_file, None);
    world.create("four");
    for (name, new_name, words) in [
        ("four", "admin", "admin.credentials is there already and is never replaced"),
        ("three", "four", "there is an account four already"),
        ("three", "../x", "an account's name is"),
        ("gone", "x", "there is no account gone"),
    ] {
        let result = rename_account(world.path(), name, new_name);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(words), "{name} to {new_name}: {error}");
    }
}

#[test]
fn an_account_in_use_is_deleted_only_by_force_and_leaves_nothing() {
    let world = World::new();
    let account = world.create("tenant");
    world.user(account, "alice");
    let group = CreateGroup { account, name: "g".to_owned(), path: "/".to_owned() };
    world.service.store().execute_blocking(group, clock::now(), &mut OsEntropy, |_| true).ok().unwrap();
    world.bucket(account, "tenants-bucket");
    let error = delete_account(world.path(), "tenant", false).unwrap_err().to_string();
    assert!(
        error.contains("2 users, admin included; 1 groups; buckets with all their objects: tenants-bucket"),
        "{error}"
    );
    assert_eq!(list_accounts(world.path()).unwrap().len(), 2);
    let deleted = delete_account(world.path(), "tenant", true).unwrap();
    assert_eq!((deleted.users, deleted.groups, deleted.buckets), (2, 1, vec!["tenants-bucket".to_owned()]));
    assert!(world.service.objects().bucket("tenants-bucket").is_err());
    assert!(!accounts::credentials_path(world.path(), "tenant").exists());
    let state = world.service.store().snapshot();
    assert_eq!((state.user_count(account), state.group_count(account)), (0, 0));
    assert!(state.account(account).is_none());
    drop(state);
    // its name is free, its id is not
    let id = account.to_string();
    assert!(create_account(world.path(), "tenant", Some(&id), false).is_err());
    world.create("tenant");
}

#[test]
fn an_empty_account_is_deleted_and_the_last_one_stays() {
    let world = World::new();
    let error = delete_account(world.path(), "admin", true).unwrap_err().to_string();
    assert!(error.contains("admin is the only account"), "{error}");
    world.create("empty");
    assert_eq!(delete_account(world.path(), "empty", false).unwrap().users, 1);
}

#[test]
fn buckets_that_a_cut_off_deletion_left_behind_go_later() {
    let world = World::new();
    let account = world.create("tenant");
    let other = world.create("other");
    world.bucket(account, "left-behind");
    world.bucket(other, "anothers");
    let end = identity::command::DeleteAccount { account, force: true };
    world.service.store().execute_blocking(end, clock::now(), &mut OsEntropy, |_| true).ok().unwrap();
    accounts::remove_orphans(world.service.store(), world.service.objects());
    assert!(world.service.objects().bucket("left-behind").is_err());
    assert!(world.service.objects().bucket("anothers").is_ok());
}
