//! The log of `serve`, on stderr: stdout is for results.

mod writer;

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;

use tracing_subscriber::EnvFilter;

use super::arguments::LogForm;
use crate::exit::Failure;
use writer::Log;

static LOG: OnceLock<Log> = OnceLock::new();

/// Target of the event that tells of a new installation; a log of JSON lines has it, also where the filter hides others.
pub(super) const FIRST_START: &str = "ostiary::first_start";

/// Sends the log to stderr, through a thread of its own. A line that cannot be written is dropped and counted.
///
/// # Errors
/// If the filter is malformed.
pub(super) fn start(form: LogForm, filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| Failure::new(format!("the log filter '{filter}' is not understood: {error}")))?;
    let filter = match (form, format!("{FIRST_START}=info").parse()) {
        (LogForm::Json, Ok(always)) => filter.add_directive(always),
        _ => filter,
    };
    let log = LOG.get_or_init(|| Log::start(std::io::stderr()));
    // the subscriber's own fallback prints to stderr and panics where that fails
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .log_internal_errors(false)
        .with_writer(move || log.line());
    match form {
        LogForm::Human => subscriber.with_ansi(is_coloured()).init(),
        LogForm::Json => subscriber.with_ansi(false).json().init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        // the message is left out: it may hold parts of a request
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a thread panicked");
    }));
    Ok(())
}

/// Writes lines for people to stderr, in their turn with the log's.
pub(super) fn tell(text: &str) {
    if let Some(log) = LOG.get() {
        // a line of the log takes every text
        let _ = log.line().write_all(text.as_bytes());
    }
}

/// Waits until the log is written, for [`crate::limits::LOG_FLUSH_TIMEOUT`] at most.
pub(super) fn flush() {
    if let Some(log) = LOG.get() {
        log.flush();
    }
}

/// Reports whether the log is coloured: on a terminal, unless `NO_COLOR` is set (no-color.org).
fn is_coloured() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && std::io::stderr().is_terminal()
}
