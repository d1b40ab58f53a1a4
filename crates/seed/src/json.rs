//! Values as JSON text, for policy documents.

use crate::node::{Node, Value};

/// A value as JSON, keys in their order. Scalars without quotes are what YAML's core schema makes of them: `true`, `null`,
/// `12` are no strings, `2012-10-17` is one.
pub(crate) fn text(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Scalar { text, plain } => scalar(text, *plain, out),
        Value::List(list) => {
            out.push('[');
            for (n, item) in list.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Mapping(mapping) => {
            out.push('{');
            for (n, (key, _, value)) in mapping.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn scalar(text: &str, plain: bool, out: &mut String) {
    let word = match text {
        _ if !plain => None,
        "true" | "True" | "TRUE" => Some("true"),
        "false" | "False" | "FALSE" => Some("false"),
        "" | "~" | "null" | "Null" | "NULL" => Some("null"),
        number if is_number(number) => Some(number),
        _ => None,
    };
    match word {
        Some(word) => out.push_str(word),
        None => string(text, out),
    }
}

/// True if JSON reads a text as a number. An account id with a leading zero is none.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
