use secret::Secret;

use super::*;
use crate::persistent::VISITED;
use crate::tests::world::{World, account};
use crate::{
    AccountId, Change, Device, Enabled, Held, KeyOwner, KeyUse, RoleUse, Span, TagSet, Throttle, UsedSteps,
};

const NOW: Time = Time::from_seconds(1_800_000_000);

fn device(used: u64, since: Time) -> Device {
    Device {
        account: AccountId::parse("111122223333").unwrap(),
        name: "m".into(),
        path: "/".into(),
        seed: Secret::new(vec![]),
        created: Time::from_seconds(1),
        tags: TagSet::default(),
        enabled: Some(Enabled { holder: KeyOwner::Root, since, drift_steps: 0 }),
        used: UsedSteps::restore([Span { first: used, last: used }]),
    }
}

#[test]
fn the_latest_time_is_found_in_whatever_record_it_is() {
    let key_use =
        |time| KeyUse { access_key_id: "AKIA".into(), time, service: "iam".into(), region: "r".into() };
    let throttle = |counted_at| Throttle {
        subject: "user/AIDA".into(),
        // the end of what is held lies in a future without any clock having been there
        held: Held { forgiven_at: Time::from_seconds(9_000_000_000), counted_at },
        guessing: vec![],
        known: vec![],
    };
    let step = NOW.seconds() / 30;
    let cases: [(&str, Record, Time); 5] = [
        ("last use of an access key", key_use(NOW).into(), NOW),
        ("last use of a role", RoleUse { role_id: "AROA".into(), time: NOW, region: "r".into() }.into(), NOW),
        ("count of wrong MFA codes", throttle(NOW).into(), NOW),
        ("MFA device", device(0, NOW).into(), NOW),
        // by what a device's clock may be ahead, the step may be
        ("MFA device", device(step + 21, Time::from_seconds(2)).into(), NOW),
    ];
    for (kind, record, expected) in cases {
        let mut state = State::default();
        assert_eq!(state.latest_time(), None);
        let earlier = RoleUse { role_id: "AROB".into(), time: Time::from_seconds(1000), region: "r".into() };
        state.apply(&Change::Put(earlier.into()));
        assert_eq!(state.latest_time(), Some((Time::from_seconds(1000), "last use of a role")));
        state.apply(&Change::Put(record));
        assert_eq!(state.latest_time(), Some((expected, kind)));
    }
}

/// Reads the numbers of GetAccountSummary and the first page of ListUsers; entries of maps that were looked at for them.
fn looked_at(world: &World) -> (usize, usize) {
    let (state, account, root) = (&world.state, account(), KeyOwner::Root);
    let reads: [&dyn Fn() -> usize; 2] = [
        &|| {
            [
                state.user_count(account),
                state.group_count(account),
                state.role_count(account),
                state.policy_count(account),
                state.policy_version_count(account),
                state.device_count(account),
                state.enabled_device_count(account),
                state.devices_of(account, &root).len(),
                state.access_keys_of(account, &root).len(),
            ]
            .iter()
            .sum()
        },
        &|| state.users_after(account, None).take(101).count(),
    ];
    let [summary, page] = reads.map(|read| {
        VISITED.set(0);
        assert!(read() > 0);
        VISITED.get()
    });
    (summary, page)
}

#[test]
fn a_summary_and_a_first_page_cost_the_same_in_an_account_of_any_size() {
    let mut world = World::new();
    for number in 0..200 {
        world.user(&format!("u{number:04}"));
    }
    let small = looked_at(&world);
    assert_eq!(small, (0, 101));
    for number in 200..2000 {
        world.user(&format!("u{number:04}"));
    }
    assert_eq!(looked_at(&world), small);
    assert!(world.state.users_of(account()).count() > 2000 && VISITED.get() > 2000, "it counts");
}
