//! Signals that ask for the end: noticed, so that everything made can be taken down.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use crate::limits::INTERRUPT_POLL_INTERVAL;

/// Count of the signals that asked the program to end.
#[derive(Clone, Default)]
pub(crate) struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Counts SIGINT, SIGTERM and SIGHUP from now on, instead of ending at once.
    pub(crate) fn watch(runtime: &Runtime) -> io::Result<Self> {
        let counted = Self::default();
        let _inside = runtime.enter();
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let mut signals = signal(kind)?;
            let counted = counted.clone();
            runtime.spawn(async move {
                while signals.recv().await.is_some() {
                    counted.ask();
                }
            });
        }
        Ok(counted)
    }

    pub(crate) fn ask(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    /// Reports whether a signal asked for the end: everything made is then taken down.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }

    /// Reports whether a second signal came: taking down then stops too.
    pub(crate) fn is_urgent(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 1
    }

    /// Waits for a time or an interruption. Returns true if the whole time has passed.
    pub(crate) fn wait(&self, duration: Duration) -> bool {
        let end = Instant::now() + duration;
        loop {
            if self.is_asked() {
                return false;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(INTERRUPT_POLL_INTERVAL));
        }
    }
}

#[cfg(test)]
mod tests;
