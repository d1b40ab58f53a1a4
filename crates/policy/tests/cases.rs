//! The named cases of `tests/cases`, in the form of `ostiary policy test`.

use policy::interchange::run_cases;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_case_comes_out_as_expected() {
    let mut failures = Vec::new();
    let (mut count, mut names) = (0, BTreeSet::new());
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let load = |path: &str| {
            std::fs::read_to_string(file.with_file_name(path)).map_err(|error| error.to_string())
        };
        let results = run_cases(&text, &load).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for result in results {
            count += 1;
            assert!(names.insert(result.name.clone()), "{} is a name twice", result.name);
            if !result.passed {
                let (name, at, expected, actual) =
                    (result.name, result.position, result.expected, result.actual);
                let why = result.explanation.unwrap_or_default();
                failures.push(format!(
                    "{}:{at}: {name}\nexpected {expected}, got {actual}\n{why}",
                    file.display()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases failed\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 150, "only {count} cases were found");
}
