//! Questions on the terminal device itself, since stdout and stderr may be captured.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;

use super::printable::printable;
use crate::limits::{MAX_ANSWER_BYTES, QUESTION_TURN_TIMEOUT};
use crate::place::{self, Environment};

/// Reason for which a question has no answer.
#[derive(Debug)]
pub enum PromptError {
    /// There is no terminal to ask on.
    NoTerminal,
    /// The person ended the input (Ctrl-D).
    Cancelled,
    /// Reading or writing the terminal failed.
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

/// Terminal, or a stand-in, on which a person answers questions.
pub trait Terminal {
    /// Asks a question and returns the answer, trimmed.
    ///
    /// # Errors
    /// See [`PromptError`].
    fn ask(&mut self, question: &str) -> Result<String, PromptError>;

    /// Reports whether a person may answer.
    fn answers(&self) -> bool;

    /// Writes a line where the questions are asked, without control characters.
    fn tell(&mut self, line: &str) {
        self.draw(&printable(line));
    }

    /// Writes a picture of the program's own, control characters included.
    fn draw(&mut self, picture: &str);

    /// Columns and lines, where known.
    fn size(&self) -> Option<(usize, usize)> {
        None
    }
}

/// The terminal that controls this process.
///
/// Processes that share it ask in turn, lest one takes the answer to another's question.
#[derive(Debug)]
pub struct DevTty {
    /// directory of the lock that is held from question to answer
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

    /// The lock of the process group in the terminal's foreground; group 0 where it has no number in this namespace, as in a
    /// container that shares the terminal with its host.
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
        // a lock that cannot be made does not stop the question
        let lock = self.lock(&terminal);
        let _lock = place::lock(&lock, QUESTION_TURN_TIMEOUT, &mut |_| ());
        let _lock = _lock.ok().flatten().map(|held| held.once(&lock));
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
            // a line that cannot be written is no reason to fail
            let _ = terminal.write_all(picture.as_bytes()).and_then(|()| terminal.write_all(b"\n"));
        }
    }
}

/// A terminal without a person: every question fails. For `--no-prompt`.
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
