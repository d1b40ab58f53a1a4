//! Encodings that a shape can write itself in: the XML of an answer and the form of a request.

use crate::timestamp::Timestamp;
use crate::xml;

/// Kind of a member with parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// members have names of their own
    Structure,
    /// members are repeated under one name
    List,
    /// entries are repeated, each with a `key` and a `value`
    Map,
}

/// Receives the members of a shape in the order of the model.
pub trait Sink {
    /// A member with one value.
    fn scalar(&mut self, name: &str, value: &str);
    /// A member that is an integer.
    fn number(&mut self, name: &str, value: i32) {
        self.scalar(name, &value.to_string());
    }
    /// A member that is true or false.
    fn boolean(&mut self, name: &str, value: bool) {
        self.scalar(name, if value { "true" } else { "false" });
    }
    /// A member that is a time.
    fn time(&mut self, name: &str, value: Timestamp) {
        self.scalar(name, &value.to_string());
    }
    /// A member with parts, which follow until [`Sink::close`].
    fn open(&mut self, name: &str, kind: Kind);
    /// Ends the member that was opened last.
    fn close(&mut self);
}

impl Sink for xml::Writer {
    fn scalar(&mut self, name: &str, value: &str) {
        self.element(name, value);
    }

    fn number(&mut self, name: &str, value: i32) {
        self.element(name, itoa::Buffer::new().format(value));
    }

    fn time(&mut self, name: &str, value: Timestamp) {
        self.element(name, value.iso().as_str());
    }

    fn open(&mut self, name: &str, _kind: Kind) {
        xml::Writer::open(self, name);
    }

    fn close(&mut self) {
        xml::Writer::close(self);
    }
}

/// Writes `application/x-www-form-urlencoded`.
#[derive(Debug)]
pub(crate) struct Form {
    out: String,
    open: Vec<Level>,
}

#[derive(Debug)]
struct Level {
    path: String,
    kind: Kind,
    children: usize,
}

impl Form {
    pub(crate) fn new() -> Self {
        Self { out: String::new(), open: Vec::new() }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn pair(&mut self, path: &str, value: &str) {
        if !self.out.is_empty() {
            self.out.push('&');
        }
        self.out.extend(form_urlencoded::byte_serialize(path.as_bytes()));
        self.out.push('=');
        self.out.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }

    fn child_path(&mut self, name: &str) -> String {
        let Some(level) = self.open.last_mut() else { return name.to_owned() };
        level.children += 1;
        let parent = if level.path.is_empty() { String::new() } else { format!("{}.", level.path) };
        match level.kind {
            Kind::Structure => format!("{parent}{name}"),
            Kind::List | Kind::Map => format!("{parent}{name}.{}", level.children),
        }
    }
}

impl Sink for Form {
    fn scalar(&mut self, name: &str, value: &str) {
        let path = self.child_path(name);
        self.pair(&path, value);
    }

    fn open(&mut self, name: &str, kind: Kind) {
        let path = self.child_path(name);
        self.open.push(Level { path, kind, children: 0 });
    }

    fn close(&mut self) {
        if let Some(level) = self.open.pop()
            && level.children == 0
            && !level.path.is_empty()
        {
            // an empty list is its name with an empty value
            self.pair(&level.path, "");
        }
    }
}
