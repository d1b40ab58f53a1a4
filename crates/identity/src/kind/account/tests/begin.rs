use crate::command::{CreateAccountAlias, DeleteAccountAlias};
use crate::refusal::Entity;
use crate::tests::world::*;
use crate::{KeyOwner, Principal};

fn alias(account: AccountId, alias: &str) -> CreateAccountAlias {
    CreateAccountAlias { account, alias: alias.to_owned() }
}

fn unalias(alias: &str) -> DeleteAccountAlias {
    DeleteAccountAlias { account: account(), alias: alias.to_owned() }
}

fn create(name: &str, id: Option<AccountId>) -> CreateAccount {
    CreateAccount { name: name.to_owned(), id, root_key: false }
}

#[test]
fn an_account_begins_with_an_administrator() {
    let mut world = World::new();
    let id = AccountId::parse("000000000007").unwrap();
    let made = world.done(CreateAccount { root_key: true, ..create("third", Some(id)) });
    assert_eq!((made.account.id, made.admin.name.as_str()), (id, "admin"));
    assert_eq!(made.admin.policies.managed, ["arn:aws:iam::aws:policy/AdministratorAccess"]);
    assert_eq!(made.admin_key.owner, KeyOwner::User(made.admin.id.clone()));
    let root_key = made.root_key.unwrap();
    assert_eq!(root_key.owner, KeyOwner::Root);
    assert_eq!(made.account.canonical_user_id.len(), 64);
    let admin = Principal::User(made.admin.into());
    assert_eq!(world.state.identity_documents(&admin).count(), 1);
}

#[test]
fn names_and_ids_of_accounts_are_unique() {
    let mut world = World::new();
    let refusal = world.refused(create("main", None));
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::Account, "main".to_owned()));
    let refusal = world.refused(create("new", Some(account())));
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::Account, account().to_string()));
    let (a, b) = (world.done(create("a", None)), world.done(create("b", None)));
    assert_ne!(a.account.id, b.account.id);
    assert!(a.account.id.number() >= 100_000_000_000, "no leading zero");
    assert_ne!(a.account.canonical_user_id, b.account.canonical_user_id);
}

#[test]
fn an_alias_is_unique_in_the_installation() {
    let mut world = World::new();
    world.done(alias(account(), "one"));
    for taker in [account(), other_account()] {
        let refusal = world.refused(alias(taker, "one"));
        assert_eq!(refusal, Refusal::AlreadyExists(Entity::AccountAlias, "one".to_owned()));
    }
    // a second alias takes the place of the first, which is free then
    world.done(alias(account(), "two"));
    assert_eq!(world.state.account(account()).unwrap().alias.as_deref(), Some("two"));
    world.done(alias(other_account(), "one"));
    assert_eq!(world.state.account_with_alias("one"), Some(other_account()));
    for wrong in ["one", "nothing"] {
        let refusal = world.refused(unalias(wrong));
        assert_eq!(refusal, Refusal::NoSuchEntity(Entity::AccountAlias, wrong.to_owned()));
    }
    world.done(unalias("two"));
    assert_eq!(world.state.account_with_alias("two"), None);
    assert!(matches!(world.refused(unalias("two")), Refusal::NoSuchEntity(..)));
}
