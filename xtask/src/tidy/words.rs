//! Rules about the words of comments.
//!
//! A sentence begins with the thing, or with what it does ("Returns", "Refuses"): its readers do not know us. A machine can see
//! the first words of sentences, comments of one word, and words that are always vague.

use super::Finding;
use super::source::Source;

/// Words that no sentence of a comment may begin with.
const OPENINGS: [&str; 9] = ["What", "Who", "Whose", "Where", "When", "How", "Whether", "Which", "Why"];

/// Words that no comment may have.
const VAGUE: [&str; 6] = ["somebody", "nobody", "anybody", "whoever", "whatever", "anew"];

/// A comment of one or several lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comment {
    /// the first line, from 0
    pub line: usize,
    /// true if documentation is made of it
    pub doc: bool,
    /// the lines, each without its mark
    pub text: Vec<String>,
}

/// Checks the comments of a Rust file.
pub(super) fn rust(source: &Source) -> Vec<Finding> {
    check(&source.file, &comments(source))
}

/// Checks the comments and the docstrings of a Python file.
pub(super) fn python(file: &str, text: &str) -> Vec<Finding> {
    check(file, &python_comments(text))
}

fn check(file: &str, comments: &[Comment]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for comment in comments {
        let mut find = |line: usize, message: String| {
            findings.push(Finding { file: file.to_owned(), line: line + 1, message });
        };
        let mut said = comment.text.iter().flat_map(|line| words(line));
        let (first, second) = (said.next(), said.next());
        match first {
            Some(first) if OPENINGS.contains(&first) => {
                find(
                    comment.line,
                    format!("begins with {first:?}: say the thing, or what it does (\"Returns\")"),
                );
            }
            Some(first) if comment.doc && second.is_none() => {
                find(
                    comment.line,
                    format!("{first:?} alone tells nothing; say what it is, its unit, its limit"),
                );
            }
            _ => {}
        }
        for (at, opening) in later_openings(&comment.text) {
            find(
                comment.line + at,
                format!("a sentence begins with {opening:?}: say the thing, or what it does"),
            );
        }
        for (at, line) in comment.text.iter().enumerate() {
            for word in words(line).filter(|word| VAGUE.contains(&word.to_lowercase().as_str())) {
                find(comment.line + at, format!("{word:?} is vague: name who or what is meant"));
            }
        }
    }
    findings
}

/// Banned openings of sentences after the first, with the lines that they stand in.
fn later_openings(text: &[String]) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.iter().enumerate();
    lines.flat_map(move |(at, line)| {
        let ends_before =
            at.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|line| line.ends_with('.'));
        let from_start = ends_before.then_some(line.as_str());
        let sentences = from_start.into_iter().chain(line.split(". ").skip(1));
        let openings = sentences.filter_map(|sentence| words(sentence).next());
        openings.filter(|word| OPENINGS.contains(word)).map(move |word| (at, word))
    })
}

/// The words of a line. Code between backticks counts as one word.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split('`').enumerate();
    parts.flat_map(|(at, part)| {
        let (prose, code) = if at % 2 == 0 { (part, None) } else { ("", Some("code")) };
        let words = prose.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
        words.filter(|word| !word.is_empty()).chain(code)
    })
}

/// Groups lines of comments that follow each other with the same mark at the same place.
fn comments(source: &Source) -> Vec<Comment> {
    let mut found: Vec<(Comment, (usize, &str))> = Vec::new();
    for (line, text) in source.comments.iter().enumerate() {
        let Some(at) = text.find("//") else { continue };
        let rest = text.get(at..).unwrap_or_default();
        let mark = ["//!", "///", "//"].into_iter().find(|mark| rest.starts_with(mark)).unwrap_or("//");
        let said = rest.get(mark.len()..).unwrap_or_default().trim().to_owned();
        match found.last_mut() {
            Some((comment, place)) if comment.line + comment.text.len() == line && *place == (at, mark) => {
                comment.text.push(said);
            }
            _ if said.is_empty() => {}
            _ => found.push((Comment { line, doc: mark != "//", text: vec![said] }, (at, mark))),
        }
    }
    found.into_iter().map(|(comment, _)| comment).collect()
}

/// Comments, and docstrings: texts in three quotes at the beginning of the file or of a block.
fn python_comments(text: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    let mut open: Option<Comment> = None;
    let mut begins = true;
    for (line, text) in text.lines().enumerate() {
        let trimmed = text.trim();
        if let Some(mut comment) = open.take() {
            comment.text.push(trimmed.trim_end_matches("\"\"\"").to_owned());
            match trimmed.ends_with("\"\"\"") {
                true => found.push(comment),
                false => open = Some(comment),
            }
        } else if let Some(said) = trimmed.strip_prefix("\"\"\"").filter(|_| begins) {
            let doc = Comment { line, doc: true, text: vec![said.trim_end_matches("\"\"\"").to_owned()] };
            match said.ends_with("\"\"\"") {
                true => found.push(doc),
                false => open = Some(doc),
            }
            begins = false;
        } else if let Some(said) = trimmed.strip_prefix('#') {
            let said = said.trim().to_owned();
            match found.last_mut() {
                Some(last) if !last.doc && last.line + last.text.len() == line => last.text.push(said),
                _ => found.push(Comment { line, doc: false, text: vec![said] }),
            }
        } else if !trimmed.is_empty() {
            begins = trimmed.ends_with(':');
        }
    }
    found
}
