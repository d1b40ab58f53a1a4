//! Rules about sources.

use super::Finding;
use super::source::{Function, Source};

/// Lines of a file that holds neither tests nor generated code.
const MAX_FILE_LINES: usize = 600;

/// Lines of a function outside tests, from `fn` to its closing brace.
const MAX_FUNCTION_LINES: usize = 70;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["common", "helper", "helpers", "misc", "util", "utils"];

/// Marks of unfinished work.
const STUBS: [&str; 5] = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore]", "#[cfg(any())]"];

/// Marks of unfinished work in comments.
const MARKS: [&str; 2] = ["FIXME", "XXX"];

/// Calls that can panic. Indexing is clippy's to find.
const PANICS: [&str; 4] = [".unwrap()", ".expect(\"", "panic!(", "unreachable!("];

/// Lines above a panic in which its reason has to stand, as a comment and an `allow`.
const REASON_LINES: usize = 4;

/// Checks the name of any file.
pub(super) fn name(file: &str) -> Option<Finding> {
    let bad = file
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .find(|part| EMPTY_NAMES.contains(part))?;
    Some(Finding {
        file: file.to_owned(),
        line: 1,
        message: format!("{bad:?} says nothing of what is inside; name it after what it is about"),
    })
}

/// Checks a Rust file.
pub(super) fn rust(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line: usize, message: String| {
        findings.push(Finding { file: source.file.clone(), line: line + 1, message });
    };
    let own_lines = source.test.iter().filter(|test| !**test).count();
    if own_lines > MAX_FILE_LINES {
        find(0, format!("{own_lines} lines without tests, at most {MAX_FILE_LINES}: two rooms in one"));
    }
    for function in source.functions() {
        if function.length > MAX_FUNCTION_LINES && !is_test(source, function.line) {
            let Function { name, length, .. } = &function;
            find(function.line, format!("{name} takes {length} lines, at most {MAX_FUNCTION_LINES}"));
        }
    }
    for (line, code) in source.code.iter().enumerate() {
        if let Some(module) = code.trim().strip_suffix(';').and_then(|code| code.rsplit_once("mod ")) {
            let module = module.1.trim();
            if EMPTY_NAMES.contains(&module) {
                find(line, format!("module {module:?} says nothing of what is inside"));
            }
        }
        for stub in STUBS.iter().filter(|stub| code.contains(**stub)) {
            find(line, format!("`{stub}` is unfinished work"));
        }
        for panic in PANICS.iter().filter(|panic| contains_word(code, panic)) {
            if !is_test(source, line) && !has_reason(source, line) {
                let call = panic.trim_end_matches(['(', '"']);
                find(
                    line,
                    format!("`{call}` outside tests needs a proof in a comment and an allow right above it"),
                );
            }
        }
        // what is blanked out of the code is a comment or a text; both count, save for this list of marks itself
        let comment = source.lines.get(line).filter(|_| !source.file.starts_with("xtask/src/tidy/"));
        let comment = comment.map_or("", String::as_str);
        let words = comment.split(|c: char| !c.is_alphanumeric());
        for mark in words.filter(|word| MARKS.contains(word)) {
            find(line, format!("{mark} is unfinished work"));
        }
    }
    findings
}

/// Tests named after a bug that a peer had.
pub(super) fn adversarial_tests(source: &Source) -> usize {
    source.code.iter().filter(|code| code.contains("fn adv_")).count()
}

/// Checks that such tests are not lost.
pub(super) fn floor(file: &str, text: &str, count: usize) -> Option<Finding> {
    let message = match text.trim().parse::<usize>() {
        Ok(floor) if count >= floor => return None,
        Ok(floor) => format!("{count} tests are named adv_…, there were {floor}"),
        Err(_) => "holds one number".to_owned(),
    };
    Some(Finding { file: file.to_owned(), line: 1, message })
}

fn is_test(source: &Source, line: usize) -> bool {
    source.test.get(line).copied().unwrap_or(false)
}

/// `panic!(` and not `debug_panic!(`.
fn contains_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        word.starts_with('.') || !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

fn has_reason(source: &Source, line: usize) -> bool {
    let above = line.saturating_sub(REASON_LINES)..line;
    let lines = source.lines.get(above).unwrap_or_default();
    let allowed =
        lines.iter().any(|line| line.contains("allow(clippy::") || line.contains("expect(clippy::"));
    allowed && lines.iter().any(|line| line.contains("//") || line.contains("reason = "))
}
