//! Patterns of the models, which are Java's, as patterns of the `regex` crate.

/// Patterns that the `regex` crate cannot say directly: what they mean, as patterns that all have to match.
const BY_HAND: [(&str, &[&str]); 1] =
    [("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", &["[a-z0-9](?:-?[a-z0-9])*", ".{3,63}"])];

/// Expressions that together match what `java` matches as a whole.
pub(super) fn translate(java: &str) -> Vec<String> {
    if let Some((_, all)) = BY_HAND.iter().find(|(text, _)| *text == java) {
        return all.iter().map(|one| (*one).to_owned()).collect();
    }
    vec![one(java)]
}

/// Escapes whose meaning differs: `\w` and `\d` are ASCII, `\uXXXX` has up to six digits in the models.
fn one(java: &str) -> String {
    let mut out = String::new();
    let mut in_class = false;
    let mut rest = java.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('w') => out.push_str(&class("0-9A-Za-z_", in_class)),
            Some('d') => out.push_str(&class("0-9", in_class)),
            Some('u') => {
                let mut digits = String::new();
                while digits.len() < code_point_digits(&digits)
                    && let Some(digit) = rest.next_if(char::is_ascii_hexdigit)
                {
                    digits.push(digit);
                }
                out.push_str(&format!("\\x{{{digits}}}"));
            }
            Some(escaped) => out.extend(['\\', escaped]),
            None => out.push_str("\\\\"),
        }
    }
    out
}

fn class(content: &str, in_class: bool) -> String {
    if in_class { content.to_owned() } else { format!("[{content}]") }
}

/// The models write `\u10000` and `\u10FFFF` for the supplementary planes, although Java reads four digits. `\u1000`
/// and `\u10FF` alone occur nowhere.
fn code_point_digits(so_far: &str) -> usize {
    match so_far {
        "1000" => 5,
        "10FF" | "10FFF" => 6,
        _ if so_far.len() < 4 => 4,
        _ => 0,
    }
}
