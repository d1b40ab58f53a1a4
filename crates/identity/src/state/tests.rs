use secret::Secret;

use super::*;
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
