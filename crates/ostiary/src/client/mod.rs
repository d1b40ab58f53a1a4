//! The client's commands: arguments and wiring. What they do is in the `client` crate.

mod arguments;
mod completion;
mod context;
mod manual;
mod results;
mod sessions;
mod user;

pub use arguments::{Command, Unlock};

use arguments::MfaTask;

use std::io::Write;
use std::process::ExitCode;

use ::client::{Error, printable};

use crate::account;
use crate::exit::Failure;

/// Exit status of a check that found something wrong.
const CHECK_FAILED: u8 = 3;

/// Runs a command, and tells what went wrong.
pub fn run(command: &mut Command) -> ExitCode {
    let done = match command {
        Command::Session(arguments) => sessions::session(arguments),
        Command::Assume(arguments) => sessions::assume(arguments),
        Command::Whoami(arguments) => sessions::whoami(arguments),
        Command::Exec(arguments) => sessions::exec(arguments),
        Command::Env(arguments) => sessions::env(arguments),
        Command::CredentialProcess(arguments) => sessions::credential_process(arguments),
        Command::ServeCredentials(arguments) => sessions::serve(arguments),
        Command::Console(arguments) => sessions::console(arguments),
        Command::Cache(arguments) => sessions::cache(arguments),
        Command::Configure(arguments) => user::configure(arguments),
        Command::Mfa(arguments) => match &arguments.command {
            MfaTask::Devices(command) => user::mfa(command),
            MfaTask::Unlock(unlock) => return account::unlock_mfa(unlock).unwrap_or_else(Failure::report),
        },
        Command::Totp(arguments) => user::totp(arguments),
        Command::Key(arguments) => user::key(&arguments.command),
        Command::Doctor(arguments) => match user::doctor(arguments) {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::from(CHECK_FAILED),
            Err(error) => Err(error),
        },
        Command::Completions { shell } => completion::script(*shell),
        Command::Complete(asked) => completion::candidates(asked),
        Command::Man { directory } => manual::pages(directory),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

fn report(error: &Error) -> ExitCode {
    // nobody may be there to read it
    let mut stderr = std::io::stderr().lock();
    let _ = writeln!(stderr, "error: {}", printable(&error.to_string()));
    if let Some(hint) = error.hint() {
        let _ = writeln!(stderr, "hint: {}", printable(&hint));
    }
    ExitCode::from(error.exit())
}
