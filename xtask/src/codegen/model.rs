//! A service model, as far as the generator looks at it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

/// A service model.
pub(super) struct Model {
    /// directory of the model: `iam/2010-05-08`
    pub source: String,
    json: Value,
}

/// A shape of a model.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    /// its name in the model
    pub name: &'a str,
    json: &'a Map<String, Value>,
}

/// A member of a structure.
pub(super) struct Member<'a> {
    /// its name in the model and on the wire
    pub name: &'a str,
    /// name of its shape
    pub shape: &'a str,
    /// true if it has to be there
    pub required: bool,
    /// place in an HTTP head (`querystring`, `header`, …), and its name there
    pub location: Option<(&'a str, &'a str)>,
    /// name of its element, if it has another than the member
    pub element: Option<&'a str>,
    /// true if the member itself makes its list flat
    pub is_flat: bool,
    /// true if it is an attribute of the element around it
    pub is_attribute: bool,
}

/// An operation of a model.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    /// its name
    pub name: &'a str,
    json: &'a Value,
}

impl Model {
    /// Reads `data/SOURCE/service-2.json.gz` of the package.
    pub(super) fn load(package: &Path, source: &str) -> Result<Self, String> {
        let text = super::gunzip(&package.join("data").join(source).join("service-2.json.gz"))?;
        let json = serde_json::from_str(&text).map_err(|e| format!("{source}: {e}"))?;
        Ok(Self { source: source.to_owned(), json })
    }

    /// A model from its text.
    #[cfg(test)]
    pub(super) fn from_json(json: Value) -> Self {
        Self { source: "test".to_owned(), json }
    }

    /// The operations by name.
    pub(super) fn operations(&self) -> Vec<Operation<'_>> {
        let all = self.json.get("operations").and_then(Value::as_object);
        let mut operations: Vec<_> =
            all.into_iter().flatten().map(|(name, json)| Operation { name, json }).collect();
        operations.sort_by_key(|operation| operation.name);
        operations
    }

    /// A shape by name.
    pub(super) fn shape<'a>(&'a self, name: &'a str) -> Result<Shape<'a>, String> {
        let json = self.json.get("shapes").and_then(|shapes| shapes.get(name)).and_then(Value::as_object);
        Ok(Shape { name, json: json.ok_or_else(|| format!("no shape {name}"))? })
    }

    /// Every shape that `roots` lead to, themselves included.
    pub(super) fn reachable<'a>(
        &'a self,
        roots: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeSet<&'a str>, String> {
        let mut found = BTreeSet::new();
        let mut next: Vec<&str> = roots.into_iter().collect();
        while let Some(name) = next.pop() {
            if found.insert(name) {
                let shape = self.shape(name)?;
                next.extend(shape.members().iter().map(|member| member.shape));
                next.extend(["member", "key", "value"].iter().filter_map(|part| shape.part(part)));
            }
        }
        Ok(found)
    }
}

impl<'a> Shape<'a> {
    /// `string`, `structure`, …
    pub(super) fn kind(&self) -> &'a str {
        self.text("type")
    }

    /// The members in the order of the model.
    pub(super) fn members(&self) -> Vec<Member<'a>> {
        let required: Vec<&str> = strings(self.json.get("required"));
        let members = self.json.get("members").and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .map(|(name, json)| {
                let text = |key| json.get(key).and_then(Value::as_str);
                Member {
                    name,
                    shape: text("shape").unwrap_or_default(),
                    required: required.contains(&name.as_str()),
                    location: text("location")
                        .map(|location| (location, text("locationName").unwrap_or(name))),
                    element: text("locationName"),
                    is_flat: json.get("flattened") == Some(&Value::Bool(true)),
                    is_attribute: json.get("xmlAttribute") == Some(&Value::Bool(true)),
                }
            })
            .collect()
    }

    /// The shape of a list's `member`, or a map's `key` and `value`.
    pub(super) fn part(&self, part: &str) -> Option<&'a str> {
        self.json.get(part)?.get("shape")?.as_str()
    }

    /// Name of the elements of a list in XML.
    pub(super) fn item_name(&self) -> &'a str {
        let member = self.json.get("member");
        member.and_then(|member| member.get("locationName")).and_then(Value::as_str).unwrap_or("member")
    }

    /// True for a list without an element around it.
    pub(super) fn is_flat(&self) -> bool {
        self.json.get("flattened") == Some(&Value::Bool(true))
    }

    /// Member that is the whole body.
    pub(super) fn payload(&self) -> Option<&'a str> {
        self.json.get("payload").and_then(Value::as_str)
    }

    /// True for a stream of events.
    pub(super) fn is_event_stream(&self) -> bool {
        self.json.get("eventstream") == Some(&Value::Bool(true))
    }

    /// Way in which a time is written, if not the usual one of its place: `iso8601` or `rfc822`.
    pub(super) fn time_format(&self) -> &'a str {
        self.text("timestampFormat")
    }

    /// The values of an enumeration.
    pub(super) fn values(&self) -> Vec<&'a str> {
        strings(self.json.get("enum"))
    }

    /// `min` or `max`.
    pub(super) fn number(&self, key: &str) -> Option<i64> {
        self.json.get(key).and_then(Value::as_i64)
    }

    /// The pattern, as the model writes it.
    pub(super) fn pattern(&self) -> Option<&'a str> {
        self.json.get("pattern").and_then(Value::as_str)
    }

    /// True if the model says that values must not be shown.
    pub(super) fn is_sensitive(&self) -> bool {
        self.json.get("sensitive").and_then(Value::as_bool).unwrap_or(false)
    }

    /// The code and HTTP status of an error shape.
    pub(super) fn error(&self) -> (&'a str, u64) {
        let error = self.json.get("error");
        let code = error.and_then(|error| error.get("code")).and_then(Value::as_str);
        let status = error.and_then(|error| error.get("httpStatusCode")).and_then(Value::as_u64);
        (code.unwrap_or(self.name), status.unwrap_or(400))
    }

    fn text(&self, key: &str) -> &'a str {
        self.json.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

impl<'a> Operation<'a> {
    /// The shape of `input` or `output`.
    pub(super) fn shape(&self, which: &str) -> Option<&'a str> {
        self.json.get(which)?.get("shape")?.as_str()
    }

    /// The shapes of the declared errors.
    pub(super) fn errors(&self) -> Vec<&'a str> {
        let errors = self.json.get("errors").and_then(Value::as_array);
        errors.into_iter().flatten().filter_map(|error| error.get("shape")?.as_str()).collect()
    }

    /// `method` or `requestUri` of the HTTP binding.
    pub(super) fn http(&self, which: &str) -> &'a str {
        self.json.get("http").and_then(|http| http.get(which)).and_then(Value::as_str).unwrap_or_default()
    }

    /// HTTP status of success.
    pub(super) fn status(&self) -> u64 {
        self.json.get("http").and_then(|http| http.get("responseCode")).and_then(Value::as_u64).unwrap_or(200)
    }

    /// Root element of an input whose members are its document.
    pub(super) fn input_root(&self) -> Option<&'a str> {
        self.json.get("input")?.get("locationName")?.as_str()
    }

    /// True if a request without a checksum of its body is refused.
    pub(super) fn requires_checksum(&self) -> bool {
        let checksum =
            self.json.get("httpChecksum").and_then(|checksum| checksum.get("requestChecksumRequired"));
        checksum.and_then(Value::as_bool).unwrap_or(false)
    }

    /// True if a newer operation took its place.
    pub(super) fn is_deprecated(&self) -> bool {
        self.json.get("deprecated").and_then(Value::as_bool).unwrap_or(false)
    }
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
