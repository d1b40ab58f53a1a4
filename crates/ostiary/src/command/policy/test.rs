//! `ostiary policy test`: runs files of named cases.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::outcome::{Outcome, cannot_write};
use super::tested::{Tested, difference};
use super::{junit, tap};
use crate::exit::Failure;

#[derive(Args)]
pub(crate) struct Test {
    /// Form of the results: for people, one JSON object a file, JUnit's XML, or TAP 14
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Files of cases; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Junit,
    Tap,
}

/// Runs the cases, and writes their results.
///
/// # Errors
/// If they cannot be written.
pub(super) fn run(arguments: &Test) -> Result<Outcome, Failure> {
    let Test { format, json, files } = arguments;
    let format = if *json { Format::Json } else { *format };
    let tested: Vec<Tested> = files.iter().map(|path| Tested::new(path)).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = match format {
        Format::Text => as_text(&mut out, &tested),
        Format::Json => tested.iter().try_for_each(|one| writeln!(out, "{}", as_json(one))),
        Format::Junit => junit::write(&mut out, &tested),
        Format::Tap => tap::write(&mut out, &tested),
    };
    written.and_then(|()| out.flush()).map_err(cannot_write)?;
    Ok(tested.iter().map(Tested::outcome).max().unwrap_or(Outcome::Fine))
}

fn as_text(out: &mut impl Write, tested: &[Tested]) -> io::Result<()> {
    let (mut passed, mut failed, mut not_judged) = (0, 0, 0);
    for one in tested {
        let name = one.name();
        passed += one.cases().len() - one.failed();
        failed += one.failed();
        if let Err(why) = &one.results {
            not_judged += 1;
            writeln!(out, "{name}: cannot be judged: {why}")?;
        }
        for case in one.cases().iter().filter(|case| !case.passed) {
            writeln!(out, "{name}:{}: {}: {}", case.position, case.name, difference(case))?;
            for line in case.explanation.as_deref().unwrap_or_default().trim_end().lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    let files = match not_judged {
        0 => String::new(),
        1 => ", 1 file not judged".to_owned(),
        several => format!(", {several} files not judged"),
    };
    writeln!(out, "{passed} passed, {failed} failed{files}")
}

fn as_json(tested: &Tested) -> serde_json::Value {
    let cases: Vec<_> = tested
        .cases()
        .iter()
        .map(|case| {
            json!({
                "name": case.name,
                "position": {"line": case.position.line, "column": case.position.column},
                "passed": case.passed,
                "expected": case.expected,
                "actual": case.actual,
                "explanation": case.explanation,
            })
        })
        .collect();
    let (passed, failed) = (tested.cases().len() - tested.failed(), tested.failed());
    json!({
        "file": tested.name(),
        "error": tested.results.as_ref().err(),
        "passed": passed,
        "failed": failed,
        "cases": cases,
    })
}
