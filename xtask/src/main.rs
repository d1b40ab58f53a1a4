//! Chores of the project, started as `cargo xtask NAME`; without a name it prints what there is.

mod codegen;
mod dependencies;
mod operation;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask codegen [--check] [--botocore DIR]
           writes crates/wire/src/generated from the service models of an installed botocore package;
           --check writes nothing and fails if the files would change;
           DIR is the package's own directory (default: where python3 finds it)
       cargo xtask tidy
           checks the house rules that a machine can see, as CONTRIBUTING.md lists them
       cargo xtask dependencies
           checks licences, sources and versions of all packages in the lock files";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.split_first() {
        Some((&"codegen", rest)) => codegen::run(rest),
        Some((&"tidy", [])) => tidy::run(),
        Some((&"dependencies", [])) => dependencies::run(),
        Some((&"new-operation", rest)) => operation::run(rest),
        _ => Err(format!("{USAGE}\n       {}", operation::USAGE)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> &'static std::path::Path {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}
