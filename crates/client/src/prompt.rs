//! Questions to the person at the terminal: on the terminal device itself, since stdout and stderr may be captured.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use std::path::PathBuf;
use std::time::Duration;

use crate::environment::Environment;
use crate::file;
use crate::printable::printable;

/// Longest answer that is read, bytes.
const MAX_ANSWER_BYTES: u64 = 4096;

/// How long a question waits for its turn.
const TURN: Duration = Duration::from_secs(300);

/// Why nobody answered.
#[derive(Debug)]
pub enum PromptError {
    /// There is no terminal to ask on.
    NoTerminal,
    /// The question was answered with end of input.
    Cancelled,
    /// The terminal failed.
    Io(std::io::Error),
}

impl fmt::Display for PromptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal => f.write_str("there is no terminal to ask on"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Io(error) => write!(f, "the terminal fails: {error}"),
        }
    }
}

impl std::error::Error for PromptError {}

/// Whom to ask.
pub trait Terminal {
    /// Asks, and gives the answer without white space around it.
    ///
    /// # Errors
    /// See [`PromptError`].
    fn ask(&mut self, question: &str) -> Result<String, PromptError>;

    /// Whether somebody may answer.
    fn answers(&self) -> bool;

    /// Tells something in a line of its own, where the questions are asked; nothing where that cannot be.
    fn tell(&mut self, line: &str) {
        self.draw(&printable(line));
    }

    /// The same with what steers the terminal, for pictures of our own.
    fn draw(&mut self, picture: &str);

    /// Columns and lines of it, where that is known.
    fn size(&self) -> Option<(usize, usize)> {
        None
    }
}

/// The terminal that controls this process.
///
/// Several processes may have the same one: they ask in turn, lest an answer to one is taken for an answer to the other.
#[derive(Debug)]
pub struct DevTty {
    /// where the locks are that are held while a question waits for its answer
    state: PathBuf,
}

impl DevTty {
    /// The terminal, with a lock for it in the state directory.
    pub fn new(environment: &Environment) -> Self {
        Self { state: environment.state_directory() }
    }

    fn open(&self) -> Option<File> {
        std::fs::OpenOptions::new().read(true).write(true).open("/dev/tty").ok()
    }

    /// The lock of those whom the terminal listens to: the process group in its foreground, 0 where that has no number here.
    /// (In a container that shares a terminal with the outside the group and the session may both be outside.)
    fn lock(&self, terminal: &File) -> PathBuf {
        #[cfg(unix)]
        let group = rustix::termios::tcgetpgrp(terminal).map_or(0, rustix::process::Pid::as_raw_pid);
        #[cfg(not(unix))]
        let (group, _) = (0, terminal);
        self.state.join(format!("terminal-{group}.lock"))
    }
}

impl Terminal for DevTty {
    fn answers(&self) -> bool {
        self.open().is_some()
    }

    fn ask(&mut self, question: &str) -> Result<String, PromptError> {
        let mut terminal = self.open().ok_or(PromptError::NoTerminal)?;
        // without a lock it is asked all the same
        let lock = self.lock(&terminal);
        let _lock = file::lock(&lock, TURN, &mut |_| ()).ok().flatten().map(|held| held.once(&lock));
        terminal
            .write_all(printable(question).as_bytes())
            .and_then(|()| terminal.flush())
            .map_err(PromptError::Io)?;
        let mut line = String::new();
        let mut limited = BufReader::new(std::io::Read::take(terminal, MAX_ANSWER_BYTES));
        match limited.read_line(&mut line).map_err(PromptError::Io)? {
            0 => {
                self.draw("");
                Err(PromptError::Cancelled)
            }
            _ => Ok(line.trim().to_owned()),
        }
    }

    fn size(&self) -> Option<(usize, usize)> {
        #[cfg(unix)]
        let size = rustix::termios::tcgetwinsize(self.open()?).ok()?;
        #[cfg(unix)]
        return Some((usize::from(size.ws_col), usize::from(size.ws_row))).filter(|size| *size != (0, 0));
        #[cfg(not(unix))]
        None
    }

    fn draw(&mut self, picture: &str) {
        if let Some(mut terminal) = self.open() {
            // what cannot be told is not worth failing for
            let _ = terminal.write_all(picture.as_bytes()).and_then(|()| terminal.write_all(b"\n"));
        }
    }
}

/// Nobody: every question fails. For `--no-prompt`.
#[derive(Debug, Default)]
pub struct Nobody;

impl Terminal for Nobody {
    fn ask(&mut self, _: &str) -> Result<String, PromptError> {
        Err(PromptError::NoTerminal)
    }

    fn draw(&mut self, _: &str) {}

    fn answers(&self) -> bool {
        false
    }
}
