//! Paths that a Rust file names: in `use` declarations, with their braces unfolded, and everywhere else.

use super::source::Source;

/// A path as it is written, without generics.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// the line on which it begins, from 0
    pub line: usize,
    /// `crate`, `profile`, `Settings`; the last one is `*` for everything
    pub parts: Vec<String>,
    /// the name that a declaration gives it, `None` outside of declarations
    pub alias: Option<String>,
    /// true for `pub use`, `pub(crate) use` and their kin
    pub exported: bool,
}

/// Paths of at least two parts outside tests, and the names that declarations bring in.
pub(super) fn named(source: &Source) -> Vec<Named> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.text == "use" {
            let end =
                at + tokens.iter().skip(at).position(|token| token.text == ";").unwrap_or(tokens.len() - at);
            let exported = is_exported(tokens.get(..at).unwrap_or_default());
            let mut tree =
                Tree { tokens: tokens.get(at + 1..end).unwrap_or_default(), exported, found: &mut found };
            tree.unfold(Vec::new());
            at = end;
        } else if token.is_name() && follows(&tokens, at + 1) {
            let (line, mut parts) = (token.line, vec![token.text.clone()]);
            at += 1;
            while follows(&tokens, at) {
                let next = tokens.get(at + 1).map(|token| token.text.clone()).unwrap_or_default();
                parts.push(next);
                at += 2;
            }
            found.push(Named { line, parts, alias: None, exported: false });
        } else {
            at += 1;
        }
    }
    found
}

/// True if `::` and a name stand here.
fn follows(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.text == "::") && tokens.get(at + 1).is_some_and(Token::is_name)
}

/// `pub`, or `pub(crate)`, in front of `use`.
fn is_exported(before: &[Token]) -> bool {
    let words: Vec<&str> = before.iter().rev().take(6).map(|token| token.text.as_str()).collect();
    match words.as_slice() {
        ["pub", ..] => true,
        [")", rest @ ..] => {
            let close = rest.iter().position(|word| *word == "(");
            close.is_some_and(|close| rest.get(close + 1) == Some(&"pub"))
        }
        _ => false,
    }
}

#[derive(Debug)]
struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// Names, `::`, and single characters of the code outside tests.
fn tokens(source: &Source) -> Vec<Token> {
    let mut found = Vec::new();
    for (line, code) in source.code.iter().enumerate() {
        if source.test.get(line).copied().unwrap_or(false) {
            continue;
        }
        let mut rest = code.as_str();
        while let Some(c) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = match c {
                _ if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                _ => c.len_utf8(),
            };
            let (text, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if !c.is_whitespace() {
                found.push(Token { line, text: text.to_owned() });
            }
            rest = left;
        }
    }
    found
}

/// The tree of one `use` declaration.
struct Tree<'a> {
    tokens: &'a [Token],
    exported: bool,
    found: &'a mut Vec<Named>,
}

impl Tree<'_> {
    /// Reads `a::b::{c, d as e}` up to a comma, a closing brace, or the end.
    fn unfold(&mut self, mut parts: Vec<String>) {
        let mut line = self.tokens.first().map_or(0, |token| token.line);
        let mut alias = None;
        while let Some((token, rest)) = self.tokens.split_first() {
            match token.text.as_str() {
                "," | "}" => break,
                "{" => {
                    self.tokens = rest;
                    return self.branches(&parts);
                }
                "as" => {
                    alias = rest.first().map(|token| token.text.clone());
                    self.tokens = rest.get(1..).unwrap_or_default();
                    continue;
                }
                "::" => {}
                "self" if !parts.is_empty() => {}
                text => {
                    line = token.line;
                    parts.push(text.to_owned());
                }
            }
            self.tokens = rest;
        }
        if let Some(last) = parts.last().cloned() {
            let alias = Some(alias.unwrap_or(last));
            self.found.push(Named { line, parts, alias, exported: self.exported });
        }
    }

    fn branches(&mut self, parts: &[String]) {
        while let Some((token, rest)) = self.tokens.split_first() {
            match token.text.as_str() {
                "}" => {
                    self.tokens = rest;
                    return;
                }
                "," => self.tokens = rest,
                _ => self.unfold(parts.to_vec()),
            }
        }
    }
}
