//! Policy variables: `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.
//! Source: IAM user guide, "IAM policy elements: variables and tags".

use crate::context::RequestContext;
use crate::key::ConditionKey;
use crate::steps;
use crate::value::{Text, Value};

/// A reference to a single-valued condition key. Its value is always literal text, never a wildcard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    key: ConditionKey,
    written: Box<str>,
    default: Option<Box<str>>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Escaped(char),
    Variable(Variable),
}

impl Variable {
    /// The key as written.
    pub(crate) fn name(&self) -> &str {
        &self.written
    }

    /// The text that it stands for: the value of the key, else the default. A multivalued key has no value here, and an
    /// empty value gives way to a default.
    pub(crate) fn resolve<'a>(&'a self, context: &'a dyn RequestContext) -> Option<Text<'a>> {
        match (context.value(&self.key), &self.default) {
            (Some(Value::One(value)), None) => Some(value),
            (Some(Value::One(value)), Some(_)) if !value.is_empty() => Some(value),
            (_, default) => default.as_deref().map(Text::from),
        }
    }
}

/// Reads what begins with `${` at the start of `text`; with it, how many bytes that takes. Without a closing brace it is
/// plain text.
pub(crate) fn read(text: &str) -> Option<(Piece, usize)> {
    let inner = text.strip_prefix("${")?;
    let close = inner.find('}');
    steps::take(close.unwrap_or(inner.len()));
    let close = close?;
    let body = inner.get(..close)?;
    let length = "${".len() + close + "}".len();
    let piece = match body {
        "*" => Piece::Escaped('*'),
        "?" => Piece::Escaped('?'),
        "$" => Piece::Escaped('$'),
        _ => Piece::Variable(variable(body)),
    };
    Some((piece, length))
}

fn variable(body: &str) -> Variable {
    let with_default = body.split_once(',').and_then(|(name, rest)| {
        let quoted = rest.trim_start().strip_prefix('\'')?.strip_suffix('\'')?;
        (!quoted.contains('\'')).then_some((name, quoted))
    });
    let (name, default) = match with_default {
        Some((name, default)) => (name, Some(default.into())),
        None => (body, None),
    };
    let name = name.trim();
    Variable { key: ConditionKey::new(name), written: name.into(), default }
}

#[cfg(test)]
mod tests;
