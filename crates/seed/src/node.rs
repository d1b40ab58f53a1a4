//! YAML, and JSON as a part of it, as a tree of values that know where they stand.

use std::collections::BTreeMap;
use std::rc::Rc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput};

use crate::fault::{Fault, Place};
use crate::limits;

/// A value. No `Debug`: it may be a secret.
#[derive(Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// Kinds of value. The value of an alias is shared.
#[derive(Clone)]
pub(crate) enum Value {
    /// A scalar, and whether it was written without quotes.
    Scalar {
        text: Rc<str>,
        plain: bool,
    },
    List(Rc<Vec<Node>>),
    /// Keys with their places, in their order.
    Mapping(Rc<Vec<(Rc<str>, Place, Node)>>),
}

impl Node {
    /// True if no value stands there.
    pub(crate) fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, plain: true } => matches!(&**text, "" | "~" | "null" | "Null" | "NULL"),
            _ => false,
        }
    }

    /// Word for its kind, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            _ if self.is_null() => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

/// Reads the one document of a text.
///
/// # Errors
/// The first fault: of the syntax, of a limit, or a key that stands twice in one mapping.
pub(crate) fn parse(text: &str) -> Result<Node, Fault> {
    let mut reading = Reading { parser: Parser::new_from_str(text), anchors: BTreeMap::new(), values: 0 };
    let mut root = None;
    loop {
        let (event, at) = reading.next()?;
        match event {
            Event::StreamEnd => break,
            Event::DocumentStart(_) if root.is_some() => {
                return Err(fault(at, "a second document begins", "keep one document in a file"));
            }
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            event => root = Some(reading.node(event, at, 0)?),
        }
    }
    let empty = || fault(Place::START, "the file is empty", "begin with `version: 1`");
    root.ok_or_else(empty)
}

struct Reading<'t> {
    parser: Parser<'t, StrInput<'t>>,
    /// Values that have a name, and the number of values in each.
    anchors: BTreeMap<usize, (Node, usize)>,
    values: usize,
}

impl<'t> Reading<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Place), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, Span { start, .. }))) => Ok((event, place(&start))),
            Some(Err(error)) => Err(fault(place(error.marker()), error.info(), "see https://yaml.org/spec")),
            None => Ok((Event::StreamEnd, Place::START)),
        }
    }

    fn node(&mut self, event: Event<'t>, at: Place, depth: usize) -> Result<Node, Fault> {
        if depth > limits::DEPTH {
            let problem = format!("lists and mappings are nested more than {} deep", limits::DEPTH);
            return Err(fault(at, &problem, "nest them less"));
        }
        let before = self.values;
        self.count(1, at)?;
        let (anchor, value) = match event {
            Event::Alias(anchor) => return self.alias(anchor, at),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                (anchor, Value::Scalar { text: text.as_ref().into(), plain })
            }
            Event::SequenceStart(anchor, _) => (anchor, Value::List(Rc::new(self.list(depth)?))),
            Event::MappingStart(anchor, _) => (anchor, Value::Mapping(Rc::new(self.mapping(depth)?))),
            _ => return Err(fault(at, "a value is missing", "write one")),
        };
        let node = Node { place: at, value };
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), self.values - before));
        }
        Ok(node)
    }

    /// The value that an alias stands for. It counts as often as it stands somewhere.
    fn alias(&mut self, anchor: usize, at: Place) -> Result<Node, Fault> {
        let Some((node, values)) = self.anchors.get(&anchor) else {
            return Err(fault(at, "an alias stands within the value that it names", "write the value out"));
        };
        let (node, values) = (node.clone(), *values);
        self.count(values, at)?;
        Ok(node)
    }

    fn count(&mut self, more: usize, at: Place) -> Result<(), Fault> {
        self.values = self.values.saturating_add(more);
        if self.values > limits::VALUES {
            let problem = format!("there are more than {} values, aliases written out", limits::VALUES);
            return Err(fault(at, &problem, "use fewer"));
        }
        Ok(())
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut list = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(list),
                (event, at) => list.push(self.node(event, at, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Vec<(Rc<str>, Place, Node)>, Fault> {
        let mut mapping: Vec<(Rc<str>, Place, Node)> = Vec::new();
        let mut keys = std::collections::HashSet::new();
        loop {
            let (event, at) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(mapping),
                Event::Scalar(key, ..) => Rc::<str>::from(key.as_ref()),
                _ => return Err(fault(at, "a key is no text", "use a single word as the key")),
            };
            if !keys.insert(Rc::clone(&key)) {
                let problem = format!("the key {key} stands twice in one mapping");
                return Err(fault(at, &problem, "keep one of them"));
            }
            let (event, value_at) = self.next()?;
            let node = self.node(event, value_at, depth + 1)?;
            mapping.push((key, at, node));
        }
    }
}

fn place(marker: &Marker) -> Place {
    Place { line: marker.line().max(1), column: marker.col() + 1 }
}

fn fault(place: Place, problem: &str, remedy: &str) -> Fault {
    Fault { place, path: String::new(), problem: problem.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests;
