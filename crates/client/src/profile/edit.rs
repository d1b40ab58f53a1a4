//! Changes to configuration files that keep all other lines.

use super::ini::{Line, Scanner};

/// A text with `key = value` for each pair in a section, which is added at the end if it is missing. All other lines, comments,
/// their order and line ends stay.
///
/// # Errors
/// If a name or value has control characters, by which it could add lines of its own.
pub fn set_in_section(text: &str, section: &str, pairs: &[(&str, &str)]) -> Result<String, Unwritable> {
    if pairs.iter().flat_map(|(key, value)| [*key, *value]).flat_map(str::chars).any(char::is_control) {
        return Err(Unwritable);
    }
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let end = if lines.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
        last.push_str(end);
    }
    if place(&lines, section).is_none() {
        if section.chars().any(|c| c.is_control() || c == '[' || c == ']') {
            return Err(Unwritable);
        }
        if lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(end.to_owned());
        }
        lines.push(format!("[{section}]{end}"));
    }
    for (key, value) in pairs {
        if let Some(place) = place(&lines, section) {
            place.set(&mut lines, key, value, end);
        }
    }
    Ok(lines.concat())
}

/// A text without a key of a section. All other lines stay.
pub(crate) fn unset_in_section(text: &str, section: &str, key: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(place) = place(&lines, section) {
        place.unset(&mut lines, key);
    }
    lines.concat()
}

/// A name or value that cannot be written to a configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritable;

/// A section's lines.
struct Place {
    /// number of the line after its last one that is not blank
    behind: usize,
    /// indentation of that last line, bytes: a new line with another one could be read as a part of it
    indentation: usize,
    /// key in lower case, its line, its indentation
    keys: Vec<(String, usize, usize)>,
    /// lines that belong to a value above
    more: Vec<usize>,
}

/// Lines of a section, if it exists.
fn place(lines: &[String], section: &str) -> Option<Place> {
    let mut scanner = Scanner::default();
    let mut found: Option<Place> = None;
    for (at, line) in lines.iter().enumerate() {
        let line = if at == 0 { line.strip_prefix('\u{FEFF}').unwrap_or(line) } else { line };
        let kind = scanner.line(line);
        let Some(place) = &mut found else {
            if kind == Line::Section(section) {
                let indentation = line.len() - line.trim_start().len();
                found = Some(Place { behind: at + 1, indentation, keys: Vec::new(), more: Vec::new() });
            }
            continue;
        };
        match kind {
            Line::Section(_) => {
                // a key that stands further left would swallow this section's line
                let its = line.len() - line.trim_start().len();
                place.indentation = place.indentation.max(its);
                break;
            }
            Line::Blank => continue,
            Line::Key(key, _, indentation) => {
                place.keys.push((key.to_lowercase(), at, indentation));
                place.indentation = indentation;
            }
            Line::More(_) => place.more.push(at),
            Line::Comment | Line::NotUnderstood => {}
        }
        place.behind = at + 1;
    }
    found
}

impl Place {
    fn set(&self, lines: &mut Vec<String>, key: &str, value: &str, end: &str) {
        let new = |indentation: usize| format!("{:indentation$}{key} = {value}{end}", "");
        let Some((_, at, indentation)) = self.keys.iter().find(|(have, _, _)| have == key) else {
            lines.insert(self.behind, new(self.indentation));
            return;
        };
        self.drop_more(lines, *at);
        if let Some(line) = lines.get_mut(*at) {
            *line = new(*indentation);
        }
    }

    fn unset(&self, lines: &mut Vec<String>, key: &str) {
        if let Some((_, at, _)) = self.keys.iter().find(|(have, _, _)| have == key) {
            self.drop_more(lines, *at);
            lines.remove(*at);
        }
    }

    /// Lines that continue the value of a key go with it.
    fn drop_more(&self, lines: &mut Vec<String>, at: usize) {
        let next = self.keys.iter().map(|(_, line, _)| *line).find(|line| *line > at).unwrap_or(usize::MAX);
        for line in self.more.iter().filter(|line| (at..next).contains(*line)).rev() {
            lines.remove(*line);
        }
    }
}
