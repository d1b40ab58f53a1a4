//! `ostiary health`: whether the server of a data directory can serve requests.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use server::control;

use crate::data_directory::data_directory;
use crate::exit::{self, Failure};
use crate::output;

#[derive(Args)]
pub(crate) struct Health {
    /// The server's data directory [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Asks the server over the operator's socket, and prints what keeps it from serving requests, a line each.
///
/// # Errors
/// If no server answers.
pub(crate) fn run(health: &Health) -> Result<ExitCode, Failure> {
    let found = control::health(&data_directory(health.data.clone())?).map_err(Failure::new)?;
    if health.json {
        output::pretty(&found)?;
    } else if found.ready {
        output::line("ready")?;
    }
    if !health.json {
        for obstacle in &found.obstacles {
            output::line(obstacle)?;
        }
    }
    Ok(if found.ready { ExitCode::SUCCESS } else { ExitCode::from(exit::UNEXPECTED) })
}
