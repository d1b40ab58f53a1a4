//! `ostiary policy explain`: explains decisions to people.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use policy::interchange::{self, InputError};
use serde_json::json;

use super::inputs::for_each;
use super::outcome::{Outcome, cannot_write};
use crate::exit::Failure;

#[derive(Args)]
pub(crate) struct Explain {
    /// Requests with their policies; `-` is standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// JSON lines in place of text
    #[arg(long)]
    json: bool,
}

/// Writes an explanation for each request.
///
/// # Errors
/// If the input cannot be read, or an explanation not written.
pub(super) fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    let as_json = arguments.json;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Fine;
    let mut first = true;
    let told = |error: InputError| {
        if as_json { json!({"error": error.to_string()}).to_string() } else { format!("error: {error}") }
    };
    for_each(&arguments.input, |input| {
        let explained =
            if as_json { interchange::explain_as_json(input) } else { interchange::explain_as_text(input) };
        let text = explained.unwrap_or_else(|error| {
            outcome = Outcome::NotJudged;
            told(error)
        });
        // a blank line separates explanations of several lines
        let gap = if first || as_json { "" } else { "\n" };
        first = false;
        writeln!(out, "{gap}{}", text.trim_end()).map_err(cannot_write)
    })?;
    out.flush().map_err(cannot_write)?;
    Ok(outcome)
}
