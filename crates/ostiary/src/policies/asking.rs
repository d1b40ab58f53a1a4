//! `decide` and `explain`: requests with their policies, one a line or one a document.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use policy::interchange::{self, Input, InputError};
use serde_json::json;

use super::{Outcome, cannot_write};
use crate::exit::Failure;

pub(super) fn decide(input: &Path) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Fine;
    for_each(input, |input| {
        let answer = interchange::decide(input).unwrap_or_else(|error| {
            outcome = Outcome::NotJudged;
            interchange::error_as_json(&error)
        });
        writeln!(out, "{answer}").map_err(cannot_write)
    })?;
    out.flush().map_err(cannot_write)?;
    Ok(outcome)
}

pub(super) fn explain(input: &Path, as_json: bool) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Fine;
    let mut first = true;
    let told = |error: InputError| {
        if as_json { json!({"error": error.to_string()}).to_string() } else { format!("error: {error}") }
    };
    for_each(input, |input| {
        let explained =
            if as_json { interchange::explain_as_json(input) } else { interchange::explain_as_text(input) };
        let text = explained.unwrap_or_else(|error| {
            outcome = Outcome::NotJudged;
            told(error)
        });
        // explanations have several lines: one is set off from the next
        let gap = if first || as_json { "" } else { "\n" };
        first = false;
        writeln!(out, "{gap}{}", text.trim_end()).map_err(cannot_write)
    })?;
    out.flush().map_err(cannot_write)?;
    Ok(outcome)
}

/// Hands on the inputs of a file, one after another. Lines may be endless; documents over several lines are read whole,
/// which is known by the first line that holds anything.
fn for_each(path: &Path, mut each: impl FnMut(Input<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
    let cannot_read = |error: &io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut reader: Box<dyn BufRead> = match path.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(path).map_err(|error| cannot_read(&error))?)),
    };
    let limit = interchange::MAX_INPUT_BYTES as u64;
    let too_long = |what: &str| Failure::new(format!("{}: {what} longer than {limit} bytes", path.display()));
    let mut bytes = Vec::new();
    let mut is_first = true;
    for number in 1u32.. {
        bytes.clear();
        let read = (&mut reader).take(limit + 1).read_until(b'\n', &mut bytes);
        if read.map_err(|error| cannot_read(&error))? == 0 {
            break;
        }
        if bytes.len() as u64 > limit && !bytes.ends_with(b"\n") {
            return Err(too_long("a line is"));
        }
        // what is no UTF-8 is an error of its own input, like all else that is wrong with it
        let line = String::from_utf8_lossy(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        if is_first && interchange::begins_document(&line) {
            // the lines before count for the places of what follows
            let mut whole = "\n".repeat(number as usize - 1).into_bytes();
            whole.extend_from_slice(&bytes);
            (&mut reader).take(limit + 1).read_to_end(&mut whole).map_err(|error| cannot_read(&error))?;
            if whole.len() as u64 > limit {
                return Err(too_long("the input is"));
            }
            let text = String::from_utf8_lossy(&whole);
            return interchange::documents(&text).into_iter().try_for_each(each);
        }
        is_first = false;
        each(Input { text: line.trim_end(), line: number })?;
    }
    Ok(())
}
