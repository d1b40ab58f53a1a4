use super::PasswordRules;
use crate::command::{DeleteAccountPasswordPolicy, UpdateAccountPasswordPolicy};
use crate::refusal::{Entity, Refusal};
use crate::tests::world::*;

fn rules(minimum_length: u32) -> PasswordRules {
    PasswordRules {
        minimum_length,
        symbols: false,
        numbers: true,
        uppercase: false,
        lowercase: false,
        users_may_change: true,
        max_age_days: Some(90),
        reuse_prevention: None,
        hard_expiry: None,
    }
}

#[test]
fn an_update_replaces_all_rules() {
    let mut world = World::new();
    assert!(world.state.password_policy(account()).is_none());
    for length in [8, 12] {
        world.run(UpdateAccountPasswordPolicy { account: account(), rules: rules(length) }).unwrap();
        assert_eq!(world.state.password_policy(account()).unwrap().rules, rules(length));
    }
}

#[test]
fn deleted_once() {
    let mut world = World::new();
    world.run(UpdateAccountPasswordPolicy { account: account(), rules: rules(8) }).unwrap();
    world.run(DeleteAccountPasswordPolicy { account: account() }).unwrap();
    assert!(world.state.password_policy(account()).is_none());
    let refusal = world.refused(DeleteAccountPasswordPolicy { account: account() });
    assert_eq!(refusal, Refusal::NoSuchEntity(Entity::PasswordPolicy, account().to_string()));
}
