//! Progress on stderr: notes, and a spinner while something takes long.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;

use super::printable::printable;
use crate::limits::{DEFAULT_COLUMNS, SPINNER_AFTER, SPINNER_COLUMNS, SPINNER_FRAME_TIME};

const FRAMES: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/// Receiver of progress messages, which are neither results nor questions.
pub trait Progress {
    /// Begins something that may take long.
    fn begin(&mut self, what: &str);
    /// Begins a step that is told as a note too, for those who see no spinner.
    fn step(&mut self, what: &str) {
        self.note(what);
        self.begin(what);
    }
    /// Ends what was begun last.
    fn end(&mut self);
    /// Tells something that a person should know.
    fn note(&mut self, what: &str);
    /// Tells a detail, for `--verbose`.
    fn detail(&mut self, what: &str);
}

impl dyn Progress + '_ {
    /// Does work that may take long, between [`Progress::begin`] and [`Progress::end`].
    pub fn during<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        self.begin(what);
        let done = work();
        self.end();
        done
    }
}

/// Amount of progress that is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// errors only
    Quiet,
    /// notes and a spinner
    #[default]
    Normal,
    /// details too
    Verbose,
}

/// Progress on stderr.
pub struct Stderr {
    loudness: Loudness,
    spins: bool,
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Stderr {
    /// Progress of a loudness. Pipes and `dumb` terminals get no spinner.
    pub fn new(loudness: Loudness, dumb: bool) -> Self {
        let spins = loudness == Loudness::Normal && !dumb && std::io::stderr().is_terminal();
        Self { loudness, spins, running: None }
    }
}

impl Stderr {
    fn spin(&mut self, what: &str) {
        self.end();
        if !self.spins {
            return;
        }
        let what = printable(what).into_owned();
        let room = columns().saturating_sub(SPINNER_COLUMNS);
        let (stop, stopped) = channel::<()>();
        let thread = std::thread::spawn(move || {
            let mut wait = SPINNER_AFTER;
            let mut shown = false;
            for frame in FRAMES.iter().cycle() {
                if !matches!(stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout)) {
                    break;
                }
                let _ = write!(std::io::stderr(), "\r{frame} {} ", cut(&what, room));
                let _ = std::io::stderr().flush();
                (wait, shown) = (SPINNER_FRAME_TIME, true);
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r\x1b[K");
            }
        });
        self.running = Some((stop, thread));
    }
}

impl Progress for Stderr {
    fn begin(&mut self, what: &str) {
        if self.loudness == Loudness::Verbose {
            say(what);
        }
        self.spin(what);
    }

    fn step(&mut self, what: &str) {
        self.note(what);
        self.spin(what);
    }

    fn end(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            let _ = thread.join();
        }
    }

    fn detail(&mut self, what: &str) {
        if self.loudness == Loudness::Verbose {
            self.note(what);
        }
    }

    fn note(&mut self, what: &str) {
        self.end();
        if self.loudness > Loudness::Quiet {
            say(what);
        }
    }
}

/// Width of the terminal at stderr, columns.
fn columns() -> usize {
    #[cfg(unix)]
    let width = rustix::termios::tcgetwinsize(std::io::stderr()).ok().map(|size| usize::from(size.ws_col));
    #[cfg(not(unix))]
    let width = None;
    width.filter(|width| *width > 0).unwrap_or(DEFAULT_COLUMNS)
}

/// A text cut to `room` characters. A line that wraps could not be erased.
fn cut(text: &str, room: usize) -> String {
    match text.chars().count() > room {
        true => text.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// Writes a line to stderr. A failure is ignored: nothing depends on the line being read.
fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(what));
}

impl Drop for Stderr {
    fn drop(&mut self) {
        self.end();
    }
}
