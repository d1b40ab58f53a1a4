//! The pure crates know no clock, file, socket, thread, environment or random source: those are arguments.

use super::Finding;
use super::paths::named;
use super::source::Source;

/// Crates that this is asked of.
const PURE: [&str; 5] = ["identity", "policy", "secret", "seed", "wire"];

/// Paths that reach outside, by their beginnings.
const OUTSIDE: [&str; 16] = [
    "getrandom",
    "rand",
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "tokio",
    "Timestamp::now",
    "Zoned::now",
];

/// Names below `std::net` that are values and no sockets.
const ADDRESSES: [&str; 7] =
    ["AddrParseError", "IpAddr", "Ipv4Addr", "Ipv6Addr", "SocketAddr", "SocketAddrV4", "SocketAddrV6"];

/// Single words that reach outside wherever they come from.
const WORDS: [&str; 4] = ["Instant", "OsRng", "SystemTime", "thread_rng"];

/// Macros that write to the process's streams.
const MACROS: [&str; 4] = ["println!", "print!", "eprintln!", "eprint!"];

/// Checks a file of a pure crate.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut parts = source.file.split('/');
    let pure = parts.next() == Some("crates") && parts.next().is_some_and(|name| PURE.contains(&name));
    if !pure || parts.next() != Some("src") {
        return Vec::new();
    }
    let mut found: Vec<(usize, String)> = Vec::new();
    for path in named(source) {
        if reaches_outside(&path.parts) {
            found.push((path.line, path.parts.join("::")));
        }
    }
    for (line, code) in
        source.code.iter().enumerate().filter(|(line, _)| !source.test.get(*line).copied().unwrap_or(false))
    {
        let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '!');
        let outside = words.filter(|word| WORDS.contains(word) || MACROS.contains(word));
        for word in outside {
            if !found.iter().any(|(at, name)| *at == line && name.ends_with(word)) {
                found.push((line, word.to_owned()));
            }
        }
    }
    found.sort();
    let finding = |(line, name): (usize, String)| Finding {
        file: source.file.clone(),
        line: line + 1,
        message: format!(
            "`{name}` in a pure crate: clock, files, sockets, threads and entropy are arguments"
        ),
    };
    found.into_iter().map(finding).collect()
}

fn reaches_outside(parts: &[String]) -> bool {
    let path = parts.join("::");
    let inside = |outside: &&str| path == **outside || path.starts_with(&format!("{outside}::"));
    match OUTSIDE.iter().find(|outside| inside(outside)) {
        Some(&"std::net") => !parts.get(2).is_some_and(|name| ADDRESSES.contains(&name.as_str())),
        found => found.is_some(),
    }
}
