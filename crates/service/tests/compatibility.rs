//! docs/compatibility.md is made from the models and the operation table. `UPDATE_DOCS=1 cargo test compatibility` writes it.

use std::fmt::Write as _;

use service::operation::{Authentication, Effect, Row};
use service::table::find;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/compatibility.md");

fn page() -> String {
    let mut text = String::from(
        "# Operations\n\nMade from the service models and the operation table; a test holds it against them. *none here* marks \
         operations on entities that\ncannot be made here yet, which are answered as AWS answers where there are none.\n",
    );
    section(&mut text, "IAM", "iam", wire::iam::Operation::ALL.iter().map(|operation| operation.name()));
    section(&mut text, "STS", "sts", wire::sts::Operation::ALL.iter().map(|operation| operation.name()));
    section(&mut text, "S3", "s3", wire::s3::Operation::ALL.iter().map(|operation| operation.name()));
    text
}

fn section<'a>(text: &mut String, title: &str, service: &str, names: impl ExactSizeIterator<Item = &'a str>) {
    let all = names.len();
    let rows: Vec<_> = names.map(|name| (name, find(service, name))).collect();
    let count = |counts: fn(&Row) -> bool| rows.iter().filter(|(_, row)| row.is_some_and(counts)).count();
    let (built, absent) = (count(|row| row.is_built() && !row.is_absent()), count(Row::is_absent));
    let besides = if absent > 0 { format!(", and {absent} on what is not there") } else { String::new() };
    writeln!(text, "\n## {title}: {built} of {all}{besides}\n\n| operation | | actions |\n|---|---|---|")
        .unwrap();
    for (name, row) in rows {
        let (state, actions) = match row {
            Some(row) if row.is_built() => {
                let state = match (row.is_absent(), row.effect) {
                    (true, _) => "none here",
                    (false, Effect::Read) => "reads",
                    (false, Effect::Pages) => "reads, page by page",
                    (false, Effect::Write) => "writes",
                };
                (state, row.actions.iter().map(|action| format!("`{action}`")).collect::<Vec<_>>().join(", "))
            }
            Some(row) if row.authentication == Authentication::Unsigned => {
                ("not built; unsigned", String::new())
            }
            _ => ("not built", String::new()),
        };
        writeln!(text, "| {name} | {state} | {actions} |").unwrap();
    }
}

#[test]
fn the_page_of_operations_is_that_of_the_table() {
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(
        written == page,
        "docs/compatibility.md is not that of the table: UPDATE_DOCS=1 cargo test -p service compatibility"
    );
}
