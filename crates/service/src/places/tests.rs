use super::*;

const MINE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
const OTHERS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

fn account(last: u8) -> AccountId {
    AccountId::parse(&format!("1111222233{last:02}")).unwrap()
}

#[test]
fn an_account_has_a_quarter_and_a_network_three() {
    let pool = Pool::new(16);
    let enter = |tenant, weight| pool.enter(tenant, weight);
    let held: Vec<_> = (0..3).map(|n| enter(Tenant::proved(account(n), MINE), 4).unwrap()).collect();
    assert!(enter(Tenant::proved(account(0), OTHERS), 1).is_none(), "the account's share, from anywhere");
    assert!(enter(Tenant::proved(account(4), MINE), 1).is_none(), "the network's share, of any account");
    let other = enter(Tenant::proved(account(4), OTHERS), 4);
    assert!(other.is_some(), "another account elsewhere");
    assert!(enter(Tenant::proved(account(5), OTHERS), 1).is_none(), "the total");
    drop((held, other));
    assert_eq!((pool.payers.held(), pool.networks.held()), (0, 0));
}

#[test]
fn a_key_id_alone_takes_nothing_from_its_owner() {
    let pool = Pool::new(16);
    let _thief = pool.enter(Tenant::claimed(Some(account(1)), OTHERS), 4).unwrap();
    assert!(pool.enter(Tenant::claimed(Some(account(1)), OTHERS), 1).is_none());
    assert!(pool.enter(Tenant::claimed(Some(account(1)), MINE), 4).is_some());
    assert!(pool.enter(Tenant::proved(account(1), MINE), 4).is_some());
}

#[test]
fn bodies_of_whoever_has_proved_nothing_leave_the_memory_of_those_who_have() {
    let address = |last| IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, last));
    for (name, claimed) in [("nobody's", None), ("of a key that is known to others", Some(account(1)))] {
        let tenant = |from| Tenant::claimed(claimed, from);
        let places = Places::default();
        let mut held: Vec<Memory> = Vec::new();
        for last in 0..200 {
            let mut memory = places.memory_of(tenant(address(last)));
            while memory.hold(limits::STS_BODY_BYTES) {
                held.push(std::mem::replace(&mut memory, places.memory_of(tenant(address(last)))));
            }
        }
        let most = places.claimed_memory.payers.held() + places.anonymous_memory.payers.held();
        assert!(most >= 7 * limits::STS_BODY_BYTES as u64, "{name}: {most} bytes");
        let mut answer = Held::default();
        let mine = Tenant::proved(account(1), MINE);
        let quarter = usize::try_from(limits::MEMORY_BYTES / 4).unwrap();
        assert!(answer.hold_answer(&places.memory, mine, quarter), "{name}: all that an account has");
    }
}

#[test]
fn the_largest_body_fits_before_its_signature_is_verified() {
    let places = Places::default();
    let cases = [
        ("claimed", Tenant::claimed(Some(account(1)), MINE), limits::IAM_BODY_BYTES),
        ("anonymous", Tenant::claimed(None, MINE), limits::STS_BODY_BYTES),
    ];
    for (name, tenant, bytes) in cases {
        assert!(places.memory_of(tenant).hold(bytes), "{name}");
    }
}

#[test]
fn a_place_that_cannot_grow_stays_as_it_is() {
    let pool = Pool::new(16);
    let tenant = Tenant::proved(account(1), MINE);
    let mut place = pool.enter(tenant, 1).unwrap();
    let _others: Vec<_> = (2..5)
        .map(|n| pool.enter(Tenant::proved(account(n), MINE), 3 + u64::from(n == 4)).unwrap())
        .collect();
    assert!(place.grow(1), "up to the network's share");
    let before = (pool.payers.held(), pool.networks.held());
    assert!(!place.grow(1), "one past it");
    assert_eq!((pool.payers.held(), pool.networks.held()), before);
}

#[test]
fn memory_is_counted_beyond_what_every_request_has() {
    let (own, step) = (limits::UNCOUNTED_BYTES as usize, limits::MEMORY_STEP_BYTES as usize);
    let pool = Pool::new(16 * limits::MEMORY_STEP_BYTES);
    let mut memory = Memory::new(&pool, Tenant::claimed(None, MINE));
    let cases = [
        ("a request's own", own, true, 0),
        ("one byte more", own + 1, true, 1),
        ("the same again", own + 1, true, 1),
        ("the rest of the step", own + step, true, 1),
        ("the payer's share", own + 4 * step, true, 4),
        ("one byte past it", own + 4 * step + 1, false, 4),
        ("less than is held", 1, true, 4),
    ];
    for (name, bytes, expected, steps) in cases {
        assert_eq!(memory.hold(bytes), expected, "{name}");
        assert_eq!(pool.payers.held(), steps * limits::MEMORY_STEP_BYTES, "{name}");
    }
    memory.release();
    assert_eq!((pool.payers.held(), pool.networks.held()), (0, 0));
    assert!(memory.hold(own + 1));
}
