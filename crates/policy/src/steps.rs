//! Counts the steps that work takes, in tests alone: how cost grows is shown by numbers that are the same on every
//! machine, never by time.

#[cfg(test)]
thread_local! {
    static TAKEN: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Notes that so many bytes or entries were looked at. Nothing outside of tests.
#[inline(always)]
pub(crate) fn take(count: usize) {
    #[cfg(test)]
    TAKEN.with(|taken| taken.set(taken.get() + count as u64));
    #[cfg(not(test))]
    let _ = count;
}

/// Number of steps that the work takes.
#[cfg(test)]
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> u64 {
    let before = TAKEN.with(std::cell::Cell::get);
    drop(work());
    TAKEN.with(std::cell::Cell::get) - before
}

#[cfg(test)]
mod tests;
