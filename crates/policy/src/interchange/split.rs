//! Tells lines of JSON from documents that go on over several lines.

use super::Input;
use crate::json::{self, Bounds};
use crate::limits::{MAX_INPUT_BYTES, MAX_INPUT_DEPTH, MAX_INPUT_VALUES};
use crate::position::narrow;

const BOUNDS: Bounds = Bounds { bytes: MAX_INPUT_BYTES, depth: MAX_INPUT_DEPTH, values: MAX_INPUT_VALUES };

/// True if a line begins an object or array that does not end in it: then the text is not one of lines, but of documents.
pub fn begins_document(line: &str) -> bool {
    let text = line.trim();
    text.starts_with(['{', '[']) && end_of(text) == End::Open
}

/// The documents of a text, one after another, each with its first line. If the first one is not JSON but another
/// line is an input by itself, the text has an input a line, of which the first is broken: its lines are given.
pub fn documents(text: &str) -> Vec<Input<'_>> {
    let documents = cut(text);
    let is_json = |input: &Input<'_>| json::parse(input.text, BOUNDS).is_ok();
    if documents.first().is_none_or(is_json) {
        return documents;
    }
    let lines: Vec<Input<'_>> = lines(text).collect();
    if lines.iter().any(|line| is_input(line.text)) { lines } else { documents }
}

fn is_input(line: &str) -> bool {
    line.starts_with('{') && json::parse(line, BOUNDS).is_ok_and(|node| node.get("request").is_some())
}

fn lines(text: &str) -> impl Iterator<Item = Input<'_>> {
    let numbered = text.lines().zip(1u32..);
    numbered
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(text, line)| Input { text: text.trim_end(), line })
}

fn cut(text: &str) -> Vec<Input<'_>> {
    let (mut documents, mut line, mut rest) = (Vec::new(), 1, text);
    let breaks = |text: &str| narrow(text.bytes().filter(|byte| *byte == b'\n').count());
    loop {
        let begin = rest.trim_start();
        line += breaks(rest.get(..rest.len() - begin.len()).unwrap_or(""));
        if begin.is_empty() {
            return documents;
        }
        let length = match end_of(begin) {
            End::At(length) => length,
            End::Open => begin.len(),
            // Neither object nor array: what is wrong with it is wrong with its line.
            End::None => begin.find('\n').unwrap_or(begin.len()),
        };
        let (document, after) = begin.split_at_checked(length).unwrap_or((begin, ""));
        documents.push(Input { text: document.trim_end(), line });
        line += breaks(document);
        rest = after;
    }
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    /// The text does not begin with a bracket, or a string in it does not end.
    None,
    /// Some bracket is not closed.
    Open,
    /// Just after the bracket that closes the first.
    At(usize),
}

/// End of the object or array at the start of the text, going by brackets and strings alone.
fn end_of(text: &str) -> End {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' if depth > 0 => in_string = !in_string,
            // A string ends in its line.
            b'\n' if in_string => return End::None,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => match depth.checked_sub(1) {
                Some(0) => return End::At(at + 1),
                Some(less) => depth = less,
                None => return End::None,
            },
            _ if depth == 0 => return End::None,
            _ => {}
        }
    }
    if in_string || depth == 0 { End::None } else { End::Open }
}
