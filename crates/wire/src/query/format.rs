//! The two forms of an answer of a query service: XML, and JSON for clients that ask for it first.

use serde_json::{Map, Value, json};

use super::encode::{Kind, Sink};
use crate::timestamp::Timestamp;

/// Form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// XML, as `text/xml`
    Xml,
    /// JSON, as `application/json`
    Json,
}

/// Thousandths: the finest weight that RFC 9110 knows, as whole numbers.
type Weight = u16;

impl Format {
    /// The form that `Accept` asks for: JSON where `application/json` has the greatest weight and comes first among its
    /// equals; XML in every other case, an unreadable header included.
    #[must_use]
    pub fn of_accept(accept: Option<&str>) -> Self {
        let mut best: Option<(Weight, bool)> = None;
        for range in accept.unwrap_or_default().split(',') {
            let Some((media_type, weight)) = read_range(range) else { return Self::Xml };
            if weight > best.map_or(0, |(weight, _)| weight) {
                best = Some((weight, media_type.eq_ignore_ascii_case("application/json")));
            }
        }
        if best.is_some_and(|(_, is_json)| is_json) { Self::Json } else { Self::Xml }
    }
}

/// A media range and its weight; `None` if it is none.
fn read_range(range: &str) -> Option<(&str, Weight)> {
    let mut parts = range.split(';').map(str::trim);
    let media_type = parts.next()?;
    let (kind, name) = media_type.split_once('/')?;
    if kind.is_empty() || name.is_empty() || media_type.contains(char::is_whitespace) {
        return None;
    }
    let mut weight = 1000;
    for parameter in parts {
        let (name, value) = parameter.split_once('=')?;
        if name.eq_ignore_ascii_case("q") {
            weight = read_weight(value)?;
        }
    }
    Some((media_type, weight))
}

/// `0`, `1`, and up to three digits after a point. Source: RFC 9110, section 12.4.2.
fn read_weight(text: &str) -> Option<Weight> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: Weight = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

/// Writes a shape as a JSON value. Numbers and booleans are such, timestamps are seconds since 1970, lists and maps are
/// plain; members that are absent are left out.
#[derive(Debug)]
pub(crate) struct JsonWriter {
    root: Map<String, Value>,
    open: Vec<(String, Open)>,
}

#[derive(Debug)]
enum Open {
    Structure(Map<String, Value>),
    List(Vec<Value>),
    Map(Map<String, Value>),
    /// One entry of a map; what its members are called is a matter of XML.
    Entry {
        key: String,
        value: Value,
    },
}

impl JsonWriter {
    pub(crate) fn new() -> Self {
        Self { root: Map::new(), open: Vec::new() }
    }

    pub(crate) fn finish(mut self) -> Map<String, Value> {
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }

    fn put(&mut self, name: &str, value: Value) {
        match self.open.last_mut().map(|(_, open)| open) {
            None => {
                self.root.insert(name.to_owned(), value);
            }
            Some(Open::Structure(members) | Open::Map(members)) => {
                members.insert(name.to_owned(), value);
            }
            Some(Open::List(items)) => items.push(value),
            Some(Open::Entry { key, value: held }) => match value {
                Value::String(text) if name == "key" => *key = text,
                value => *held = value,
            },
        }
    }
}

impl Sink for JsonWriter {
    fn scalar(&mut self, name: &str, value: &str) {
        self.put(name, Value::from(value));
    }

    fn number(&mut self, name: &str, value: i32) {
        self.put(name, Value::from(value));
    }

    fn boolean(&mut self, name: &str, value: bool) {
        self.put(name, Value::from(value));
    }

    fn time(&mut self, name: &str, value: Timestamp) {
        self.put(name, Value::from(value.epoch_seconds()));
    }

    fn open(&mut self, name: &str, kind: Kind) {
        let in_map = matches!(self.open.last(), Some((_, Open::Map(_))));
        let open = match kind {
            Kind::Structure if in_map => Open::Entry { key: String::new(), value: Value::Null },
            Kind::Structure => Open::Structure(Map::new()),
            Kind::List => Open::List(Vec::new()),
            Kind::Map => Open::Map(Map::new()),
        };
        self.open.push((name.to_owned(), open));
    }

    fn close(&mut self) {
        match self.open.pop() {
            None => {}
            Some((_, Open::Entry { key, value })) => self.put(&key, value),
            Some((name, Open::Structure(members) | Open::Map(members))) => {
                self.put(&name, Value::Object(members));
            }
            Some((name, Open::List(items))) => self.put(&name, Value::Array(items)),
        }
    }
}

/// The JSON of an operation's answer.
pub(super) fn answer(element: &str, result: Option<Map<String, Value>>, request_id: &str) -> String {
    let mut members = result.unwrap_or_default();
    members.insert("ResponseMetadata".to_owned(), json!({ "RequestId": request_id }));
    let mut whole = Map::new();
    whole.insert(element.to_owned(), Value::Object(members));
    Value::Object(whole).to_string()
}

/// The JSON of an error.
pub(crate) fn error(kind: &str, code: &str, message: Option<&str>, request_id: &str) -> String {
    let mut error = json!({ "Code": code, "Type": kind });
    if let (Some(message), Some(members)) = (message, error.as_object_mut()) {
        members.insert("Message".to_owned(), Value::from(message));
    }
    json!({ "Error": error, "RequestId": request_id }).to_string()
}

/// True of `application/x-www-form-urlencoded`, in any case, with or without parameters.
pub(crate) fn is_form(content_type: &str) -> bool {
    let media_type = content_type.split_once(';').map_or(content_type, |(media_type, _)| media_type);
    media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
