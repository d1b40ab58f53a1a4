//! Files of a crate that need each other in a circle, so that none can be read alone.
//!
//! An edge goes from a file to the file that defines what it names. Two kinds of names make none: a re-export (`pub use`), which
//! offers something and needs nothing of it (users of the name need the file behind it), and what a module names of the
//! modules that it stands in, since a room is read with its door.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::paths::{Named, named};
use super::source::Source;

/// Re-exports followed from one name, so that one of itself does not go on for ever.
const HOPS: usize = 8;

type Path = Vec<String>;

/// One file as a module.
struct Module {
    file: String,
    paths: Vec<Named>,
    /// items that the file defines
    items: BTreeSet<String>,
}

/// Every circle among the files of a crate's `src`, each as one finding at its first file.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let modules: BTreeMap<Path, Module> = sources.iter().filter_map(module).collect();
    let edges: BTreeMap<&str, BTreeSet<&str>> =
        modules.iter().map(|(path, module)| (module.file.as_str(), needs(&modules, path, module))).collect();
    let finding = |files: Vec<&str>| {
        let first = files.first().copied().unwrap_or_default();
        let needs = |file: &&str| {
            let inside: Vec<&str> = edges
                .get(file)
                .into_iter()
                .flatten()
                .filter(|to| files.contains(to))
                .map(|to| short(to))
                .collect();
            format!("{} needs {}", short(file), inside.join(", "))
        };
        let arrows: Vec<String> = files.iter().map(needs).collect();
        let message = format!("{} files need each other in a circle: {}", files.len(), arrows.join("; "));
        Finding { file: first.to_owned(), line: 1, message }
    };
    circles(&edges).into_iter().map(finding).collect()
}

/// A file's place below `src`.
fn short(file: &str) -> &str {
    file.split_once("/src/").map_or(file, |(_, inside)| inside)
}

/// The module that a file is; tests are none.
fn module(source: &Source) -> Option<(Path, Module)> {
    let inside = source.file.split_once("/src/")?.1.strip_suffix(".rs")?;
    if source.test.iter().all(|test| *test) && !source.test.is_empty() {
        return None;
    }
    let mut path: Path = inside.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        path.pop();
    }
    let items =
        source.code.iter().zip(&source.test).filter(|(_, test)| !**test).filter_map(|(code, _)| item(code));
    Some((path, Module { file: source.file.clone(), paths: named(source), items: items.collect() }))
}

/// The name of an item that a line begins to define.
fn item(code: &str) -> Option<String> {
    let mut words = code.split_whitespace().skip_while(|word| {
        word.starts_with("pub")
            || matches!(*word, "async" | "const" | "unsafe" | "extern" | "crate)" | "super)")
    });
    let kind = words.next()?;
    let name = match kind {
        "fn" | "struct" | "enum" | "trait" | "type" | "static" | "union" | "macro_rules!" => words.next()?,
        // `const` was skipped as if `fn` followed
        _ if code.contains("const ") => kind,
        _ => return None,
    };
    Some(name.split(|c: char| !c.is_alphanumeric() && c != '_').next()?.to_owned())
}

/// The other files that a module names something of.
fn needs<'a>(modules: &'a BTreeMap<Path, Module>, path: &Path, module: &Module) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let above = (0..path.len()).filter_map(|length| modules.get(path.get(..length)?));
    let around: Vec<&str> = above.map(|module| module.file.as_str()).collect();
    for named in module.paths.iter().filter(|named| !named.exported) {
        let Some(target) = absolute(modules, path, &named.parts) else { continue };
        for file in definitions(modules, &target, HOPS) {
            if file != module.file && !around.contains(&file) {
                found.insert(file);
            }
        }
    }
    found
}

/// A path from the crate's root; `None` if it leads out of the crate.
fn absolute(modules: &BTreeMap<Path, Module>, from: &[String], parts: &[String]) -> Option<Path> {
    let (first, rest) = parts.split_first()?;
    let mut base = from.to_vec();
    let mut rest = rest;
    match first.as_str() {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop()?;
            while let Some((_, more)) = rest.split_first().filter(|(next, _)| *next == "super") {
                base.pop()?;
                rest = more;
            }
        }
        name => {
            base.push(name.to_owned());
            // a name without a prefix is a module below this one, or another crate
            modules.get(&base)?;
        }
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// The files that define what a path names.
fn definitions<'a>(modules: &'a BTreeMap<Path, Module>, target: &[String], hops: usize) -> Vec<&'a str> {
    let deepest = (0..=target.len()).rev().find_map(|length| {
        let (path, rest) = target.split_at_checked(length)?;
        modules.get(path).map(|module| (path, module, rest))
    });
    let Some((path, module, rest)) = deepest else { return Vec::new() };
    let Some((name, more)) = rest.split_first() else {
        return vec![&module.file];
    };
    if module.items.contains(name) || hops == 0 {
        return vec![&module.file];
    }
    let aliased = module.paths.iter().find(|named| named.alias.as_ref() == Some(name));
    if let Some(named) = aliased {
        // a name of another crate needs nothing of this one
        let Some(mut next) = absolute(modules, path, &named.parts) else { return Vec::new() };
        next.extend(more.iter().cloned());
        return definitions(modules, &next, hops - 1);
    }
    let globs = module.paths.iter().filter(|named| named.alias.as_deref() == Some("*"));
    for named in globs {
        let parts = named.parts.get(..named.parts.len() - 1).unwrap_or_default();
        let Some(mut next) = absolute(modules, path, parts) else { continue };
        let defines = modules.get(&next).is_some_and(|module| module.items.contains(name));
        if defines {
            next.push(name.clone());
            return definitions(modules, &next, hops - 1);
        }
    }
    vec![&module.file]
}

/// Strongly connected files, at least two each, sorted.
fn circles<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|file| (*file, reachable(edges, file))).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in edges.keys() {
        let back = |other: &&&str| reached.get(**other).is_some_and(|from| from.contains(file));
        let circle: Vec<&str> = reached.get(file).into_iter().flatten().filter(back).copied().collect();
        if circle.len() > 1 && seen.insert(circle.clone()) {
            found.push(circle);
        }
    }
    found
}

fn reachable<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(edges.get(next).into_iter().flatten().copied());
        }
    }
    found
}
