//! Room for connections: a number in all and a share for each network. If there is none, the oldest idle connection makes
//! place for a new one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use service::share::Network;
use tokio::sync::Notify;

#[cfg(test)]
mod tests;

/// Room for connections.
///
/// A seat is free again only when its connection is gone, so that there are never more connections than seats, nor more
/// descriptors in use than were reckoned with.
pub(crate) struct Room {
    seats: usize,
    seats_per_network: usize,
    inside: Mutex<Inside>,
    freed: Notify,
}

#[derive(Default)]
struct Inside {
    /// Names the next seat, and orders the idle ones by the time since which they are.
    next: u64,
    seats: HashMap<u64, State>,
    networks: HashMap<Network, Taken>,
    /// Seats evicted whose connections are not gone yet.
    leaving: usize,
    /// Idle seats by turn.
    idle: BTreeMap<u64, u64>,
    idle_by_network: BTreeSet<(Network, u64)>,
}

#[derive(Default)]
struct Taken {
    seats: usize,
    leaving: usize,
}

struct State {
    network: Network,
    under_way: usize,
    /// The turn among the idle seats; `None` with a request under way, or when told to leave.
    idle: Option<u64>,
    leaving: bool,
    leave: Arc<Notify>,
}

/// Reason why there is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoSeat {
    /// One will be free presently.
    Wait,
    /// The network has its share, with requests under way on each.
    Share,
}

/// A connection's seat, free when dropped. It begins idle.
pub(crate) struct Seat {
    room: Arc<Room>,
    id: u64,
    network: Network,
    leave: Arc<Notify>,
    answered: AtomicU64,
    /// Requests whose answers are whole, but not yet all with the operating system.
    unflushed: AtomicUsize,
}

/// A request under way on a seat, which keeps the connection from being evicted: until this is dropped, and
/// [`Seat::flushed`] afterwards.
pub(crate) struct UnderWay(Arc<Seat>);

impl Room {
    /// `seats` in all, of which each network may have `seats_per_network`.
    pub(crate) fn new(seats: usize, seats_per_network: usize) -> Arc<Self> {
        Arc::new(Self { seats, seats_per_network, inside: Mutex::default(), freed: Notify::new() })
    }

    /// A seat; waits for one if the room is full. `None` if the network has its share and uses all of it.
    pub(crate) async fn enter(self: &Arc<Self>, network: Network) -> Option<Seat> {
        loop {
            match self.try_enter(network) {
                Ok(seat) => return Some(seat),
                Err(NoSeat::Share) => return None,
                Err(NoSeat::Wait) => self.freed.notified().await,
            }
        }
    }

    /// A seat, or the reason why there is none yet. Tells the oldest idle connection to leave where that makes room.
    pub(crate) fn try_enter(self: &Arc<Self>, network: Network) -> Result<Seat, NoSeat> {
        let mut inside = self.inside();
        let taken = inside.networks.get(&network);
        let (of_network, leaving) = taken.map_or((0, 0), |taken| (taken.seats, taken.leaving));
        if of_network >= self.seats_per_network {
            if leaving == 0 && !inside.evict_from(network) {
                return Err(NoSeat::Share);
            }
            return Err(NoSeat::Wait);
        }
        if inside.seats.len() >= self.seats {
            if inside.leaving == 0 {
                inside.evict();
            }
            return Err(NoSeat::Wait);
        }
        let leave = Arc::new(Notify::new());
        let id = inside.enter(network, leave.clone());
        let (answered, unflushed) = (AtomicU64::new(0), AtomicUsize::new(0));
        Ok(Seat { room: self.clone(), id, network, leave, answered, unflushed })
    }

    /// Tells the oldest idle connection to leave: where descriptors have run out all the same.
    pub(crate) fn evict_oldest(&self) {
        self.inside().evict();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // nothing in there panics halfway
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn turn(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn enter(&mut self, network: Network, leave: Arc<Notify>) -> u64 {
        let id = self.turn();
        self.networks.entry(network).or_default().seats += 1;
        self.seats.insert(id, State { network, under_way: 0, idle: None, leaving: false, leave });
        self.rest(id);
        id
    }

    /// Puts a seat at the end of the idle ones.
    fn rest(&mut self, id: u64) {
        let turn = self.turn();
        if let Some(state) = self.seats.get_mut(&id).filter(|state| !state.leaving) {
            state.idle = Some(turn);
            self.idle.insert(turn, id);
            self.idle_by_network.insert((state.network, turn));
        }
    }

    /// Takes a seat out of the idle ones.
    fn rouse(&mut self, id: u64) {
        let Some(state) = self.seats.get_mut(&id) else { return };
        if let Some(turn) = state.idle.take() {
            self.idle.remove(&turn);
            self.idle_by_network.remove(&(state.network, turn));
        }
    }

    fn evict(&mut self) -> bool {
        let oldest = self.idle.first_key_value().map(|(_, id)| *id);
        self.tell_to_leave(oldest)
    }

    fn evict_from(&mut self, network: Network) -> bool {
        let oldest = self.idle_by_network.range((network, 0)..=(network, u64::MAX)).next();
        let id = oldest.and_then(|(_, turn)| self.idle.get(turn)).copied();
        self.tell_to_leave(id)
    }

    fn tell_to_leave(&mut self, id: Option<u64>) -> bool {
        let Some(id) = id else { return false };
        self.rouse(id);
        let Some(state) = self.seats.get_mut(&id) else { return false };
        state.leaving = true;
        state.leave.notify_one();
        self.leaving += 1;
        self.networks.entry(state.network).or_default().leaving += 1;
        true
    }

    fn leave(&mut self, id: u64) {
        self.rouse(id);
        let Some(state) = self.seats.remove(&id) else { return };
        let Some(taken) = self.networks.get_mut(&state.network) else { return };
        taken.seats = taken.seats.saturating_sub(1);
        if state.leaving {
            self.leaving = self.leaving.saturating_sub(1);
            taken.leaving = taken.leaving.saturating_sub(1);
        }
        if taken.seats == 0 {
            self.networks.remove(&state.network);
        }
    }
}

impl Seat {
    /// Network that the connection comes from.
    pub(crate) fn network(&self) -> Network {
        self.network
    }

    /// Begins a request; `None` if the connection was told to leave before.
    pub(crate) fn begin(self: &Arc<Self>) -> Option<UnderWay> {
        let mut inside = self.room.inside();
        inside.rouse(self.id);
        let state = inside.seats.get_mut(&self.id).filter(|state| !state.leaving)?;
        state.under_way += 1;
        Some(UnderWay(self.clone()))
    }

    /// Requests that have ended, their answers sent.
    pub(crate) fn answered(&self) -> u64 {
        self.answered.load(Ordering::Acquire)
    }

    /// Everything that was to be sent has gone to the operating system: requests that were answered have ended.
    pub(crate) fn flushed(&self) {
        let ended = self.unflushed.swap(0, Ordering::AcqRel);
        if ended == 0 {
            return;
        }
        self.answered.fetch_add(ended as u64, Ordering::AcqRel);
        let mut inside = self.room.inside();
        let Some(state) = inside.seats.get_mut(&self.id) else { return };
        state.under_way = state.under_way.saturating_sub(ended);
        if state.under_way == 0 {
            inside.rest(self.id);
            drop(inside);
            // the room may be full, and this the first connection that can make place
            self.room.freed.notify_one();
        }
    }

    /// Returns when the connection is to make place.
    pub(crate) async fn told_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.inside().leave(self.id);
        self.room.freed.notify_one();
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.unflushed.fetch_add(1, Ordering::AcqRel);
    }
}
