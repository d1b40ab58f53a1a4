use crate::command::{CreateAccessKey, CreatePolicy, CreatePolicyVersion, PutInlinePolicy, SetQuotas};
use crate::tests::world::*;
use crate::{OwnerReference, Quota, QuotaName, limits};

fn set(quota: QuotaName, value: Option<u64>) -> SetQuotas {
    SetQuotas { account: account(), values: vec![(quota, value)] }
}

fn user_in(account: AccountId, name: &str) -> CreateUser {
    CreateUser {
        account,
        name: name.to_owned(),
        path: "/".to_owned(),
        permissions_boundary: None,
        tags: TagSet::default(),
    }
}

fn user(name: &str) -> CreateUser {
    user_in(account(), name)
}

#[test]
fn a_quota_holds_for_one_account_at_its_value_and_goes_back_to_the_default() {
    let mut world = World::new();
    world.done(set(QuotaName::Users, Some(2)));
    world.done(user("second"));
    let full = Refusal::LimitExceeded(Quota::Named("UsersPerAccount", 2));
    assert_eq!(world.refused(user("third")), full);
    world.done(user_in(other_account(), "second"));
    world.done(user_in(other_account(), "third"));
    world.done(set(QuotaName::Users, Some(3)));
    world.done(user("third"));
    // below what is there: nothing goes, nothing comes
    world.done(set(QuotaName::Users, Some(0)));
    assert_eq!(world.state.user_count(account()), 3);
    assert!(matches!(world.refused(user("fourth")), Refusal::LimitExceeded(_)));
    world.done(set(QuotaName::Users, None));
    world.done(user("fourth"));
    assert_eq!(world.state.quota(account(), QuotaName::Users), limits::USERS_PER_ACCOUNT);
}

#[test]
fn quotas_of_keys_versions_and_sizes_follow_the_account() {
    let mut world = World::new();
    let owner = OwnerReference::User(world.user("u").reference());
    let key = || CreateAccessKey { account: account(), owner: owner.clone() };
    world.done(set(QuotaName::AccessKeysPerUser, Some(1)));
    world.done(key());
    assert_eq!(world.refused(key()), Refusal::LimitExceeded(Quota::Named("AccessKeysPerUser", 1)));
    let size = policy::size_without_white_space(ALLOW_ALL);
    let target = PolicyHolder::User(world.user_ref("u"));
    let inline = || PutInlinePolicy {
        account: account(),
        target: target.clone(),
        policy_name: "p".into(),
        document: ALLOW_ALL.into(),
    };
    world.done(set(QuotaName::UserPolicySize, Some(size as u64 - 1)));
    assert!(matches!(world.refused(inline()), Refusal::LimitExceeded(Quota::InlinePolicySize(..))));
    world.done(set(QuotaName::UserPolicySize, Some(size as u64)));
    world.done(inline());
    assert_eq!(world.state.quota_use(account(), QuotaName::UserPolicySize), Some(size));
    let policy = world.done(CreatePolicy {
        account: account(),
        name: "p".into(),
        path: "/".into(),
        document: ALLOW_ALL.into(),
        description: None,
        tags: TagSet::default(),
    });
    let version = || CreatePolicyVersion {
        account: account(),
        policy: policy.reference(),
        document: ALLOW_ALL.into(),
        set_as_default: false,
    };
    world.done(set(QuotaName::VersionsPerPolicy, Some(2)));
    world.done(version());
    assert_eq!(world.refused(version()), Refusal::LimitExceeded(Quota::PolicyVersions(2)));
    assert_eq!(world.state.quota_use(account(), QuotaName::VersionsPerPolicy), Some(2));
}

#[test]
fn no_quota_is_set_past_its_highest_value() {
    let mut world = World::new();
    for quota in QuotaName::ALL.iter().copied() {
        assert!(quota.default_value() <= quota.most(), "{quota:?}");
        assert_eq!(QuotaName::parse(&quota.key().to_ascii_lowercase()), Some(quota));
        world.done(set(quota, Some(quota.most())));
        assert_eq!(world.state.account(account()).unwrap().quotas.get(quota), quota.most());
        if quota.most() < limits::UNLIMITED {
            assert!(matches!(world.refused(set(quota, Some(quota.most() + 1))), Refusal::LimitExceeded(_)));
        }
    }
}

#[test]
fn other_changes_of_an_account_keep_its_quotas() {
    let mut world = World::new();
    world.done(set(QuotaName::Uploads, Some(7)));
    world.done(crate::command::CreateAccountAlias { account: account(), alias: "here".into() });
    let quotas = &world.state.account(account()).unwrap().quotas;
    assert_eq!((quotas.uploads(), quotas.object_bytes()), (7, limits::UNLIMITED));
}
