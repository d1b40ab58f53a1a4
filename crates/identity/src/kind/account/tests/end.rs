use crate::Change;
use crate::command::{
    AttachPolicy, CreateAccessKey, CreateAccountAlias, CreatePolicy, CreateRole, CreateVirtualMfaDevice,
    DeleteAccount, Members, RenameAccount,
};
use crate::refusal::Entity;
use crate::tests::world::*;
use crate::{OwnerReference, Record};

fn role(account: AccountId, name: &str, trusted: &str) -> CreateRole {
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"AWS":"{trusted}"}}}}}}"#
    );
    CreateRole {
        account,
        name: name.into(),
        path: "/".into(),
        trust_policy: trust,
        description: None,
        max_session_seconds: None,
        permissions_boundary: None,
        tags: TagSet::default(),
    }
}

/// One of each kind in the account, and a role of another that trusts one of its users.
fn inhabited() -> World {
    let mut world = World::new();
    let user = world.user("alice");
    world.group("g");
    world.done(CreateAccessKey { account: account(), owner: OwnerReference::User(user.reference()) });
    world.done(CreateAccessKey { account: account(), owner: OwnerReference::Root });
    world.done(CreateAccountAlias { account: account(), alias: "here".into() });
    let policy = world.done(CreatePolicy {
        account: account(),
        name: "p".into(),
        path: "/".into(),
        document: ALLOW_ALL.into(),
        description: None,
        tags: TagSet::default(),
    });
    let target = PolicyHolder::User(world.user_ref("alice"));
    world.done(AttachPolicy { account: account(), target, policy_arn: policy.arn() });
    world.done(role(account(), "r", "111122223333"));
    world.done(CreateVirtualMfaDevice {
        account: account(),
        name: "d".into(),
        path: "/".into(),
        tags: TagSet::default(),
    });
    world.done(role(other_account(), "partner", "arn:aws:iam::111122223333:user/alice"));
    world.done(role(other_account(), "own", "444455556666"));
    world
}

#[test]
fn nothing_is_put_into_an_account_that_has_ended() {
    let mut world = World::new();
    // as by requests that were authenticated a moment before
    world.done(DeleteAccount { account: account(), force: true });
    let policy = CreatePolicy {
        account: account(),
        name: "p".into(),
        path: "/".into(),
        document: ALLOW_ALL.into(),
        description: None,
        tags: TagSet::default(),
    };
    let device = CreateVirtualMfaDevice {
        account: account(),
        name: "d".into(),
        path: "/".into(),
        tags: TagSet::default(),
    };
    let user = CreateUser {
        account: account(),
        name: "u".into(),
        path: "/".into(),
        permissions_boundary: None,
        tags: TagSet::default(),
    };
    let group = CreateGroup { account: account(), name: "g".into(), path: "/".into() };
    let refusals = [
        world.refused(policy),
        world.refused(device),
        world.refused(user),
        world.refused(group),
        world.refused(role(account(), "r", "444455556666")),
        world.refused(CreateAccessKey { account: account(), owner: OwnerReference::Root }),
    ];
    assert!(refusals.iter().all(|refusal| *refusal == Refusal::CallerGone), "{refusals:?}");
    assert_eq!(world.state.check(), []);
}

#[test]
fn rename_account_keeps_all_else() {
    let mut world = World::new();
    let rename = |name: &str| RenameAccount { account: account(), new_name: name.to_owned() };
    world.done(rename("mine"));
    assert_eq!(world.state.account(account()).unwrap().name, "mine");
    world.done(rename("mine"));
    assert_eq!(world.refused(rename("other")), Refusal::AlreadyExists(Entity::Account, "other".into()));
    assert_eq!(world.state.user_count(account()), 1);
}

#[test]
fn delete_account_needs_force_for_one_in_use() {
    let mut world = inhabited();
    let delete = |force| DeleteAccount { account: account(), force };
    let members = Members {
        users: 2,
        groups: 1,
        roles: 1,
        policies: 1,
        devices: 1,
        trusted_by: vec!["arn:aws:iam::444455556666:role/partner".into()],
    };
    assert_eq!(world.refused(delete(false)), Refusal::AccountInUse(members.clone()));
    assert_eq!(world.done(delete(true)), members);
    // nothing of it is left but that its id is taken
    let left: Vec<Record> = world.state.records().collect();
    let of_account = |record: &Record| format!("{:?}", record.key()).contains("111122223333");
    assert_eq!(left.iter().filter(|record| of_account(record)).count(), 1);
    assert!(world.state.check().is_empty(), "{:?}", world.state.check());
    assert_eq!(world.state.account_with_alias("here"), None);
    let again = CreateAccount { name: "main".into(), id: Some(account()), root_key: false };
    assert_eq!(world.refused(again), Refusal::AlreadyExists(Entity::Account, account().to_string()));
    let fresh = world.done(CreateAccount { name: "main".into(), id: None, root_key: false });
    assert_ne!(fresh.account.id, account());
    assert_eq!(world.refused(delete(true)), Refusal::CallerGone);
}

#[test]
fn each_thing_that_an_account_has_keeps_it() {
    let delete = || DeleteAccount { account: account(), force: false };
    let mut world = World::new();
    world.done(role(other_account(), "partner", "111122223333"));
    assert!(
        matches!(world.refused(delete()), Refusal::AccountInUse(members) if members.trusted_by.len() == 1)
    );
    let mut world = World::new();
    world.user("alice");
    assert!(matches!(world.refused(delete()), Refusal::AccountInUse(_)));
    let mut world = World::new();
    world.group("g");
    assert!(matches!(world.refused(delete()), Refusal::AccountInUse(_)));
    // as it began: it goes without force, and the other one, the last, stays
    let mut world = World::new();
    world.done(delete());
    assert_eq!(world.refused(DeleteAccount { account: other_account(), force: true }), Refusal::LastAccount);
}

#[test]
fn indexes_are_those_of_the_records_after_every_command() {
    let mut world = inhabited();
    for force in [false, true] {
        let mut rebuilt = State::default();
        world.state.records().for_each(|record| rebuilt.apply(&Change::Put(record)));
        assert_eq!(world.state.differences(&rebuilt), Vec::<&str>::new());
        assert!(world.state.check().is_empty());
        // refused the first time
        let _ = world.run(DeleteAccount { account: account(), force });
    }
}
