use super::*;
use crate::kind::throttle::limits::most_a_day;

const NOW: Time = Time::from_seconds(1_800_000_000);

fn at(millis: i64) -> Time {
    Time::from_millis(NOW.millis().saturating_add_signed(millis))
}

#[test]
fn networks() {
    let cases = [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::1", "::/64"),
    ];
    for (address, expected) in cases {
        assert_eq!(Network::of(address.parse().unwrap()).as_str(), expected, "{address}");
    }
}

#[test]
fn what_is_held_is_never_more_than_the_limit_and_passes() {
    let hour = 3_600_000;
    let ten = 600_000;
    let cases = [
        ("nothing", 0, 0, 0, 0),
        ("one", ten, 0, 1, 0),
        ("one, partly forgiven", ten - 1, -1, 1, 0),
        ("forgiven", 0, -ten, 0, 0),
        ("all but one", 14 * ten, 0, 14, 0),
        ("all", 15 * ten, 0, 15, ten as u64),
        ("more than all", 1000 * hour, 0, 15, ten as u64),
        ("one, from an hour ahead", hour + ten, hour, 1, 0),
        ("all, from an hour ahead", hour + 15 * ten, hour, 15, ten as u64),
        ("one, from a year ahead", 8760 * hour + ten, 8760 * hour, 1, 0),
        ("more than all, from a year ahead", 9000 * hour, 8760 * hour, 15, ten as u64),
        ("one, from another thread a second ahead", ten + 1000, 1000, 2, 0),
    ];
    for (name, forgiven_in, counted_in, count, opens_in) in cases {
        let held = Held { forgiven_at: at(forgiven_in), counted_at: at(counted_in) };
        assert_eq!(USER.count(held, NOW), count, "{name}");
        assert_eq!(USER.opens_in(held, NOW), opens_in, "{name}");
        // as it is written down the next time
        let rebased = USER.rebased(held, NOW);
        assert_eq!(USER.count(rebased, NOW), count, "{name}");
        assert_eq!(USER.count(rebased, at(ten)), count.saturating_sub(1), "{name}");
        assert!(USER.millis(USER.plus_one(held, NOW), NOW) <= USER.most_millis(), "{name}");
    }
}

#[test]
fn a_day_of_guesses() {
    assert_eq!(most_a_day(limits::MFA_USER_FAILURES, limits::MFA_USER_FORGIVENESS_MILLIS), 15 + 144);
    let known = (limits::MFA_KNOWN_NETWORK_FAILURES, limits::MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS);
    assert_eq!(most_a_day(known.0, known.1), 5 + 12);
    assert_eq!(limits::MFA_GUESSES_A_DAY_MOST, 159 + 5 * 17);
}
