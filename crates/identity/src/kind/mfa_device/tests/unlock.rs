//! The operator's unlock: forgives what is held, frees what a wrong clock barred, and never gives a spent code back.

use crate::command::{UnlockMfa, UnlockTarget, Unlocked, UnlockedDevice, VerifyMfaCode};
use crate::kind::mfa_device::tests::codes::*;
use crate::refusal::{Entity, MfaRefusal};
use crate::tests::world::*;
use crate::{Change, Device, UsedSteps, limits};

fn user(world: &World, name: &str) -> UnlockMfa {
    UnlockMfa { account: account(), target: UnlockTarget::User(world.user_ref(name)) }
}

fn serial(world: &World, serial: &str) -> UnlockMfa {
    UnlockMfa { account: account(), target: UnlockTarget::Device(world.device_ref(serial)) }
}

/// Wrong codes until none is looked at any more.
fn fill(world: &mut World, device: &Device) {
    loop {
        let wrong = wrong_code(world, device);
        let guess: VerifyMfaCode = verify_code(world, device, "u", wrong);
        match world.run(guess) {
            Err(Refusal::Mfa(MfaRefusal::Throttled { .. })) => return,
            other => assert_eq!(other, Err(WRONG)),
        }
    }
}

#[test]
fn what_is_held_against_a_user_is_forgiven() {
    for by_serial in [false, true] {
        let (mut world, device) = world();
        fill(&mut world, &device);
        let held = limits::MFA_USER_FAILURES_FROM_ONE_NETWORK + limits::MFA_KNOWN_NETWORK_FAILURES;
        let unlocked =
            world.done(if by_serial { serial(&world, &device.serial_number()) } else { user(&world, "U") });
        let expected = Unlocked {
            user: Some("arn:aws:iam::111122223333:user/u".to_owned()),
            failures: held,
            devices: vec![UnlockedDevice { serial_number: device.serial_number(), barred_until: None }],
        };
        assert_eq!(unlocked, expected);
        let right = verify(&world, &device, "u", 0);
        assert_eq!(world.run(right), Ok(world.now));
        assert_eq!(world.done(user(&world, "u")).failures, 0);
        // the network is still known, and guesses count as before
        fill(&mut world, &device);
        assert_eq!(world.done(user(&world, "u")).failures, held);
    }
}

#[test]
fn a_step_in_the_future_is_cleared_and_no_spent_code_works_again() {
    let (mut world, device) = world();
    let step = |world: &World| secret::totp::step_at(world.now.seconds());
    // written by an earlier version, under a clock that was a day ahead: what was spent before is not known
    let future = step(&world) + 2880;
    let barred = Device {
        used: UsedSteps::up_to(future),
        ..Device::clone(world.state.device(&device.serial_number()).unwrap())
    };
    world.state.apply(&Change::Put(barred.into()));
    let right = verify(&world, &device, "u", 0);
    assert_eq!(world.refused(right), WRONG);
    let unlocked = world.done(user(&world, "u"));
    let until = Time::from_seconds((future + 1) * 30);
    assert_eq!(unlocked.devices.iter().map(|device| device.barred_until).collect::<Vec<_>>(), [Some(until)]);
    // the codes of this moment may be spent
    for steps in -1..=1 {
        let right = verify(&world, &device, "u", steps);
        assert_eq!(world.refused(right), WRONG, "{steps}");
    }
    world.now = world.now.plus_seconds(60);
    let right = verify(&world, &device, "u", 0);
    assert_eq!(world.run(right), Ok(world.now));
    assert!(world.done(user(&world, "u")).devices.iter().all(|device| device.barred_until.is_none()));
    world.now = world.now.plus_seconds(2878 * 30);
    assert_eq!(step(&world), future);
    let spent = verify(&world, &device, "u", 0);
    assert_eq!(world.refused(spent), WRONG);
}

#[test]
fn what_is_not_there_is_not_unlocked() {
    let (mut world, device) = world();
    let spare = world.done(create("spare"));
    let unknown = "arn:aws:iam::111122223333:mfa/none";
    assert_eq!(
        world.refused(user(&world, "nobody")),
        Refusal::NoSuchEntity(Entity::User, "nobody".to_owned())
    );
    assert_eq!(
        world.refused(serial(&world, unknown)),
        Refusal::NoSuchEntity(Entity::MfaDevice, unknown.to_owned())
    );
    let elsewhere = UnlockMfa { account: other_account(), ..serial(&world, &device.serial_number()) };
    assert_eq!(
        world.refused(elsewhere),
        Refusal::NoSuchEntity(Entity::MfaDevice, device.serial_number()),
        "another account's"
    );
    let of_nobody = world.done(serial(&world, &spare.serial_number()));
    assert_eq!((of_nobody.user, of_nobody.failures), (None, 0));
}
