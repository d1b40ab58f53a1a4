//! `ostiary policy`: the policy engine on files, offline.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use policy::{Kind, Severity, interchange};
use serde_json::json;

use crate::exit::{Failure, UNEXPECTED};

#[derive(Args)]
pub struct PolicyArguments {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

#[derive(Subcommand)]
pub enum PolicyCommand {
    /// Say whether AWS would accept documents, and what is wrong, dangerous or useless in them
    ///
    /// Exit code 3 if AWS would refuse one, or if there is an error or a security warning.
    Check {
        /// What the documents are for: managed, inline, trust, bucket, session, boundary, service-control,
        /// resource-control or vpc-endpoint
        #[arg(long, default_value = "managed", value_parser = kind)]
        kind: Kind,
        /// One JSON object a document, on one line, in place of text
        #[arg(long)]
        json: bool,
        /// Documents; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Decide requests: JSON lines in, JSON lines out, in order
    Decide {
        /// One input a line; `-` is standard input
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
    },
    /// Explain decisions to people: the same input as `decide`
    Explain {
        /// One input a line; `-` is standard input
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
        /// JSON lines in place of text
        #[arg(long)]
        json: bool,
    },
    /// Run files of named cases: policies, requests and the decisions that are expected
    ///
    /// Exit code 3 if a case comes out otherwise. The form of the files is in docs/policy.md.
    Test {
        /// Files of cases; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// A kind by its name, spelled with or without its hyphen and in any case, or by AWS's usual abbreviation.
fn kind(name: &str) -> Result<Kind, String> {
    let plain = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    let wanted = match plain(name).as_str() {
        "identity" => "managed".to_owned(),
        "resource" => "bucket".to_owned(),
        "scp" => "servicecontrol".to_owned(),
        "rcp" => "resourcecontrol".to_owned(),
        other => other.to_owned(),
    };
    Kind::ALL.into_iter().find(|kind| plain(kind.name()) == wanted).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("known kinds are {}", known.join(", "))
    })
}

/// Runs one of the policy commands.
pub fn run(arguments: &PolicyArguments) -> Result<ExitCode, Failure> {
    let fine = match &arguments.command {
        PolicyCommand::Check { kind, json, files } => check(*kind, *json, files)?,
        PolicyCommand::Decide { input } => decide(input)?,
        PolicyCommand::Explain { input, json } => explain(input, *json)?,
        PolicyCommand::Test { files } => test(files)?,
    };
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::from(UNEXPECTED) })
}

fn check(kind: Kind, as_json: bool, files: &[PathBuf]) -> Result<bool, Failure> {
    let mut out = io::stdout().lock();
    let mut fine = true;
    for path in files {
        let text = read(path, policy::MAX_DOCUMENT_BYTES)?;
        let report = policy::check(kind, &text);
        fine &= report.refusal.is_none();
        fine &= !report.findings.iter().any(|finding| finding.rule.severity <= Severity::SecurityWarning);
        let written = if as_json {
            writeln!(out, "{}", report_as_json(path, &report))
        } else {
            report_as_text(&mut out, path, &report)
        };
        written.map_err(cannot_write)?;
    }
    Ok(fine)
}

fn report_as_text(out: &mut impl Write, path: &Path, report: &policy::Report) -> io::Result<()> {
    let name = path.display();
    if let Some(refusal) = &report.refusal {
        let place = refusal.position().map(|position| format!(":{position}")).unwrap_or_default();
        writeln!(out, "{name}{place}: MalformedPolicyDocument: {}", refusal.message())?;
        if refusal.detail() != refusal.message() && !refusal.detail().is_empty() {
            writeln!(out, "    {}", refusal.detail())?;
        }
    }
    for finding in &report.findings {
        let (severity, id) = (finding.rule.severity.name(), finding.rule.id);
        writeln!(out, "{name}:{}: {severity} {id}: {}", finding.position, finding.message)?;
        writeln!(out, "    {}", finding.rule.remedy)?;
    }
    if report.refusal.is_none() && report.findings.is_empty() {
        writeln!(out, "{name}: fine")?;
    }
    Ok(())
}

fn report_as_json(path: &Path, report: &policy::Report) -> serde_json::Value {
    let at = |position: policy::Position| json!({"line": position.line, "column": position.column});
    let refusal = report.refusal.as_ref().map(|refusal| {
        json!({
            "code": "MalformedPolicyDocument",
            "message": refusal.message(),
            "detail": refusal.detail(),
            "position": refusal.position().map(at),
        })
    });
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "id": finding.rule.id,
                "severity": finding.rule.severity.name(),
                "message": finding.message,
                "remedy": finding.rule.remedy,
                "position": at(finding.position),
            })
        })
        .collect();
    json!({"file": path.display().to_string(), "error": refusal, "findings": findings})
}

fn decide(input: &Path) -> Result<bool, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    lines(input, |line| writeln!(out, "{}", interchange::decide_line(line)).map_err(cannot_write))?;
    out.flush().map_err(cannot_write)?;
    Ok(true)
}

fn explain(input: &Path, as_json: bool) -> Result<bool, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut fine = true;
    let mut first = true;
    lines(input, |line| {
        let explained = if as_json {
            interchange::explain_line_as_json(line)
        } else {
            interchange::explain_line_as_text(line)
        };
        let text = explained.unwrap_or_else(|error| {
            fine = false;
            if as_json { json!({"error": error.to_string()}).to_string() } else { format!("error: {error}") }
        });
        // explanations have several lines: one is set off from the next
        let gap = if first || as_json { "" } else { "\n" };
        first = false;
        writeln!(out, "{gap}{}", text.trim_end()).map_err(cannot_write)
    })?;
    out.flush().map_err(cannot_write)?;
    Ok(fine)
}

fn test(files: &[PathBuf]) -> Result<bool, Failure> {
    let mut out = io::stdout().lock();
    let (mut passed, mut failed) = (0, 0);
    for path in files {
        let text = read(path, interchange::MAX_INPUT_BYTES)?;
        let beside = path.parent().unwrap_or(Path::new(""));
        let load = |name: &str| {
            std::fs::read_to_string(beside.join(name)).map_err(|error| format!("cannot read {name}: {error}"))
        };
        let results = interchange::run_cases(&text, &load).map_err(|error| {
            let place = error.position().map(|position| format!(":{position}")).unwrap_or_default();
            Failure::new(format!("{}{place}: {error}", path.display()))
        })?;
        for result in &results {
            if result.passed {
                passed += 1;
                continue;
            }
            failed += 1;
            let told = writeln!(
                out,
                "{}:{}: {}: expected {}, got {}\n{}",
                path.display(),
                result.position,
                result.name,
                result.expected,
                result.actual,
                indented(result.explanation.as_deref().unwrap_or_default())
            );
            told.map_err(cannot_write)?;
        }
    }
    writeln!(out, "{passed} passed, {failed} failed").map_err(cannot_write)?;
    Ok(failed == 0)
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

/// Hands on the lines of a file that hold anything, one after another: input may be endless.
fn lines(path: &Path, mut each: impl FnMut(&str) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut reader: Box<dyn BufRead> = match path.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(path).map_err(|error| cannot_read(path, &error))?)),
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = interchange::MAX_INPUT_BYTES as u64 + 1;
        let read = (&mut reader).take(limit).read_until(b'\n', &mut line);
        if read.map_err(|error| cannot_read(path, &error))? == 0 {
            return Ok(());
        }
        if line.len() as u64 == limit && !line.ends_with(b"\n") {
            return Err(Failure::new(format!(
                "{}: a line is longer than {} bytes",
                path.display(),
                interchange::MAX_INPUT_BYTES
            )));
        }
        // what is no UTF-8 is an error of its own line, like all else that is wrong with a line
        let text = String::from_utf8_lossy(&line);
        if !text.trim().is_empty() {
            each(text.trim_end())?;
        }
    }
}

/// A whole file, or standard input, up to a little more than it may hold: whoever reads it then says that it is too long.
fn read(path: &Path, limit: usize) -> Result<String, Failure> {
    let mut text = String::new();
    let limit = limit as u64 + 1;
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().take(limit).read_to_string(&mut text),
        _ => File::open(path).and_then(|file| file.take(limit).read_to_string(&mut text)),
    };
    read.map_err(|error| cannot_read(path, &error))?;
    Ok(text)
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

fn cannot_write(error: io::Error) -> Failure {
    Failure::new(format!("cannot write: {error}"))
}
