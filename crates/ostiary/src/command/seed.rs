//! `ostiary seed`: looks at seeds without a server.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use server::{SeedCounts, SeedError};

use crate::exit::{self, Failure};
use crate::output;

#[derive(Args)]
pub(crate) struct SeedArguments {
    #[command(subcommand)]
    command: SeedCommand,
}

#[derive(Subcommand)]
enum SeedCommand {
    /// Read a seed with all files that it names, and say what is wrong, each fault with line and column
    ///
    /// Does all that `serve --seed` does short of making something. Exits with 3 if the seed has faults, and with 1 if it cannot
    /// be read.
    Check {
        /// The seed, YAML or JSON
        file: PathBuf,
        /// Print one JSON object: the faults, or the counts of what the seed holds
        #[arg(long)]
        json: bool,
    },
}

/// Runs a command on a seed.
///
/// # Errors
/// If the seed cannot be read.
pub(crate) fn run(arguments: &SeedArguments) -> Result<ExitCode, Failure> {
    let SeedCommand::Check { file, json } = &arguments.command;
    let checked = server::check_seed(file);
    let (text, code) = match checked {
        Ok(counts) if *json => (pretty(&json!({ "Faults": [], "Counts": counts }))?, ExitCode::SUCCESS),
        Ok(counts) => (summary(file, &counts), ExitCode::SUCCESS),
        Err(SeedError::Faults(path, faults)) => {
            let text = if *json {
                let faults: Vec<Value> = faults.iter().map(|fault| as_json(&path, fault)).collect();
                pretty(&json!({ "Faults": faults }))?
            } else {
                let lines: Vec<String> =
                    faults.iter().map(|fault| format!("{}:{fault}", path.display())).collect();
                lines.join("\n")
            };
            (text, ExitCode::from(exit::UNEXPECTED))
        }
        Err(error @ SeedError::Unreadable(..)) => return Err(Failure::new(error)),
    };
    output::line(&text)?;
    Ok(code)
}

fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(Failure::new)
}

fn as_json(path: &Path, fault: &server::SeedFault) -> Value {
    json!({
        "File": path,
        "Line": fault.place.line,
        "Column": fault.place.column,
        "Path": fault.path,
        "Problem": fault.problem,
        "Remedy": fault.remedy,
    })
}

fn summary(file: &Path, counts: &SeedCounts) -> String {
    let SeedCounts { accounts, users, groups, roles, policies, buckets, objects } = counts;
    format!(
        "{}: {accounts} accounts, {users} users, {groups} groups, {roles} roles, {policies} policies, {buckets} buckets, \
         {objects} objects: nothing is wrong",
        file.display()
    )
}
