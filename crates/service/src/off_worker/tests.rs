use std::sync::mpsc;

use super::*;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn a_result_comes_back() {
    let done = runtime().block_on(off_worker(Duration::from_secs(60), |wanted| (7, wanted.is_wanted())));
    assert_eq!(done, Ok((7, true)));
}

/// Works until no request waits, and tells when it began and ended.
fn endless() -> (impl FnOnce(&Wanted) + Send + 'static, mpsc::Receiver<&'static str>) {
    let (tell, told) = mpsc::channel();
    let work = move |wanted: &Wanted| {
        tell.send("began").unwrap();
        while wanted.is_wanted() {
            std::thread::yield_now();
        }
        tell.send("stopped").unwrap();
    };
    (work, told)
}

#[test]
fn a_computation_whose_future_is_dropped_stops() {
    let runtime = runtime();
    let (work, told) = endless();
    let future = runtime.spawn(off_worker(Duration::from_secs(3600), work));
    runtime.block_on(tokio::task::yield_now());
    assert_eq!(told.recv(), Ok("began"));
    future.abort();
    assert!(runtime.block_on(future).is_err_and(|error| error.is_cancelled()));
    assert_eq!(told.recv(), Ok("stopped"), "a computation that goes on would hang here");
}

#[test]
fn a_computation_stops_at_the_deadline() {
    let runtime = runtime();
    let (work, told) = endless();
    assert_eq!(runtime.block_on(off_worker(Duration::ZERO, work)), Err(Unfinished));
    assert_eq!((told.recv(), told.recv()), (Ok("began"), Ok("stopped")));
}

#[test]
fn a_computation_that_breaks_off_is_unfinished() {
    let broken =
        runtime().block_on(off_worker(Duration::from_secs(60), |_| std::panic::resume_unwind(Box::new(()))));
    assert_eq!(broken, Err::<(), _>(Unfinished));
}

#[test]
fn others_get_the_worker_after_so_many_decisions() {
    let runtime = runtime();
    let (decided, other) = runtime.block_on(async {
        let other = tokio::spawn(async {});
        let mut turns = Turns::default();
        for decided in 1..=limits::DECISIONS_PER_TURN {
            assert!(!other.is_finished(), "after {decided}");
            turns.next().await;
        }
        (limits::DECISIONS_PER_TURN, other.is_finished())
    });
    assert!(other, "the other task ran after {decided} decisions");
}
