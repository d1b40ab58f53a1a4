//! Licences, sources and versions of everything that is linked, from `cargo metadata`.
//!
//! Vulnerability advisories are not looked up: their database cannot be had from the package registries.

mod allowed;
mod licence;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// The one registry that packages come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Manifests with a lock file of their own. The first one's packages are what users get.
const MANIFESTS: [&str; 5] = [
    "Cargo.toml",
    "xtask/Cargo.toml",
    "fuzz/Cargo.toml",
    "benches/load/Cargo.toml",
    "benches/policy/Cargo.toml",
];

/// Checks every package that the lock files name.
pub(crate) fn run() -> Result<(), String> {
    let mut findings = Vec::new();
    for (at, manifest) in MANIFESTS.iter().enumerate() {
        let packages = packages(manifest)?;
        let mut found = check(&packages);
        if at == 0 {
            found.extend(banned(&packages));
            found.extend(duplicates(&packages, &allowed::DUPLICATES));
        }
        findings.extend(found.into_iter().map(|finding| format!("{manifest}: {finding}")));
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n{} things about dependencies", findings.join("\n"), findings.len()))
}

/// A package as `cargo metadata` describes it.
struct Package {
    name: String,
    version: String,
    /// `None` for a package of this repository
    source: Option<String>,
    licence: Option<String>,
}

impl Package {
    fn read(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            name: text("name")?,
            version: text("version")?,
            source: text("source"),
            licence: text("license"),
        })
    }
}

fn packages(manifest: &str) -> Result<Vec<Package>, String> {
    let path = crate::root().join(manifest);
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(&path)
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(format!("{manifest}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata of {manifest}: {e}"))?;
    let packages = metadata.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    packages
        .iter()
        .map(|package| Package::read(package).ok_or_else(|| format!("{manifest}: a package without a name")))
        .collect()
}

/// Packages with another source or licence than those that are allowed.
fn check(packages: &[Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for Package { name, version, source, licence } in packages {
        let Some(source) = source else { continue };
        if source != REGISTRY {
            findings.push(format!("{name} {version} comes from {source}; only crates.io is allowed"));
        }
        match licence.as_deref().map(|licence| licence::is_allowed(licence, &allowed::LICENCES)) {
            Some(Ok(true)) => {}
            Some(Ok(false)) => findings.push(format!(
                "{name} {version}: licence {} is not in the list of allowed ones",
                licence.as_deref().unwrap_or_default()
            )),
            Some(Err(error)) => findings.push(format!("{name} {version}: {error}")),
            None => findings.push(format!("{name} {version} names no licence")),
        }
    }
    findings
}

/// Packages that must not come in.
fn banned(packages: &[Package]) -> Vec<String> {
    let reason =
        |name: &str| allowed::BANNED.iter().find(|(banned, _)| *banned == name).map(|(_, reason)| reason);
    let found = packages.iter().filter_map(|package| Some((&package.name, reason(&package.name)?)));
    found.map(|(name, reason)| format!("{name} is banned: {reason}")).collect()
}

/// Packages present in several versions, compared with the list of those that are accepted.
fn duplicates(packages: &[Package], accepted: &[&str]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions.retain(|_, found| found.len() > 1);
    let unknown = versions.iter().filter(|(name, _)| !accepted.contains(name)).map(|(name, found)| {
        let found: Vec<&str> = found.iter().copied().collect();
        format!(
            "{name} is there in versions {}; keep one, or add it to DUPLICATES with the reason",
            found.join(", ")
        )
    });
    let gone = accepted.iter().filter(|name| !versions.contains_key(*name)).map(|name| {
        format!("{name} is there in one version only: remove it from DUPLICATES, which may only shrink")
    });
    unknown.chain(gone).collect()
}
