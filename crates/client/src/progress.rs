//! What goes on, told on stderr: notes, and a spinner when something takes long.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::printable::printable;

const FRAMES: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_TIME: Duration = Duration::from_millis(120);
/// What a line with a spinner has beside its text: the frame, two spaces, and the column that makes some terminals wrap.
const FRAME_COLUMNS: usize = 4;
/// What takes less is not worth a spinner.
const PATIENCE: Duration = Duration::from_millis(400);

/// Tells a person what goes on, beside results and questions.
pub trait Progress {
    /// Something takes a while from now on.
    fn begin(&mut self, what: &str);
    /// The same, said also to whoever sees no spinner.
    fn step(&mut self, what: &str) {
        self.note(what);
        self.begin(what);
    }
    /// It is over.
    fn end(&mut self);
    /// Something worth knowing.
    fn note(&mut self, what: &str);
    /// Something for whoever wants to know each step.
    fn detail(&mut self, what: &str);
}

impl dyn Progress + '_ {
    /// Does something that takes a while.
    pub fn during<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        self.begin(what);
        let done = work();
        self.end();
        done
    }
}

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// nothing but errors
    Quiet,
    /// what a person needs
    #[default]
    Normal,
    /// each step
    Verbose,
}

/// Tells on stderr.
pub struct Stderr {
    loudness: Loudness,
    spins: bool,
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Stderr {
    /// `dumb` terminals and pipes get no spinner.
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
        let room = columns().saturating_sub(FRAME_COLUMNS);
        let (stop, stopped) = channel::<()>();
        let thread = std::thread::spawn(move || {
            let mut wait = PATIENCE;
            let mut shown = false;
            for frame in FRAMES.iter().cycle() {
                if !matches!(stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout)) {
                    break;
                }
                let _ = write!(std::io::stderr(), "\r{frame} {} ", cut(&what, room));
                let _ = std::io::stderr().flush();
                (wait, shown) = (FRAME_TIME, true);
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

/// Width of the terminal that stderr is.
fn columns() -> usize {
    #[cfg(unix)]
    let width = rustix::termios::tcgetwinsize(std::io::stderr()).ok().map(|size| usize::from(size.ws_col));
    #[cfg(not(unix))]
    let width = None;
    width.filter(|width| *width > 0).unwrap_or(80)
}

/// As much of a text as there is room for. A line that wraps could not be taken back.
fn cut(text: &str, room: usize) -> String {
    match text.chars().count() > room {
        true => text.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// A line on stderr. One that nobody reads is no reason to fail.
fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(what));
}

impl Drop for Stderr {
    fn drop(&mut self) {
        self.end();
    }
}
