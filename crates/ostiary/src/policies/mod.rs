//! `ostiary policy`: the policy engine on files, offline.

mod asking;
mod cases;
mod check;
mod github;
mod junit;
mod sarif;
mod tap;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use policy::Kind;

use crate::exit::{Failure, UNEXPECTED};

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub struct PolicyArguments {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

const EXIT_CODES: &str = "Exit codes, the same for all:
  0  everything was judged, and is as it should be
  1  an input could not be judged: it cannot be read, or a document in it has no meaning
  2  the arguments are wrong
  3  everything was judged, and something is not as it should be";

#[derive(Subcommand)]
pub enum PolicyCommand {
    /// Say whether AWS would accept documents, and what is wrong, dangerous or useless in them
    ///
    /// Exit code 3 if something is found that --fail-on names, 1 if a file cannot be judged.
    #[command(after_help = EXIT_CODES)]
    Check {
        /// What the documents are for: managed, aws-managed, inline, trust, session, boundary, service-control,
        /// resource-control, vpc-endpoint, bucket, or the policy of another resource: sqs, sns, kms, lambda… (a wrong
        /// name lists all)
        #[arg(long, default_value = "managed", value_parser = kind)]
        kind: Kind,
        /// The least that ends with exit code 3
        #[arg(long, value_enum, default_value = "security-warning", value_name = "LEAST")]
        fail_on: FailOn,
        /// How findings are written: for people, one JSON object a document, SARIF 2.1.0, or annotations of GitHub Actions
        #[arg(long, value_enum, default_value = "text")]
        format: CheckFormat,
        /// The same as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Documents; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Decide requests: JSON in, one line of JSON out for each, in order
    ///
    /// The input has one request a line, or is a document over several lines, or several of them. Exit code 1 if one could
    /// not be judged.
    #[command(after_help = EXIT_CODES)]
    Decide {
        /// Requests with their policies; `-` is standard input
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
    },
    /// Explain decisions to people: the same input as `decide`
    ///
    /// Exit code 1 if a request could not be judged.
    #[command(after_help = EXIT_CODES)]
    Explain {
        /// Requests with their policies; `-` is standard input
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
        /// JSON lines in place of text
        #[arg(long)]
        json: bool,
    },
    /// Run files of named cases: policies, requests and the decisions that are expected
    ///
    /// Exit code 3 if a case comes out otherwise, 1 if a file cannot be judged. The form of the files is in docs/policy.md.
    #[command(after_help = EXIT_CODES)]
    Test {
        /// How results are written: for people, one JSON object a file, JUnit's XML, or TAP 14
        #[arg(long, value_enum, default_value = "text")]
        format: TestFormat,
        /// The same as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Files of cases; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// The least that makes `check` fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// AWS would refuse a document
    Refused,
    /// That, or a finding of severity ERROR
    Error,
    /// That, or a SECURITY_WARNING
    SecurityWarning,
    /// That, or a WARNING
    Warning,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
    Tap,
}

/// How a command came out; the worst of its inputs counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fine,
    /// Something is not as it should be.
    Unexpected,
    /// An input could not be judged.
    NotJudged,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Unexpected => ExitCode::from(UNEXPECTED),
            Outcome::NotJudged => ExitCode::FAILURE,
        }
    }
}

/// A kind by its name, spelled with or without its hyphen and in any case, or by AWS's usual abbreviation.
fn kind(name: &str) -> Result<Kind, String> {
    let plain = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    let wanted = match plain(name).as_str() {
        "identity" => "managed".to_owned(),
        "scp" => "servicecontrol".to_owned(),
        "rcp" => "resourcecontrol".to_owned(),
        other => other.to_owned(),
    };
    Kind::all().find(|kind| plain(kind.name()) == wanted).ok_or_else(|| {
        let known: Vec<&str> = Kind::all().map(Kind::name).collect();
        format!("known kinds are {}", known.join(", "))
    })
}

/// Runs one of the policy commands.
pub fn run(arguments: &PolicyArguments) -> Result<ExitCode, Failure> {
    let outcome = match &arguments.command {
        PolicyCommand::Check { kind, fail_on, format, json, files } => {
            let format = if *json { CheckFormat::Json } else { *format };
            check::run(*kind, *fail_on, format, files)?
        }
        PolicyCommand::Decide { input } => asking::decide(input)?,
        PolicyCommand::Explain { input, json } => asking::explain(input, *json)?,
        PolicyCommand::Test { format, json, files } => {
            cases::run(if *json { TestFormat::Json } else { *format }, files)?
        }
    };
    Ok(outcome.into())
}

/// A whole file, or standard input.
fn read(path: &Path, limit: usize) -> Result<String, String> {
    let mut text = Vec::new();
    let most = limit as u64 + 1;
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().take(most).read_to_end(&mut text),
        _ => File::open(path).and_then(|file| file.take(most).read_to_end(&mut text)),
    };
    read.map_err(|error| error.to_string())?;
    if text.len() > limit {
        return Err(format!("it is longer than {limit} bytes"));
    }
    String::from_utf8(text).map_err(|_| "it is not UTF-8".to_owned())
}

fn cannot_write(error: io::Error) -> Failure {
    Failure::new(format!("cannot write: {error}"))
}

#[cfg(test)]
mod tests;
