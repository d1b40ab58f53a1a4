//! How the demo looks: one line for a call, what follows from it below, nothing that a pipe or a screen reader minds.

use std::io::Write;

/// Columns that running text is wrapped at.
const WIDTH: usize = 100;
const INDENT: &str = "    ";

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// Writes the story. If nobody listens any more it goes on all the same: what was made has to be taken down.
pub struct Narrator<'a> {
    out: &'a mut dyn Write,
    colour: bool,
}

impl<'a> Narrator<'a> {
    /// Tells it to `out`, with colours or without.
    pub fn new(out: &'a mut dyn Write, colour: bool) -> Self {
        Self { out, colour }
    }

    /// Whether the output understands colours.
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    /// What is played, and what it teaches.
    pub fn title(&mut self, name: &str, moral: &str) {
        let name = self.styled(BOLD, name);
        self.line(&format!("{name}: {moral}"));
        self.line("");
    }

    /// Something to know beforehand.
    pub fn fact(&mut self, name: &str, value: &str) {
        let name = self.styled(DIM, &format!("{name:>8}"));
        self.line(&format!("{name}  {}", printable(value)));
    }

    /// Begins a part.
    pub fn part(&mut self, name: &str) {
        let name = self.styled(BOLD, name);
        self.line("");
        self.line(&name);
    }

    /// A call whose outcome was as it should be.
    pub fn good(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(GREEN, "✓");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// A call that did not go as it should.
    pub fn bad(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(RED, "✗");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// A call that is to be made once more.
    pub fn again(&mut self, call: &str, outcome: &str) {
        let mark = self.styled(YELLOW, "…");
        self.line(&format!("  {mark} {call}{}", follow(outcome)));
    }

    /// An answer, as it came.
    pub fn answer(&mut self, text: &str) {
        self.paragraph("", text, Some(DIM));
    }

    /// Why it came.
    pub fn why(&mut self, text: &str) {
        self.paragraph("Why: ", text, None);
    }

    /// A document, line by line.
    pub fn document(&mut self, text: &str) {
        for line in text.lines() {
            let line = self.styled(DIM, line);
            self.line(&format!("{INDENT}{line}"));
        }
    }

    /// Running text for whoever is at the terminal.
    pub fn say(&mut self, text: &str) {
        self.paragraph("", text, None);
    }

    /// Lines that are shown just as they are.
    pub fn verbatim(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    /// A question; the answer is typed behind it.
    pub fn ask(&mut self, question: &str) {
        let question = self.styled(BOLD, question);
        self.write(&format!("{INDENT}{question} "));
        let _ = self.out.flush();
    }

    /// Ends a line that somebody else began.
    pub fn line_break(&mut self) {
        self.line("");
    }

    fn paragraph(&mut self, lead: &str, text: &str, style: Option<&str>) {
        for line in wrap(&format!("{lead}{}", printable(text)), WIDTH - INDENT.len()) {
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
        // whoever listened may have gone
        let _ = self.out.write_all(text.as_bytes());
    }
}

fn follow(outcome: &str) -> String {
    if outcome.is_empty() { String::new() } else { format!(" → {}", printable(outcome)) }
}

/// What a server sends is not to steer the terminal.
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
