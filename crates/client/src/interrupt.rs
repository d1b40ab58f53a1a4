//! What was begun and is of no use unfinished is taken back when somebody breaks it off.

use crate::error::Error;

/// While this lives, a signal that asks the process to end has something taken back first.
pub struct Interrupt {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

/// Has `take_back` run, and the process end as shells expect it, when it is interrupted, asked to end, or loses its terminal.
///
/// # Errors
/// If signals cannot be heard.
#[cfg(unix)]
pub fn on_interrupt(take_back: impl FnOnce() + Send + 'static) -> Result<Interrupt, Error> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let heard = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]);
    let mut heard = heard.map_err(|error| Error::Io { what: "cannot hear signals".to_owned(), error })?;
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
pub fn on_interrupt(_: impl FnOnce() + Send + 'static) -> Result<Interrupt, Error> {
    Ok(Interrupt {})
}

#[cfg(unix)]
impl Drop for Interrupt {
    fn drop(&mut self) {
        self.handle.close();
    }
}
