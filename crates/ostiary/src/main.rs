//! The ostiary binary: arguments, wiring, exit codes; no rules.

mod account;
mod arguments;
mod check;
mod client;
mod demo;
mod exit;
mod logs;
mod policies;
mod serve;
mod settings;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Failure;

/// Its background threads give memory back to the operating system within ten seconds of a burst.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn run(arguments: Arguments) -> Result<std::process::ExitCode, Failure> {
    match arguments.command {
        Command::Serve(serve) => serve::run(&serve),
        Command::Account(account) => account::run(&account),
        Command::Check(check) => check::run(&check),
        Command::Demo(demo) => demo::run(&demo),
        Command::Policy(arguments) => policies::run(&arguments),
        Command::Client(mut command) => Ok(client::run(&mut command)),
    }
}
