//! AWS's configuration files as the AWS CLI reads them: by the rules of Python's strict `configparser`, with nested values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Sections of a file, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) sections: Vec<Section>,
}

/// A section: its name in brackets and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) values: BTreeMap<String, Value>,
}

/// Value of a key.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Nested(BTreeMap<String, String>),
}

/// Leaves out values, which may be secrets.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::Nested(map) => f.debug_set().entries(map.keys()).finish(),
        }
    }
}

/// A line that cannot be understood. Never holds values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniError {
    /// number of the line, from 1
    pub line: usize,
    /// fault of the line
    pub problem: Problem,
}

/// Fault of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// a key before the first `[section]`
    NoSection,
    /// neither section nor `key = value`
    NotUnderstood,
    /// a section that was there before
    DuplicateSection(String),
    /// a key that its section had before
    DuplicateKey(String),
}

impl fmt::Display for IniError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.problem {
            Problem::NoSection => f.write_str("there is no [section] before it"),
            Problem::NotUnderstood => f.write_str("this is neither a [section] nor 'key = value'"),
            Problem::DuplicateSection(name) => write!(f, "section [{name}] is there twice"),
            Problem::DuplicateKey(key) => write!(f, "'{key}' is there twice in its section"),
        }
    }
}

impl Document {
    /// Reads a file's text.
    pub(super) fn parse(text: &str) -> Result<Self, IniError> {
        let mut reading = Reading::default();
        for (at, line) in text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().enumerate() {
            reading.line(line).map_err(|problem| IniError { line: at + 1, problem })?;
        }
        reading.finish()
    }
}

/// Kind of a line, which depends on the lines before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Comment,
    Blank,
    /// continues the value above
    More(&'a str),
    /// the name in brackets
    Section(&'a str),
    /// key and value, and how far the key is indented, bytes
    Key(&'a str, &'a str, usize),
    NotUnderstood,
}

/// Reader of lines in order, which tells their kinds.
#[derive(Default)]
pub(super) struct Scanner {
    /// indentation of the section or key above, bytes
    indentation: usize,
    /// true if a value above may continue
    open: bool,
}

impl Scanner {
    pub(super) fn line<'a>(&mut self, line: &'a str) -> Line<'a> {
        let text = line.trim();
        if text.starts_with(['#', ';']) {
            return Line::Comment;
        }
        if text.is_empty() {
            return Line::Blank;
        }
        let indentation = line.len() - line.trim_start().len();
        if self.open && indentation > self.indentation {
            return Line::More(text);
        }
        self.indentation = indentation;
        if let Some(name) = header(text) {
            self.open = false;
            return Line::Section(name);
        }
        match text.split_once(['=', ':']).map(|(key, value)| (key.trim_end(), value.trim_start())) {
            None | Some(("", _)) => Line::NotUnderstood,
            Some((key, value)) => {
                self.open = true;
                Line::Key(key, value, indentation)
            }
        }
    }
}

#[derive(Default)]
struct Reading {
    scanner: Scanner,
    sections: Vec<Raw>,
    /// names of the sections, and of the keys of the last one
    names: BTreeSet<String>,
    keys: BTreeSet<String>,
}

struct Raw {
    name: String,
    /// key, lines of its value, and where it stands
    values: Vec<(String, Vec<String>)>,
}

impl Reading {
    fn line(&mut self, line: &str) -> Result<(), Problem> {
        match self.scanner.line(line) {
            Line::Comment => Ok(()),
            Line::Blank => {
                self.more("");
                Ok(())
            }
            Line::More(text) => {
                self.more(text);
                Ok(())
            }
            Line::Section(name) => self.section(name),
            Line::Key(key, value, _) => self.key(key, value),
            Line::NotUnderstood if self.sections.is_empty() => Err(Problem::NoSection),
            Line::NotUnderstood => Err(Problem::NotUnderstood),
        }
    }

    /// A further line of the value above, if there is one.
    fn more(&mut self, text: &str) {
        if let Some((_, lines)) = self.sections.last_mut().and_then(|section| section.values.last_mut()) {
            lines.push(text.to_owned());
        }
    }

    fn section(&mut self, name: &str) -> Result<(), Problem> {
        if !self.names.insert(name.to_owned()) {
            return Err(Problem::DuplicateSection(name.to_owned()));
        }
        self.keys.clear();
        self.sections.push(Raw { name: name.to_owned(), values: Vec::new() });
        Ok(())
    }

    fn key(&mut self, key: &str, value: &str) -> Result<(), Problem> {
        let section = self.sections.last_mut().ok_or(Problem::NoSection)?;
        let key = key.to_lowercase();
        if !self.keys.insert(key.clone()) {
            return Err(Problem::DuplicateKey(key));
        }
        section.values.push((key, vec![value.to_owned()]));
        Ok(())
    }

    fn finish(self) -> Result<Document, IniError> {
        let mut document = Document::default();
        for raw in self.sections {
            let mut values = BTreeMap::new();
            for (key, lines) in raw.values {
                let text = lines.join("\n").trim_end().to_owned();
                let value = match text.starts_with('\n') {
                    true => Value::Nested(
                        nested(&text).ok_or(IniError { line: 0, problem: Problem::NotUnderstood })?,
                    ),
                    false => Value::Text(text),
                };
                values.insert(key, value);
            }
            document.sections.push(Section { name: raw.name, values });
        }
        Ok(document)
    }
}

/// `name` of `[name]`; what follows the last `]` does not count.
fn header(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}

fn nested(text: &str) -> Option<BTreeMap<String, String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once('=').map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())))
        .collect()
}
