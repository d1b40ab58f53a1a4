use std::net::IpAddr;

use crate::{Time, limits};

/// Number of wrong codes that may be held at once, and the time for which each is held.
pub(super) struct Allowance {
    pub(super) failures: u64,
    pub(super) forgiveness_millis: u64,
}

pub(super) const USER: Allowance = Allowance {
    failures: limits::MFA_USER_FAILURES,
    forgiveness_millis: limits::MFA_USER_FORGIVENESS_MILLIS,
};
pub(super) const USER_FROM_ONE_NETWORK: Allowance = Allowance {
    failures: limits::MFA_USER_FAILURES_FROM_ONE_NETWORK,
    forgiveness_millis: limits::MFA_USER_FORGIVENESS_MILLIS,
};
pub(super) const KNOWN_NETWORK: Allowance = Allowance {
    failures: limits::MFA_KNOWN_NETWORK_FAILURES,
    forgiveness_millis: limits::MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS,
};
pub(super) const NETWORK: Allowance = Allowance {
    failures: limits::MFA_NETWORK_FAILURES,
    forgiveness_millis: limits::MFA_NETWORK_FORGIVENESS_MILLIS,
};

impl Allowance {
    pub(super) const fn most_millis(&self) -> u64 {
        self.failures * self.forgiveness_millis
    }

    /// Milliseconds until fewer than the allowed failures are held; 0 if that is so now.
    pub(super) fn opens_in(&self, held: Held, now: Time) -> u64 {
        let allowed = (self.failures - 1) * self.forgiveness_millis;
        self.millis(held, now).saturating_sub(allowed)
    }

    /// Milliseconds until everything is forgiven: never more than the limit.
    pub(super) fn millis(&self, held: Held, now: Time) -> u64 {
        held.millis(now).min(self.most_millis())
    }

    /// Number of wrong codes held.
    pub(super) fn count(&self, held: Held, now: Time) -> u64 {
        self.millis(held, now).div_ceil(self.forgiveness_millis)
    }

    /// One more.
    pub(super) fn plus_one(&self, held: Held, now: Time) -> Held {
        let millis = (self.millis(held, now) + self.forgiveness_millis).min(self.most_millis());
        Held::from_now(millis, now)
    }

    /// The same, as of now.
    pub(super) fn rebased(&self, held: Held, now: Time) -> Held {
        Held::from_now(self.millis(held, now), now)
    }
}

/// Wrong codes held, as the time at which all are forgiven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Time at which nothing is held any more.
    pub forgiven_at: Time,
    /// Time at which that was worked out.
    pub counted_at: Time,
}

impl Held {
    pub(super) fn from_now(millis: u64, now: Time) -> Self {
        Self { forgiven_at: Time::from_millis(now.millis().saturating_add(millis)), counted_at: now }
    }

    /// True if a clock wrote it that was ahead of this one.
    pub(super) fn is_from_the_future(self, now: Time) -> bool {
        self.counted_at.millis_since(now) > limits::MFA_CLOCK_STEP_MILLIS
    }

    pub(super) fn millis(self, now: Time) -> u64 {
        let since = if self.is_from_the_future(now) { self.counted_at } else { now };
        self.forgiven_at.millis_since(since)
    }
}

/// A network that one caller's wrong codes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessingNetwork {
    /// See [`Network`].
    pub network: Network,
    /// Wrong codes held against the caller there.
    pub held: Held,
}

/// A network from which a user gave a right code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNetwork {
    /// See [`Network`].
    pub network: Network,
    /// Time of the last right code from there.
    pub succeeded: Time,
    /// Used part of its own allowance. It stays when another network takes this one's place.
    pub held: Held,
}

/// Wrong codes held against one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Throttle {
    /// A caller, or a network for an account: `user/AIDA…`, `network/111122223333/192.0.2.1`.
    pub subject: String,
    /// Wrong codes held against it.
    pub held: Held,
    /// Of a caller: from where the wrong codes came, at most [`limits::MFA_USER_FAILURES`].
    pub guessing: Vec<GuessingNetwork>,
    /// Of a user: from where the right codes came, at most [`limits::MFA_KNOWN_NETWORKS`].
    pub known: Vec<KnownNetwork>,
}

/// Network that clients are counted by: an IPv4 address, or the first 64 bits of an IPv6 one, which one client has for itself.
/// IPv4 addresses that are mapped into IPv6 are IPv4.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Network(String);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.to_string()),
            IpAddr::V6(address) => {
                let network = std::net::Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX));
                Self(format!("{network}/64"))
            }
        }
    }

    /// As [`Self::as_str`] gave it.
    pub fn restore(text: String) -> Self {
        Self(text)
    }

    /// `192.0.2.1`, `2001:db8::/64`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Source of a code, by which guesses are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MfaSource {
    /// Unique id of the user or role that makes the request, or the account id for its root user.
    pub caller: String,
    /// The network address that the request comes from.
    pub address: IpAddr,
}

/// Standing of a caller at a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Wrong codes held against the caller.
    pub failures: u64,
    /// Time at which the next code is looked at, if not now.
    pub throttled_until: Option<Time>,
}

impl KnownNetwork {
    pub(super) fn is_remembered(&self, now: Time) -> bool {
        now.millis_since(self.succeeded) <= limits::MFA_KNOWN_NETWORK_SECONDS * 1000
    }

    /// True if a right code at `now` need not be noted.
    pub(super) fn is_fresh(&self, now: Time) -> bool {
        let since = now.millis_since(self.succeeded);
        self.succeeded <= now && since < limits::MFA_KNOWN_NETWORK_STEP_SECONDS * 1000
    }
}

impl Throttle {
    pub(super) fn new(subject: String) -> Self {
        Self { subject, held: Held::default(), guessing: Vec::new(), known: Vec::new() }
    }

    pub(super) fn is_from_the_future(&self, now: Time) -> bool {
        let guessing = self.guessing.iter().map(|guessing| guessing.held);
        let known = self.known.iter().map(|known| known.held);
        guessing.chain(known).chain([self.held]).any(|held| held.is_from_the_future(now))
    }

    /// The same as of now, without what is forgiven.
    pub(super) fn rebased(&self, now: Time) -> Self {
        let guessing = self.guessing.iter().map(|guessing| GuessingNetwork {
            held: USER_FROM_ONE_NETWORK.rebased(guessing.held, now),
            network: guessing.network.clone(),
        });
        let known = self.known.iter().map(|known| KnownNetwork {
            held: KNOWN_NETWORK.rebased(known.held, now),
            succeeded: known.succeeded.min(now),
            network: known.network.clone(),
        });
        Self {
            subject: self.subject.clone(),
            held: USER.rebased(self.held, now),
            guessing: guessing.filter(|guessing| guessing.held.millis(now) > 0).collect(),
            known: known.collect(),
        }
    }

    pub(super) fn count_from(&mut self, network: &Network, now: Time) {
        match self.guessing.iter_mut().find(|guessing| guessing.network == *network) {
            Some(guessing) => guessing.held = USER_FROM_ONE_NETWORK.plus_one(guessing.held, now),
            None => {
                // the caller's count, which is never less than these together, has room for as many
                let most = usize::try_from(limits::MFA_USER_FAILURES).unwrap_or(usize::MAX);
                if self.guessing.len() >= most {
                    self.guessing.remove(0);
                }
                let held = USER_FROM_ONE_NETWORK.plus_one(Held::default(), now);
                self.guessing.push(GuessingNetwork { network: network.clone(), held });
            }
        }
    }
}

impl Throttle {
    /// Wrong codes held against a caller.
    pub fn failures(&self, now: Time) -> u64 {
        let known = self.known.iter().map(|known| KNOWN_NETWORK.count(known.held, now));
        USER.count(self.held, now) + known.sum::<u64>()
    }

    /// The same with nothing held, and with what is known.
    pub(crate) fn forgiven(&self, now: Time) -> Self {
        let known = self.known.iter().map(|known| KnownNetwork {
            held: Held::from_now(0, now),
            succeeded: known.succeeded.min(now),
            network: known.network.clone(),
        });
        Self { held: Held::from_now(0, now), known: known.collect(), ..Self::new(self.subject.clone()) }
    }

    /// The latest time in it.
    pub(crate) fn latest_time(&self) -> Time {
        let known = self.known.iter().map(|known| known.succeeded.max(known.held.counted_at));
        known.fold(self.held.counted_at, Time::max)
    }
}
