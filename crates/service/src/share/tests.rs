use super::*;

/// Name, places taken before, the place asked for, whether it is given.
type Case = (&'static str, &'static [(&'static str, u64)], (&'static str, u64), bool);

#[test]
fn the_total_and_each_keys_share_hold_at_the_limit_and_not_one_past_it() {
    let cases: &[Case] = &[
        ("an empty room", &[], ("a", 1), true),
        ("a key's last place", &[("a", 1), ("a", 1)], ("a", 1), true),
        ("one past a key's share", &[("a", 3)], ("a", 1), false),
        ("another key beside a full one", &[("a", 3)], ("b", 3), true),
        ("the last of all places", &[("a", 3), ("b", 3), ("c", 3)], ("d", 1), true),
        ("one past the total", &[("a", 3), ("b", 3), ("c", 3)], ("d", 2), false),
        ("more than a key may ever have", &[], ("a", 4), false),
        ("more than can be counted", &[("a", 1)], ("a", u64::MAX), false),
        ("nothing, where all is taken", &[("a", 3), ("b", 3), ("c", 3), ("d", 1)], ("e", 0), true),
    ];
    for (name, before, (key, weight), expected) in cases {
        let shares = Shares::new(10, 3);
        let held: Vec<_> = before.iter().map(|(key, weight)| shares.enter(*key, *weight).unwrap()).collect();
        let taken: u64 = before.iter().map(|(_, weight)| weight).sum();
        let place = shares.enter(*key, *weight);
        assert_eq!(place.is_some(), *expected, "{name}");
        assert_eq!(shares.held(), taken + if *expected { *weight } else { 0 }, "{name}");
        drop((held, place));
        assert_eq!((shares.held(), shares.keys()), (0, 0), "{name}: nothing is left");
    }
}

#[test]
fn a_dropped_place_is_free_for_the_same_key() {
    let shares = Shares::new(1, 1);
    for _ in 0..3 {
        let place = shares.enter("a", 1);
        assert!(place.is_some());
        assert!(shares.enter("a", 1).is_none());
    }
}

#[test]
fn a_place_grows_and_shrinks_within_both_limits() {
    let shares = Shares::new(10, 6);
    let mut a = shares.enter("a", 4).unwrap();
    let b = shares.enter("b", 4).unwrap();
    assert!(!a.grow(3), "past the key's share");
    assert!(a.grow(2));
    assert!(!a.grow(1), "past the total");
    assert_eq!((a.weight(), shares.held_by(&"a"), shares.held()), (6, 6, 10));
    a.shrink(5);
    assert_eq!((a.weight(), shares.held_by(&"a"), shares.held()), (1, 1, 5));
    a.shrink(7);
    assert_eq!((a.weight(), shares.held_by(&"a"), shares.keys(), shares.held()), (0, 0, 1, 4));
    assert!(a.grow(6));
    drop((a, b));
    assert_eq!((shares.held(), shares.keys()), (0, 0));
}

#[test]
fn threads_never_hold_more_than_there_is() {
    let shares = Shares::new(5, 2);
    std::thread::scope(|scope| {
        for thread in 0..8_u64 {
            let shares = shares.clone();
            scope.spawn(move || {
                for _ in 0..200 {
                    let place = shares.enter(thread % 3, 1);
                    assert!(shares.held() <= 5);
                    assert!(shares.held_by(&(thread % 3)) <= 2);
                    drop(place);
                }
            });
        }
    });
    assert_eq!((shares.held(), shares.keys()), (0, 0));
}

#[test]
fn addresses_count_by_network() {
    let cases = [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::1", "::/64"),
    ];
    for (address, expected) in cases {
        assert_eq!(Network::of(address.parse().unwrap()).to_string(), expected, "{address}");
    }
}
