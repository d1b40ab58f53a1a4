use super::paths::named;
use super::rules::{floor, name, rust};
use super::source::{Function, Source, is_test_file};
use super::{Finding, bounds, circles, manifests, purity, words};

const NONE: [usize; 0] = [];

fn lines(findings: Vec<Finding>) -> Vec<usize> {
    findings.into_iter().map(|finding| finding.line).collect()
}

fn check(text: &str) -> Vec<usize> {
    lines(rust(&Source::new("crates/x/src/lib.rs", text)))
}

#[test]
fn code_is_told_from_comments_and_texts() {
    for (text, want) in [
        ("a // b.unwrap()", "a             "),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("x(\"a \\\" b\") y", "x(\"      \") y"),
        ("r#\"a \" b\"# y", "           y"),
        ("br\"a\" y", "      y"),
        ("'a' 'b '\\'' '\\u{1F600}' y", &format!("    'b{}y", " ".repeat(18))),
        ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
        ("hair\"x\"", "hair\" \""),
    ] {
        let source = Source::new("a.rs", text);
        assert_eq!(source.code[0].replace('"', " ").trim_end(), want.replace('"', " ").trim_end(), "{text}");
    }
}

#[test]
fn functions_and_their_lengths() {
    let text = "fn a() {}\npub(crate) async fn b<T>(\n    x: [u8; 4],\n) -> T {\n    let y = \"}\";\n}\ntrait T { fn c(); }\nfn d() -> impl Fn() { || {} }\n";
    let function = |name: &str, line, length| Function { name: name.to_owned(), line, length };
    let found = Source::new("a.rs", text).functions();
    assert_eq!(found, [function("a", 0, 1), function("b", 1, 5), function("d", 7, 1)]);
}

#[test]
fn long_functions_and_files() {
    let body = |count: usize| format!("fn f() {{\n{}}}\n", "    x();\n".repeat(count));
    assert_eq!(check(&body(68)), NONE);
    assert_eq!(check(&body(69)), [1]);
    assert_eq!(check(&format!("#[cfg(test)]\nmod tests {{\n{}}}\n", body(100))), NONE);
    assert_eq!(check(&"const A: u8 = 1;\n".repeat(600)), NONE);
    assert_eq!(check(&"const A: u8 = 1;\n".repeat(601)), [1]);
    let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", "x;\n".repeat(600), "y;\n".repeat(300));
    assert_eq!(check(&with_tests), NONE);
}

#[test]
fn panics_need_a_proof() {
    for (text, want) in [
        ("let a = b.unwrap();", vec![1]),
        ("let a = b.expect(\"x\");", vec![1]),
        ("panic!(\"x\");", vec![1]),
        ("unreachable!()", vec![1]),
        ("// b.unwrap() would panic!()", vec![]),
        ("let a = \"panic!(\";", vec![]),
        ("let a = b.unwrap_or(1);", vec![]),
        ("parser.expect(b'x')?;", vec![]),
        ("std::panic!(\"x\")", vec![1]),
        ("my_panic!(1)", vec![]),
        ("// 32 bytes by type\n#[allow(clippy::expect_used)]\nlet a = b.expect(\"32 bytes\");", vec![]),
        ("#[allow(clippy::expect_used)]\nlet a = b.expect(\"32 bytes\");", vec![2]),
        ("#[cfg(test)]\nmod tests {\n    fn a() { b.unwrap(); }\n}", vec![]),
        ("#[cfg(test)]\nmod tests;\nfn a() { b.unwrap(); }", vec![3]),
    ] {
        assert_eq!(check(text), want, "{text}");
    }
    assert_eq!(lines(rust(&Source::new("crates/x/src/a/tests.rs", "b.unwrap();"))), NONE);
    assert!(is_test_file("crates/x/tests/it.rs") && is_test_file("fuzz/fuzz_targets/a.rs"));
    assert!(!is_test_file("crates/x/src/latests.rs"));
}

#[test]
fn stubs_and_marks() {
    assert_eq!(check("todo!()"), [1]);
    assert_eq!(check("#[ignore]"), [1]);
    assert_eq!(check("#[ignore = \"run by another test\"]"), NONE);
    assert_eq!(check("// FIXME: later"), [1]);
    assert_eq!(check("// \\uXXXX is an escape"), NONE);
    assert_eq!(check("// todo! is a macro"), NONE);
}

#[test]
fn names_that_say_nothing() {
    for (file, bad) in [
        ("crates/x/src/utils.rs", true),
        ("crates/x/src/helpers/mod.rs", true),
        ("docs/misc.md", true),
        ("crates/x/src/utilisation.rs", false),
    ] {
        assert_eq!(name(file).is_some(), bad, "{file}");
    }
    assert_eq!(check("pub mod common;"), [1]);
    assert_eq!(check("mod commons;"), NONE);
}

#[test]
fn manifests_name_their_reasons_and_floors() {
    let find = |file: &str, text: &str| lines(manifests::check(file, text));
    assert_eq!(
        find("Cargo.toml", "[workspace.dependencies]\n# a reason\na = \"1\"\nb = \"1\"\n\nc = \"1\"\n"),
        [6]
    );
    assert_eq!(find("Cargo.toml", "[package]\nname = \"x\"\n"), NONE);
    let ours = |owner: &str, name: &str| {
        find(&format!("crates/{owner}/Cargo.toml"), &format!("[dependencies]\n{name}.workspace = true\n"))
    };
    assert_eq!(ours("policy", "wire"), [2]);
    assert_eq!(ours("wire", "secret"), NONE);
    assert_eq!(ours("identity", "store"), [2]);
    assert_eq!(ours("store", "identity"), NONE);
    assert_eq!(ours("client", "service"), [2]);
    assert_eq!(ours("unheard", "secret"), [2, 1]);
    assert_eq!(find("crates/wire/Cargo.toml", "[dependencies]\ncrc = \"3\"\n"), [2]);
    assert_eq!(find("crates/store/Cargo.toml", "[dev-dependencies]\npolicy.workspace = true\n"), NONE);
}

#[test]
fn adversarial_tests_are_not_lost() {
    assert_eq!(floor("f", "3\n", 3), None);
    assert_eq!(floor("f", "3\n", 4), None);
    assert!(floor("f", "3\n", 2).unwrap().message.contains("there were 3"));
    assert!(floor("f", "three", 2).is_some());
}

#[test]
fn comments_are_told_from_code() {
    let source = Source::new("a.rs", "x(); // y \"z\"\n\"// no\" /* a\nb */ c");
    let comments: Vec<&str> = source.comments.iter().map(|line| line.trim()).collect();
    assert_eq!(comments, ["// y \"z\"", "/* a", "b */"]);
}

#[test]
fn openings_and_vague_words() {
    for (text, want) in [
        ("/// Returns it.", vec![]),
        ("/// Whether it holds.", vec![1]),
        ("/// Where.", vec![1]),
        ("/// Account.", vec![1]),
        ("/// Its account.", vec![]),
        ("/// `Some` account.", vec![]),
        ("//! What it is.", vec![1]),
        ("// When it ends", vec![1]),
        ("// why", vec![]),
        ("let a = b; // which one", vec![]),
        ("let a = b; // Which one", vec![1]),
        ("/// Returns\n/// What was asked.", vec![]),
        ("/// Returns it.\n///\n/// # Errors\n///\n/// Which.", vec![]),
        ("/// Returns it. What is left stays.", vec![1]),
        ("/// Returns it.\n/// Why is below.", vec![2]),
        ("/// Returns it, e.g. what is left.", vec![]),
        ("/// Returns it.\nx: u8,\n/// How many.", vec![3]),
        ("/// Made anew\n/// for whoever asks.", vec![1, 2]),
        ("/// Nobody's account.", vec![]),
        ("/// The account of nobody.", vec![1]),
        ("/// The code `nobody` is code.", vec![]),
        ("let a = \"Whoever asks\";", vec![]),
        ("/// Whatsoever it is.", vec![]),
    ] {
        assert_eq!(lines(words::rust(&Source::new("crates/x/src/a.rs", text))), want, "{text}");
    }
}

#[test]
fn words_of_python() {
    for (text, want) in [
        ("# Where it is\na = 1", vec![1]),
        ("#!/usr/bin/env python3\n\"\"\"The server.\"\"\"", vec![]),
        ("def f():\n    \"\"\"Whether it is.\"\"\"", vec![2]),
        ("def f():\n    \"\"\"Starts it.\n\n    For whoever asks.\n    \"\"\"\n    return 1", vec![4]),
        ("a = \"\"\"\nWhere\n\"\"\"\n# fine", vec![]),
        ("a = 'for nobody'", vec![]),
        ("f(\n    \"\"\"\n    for nobody\n    \"\"\"\n)", vec![]),
    ] {
        assert_eq!(lines(words::python("tests/a.py", text)), want, "{text}");
    }
}

#[test]
fn pure_crates_reach_for_nothing() {
    let find = |file: &str, text: &str| lines(purity::check(&Source::new(file, text)));
    for (text, want) in [
        ("use std::fs;", vec![1]),
        ("use std::fs::File;", vec![1]),
        ("use std::{fmt, fs};", vec![1]),
        ("let a = std::env::var(\"A\");", vec![1]),
        ("use std::net::{IpAddr, Ipv4Addr};", vec![]),
        ("use std::net::{IpAddr,\n    TcpStream};", vec![2]),
        ("let a = std::net::IpAddr::from([0; 4]);", vec![]),
        ("use std::time::Duration;", vec![]),
        ("use std::time::{Duration, Instant};", vec![1]),
        ("let a = SystemTime::now();", vec![1]),
        ("let a = Timestamp::now();", vec![1]),
        ("let a = Timestamp::from_second(1);", vec![]),
        ("println!(\"a\");", vec![1]),
        ("use std::thread::spawn;", vec![1]),
        ("tokio::spawn(a);", vec![1]),
        ("use getrandom::fill;", vec![1]),
        ("use std::fmt::{self, Write as _};", vec![]),
        ("// std::fs\nlet a = \"std::fs\";", vec![]),
        ("#[cfg(test)]\nmod tests {\n    use std::fs;\n}", vec![]),
    ] {
        assert_eq!(find("crates/wire/src/a.rs", text), want, "{text}");
        assert_eq!(find("crates/server/src/a.rs", text), NONE, "{text}");
    }
    assert_eq!(find("crates/wire/tests/a.rs", "use std::fs;"), NONE);
}

#[test]
fn bounds_are_in_limits() {
    let find = |file: &str, text: &str| lines(bounds::check(&Source::new(file, text)));
    for (text, want) in [
        ("const NAME_MAX: usize = 64;", vec![1]),
        ("pub(crate) const MAX_NAME_BYTES: u64 = 64;", vec![1]),
        ("    const LEAST_LEFT_SECONDS: i64 = 60;", vec![1]),
        ("const POLL: Duration = Duration::from_millis(5);", vec![1]),
        ("const POLL: std::time::Duration = A;", vec![1]),
        ("const KEY_BYTES: usize = 32;", vec![]),
        ("const MAXIMAL: usize = 32;", vec![]),
        ("const NAME_MAX: &str = \"64\";", vec![]),
        ("fn a<const MAX: usize>() {}", vec![]),
        ("// const NAME_MAX: usize = 64;", vec![]),
        ("#[cfg(test)]\nmod tests {\n    const NAME_MAX: usize = 64;\n}", vec![]),
    ] {
        assert_eq!(find("crates/x/src/a.rs", text), want, "{text}");
        assert_eq!(find("crates/x/src/limits.rs", text), NONE, "{text}");
        assert_eq!(find("crates/x/src/kind/limits.rs", text), NONE, "{text}");
        assert_eq!(find("crates/x/tests/a.rs", text), NONE, "{text}");
    }
}

#[test]
fn paths_of_a_file() {
    let text = "use a::{self, b::{C, D as E}, f::*};\npub(crate) use g::H;\nfn x() -> crate::i::J<k::L> { m(); n.o(); }\n";
    let found: Vec<String> = named(&Source::new("a.rs", text))
        .into_iter()
        .map(|path| {
            let alias = path.alias.map(|alias| format!(" as {alias}")).unwrap_or_default();
            format!(
                "{}{}{alias}{}",
                path.line,
                path.parts.join("::"),
                if path.exported { " pub" } else { "" }
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "0a as a",
            "0a::b::C as C",
            "0a::b::D as E",
            "0a::f::* as *",
            "1g::H as H pub",
            "2crate::i::J",
            "2k::L"
        ]
    );
}

/// The files of the circles of a crate that is made of these files.
fn circle(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> =
        files.iter().map(|(file, text)| Source::new(&format!("crates/x/src/{file}.rs"), text)).collect();
    circles::check(&sources).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn circles_of_files() {
    let none: [&str; 0] = [];
    let both = "2 files need each other in a circle: a.rs needs b.rs; b.rs needs a.rs";
    let lib = ("lib", "mod a;\nmod b;\n");
    assert_eq!(circle(&[lib, ("a", "use crate::b::B;"), ("b", "struct B;")]), none);
    assert_eq!(
        circle(&[lib, ("a", "use crate::b::B;\nstruct A;"), ("b", "use super::a::A;\nstruct B;")]),
        [both]
    );
    // without `use`
    assert_eq!(circle(&[lib, ("a", "fn a() { crate::b::b() }"), ("b", "fn b() { crate::a::a() }")]), [both]);
    // by way of a re-export, which by itself makes no arrow
    let lib = ("lib", "mod a;\nmod b;\npub use a::A;\npub use b::B;\n");
    assert_eq!(circle(&[lib, ("a", "use crate::B;\nstruct A;"), ("b", "struct B;")]), none);
    assert_eq!(circle(&[lib, ("a", "use crate::B;\nstruct A;"), ("b", "use crate::A;\nstruct B;")]), [both]);
    let lib = ("lib", "mod a;\nmod b;\npub use a::*;\npub use b::*;\n");
    assert_eq!(circle(&[lib, ("a", "use crate::B;\nstruct A;"), ("b", "use crate::A;\nstruct B;")]), [both]);
    // a room and its door
    assert_eq!(
        circle(&[
            ("lib", "mod a;"),
            ("a", "mod b;\nuse b::B;\nstruct A;"),
            ("a/b", "use super::A;\nstruct B;")
        ]),
        none
    );
    // tests may name what they like
    let test = "struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}";
    assert_eq!(circle(&[("lib", ""), ("a", "use crate::b::B;\nstruct A;"), ("b", test)]), none);
    // three in a circle, and one that only looks on
    let three = circle(&[
        ("lib", ""),
        ("a", "use crate::b::B;\nstruct A;"),
        ("b", "use crate::c::C;\nstruct B;"),
        ("c", "use crate::a::A;\nstruct C;"),
        ("d", "use crate::a::A;"),
    ]);
    assert_eq!(
        three,
        ["3 files need each other in a circle: a.rs needs b.rs; b.rs needs c.rs; c.rs needs a.rs"]
    );
}
