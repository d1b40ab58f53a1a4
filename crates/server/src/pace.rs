use std::time::Duration;

/// The least pace at which a peer takes or sends bytes: a grace that waiting uses up and bytes give back.
///
/// A peer that keeps to the pace on the average never runs out; one that is slower does after the grace, however it spreads
/// its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    grace: Duration,
    left: Duration,
    bytes_per_second: u64,
}

impl Pace {
    /// `bytes_per_second` on the average, with `grace` to fall behind.
    pub(crate) fn new(bytes_per_second: u64, grace: Duration) -> Self {
        Self { grace, left: grace, bytes_per_second }
    }

    /// Time for which the peer may still be waited for.
    pub(crate) fn left(&self) -> Duration {
        self.left
    }

    /// The peer was waited for.
    pub(crate) fn waited(&mut self, time: Duration) {
        self.left = self.left.saturating_sub(time);
    }

    /// Bytes went through.
    pub(crate) fn moved(&mut self, bytes: usize) {
        let nanoseconds = (bytes as u128 * 1_000_000_000).checked_div(self.bytes_per_second.into());
        let earned = nanoseconds.and_then(|earned| u64::try_from(earned).ok());
        self.left =
            self.left.saturating_add(Duration::from_nanos(earned.unwrap_or(u64::MAX))).min(self.grace);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_pace_holds_at_the_limit_and_not_one_past_it() {
        let mut kept = Pace::new(1024, 30 * SECOND);
        let mut missed = kept;
        for _ in 0..100_000 {
            kept.waited(SECOND);
            kept.moved(1024);
            missed.waited(SECOND);
            missed.moved(1023);
        }
        assert!(kept.left() >= 29 * SECOND, "{:?}", kept.left());
        assert!(missed.left() < SECOND, "{:?}", missed.left());
    }

    #[test]
    fn bytes_never_earn_more_than_the_grace() {
        let mut pace = Pace::new(1024, 30 * SECOND);
        pace.waited(10 * SECOND);
        pace.moved(usize::MAX);
        assert_eq!(pace.left(), 30 * SECOND);
        pace.waited(31 * SECOND);
        assert_eq!(pace.left(), Duration::ZERO);
    }

    #[test]
    fn a_client_that_takes_a_little_now_and_then_runs_out() {
        let mut pace = Pace::new(1024, 30 * SECOND);
        let mut seconds = 0;
        while pace.left() > 19 * SECOND && seconds < 1000 {
            pace.waited(19 * SECOND);
            pace.moved(4096);
            seconds += 19;
        }
        assert!(seconds <= 57, "{seconds}");
    }
}
