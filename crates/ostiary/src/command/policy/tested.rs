use std::path::{Path, PathBuf};

use policy::interchange::{self, CaseResult};

use super::outcome::Outcome;
use super::read::read;

/// A file of cases with their results, or the reason for which it could not be judged.
pub(super) struct Tested {
    path: PathBuf,
    pub(super) results: Result<Vec<CaseResult>, String>,
}

impl Tested {
    pub(super) fn new(path: &Path) -> Tested {
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

    /// Results of the cases; none if the file could not be judged.
    pub(super) fn cases(&self) -> &[CaseResult] {
        self.results.as_deref().unwrap_or(&[])
    }

    pub(super) fn failed(&self) -> usize {
        self.cases().iter().filter(|case| !case.passed).count()
    }

    pub(super) fn outcome(&self) -> Outcome {
        match (&self.results, self.failed()) {
            (Err(_), _) => Outcome::NotJudged,
            (Ok(_), 0) => Outcome::Fine,
            (Ok(_), _) => Outcome::Unexpected,
        }
    }
}

/// Expected and actual decision of a case.
pub(super) fn difference(case: &CaseResult) -> String {
    format!("expected {}, got {}", case.expected, case.actual)
}
