//! Typed access to the values of a seed. Each fault is noted with its place, and reading goes on.

use std::rc::Rc;

use crate::fault::{Fault, Faults, Place};
use crate::node::{Node, Value};

/// A value and the way to it.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) node: Node,
    pub(crate) at: At,
}

/// Position of a value, and the way to it.
#[derive(Clone)]
pub(crate) struct At {
    pub(crate) place: Place,
    pub(crate) path: String,
}

impl Field {
    pub(crate) fn root(node: Node) -> Self {
        let at = At { place: node.place, path: String::new() };
        Self { node, at }
    }

    fn below(&self, key: &str, node: &Node) -> Self {
        let dot = if self.at.path.is_empty() || key.starts_with('[') { "" } else { "." };
        let path = format!("{}{dot}{key}", self.at.path);
        Self { node: node.clone(), at: At { place: node.place, path } }
    }
}

/// Values of a mapping by key.
pub(crate) struct Fields {
    pub(crate) of: Field,
    entries: Rc<Vec<(Rc<str>, Place, Node)>>,
}

impl Fields {
    /// The value of a key, if one stands there.
    pub(crate) fn get(&self, key: &str) -> Option<Field> {
        let (_, _, node) = self.entries.iter().find(|(name, _, node)| **name == *key && !node.is_null())?;
        Some(self.of.below(key, node))
    }

    /// Every key, with the key's own position, and its value.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, At, Field)> {
        self.entries.iter().map(|(key, place, node)| {
            let field = self.of.below(key, node);
            (&**key, At { place: *place, path: field.at.path.clone() }, field)
        })
    }
}

/// Reader that notes faults.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) faults: Faults,
}

impl Reader {
    pub(crate) fn fault(&mut self, at: &At, problem: impl Into<String>, remedy: impl Into<String>) {
        self.faults.add(Fault {
            place: at.place,
            path: at.path.clone(),
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }

    fn wrong_kind(&mut self, field: &Field, wanted: &str) {
        let problem = format!("{wanted} is expected, and {} stands there", field.node.kind());
        self.fault(&field.at, problem, format!("write {wanted}"));
    }

    /// A mapping with these keys and no others.
    pub(crate) fn mapping(&mut self, field: &Field, known: &[&str]) -> Option<Fields> {
        let fields = self.any_mapping(field)?;
        for (key, at, _) in fields.all().filter(|(key, ..)| !known.contains(key)) {
            let remedy = match nearest(key, known) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("there are {}", known.join(", ")),
            };
            self.fault(&at, format!("there is no key {key} here"), remedy);
        }
        Some(fields)
    }

    /// A mapping whose keys are names.
    pub(crate) fn any_mapping(&mut self, field: &Field) -> Option<Fields> {
        match &field.node.value {
            Value::Mapping(entries) => Some(Fields { of: field.clone(), entries: Rc::clone(entries) }),
            _ => {
                self.wrong_kind(field, "a mapping");
                None
            }
        }
    }

    /// The items of a list, if there is one at that key.
    pub(crate) fn list(&mut self, fields: &Fields, key: &str) -> Vec<Field> {
        let Some(field) = fields.get(key) else { return Vec::new() };
        match &field.node.value {
            Value::List(items) => {
                items.iter().enumerate().map(|(n, item)| field.below(&format!("[{n}]"), item)).collect()
            }
            _ => {
                self.wrong_kind(&field, "a list");
                Vec::new()
            }
        }
    }

    /// A single value as it is written.
    pub(crate) fn text(&mut self, field: &Field) -> Option<String> {
        match &field.node.value {
            Value::Scalar { text, .. } if !field.node.is_null() => Some(text.to_string()),
            _ => {
                self.wrong_kind(field, "a single value");
                None
            }
        }
    }

    /// The single value of a key, if one stands there.
    pub(crate) fn optional(&mut self, fields: &Fields, key: &str) -> Option<String> {
        fields.get(key).and_then(|field| self.text(&field))
    }

    /// The single value of a key that must be there, and its position.
    pub(crate) fn required(&mut self, fields: &Fields, key: &str) -> Option<(String, At)> {
        match fields.get(key) {
            Some(field) => self.text(&field).map(|text| (text, field.at)),
            None => {
                self.fault(&fields.of.at, format!("{key} is missing"), format!("add {key}"));
                None
            }
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&mut self, field: &Field) -> Option<u64> {
        let text = self.text(field)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(&field.at, "it is no whole number", "write digits only");
        }
        number
    }

    /// `true` or `false`.
    pub(crate) fn switch(&mut self, field: &Field) -> Option<bool> {
        match self.text(field)?.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.fault(&field.at, "it is neither true nor false", "write true or false");
                None
            }
        }
    }
}

/// The known word that differs in a letter or two, if there is one.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().map(|other| (distance(word, other), *other)).min()?;
    (near.0 <= 2 && near.0 < word.len()).then_some(near.1)
}

/// Edits that make one word the other: Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, cb) in row.iter_mut().skip(1).zip(b.chars()) {
            let next = (before + usize::from(ca != cb)).min(left + 1).min(*cell + 1);
            before = *cell;
            *cell = next;
            left = next;
        }
    }
    row.last().copied().unwrap_or_default()
}
