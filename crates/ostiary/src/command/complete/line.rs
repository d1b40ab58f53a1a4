//! A command line of bash up to the cursor: its words, and the form of a candidate in the last one.

/// Quote that is open in the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// A line up to the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// words without their quotes; the last one, which may be empty, is at the cursor
    pub(super) words: Vec<String>,
    /// the last word as typed
    typed: String,
    /// the quote that is open in it
    quote: Quote,
}

impl Line {
    /// Splits a line into words as bash does. Assignments before the command are no words.
    pub(super) fn read(line: &str) -> Self {
        let mut read = Self { words: Vec::new(), typed: String::new(), quote: Quote::None };
        let mut word = String::new();
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match (read.quote, letter) {
                (Quote::None, ' ' | '\t') => {
                    if !read.typed.is_empty() {
                        read.words.push(std::mem::take(&mut word));
                    }
                    read.typed.clear();
                    continue;
                }
                (Quote::None, '\'') => read.quote = Quote::Single,
                (Quote::None, '"') => read.quote = Quote::Double,
                (Quote::Single, '\'') | (Quote::Double, '"') => read.quote = Quote::None,
                (Quote::None | Quote::Double, '\\') => {
                    read.typed.push(letter);
                    let Some(next) = letters.next() else { break };
                    if read.quote == Quote::Double && !"$`\"\\".contains(next) {
                        word.push(letter);
                    }
                    word.push(next);
                    read.typed.push(next);
                    continue;
                }
                _ => word.push(letter),
            }
            read.typed.push(letter);
        }
        read.words.push(word);
        let sets = |word: &String| {
            let name = word.split_once('=').map(|(name, _)| name);
            name.is_some_and(|name| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            })
        };
        let set = read.words.iter().take_while(|word| sets(word)).count();
        // the last word is being typed, even if it looks like an assignment
        read.words.drain(..set.min(read.words.len().saturating_sub(1)));
        read
    }

    /// A value in the form in which it takes the place of `replaced`: bash splits words at `=` and `:` too, and leaves an open
    /// quote where it is.
    pub(super) fn insert(&self, value: &str, replaced: &str) -> String {
        match self.quote {
            Quote::Single => value.replace('\'', "'\\''"),
            Quote::Double => escaped(value, |letter| "$`\"\\".contains(letter)),
            Quote::None => {
                let whole =
                    escaped(value, |letter| !(letter.is_alphanumeric() || "_+-=/.,:@%".contains(letter)));
                let kept = self.typed.strip_suffix(replaced).unwrap_or_default();
                whole.strip_prefix(kept).map_or_else(|| whole.clone(), str::to_owned)
            }
        }
    }
}

fn escaped(value: &str, special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        if special(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn words_of_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[""]),
            ("ostiary", &["ostiary"]),
            ("ostiary ", &["ostiary", ""]),
            ("ostiary  exec\tad", &["ostiary", "exec", "ad"]),
            ("ostiary exec two\\ w", &["ostiary", "exec", "two w"]),
            ("ostiary exec 'two w", &["ostiary", "exec", "two w"]),
            ("ostiary exec \"two w", &["ostiary", "exec", "two w"]),
            ("ostiary exec \"a\\\"b\\c", &["ostiary", "exec", "a\"b\\c"]),
            ("ostiary exec 'two words' -", &["ostiary", "exec", "two words", "-"]),
            ("ostiary exec '' x", &["ostiary", "exec", "", "x"]),
            ("ostiary exec two\\", &["ostiary", "exec", "two"]),
            ("ostiary exec --profile=a", &["ostiary", "exec", "--profile=a"]),
            ("AWS_REGION=x A= ostiary ex", &["ostiary", "ex"]),
            ("AWS_REGION=x", &["AWS_REGION=x"]),
        ];
        for (line, want) in cases {
            assert_eq!(Line::read(line).words, *want, "{line:?}");
        }
    }

    #[test]
    fn values_as_they_are_inserted() {
        // the line, what bash replaces of it, the value, what is inserted
        let cases = [
            ("ostiary exec ad", "ad", "admin", "admin"),
            ("ostiary exec ", "", "two words", "two\\ words"),
            ("ostiary exec two\\ w", "two\\ w", "two words", "two\\ words"),
            ("ostiary exec 'two w", "two w", "two words", "two words"),
            ("ostiary exec \"two w", "two w", "two words", "two words"),
            ("ostiary exec ", "", "$(reboot)", "\\$\\(reboot\\)"),
            ("ostiary exec \"", "", "$(reboot)", "\\$(reboot)"),
            ("ostiary exec '", "", "it's", "it'\\''s"),
            ("ostiary exec --profile=t", "t", "--profile=two words", "two\\ words"),
            ("ostiary exec --profile=", "", "--profile=admin", "admin"),
            ("ostiary exec a:", "", "a:b", "b"),
            ("ostiary exec é", "é", "équipe", "équipe"),
        ];
        for (line, replaced, value, want) in cases {
            assert_eq!(Line::read(line).insert(value, replaced), want, "{line:?} {value:?}");
        }
    }
}
