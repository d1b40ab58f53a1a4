use identity::{Change, RoleUse};

use super::*;

#[test]
fn a_clock_behind_what_was_stored_is_told_by_how_much_and_of_which_record() {
    let mut state = State::default();
    let now = Time::from_seconds(1_800_000_000);
    assert_eq!(Behind::of(&state, now), None, "nothing is stored");
    let cases = [
        (0, None),
        (59, None),
        (60, Some(("1 min", "2027-01-15T08:01:00Z"))),
        (3600, Some(("1 h 0 min", "2027-01-15T09:00:00Z"))),
        (86_400 + 7_380, Some(("1 d 2 h 3 min", "2027-01-16T10:03:00Z"))),
        (365 * 86_400, Some(("365 d 0 h 0 min", "2028-01-15T08:00:00Z"))),
    ];
    for (ahead, expected) in cases {
        let role_use = RoleUse { role_id: "AROA".into(), time: now.plus_seconds(ahead), region: "r".into() };
        state.apply(&Change::Put(role_use.into()));
        let expected = expected.map(|(by, latest): (&str, &str)| Behind {
            by: by.to_owned(),
            kind: "last use of a role",
            latest: latest.to_owned(),
        });
        assert_eq!(Behind::of(&state, now), expected, "{ahead}");
    }
}
