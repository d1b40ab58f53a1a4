use std::fmt;

use crate::limits;

/// Position in the text of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, in characters from 1.
    pub column: usize,
}

impl Place {
    /// First character of a text.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A fault of a seed. Shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Position of the value that is wrong.
    pub place: Place,
    /// Way to that value: `accounts[0].users[1].name`.
    pub path: String,
    /// The fault.
    pub problem: String,
    /// Remedy, for the person who wrote the seed.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, path, problem, remedy } = self;
        let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
        write!(f, "{place}: {path}{problem}; {remedy}")
    }
}

/// Faults found so far, [`limits::FAULTS`] at most.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        if self.0.len() < limits::FAULTS {
            self.0.push(fault);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults in the order of their places.
    pub(crate) fn sorted(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| fault.place);
        self.0
    }
}
