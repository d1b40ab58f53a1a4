//! Writes the structures and enumerations that S3's XML documents are made of.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::quirks::{self, MIXED};
use crate::codegen::model::{Member, Model, Shape};
use crate::codegen::names;
use crate::codegen::pattern;

/// Members that make a structure one with checksums.
const CHECKSUMS: [&str; 10] = [
    "ChecksumCRC32",
    "ChecksumCRC32C",
    "ChecksumCRC64NVME",
    "ChecksumSHA1",
    "ChecksumSHA256",
    "ChecksumSHA512",
    "ChecksumMD5",
    "ChecksumXXHASH64",
    "ChecksumXXHASH3",
    "ChecksumXXHASH128",
];

/// True if there is a member for each checksum.
pub(super) fn has_checksums(members: &[Member<'_>]) -> bool {
    CHECKSUMS.iter().all(|name| members.iter().any(|member| member.name == *name))
}

/// Shapes of the model in Rust's words.
pub(super) struct Types<'a> {
    pub model: &'a Model,
}

impl<'a> Types<'a> {
    /// Type of a value in a document or an answer.
    pub(super) fn of(&self, structure: &str, member: &Member<'a>) -> Result<String, String> {
        let shape = self.model.shape(member.shape)?;
        Ok(match shape.kind() {
            "list" => {
                let item = self.model.shape(shape.part("member").unwrap_or_default())?;
                let item = self.one("", member.name, &item)?;
                let is_flat = shape.is_flat() || member.is_flat;
                if is_flat || member.required {
                    format!("Vec<{item}>")
                } else {
                    format!("Option<Vec<{item}>>")
                }
            }
            _ if member.required => self.one(structure, member.name, &shape)?,
            _ => format!("Option<{}>", self.one(structure, member.name, &shape)?),
        })
    }

    fn one(&self, structure: &str, member: &str, shape: &Shape<'a>) -> Result<String, String> {
        Ok(match shape.kind() {
            "string" if is_closed(shape) => names::type_name(shape.name),
            "string" if shape.is_sensitive() => "Hidden<'a>".to_owned(),
            "string" if quirks::is_key(structure, member, shape.name) => "Key<'a>".to_owned(),
            "string" => "Text<'a>".to_owned(),
            "structure" if self.borrows(shape.name)? => format!("{}<'a>", names::type_name(shape.name)),
            "structure" => names::type_name(shape.name),
            "integer" => "i32".to_owned(),
            "long" => "i64".to_owned(),
            "boolean" => "bool".to_owned(),
            "timestamp" if shape.time_format() == "rfc822" => "HttpTime".to_owned(),
            "timestamp" => "Timestamp".to_owned(),
            other => {
                return Err(format!("{}: shapes of type {other} are not known to the generator", shape.name));
            }
        })
    }

    /// True if a value of the shape holds text.
    pub(super) fn borrows(&self, shape: &'a str) -> Result<bool, String> {
        for name in self.model.reachable([shape])? {
            let shape = self.model.shape(name)?;
            if shape.kind() == "string" && !is_closed(&shape) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The same for a structure's members.
    pub(super) fn any_borrows(&self, members: &[Member<'a>]) -> Result<bool, String> {
        for member in members {
            if self.borrows(member.shape)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Way in which a member stands in its structure's element.
    pub(super) fn spelling(&self, structure: &str, member: &Member<'a>) -> Result<String, String> {
        let shape = self.model.shape(member.shape)?;
        let element = member.element.unwrap_or(member.name);
        if member.is_attribute {
            return Ok(format!("Attribute({element:?})"));
        }
        if shape.kind() != "list" {
            return Ok(match rule_name(&shape) {
                Some(rule) if !quirks::NO_KEYS.contains(&(structure, member.name)) => {
                    format!("Within({element:?}, &{rule})")
                }
                _ => format!("One({element:?})"),
            });
        }
        let item = shape.item_name();
        if !shape.is_flat() && !member.is_flat {
            return Ok(format!("Wrapped({element:?}, {item:?})"));
        }
        // the name of the member, or that of the items where the list itself is flat and the member has none
        let element = member.element.unwrap_or(if item == "member" { member.name } else { item });
        Ok(format!("{}({element:?})", if member.required { "FlatSome" } else { "Flat" }))
    }

    /// Members in the order in which S3 writes them.
    pub(super) fn ordered(&self, structure: &str, shape: &Shape<'a>) -> Vec<Member<'a>> {
        let mut members = shape.members();
        // an older member for one item of what is a list now: both have the element
        let elements: Vec<&str> =
            members.iter().map(|member| member.element.unwrap_or(member.name)).collect();
        let is_one =
            |member: &Member<'a>| self.model.shape(member.shape).is_ok_and(|shape| shape.kind() != "list");
        let repeats = |member: &Member<'a>| {
            let element = member.element.unwrap_or(member.name);
            elements.iter().filter(|known| **known == element).count() > 1
        };
        members.retain(|member| !(is_one(member) && repeats(member)));
        members.sort_by_key(|member| quirks::order(structure, member.name));
        members
    }
}

/// True for an enumeration whose values are all that a document may have.
pub(super) fn is_closed(shape: &Shape<'_>) -> bool {
    !shape.values().is_empty() && !quirks::OPEN.contains(&shape.name)
}

/// Name of the constraints of a text, if it has any.
pub(super) fn rule_name(shape: &Shape<'_>) -> Option<String> {
    let is_free = ["min", "max"].iter().all(|bound| shape.number(bound).is_none_or(|bound| bound == 0))
        && shape.pattern().is_none();
    (shape.kind() == "string" && !is_free).then(|| names::constant(shape.name))
}

/// Shapes that documents hold: those behind inputs and outputs, without the events of streams.
pub(super) fn reachable<'a>(model: &'a Model, which: &str) -> Result<BTreeSet<&'a str>, String> {
    let mut roots = Vec::new();
    for operation in model.operations() {
        let Some(name) = operation.shape(which) else { continue };
        for member in model.shape(name)?.members() {
            if !model.shape(member.shape)?.is_event_stream() {
                roots.push(member.shape);
            }
        }
    }
    model.reachable(roots)
}

/// Structures and enumerations of documents, and the constraints that they or `heads` refer to.
pub(super) fn documents(model: &Model, heads: &str) -> Result<String, String> {
    let mut out = crate::codegen::header(model, "Structures and enumerations of S3's documents");
    out.push_str("use crate::query::Pattern;\nuse crate::s3::binding::{Hidden, HttpTime, Key, Length, Text, checksums, choice, enumeration, structure};\nuse crate::timestamp::Timestamp;\n\n");
    let types = Types { model };
    let mut shapes = reachable(model, "input")?;
    shapes.extend(reachable(model, "output")?);
    let mut with_checksums = Vec::new();
    for name in &shapes {
        let shape = model.shape(name)?;
        if shape.kind() != "structure" {
            continue;
        }
        let structure = names::type_name(name);
        let members = types.ordered(&structure, &shape);
        self::structure(&mut out, &types, &structure, &members)?;
        if has_checksums(&members) {
            with_checksums.push(structure);
        }
    }
    documents_of_inputs(&mut out, &types)?;
    let _ = writeln!(out, "checksums!({});\n", with_checksums.join(", "));
    mixed(&mut out, &types)?;
    for name in &shapes {
        let shape = model.shape(name)?;
        if is_closed(&shape) {
            enumeration(&mut out, &shape);
        }
    }
    for name in &shapes {
        let shape = model.shape(name)?;
        let Some(rule) = rule_name(&shape) else { continue };
        if [out.as_str(), heads].iter().any(|text| text.contains(&format!("&{rule})"))) {
            self::rule(&mut out, &shape, &rule);
        }
    }
    Ok(out)
}

fn structure(out: &mut String, types: &Types<'_>, name: &str, members: &[Member<'_>]) -> Result<(), String> {
    let life = if types.any_borrows(members)? { "<'a>" } else { "" };
    let _ = writeln!(out, "structure! {{");
    if members.iter().all(|member| !member.required) {
        let _ = writeln!(out, "    #[derive(Default)]");
    }
    let _ = writeln!(out, "    {name}{life} {{");
    for member in members {
        let (kind, spelling) = (types.of(name, member)?, types.spelling(name, member)?);
        let _ = writeln!(out, "        {}: {kind} = {spelling};", names::field(member.name));
    }
    out.push_str("    }\n}\n\n");
    Ok(())
}

/// Documents of inputs that have them beside their head, as SelectObjectContent alone does.
fn documents_of_inputs(out: &mut String, types: &Types<'_>) -> Result<(), String> {
    for operation in types.model.operations().iter().filter(|operation| operation.input_root().is_some()) {
        let Some(input) = operation.shape("input") else { continue };
        let mut members = types.model.shape(input)?.members();
        members.retain(|member| member.location.is_none());
        structure(out, types, &document_name(operation.name), &members)?;
    }
    Ok(())
}

/// Name of the document of an input that is one beside its head.
pub(super) fn document_name(operation: &str) -> String {
    format!("{operation}Document")
}

fn mixed(out: &mut String, types: &Types<'_>) -> Result<(), String> {
    let operation = MIXED.structure.trim_end_matches("Response");
    let operations = types.model.operations();
    let output =
        operations.iter().find(|known| known.name == operation).and_then(|known| known.shape("output"));
    let Some(output) = output else { return Ok(()) };
    let _ = writeln!(out, "choice! {{\n    {}<'a> {{", MIXED.item);
    for member in types.model.shape(output)?.members() {
        if MIXED.lists.contains(&member.name) {
            let list = types.model.shape(member.shape)?;
            let item = names::type_name(list.part("member").unwrap_or_default());
            let element = member.element.unwrap_or(member.name);
            let _ = writeln!(out, "        {}({item}<'a>) = {element:?},", names::variant(element));
        }
    }
    out.push_str("    }\n}\n\n");
    Ok(())
}

fn enumeration(out: &mut String, shape: &Shape<'_>) {
    let _ = writeln!(out, "enumeration! {{\n    {} {{", names::type_name(shape.name));
    for value in shape.values() {
        let _ = writeln!(out, "        {} = {value:?},", names::variant(value));
    }
    out.push_str("    }\n}\n\n");
}

fn rule(out: &mut String, shape: &Shape<'_>, name: &str) {
    let pattern = shape.pattern().map(|text| {
        let all: Vec<String> = pattern::translate(text).iter().map(|one| format!("r#\"{one}\"#")).collect();
        let _ = writeln!(
            out,
            "static {name}_PATTERN: Pattern = Pattern::new(r#\"{text}\"#, &[{}]);",
            all.join(", ")
        );
        format!("Some(&{name}_PATTERN)")
    });
    let _ = writeln!(
        out,
        "/// Constraints of `{}`.\npub(crate) static {name}: Length = Length {{ min: {:?}, max: {:?}, pattern: {} }};",
        shape.name,
        shape.number("min"),
        shape.number("max"),
        pattern.unwrap_or_else(|| "None".to_owned()),
    );
}
