//! Results of cases as TAP 14 (Test Anything Protocol).

use std::io::{self, Write};

use serde_json::Value;

use super::tested::Tested;

pub(super) fn write(out: &mut impl Write, tested: &[Tested]) -> io::Result<()> {
    let count: usize = tested.iter().map(|one| one.cases().len() + usize::from(one.results.is_err())).sum();
    writeln!(out, "TAP version 14\n1..{count}")?;
    let mut number = 0;
    for one in tested {
        let file = one.name();
        if let Err(why) = &one.results {
            number += 1;
            writeln!(out, "not ok {number} - {}", description(&format!("{file}: cannot be judged")))?;
            details(out, &[("message", why)])?;
        }
        for case in one.cases() {
            number += 1;
            let verdict = if case.passed { "ok" } else { "not ok" };
            writeln!(out, "{verdict} {number} - {}", description(&format!("{file}: {}", case.name)))?;
            if !case.passed {
                let at = format!("{file}:{}", case.position);
                let explanation = case.explanation.as_deref().unwrap_or_default().trim_end();
                details(
                    out,
                    &[
                        ("at", &at),
                        ("expected", &case.expected),
                        ("actual", &case.actual),
                        ("explanation", explanation),
                    ],
                )?;
            }
        }
    }
    Ok(())
}

/// A block of YAML; strings of JSON are strings of YAML too.
fn details(out: &mut impl Write, members: &[(&str, &str)]) -> io::Result<()> {
    writeln!(out, "  ---")?;
    for (name, value) in members {
        writeln!(out, "  {name}: {}", Value::from(*value))?;
    }
    writeln!(out, "  ...")
}

/// A description is one line, in which `#` begins a directive unless it is escaped.
fn description(text: &str) -> String {
    let line: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    line.replace('\\', "\\\\").replace('#', "\\#")
}
