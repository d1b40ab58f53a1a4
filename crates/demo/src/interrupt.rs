//! Ctrl-C and its like: noticed, so that what was made can be taken down.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

/// How often somebody who waits looks whether to go on waiting.
pub const GLANCE: Duration = Duration::from_millis(50);

/// Counts how often somebody asked the program to end.
#[derive(Clone, Default)]
pub struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Counts SIGINT, SIGTERM and SIGHUP from now on, instead of ending at once.
    pub fn watch(runtime: &Runtime) -> io::Result<Self> {
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

    /// Whether to stop, and take down what was made.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }

    /// Whether it was asked again, so that even taking down is to be left.
    pub fn is_urgent(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 1
    }

    /// Waits, but not beyond an interruption: whether the whole time has passed.
    pub fn wait(&self, duration: Duration) -> bool {
        let end = Instant::now() + duration;
        loop {
            if self.is_asked() {
                return false;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(GLANCE));
        }
    }
}

#[cfg(test)]
mod tests;
