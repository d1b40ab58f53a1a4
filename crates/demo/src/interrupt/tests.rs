use std::time::{Duration, Instant};

use super::Interrupt;

#[test]
fn the_first_stops_the_second_hurries() {
    let interrupt = Interrupt::default();
    assert!(!interrupt.is_asked());
    interrupt.ask();
    assert!(interrupt.is_asked() && !interrupt.is_urgent());
    interrupt.ask();
    assert!(interrupt.is_urgent());
}

#[test]
fn waiting_ends_when_asked() {
    let interrupt = Interrupt::default();
    assert!(interrupt.wait(Duration::from_millis(1)));
    let asker = interrupt.clone();
    let asking = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        asker.ask();
    });
    let began = Instant::now();
    assert!(!interrupt.wait(Duration::from_secs(60)));
    assert!(began.elapsed() < Duration::from_secs(30));
    asking.join().unwrap();
}
