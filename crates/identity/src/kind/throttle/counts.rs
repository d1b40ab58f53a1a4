//! Counts of wrong MFA codes, which slow a guesser without locking the owner out.
//!
//! A code is looked at if one of two ways is open; otherwise the answer says when one will be. No count locks for ever: wrong
//! codes are forgiven one by one.
//!
//! ```text
//!                  code from network N for a device of caller C
//!                                   |
//!          C's count below 15, of which from N below 10 ?
//!                     yes |                   | no ------------------------.
//!          is C clean, or N's count           |                            |
//!          for the account below 100 ?        |          has C succeeded from N within 90 days,
//!                 yes |    | no --------------+--------> and is N's own allowance of 5 left ?
//!                     |                                        yes |            | no
//!                 LOOKED AT  (the common way)            LOOKED AT (the known way)   THROTTLED
//!                     |                                            |            until one opens
//!        right: N is known to C                       right: N is known to C
//!        wrong: C + 1, C from N + 1, N + 1            wrong: N's allowance - 1, N + 1
//!
//!  each count:   clean --wrong--> counted --at its limit--> closed
//!                  ^                |  ^                       |
//!                  '--all forgiven--'  '-----one forgiven------'
//! ```
//!
//! C's own count is one for all devices, networks and access keys, so the guesses of a day are bounded
//! ([`limits::MFA_GUESSES_A_DAY_MOST`]). A guesser elsewhere fills the common way only; the owner's own networks keep theirs.
//! Right codes clear nothing: else each login of the owner would give the guesser a fresh allowance.
//!
//! A time that lies ahead of the clock, written while the clock ran ahead, counts from the moment it is read, and no longer than
//! its limit.

use super::model::{
    Held, KNOWN_NETWORK, KnownNetwork, MfaSource, NETWORK, Network, Standing, Throttle, USER,
    USER_FROM_ONE_NETWORK,
};
use crate::{AccountId, RecordKey, State, Time, Tx, limits};

/// Count that takes a wrong code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Common,
    Known,
}

/// The counts that one request is about.
pub(crate) struct Counts {
    account: AccountId,
    network: Network,
    caller: Throttle,
    for_account: Held,
    way: Result<Way, Time>,
}

impl Counts {
    /// Reads the counts; decides nothing but whether the code may be looked at.
    pub(crate) fn read(state: &State, account: AccountId, source: &MfaSource, now: Time) -> Self {
        let network = Network::of(source.address);
        let caller = match state.throttle(&caller_subject(&source.caller)) {
            Some(caller) => Throttle::clone(caller),
            None => Throttle::new(caller_subject(&source.caller)),
        };
        let for_account = state.throttle(&network_subject(account, &network));
        let for_account = for_account.map(|throttle| throttle.held).unwrap_or_default();
        let mut counts = Self { account, network, caller, for_account, way: Ok(Way::Common) };
        counts.way = counts.find_way(now);
        counts
    }

    fn find_way(&self, now: Time) -> Result<Way, Time> {
        let common = self.common_opens_in(now);
        let known = self.known(now).map(|known| KNOWN_NETWORK.opens_in(known.held, now));
        match (common, known) {
            (0, _) => Ok(Way::Common),
            (_, Some(0)) => Ok(Way::Known),
            (common, known) => {
                let millis = known.map_or(common, |known| known.min(common));
                Err(Time::from_millis(now.millis().saturating_add(millis)))
            }
        }
    }

    fn common_opens_in(&self, now: Time) -> u64 {
        let caller = USER.opens_in(self.caller.held, now);
        let from_here = self.caller.guessing.iter().find(|guessing| guessing.network == self.network);
        let from_here = from_here.map_or(0, |guessing| USER_FROM_ONE_NETWORK.opens_in(guessing.held, now));
        // others' wrong codes from here slow only who has some of his own
        let clean = USER.millis(self.caller.held, now);
        let for_account = NETWORK.opens_in(self.for_account, now).min(clean);
        caller.max(from_here).max(for_account)
    }

    fn known(&self, now: Time) -> Option<&KnownNetwork> {
        self.caller.known.iter().find(|known| known.network == self.network && known.is_remembered(now))
    }

    /// Goes on only if the code may be looked at. A refusal puts right what a clock that ran ahead wrote, so that it passes.
    pub(crate) fn admit(&self, tx: &mut Tx<'_>) -> Result<(), Time> {
        let until = match self.way {
            Ok(_) => return Ok(()),
            Err(until) => until,
        };
        if self.caller.is_from_the_future(tx.now) {
            tx.put_if_refused(self.caller.rebased(tx.now));
        }
        if self.for_account.is_from_the_future(tx.now) {
            let held = NETWORK.rebased(self.for_account, tx.now);
            tx.put_if_refused(Throttle { held, ..self.of_network() });
        }
        Err(until)
    }

    /// Holds a wrong code against those that it counts for, and clears away what is forgiven.
    pub(crate) fn count_failure(&self, tx: &mut Tx<'_>) {
        self.make_room(tx);
        let now = tx.now;
        let mut caller = self.caller.rebased(now);
        match self.way {
            Ok(Way::Known) => {
                for known in caller.known.iter_mut().filter(|known| known.network == self.network) {
                    known.held = KNOWN_NETWORK.plus_one(known.held, now);
                }
            }
            Ok(Way::Common) | Err(_) => {
                caller.held = USER.plus_one(caller.held, now);
                caller.count_from(&self.network, now);
            }
        }
        tx.put_if_refused(caller);
        let held = NETWORK.plus_one(self.for_account, now);
        tx.put_if_refused(Throttle { held, ..self.of_network() });
    }

    /// Remembers the network as one where the user gave a right code.
    pub(crate) fn succeed(&self, tx: &mut Tx<'_>) {
        let now = tx.now;
        let last = self.caller.known.last().filter(|known| known.network == self.network);
        if last.is_some_and(|known| known.is_fresh(now)) && !self.caller.is_from_the_future(now) {
            return;
        }
        let mut caller = self.caller.rebased(now);
        let position = caller.known.iter().position(|known| known.network == self.network);
        let mut known = match position {
            Some(position) => caller.known.remove(position),
            None if caller.known.len() >= limits::MFA_KNOWN_NETWORKS => caller.known.remove(0),
            None => {
                KnownNetwork { network: self.network.clone(), succeeded: now, held: Held::from_now(0, now) }
            }
        };
        known.network = self.network.clone();
        known.succeeded = now;
        // the one longest ago stands first
        caller.known.push(known);
        tx.put(caller);
    }

    fn of_network(&self) -> Throttle {
        Throttle::new(network_subject(self.account, &self.network))
    }

    /// Keeps the networks of the account within their number, and deletes what earlier versions counted.
    fn make_room(&self, tx: &mut Tx<'_>) {
        let own = network_subject(self.account, &self.network);
        let mut others: Vec<(u64, &str)> = tx
            .state
            .throttles_below(&format!("network/{}/", self.account))
            .filter(|throttle| throttle.subject != own)
            .map(|throttle| (NETWORK.millis(throttle.held, tx.now), throttle.subject.as_str()))
            .collect();
        others.sort_unstable();
        let forgiven = others.iter().take_while(|(millis, _)| *millis == 0).count();
        let surplus = (others.len() + 1).saturating_sub(limits::MFA_NETWORKS_PER_ACCOUNT);
        let gone = forgiven.min(limits::MFA_FORGIVEN_SWEPT).max(surplus);
        let gone = others.into_iter().take(gone).map(|(_, subject)| subject.to_owned());
        let earlier =
            ["address/", "caller/", "device/"].iter().flat_map(|kind| tx.state.throttles_below(kind));
        let earlier = earlier.take(limits::MFA_FORGIVEN_SWEPT).map(|throttle| throttle.subject.clone());
        for subject in gone.chain(earlier).collect::<Vec<_>>() {
            tx.delete_if_refused(RecordKey::Throttle(subject));
        }
    }
}

/// Returns the standing of a caller, for callers that ask about themselves.
pub fn standing(state: &State, account: AccountId, source: &MfaSource, now: Time) -> Standing {
    let caller = state.throttle(&caller_subject(&source.caller));
    // without wrong codes of its own a caller is slowed by nobody's
    if caller.is_none_or(|caller| caller.guessing.is_empty() && caller.failures(now) == 0) {
        return Standing { failures: 0, throttled_until: None };
    }
    let counts = Counts::read(state, account, source, now);
    Standing { failures: counts.caller.failures(now), throttled_until: counts.way.err() }
}

/// The names of all records that there are for one account: its callers', and those of networks.
pub(crate) fn subjects_of(state: &State, account: AccountId) -> Vec<String> {
    let users = state.users_of(account).map(|user| user.id.clone());
    let roles = state.roles_of(account).map(|role| role.id.clone());
    let callers = users.chain(roles).chain([account.to_string()]).map(|id| caller_subject(&id));
    let callers = callers.filter(|subject| state.throttle(subject).is_some());
    let prefix = format!("network/{account}/");
    let networks = state.throttles_below(&prefix);
    callers.chain(networks.map(|throttle| throttle.subject.clone())).collect()
}

/// Subject of a caller's record.
pub(crate) fn caller_subject(caller: &str) -> String {
    ["user/", caller].concat()
}

fn network_subject(account: AccountId, network: &Network) -> String {
    format!("network/{account}/{}", network.as_str())
}

#[cfg(test)]
mod tests;
