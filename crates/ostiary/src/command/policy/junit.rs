//! Results of cases as JUnit XML, which CI systems read.

use std::io::{self, Write};

use super::tested::{Tested, difference};

pub(super) fn write(out: &mut impl Write, tested: &[Tested]) -> io::Result<()> {
    let errors = |one: &Tested| usize::from(one.results.is_err());
    let tests = |one: &Tested| one.cases().len() + errors(one);
    let sum = |count: &dyn Fn(&Tested) -> usize| tested.iter().map(count).sum::<usize>();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"ostiary policy test\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
        sum(&tests),
        sum(&Tested::failed),
        sum(&errors)
    )?;
    for one in tested {
        let file = escaped(&one.name());
        writeln!(
            out,
            "  <testsuite name=\"{file}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
            tests(one),
            one.failed(),
            errors(one)
        )?;
        if let Err(why) = &one.results {
            let why = escaped(why);
            writeln!(out, "    <testcase name=\"{file}\" classname=\"{file}\" file=\"{file}\">")?;
            writeln!(out, "      <error message=\"{why}\" type=\"NotJudged\">{why}</error>")?;
            writeln!(out, "    </testcase>")?;
        }
        for case in one.cases() {
            let (name, line) = (escaped(&case.name), case.position.line);
            let begin =
                format!("<testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\"");
            if case.passed {
                writeln!(out, "    {begin}/>")?;
                continue;
            }
            writeln!(out, "    {begin}>")?;
            let why = escaped(case.explanation.as_deref().unwrap_or_default().trim_end());
            let message = escaped(&difference(case));
            writeln!(
                out,
                "      <failure message=\"{message}\" type=\"{}\">{why}</failure>",
                escaped(&case.actual)
            )?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Text for content and attributes of XML 1.0, which has no way to write most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
