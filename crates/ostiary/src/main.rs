//! The ostiary binary: arguments, wiring, exit codes; no rules.

mod account_id;
mod command;
#[cfg(feature = "client")]
mod context;
mod data_directory;
mod exit;
#[cfg(feature = "client")]
mod flags;
#[cfg(feature = "client")]
mod granted;
mod limits;
mod output;
#[cfg(feature = "client")]
mod profile_names;

use clap::Parser;

/// Allocator whose background threads give memory back to the operating system within ten seconds of a burst.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    match command::run(command::Arguments::parse()) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
