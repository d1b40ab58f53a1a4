//! Commands act on the entity that was found and judged, and on no other: not on a namesake that was made in between, nor on
//! the same entity under another ARN.

use crate::command::*;
use crate::kind::mfa_device::tests::codes::{code, source};
use crate::kind::policy::tests::create_policy;
use crate::kind::role::tests::{create_role, trusting};
use crate::refusal::Entity;
use crate::tests::world::*;
use crate::{KeyStatus, OwnerReference};

const OF_AWS: &str = "arn:aws:iam::aws:policy/AWSDenyAll";
const POLICY: &str = "arn:aws:iam::111122223333:policy/p";
const DEVICE: &str = "arn:aws:iam::111122223333:mfa/d";

fn device() -> CreateVirtualMfaDevice {
    let (name, path) = ("d".to_owned(), "/".to_owned());
    CreateVirtualMfaDevice { account: account(), name, path, tags: TagSet::default() }
}

/// An entity of each kind.
fn world() -> World {
    let mut world = World::new();
    world.user("u");
    world.group("g");
    world.done(create_role("r"));
    world.done(create_policy("p"));
    world.done(device());
    world
}

/// Refuses each command after another entity took the place of the one that was found, and the first one back again before.
macro_rules! refused {
    ($world:ident, $missing:expr; $($command:expr),* $(,)?) => {$(
        let refusal = $world.refused($command);
        assert_eq!(refusal, $missing, "{}", stringify!($command));
    )*};
}

/// The commands of policies, for a holder that is missing.
fn refused_of_holder(world: &mut World, target: &PolicyHolder, missing: &Refusal) {
    let account = account();
    let (policy_arn, policy_name) = (OF_AWS.to_owned(), "i".to_owned());
    let document = ALLOW_ALL.to_owned();
    refused! { world, *missing;
        AttachPolicy { account, target: target.clone(), policy_arn: policy_arn.clone() },
        DetachPolicy { account, target: target.clone(), policy_arn: policy_arn.clone() },
        PutInlinePolicy {
            account,
            target: target.clone(),
            policy_name: policy_name.clone(),
            document: document.clone(),
        },
        DeleteInlinePolicy { account, target: target.clone(), policy_name: policy_name.clone() },
    }
}

/// The commands of tags, for a resource that is missing.
fn refused_of_tagged(world: &mut World, resource: &Tagged, missing: &Refusal) {
    let account = account();
    refused! { world, *missing;
        TagResource { account, resource: resource.clone(), tags: tags(&[("k", "v")]) },
        UntagResource { account, resource: resource.clone(), keys: vec!["k".to_owned()] },
    }
}

/// The commands of boundaries, for an entity that is missing.
fn refused_of_bounded(world: &mut World, target: &Bounded, missing: &Refusal) {
    let account = account();
    refused! { world, *missing;
        PutPermissionsBoundary { account, target: target.clone(), policy_arn: OF_AWS.to_owned() },
        DeletePermissionsBoundary { account, target: target.clone() },
    }
}

fn refused_of_user(world: &mut World, user: &Reference<User>) {
    let (account, group) = (account(), world.group_ref("g"));
    let missing = Refusal::NoSuchEntity(Entity::User, "u".to_owned());
    let owner = OwnerReference::User(user.clone());
    let device = Device::clone(world.state.device(DEVICE).unwrap());
    let (code1, code2) = (code(world, &device, -1), code(world, &device, 0));
    let (serial_number, source) = (DEVICE.to_owned(), source(world, "admin"));
    let (new_name, new_path) = (Some("new".to_owned()), None);
    let id = || "AKIAIOSFODNN7EXAMPLE".to_owned();
    refused! { world, missing;
        UpdateUser { account, user: user.clone(), new_name: new_name.clone(), new_path: new_path.clone() },
        DeleteUser { account, user: user.clone() },
        AddUserToGroup { account, group: group.clone(), user: user.clone() },
        RemoveUserFromGroup { account, group: group.clone(), user: user.clone() },
        CreateAccessKey { account, owner: owner.clone() },
        UpdateAccessKey { account, owner: owner.clone(), access_key_id: id(), status: KeyStatus::Active },
        DeleteAccessKey { account, owner: owner.clone(), access_key_id: id() },
        EnableMfaDevice {
            account,
            user: user.clone(),
            serial_number: serial_number.clone(),
            code1,
            code2,
            source: source.clone(),
        },
        ResyncMfaDevice {
            account,
            user: user.clone(),
            serial_number: serial_number.clone(),
            code1,
            code2,
            source: source.clone(),
        },
        DeactivateMfaDevice { account, owner: owner.clone(), serial_number: serial_number.clone() },
        UnlockMfa { account, target: UnlockTarget::User(user.clone()) },
    }
    refused_of_holder(world, &PolicyHolder::User(user.clone()), &missing);
    refused_of_bounded(world, &Bounded::User(user.clone()), &missing);
    refused_of_tagged(world, &Tagged::User(user.clone()), &missing);
}

#[test]
fn adv_namesake_of_a_deleted_user_is_not_touched() {
    let mut world = world();
    let user = world.user_ref("u");
    world.done(DeleteUser { account: account(), user: user.clone() });
    refused_of_user(&mut world, &user);
    let namesake = world.user("u");
    assert_eq!(namesake.arn(), "arn:aws:iam::111122223333:user/u");
    refused_of_user(&mut world, &user);
    world.done(DeleteUser { account: account(), user: namesake.reference() });
}

#[test]
fn adv_user_that_was_renamed_or_moved_is_not_touched_under_its_old_arn() {
    for (new_name, new_path) in [(Some("other"), None), (None, Some("/x/"))] {
        let mut world = world();
        let user = world.user_ref("u");
        let [new_name, new_path] = [new_name, new_path].map(|new| new.map(str::to_owned));
        world.done(UpdateUser { account: account(), user: user.clone(), new_name, new_path });
        refused_of_user(&mut world, &user);
    }
}

fn refused_of_group(world: &mut World, group: &Reference<Group>) {
    let (account, user) = (account(), world.user_ref("u"));
    let missing = Refusal::NoSuchEntity(Entity::Group, "g".to_owned());
    let (new_name, new_path) = (Some("new".to_owned()), None);
    refused! { world, missing;
        UpdateGroup { account, group: group.clone(), new_name: new_name.clone(), new_path: new_path.clone() },
        DeleteGroup { account, group: group.clone() },
        AddUserToGroup { account, group: group.clone(), user: user.clone() },
        RemoveUserFromGroup { account, group: group.clone(), user: user.clone() },
    }
    refused_of_holder(world, &PolicyHolder::Group(group.clone()), &missing);
}

#[test]
fn adv_namesake_of_a_deleted_group_is_not_touched() {
    let mut world = world();
    let group = world.group_ref("g");
    world.done(DeleteGroup { account: account(), group: group.clone() });
    refused_of_group(&mut world, &group);
    let namesake = world.group("g");
    refused_of_group(&mut world, &group);
    world.done(DeleteGroup { account: account(), group: namesake.reference() });
}

#[test]
fn adv_group_that_was_renamed_is_not_touched_under_its_old_arn() {
    let mut world = world();
    let group = world.group_ref("g");
    let (new_name, new_path) = (Some("other".to_owned()), None);
    world.done(UpdateGroup { account: account(), group: group.clone(), new_name, new_path });
    refused_of_group(&mut world, &group);
}

fn refused_of_role(world: &mut World, role: &Reference<Role>) {
    let account = account();
    let missing = Refusal::NoSuchEntity(Entity::Role, "r".to_owned());
    refused! { world, missing;
        UpdateRole { account, role: role.clone(), description: None, max_session_seconds: None },
        UpdateAssumeRolePolicy { account, role: role.clone(), trust_policy: trusting("111122223333") },
        DeleteRole { account, role: role.clone() },
    }
    refused_of_holder(world, &PolicyHolder::Role(role.clone()), &missing);
    refused_of_bounded(world, &Bounded::Role(role.clone()), &missing);
    refused_of_tagged(world, &Tagged::Role(role.clone()), &missing);
}

#[test]
fn adv_namesake_of_a_deleted_role_is_not_touched() {
    let mut world = world();
    let role = world.role_ref("r");
    world.done(DeleteRole { account: account(), role: role.clone() });
    refused_of_role(&mut world, &role);
    let namesake = world.done(create_role("r"));
    refused_of_role(&mut world, &role);
    // nor the same name at another path
    world.done(DeleteRole { account: account(), role: namesake.reference() });
    world.done(CreateRole { path: "/x/".to_owned(), ..create_role("r") });
    refused_of_role(&mut world, &role);
}

fn refused_of_policy(world: &mut World, policy: &Reference<ManagedPolicy>) {
    let account = account();
    let missing = Refusal::NoSuchEntity(Entity::PolicyArn, POLICY.to_owned());
    let document = ALLOW_ALL.to_owned();
    refused! { world, missing;
        CreatePolicyVersion {
            account,
            policy: policy.clone(),
            document: document.clone(),
            set_as_default: true,
        },
        DeletePolicy { account, policy: policy.clone() },
    }
    let version_id = "v1".to_owned();
    refused! { world, Refusal::no_version(POLICY, "v1");
        SetDefaultPolicyVersion { account, policy: policy.clone(), version_id: version_id.clone() },
        DeletePolicyVersion { account, policy: policy.clone(), version_id: version_id.clone() },
    }
    refused_of_tagged(world, &Tagged::Policy(policy.clone()), &missing);
}

#[test]
fn adv_namesake_of_a_deleted_policy_is_not_touched() {
    let mut world = world();
    let policy = world.policy_ref(POLICY);
    world.done(DeletePolicy { account: account(), policy: policy.clone() });
    refused_of_policy(&mut world, &policy);
    let namesake = world.done(create_policy("p"));
    assert_eq!(namesake.arn(), POLICY);
    refused_of_policy(&mut world, &policy);
    world.done(DeletePolicy { account: account(), policy: namesake.reference() });
}

fn refused_of_device(world: &mut World, device: &Reference<Device>) {
    let account = account();
    let missing = Refusal::NoSuchEntity(Entity::MfaDevice, DEVICE.to_owned());
    refused! { world, missing;
        DeleteVirtualMfaDevice { account, device: device.clone() },
        UnlockMfa { account, target: UnlockTarget::Device(device.clone()) },
    }
    refused_of_tagged(world, &Tagged::Device(device.clone()), &missing);
}

#[test]
fn adv_namesake_of_a_deleted_mfa_device_is_not_touched() {
    let mut world = world();
    let found = world.device_ref(DEVICE);
    world.done(DeleteVirtualMfaDevice { account: account(), device: found.clone() });
    refused_of_device(&mut world, &found);
    let namesake = world.done(device());
    assert_eq!(namesake.serial_number(), DEVICE);
    refused_of_device(&mut world, &found);
    world.done(DeleteVirtualMfaDevice { account: account(), device: namesake.reference() });
}

#[test]
fn references_of_another_account_lead_nowhere() {
    let mut world = world();
    let account = other_account();
    let delete = DeleteUser { account, user: world.user_ref("u") };
    assert_eq!(world.refused(delete), Refusal::NoSuchEntity(Entity::User, "u".to_owned()));
    let delete = DeleteRole { account, role: world.role_ref("r") };
    assert_eq!(world.refused(delete), Refusal::NoSuchEntity(Entity::Role, "r".to_owned()));
    let delete = DeletePolicy { account, policy: world.policy_ref(POLICY) };
    assert_eq!(world.refused(delete), Refusal::NoSuchEntity(Entity::PolicyArn, POLICY.to_owned()));
}
