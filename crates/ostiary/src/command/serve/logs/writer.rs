//! A log that never fails its callers nor makes them wait: lines are queued for one thread, and those that cannot be queued or
//! written are dropped and counted.

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::limits::{LOG_FLUSH_TIMEOUT, LOG_QUEUE_BYTES};

#[cfg(test)]
mod tests;

thread_local! {
    /// On the writing thread, the number of lost lines that the line being logged tells of.
    static REPORTED: Cell<u64> = const { Cell::new(0) };
}

/// Queue of log lines.
pub(super) struct Log {
    queue: Sender<Entry>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    /// Bytes that wait.
    waiting: AtomicUsize,
    /// Lines dropped and not told of yet.
    lost: AtomicU64,
}

enum Entry {
    /// A whole line, and the number of lost lines that it tells of.
    Line(Vec<u8>, u64),
    Flush(Sender<()>),
}

impl Log {
    /// A log that writes to `out` on a thread of its own.
    pub(super) fn start(out: impl Write + Send + 'static) -> Self {
        let (queue, entries) = channel();
        let counts = Arc::new(Counts::default());
        let for_thread = counts.clone();
        // without the thread the queue has no reader: every line is dropped, and the server serves
        let _ = std::thread::Builder::new().name("log".to_owned()).spawn(move || {
            write_all(&entries, &for_thread, &mut Output { out, torn: false });
        });
        Self { queue, counts }
    }

    /// A writer for one line.
    pub(super) fn line(&self) -> Line<'_> {
        Line { log: self, text: Vec::new() }
    }

    /// Waits until all earlier lines are written, for [`LOG_FLUSH_TIMEOUT`] at most.
    pub(super) fn flush(&self) {
        let (done, written) = channel();
        if self.queue.send(Entry::Flush(done)).is_ok() {
            // a log that cannot be written does not keep the process
            let _ = written.recv_timeout(LOG_FLUSH_TIMEOUT);
        }
    }

    fn put(&self, line: Vec<u8>) {
        let bytes = line.len();
        let reports = REPORTED.get();
        let fits =
            self.counts.waiting.fetch_add(bytes, Ordering::AcqRel).saturating_add(bytes) <= LOG_QUEUE_BYTES;
        if !fits || self.queue.send(Entry::Line(line, reports)).is_err() {
            self.counts.waiting.fetch_sub(bytes, Ordering::AcqRel);
            self.counts.lost.fetch_add(reports.saturating_add(1), Ordering::AcqRel);
        }
    }
}

/// One line on its way to the log, which takes it when this is dropped.
pub(super) struct Line<'a> {
    log: &'a Log,
    text: Vec<u8>,
}

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        if !self.text.is_empty() {
            self.log.put(std::mem::take(&mut self.text));
        }
    }
}

fn write_all<W: Write>(entries: &Receiver<Entry>, counts: &Counts, output: &mut Output<W>) {
    for entry in entries {
        let (line, reports) = match entry {
            Entry::Line(line, reports) => (line, reports),
            Entry::Flush(done) => {
                // the waiting thread may have given up
                let _ = done.send(());
                continue;
            }
        };
        counts.waiting.fetch_sub(line.len(), Ordering::AcqRel);
        if output.put(&line).is_err() {
            counts.lost.fetch_add(reports.saturating_add(1), Ordering::AcqRel);
            continue;
        }
        let lost = counts.lost.swap(0, Ordering::AcqRel);
        if lost > 0 {
            REPORTED.set(lost);
            tracing::warn!(lost, "log lines could not be written");
            REPORTED.set(0);
        }
    }
}

/// Output of the log. `torn` is true if its last line was cut off.
struct Output<W> {
    out: W,
    torn: bool,
}

impl<W: Write> Output<W> {
    /// Writes a whole line. One that follows a torn line begins on its own.
    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        if self.torn {
            self.out.write_all(b"\n")?;
            self.torn = false;
        }
        let mut rest = line;
        while !rest.is_empty() {
            match self.out.write(rest) {
                Ok(0) => return self.tear(rest.len() < line.len(), io::ErrorKind::WriteZero.into()),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.tear(rest.len() < line.len(), error),
            }
        }
        self.out.flush()
    }

    fn tear(&mut self, began: bool, error: io::Error) -> io::Result<()> {
        self.torn = began;
        Err(error)
    }
}
