//! Wrong codes: counted durably by caller and network, forgiven with time, never a lock for good.

use std::net::{IpAddr, Ipv4Addr};

use proptest::prelude::*;
use secret::totp::Code;

use crate::command::{DeleteAccount, DeleteUser, EnableMfaDevice, ResyncMfaDevice, VerifyMfaCode};
use crate::kind::mfa_device::tests::codes::*;
use crate::limits::MFA_GUESSES_A_DAY_MOST;
use crate::refusal::MfaRefusal;
use crate::standing;
use crate::tests::world::*;
use crate::{Device, MfaSource, Record, limits};

const ANYWHERE: u64 = limits::MFA_USER_FAILURES;
const ONE_NETWORK: u64 = limits::MFA_USER_FAILURES_FROM_ONE_NETWORK;
const KNOWN: u64 = limits::MFA_KNOWN_NETWORK_FAILURES;
const FORGIVENESS: u64 = limits::MFA_USER_FORGIVENESS_MILLIS;
const DAY: u64 = 24 * 3600 * 1000;

fn later(time: Time, millis: u64) -> Time {
    Time::from_millis(time.millis() + millis)
}

fn throttled(until: Time) -> Refusal {
    Refusal::Mfa(MfaRefusal::Throttled { until })
}

/// The address of this number, which is never [`HOME`].
fn address(number: u64) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + u32::try_from(number).unwrap()))
}

/// Six digits that are wrong now: quicker to find than those that are wrong for hours.
fn wrong_now(world: &World, device: &Device) -> Code {
    let right: Vec<String> = (-2..=2).map(|steps| code(world, device, steps).digits().to_owned()).collect();
    let wrong = ["000000", "111111", "222222", "333333", "444444", "555555"].into_iter();
    let wrong = wrong.into_iter().find(|code| !right.iter().any(|right| right == code));
    Code::parse(wrong.unwrap()).unwrap()
}

/// A wrong code of `u` from there.
fn guess(world: &World, device: &Device, from: IpAddr) -> VerifyMfaCode {
    let guess = verify_code(world, device, "u", wrong_now(world, device));
    VerifyMfaCode { source: MfaSource { address: from, ..guess.source }, ..guess }
}

/// A right code of `u` from there.
fn login(world: &World, device: &Device, from: IpAddr) -> VerifyMfaCode {
    let right = verify(world, device, "u", 0);
    VerifyMfaCode { source: MfaSource { address: from, ..right.source }, ..right }
}

/// Sends wrong codes; each is looked at.
#[track_caller]
fn guesses(world: &mut World, device: &Device, from: impl IntoIterator<Item = IpAddr>) {
    for (number, from) in from.into_iter().enumerate() {
        let guess = guess(world, device, from);
        assert_eq!(world.run(guess), Err(WRONG), "guess {number}");
    }
}

fn times(address: IpAddr, times: u64) -> impl Iterator<Item = IpAddr> {
    (0..times).map(move |_| address)
}

/// As [`world`], but `u` has succeeded nowhere yet: an administrator enabled the device.
fn enabled_by_another() -> (World, Device) {
    let mut world = World::new();
    world.user("u");
    let device = world.done(create("m"));
    let enable = EnableMfaDevice { source: source(&world, "admin"), ..enable(&world, &device, "u", (-1, 0)) };
    world.done(enable);
    world.now = world.now.plus_seconds(3600);
    (world, device)
}

fn records(world: &World) -> Vec<String> {
    let throttles = world.state.records().filter_map(|record| match record {
        Record::Throttle(throttle) => Some(throttle.subject.clone()),
        _ => None,
    });
    throttles.collect()
}

#[test]
fn ten_wrong_codes_from_one_network_and_fifteen_from_all() {
    let (mut world, device) = enabled_by_another();
    let failed = world.now;
    guesses(&mut world, &device, times(address(1), ONE_NETWORK));
    let until = later(failed, FORGIVENESS);
    let right = login(&world, &device, address(1));
    assert_eq!(world.refused(right), throttled(until), "not even the right one, which leaves no trace");
    // who guesses at one address leaves the rest to others
    let right = login(&world, &device, address(2));
    assert_eq!(world.decide(right).outcome, Ok(world.now));
    guesses(&mut world, &device, (2..).map(address).take((ANYWHERE - ONE_NETWORK) as usize));
    for from in [address(2), address(100)] {
        let right = login(&world, &device, from);
        assert_eq!(world.refused(right), throttled(until), "{from}");
    }
    world.now = Time::from_millis(until.millis() - 1);
    let right = login(&world, &device, address(100));
    assert_eq!(world.refused(right), throttled(until), "a millisecond before");
    world.now = until;
    let right = login(&world, &device, address(100));
    assert_eq!(world.run(right), Ok(world.now));
}

#[test]
fn one_wrong_code_is_forgiven_at_a_time() {
    let (mut world, device) = enabled_by_another();
    guesses(&mut world, &device, (0..ANYWHERE).map(address));
    world.now = later(world.now, FORGIVENESS);
    guesses(&mut world, &device, [address(50)]);
    let until = later(world.now, FORGIVENESS);
    let right = login(&world, &device, address(51));
    assert_eq!(world.refused(right), throttled(until));
    // after a long rest, all again
    world.now = later(world.now, ANYWHERE * FORGIVENESS);
    guesses(&mut world, &device, (0..ANYWHERE).map(address));
}

#[test]
fn a_right_code_clears_nothing_that_is_held() {
    let (mut world, device) = enabled_by_another();
    guesses(&mut world, &device, (0..ANYWHERE - 1).map(address));
    let right = login(&world, &device, address(70));
    world.done(right);
    guesses(&mut world, &device, [address(71)]);
    let next = verify(&world, &device, "u", 1);
    let next = VerifyMfaCode { source: MfaSource { address: address(72), ..next.source.clone() }, ..next };
    assert!(matches!(world.refused(next), Refusal::Mfa(MfaRefusal::Throttled { .. })));
}

#[test]
fn pairs_and_single_codes_share_the_callers_count() {
    let (mut world, own) = enabled_by_another();
    for number in 0..ANYWHERE {
        let from = MfaSource { address: address(number), ..source(&world, "u") };
        let wrong = wrong_code(&world, &own);
        let outcome = if number % 2 == 0 {
            let spare = world.done(create(&format!("spare{number}")));
            let guess =
                EnableMfaDevice { code1: wrong, source: from, ..enable(&world, &spare, "u", (-1, 0)) };
            world.run(guess)
        } else {
            let guess = ResyncMfaDevice { code2: wrong, source: from, ..resync(&world, &own, "u", (-1, 0)) };
            world.run(guess)
        };
        assert_eq!(outcome, Err(WRONG_PAIR));
    }
    let until = later(world.now, FORGIVENESS);
    let right = login(&world, &own, address(80));
    assert_eq!(world.refused(right), throttled(until));
    let fresh = world.done(create("fresh"));
    let right = enable(&world, &fresh, "u", (-1, 0));
    assert_eq!(world.refused(right), Refusal::InvalidAuthenticationCode { throttled_until: Some(until) });
    // who may enable it, and has guessed at nothing, can
    let by_admin =
        EnableMfaDevice { source: source(&world, "admin"), ..enable(&world, &fresh, "u", (-1, 0)) };
    world.done(by_admin);
}

/// Sends wrong pairs of codes from one address, each as another caller of the account.
fn wrong_pairs(world: &mut World, account: AccountId, from: IpAddr, number: u64) {
    let command = crate::command::CreateVirtualMfaDevice { account, ..create("target") };
    let device = world.done(command);
    let wrong = wrong_code(world, &device);
    for number in 0..number {
        let guess = EnableMfaDevice {
            account,
            user: world.state.user_named(account, "admin").unwrap().reference(),
            code1: wrong,
            source: MfaSource { caller: format!("caller {number}"), address: from },
            ..enable(world, &device, "admin", (-1, 0))
        };
        assert_eq!(world.run(guess), Err(WRONG_PAIR), "guess {number}");
    }
}

#[test]
fn a_clean_caller_is_not_refused_for_the_address() {
    let (mut world, device) = enabled_by_another();
    wrong_pairs(&mut world, account(), address(1), 3 * limits::MFA_NETWORK_FAILURES);
    let right = login(&world, &device, address(1));
    assert_eq!(world.run(right), Ok(world.now));
}

#[test]
fn an_address_slows_callers_with_wrong_codes_of_their_own_and_of_its_account_only() {
    let (mut world, device) = enabled_by_another();
    wrong_pairs(&mut world, other_account(), address(1), limits::MFA_NETWORK_FAILURES);
    guesses(&mut world, &device, [address(1)]);
    wrong_pairs(&mut world, account(), address(1), limits::MFA_NETWORK_FAILURES - 1);
    let until = later(world.now, limits::MFA_NETWORK_FORGIVENESS_MILLIS);
    let right = login(&world, &device, address(1));
    assert_eq!(world.refused(right), throttled(until));
    let elsewhere = login(&world, &device, address(2));
    assert_eq!(world.decide(elsewhere).outcome, Ok(world.now));
    world.now = until;
    let right = login(&world, &device, address(1));
    assert_eq!(world.run(right), Ok(world.now));
}

#[test]
fn where_a_user_has_succeeded_an_allowance_is_kept_free() {
    let (mut world, device) = world();
    guesses(&mut world, &device, (0..ANYWHERE).map(address));
    let until = later(world.now, FORGIVENESS);
    let elsewhere = login(&world, &device, address(90));
    assert_eq!(world.refused(elsewhere), throttled(until));
    // its owner mistypes, too
    guesses(&mut world, &device, times(HOME, KNOWN - 1));
    let right = login(&world, &device, HOME);
    assert_eq!(world.run(right), Ok(world.now));
    guesses(&mut world, &device, [HOME]);
    let next = verify(&world, &device, "u", 1);
    assert_eq!(world.refused(next), throttled(until), "used up, so that the common way is the next to open");
}

/// A thief with the key guesses at the highest rate, from ever new addresses and from a few, for two weeks. The owner works at
/// home and at the office, mistypes now and then, and always gets in.
#[test]
fn a_guesser_elsewhere_never_locks_the_owner_out() {
    let (mut world, device) = world();
    let office = address(7);
    let right = login(&world, &device, office);
    world.done(right);
    let end = later(world.now, 14 * DAY);
    let (mut next_login, mut logins, mut number) = (later(world.now, 3_600_000), 0, 1000);
    while world.now < end {
        number += 1;
        let from = address(if number % 3 == 0 { 20 + number % 7 } else { number });
        let guess = guess(&world, &device, from);
        let mut next = later(world.now, 1000);
        match world.run(guess) {
            Err(Refusal::Mfa(MfaRefusal::Code)) => {}
            Err(Refusal::Mfa(MfaRefusal::Throttled { until })) => next = until,
            other => panic!("{other:?}"),
        }
        if world.now >= next_login {
            let from = if logins % 2 == 0 { HOME } else { office };
            if logins % 5 == 0 {
                guesses(&mut world, &device, [from]);
            }
            let right = login(&world, &device, from);
            assert_eq!(world.run(right), Ok(world.now), "login {logins}");
            logins += 1;
            next_login = later(world.now, 5 * 3_600_000);
        }
        world.now = next.min(next_login.max(later(world.now, 1)));
    }
    assert!(logins > 60, "{logins}");
}

#[test]
fn five_networks_are_remembered_for_ninety_days() {
    let (mut world, device) = enabled_by_another();
    for number in 0..=limits::MFA_KNOWN_NETWORKS as u64 {
        let right = login(&world, &device, address(number));
        world.done(right);
        world.now = later(world.now, 60_000);
    }
    let last = world.now;
    guesses(&mut world, &device, (100..100 + ANYWHERE).map(address));
    let first = login(&world, &device, address(0));
    assert!(matches!(world.refused(first), Refusal::Mfa(MfaRefusal::Throttled { .. })), "forgotten");
    for number in 1..=limits::MFA_KNOWN_NETWORKS as u64 {
        let right = login(&world, &device, address(number));
        assert_eq!(world.decide(right).outcome, Ok(world.now), "{number}");
    }
    let remembered = later(last, limits::MFA_KNOWN_NETWORK_SECONDS * 1000 - 60_000);
    for (now, known) in [(remembered, true), (later(remembered, 1), false)] {
        world.now = now;
        guesses(&mut world, &device, (100..100 + if known { ANYWHERE } else { 0 }).map(address));
        let right = login(&world, &device, address(limits::MFA_KNOWN_NETWORKS as u64));
        assert_eq!(world.decide(right).outcome.is_ok(), known, "{now:?}");
    }
}

/// Right codes one after another from one network change the device alone; the last of an hour is noted again, and so is one
/// from another network, or under a clock that was set back.
#[test]
fn a_network_that_was_noted_within_the_hour_is_not_noted_again() {
    let (mut world, device) = enabled_by_another();
    let changes = |world: &mut World, network, millis: i64| {
        let present = world.now;
        world.now = Time::from_millis(present.millis().saturating_add_signed(millis));
        let right = login(world, &device, address(network));
        let changes = world.decide(right).changes.len();
        world.now = present;
        changes
    };
    let right = login(&world, &device, address(1));
    assert_eq!(changes(&mut world, 1, 0), 2, "the first");
    world.done(right);
    let hour = 3_600_000;
    for (network, millis, expected) in
        [(1, 60_000, 1), (1, hour - 1, 1), (1, hour, 2), (2, 60_000, 2), (1, -600_000, 2)]
    {
        assert_eq!(changes(&mut world, network, millis), expected, "{network} after {millis} ms");
    }
    world.now = later(world.now, 60_000);
    let elsewhere = login(&world, &device, address(2));
    world.done(elsewhere);
    assert_eq!(changes(&mut world, 1, 60_000), 2, "it is no longer the last one");
}

/// The used part of another network's allowance does not come back with the network that takes its place.
#[test]
fn a_new_network_takes_over_what_is_used_up_of_the_one_it_replaces() {
    let (mut world, device) = world();
    guesses(&mut world, &device, (100..100 + ANYWHERE).map(address));
    guesses(&mut world, &device, times(HOME, KNOWN));
    world.now = later(world.now, FORGIVENESS);
    for number in 0..=limits::MFA_KNOWN_NETWORKS as u64 {
        let right = login(&world, &device, address(number));
        world.done(right);
        let mut looked_at = 0;
        for _ in 0..2 * KNOWN {
            let guess = guess(&world, &device, address(number));
            looked_at += u64::from(world.run(guess) == Err(WRONG));
        }
        // one by the common way, since one is forgiven each time; HOME has one of the places
        let has_place_of_its_own = number + 1 < limits::MFA_KNOWN_NETWORKS as u64;
        assert_eq!(looked_at, if has_place_of_its_own { 1 + KNOWN } else { 1 }, "{number}");
        world.now = later(world.now, FORGIVENESS);
    }
}

#[test]
fn a_used_code_is_no_guess() {
    let (mut world, device) = world();
    let right = verify(&world, &device, "u", 0);
    world.done(right);
    for _ in 0..3 * ANYWHERE {
        let again = verify(&world, &device, "u", 0);
        assert_eq!(world.refused(again), WRONG);
    }
    let next = verify(&world, &device, "u", 1);
    world.done(next);
}

/// Row 6 of the bugs of peers: the count of failures was written with the request that failed, and undone with it.
#[test]
fn adv_6_the_count_is_kept_although_the_request_is_refused() {
    let (mut world, device) = world();
    let wrong = wrong_code(&world, &device);
    let decided = {
        let guess = verify_code(&world, &device, "u", wrong);
        world.decide(guess)
    };
    assert_eq!(decided.outcome, Err(WRONG));
    let kept: Vec<String> = decided.changes.iter().map(|change| format!("{:?}", change.key())).collect();
    assert_eq!(kept.len(), 2, "caller and network: {kept:?}");
}

/// Rows 2 and 5: limits that could be got around. Ten thousand guesses, each from elsewhere, within a day: few are looked at,
/// and whenever the attack pauses, the owner waits no longer than it takes to be forgiven one.
#[test]
fn adv_2_adv_5_ten_thousand_guesses_in_a_day() {
    let (mut world, device) = enabled_by_another();
    let mut looked_at = 0;
    for number in 0..10_000 {
        world.now = later(world.now, DAY / 10_000);
        let code = Code::parse("000000").unwrap();
        let guess = verify_code(&world, &device, "u", code);
        let guess =
            VerifyMfaCode { source: MfaSource { address: address(number), ..guess.source.clone() }, ..guess };
        match world.run(guess) {
            Err(Refusal::Mfa(MfaRefusal::Code)) => looked_at += 1,
            Err(Refusal::Mfa(MfaRefusal::Throttled { until })) => {
                assert!(until.millis_since(world.now) <= FORGIVENESS, "a lock for good");
            }
            // one guess in some 300,000 is right
            other => assert!(other.is_ok(), "{other:?}"),
        }
    }
    let most = ANYWHERE + DAY / FORGIVENESS;
    assert!((most - 5..=most).contains(&looked_at), "{looked_at} of at most {most}");
}

/// Row 10: spelling a name otherwise opened a fresh count.
#[test]
fn adv_10_however_the_user_is_spelt_there_is_one_count() {
    let (mut world, own) = enabled_by_another();
    let device = world.done(create("spare"));
    for number in 0..ANYWHERE {
        let user = if number % 2 == 0 { "u" } else { "U" };
        let wrong = wrong_code(&world, &device);
        let guess = EnableMfaDevice {
            user: world.user_ref(user),
            code1: wrong,
            source: MfaSource { address: address(number), ..source(&world, "u") },
            ..enable(&world, &device, "u", (-1, 0))
        };
        assert_eq!(world.run(guess), Err(WRONG_PAIR));
    }
    let right = login(&world, &own, address(60));
    assert!(matches!(world.refused(right), Refusal::Mfa(MfaRefusal::Throttled { .. })));
}

/// Guesses at each of eight devices, from eight addresses, with a network of the user's own among them: the faster way is taken
/// each time. No day sees more guesses than the bound, which finds a code with a chance below one in a thousand.
#[test]
fn guesses_do_not_add_up_over_devices_and_addresses() {
    let (mut world, device) = world();
    let mut devices = vec![device];
    for number in 1..limits::MFA_DEVICES_PER_USER {
        let device = world.done(create(&format!("m{number}")));
        let enable = enable(&world, &device, "u", (-1, 0));
        world.done(enable);
        devices.push(device);
    }
    for number in 1..limits::MFA_KNOWN_NETWORKS as u64 {
        world.now = world.now.plus_seconds(60);
        let right = login(&world, &devices[0], address(number));
        world.done(right);
    }
    let networks: Vec<IpAddr> = (1..8).map(address).chain([HOME]).collect();
    let mut looked_at = Vec::new();
    let end = later(world.now, 3 * DAY);
    while world.now < end {
        let mut next = later(world.now, DAY);
        for (number, from) in networks.iter().enumerate() {
            let device = &devices[number % devices.len()];
            let wrong = wrong_now(&world, device);
            loop {
                let guess = VerifyMfaCode {
                    source: MfaSource { address: *from, ..source(&world, "u") },
                    ..verify_code(&world, device, "u", wrong)
                };
                match world.run(guess) {
                    Err(Refusal::Mfa(MfaRefusal::Code)) => looked_at.push(world.now),
                    Err(Refusal::Mfa(MfaRefusal::Throttled { until })) => {
                        next = next.min(until);
                        break;
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
        world.now = next;
    }
    let most = most_within_a_day(&looked_at);
    assert_eq!(most, MFA_GUESSES_A_DAY_MOST, "the attack uses all that there is");
    let right_at_a_time = 2 + 2 * limits::MFA_TOLERANCE_STEPS;
    assert!(most * right_at_a_time < 1_000_000 / 1000, "a chance of one in a thousand a day");
}

fn most_within_a_day(times: &[Time]) -> u64 {
    let within = |(position, from): (usize, &Time)| {
        times[position..].iter().take_while(|time| time.millis_since(*from) <= DAY).count() as u64
    };
    times.iter().enumerate().map(within).max().unwrap_or(0)
}

#[derive(Debug, Clone)]
enum Event {
    /// So many wrong codes for a device from a network.
    Guess { device: usize, network: u64, times: u64 },
    /// So many wrong pairs.
    Pair { network: u64, times: u64 },
    /// The owner, with a right code.
    Login { network: u64 },
    /// So long, milliseconds.
    Wait(u64),
    /// The clock goes back by so much, milliseconds, and on from there.
    Back(u64),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let network = || 0u64..12;
    let event = prop_oneof![
        5 => (0usize..3, network(), 1u64..12).prop_map(|(device, network, times)| Event::Guess { device, network, times }),
        1 => (network(), 1u64..4).prop_map(|(network, times)| Event::Pair { network, times }),
        2 => network().prop_map(|network| Event::Login { network }),
        3 => prop_oneof![Just(FORGIVENESS), 0..DAY / 8, Just(limits::MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS)].prop_map(Event::Wait),
        1 => (0..2 * DAY).prop_map(Event::Back),
    ];
    proptest::collection::vec(event, 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// For all guesses at any device, place and time, between right codes of the owner, and for any clock that
    /// is set back: within any day of real time no more guesses are looked at than the bound, and no caller waits longer than the
    /// longest forgiveness.
    #[test]
    fn no_schedule_of_guesses_is_looked_at_more_often_than_the_bound(events in events()) {
        let (mut world, device) = world();
        let mut devices = vec![device];
        for number in 1..3 {
            let device = world.done(create(&format!("m{number}")));
            let enable = enable(&world, &device, "u", (-1, 0));
            world.done(enable);
            devices.push(device);
        }
        world.now = world.now.plus_seconds(600);
        // real time goes on beside the clock
        let (mut real, mut looked_at) = (world.now, Vec::new());
        for event in events {
            let mut outcomes = Vec::new();
            match event {
                Event::Wait(millis) => {
                    world.now = later(world.now, millis);
                    real = later(real, millis);
                }
                Event::Back(millis) => world.now = Time::from_millis(world.now.millis() - millis),
                Event::Login { network } => {
                    let right = login(&world, &devices[0], address(network));
                    // spent already, or throttled
                    let _ = world.run(right);
                }
                Event::Guess { device, network, times } => {
                    let device = &devices[device];
                    let guess = guess(&world, device, address(network));
                    for _ in 0..times {
                        let guess = VerifyMfaCode { source: guess.source.clone(), serial_number: guess.serial_number.clone(), user_id: guess.user_id.clone(), ..guess };
                        outcomes.push(world.run(guess).map(|_| ()));
                    }
                }
                Event::Pair { network, times } => {
                    for _ in 0..times {
                        let wrong = wrong_code(&world, &devices[1]);
                        let from = MfaSource { address: address(network), ..source(&world, "u") };
                        let guess = ResyncMfaDevice { code1: wrong, source: from, ..resync(&world, &devices[1], "u", (-1, 0)) };
                        outcomes.push(world.run(guess));
                    }
                }
            }
            for outcome in outcomes {
                match outcome {
                    Err(Refusal::Mfa(MfaRefusal::Code) | Refusal::InvalidAuthenticationCode { throttled_until: None }) => looked_at.push(real),
                    Err(Refusal::Mfa(MfaRefusal::Throttled { until }) | Refusal::InvalidAuthenticationCode { throttled_until: Some(until) }) => {
                        let waits = until.millis_since(world.now);
                        prop_assert!(waits > 0 && waits <= FORGIVENESS + limits::MFA_CLOCK_STEP_MILLIS, "{} ms", waits);
                    }
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
        prop_assert!(most_within_a_day(&looked_at) <= MFA_GUESSES_A_DAY_MOST);
        for record in world.state.records() {
            if let Record::Throttle(throttle) = record {
                prop_assert!(throttle.known.len() <= limits::MFA_KNOWN_NETWORKS);
                prop_assert!(throttle.guessing.len() as u64 <= ANYWHERE);
            }
        }
    }
}

/// A clock that was ahead once, while wrong and right codes were sent, and is set right: no caller is locked out, and no code works
/// twice.
#[test]
fn a_clock_that_was_ahead_once_locks_nobody_out() {
    for (ahead, name) in [(3600, "an hour"), (86_400, "a day"), (365 * 86_400, "a year")] {
        let (mut world, device) = world();
        let right = verify(&world, &device, "u", 0);
        world.done(right);
        world.now = world.now.plus_seconds(60);
        let present = world.now;
        world.now = present.plus_seconds(ahead);
        let future = verify(&world, &device, "u", 0);
        world.done(future);
        guesses(&mut world, &device, (100..100 + ANYWHERE).map(address));
        guesses(&mut world, &device, times(HOME, KNOWN));
        wrong_pairs(&mut world, account(), HOME, limits::MFA_NETWORK_FAILURES);

        world.now = present;
        let spent = verify(&world, &device, "u", -2);
        assert!(world.run(spent).is_err(), "{name}");
        // what is held counts from now on: one is forgiven after ten minutes, wherever it is tried
        let throttled_now = login(&world, &device, HOME);
        let outcome = world.run(throttled_now);
        assert_eq!(outcome, Err(throttled(later(present, FORGIVENESS))), "{name}");
        world.now = later(present, FORGIVENESS);
        let right = login(&world, &device, HOME);
        assert_eq!(world.run(right), Ok(world.now), "{name}");
        let again = login(&world, &device, HOME);
        assert_eq!(world.run(again), Err(WRONG), "{name}: twice");

        // and when that time really comes, what was spent then stays spent
        world.now = present.plus_seconds(ahead);
        let spent = verify(&world, &device, "u", 0);
        assert_eq!(world.run(spent), Err(WRONG), "{name}");
        world.now = world.now.plus_seconds(60);
        let right = verify(&world, &device, "u", 0);
        assert_eq!(world.run(right), Ok(world.now), "{name}");
    }
}

#[test]
fn one_wrong_code_under_a_clock_that_was_ahead_is_one_afterwards() {
    let (mut world, device) = enabled_by_another();
    let present = world.now;
    world.now = present.plus_seconds(86_400);
    guesses(&mut world, &device, [address(1)]);
    world.now = present;
    let who = MfaSource { address: address(1), ..source(&world, "u") };
    let standing = standing(&world.state, account(), &who, world.now);
    assert_eq!((standing.failures, standing.throttled_until), (1, None));
    let right = login(&world, &device, address(1));
    assert_eq!(world.run(right), Ok(world.now));
}

#[test]
fn the_records_of_an_account_are_bounded() {
    let (mut world, device) = enabled_by_another();
    // many callers of one account at once, each from a network of its own
    guesses(&mut world, &device, times(address(0), 3));
    let most = limits::MFA_NETWORKS_PER_ACCOUNT as u64;
    let networks = |world: &World| {
        records(world).into_iter().filter(|subject| subject.starts_with("network/")).count() as u64
    };
    let target = world.done(create("target"));
    for number in 1..most + 20 {
        let guess = EnableMfaDevice {
            code1: Code::parse("000000").unwrap(),
            code2: Code::parse("000000").unwrap(),
            source: MfaSource { caller: format!("caller {number}"), address: address(number) },
            ..enable(&world, &target, "admin", (-1, 0))
        };
        assert_eq!(world.run(guess), Err(WRONG_PAIR));
        assert_eq!(networks(&world), (number + 1).min(most));
    }
    let worst = format!("network/{}/10.0.0.0", account());
    assert!(records(&world).contains(&worst), "the one with most held stays");
}

#[test]
fn what_is_forgiven_is_cleared_away() {
    let (mut world, device) = enabled_by_another();
    for number in 0..200 {
        world.now = later(world.now, FORGIVENESS);
        guesses(&mut world, &device, [address(number)]);
        assert!(records(&world).len() <= 3, "{:?}", records(&world));
    }
}

#[test]
fn what_earlier_versions_counted_is_cleared_away_and_holds_nobody() {
    let (mut world, device) = enabled_by_another();
    let id = source(&world, "u").caller;
    let names = [
        format!("caller/{id}/10.0.0.1"),
        format!("device/{}", device.serial_number()),
        "address/10.0.0.1".into(),
    ];
    for subject in names {
        let held = crate::Held { forgiven_at: later(world.now, 1000 * DAY), counted_at: Time::default() };
        let old = crate::Throttle { subject, held, guessing: vec![], known: vec![] };
        world.state.apply(&crate::Change::Put(old.into()));
    }
    let right = login(&world, &device, address(1));
    assert_eq!(world.decide(right).outcome, Ok(world.now));
    guesses(&mut world, &device, [address(1)]);
    assert_eq!(records(&world).len(), 2, "{:?}", records(&world));
}

#[test]
fn a_deleted_users_count_goes_along() {
    let mut world = World::new();
    world.user("u");
    let device = world.done(create("m"));
    let guess =
        EnableMfaDevice { code1: wrong_code(&world, &device), ..enable(&world, &device, "u", (-1, 0)) };
    assert_eq!(world.run(guess), Err(WRONG_PAIR));
    assert_eq!(records(&world).iter().filter(|subject| subject.starts_with("user/")).count(), 1);
    let user = world.user_ref("u");
    world.done(DeleteUser { account: account(), user });
    assert_eq!(records(&world).iter().filter(|subject| subject.starts_with("user/")).count(), 0);
}

#[test]
fn a_deleted_accounts_counts_go_along() {
    let mut world = World::new();
    let kept = source(&world, "admin").caller;
    wrong_pairs(&mut world, account(), HOME, 1);
    wrong_pairs(&mut world, other_account(), HOME, 1);
    let target = Device::clone(world.state.device_named(other_account(), "/", "target").unwrap());
    let admin = world.state.user_named(other_account(), "admin").unwrap().id.clone();
    for (caller, account) in
        [(kept, account()), (admin, other_account()), (other_account().to_string(), other_account())]
    {
        let guess = EnableMfaDevice {
            account,
            user: world.state.user_named(account, "admin").unwrap().reference(),
            serial_number: target.serial_number().replace(&other_account().to_string(), &account.to_string()),
            code1: wrong_code(&world, &target),
            source: MfaSource { caller, address: address(1) },
            ..enable(&world, &target, "admin", (-1, 0))
        };
        assert_eq!(world.run(guess), Err(WRONG_PAIR));
    }
    let before = records(&world).len();
    world.done(DeleteAccount { account: other_account(), force: true });
    // the account of callers that are no users, which only tests have, is unknown
    assert_eq!(records(&world).len(), before - 4, "{:?}", records(&world));
    assert!(!records(&world).iter().any(|subject| subject.contains(&other_account().to_string())));
}
