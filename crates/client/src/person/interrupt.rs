//! Signals that ask the process to end during work that must not stay half done.

/// Guard of unfinished work: while it lives, a signal that asks the process to end has the work taken back first.
pub(crate) struct Interrupt {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

/// Runs `take_back` on SIGINT, SIGTERM or SIGHUP, and then ends the process with 128 and the signal's number, as shells do.
///
/// # Errors
/// If signal handlers cannot be installed.
#[cfg(unix)]
pub(crate) fn on_interrupt(take_back: impl FnOnce() + Send + 'static) -> std::io::Result<Interrupt> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut heard = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let handle = heard.handle();
    std::thread::spawn(move || {
        if let Some(signal) = heard.forever().next() {
            take_back();
            std::process::exit(128 + signal);
        }
    });
    Ok(Interrupt { handle })
}

#[cfg(not(unix))]
pub(crate) fn on_interrupt(_: impl FnOnce() + Send + 'static) -> std::io::Result<Interrupt> {
    Ok(Interrupt {})
}

#[cfg(unix)]
impl Drop for Interrupt {
    fn drop(&mut self) {
        self.handle.close();
    }
}
