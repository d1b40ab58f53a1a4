//! `ostiary policy`: the policy engine on files, offline.

mod check;
mod checked;
mod decide;
mod explain;
mod github;
mod inputs;
mod junit;
mod outcome;
mod read;
mod sarif;
mod tap;
mod test;
mod tested;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::exit::Failure;

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct PolicyArguments {
    #[command(subcommand)]
    command: PolicyCommand,
}

const EXIT_CODES: &str = "Exit codes, the same for all:
  0  everything was judged, and is as it should be
  1  an input could not be judged: it cannot be read, or a document in it has no meaning
  2  the arguments are wrong
  3  everything was judged, and something is not as it should be";

#[derive(Subcommand)]
enum PolicyCommand {
    /// Say whether AWS would accept documents, and what is wrong, dangerous or useless in them
    ///
    /// Exit code 3 if something is found that --fail-on names, 1 if a file cannot be judged.
    #[command(after_help = EXIT_CODES)]
    Check(check::Check),
    /// Decide requests: JSON in, one line of JSON out for each, in order
    ///
    /// The input has one request a line, or is a document over several lines, or several of them. Exit code 1 if one could
    /// not be judged.
    #[command(after_help = EXIT_CODES)]
    Decide(decide::Decide),
    /// Explain decisions to people: the same input as `decide`
    ///
    /// Exit code 1 if a request could not be judged.
    #[command(after_help = EXIT_CODES)]
    Explain(explain::Explain),
    /// Run files of named cases: policies, requests and the decisions that are expected
    ///
    /// Exit code 3 if a case comes out otherwise, 1 if a file cannot be judged. The form of the files is in docs/policy.md.
    #[command(after_help = EXIT_CODES)]
    Test(test::Test),
}

/// Runs one of the policy commands.
///
/// # Errors
/// If a file cannot be read, or a result not written.
pub(crate) fn run(arguments: &PolicyArguments) -> Result<ExitCode, Failure> {
    let outcome = match &arguments.command {
        PolicyCommand::Check(arguments) => check::run(arguments)?,
        PolicyCommand::Decide(arguments) => decide::run(arguments)?,
        PolicyCommand::Explain(arguments) => explain::run(arguments)?,
        PolicyCommand::Test(arguments) => test::run(arguments)?,
    };
    Ok(outcome.into())
}

#[cfg(test)]
mod tests;
