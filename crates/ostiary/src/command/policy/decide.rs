//! `ostiary policy decide`: decides requests, one line of JSON for each.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use policy::interchange;

use super::inputs::for_each;
use super::outcome::{Outcome, cannot_write};
use crate::exit::Failure;

#[derive(Args)]
pub(crate) struct Decide {
    /// Requests with their policies; `-` is standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
}

/// Writes a decision for each request.
///
/// # Errors
/// If the input cannot be read, or a decision not written.
pub(super) fn run(arguments: &Decide) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Fine;
    for_each(&arguments.input, |input| {
        let answer = interchange::decide(input).unwrap_or_else(|error| {
            outcome = Outcome::NotJudged;
            interchange::error_as_json(&error)
        });
        writeln!(out, "{answer}").map_err(cannot_write)
    })?;
    out.flush().map_err(cannot_write)?;
    Ok(outcome)
}
