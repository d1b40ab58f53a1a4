//! `test`: files of named cases.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use policy::interchange::{self, CaseResult};
use serde_json::json;

use super::{Outcome, TestFormat, cannot_write, junit, read, tap};
use crate::exit::Failure;

/// A file of cases and how they came out; or why the file could not be judged.
pub(super) struct Tested {
    path: PathBuf,
    pub(super) results: Result<Vec<CaseResult>, String>,
}

impl Tested {
    fn new(path: &Path) -> Tested {
        let beside = path.parent().unwrap_or(Path::new(""));
        let load = |name: &str| {
            read(&beside.join(name), policy::MAX_DOCUMENT_BYTES)
                .map_err(|why| format!("cannot read {name}: {why}"))
        };
        let results = read(path, interchange::MAX_INPUT_BYTES)
            .and_then(|text| interchange::run_cases(&text, &load).map_err(|error| error.to_string()));
        Tested { path: path.to_owned(), results }
    }

    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The cases that came out, none if the file could not be judged.
    pub(super) fn cases(&self) -> &[CaseResult] {
        self.results.as_deref().unwrap_or(&[])
    }

    pub(super) fn failed(&self) -> usize {
        self.cases().iter().filter(|case| !case.passed).count()
    }

    fn outcome(&self) -> Outcome {
        match (&self.results, self.failed()) {
            (Err(_), _) => Outcome::NotJudged,
            (Ok(_), 0) => Outcome::Fine,
            (Ok(_), _) => Outcome::Unexpected,
        }
    }
}

/// What was expected and what came out instead.
pub(super) fn difference(case: &CaseResult) -> String {
    format!("expected {}, got {}", case.expected, case.actual)
}

pub(super) fn run(format: TestFormat, files: &[PathBuf]) -> Result<Outcome, Failure> {
    let tested: Vec<Tested> = files.iter().map(|path| Tested::new(path)).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = match format {
        TestFormat::Text => as_text(&mut out, &tested),
        TestFormat::Json => tested.iter().try_for_each(|one| writeln!(out, "{}", as_json(one))),
        TestFormat::Junit => junit::write(&mut out, &tested),
        TestFormat::Tap => tap::write(&mut out, &tested),
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
