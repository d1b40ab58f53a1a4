//! Form of the story: a line for each call, its answer and reason below. Fit for pipes and screen readers.

use std::io::Write;

use crate::limits::TEXT_COLUMNS;

const INDENT: &str = "    ";

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// Writer of the story. A failure to write is ignored: the scenario goes on, since everything made has to be taken down.
pub(crate) struct Narrator<'a> {
    out: &'a mut dyn Write,
    colour: bool,
}

impl<'a> Narrator<'a> {
    /// A narrator that writes to `out`.
    pub(crate) fn new(out: &'a mut dyn Write, colour: bool) -> Self {
        Self { out, colour }
    }

    /// Reports whether the output shows colours.
    pub(crate) fn has_colour(&self) -> bool {
        self.colour
    }

    /// Tells the scenario's name and its moral.
    pub(crate) fn title(&mut self, name: &str, moral: &str) {
        let name = self.styled(BOLD, name);
        self.line(&format!("{name}: {moral}"));
        self.line("");
    }

    /// Tells a fact about the scene.
    pub(crate) fn fact(&mut self, name: &str, value: &str) {
        let name = self.styled(DIM, &format!("{name:>8}"));
        self.line(&format!("{name}  {}", printable(value)));
    }

    /// Begins a part.
    pub(crate) fn part(&mut self, name: &str) {
        let name = self.styled(BOLD, name);
        self.line("");
        self.line(&name);
    }

    /// Tells a call whose outcome was the expected one.
    pub(crate) fn good(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(GREEN, "✓");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// Tells a call whose outcome was another.
    pub(crate) fn bad(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(RED, "✗");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// Tells a call that is to be made again.
    pub(crate) fn again(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(YELLOW, "…");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// An answer, as it came.
    pub(crate) fn answer(&mut self, text: &str) {
        self.paragraph("", text, Some(DIM));
    }

    /// Reason of the answer above.
    pub(crate) fn why(&mut self, text: &str) {
        self.paragraph("Why: ", text, None);
    }

    /// A document, line by line.
    pub(crate) fn document(&mut self, text: &str) {
        for line in text.lines() {
            let line = self.styled(DIM, line);
            self.line(&format!("{INDENT}{line}"));
        }
    }

    /// Tells running text to the person at the terminal.
    pub(crate) fn say(&mut self, text: &str) {
        self.paragraph("", text, None);
    }

    /// Lines that are shown just as they are.
    pub(crate) fn verbatim(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    /// A question; the answer is typed behind it.
    pub(crate) fn ask(&mut self, question: &str) {
        let question = self.styled(BOLD, question);
        self.write(&format!("{INDENT}{question} "));
        let _ = self.out.flush();
    }

    /// Ends a line that another writer began.
    pub(crate) fn line_break(&mut self) {
        self.line("");
    }

    fn paragraph(&mut self, lead: &str, text: &str, style: Option<&str>) {
        for line in wrap(&format!("{lead}{}", printable(text)), TEXT_COLUMNS - INDENT.len()) {
            let line = style.map_or(line.clone(), |style| self.styled(style, &line));
            self.line(&format!("{INDENT}{line}"));
        }
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.colour { format!("{style}{text}{PLAIN}") } else { text.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.write(line);
        self.write("\n");
    }

    fn write(&mut self, text: &str) {
        // the reader may have gone
        let _ = self.out.write_all(text.as_bytes());
    }
}

fn follow(outcome: &str) -> String {
    if outcome.is_empty() { String::new() } else { format!(" → {}", printable(outcome)) }
}

/// Text of a server without control characters, as a part of a line.
fn printable(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' | '\r' | '\t' => ' ',
        character if character.is_control() => char::REPLACEMENT_CHARACTER,
        character => character,
    };
    text.chars().map(shown).collect()
}

/// Lines of at most `width` characters, unless one word is longer.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests;
