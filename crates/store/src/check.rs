//! Check of the whole identity store: reads every record, and reports damage.

use std::path::Path;

use identity::State;
use secret::seal::{RootKey, SealingKey};

use crate::codec;
use crate::engine::{EngineError, Verified};
use crate::redb_engine::verify_file;
use crate::sealed::{PURPOSE, open_records};

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The record's key, if it is about one.
    pub key: Option<String>,
    /// The fault.
    pub problem: String,
}

/// Findings of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Records that were read.
    pub records: usize,
    /// The faults.
    pub findings: Vec<Finding>,
    /// There are records, and the root key opens none of them.
    pub wrong_root_key: bool,
}

impl Checked {
    fn find(&mut self, key: Option<String>, problem: impl ToString) {
        self.findings.push(Finding { key, problem: problem.to_string() });
    }
}

/// Checks an identity store that no process changes meanwhile. Nothing is written.
pub fn check_file(path: &Path, root_key: &RootKey) -> Checked {
    check(verify_file(path), &root_key.sealing_key(PURPOSE), None)
}

/// Checks what an engine found: the storage, each record, the records as a whole, and the state in memory if there is one.
pub(crate) fn check(
    verified: Result<Verified, EngineError>,
    key: &SealingKey,
    in_memory: Option<&State>,
) -> Checked {
    let mut checked = Checked::default();
    let verified = match verified {
        Ok(verified) => verified,
        Err(error) => {
            checked.find(None, error);
            return checked;
        }
    };
    checked.records = verified.records.len();
    if let Some(problem) = verified.problem {
        checked.find(None, problem);
    }
    let (state, unreadable) = open_records(key, verified.records);
    if checked.records > 0 && unreadable.len() == checked.records {
        checked.wrong_root_key = true;
        return checked;
    }
    let readable = unreadable.is_empty();
    for (name, error) in unreadable {
        checked.find(Some(name), format!("it cannot be read: {error}"));
    }
    for wrong in state.check() {
        let name = wrong.key.as_ref().map(codec::key_bytes);
        checked.find(name.map(|name| String::from_utf8_lossy(&name).into_owned()), wrong.problem);
    }
    if let Some(in_memory) = in_memory.filter(|_| readable) {
        for name in in_memory.differences(&state) {
            checked.find(None, format!("the {name} in memory are not those on disk"));
        }
    }
    checked
}

#[cfg(test)]
mod tests;
