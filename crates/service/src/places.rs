//! Memory, open files and threads that requests hold while they are under way, shared out per account and per network, so that
//! no one of them takes all.

use std::net::IpAddr;

use identity::AccountId;

use crate::limits;
use crate::share::{Network, Place, Shares};

#[cfg(test)]
mod tests;

/// Places of every kind.
pub(crate) struct Places {
    /// Requests under way of each account, until their answers are sent.
    pub requests: Shares<AccountId>,
    /// Bytes of bodies and answers, of those whose signatures were verified.
    pub memory: Pool,
    /// Bytes of bodies whose requests claim a key that there is.
    pub claimed_memory: Pool,
    /// Bytes of bodies of requests without a signature.
    pub anonymous_memory: Pool,
    /// Uploads: an open file each.
    pub uploads: Pool,
    /// Objects being sent: an open file and two pieces in memory each.
    pub readers: Pool,
    /// Copies within the server: a thread that may block each.
    pub copies: Pool,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            requests: Shares::new(u64::MAX, limits::REQUESTS_PER_ACCOUNT),
            memory: Pool::new(limits::MEMORY_BYTES),
            claimed_memory: Pool::new(limits::CLAIMED_MEMORY_BYTES),
            anonymous_memory: Pool::new(limits::ANONYMOUS_MEMORY_BYTES),
            uploads: Pool::new(limits::UPLOADS),
            readers: Pool::new(limits::READERS),
            copies: Pool::new(limits::COPIES),
        }
    }
}

impl Places {
    /// The place of a request of this account, unless too many are under way.
    pub(crate) fn begin(&self, account: AccountId) -> Option<Held> {
        let request = self.requests.enter(account, 1)?;
        Some(Held { request: Some(request), memory: None })
    }

    /// Memory for a request of this tenant. Unproved tenants have a pool of their own, so that they take nothing from proved ones,
    /// from however many networks they come.
    pub(crate) fn memory_of(&self, tenant: Tenant) -> Memory {
        let pool = match tenant.payer {
            Payer::Account(_) => &self.memory,
            Payer::Claimed(..) => &self.claimed_memory,
            Payer::Anonymous(_) => &self.anonymous_memory,
        };
        Memory::new(pool, tenant)
    }
}

/// Whom a place is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Payer {
    /// An account that a signature has proved.
    Account(AccountId),
    /// An account that a request claims to be of. From each network it has a share of its own, so that a key id alone takes
    /// nothing from its owner.
    Claimed(AccountId, Network),
    /// Requests without a signature.
    Anonymous(Network),
}

/// Account and network that ask for a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tenant {
    payer: Payer,
    network: Network,
}

impl Tenant {
    /// A tenant whose signature was verified.
    pub(crate) fn proved(account: AccountId, address: IpAddr) -> Self {
        Self { payer: Payer::Account(account), network: Network::of(address) }
    }

    /// A tenant that its request names; `None` where it names none.
    pub(crate) fn claimed(account: Option<AccountId>, address: IpAddr) -> Self {
        let network = Network::of(address);
        let payer = account.map_or(Payer::Anonymous(network), |account| Payer::Claimed(account, network));
        Self { payer, network }
    }
}

/// Places of one kind: of the total, a payer may have a quarter and a network three quarters. The latter is more, because
/// all clients of a proxy are one network.
#[derive(Clone)]
pub(crate) struct Pool {
    payers: Shares<Payer>,
    networks: Shares<Network>,
}

/// A place in a pool, free when dropped.
#[must_use = "the place is free again as soon as this is dropped"]
pub(crate) struct PoolPlace {
    payer: Place<Payer>,
    network: Place<Network>,
}

impl Pool {
    fn new(total: u64) -> Self {
        Self { payers: Shares::new(total, total / 4), networks: Shares::new(total, total / 4 * 3) }
    }

    /// A place of this weight, if there is one for this tenant.
    pub(crate) fn enter(&self, tenant: Tenant, weight: u64) -> Option<PoolPlace> {
        let payer = self.payers.enter(tenant.payer, weight)?;
        Some(PoolPlace { payer, network: self.networks.enter(tenant.network, weight)? })
    }
}

impl PoolPlace {
    /// Makes the place heavier, if there is room for that.
    pub(crate) fn grow(&mut self, more: u64) -> bool {
        if !self.payer.grow(more) {
            return false;
        }
        let grown = self.network.grow(more);
        if !grown {
            self.payer.shrink(more);
        }
        grown
    }
}

/// Memory that one request holds. A little is every request's own; more counts in the pool, in steps.
pub(crate) struct Memory {
    pool: Pool,
    tenant: Tenant,
    place: Option<PoolPlace>,
    /// Bytes in the pool.
    counted: u64,
}

impl Memory {
    /// Nothing yet.
    pub(crate) fn new(pool: &Pool, tenant: Tenant) -> Self {
        Self { pool: pool.clone(), tenant, place: None, counted: 0 }
    }

    /// Makes sure of so many bytes in all: whether there are.
    pub(crate) fn hold(&mut self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        if bytes <= limits::UNCOUNTED_BYTES.saturating_add(self.counted) {
            return true;
        }
        let beyond = bytes - limits::UNCOUNTED_BYTES;
        let wanted = beyond.div_ceil(limits::MEMORY_STEP_BYTES).saturating_mul(limits::MEMORY_STEP_BYTES);
        let held = match &mut self.place {
            Some(place) => place.grow(wanted - self.counted),
            None => {
                self.place = self.pool.enter(self.tenant, wanted);
                self.place.is_some()
            }
        };
        if held {
            self.counted = wanted;
        }
        held
    }

    /// Gives everything back.
    pub(crate) fn release(&mut self) {
        self.place = None;
        self.counted = 0;
    }
}

/// Places that an answer holds until it is sent: dropped with its last byte.
#[derive(Default)]
pub struct Held {
    #[allow(dead_code, reason = "held, not read")]
    request: Option<Place<AccountId>>,
    memory: Option<PoolPlace>,
}

impl Held {
    /// Makes sure of memory for an answer of so many bytes: whether there is.
    pub(crate) fn hold_answer(&mut self, pool: &Pool, tenant: Tenant, bytes: usize) -> bool {
        if bytes as u64 <= limits::UNCOUNTED_ANSWER_BYTES {
            return true;
        }
        self.memory = pool.enter(tenant, bytes as u64);
        self.memory.is_some()
    }
}
