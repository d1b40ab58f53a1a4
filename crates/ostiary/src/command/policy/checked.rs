use std::path::{Path, PathBuf};

use policy::{Kind, Report};

use super::read::read;

/// A document with its report, or the reason for which it could not be judged.
pub(super) struct Checked {
    pub(super) path: PathBuf,
    pub(super) report: Result<Report, String>,
}

impl Checked {
    pub(super) fn new(kind: Kind, path: &Path) -> Checked {
        let judge = |text: String| {
            let report = policy::check(kind, &text);
            match &report.refusal {
                Some(refusal) if refusal.is_beyond_limits() => Err(refusal.message().to_owned()),
                _ => Ok(report),
            }
        };
        let report = read(path, policy::MAX_DOCUMENT_BYTES).and_then(judge);
        Checked { path: path.to_owned(), report }
    }

    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}
