//! Writes the heads of S3's requests and answers, and the documents that come with them.

use std::fmt::Write as _;

use super::documents::{Types, document_name, has_checksums, rule_name};
use super::quirks::{self, LEFT_TO_SERVICE, MIXED, UNWRAPPED};
use crate::codegen::model::{Member, Model, Operation};
use crate::codegen::names;

/// Inputs of all operations.
pub(crate) fn requests(model: &Model) -> Result<String, String> {
    let mut out = crate::codegen::header(model, "Heads of S3's requests");
    out.push_str("use super::s3_documents::*;\nuse crate::route::{BucketName, ObjectKey};\nuse crate::s3::binding::{Prefixed, Sent, Values, documents_of, request};\nuse crate::timestamp::Timestamp;\n\n");
    let types = Types { model };
    let mut documents = Vec::new();
    for operation in model.operations() {
        let members = match operation.shape("input") {
            Some(input) => model.shape(input)?.members(),
            None => Vec::new(),
        };
        let (body, document) = request_body(&types, &operation, &members)?;
        let name = operation.name;
        if let Some((root, shape)) = document {
            documents.push(format!("    {name}Request: {root:?}, {shape};"));
        }
        let _ = writeln!(out, "request! {{\n    {name}Request of {name}, {body}; {{");
        for member in members.iter().filter(|member| member.location.is_some()) {
            let (kind, place) = (bound(&types, member)?, place(model, member)?);
            let _ = writeln!(out, "        {}: {kind} = {place};", names::field(member.name));
        }
        out.push_str("    }\n}\n\n");
    }
    let _ = writeln!(out, "documents_of! {{\n{}\n}}", documents.join("\n"));
    Ok(out)
}

/// Body of a request, and the root and shape of its document.
fn request_body(
    types: &Types<'_>,
    operation: &Operation<'_>,
    members: &[Member<'_>],
) -> Result<(String, Option<(String, String)>), String> {
    let document =
        |root: &str, shape: String| Ok((format!("Document({root:?})"), Some((root.to_owned(), shape))));
    if let Some(root) = operation.input_root() {
        return document(root, format!("{}<'static>", document_name(operation.name)));
    }
    let payload = match operation.shape("input") {
        Some(input) => types.model.shape(input)?.payload(),
        None => None,
    };
    let Some(member) = payload.and_then(|name| members.iter().find(|member| member.name == name)) else {
        return Ok(("Empty".to_owned(), None));
    };
    let shape = types.model.shape(member.shape)?;
    match shape.kind() {
        "structure" => {
            let life = if types.borrows(shape.name)? { "<'static>" } else { "" };
            let name = names::type_name(shape.name);
            document(member.element.unwrap_or(member.name), format!("{name}{life}"))
        }
        "string" => Ok(("Plain".to_owned(), None)),
        "blob" => Ok(("Stream".to_owned(), None)),
        other => Err(format!("{}: a payload of type {other}", operation.name)),
    }
}

/// Type of a member of a request's head.
fn bound(types: &Types<'_>, member: &Member<'_>) -> Result<String, String> {
    let shape = types.model.shape(member.shape)?;
    Ok(match (member.location, shape.kind()) {
        (Some(("uri", "Bucket")), _) => "&'a BucketName".to_owned(),
        (Some(("uri", "Key")), _) => "&'a ObjectKey".to_owned(),
        (_, "string") if !shape.values().is_empty() && !quirks::OPEN.contains(&shape.name) => {
            format!("Sent<'a, {}>", names::type_name(shape.name))
        }
        (_, "string") if rule_name(&shape).is_some() => "Sent<'a, &'a str>".to_owned(),
        (_, "string") => "Option<&'a str>".to_owned(),
        (_, "integer") => "Sent<'a, i32>".to_owned(),
        (_, "long") => "Sent<'a, i64>".to_owned(),
        (_, "boolean") => "Sent<'a, bool>".to_owned(),
        (_, "timestamp") => "Sent<'a, Timestamp>".to_owned(),
        (_, "list") => "Values<'a>".to_owned(),
        (_, "map") => "Prefixed<'a>".to_owned(),
        (_, other) => return Err(format!("{}: a member of type {other} in a head", member.name)),
    })
}

fn place(model: &Model, member: &Member<'_>) -> Result<String, String> {
    let shape = model.shape(member.shape)?;
    let (location, name) = member.location.unwrap_or_default();
    let rule = rule_name(&shape);
    let range = shape.number("min").zip(shape.number("max")).filter(|_| shape.kind() == "integer");
    let header = name.to_ascii_lowercase();
    Ok(match (location, rule, range) {
        ("uri", ..) => name.to_owned(),
        ("querystring", Some(rule), _) => format!("QueryText({name:?}, &{rule})"),
        ("querystring", _, Some((least, most))) => format!("QueryRange({name:?}, {least}, {most})"),
        ("querystring", ..) => format!("Query({name:?})"),
        ("header", Some(rule), _) => format!("HeaderText({header:?}, &{rule})"),
        ("header", ..) => format!("Header({header:?})"),
        ("headers", ..) => format!("Headers({header:?})"),
        (other, ..) => return Err(format!("{}: location {other}", member.name)),
    })
}

/// Outputs of all operations.
pub(crate) fn responses(model: &Model) -> Result<String, String> {
    let mut out = crate::codegen::header(model, "S3's answers");
    out.push_str("use super::s3_documents::*;\nuse crate::s3::binding::{Hidden, IsoTime, Key, Text, checksums, response};\nuse crate::timestamp::Timestamp;\n\n");
    let types = Types { model };
    let mut with_checksums = Vec::new();
    for operation in model.operations() {
        let name = format!("{}Response", operation.name);
        let (body, members) = answer(&types, &operation, &name)?;
        if has_checksums(&members) {
            with_checksums.push(name.clone());
        }
        let mut rows = Vec::new();
        for member in &members {
            if MIXED.structure == name && MIXED.lists.contains(&member.name) {
                continue;
            }
            let (kind, part) = answered(&types, &operation, &name, member)?;
            rows.push(format!("        {}: {kind} = {part};", names::field(member.name)));
        }
        if MIXED.structure == name {
            let elements: Vec<&str> = members
                .iter()
                .filter(|member| MIXED.lists.contains(&member.name))
                .map(|member| member.element.unwrap_or(member.name))
                .collect();
            let member = names::field(MIXED.member);
            rows.push(format!("        {member}: Vec<{}<'a>> = Member(Mixed(&{elements:?}));", MIXED.item));
        }
        let life = if rows.iter().any(|row| row.contains("'a")) { "<'a>" } else { "" };
        let _ = writeln!(
            out,
            "response! {{\n    {name}{life} of {}, {}, {body}; {{",
            operation.name,
            operation.status()
        );
        for row in rows {
            let _ = writeln!(out, "{row}");
        }
        out.push_str("    }\n}\n\n");
    }
    let _ = writeln!(out, "checksums!({});", with_checksums.join(", "));
    Ok(out)
}

/// Body of an answer, and the members that the shape has.
fn answer<'a>(
    types: &Types<'a>,
    operation: &Operation<'a>,
    name: &str,
) -> Result<(String, Vec<Member<'a>>), String> {
    let Some(output) = operation.shape("output") else { return Ok(("Empty".to_owned(), Vec::new())) };
    let shape = types.model.shape(output)?;
    let mut members = types.ordered(name, &shape);
    members.retain(|member| member.location.is_none_or(|(location, _)| location != LEFT_TO_SERVICE));
    if UNWRAPPED.contains(&operation.name) {
        return Ok(("Payload".to_owned(), members));
    }
    if let Some(payload) = shape.payload() {
        let member = members.iter().find(|member| member.name == payload);
        let shape = types.model.shape(member.map(|member| member.shape).unwrap_or_default())?;
        let body = match shape.kind() {
            "structure" if !shape.is_event_stream() => "Payload",
            "string" => "Plain",
            _ => {
                members.retain(|member| member.name != payload);
                "Stream"
            }
        };
        return Ok((body.to_owned(), members));
    }
    if members.iter().all(|member| member.location.is_some()) {
        return Ok(("Empty".to_owned(), members));
    }
    let root =
        quirks::root(operation.name).ok_or_else(|| format!("{}: the root is not known", operation.name))?;
    Ok((format!("Members({root:?})"), members))
}

/// Type and place of a member of an answer.
fn answered<'a>(
    types: &Types<'a>,
    operation: &Operation<'a>,
    name: &str,
    member: &Member<'a>,
) -> Result<(String, String), String> {
    let shape = types.model.shape(member.shape)?;
    let kind = types.of(name, member)?;
    // required or not, it is the operation that fills them in one by one
    let is_option = kind.starts_with("Option<") || kind.starts_with("Vec<");
    let kind = if is_option { kind } else { format!("Option<{kind}>") };
    if let Some((_, header)) = member.location {
        let kind = if shape.time_format() == "iso8601" {
            "Option<IsoTime>".to_owned()
        } else {
            kind.replace("Key<'a>", "Text<'a>").replace("HttpTime", "Timestamp")
        };
        return Ok((kind, format!("Header({:?})", header.to_ascii_lowercase())));
    }
    let output = types.model.shape(operation.shape("output").unwrap_or_default())?;
    let is_payload = output.payload() == Some(member.name) || UNWRAPPED.contains(&operation.name);
    let part = match (is_payload, shape.kind()) {
        (true, "string") if !UNWRAPPED.contains(&operation.name) => "Plain".to_owned(),
        (true, _) => format!("Payload({:?})", member.element.unwrap_or(member.name)),
        (false, _) => format!("Member({})", types.spelling(name, member)?),
    };
    Ok((kind, part))
}
