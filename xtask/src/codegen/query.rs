//! Writes the shapes of a query service.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::model::{Member, Model, Operation, Shape};
use super::names;
use super::pattern;

/// Shapes that the models do not call sensitive and that are credentials all the same.
const ALSO_SENSITIVE: [&str; 4] =
    ["authenticationCodeType", "contextAssertionType", "tokenCodeType", "tokenType"];

/// Lists of strings whose aggregated message was seen to end with "Member must not be null".
const NAMES_NULL: [&str; 1] = ["tagKeyListType"];

/// Results whose members AWS was seen to write in another order than the model's.
const ORDERS: [(&str, &[&str]); 1] = [("GetCallerIdentityResponse", &["Arn", "UserId", "Account"])];

/// Members that the models require and that AWS leaves out of what it says about a root user, which has neither name nor
/// path.
const LEFT_OUT: [(&str, &[&str]); 2] = [("AccessKey", &["UserName"]), ("User", &["Path", "UserName"])];

/// Values that AWS writes where the model has others.
const VALUES: [(&str, &str, &str); 1] =
    [("PermissionsBoundaryAttachmentType", "PermissionsBoundaryPolicy", "Policy")];

/// Enumerations whose values AWS writes in words of its own, none of which the model has.
const WORDS: [(&str, &[&str]); 1] =
    [("PolicySourceType", &["IAM Policy", "Resource Policy", "Permissions Boundary Policy"])];

struct Emitter<'a> {
    model: &'a Model,
    out: String,
    /// pattern text → name of its static
    patterns: BTreeMap<&'a str, String>,
}

/// The whole file.
pub(super) fn emit(model: &Model, service: &str) -> Result<String, String> {
    let mut emitter = Emitter {
        model,
        out: super::header(model, &format!("Shapes of {}", service.to_uppercase())),
        patterns: BTreeMap::new(),
    };
    emitter.out.push_str("#![allow(unused_imports, reason = \"not every service uses every kind\")]\n\n");
    emitter.out.push_str("use std::collections::BTreeMap;\n\n");
    emitter.out.push_str("use crate::query::{List, Map, Pattern, Range, Service, Text, enumeration, operations, redacted, structure};\n");
    emitter.out.push_str("use crate::timestamp::Timestamp;\n\n");
    emitter.operations(service)?;
    let operations = model.operations();
    let roots = operations.iter().flat_map(|operation| [operation.shape("input"), operation.shape("output")]);
    let roots: Vec<&str> = roots.flatten().collect();
    for operation in &operations {
        for (which, suffix) in [("input", "Request"), ("output", "Response")] {
            emitter.structure(&format!("{}{suffix}", operation.name), operation.shape(which))?;
        }
    }
    let shapes = model.reachable(roots.iter().copied())?;
    for name in &shapes {
        let shape = model.shape(name)?;
        match shape.kind() {
            "structure" if !roots.contains(name) => emitter.structure(&names::type_name(name), Some(name))?,
            "string" if !shape.values().is_empty() => emitter.enumeration(&shape),
            _ => {}
        }
    }
    emitter.rules(&shapes)?;
    Ok(emitter.out)
}

impl<'a> Emitter<'a> {
    fn operations(&mut self, service: &str) -> Result<(), String> {
        let _ = writeln!(self.out, "operations! {{\n    Service::{service};");
        for operation in self.model.operations() {
            let name = operation.name;
            let errors = self.errors(&operation)?;
            let result = operation.shape("output").is_some();
            let _ = writeln!(self.out, "    {name}({name}Request) -> {name}Response, {result}, [{errors}];");
        }
        self.out.push_str("}\n\n");
        Ok(())
    }

    fn errors(&self, operation: &Operation<'a>) -> Result<String, String> {
        let mut list = Vec::new();
        for error in operation.errors() {
            let (code, status) = self.model.shape(error)?.error();
            list.push(format!("{code:?}: {status}"));
        }
        Ok(list.join(", "))
    }

    fn structure(&mut self, name: &str, shape: Option<&'a str>) -> Result<(), String> {
        let mut members =
            shape.map(|shape| self.model.shape(shape)).transpose()?.map_or_else(Vec::new, |s| s.members());
        if let Some((_, order)) = ORDERS.iter().find(|(structure, _)| *structure == name) {
            members.sort_by_key(|member| order.iter().position(|name| *name == member.name));
        }
        if let Some((_, left_out)) = LEFT_OUT.iter().find(|(structure, _)| *structure == name) {
            for member in &mut members {
                member.required &= !left_out.contains(&member.name);
            }
        }
        let (hidden, seen): (Vec<&Member>, Vec<&Member>) = {
            let mut hidden = Vec::new();
            let mut seen = Vec::new();
            for member in &members {
                if self.is_sensitive(member.shape)? { hidden.push(member) } else { seen.push(member) }
            }
            (hidden, seen)
        };
        let mut derives = vec!["Clone"];
        if hidden.is_empty() {
            derives.push("Debug");
        }
        if members.iter().all(|member| !member.required) {
            derives.push("Default");
        }
        derives.extend(["PartialEq", "Eq"]);
        let _ = writeln!(self.out, "structure! {{\n    #[derive({})]\n    {name} {{", derives.join(", "));
        for member in &members {
            let inner = self.type_of(&self.model.shape(member.shape)?)?;
            let whole = if member.required { inner } else { format!("Option<{inner}>") };
            let rule = self.rule_of(&self.model.shape(member.shape)?);
            let _ = writeln!(
                self.out,
                "        {}: {whole} = {:?}, {rule};",
                names::field(member.name),
                member.name
            );
        }
        self.out.push_str("    }\n}\n\n");
        if !hidden.is_empty() {
            let list = |members: &[&Member]| {
                members.iter().map(|member| names::field(member.name)).collect::<Vec<_>>().join(", ")
            };
            let _ = writeln!(
                self.out,
                "redacted!({name} {{ {} }} hides {{ {} }});\n",
                list(&seen),
                list(&hidden)
            );
        }
        Ok(())
    }

    /// A member is hidden when its own shape or that of its elements is sensitive; structures hide their own members.
    fn is_sensitive(&self, shape: &'a str) -> Result<bool, String> {
        let shape = self.model.shape(shape)?;
        if shape.is_sensitive() || ALSO_SENSITIVE.contains(&shape.name) {
            return Ok(true);
        }
        shape.part("member").map_or(Ok(false), |member| self.is_sensitive(member))
    }

    fn enumeration(&mut self, shape: &Shape<'a>) {
        let _ = writeln!(self.out, "enumeration! {{\n    {} {{", names::type_name(shape.name));
        let words = WORDS.iter().find(|(name, _)| *name == shape.name).map(|(_, words)| words.to_vec());
        for value in words.unwrap_or_else(|| shape.values()) {
            let written = VALUES.iter().find(|(name, model, _)| *name == shape.name && *model == value);
            let written = written.map_or(value, |(_, _, written)| written);
            let _ = writeln!(self.out, "        {} = {written:?},", names::variant(value));
        }
        self.out.push_str("    }\n}\n\n");
    }

    fn type_of(&self, shape: &Shape<'a>) -> Result<String, String> {
        let part = |which: &str| -> Result<String, String> {
            let name = shape.part(which).ok_or_else(|| format!("{}: no {which}", shape.name))?;
            self.type_of(&self.model.shape(name)?)
        };
        Ok(match shape.kind() {
            "string" if shape.values().is_empty() => "String".to_owned(),
            "string" | "structure" => names::type_name(shape.name),
            "integer" => "i32".to_owned(),
            "boolean" => "bool".to_owned(),
            "timestamp" => "Timestamp".to_owned(),
            "blob" => "Vec<u8>".to_owned(),
            "list" => format!("Vec<{}>", part("member")?),
            "map" => format!("BTreeMap<{}, {}>", part("key")?, part("value")?),
            other => {
                return Err(format!("{}: shapes of type {other} are not known to the generator", shape.name));
            }
        })
    }

    /// A reference to the constraints of a shape.
    fn rule_of(&self, shape: &Shape<'a>) -> String {
        let free =
            shape.number("min").is_none() && shape.number("max").is_none() && shape.pattern().is_none();
        let hidden = shape.is_sensitive() || ALSO_SENSITIVE.contains(&shape.name);
        match shape.kind() {
            "string" if !shape.values().is_empty() => "&()".to_owned(),
            "string" if free && !hidden => "&Text::ANY".to_owned(),
            "integer" if free => "&Range::ANY".to_owned(),
            "string" | "integer" | "list" | "map" => format!("&{}", names::constant(shape.name)),
            _ => "&()".to_owned(),
        }
    }

    fn rule_type(&self, shape: &Shape<'a>) -> Result<String, String> {
        let part = |which: &str| -> Result<String, String> {
            let name = shape.part(which).ok_or_else(|| format!("{}: no {which}", shape.name))?;
            self.rule_type(&self.model.shape(name)?)
        };
        Ok(match shape.kind() {
            "string" if shape.values().is_empty() => "Text".to_owned(),
            "integer" => "Range".to_owned(),
            "list" => format!("List<{}>", part("member")?),
            "map" => format!("Map<{}, {}>", part("key")?, part("value")?),
            _ => "()".to_owned(),
        })
    }

    fn rules(&mut self, shapes: &std::collections::BTreeSet<&'a str>) -> Result<(), String> {
        for name in shapes {
            let shape = self.model.shape(name)?;
            if self.rule_of(&shape) != format!("&{}", names::constant(name)) {
                continue;
            }
            let value = match shape.kind() {
                "string" => self.text_rule(&shape),
                "integer" => {
                    format!("Range {{ min: {:?}, max: {:?} }}", shape.number("min"), shape.number("max"))
                }
                "list" => self.list_rule(&shape)?,
                _ => self.map_rule(&shape)?,
            };
            let kind = self.rule_type(&shape)?;
            let _ = writeln!(self.out, "static {}: {kind} = {value};", names::constant(name));
        }
        self.out.push('\n');
        let mut patterns: Vec<_> = self.patterns.iter().collect();
        patterns
            .sort_by_key(|(_, name)| name.trim_start_matches("PATTERN_").parse::<u32>().unwrap_or_default());
        for (text, name) in patterns {
            let all: Vec<String> =
                pattern::translate(text).iter().map(|one| format!("r#\"{one}\"#")).collect();
            let _ = writeln!(
                self.out,
                "static {name}: Pattern = Pattern::new(r#\"{text}\"#, &[{}]);",
                all.join(", ")
            );
        }
        let names: Vec<String> = self.patterns.values().map(|name| format!("&{name}")).collect();
        let _ = writeln!(
            self.out,
            "\n/// Every pattern of the service.\npub static PATTERNS: &[&Pattern] = &[{}];",
            names.join(", ")
        );
        Ok(())
    }

    fn text_rule(&mut self, shape: &Shape<'a>) -> String {
        let next = format!("PATTERN_{}", self.patterns.len() + 1);
        let pattern = shape.pattern().map(|text| self.patterns.entry(text).or_insert(next).clone());
        format!(
            "Text {{ min: {:?}, max: {:?}, pattern: {}, sensitive: {} }}",
            shape.number("min"),
            shape.number("max"),
            pattern.map_or_else(|| "None".to_owned(), |name| format!("Some(&{name})")),
            // a code's digits are shown by STS, so only what the model itself calls sensitive is held back
            shape.is_sensitive(),
        )
    }

    fn list_rule(&self, shape: &Shape<'a>) -> Result<String, String> {
        let item = self.model.shape(shape.part("member").unwrap_or_default())?;
        Ok(format!(
            "List {{ min: {:?}, max: {:?}, item: {}, names_null: {} }}",
            shape.number("min"),
            shape.number("max"),
            self.rule_of(&item),
            NAMES_NULL.contains(&shape.name),
        ))
    }

    fn map_rule(&self, shape: &Shape<'a>) -> Result<String, String> {
        let key = self.model.shape(shape.part("key").unwrap_or_default())?;
        let value = self.model.shape(shape.part("value").unwrap_or_default())?;
        Ok(format!("Map {{ key: {}, value: {} }}", self.rule_of(&key), self.rule_of(&value)))
    }
}
