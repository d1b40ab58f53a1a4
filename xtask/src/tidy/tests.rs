use super::rules::{floor, name, rust};
use super::source::{Function, Source, is_test_file};
use super::{Finding, manifests};

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
