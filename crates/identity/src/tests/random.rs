//! Random sequences of all commands: after each, records and indexes are right, and the snapshot taken before is as it was.

use proptest::prelude::*;
use secret::totp::Code;

use super::world::*;
use crate::command::*;
use crate::kind::mfa_device::tests::codes::{code, source};
use crate::kind::policy::tests::create_policy;
use crate::kind::role::tests::{create_role, trusting};
use crate::{AccessKey, Device, KeyOwner, KeyStatus, KeyUse, OwnerReference, QuotaName, RoleUse, arn};

/// Commands that [`act`] knows.
const ACTS: u8 = 38;

/// Numbers that choose a command and what it is about.
type Draw = (u8, u8, u8, u8);

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    proptest::collection::vec((0..ACTS, 0..3u8, 0..3u8, 0..4u8), 1..60)
}

/// Names differ in case as well.
fn name(kind: char, n: u8) -> String {
    let name = format!("{kind}{}", n / 2);
    if n == 1 { name.to_uppercase() } else { name }
}

fn holder(world: &World, n: u8, which: u8) -> PolicyHolder {
    match n % 3 {
        0 => PolicyHolder::User(world.user_ref(&name('u', which))),
        1 => PolicyHolder::Group(world.group_ref(&name('g', which))),
        _ => PolicyHolder::Role(world.role_ref(&name('r', which))),
    }
}

fn bounded(world: &World, n: u8, which: u8) -> Bounded {
    if n == 0 {
        Bounded::User(world.user_ref(&name('u', which)))
    } else {
        Bounded::Role(world.role_ref(&name('r', which)))
    }
}

fn policy_arn(n: u8) -> String {
    if n == 2 {
        "arn:aws:iam::aws:policy/AdministratorAccess".to_owned()
    } else {
        arn::policy(account(), "/", &name('p', n))
    }
}

fn owner(world: &World, n: u8) -> KeyOwner {
    let user = world.state.user_named(account(), &name('u', n));
    user.map_or(KeyOwner::Root, |user| KeyOwner::User(user.id.clone()))
}

fn owner_ref(world: &World, n: u8) -> OwnerReference {
    let user = world.state.user_named(account(), &name('u', n));
    user.map_or(OwnerReference::Root, |user| OwnerReference::User(user.reference()))
}

fn key(world: &World, n: u8) -> Option<AccessKey> {
    let keys = world.state.access_keys_of(account(), &owner(world, n));
    keys.last().map(|key| AccessKey::clone(key))
}

fn device(world: &World, n: u8) -> Option<Device> {
    world.state.device_named(account(), "/", &name('d', n)).map(|device| Device::clone(device))
}

/// Runs one command; its outcome does not matter.
fn act(world: &mut World, (command, a, b, c): Draw) {
    match command {
        0..=12 => act_on_users_and_groups(world, (command, a, b, c)),
        13..=25 => act_on_policies_and_roles(world, (command, a, b, c)),
        _ => act_on_the_rest(world, (command, a, b, c)),
    }
}

fn act_on_users_and_groups(world: &mut World, (command, a, b, c): Draw) {
    let account = account();
    let (user, group) = (name('u', a), name('g', b));
    match command {
        0..=2 => {
            let boundary = (c == 1).then(|| policy_arn(b));
            let tags = if c == 2 { tags(&[("k", "v")]) } else { TagSet::default() };
            let user =
                CreateUser { account, name: user, path: "/".into(), permissions_boundary: boundary, tags };
            drop(world.run(user));
        }
        3 => {
            let (new_name, new_path) = (Some(name('u', b)), (c == 1).then(|| "/x/".to_owned()));
            let user = world.user_ref(&user);
            drop(world.run(UpdateUser { account, user, new_name, new_path }));
        }
        4 => drop(world.run(DeleteUser { account, user: world.user_ref(&user) })),
        5 | 6 => drop(world.run(CreateGroup { account, name: group, path: "/".into() })),
        7 => {
            let new_name = Some(name('g', a));
            let group = world.group_ref(&group);
            drop(world.run(UpdateGroup { account, group, new_name, new_path: None }));
        }
        8 => drop(world.run(DeleteGroup { account, group: world.group_ref(&group) })),
        _ => {
            let (group, user) = (world.group_ref(&group), world.user_ref(&user));
            if command < 12 {
                drop(world.run(AddUserToGroup { account, group, user }));
            } else {
                drop(world.run(RemoveUserFromGroup { account, group, user }));
            }
        }
    }
}

fn act_on_policies_and_roles(world: &mut World, (command, a, b, c): Draw) {
    let account = account();
    let (target, policy_name) = (holder(world, a, b), name('i', c));
    let policy = world.policy_ref(&policy_arn(a));
    match command {
        13 => drop(world.run(create_policy(&name('p', a)))),
        14 => {
            let document = ALLOW_ALL.to_owned();
            let set_as_default = c == 1;
            drop(world.run(CreatePolicyVersion { account, policy, document, set_as_default }));
        }
        15 => {
            let version_id = format!("v{c}");
            drop(world.run(SetDefaultPolicyVersion { account, policy, version_id }));
        }
        16 => {
            let version_id = format!("v{c}");
            drop(world.run(DeletePolicyVersion { account, policy, version_id }));
        }
        17 => drop(world.run(DeletePolicy { account, policy })),
        18 => drop(world.run(AttachPolicy { account, target, policy_arn: policy_arn(c) })),
        19 => drop(world.run(DetachPolicy { account, target, policy_arn: policy_arn(c) })),
        20 => {
            let document = ALLOW_ALL.to_owned();
            drop(world.run(PutInlinePolicy { account, target, policy_name, document }));
        }
        21 => drop(world.run(DeleteInlinePolicy { account, target, policy_name })),
        22 => {
            let target = bounded(world, a, b);
            drop(world.run(PutPermissionsBoundary { account, target, policy_arn: policy_arn(c) }));
        }
        23 => drop(world.run(DeletePermissionsBoundary { account, target: bounded(world, a, b) })),
        24 => drop(world.run(create_role(&name('r', a)))),
        _ => match c {
            0 => drop(world.run(DeleteRole { account, role: world.role_ref(&name('r', a)) })),
            1 => {
                let description = Some("d".to_owned());
                let role = world.role_ref(&name('r', a));
                drop(world.run(UpdateRole { account, role, description, max_session_seconds: None }));
            }
            _ => {
                let trust_policy = trusting(&arn::user(account, "/", &name('u', b)));
                let role = world.role_ref(&name('r', a));
                drop(world.run(UpdateAssumeRolePolicy { account, role, trust_policy }));
            }
        },
    }
}

fn act_on_the_rest(world: &mut World, (command, a, b, c): Draw) {
    let account = account();
    match command {
        26 => drop(world.run(CreateAccessKey { account, owner: owner_ref(world, a) })),
        27 | 28 => {
            let Some(AccessKey { id: access_key_id, .. }) = key(world, a) else { return };
            let owner = owner_ref(world, a);
            if command == 27 {
                drop(world.run(DeleteAccessKey { account, owner, access_key_id }));
            } else {
                let status = if b == 0 { KeyStatus::Active } else { KeyStatus::Inactive };
                drop(world.run(UpdateAccessKey { account, owner, access_key_id, status }));
            }
        }
        29 => {
            let (name, path) = (name('d', a), "/".to_owned());
            drop(world.run(CreateVirtualMfaDevice { account, name, path, tags: TagSet::default() }));
        }
        30..=33 => act_on_a_device(world, (command, a, b, c)),
        34 => {
            let resource = match b {
                0 => Tagged::User(world.user_ref(&name('u', a))),
                _ => Tagged::Policy(world.policy_ref(&policy_arn(a))),
            };
            if c == 0 {
                drop(world.run(UntagResource { account, resource, keys: vec!["k".to_owned()] }));
            } else {
                drop(world.run(TagResource { account, resource, tags: tags(&[("k", "w")]) }));
            }
        }
        35 => {
            let (time, region) = (world.now, "us-east-1".to_owned());
            let service = "iam".to_owned();
            let used =
                |key: AccessKey| KeyUse { access_key_id: key.id, time, service, region: region.clone() };
            let keys = key(world, a).map(used).into_iter().collect();
            let role = world.state.role_named(account, &name('r', b));
            let roles = role.map(|role| RoleUse { role_id: role.id.clone(), time, region: region.clone() });
            let roles = roles.into_iter().collect();
            drop(world.run(RecordUses { keys, roles }));
        }
        36 => {
            let alias = name('a', a);
            match b {
                0 => drop(world.run(DeleteAccountAlias { account, alias })),
                1 => drop(world.run(SetQuotas { account, values: vec![(QuotaName::Users, Some(9))] })),
                _ => drop(world.run(CreateAccountAlias { account, alias })),
            }
        }
        _ => {
            let name = format!("account {a}");
            match (b, c) {
                (0, 0) => drop(world.run(DeleteAccount { account: other_account(), force: true })),
                (0, _) => drop(world.run(RenameAccount { account, new_name: name })),
                _ => drop(world.run(CreateAccount { name, id: None, root_key: c == 0 })),
            }
        }
    }
}

fn act_on_a_device(world: &mut World, (command, a, b, c): Draw) {
    let account = account();
    world.now = world.now.plus_seconds(30);
    let Some(device) = device(world, a) else { return };
    let (serial_number, user) = (device.serial_number(), world.user_ref(&name('u', b)));
    let wrong = Code::parse("000000").unwrap();
    let (code1, code2) = (code(world, &device, -1), if c == 0 { wrong } else { code(world, &device, 0) });
    let user_id = user.key().to_owned();
    let source = source(world, "admin");
    match (command, c) {
        (30, _) => drop(world.run(EnableMfaDevice { account, user, serial_number, code1, code2, source })),
        (31, _) => drop(world.run(VerifyMfaCode { account, user_id, serial_number, code: code2, source })),
        (32, 0) => drop(world.run(DeleteVirtualMfaDevice { account, device: device.reference() })),
        (32, 1) => drop(world.run(UnlockMfa { account, target: UnlockTarget::Device(device.reference()) })),
        (32, _) => {
            let owner = OwnerReference::User(user);
            drop(world.run(DeactivateMfaDevice { account, owner, serial_number }));
        }
        _ => drop(world.run(ResyncMfaDevice { account, user, serial_number, code1, code2, source })),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn records_and_indexes_agree_after_any_commands(draws in draws()) {
        let mut world = World::new();
        for draw in draws {
            let before = world.state.clone();
            let keys: Vec<_> = before.records().map(|record| record.key()).collect();
            act(&mut world, draw);
            world.check();
            prop_assert_eq!(before.check(), []);
            prop_assert!(before.records().map(|record| record.key()).eq(keys), "a snapshot stays as it is");
        }
    }
}

#[test]
fn every_command_succeeds_now_and_then() {
    // a walk through the draws in a fixed order, so that what is made by one is there for the next
    let mut world = World::new();
    let mut changed = [false; ACTS as usize];
    for round in 0..4u32 {
        for number in 0..u32::from(ACTS) * 36 {
            let mixed = number.wrapping_mul(0x9e37_79b9).rotate_left(round * 7 + 5);
            let draw = (
                (number % u32::from(ACTS)) as u8,
                (mixed % 3) as u8,
                (mixed / 3 % 3) as u8,
                (mixed / 9 % 4) as u8,
            );
            let before = world.changes;
            act(&mut world, draw);
            changed[usize::from(draw.0)] |= world.changes > before;
        }
    }
    // these are the same command as the one before
    let twice = [1, 2, 6, 10, 11];
    let is_idle = |n: &usize| !changed[*n] && !twice.contains(n);
    let idle: Vec<usize> = (0..changed.len()).filter(is_idle).collect();
    assert_eq!(idle, Vec::<usize>::new(), "commands that never changed anything");
}
