use std::io::{ErrorKind, Write};

use ::client::{Error, printable};

/// Prints a result as it is: to programs.
///
/// # Errors
/// If it cannot be written. A reader who has gone away has had enough, and is none.
pub fn print(text: &str) -> Result<(), Error> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Io { what: "cannot write the result to stdout".to_owned(), error })
        }
        _ => Ok(()),
    }
}

/// Prints a line: to programs.
///
/// # Errors
/// See [`print()`].
pub fn line(text: &str) -> Result<(), Error> {
    print(&format!("{text}\n"))
}

/// Prints a line: to people, with nothing in it that steers their terminal.
///
/// # Errors
/// See [`print()`].
pub fn tell(text: &str) -> Result<(), Error> {
    line(&printable(text))
}
