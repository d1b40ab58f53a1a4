use super::*;

fn network(last: u8) -> Network {
    Network::of([192, 0, 2, last].into())
}

fn sit(room: &Arc<Room>, last: u8) -> Arc<Seat> {
    Arc::new(room.try_enter(network(last)).unwrap())
}

fn is_told_to_leave(seat: &Arc<Seat>) -> bool {
    seat.begin().is_none()
}

#[test]
fn when_full_the_oldest_idle_connection_goes_and_only_it() {
    let room = Room::new(3, 3);
    let seats = [sit(&room, 1), sit(&room, 2), sit(&room, 3)];
    let busy = seats[0].begin();
    assert_eq!(room.try_enter(network(4)).err(), Some(NoSeat::Wait));
    assert_eq!(room.try_enter(network(4)).err(), Some(NoSeat::Wait), "one is on its way out already");
    assert!(busy.is_some(), "a request under way keeps its connection");
    assert!(is_told_to_leave(&seats[1]));
    assert!(!is_told_to_leave(&seats[2]));
    let [first, second, third] = seats;
    drop(second);
    let _fourth = sit(&room, 4);
    drop((busy, first, third));
}

#[test]
fn an_answered_request_makes_its_connection_the_youngest_of_the_idle() {
    let room = Room::new(2, 2);
    let (first, second) = (sit(&room, 1), sit(&room, 2));
    drop(first.begin());
    first.flushed();
    assert_eq!(first.answered(), 1);
    assert_eq!(room.try_enter(network(3)).err(), Some(NoSeat::Wait));
    assert!(is_told_to_leave(&second));
    assert!(!is_told_to_leave(&first));
}

#[test]
fn an_answer_that_is_not_flushed_is_a_request_under_way() {
    let room = Room::new(1, 1);
    let seat = sit(&room, 1);
    drop(seat.begin());
    assert_eq!(room.try_enter(network(2)).err(), Some(NoSeat::Wait));
    assert!(!is_told_to_leave(&seat), "it was not evicted");
}

#[test]
fn a_network_has_its_share_and_makes_place_from_its_own() {
    let room = Room::new(4, 2);
    let (other, first, second) = (sit(&room, 9), sit(&room, 1), sit(&room, 1));
    assert_eq!(room.try_enter(network(1)).err(), Some(NoSeat::Wait));
    assert!(is_told_to_leave(&first));
    assert!(!is_told_to_leave(&other), "older, and of another network");
    drop(first);
    let third = sit(&room, 1);
    let _busy = (second.begin(), third.begin());
    assert_eq!(room.try_enter(network(1)).err(), Some(NoSeat::Share));
    assert!(room.try_enter(network(2)).is_ok());
}

#[test]
fn nothing_is_left_of_connections_that_are_gone() {
    let room = Room::new(2, 1);
    for last in 0..100 {
        let seat = sit(&room, last);
        drop(seat.begin());
        drop(seat);
    }
    let inside = room.inside();
    assert!(inside.seats.is_empty() && inside.networks.is_empty());
    assert!(inside.idle.is_empty() && inside.idle_by_network.is_empty());
    assert_eq!(inside.leaving, 0);
}

#[tokio::test]
async fn a_full_room_of_busy_connections_is_entered_when_one_is_answered() {
    let room = Room::new(1, 1);
    let seat = sit(&room, 1);
    let busy = seat.begin();
    let entering = tokio::spawn({
        let room = room.clone();
        async move { room.enter(network(2)).await.is_some() }
    });
    tokio::task::yield_now().await;
    drop(busy);
    seat.flushed();
    seat.told_to_leave().await;
    drop(seat);
    assert!(entering.await.unwrap());
}
