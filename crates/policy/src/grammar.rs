//! The grammar of a policy: from a JSON value to elements of the right shape, still as written.
//! Source: IAM user guide, "Grammar of the IAM JSON policy language".

use crate::condition::operator::OperatorName;
use crate::json::{Member, Node, Value};

/// A document of the right shape. Nothing in it has been interpreted.
pub(crate) struct RawPolicy<'n> {
    pub(crate) version: Option<&'n str>,
    pub(crate) id: Option<&'n str>,
    /// May be empty, which no document is that can be saved.
    pub(crate) statements: Vec<RawStatement<'n>>,
    /// Just after the bracket of the list of statements, or of the only statement.
    pub(crate) opening: u32,
}

pub(crate) struct RawStatement<'n> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) sid: Option<Text<'n>>,
    pub(crate) effect: Text<'n>,
    pub(crate) principal: Option<Element<RawPrincipal<'n>>>,
    pub(crate) action: Option<Element<Texts<'n>>>,
    pub(crate) resource: Option<Element<Texts<'n>>>,
    pub(crate) conditions: Vec<RawCondition<'n>>,
}

/// An element that has a `Not…` form.
pub(crate) struct Element<T> {
    pub(crate) negated: bool,
    pub(crate) start: u32,
    pub(crate) content: T,
}

#[derive(Clone, Copy)]
pub(crate) struct Text<'n> {
    pub(crate) text: &'n str,
    pub(crate) start: u32,
}

/// One string or a list of strings. IAM accepts null in the lists of actions and resources; such an entry is dead.
pub(crate) struct Texts<'n> {
    pub(crate) is_list: bool,
    pub(crate) items: Vec<Text<'n>>,
    pub(crate) nulls: usize,
}

pub(crate) enum RawPrincipal<'n> {
    Text(Text<'n>),
    Map(Vec<(Text<'n>, Texts<'n>)>),
}

pub(crate) struct RawCondition<'n> {
    pub(crate) operator: Text<'n>,
    pub(crate) name: OperatorName,
    pub(crate) key: Text<'n>,
    pub(crate) values: Vec<RawValue<'n>>,
}

#[derive(Clone, Copy)]
pub(crate) struct RawValue<'n> {
    pub(crate) text: &'n str,
    pub(crate) start: u32,
}

/// A shape that the grammar does not know, and where.
#[derive(Debug)]
pub(crate) struct Misshapen {
    pub(crate) offset: u32,
    pub(crate) detail: String,
    /// The name of an operator that there is not, if that is what is wrong.
    pub(crate) operator: Option<String>,
}

type Shaped<T> = Result<T, Misshapen>;

fn misshapen<T>(offset: u32, detail: impl Into<String>) -> Shaped<T> {
    Err(Misshapen { offset, detail: detail.into(), operator: None })
}

const VERSIONS: [&str; 2] = ["2008-10-17", "2012-10-17"];
const PRINCIPAL_TYPES: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];

pub(crate) fn policy<'n>(root: &'n Node<'_>) -> Shaped<RawPolicy<'n>> {
    let Some(members) = root.as_object() else {
        return misshapen(root.start, "a policy is a JSON object");
    };
    let mut raw = RawPolicy { version: None, id: None, statements: Vec::new(), opening: 0 };
    let mut statement = None;
    for member in members {
        match member.name.as_ref() {
            "Version" => match member.node.as_str() {
                Some(version) if VERSIONS.contains(&version) => raw.version = Some(version),
                _ => return misshapen(member.node.start, "Version is \"2012-10-17\" or \"2008-10-17\""),
            },
            "Id" => raw.id = Some(text(&member.node, "Id")?.text),
            "Statement" => statement = Some(&member.node),
            other => return misshapen(member.start, unknown_element(other, &["Version", "Id", "Statement"])),
        }
    }
    let Some(node) = statement else {
        return misshapen(root.start, "the policy has no Statement");
    };
    raw.opening = node.start + 1;
    raw.statements = match &node.value {
        Value::Object(_) => vec![self::statement(node)?],
        Value::Array(items) => items.iter().map(self::statement).collect::<Shaped<_>>()?,
        _ => return misshapen(node.start, "Statement is an object or a list of objects"),
    };
    Ok(raw)
}

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

fn statement<'n>(node: &'n Node<'_>) -> Shaped<RawStatement<'n>> {
    let Some(members) = node.as_object() else {
        return misshapen(node.start, "a statement is a JSON object");
    };
    if let Some(member) = members.iter().find(|member| !ELEMENTS.contains(&member.name.as_ref())) {
        return misshapen(member.start, unknown_element(&member.name, &ELEMENTS));
    }
    let effect = match node.get("Effect") {
        Some(effect) => text(effect, "Effect")?,
        None => return misshapen(node.start, "the statement has no Effect"),
    };
    if !effect.text.eq_ignore_ascii_case("allow") && !effect.text.eq_ignore_ascii_case("deny") {
        return misshapen(effect.start, "Effect is \"Allow\" or \"Deny\"");
    }
    let conditions = match node.get("Condition") {
        Some(condition) => conditions(condition)?,
        None => Vec::new(),
    };
    Ok(RawStatement {
        start: node.start,
        end: node.end,
        sid: node.get("Sid").map(|sid| text(sid, "Sid")).transpose()?,
        effect,
        principal: element(members, "Principal", principal)?,
        action: element(members, "Action", nullable_texts)?,
        resource: element(members, "Resource", nullable_texts)?,
        conditions,
    })
}

/// The element of that name or its `Not…` form; both together are refused.
fn element<'n, 'a, T>(
    members: &'n [Member<'a>],
    name: &'static str,
    read: fn(&'n Node<'a>, &'static str) -> Shaped<T>,
) -> Shaped<Option<Element<T>>> {
    let is_negated = |member: &Member<'_>| member.name.strip_prefix("Not") == Some(name);
    let mut found = members.iter().filter(|member| member.name == name || is_negated(member));
    let (Some(member), second) = (found.next(), found.next()) else {
        return Ok(None);
    };
    if let Some(second) = second {
        return misshapen(second.start, format!("{name} and Not{name} exclude each other"));
    }
    let content = read(&member.node, name)?;
    Ok(Some(Element { negated: is_negated(member), start: member.start, content }))
}

fn text<'n>(node: &'n Node<'_>, what: &str) -> Shaped<Text<'n>> {
    match node.as_str() {
        Some(text) => Ok(Text { text, start: node.start }),
        None => misshapen(node.start, format!("{what} is a string")),
    }
}

fn nullable_texts<'n>(node: &'n Node<'_>, what: &'static str) -> Shaped<Texts<'n>> {
    let Some(items) = node.as_array() else {
        return Ok(Texts { is_list: false, items: vec![text(node, what)?], nulls: 0 });
    };
    let is_null = |item: &&Node<'_>| matches!(item.value, Value::Null);
    let texts = items.iter().filter(|item| !is_null(item)).map(|item| text(item, what));
    Ok(Texts {
        is_list: true,
        items: texts.collect::<Shaped<_>>()?,
        nulls: items.iter().filter(is_null).count(),
    })
}

fn principal<'n>(node: &'n Node<'_>, what: &'static str) -> Shaped<RawPrincipal<'n>> {
    let Some(members) = node.as_object() else {
        return Ok(RawPrincipal::Text(text(node, what)?));
    };
    if members.is_empty() {
        return misshapen(node.start, "the principal is an empty object");
    }
    let mut map = Vec::with_capacity(members.len());
    for member in members {
        if !PRINCIPAL_TYPES.contains(&member.name.as_ref()) {
            return misshapen(member.start, unknown_element(&member.name, &PRINCIPAL_TYPES));
        }
        let values = nullable_texts(&member.node, what)?;
        if values.nulls > 0 {
            return misshapen(member.node.start, "a principal is a string");
        }
        map.push((Text { text: &member.name, start: member.start }, values));
    }
    Ok(RawPrincipal::Map(map))
}

fn conditions<'n>(node: &'n Node<'_>) -> Shaped<Vec<RawCondition<'n>>> {
    let Some(operators) = node.as_object() else {
        return misshapen(node.start, "Condition is a JSON object");
    };
    let mut conditions = Vec::new();
    for operator in operators {
        let Some(keys) = operator.node.as_object() else {
            return misshapen(operator.node.start, format!("{} holds a JSON object", operator.name));
        };
        let name = OperatorName::parse(&operator.name);
        for key in keys {
            // An unknown operator with an empty body is accepted by IAM, and says nothing.
            let Some(name) = name else {
                return Err(Misshapen {
                    offset: operator.start,
                    detail: format!("{:?} is no condition operator", operator.name),
                    operator: Some(operator.name.to_string()),
                });
            };
            conditions.push(RawCondition {
                operator: Text { text: &operator.name, start: operator.start },
                name,
                key: Text { text: &key.name, start: key.start },
                values: condition_values(&key.node)?,
            });
        }
    }
    Ok(conditions)
}

fn condition_values<'n>(node: &'n Node<'_>) -> Shaped<Vec<RawValue<'n>>> {
    let Some(items) = node.as_array() else {
        return Ok(vec![scalar(node)?]);
    };
    items.iter().filter(|item| !matches!(item.value, Value::Null)).map(scalar).collect()
}

fn scalar<'n>(node: &'n Node<'_>) -> Shaped<RawValue<'n>> {
    let text = match &node.value {
        Value::String(text) => text.as_ref(),
        Value::Number(digits) => digits,
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => return misshapen(node.start, "a condition value is a string, a number or a Boolean"),
    };
    Ok(RawValue { text, start: node.start })
}

fn unknown_element(name: &str, known: &[&str]) -> String {
    match known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) => format!("{name:?} is no element here; names are case-sensitive: {known:?}"),
        None => format!("{name:?} is no element here; known: {}", known.join(", ")),
    }
}
