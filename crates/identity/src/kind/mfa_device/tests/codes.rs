use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use proptest::prelude::*;
use secret::totp::{self, Code};

use crate::command::{
    CreateVirtualMfaDevice, DeactivateMfaDevice, DeleteVirtualMfaDevice, EnableMfaDevice, ResyncMfaDevice,
    VerifyMfaCode,
};
use crate::refusal::{Conflict, Entity, MfaRefusal, Quota};
use crate::tests::world::*;
use crate::{Change, Device, KeyOwner, MfaSource, OwnerReference, Record, UsedSteps, limits};

pub(crate) const WRONG: Refusal = Refusal::Mfa(MfaRefusal::Code);
pub(crate) const NO_DEVICE: Refusal = Refusal::Mfa(MfaRefusal::Device);
pub(crate) const WRONG_PAIR: Refusal = Refusal::InvalidAuthenticationCode { throttled_until: None };

/// The code of the step that is so many steps from the present one.
pub(crate) fn code(world: &World, device: &Device, steps: i64) -> Code {
    totp::code_at(device.seed.expose(), totp::step_at(world.now.seconds()).saturating_add_signed(steps))
}

/// Six digits that no step within an hour has.
pub(crate) fn wrong_code(world: &World, device: &Device) -> Code {
    let right: Vec<String> =
        (-120..=120).map(|steps| code(world, device, steps).digits().to_owned()).collect();
    let wrong = (0..).map(|number| format!("{number:06}")).find(|code| !right.contains(code));
    Code::parse(&wrong.unwrap()).unwrap()
}

pub(crate) fn create(name: &str) -> CreateVirtualMfaDevice {
    let (name, path) = (name.to_owned(), "/".to_owned());
    CreateVirtualMfaDevice { account: account(), name, path, tags: TagSet::default() }
}

/// The address that everybody's own requests come from.
pub(crate) const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

/// A request from the user itself, at [`HOME`]; from an unknown caller if there is no such user.
pub(crate) fn source(world: &World, caller: &str) -> MfaSource {
    let user = world.state.user_named(account(), caller);
    MfaSource { caller: user.map_or(caller.to_owned(), |user| user.id.clone()), address: HOME }
}

pub(crate) fn enable(world: &World, device: &Device, user: &str, steps: (i64, i64)) -> EnableMfaDevice {
    EnableMfaDevice {
        account: account(),
        user: world.user_ref(user),
        serial_number: device.serial_number(),
        code1: code(world, device, steps.0),
        code2: code(world, device, steps.1),
        source: source(world, user),
    }
}

pub(crate) fn resync(world: &World, device: &Device, user: &str, steps: (i64, i64)) -> ResyncMfaDevice {
    let EnableMfaDevice { account, user, serial_number, code1, code2, source } =
        enable(world, device, user, steps);
    ResyncMfaDevice { account, user, serial_number, code1, code2, source }
}

pub(crate) fn verify(world: &World, device: &Device, user: &str, steps: i64) -> VerifyMfaCode {
    verify_code(world, device, user, code(world, device, steps))
}

pub(crate) fn verify_code(world: &World, device: &Device, user: &str, code: Code) -> VerifyMfaCode {
    VerifyMfaCode {
        account: account(),
        user_id: world.state.user_named(account(), user).unwrap().id.clone(),
        serial_number: device.serial_number(),
        code,
        source: source(world, user),
    }
}

fn deactivate(world: &World, device: &Device, user: &str) -> DeactivateMfaDevice {
    let owner = OwnerReference::User(world.user_ref(user));
    DeactivateMfaDevice { account: account(), owner, serial_number: device.serial_number() }
}

fn delete(device: &Device) -> DeleteVirtualMfaDevice {
    DeleteVirtualMfaDevice { account: account(), device: device.reference() }
}

fn stored(world: &World, device: &Device) -> Arc<Device> {
    world.state.device(&device.serial_number()).unwrap().clone()
}

fn unknown(serial: &str) -> Refusal {
    Refusal::NoSuchEntity(Entity::MfaDevice, serial.to_owned())
}

/// The user `u` with a device that was enabled an hour ago, so that no recent code is used.
pub(crate) fn world() -> (World, Device) {
    let mut world = World::new();
    world.user("u");
    let device = world.done(create("m"));
    let enable = enable(&world, &device, "u", (-1, 0));
    world.done(enable);
    world.now = world.now.plus_seconds(3600);
    (world, device)
}

#[test]
fn create_virtual_mfa_device_keeps_path_and_name_unique_ignoring_case() {
    let mut world = World::new();
    let device = world.done(create("Phone"));
    assert_eq!(device.serial_number(), "arn:aws:iam::111122223333:mfa/Phone");
    assert_eq!(device.seed.expose().len(), totp::SEED_BYTES);
    let refusal = world.refused(create("PHONE"));
    assert_eq!(
        refusal,
        Refusal::AlreadyExists(Entity::MfaDevice, "arn:aws:iam::111122223333:mfa/PHONE".into())
    );
    let elsewhere = world.done(CreateVirtualMfaDevice { path: "/a//b/".to_owned(), ..create("phone") });
    assert_eq!(elsewhere.serial_number(), "arn:aws:iam::111122223333:mfa/a//b/phone");
    assert_ne!(device.seed.expose(), elsewhere.seed.expose());
}

#[test]
fn enable_mfa_device_takes_two_consecutive_codes_within_ten_minutes() {
    let cases = [
        ("the previous and the present", (-1, 0), true),
        ("the present and the next", (0, 1), true),
        ("the earliest", (-21, -20), true),
        ("earlier than that", (-22, -21), false),
        ("the latest", (19, 20), true),
        ("later than that", (20, 21), false),
        ("the same twice", (0, 0), false),
        ("the newer one first", (0, -1), false),
        ("a gap between", (-1, 1), false),
        ("a gap between, earlier", (-2, 0), false),
    ];
    for (name, steps, right) in cases {
        let mut world = World::new();
        world.user("u");
        let device = world.done(create("m"));
        let enable = enable(&world, &device, "u", steps);
        let outcome = world.run(enable);
        assert_eq!(outcome, if right { Ok(()) } else { Err(WRONG_PAIR) }, "{name}");
        assert_eq!(stored(&world, &device).enabled.is_some(), right, "{name}");
    }
}

#[test]
fn enable_mfa_device_refuses_a_wrong_code_in_either_place() {
    let mut world = World::new();
    world.user("u");
    let device = world.done(create("m"));
    let wrong = wrong_code(&world, &device);
    let right = || enable(&world, &device, "u", (-1, 0));
    let cases = [EnableMfaDevice { code1: wrong, ..right() }, EnableMfaDevice { code2: wrong, ..right() }];
    for case in cases {
        assert_eq!(world.run(case), Err(WRONG_PAIR));
    }
}

#[test]
fn the_drift_that_two_codes_show_is_allowed_for() {
    // a distance within the tolerance may be drift or may not
    let cases =
        [(-20, -21..=-19), (-2, -3..=-1), (-1, -2..=1), (0, -1..=1), (1, -1..=2), (2, 1..=3), (20, 19..=21)];
    for (shown, expected) in cases {
        for by_resync in [false, true] {
            let (mut world, device) = world();
            let codes = (shown - 1, shown);
            if by_resync {
                let resync = resync(&world, &device, "u", codes);
                world.done(resync);
            } else {
                world.done(deactivate(&world, &device, "u"));
                let enable = enable(&world, &device, "u", codes);
                world.done(enable);
            }
            world.now = world.now.plus_seconds(3600);
            for steps in -25..=25 {
                let verify = verify(&world, &device, "u", steps);
                let accepted = world.decide(verify).outcome.is_ok();
                assert_eq!(accepted, expected.contains(&steps), "{shown}: {steps}");
            }
        }
    }
}

/// Rows 8 and 12 of the bugs of peers: a successful code was not remembered as used.
#[test]
fn adv_8_adv_12_a_used_code_is_refused() {
    let (mut world, device) = world();
    let now = verify(&world, &device, "u", 0);
    assert_eq!(world.run(now), Ok(world.now));
    for steps in [0, -1] {
        let verify = verify(&world, &device, "u", steps);
        assert_eq!(world.refused(verify), WRONG, "{steps}");
    }
    // a caller that needs a second one takes the next, once
    for expected in [Ok(world.now), Err(WRONG)] {
        let verify = verify(&world, &device, "u", 1);
        assert_eq!(world.run(verify), expected);
    }
    let too_far = verify(&world, &device, "u", 2);
    assert_eq!(world.run(too_far), Err(WRONG));
    world.now = world.now.plus_seconds(30);
    let verify = verify(&world, &device, "u", 1);
    assert_eq!(world.run(verify), Ok(world.now));
}

/// Row 4: a code that was sent too early, and refused, was marked as used and later refused at its time.
#[test]
fn adv_4_a_code_that_came_too_early_works_at_its_time() {
    let (mut world, device) = world();
    let early = verify(&world, &device, "u", 2);
    assert_eq!(world.run(early), Err(WRONG));
    world.now = world.now.plus_seconds(60);
    let verify = verify(&world, &device, "u", 0);
    assert_eq!(world.run(verify), Ok(world.now));
}

#[test]
fn the_codes_that_enable_a_device_are_used() {
    let mut world = World::new();
    world.user("u");
    let device = world.done(create("m"));
    let codes = enable(&world, &device, "u", (-1, 0));
    world.done(codes);
    for (steps, expected) in [(-1, Err(WRONG)), (0, Err(WRONG)), (1, Ok(world.now))] {
        let verify = verify(&world, &device, "u", steps);
        assert_eq!(world.run(verify), expected, "{steps}");
    }
}

#[test]
fn resync_mfa_device_and_enable_mfa_device_keep_codes_used() {
    let (mut world, device) = world();
    let verify = verify(&world, &device, "u", 0);
    world.done(verify);
    // the older code of a pair counts as well
    for steps in [(-1, 0), (0, 1)] {
        let resync = resync(&world, &device, "u", steps);
        assert_eq!(world.refused(resync), WRONG_PAIR, "{steps:?}");
    }
    world.done(deactivate(&world, &device, "u"));
    for steps in [(-1, 0), (0, 1)] {
        let enable = enable(&world, &device, "u", steps);
        assert_eq!(world.refused(enable), WRONG_PAIR, "{steps:?}");
    }
    let enable = enable(&world, &device, "u", (1, 2));
    world.done(enable);
}

#[test]
fn only_the_holders_own_enabled_device_counts() {
    let (mut world, device) = world();
    world.user("eve");
    let unassigned = world.done(create("spare"));
    let of = |user: &str, serial: &str| VerifyMfaCode {
        serial_number: serial.to_owned(),
        ..verify(&world, &device, user, 0)
    };
    let serial = device.serial_number();
    let mut elsewhere = of("u", &serial);
    elsewhere.account = other_account();
    let cases = [
        ("another user", of("eve", &serial)),
        ("a device that is not enabled", verify(&world, &unassigned, "u", 0)),
        ("no such device", of("u", "arn:aws:iam::111122223333:mfa/x")),
        ("the user's ARN", of("u", "arn:aws:iam::111122223333:user/u")),
        ("the device's name", of("u", "m")),
        ("another case", of("u", &serial.replace("mfa/m", "mfa/M"))),
        ("another account", elsewhere),
    ];
    for (name, verify) in cases {
        assert_eq!(world.refused(verify), NO_DEVICE, "{name}");
    }
    world.done(deactivate(&world, &device, "u"));
    let verify = verify(&world, &device, "u", 0);
    assert_eq!(world.refused(verify), NO_DEVICE, "deactivated");
}

#[test]
fn users_come_before_devices_and_devices_before_codes() {
    let (mut world, device) = world();
    world.user("eve");
    let serial = device.serial_number();
    let no_user = enable(&world, &device, "nobody", (0, 0));
    assert_eq!(world.refused(no_user), Refusal::NoSuchEntity(Entity::User, "nobody".to_owned()));
    let in_use = enable(&world, &device, "eve", (0, 0));
    assert_eq!(world.refused(in_use), Refusal::MfaDeviceInUse);
    let unknown_device =
        EnableMfaDevice { serial_number: "x".to_owned(), ..enable(&world, &device, "u", (0, 0)) };
    assert_eq!(world.refused(unknown_device), unknown("x"));
    let not_hers = resync(&world, &device, "eve", (-1, 0));
    assert_eq!(world.refused(not_hers), unknown(&serial));
    assert_eq!(world.refused(deactivate(&world, &device, "eve")), unknown(&serial));
    let user = world.state.user_named(other_account(), "admin").unwrap().reference();
    let account = other_account();
    let elsewhere = EnableMfaDevice { account, user, ..enable(&world, &device, "admin", (0, 0)) };
    assert_eq!(world.refused(elsewhere), unknown(&serial));
}

#[test]
fn delete_virtual_mfa_device_waits_until_it_is_deactivated() {
    let (mut world, device) = world();
    assert_eq!(world.refused(delete(&device)), Refusal::DeleteConflict(Conflict::MfaDeviceInUse));
    world.done(deactivate(&world, &device, "U"));
    assert_eq!(world.refused(deactivate(&world, &device, "u")), unknown(&device.serial_number()));
    let elsewhere = DeleteVirtualMfaDevice { account: other_account(), ..delete(&device) };
    assert_eq!(world.refused(elsewhere), unknown(&device.serial_number()));
    world.done(delete(&device));
    assert_eq!(world.refused(delete(&device)), unknown(&device.serial_number()));
}

#[test]
fn enable_mfa_device_gives_a_user_eight_at_most() {
    let mut world = World::new();
    world.user("u");
    let devices: Vec<Device> =
        (0..=limits::MFA_DEVICES_PER_USER).map(|number| world.done(create(&format!("m{number}")))).collect();
    let (last, first) = devices.split_last().unwrap();
    for device in first {
        let enable = enable(&world, device, "u", (-1, 0));
        world.done(enable);
    }
    let one_more = enable(&world, last, "u", (-1, 0));
    let quota = Quota::Named("MFADevicesPerUser", limits::MFA_DEVICES_PER_USER);
    assert_eq!(world.refused(one_more), Refusal::LimitExceeded(quota));
    world.done(deactivate(&world, &devices[0], "u"));
    let enable = enable(&world, last, "u", (-1, 0));
    world.done(enable);
    let holder = KeyOwner::User(world.state.user_named(account(), "u").unwrap().id.clone());
    assert_eq!(world.state.devices_of(account(), &holder).len(), limits::MFA_DEVICES_PER_USER);
}

#[test]
fn create_virtual_mfa_device_makes_as_many_as_users_at_most() {
    let mut world = World::new();
    let model = world.done(create("m"));
    for number in 1..limits::VIRTUAL_MFA_DEVICES_PER_ACCOUNT - 1 {
        let device = Device { name: format!("n{number}"), ..model.clone() };
        world.state.apply(&Change::Put(Record::Device(Arc::new(device))));
    }
    world.done(create("last"));
    let quota = Quota::Named("VirtualMFADevicesPerAccount", limits::VIRTUAL_MFA_DEVICES_PER_ACCOUNT);
    assert_eq!(world.refused(create("one-more")), Refusal::LimitExceeded(quota));
}

/// Row 3: what one user had used blocked another, and what was used was forgotten. Two users whose devices show the same
/// codes do not disturb each other.
#[test]
fn adv_3_equal_codes_of_two_devices_do_not_meet() {
    let (mut world, device) = world();
    world.user("eve");
    let twin = Device {
        name: "twin".to_owned(),
        enabled: None,
        used: UsedSteps::default(),
        ..Device::clone(&device)
    };
    world.state.apply(&Change::Put(Record::Device(Arc::new(twin.clone()))));
    let enable = enable(&world, &twin, "eve", (-1, 0));
    world.done(enable);
    world.now = world.now.plus_seconds(3600);
    for (device, user) in [(&device, "u"), (&twin, "eve")] {
        for expected in [Ok(world.now), Err(WRONG)] {
            let verify = verify(&world, device, user, 0);
            assert_eq!(world.run(verify), expected, "{user}");
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Verify(i64),
    Enable(i64),
    Resync(i64),
    Deactivate,
    Wait(u64),
    /// The clock is set, seconds from where it stands.
    Set(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (-2i64..=2).prop_map(Step::Verify),
        2 => (-22i64..=22).prop_map(Step::Enable),
        2 => (-22i64..=22).prop_map(Step::Resync),
        1 => Just(Step::Deactivate),
        3 => (0u64..=90).prop_map(Step::Wait),
    ];
    proptest::collection::vec(step, 1..60)
}

/// The same under a clock that is set forward and back.
fn steps_and_jumps() -> impl Strategy<Value = Vec<Step>> {
    let jump = prop_oneof![-90i64..=90, -4000i64..=4000, -200_000i64..=200_000];
    let one = prop_oneof![3 => steps().prop_map(|steps| steps.into_iter().take(4).collect()), 1 => jump.prop_map(|jump| vec![Step::Set(jump)])];
    proptest::collection::vec(one, 1..30).prop_map(|steps: Vec<Vec<Step>>| steps.concat())
}

/// Does one step; the time steps whose codes were accepted.
fn accepted(world: &mut World, device: &Device, step: &Step) -> Vec<u64> {
    let present = totp::step_at(world.now.seconds());
    match *step {
        Step::Wait(seconds) => {
            world.now = world.now.plus_seconds(seconds);
            vec![]
        }
        Step::Set(seconds) => {
            world.now = Time::from_millis(world.now.millis().saturating_add_signed(seconds * 1000));
            vec![]
        }
        Step::Deactivate => {
            let _ = world.run(deactivate(world, device, "u"));
            vec![]
        }
        Step::Verify(offset) => {
            let verify = verify(world, device, "u", offset);
            let step = present.saturating_add_signed(offset);
            world.run(verify).map(|_| vec![step]).unwrap_or_default()
        }
        Step::Enable(offset) => {
            let enable = enable(world, device, "u", (offset - 1, offset));
            let step = present.saturating_add_signed(offset);
            world.run(enable).map(|()| vec![step - 1, step]).unwrap_or_default()
        }
        Step::Resync(offset) => {
            let resync = resync(world, device, "u", (offset - 1, offset));
            let step = present.saturating_add_signed(offset);
            world.run(resync).map(|()| vec![step - 1, step]).unwrap_or_default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// P9: after any operations on a device in any order, no time step is accepted twice, and none that is not newer than
    /// every one before.
    #[test]
    fn no_step_is_accepted_twice(steps in steps()) {
        let (mut world, device) = world();
        let mut last = stored(&world, &device).used.last();
        for step in steps {
            for step in accepted(&mut world, &device, &step) {
                prop_assert!(step > last, "step {step} after {last}");
                last = step;
            }
            prop_assert_eq!(stored(&world, &device).used.last(), last);
        }
    }

    /// The same under any clock: a code works once, and what is kept of the spent ones stays small.
    #[test]
    fn no_step_is_accepted_twice_under_a_clock_that_jumps(steps in steps_and_jumps()) {
        let (mut world, device) = world();
        let mut all = HashSet::new();
        for step in steps {
            for step in accepted(&mut world, &device, &step) {
                prop_assert!(all.insert(step), "step {} twice", step);
            }
            prop_assert!(stored(&world, &device).used.spans().len() <= limits::MFA_STEP_SPANS);
        }
    }
}
