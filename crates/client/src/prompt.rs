//! Questions to the person at the terminal: on the terminal device itself, since stdout and stderr may be captured.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use crate::printable::printable;

/// Longest answer that is read, bytes.
const MAX_ANSWER_BYTES: u64 = 4096;

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

    /// Tells something in a line of its own, where the questions are asked; nothing where that cannot be.
    fn tell(&mut self, line: &str) {
        self.draw(&printable(line));
    }

    /// The same with what steers the terminal, for pictures of our own.
    fn draw(&mut self, picture: &str);
}

/// The terminal that controls this process.
#[derive(Debug, Default)]
pub struct DevTty;

impl DevTty {
    fn open(&self) -> Option<File> {
        std::fs::OpenOptions::new().read(true).write(true).open("/dev/tty").ok()
    }
}

impl Terminal for DevTty {
    fn ask(&mut self, question: &str) -> Result<String, PromptError> {
        let mut terminal = self.open().ok_or(PromptError::NoTerminal)?;
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
}
