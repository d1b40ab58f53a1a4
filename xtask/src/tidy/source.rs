//! A Rust file, its code told apart from its comments and texts.

/// A Rust file.
pub(super) struct Source {
    /// relative to the root
    pub file: String,
    /// the lines as they are
    pub lines: Vec<String>,
    /// the lines with comments and the content of texts blanked out
    pub code: Vec<String>,
    /// the lines with everything but comments blanked out
    pub comments: Vec<String>,
    /// by line: true if it belongs to a test
    pub test: Vec<bool>,
}

/// A function and the lines it takes, signature and braces included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    /// its name
    pub name: String,
    /// the line of its `fn`, from 0
    pub line: usize,
    /// lines from `fn` to the closing brace
    pub length: usize,
}

impl Source {
    /// Reads a file's text.
    pub(super) fn new(file: &str, text: &str) -> Self {
        let (code, comments) = split(text);
        let code: Vec<String> = code.lines().map(str::to_owned).collect();
        let whole = is_test_file(file);
        let mut source = Self {
            file: file.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            test: vec![whole; code.len()],
            code,
            comments: comments.lines().map(str::to_owned).collect(),
        };
        source.mark_test_modules();
        source
    }

    /// Every function with a body, in order.
    pub(super) fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        for (line, code) in self.code.iter().enumerate() {
            let Some((name, column)) = function_name(code) else { continue };
            if let Some(last) = self.end_of_block(line, column) {
                found.push(Function { name, line, length: last - line + 1 });
            }
        }
        found
    }

    /// `#[cfg(test)]` and what it stands before.
    fn mark_test_modules(&mut self) {
        let starts: Vec<usize> = (0..self.code.len())
            .filter(|line| self.code.get(*line).is_some_and(|code| code.contains("#[cfg(test)]")))
            .collect();
        for start in starts {
            let end = self.end_of_block(start, 0).unwrap_or(start);
            if let Some(lines) = self.test.get_mut(start..=end) {
                lines.fill(true);
            }
        }
    }

    /// The line on which the block closes that opens behind this place; `None` if a `;` comes first.
    fn end_of_block(&self, line: usize, column: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut nested = 0_usize;
        for (at, code) in self.code.iter().enumerate().skip(line) {
            let start = if at == line { column } else { 0 };
            for c in code.get(start..).unwrap_or_default().chars() {
                match c {
                    '(' | '[' => nested += 1,
                    ')' | ']' => nested = nested.saturating_sub(1),
                    // inside of a bracket a semicolon belongs to an array's length
                    ';' if depth == 0 && nested == 0 => return None,
                    '{' => depth += 1,
                    '}' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            return Some(at);
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }
}

/// True if the whole file is about tests, benches or fuzzing.
pub(super) fn is_test_file(file: &str) -> bool {
    let mut parts = file.split('/').rev();
    let name = parts.next().unwrap_or_default();
    name == "tests.rs"
        || name.ends_with("_tests.rs")
        || parts.any(|part| matches!(part, "tests" | "benches" | "fuzz" | "fuzz_targets"))
}

/// The name behind the first `fn` of a line, and where it stands.
fn function_name(code: &str) -> Option<(String, usize)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices("fn ").find_map(|(at, word)| {
        let starts = !code.get(..at)?.chars().next_back().is_some_and(is_word);
        let name = code.get(at + word.len()..)?.split(|c| !is_word(c)).next()?;
        (starts && !name.is_empty()).then(|| (name.to_owned(), at))
    })
}

/// Splits code from comments: each with the other, and what stands between quotes, blanked out. Line ends stay in both, and
/// so do the quotes in the code.
fn split(text: &str) -> (String, String) {
    let (mut code, mut comments) = (String::with_capacity(text.len()), String::with_capacity(text.len()));
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let is_comment = rest.starts_with("//") || rest.starts_with("/*");
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => text_literal(rest),
            'r' | 'b' | 'c' if !before.is_alphanumeric() && before != '_' => raw_literal(rest).unwrap_or(0),
            '\'' => char_literal(rest).unwrap_or(0),
            _ => 0,
        };
        if length == 0 {
            code.push(c);
            comments.push(if c == '\n' { c } else { ' ' });
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let last = taken.chars().count() - 1;
        for (at, c) in taken.chars().enumerate() {
            let quote = c == '"' && (at == 0 || at == last) && !is_comment;
            code.push(if c == '\n' || quote { c } else { ' ' });
            comments.push(if c == '\n' || is_comment { c } else { ' ' });
        }
        before = ' ';
        rest = left;
    }
    (code, comments)
}

/// Block comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn text_literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}

/// `r"…"`, `br#"…"#` and their kin.
fn raw_literal(text: &str) -> Option<usize> {
    let after = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - after.len();
    let hashes_and_rest = after.strip_prefix('r').filter(|_| prefix <= 1)?;
    let rest = hashes_and_rest.trim_start_matches('#');
    let hashes = hashes_and_rest.len() - rest.len();
    let body = rest.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = prefix + 1 + hashes + 1;
    Some(body.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// A character, and not the name of a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut rest = text.char_indices().skip(1);
    let (_, first) = rest.next()?;
    if first == '\\' {
        rest.next()?;
        return rest.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    rest.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}
