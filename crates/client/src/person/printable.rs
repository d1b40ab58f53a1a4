use std::borrow::Cow;

/// Text for a terminal. Control characters, and those that change the order in which letters are shown, are replaced; line ends
/// and tabs stay. Answers of servers, files and names chosen by others could otherwise forge what a person sees.
pub fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
    };
    if text.contains(steers) {
        text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_steers_the_terminal() {
        let cases = [
            ("as it is", "as it is"),
            ("two\nlines\tand é 日本", "two\nlines\tand é 日本"),
            ("\u{1b}[2Jgone", "\u{fffd}[2Jgone"),
            ("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}"),
            ("over\rwritten", "over\u{fffd}written"),
            ("one byte: \u{9b}31m", "one byte: \u{fffd}31m"),
            ("back\u{8}\u{7f}", "back\u{fffd}\u{fffd}"),
            ("turned \u{202e}round", "turned \u{fffd}round"),
            ("isolated \u{2066}x\u{2069}", "isolated \u{fffd}x\u{fffd}"),
        ];
        for (text, want) in cases {
            assert_eq!(printable(text), want, "{text:?}");
        }
    }
}
