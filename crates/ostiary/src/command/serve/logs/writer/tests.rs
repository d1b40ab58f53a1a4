use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::*;

/// A place for lines that fails as it is told to.
#[derive(Clone, Default)]
struct Place(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    text: Vec<u8>,
    /// Bytes that still fit.
    space: usize,
}

impl Place {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(space: usize) -> Self {
        let place = Self::default();
        place.inside().space = space;
        place
    }

    fn text(&self) -> String {
        String::from_utf8(self.inside().text.clone()).unwrap()
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut inside = self.inside();
        if inside.space == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(inside.space);
        inside.space -= taken;
        inside.text.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn log_line(log: &Log, text: &str) {
    log.line().write_all(text.as_bytes()).unwrap();
    log.flush();
}

#[test]
fn a_line_that_cannot_be_written_is_dropped_and_counted() {
    let place = Place::with(0);
    let log = Log::start(place.clone());
    log_line(&log, "one\n");
    log_line(&log, "two\n");
    assert_eq!(log.counts.lost.load(Ordering::Acquire), 2);
    assert_eq!(log.counts.waiting.load(Ordering::Acquire), 0);
    place.inside().space = 1000;
    log_line(&log, "three\n");
    assert_eq!(place.text(), "three\n");
    assert_eq!(log.counts.lost.load(Ordering::Acquire), 0, "the count was given to the log");
}

#[test]
fn a_count_that_cannot_be_written_is_not_forgotten() {
    let place = Place::with(0);
    let log = Log::start(place);
    REPORTED.set(7);
    log_line(&log, "7 lines were lost\n");
    REPORTED.set(0);
    assert_eq!(log.counts.lost.load(Ordering::Acquire), 8);
}

#[test]
fn a_line_after_a_torn_one_stands_on_its_own() {
    let place = Place::with(3);
    let log = Log::start(place.clone());
    log_line(&log, "one two\n");
    place.inside().space = 1000;
    log_line(&log, "three\n");
    assert_eq!(place.text(), "one\nthree\n");
}

#[test]
fn a_reader_that_stops_reading_costs_lines_and_no_time() {
    /// Takes a line only when the test does.
    struct Blocked(std::sync::mpsc::SyncSender<()>);
    impl Write for Blocked {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (taken, takes) = sync_channel(0);
    let log = Log::start(Blocked(taken));
    let line = vec![b'x'; LOG_QUEUE_BYTES / 4];
    for _ in 0..10 {
        log.line().write_all(&line).unwrap();
    }
    // one is being written; four more fit the queue, if the thread has taken that one already
    let lost = log.counts.lost.load(Ordering::Acquire);
    assert!((5..=6).contains(&lost), "{lost}");
    drop(takes);
}
