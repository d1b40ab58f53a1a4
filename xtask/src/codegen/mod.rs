//! Shapes of IAM, STS and S3 from the service models inside the `botocore` Python package.
//!
//! The output holds names, types, numbers and patterns, none of the models' prose.

mod model;
mod names;
mod pattern;
mod query;
mod s3;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::Command;

use model::Model;

/// The version that the committed files come from.
const BOTOCORE_VERSION: &str = "1.43.11";

/// Directory of the generated files.
const OUTPUT: &str = "crates/wire/src/generated";

/// Runs `codegen` with its arguments.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let mut check = false;
    let mut package = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--check" => check = true,
            "--botocore" => package = Some(PathBuf::from(rest.next().ok_or("--botocore needs a directory")?)),
            other => return Err(format!("codegen: unknown argument {other:?}")),
        }
    }
    let package = package.map_or_else(installed_package, Ok)?;
    let version = package_version(&package)?;
    if version != BOTOCORE_VERSION {
        return Err(format!(
            "codegen reads botocore {BOTOCORE_VERSION}, {} is {version}; install the pinned one: pip install botocore=={BOTOCORE_VERSION}",
            package.display()
        ));
    }
    for (file, text) in generate(&package)? {
        let path = crate::root().join(OUTPUT).join(file);
        if check {
            compare(&path, &text)?;
        } else {
            std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    Ok(())
}

fn generate(package: &Path) -> Result<Vec<(&'static str, String)>, String> {
    let iam = Model::load(package, "iam/2010-05-08")?;
    let sts = Model::load(package, "sts/2011-06-15")?;
    let s3 = Model::load(package, "s3/2006-03-01")?;
    Ok(vec![
        ("iam.rs", query::emit(&iam, "Iam")?),
        ("sts.rs", query::emit(&sts, "Sts")?),
        ("s3.rs", s3::emit(&s3)?),
        ("s3_rules.rs", s3::rules(&s3)?),
        ("s3_requests.rs", s3::requests(&s3)?),
        ("s3_responses.rs", s3::responses(&s3)?),
        ("s3_documents.rs", s3::documents(&s3)?),
    ])
}

fn header(model: &Model, what: &str) -> String {
    format!(
        "//! {what}, from the service model `{}` of botocore {BOTOCORE_VERSION}.\n//!\n//! Written by `cargo xtask codegen`. Do not edit.\n\n",
        model.source
    )
}

fn compare(path: &Path, text: &str) -> Result<(), String> {
    let there = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    if there == text {
        return Ok(());
    }
    let line = there.lines().zip(text.lines()).take_while(|(a, b)| a == b).count() + 1;
    Err(format!("{}:{line}: is not what the service model gives; run `cargo xtask codegen`", path.display()))
}

fn installed_package() -> Result<PathBuf, String> {
    let script = "import botocore, os; print(os.path.dirname(botocore.__file__))";
    let found =
        python(&["-c", script]).map_err(|e| format!("botocore is not installed ({e}); see --botocore"))?;
    Ok(PathBuf::from(found.trim()))
}

fn package_version(package: &Path) -> Result<String, String> {
    let path = package.join("__init__.py");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .find_map(|line| line.strip_prefix("__version__ = "))
        .map(|version| version.trim_matches(['\'', '"']).to_owned())
        .ok_or_else(|| format!("{}: no version", path.display()))
}

/// The models are gzip files; Python is there anyway, since the package is.
fn gunzip(path: &Path) -> Result<String, String> {
    let script = "import gzip, sys; sys.stdout.write(gzip.open(sys.argv[1], 'rt', encoding='utf-8').read())";
    python(&["-c", script, &path.display().to_string()])
}

fn python(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("python3")
        .env("PYTHONIOENCODING", "utf-8")
        .args(arguments)
        .output()
        .map_err(|e| format!("python3: {e}"))?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("python3: {}", error.lines().last().unwrap_or_default()));
    }
    String::from_utf8(output.stdout).map_err(|e| e.to_string())
}
