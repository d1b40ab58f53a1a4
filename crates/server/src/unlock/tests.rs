use identity::command::{CreateAccount, CreateUser, CreateVirtualMfaDevice};
use identity::{Command, TagSet};
use secret::seal::RootKey;
use store::MemoryEngine;

use super::*;

fn done<C: Command>(store: &Store, command: C) -> C::Answer {
    store.execute_blocking(command, clock::now(), &mut OsEntropy, |_| true).ok().unwrap()
}

/// Accounts `main` and `other` with an `admin` each, and in `main` a user `alice` and a device.
fn store() -> Store {
    let store = Store::open(MemoryEngine::new(), &RootKey::from_bytes([7; 32])).unwrap();
    for (name, id) in [("main", "111122223333"), ("other", "444455556666")] {
        done(&store, CreateAccount { name: name.to_owned(), id: AccountId::parse(id), root_key: false });
    }
    let account = AccountId::parse("111122223333").unwrap();
    let (name, path) = ("alice".to_owned(), "/a/".to_owned());
    done(&store, CreateUser { account, name, path, permissions_boundary: None, tags: TagSet::default() });
    done(
        &store,
        CreateVirtualMfaDevice {
            account,
            name: "m".to_owned(),
            path: "/".to_owned(),
            tags: TagSet::default(),
        },
    );
    store
}

#[test]
fn users_and_devices_are_found_by_what_the_operator_calls_them() {
    let store = store();
    let alice = "arn:aws:iam::111122223333:user/a/alice";
    let device = "arn:aws:iam::111122223333:mfa/m";
    let ambiguous = "several accounts have a user admin: main (111122223333), other (444455556666); say which with --account";
    type Case<'a> = (&'a str, Option<&'a str>, Result<Option<&'a str>, &'a str>);
    let cases: [Case<'_>; 14] = [
        ("alice", None, Ok(Some(alice))),
        ("ALICE", None, Ok(Some(alice))),
        ("alice", Some("main"), Ok(Some(alice))),
        ("alice", Some("111122223333"), Ok(Some(alice))),
        (alice, None, Ok(Some(alice))),
        (device, None, Ok(None)),
        (device, Some("main"), Ok(None)),
        ("admin", Some("other"), Ok(Some("arn:aws:iam::444455556666:user/admin"))),
        ("admin", None, Err(ambiguous)),
        ("alice", Some("other"), Err("there is no user alice in account 444455556666")),
        ("bob", None, Err("there is no user bob in any account, and no MFA device of that serial number")),
        (
            "alice",
            Some("none"),
            Err("there is no account none; `ostiary account list` names those that there are"),
        ),
        (device, Some("other"), Err("arn:aws:iam::111122223333:mfa/m is not in account 444455556666")),
        (
            "arn:aws:iam::111122223333:mfa/x",
            None,
            Err("there is no MFA device arn:aws:iam::111122223333:mfa/x in account 111122223333"),
        ),
    ];
    for (named, account, expected) in cases {
        let unlocked = unlock(&store, named, account);
        let user = unlocked.as_ref().map(|unlocked| unlocked.user_arn.as_deref()).map_err(String::as_str);
        assert_eq!(user, expected, "{named} {account:?}");
    }
    let unlocked = unlock(&store, device, None).unwrap();
    let expected = r#"{"AccountId":"111122223333","WrongCodes":0,"Devices":[{"SerialNumber":"arn:aws:iam::111122223333:mfa/m"}]}"#;
    assert_eq!(serde_json::to_string(&unlocked).unwrap(), expected);
}
