use super::Compiler;
use crate::keys;
use crate::node::Value;
use crate::reader::{At, Field};
use crate::request::{self, Kind};
use crate::{json, limits};

/// Key of a document that is in a file of its own. No policy has an element of that name.
const FILE: &str = "file";

impl Compiler<'_> {
    /// A policy document: written out, as JSON in a text, or in a file. Checked as that of a request is, and told with the more
    /// exact of the two reasons that the policy engine has.
    pub(super) fn document(&mut self, kind: Kind, field: &Field) -> Option<(String, At)> {
        let mut file_name = None;
        let text = match &field.node.value {
            Value::Mapping(entries) if entries.iter().any(|(key, ..)| **key == *FILE) => {
                let fields = self.reader.mapping(field, keys::FILE)?;
                let file = fields.get(FILE)?;
                let path = self.reader.text(&file)?;
                let text = self.file(&path, &file.at)?;
                file_name = Some(path);
                text
            }
            Value::Mapping(_) => json::text(&field.node),
            _ => self.reader.text(field)?,
        };
        self.check(kind, request::Value::Document(&text), &field.at);
        let grammar = match kind {
            Kind::Role => policy::Kind::Trust,
            Kind::Policy => policy::Kind::Managed,
            _ => policy::Kind::Inline,
        };
        if let Err(malformed) = policy::Policy::parse(grammar, &text) {
            let place = match (file_name, malformed.position()) {
                (Some(file), Some(at)) => format!("{file}:{at}: "),
                (Some(file), None) => format!("{file}: "),
                (None, _) => String::new(),
            };
            let problem = format!("{place}{}", malformed.detail());
            self.reader.fault(
                &field.at,
                problem,
                "correct the document; `ostiary policy check` says more of it",
            );
        }
        Some((text, field.at.clone()))
    }

    /// The text of a file that the seed names.
    fn file(&mut self, path: &str, at: &At) -> Option<String> {
        match self.files.text(path, limits::DOCUMENT_BYTES) {
            Ok(text) => Some(text),
            Err(error) => {
                let problem = format!("the file {path} cannot be read: {error}");
                self.reader.fault(at, problem, "name a file by its path from the seed's own directory");
                None
            }
        }
    }
}
