//! Values and patterns of the plain evaluator.

use serde_json::Value;

pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) fn lookup<'a>(context: &'a Value, key: &str) -> Option<&'a Value> {
    let found = context.as_object()?.iter().find(|(name, _)| name.to_lowercase() == key.to_lowercase());
    found.map(|(_, value)| value)
}

#[derive(Clone, PartialEq)]
enum Token {
    Char(char),
    One,
    Any,
}

/// None: a variable has no value.
fn tokens(pattern: &str, context: &Value, variables: bool, wildcards: bool) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if let (true, Some(inner)) = (variables, rest.strip_prefix("${"))
            && let Some((body, after)) = inner.split_once('}')
        {
            rest = after;
            match body {
                "*" | "?" | "$" => tokens.extend(body.chars().map(Token::Char)),
                _ => tokens.extend(variable(body, context)?.chars().map(Token::Char)),
            }
            continue;
        }
        tokens.push(match first {
            '*' if wildcards => Token::Any,
            '?' if wildcards => Token::One,
            other => Token::Char(other),
        });
        rest = &rest[first.len_utf8()..];
    }
    Some(tokens)
}

fn variable(body: &str, context: &Value) -> Option<String> {
    let (name, default) = match body.split_once(',') {
        Some((name, default)) => {
            let default = default.trim_start().strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            match default.filter(|default| !default.contains('\'')) {
                Some(default) => (name, Some(default.to_owned())),
                None => (body, None),
            }
        }
        None => (body, None),
    };
    match lookup(context, name.trim()) {
        Some(Value::Array(_)) | None => default,
        Some(value) => match (text(value), default) {
            (value, Some(default)) if value.is_empty() => Some(default),
            (value, _) => Some(value),
        },
    }
}

/// Glob by a table of all pairs of positions. None: a variable has no value.
pub(super) fn glob(
    pattern: &str,
    text: &str,
    context: &Value,
    variables: bool,
    wildcards: bool,
) -> Option<bool> {
    let pattern = tokens(pattern, context, variables, wildcards)?;
    let text: Vec<char> = text.chars().collect();
    let mut table = vec![vec![false; text.len() + 1]; pattern.len() + 1];
    table[0][0] = true;
    for p in 1..=pattern.len() {
        for t in 0..=text.len() {
            table[p][t] = match &pattern[p - 1] {
                Token::Any => table[p - 1][t] || (t > 0 && table[p][t - 1]),
                Token::One => t > 0 && table[p - 1][t - 1],
                Token::Char(wanted) => t > 0 && table[p - 1][t - 1] && *wanted == text[t - 1],
            };
        }
    }
    Some(table[pattern.len()][text.len()])
}

/// Text with its variables replaced. None: one has no value.
fn literal(text: &str, context: &Value, variables: bool) -> Option<String> {
    let only = |token| if let Token::Char(character) = token { Some(character) } else { None };
    Some(tokens(text, context, variables, false)?.into_iter().filter_map(only).collect())
}

pub(super) enum Readable {
    Yes(bool),
    No,
}

/// The positive form of an operator, in lower case, on one value of each side.
pub(super) fn compare(
    operator: &str,
    actual: &str,
    wanted: &str,
    context: &Value,
    variables: bool,
) -> Readable {
    let equal = |wildcards| glob(wanted, actual, context, variables, wildcards) == Some(true);
    let holds = match operator {
        "stringequals" => equal(false),
        "stringlike" => equal(true),
        "stringequalsignorecase" => {
            let wanted = literal(wanted, context, variables);
            wanted.is_some_and(|wanted| wanted.to_lowercase() == actual.to_lowercase())
        }
        "bool" => {
            let wanted = literal(wanted, context, variables).map(|wanted| wanted.to_lowercase());
            let actual = actual.to_lowercase();
            (actual == "true" || actual == "false") && wanted == Some(actual)
        }
        "arnequals" | "arnlike" => arn_like(actual, wanted, context, variables),
        "binaryequals" => match (base64(wanted), base64(actual)) {
            (Some(wanted), Some(actual)) => wanted == actual,
            _ => wanted == actual,
        },
        "ipaddress" => match in_network(actual, wanted.trim()) {
            Some(inside) => inside,
            None => return Readable::No,
        },
        _ => {
            let order = if operator.starts_with("numeric") {
                number(actual).zip(number(wanted)).map(|(actual, wanted)| actual.compare(&wanted))
            } else {
                date(actual).zip(date(wanted)).map(|(actual, wanted)| actual.cmp(&wanted))
            };
            let Some(order) = order else { return Readable::No };
            match operator.trim_start_matches("numeric").trim_start_matches("date") {
                "equals" => order.is_eq(),
                "lessthan" => order.is_lt(),
                "lessthanequals" => order.is_le(),
                "greaterthan" => order.is_gt(),
                "greaterthanequals" => order.is_ge(),
                other => panic!("{other}"),
            }
        }
    };
    Readable::Yes(holds)
}

fn arn_like(actual: &str, wanted: &str, context: &Value, variables: bool) -> bool {
    // Colons inside variables do not separate parts.
    let mut parts: Vec<String> = vec![String::new()];
    let mut rest = wanted;
    while let Some(first) = rest.chars().next() {
        let length = match rest.find('}') {
            Some(close) if variables && rest.starts_with("${") => close + 1,
            _ => first.len_utf8(),
        };
        if first == ':' && parts.len() < 6 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    let actual: Vec<&str> = actual.splitn(6, ':').collect();
    parts.len() == 6
        && actual.len() == 6
        && parts[0] == "arn"
        && actual[0] == "arn"
        && (1..6).all(|at| glob(&parts[at], actual[at], context, variables, true) == Some(true))
}

fn base64(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE64.decode(text.as_bytes()).ok()
}

fn bits(bytes: &[u8]) -> Vec<bool> {
    bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect()
}

/// Twelve bytes that precede a version 4 address in a mapped one.
const MAPPED: [u8; 12] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

fn in_network(address: &str, network: &str) -> Option<bool> {
    let bits = |text: &str| -> Option<Vec<bool>> {
        let bytes = match text.parse().ok()? {
            std::net::IpAddr::V4(address) => address.octets().to_vec(),
            std::net::IpAddr::V6(address) => address.octets().to_vec(),
        };
        Some(self::bits(&bytes))
    };
    let is_mapped = |bits: &[bool]| bits.len() == 128 && bits[..96] == self::bits(&MAPPED)[..];
    let (base, length) = match network.split_once('/') {
        Some((base, length)) if length.len() <= 3 && length.chars().all(|c| c.is_ascii_digit()) => {
            (bits(base)?, length.parse().ok()?)
        }
        Some(_) => return None,
        None => {
            let base = bits(network)?;
            let length = base.len();
            (base, length)
        }
    };
    (length <= base.len()).then_some(())?;
    let (base, length) =
        if is_mapped(&base) && length >= 96 { (base[96..].to_vec(), length - 96) } else { (base, length) };
    let mut address = bits(address)?;
    if is_mapped(&address) {
        address.drain(..96);
    }
    Some(address.len() == base.len() && address[..length] == base[..length])
}

/// A decimal as digits with the exponent of the last one.
pub(super) struct Number {
    negative: bool,
    digits: String,
    exponent: i64,
}

fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let (negative, unsigned) = match text.chars().next()? {
        '-' => (true, &text[1..]),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let lower = unsigned.to_lowercase();
    let (mantissa, exponent) = match lower.split_once('e') {
        Some((mantissa, exponent)) => {
            let digits = exponent.trim_start_matches(['+', '-']);
            if digits.is_empty()
                || digits.len() + 1 < exponent.len()
                || !digits.chars().all(|c| c.is_ascii_digit())
            {
                return None;
            }
            (mantissa, exponent.parse::<i64>().ok()?)
        }
        None => (lower.as_str(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(Number { negative, digits, exponent: exponent - fraction.len() as i64 })
}

impl Number {
    /// Writes both with the same exponent and length, and compares the texts.
    fn compare(&self, other: &Number) -> std::cmp::Ordering {
        let exponent = self.exponent.min(other.exponent);
        let zeros = |number: &Number| "0".repeat(usize::try_from(number.exponent - exponent).unwrap());
        let (a, b) = (format!("{}{}", self.digits, zeros(self)), format!("{}{}", other.digits, zeros(other)));
        let width = a.len().max(b.len());
        let (a, b) = (format!("{a:0>width$}"), format!("{b:0>width$}"));
        let is_zero = |digits: &str| digits.chars().all(|c| c == '0');
        match (self.negative && !is_zero(&a), other.negative && !is_zero(&b)) {
            (false, false) => a.cmp(&b),
            (true, true) => b.cmp(&a),
            (true, false) => std::cmp::Ordering::Less,
            (false, true) => std::cmp::Ordering::Greater,
        }
    }
}

/// Nanoseconds since 1970.
fn date(text: &str) -> Option<i128> {
    let text = text.trim();
    let all_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let nanoseconds = |fraction: &str| -> Option<i128> {
        if !all_digits(fraction) {
            return None;
        }
        let padded = format!("{fraction}000000000");
        padded[..9].parse().ok()
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if all_digits(whole) && all_digits(fraction) && !text.ends_with('.') {
        let seconds: i64 = whole.parse().ok()?;
        return Some(i128::from(seconds) * 1_000_000_000 + nanoseconds(fraction)?);
    }
    let upper = text.to_uppercase();
    let (day, time) = match upper.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (upper.as_str(), None),
    };
    let fields: Vec<&str> = day.split('-').collect();
    let widths: Vec<usize> = fields.iter().map(|field| field.len()).collect();
    let complete = widths == [4, 2, 2];
    if !(complete || (time.is_none() && (widths == [4] || widths == [4, 2])))
        || !fields.iter().all(|f| all_digits(f))
    {
        return None;
    }
    let field = |at: usize| fields.get(at).map_or(1, |field| field.parse().unwrap());
    let year: i16 = fields[0].parse().ok().filter(|year| *year > 0)?;
    let date = jiff::civil::Date::new(year, field(1), field(2)).ok()?;
    let mut offset = 0;
    let mut clock = time.unwrap_or("00:00").to_owned();
    if let Some(at) = clock.find(['Z', '+', '-']) {
        let zone = clock.split_off(at);
        if zone != "Z" {
            let digits = zone[1..].replacen(':', "", usize::from(zone.len() == 6 && &zone[3..4] == ":"));
            if digits.len() != 4 || !all_digits(&digits) {
                return None;
            }
            let minutes = digits[..2].parse::<i128>().ok()? * 60 + digits[2..].parse::<i128>().ok()?;
            offset = if zone.starts_with('+') { minutes } else { -minutes };
        }
    }
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) if clock.len() == 8 => (clock, nanoseconds(fraction)?),
        Some(_) => return None,
        None => (clock.as_str(), 0),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|part| part.len() == 2 && all_digits(part)) {
        return None;
    }
    let second = parts.get(2).map_or(0, |second| second.parse().unwrap());
    let time = jiff::civil::Time::new(parts[0].parse().ok()?, parts[1].parse().ok()?, second, 0).ok()?;
    if second > 59 {
        return None;
    }
    let moment = date.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(i128::from(moment.timestamp().as_second()) * 1_000_000_000 + fraction - offset * 60_000_000_000)
}
