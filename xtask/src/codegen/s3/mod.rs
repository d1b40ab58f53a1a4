//! Writes S3: operations, the requests that name them, and their shapes.

mod documents;
mod heads;
mod quirks;

use std::fmt::Write as _;

use super::model::{Model, Operation};

pub(super) use heads::{requests, responses};

/// Structures and enumerations of documents.
pub(super) fn documents(model: &Model) -> Result<String, String> {
    let heads = requests(model)? + &responses(model)?;
    documents::documents(model, &heads)
}

/// Served by another host than the one that answers for buckets and objects.
const ELSEWHERE: [&str; 2] = ["ListDirectoryBuckets", "WriteGetObjectResponse"];

/// The operations.
pub(super) fn emit(model: &Model) -> Result<String, String> {
    let mut out = super::header(model, "Operations of S3");
    let operations = model.operations();
    out.push_str("/// The operations of S3.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Operation {\n");
    for operation in &operations {
        let _ = writeln!(out, "    /// `{0}`\n    {0},", operation.name);
    }
    out.push_str(
        "}\n\nimpl Operation {\n    /// Every operation, by name.\n    pub const ALL: &'static [Self] = &[\n",
    );
    for operation in &operations {
        let _ = writeln!(out, "        Self::{},", operation.name);
    }
    out.push_str("    ];\n\n    /// The name that AWS gives it.\n    #[must_use]\n    pub fn name(self) -> &'static str {\n        match self {\n");
    for operation in &operations {
        let _ = writeln!(out, "            Self::{0} => \"{0}\",", operation.name);
    }
    out.push_str("        }\n    }\n");
    facts(&mut out, model, &operations)?;
    out.push_str("}\n\n");
    list_headers(&mut out, model, &operations)?;
    Ok(out)
}

/// The requests that name the operations.
pub(super) fn rules(model: &Model) -> Result<String, String> {
    let mut out = super::header(model, "Requests that name operations of S3");
    out.push_str("use super::s3::Operation;\nuse crate::route::{Level, Rule};\n\n");
    write_rules(&mut out, model, &model.operations())?;
    Ok(out)
}

/// Errors that operations declare, and the operations that refuse a body without a checksum.
fn facts(out: &mut String, model: &Model, operations: &[Operation<'_>]) -> Result<(), String> {
    out.push_str("\n    /// Error codes and HTTP statuses that the model declares; others occur as well.\n    #[must_use]\n    pub fn errors(self) -> &'static [(&'static str, u16)] {\n        match self {\n");
    for operation in operations {
        let mut errors = Vec::new();
        for error in operation.errors() {
            let (code, status) = model.shape(error)?.error();
            errors.push(format!("({code:?}, {status})"));
        }
        if !errors.is_empty() {
            let _ = writeln!(out, "            Self::{} => &[{}],", operation.name, errors.join(", "));
        }
    }
    out.push_str("            _ => &[],\n        }\n    }\n\n    /// True if a body without a checksum is refused.\n    #[must_use]\n    pub fn requires_checksum(self) -> bool {\n        matches!(\n            self,\n");
    let names: Vec<String> = operations
        .iter()
        .filter(|operation| operation.requires_checksum())
        .map(|operation| format!("Self::{}", operation.name))
        .collect();
    let _ = writeln!(out, "            {}\n        )\n    }}", names.join("\n                | "));
    Ok(())
}

/// Headers of requests whose member in the model is a list.
fn list_headers(out: &mut String, model: &Model, operations: &[Operation<'_>]) -> Result<(), String> {
    let mut names = std::collections::BTreeSet::new();
    for operation in operations {
        let Some(input) = operation.shape("input") else { continue };
        for member in model.shape(input)?.members() {
            if let Some(("header", name)) = member.location
                && model.shape(member.shape)?.kind() == "list"
            {
                names.insert(name.to_ascii_lowercase());
            }
        }
    }
    out.push_str("/// Headers of requests that hold lists, in lower case: they may come on several lines, all others must not.\n");
    let _ = writeln!(out, "pub(crate) const LIST_HEADERS: [&str; {}] = [", names.len());
    for name in names {
        let _ = writeln!(out, "    {name:?},");
    }
    out.push_str("];\n");
    Ok(())
}

struct Rule<'a> {
    operation: &'a str,
    method: &'a str,
    level: &'static str,
    query: Vec<(&'a str, Option<&'a str>)>,
    headers: Vec<&'a str>,
    deprecated: bool,
}

/// The most specific first, so that the first that fits is the one; names that AWS replaced come last.
fn write_rules(out: &mut String, model: &Model, operations: &[Operation<'_>]) -> Result<(), String> {
    let mut rules = Vec::new();
    for operation in operations.iter().filter(|operation| !ELSEWHERE.contains(&operation.name)) {
        rules.push(rule(model, operation)?);
    }
    rules.sort_by_key(|rule| {
        let conditions = rule.query.len() + rule.headers.len();
        (rule.deprecated, std::cmp::Reverse(conditions), rule.operation)
    });
    out.push_str("/// Requests by the operation that they name; the first rule that fits counts.\npub(crate) static RULES: &[Rule] = &[\n");
    for rule in rules {
        let _ = writeln!(
            out,
            "    Rule {{ operation: Operation::{}, method: {:?}, level: Level::{}, query: &{:?}, headers: &{:?} }},",
            rule.operation, rule.method, rule.level, rule.query, rule.headers
        );
    }
    out.push_str("];\n");
    Ok(())
}

fn rule<'a>(model: &'a Model, operation: &Operation<'a>) -> Result<Rule<'a>, String> {
    let (path, query) =
        operation.http("requestUri").split_once('?').unwrap_or((operation.http("requestUri"), ""));
    let level = match path {
        "/" => "Service",
        "/{Bucket}" => "Bucket",
        "/{Bucket}/{Key+}" => "Object",
        other => return Err(format!("{}: path {other}", operation.name)),
    };
    let mut conditions: Vec<(&str, Option<&str>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value))))
        .collect();
    let mut headers = Vec::new();
    if let Some(input) = operation.shape("input") {
        for member in model.shape(input)?.members().into_iter().filter(|member| member.required) {
            match member.location {
                Some(("querystring", name)) => conditions.push((name, None)),
                Some(("header", name)) => headers.push(name),
                _ => {}
            }
        }
    }
    Ok(Rule {
        operation: operation.name,
        method: operation.http("method"),
        level,
        query: conditions,
        headers,
        deprecated: operation.is_deprecated(),
    })
}
