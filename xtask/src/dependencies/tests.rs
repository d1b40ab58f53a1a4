use super::licence::is_allowed;
use super::{Package, REGISTRY, banned, check, duplicates};

const ALLOWED: [&str; 3] = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];

fn package(name: &str, version: &str) -> Package {
    let text = |text: &str| Some(text.to_owned());
    Package {
        name: name.to_owned(),
        version: version.to_owned(),
        source: text(REGISTRY),
        licence: text("MIT"),
    }
}

#[test]
fn licence_expressions() {
    for (expression, holds) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("GPL-3.0-only/MIT", true),
        ("GPL-3.0-only / MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT AND ISC", true),
        ("(MIT OR GPL-3.0-only) AND ISC", true),
        ("(MIT OR ISC) AND GPL-3.0-only", false),
        // AND binds closer
        ("MIT OR ISC AND GPL-3.0-only", true),
        ("GPL-3.0-only AND MIT OR ISC", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("MIT WITH LLVM-exception", false),
    ] {
        assert_eq!(is_allowed(expression, &ALLOWED), Ok(holds), "{expression}");
    }
    for broken in ["", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT ISC", "MIT WITH", "()"] {
        assert!(is_allowed(broken, &ALLOWED).is_err(), "{broken}");
    }
}

#[test]
fn packages_need_a_source_and_a_licence() {
    let finding = |package: Package| check(&[package]).join("\n");
    assert_eq!(finding(package("a", "1.0.0")), "");
    let git = Some("git+https://example.com/a".to_owned());
    assert!(finding(Package { source: git, ..package("a", "1.0.0") }).contains("only crates.io"));
    let gpl = Some("GPL-3.0-only".to_owned());
    assert!(
        finding(Package { licence: gpl.clone(), ..package("a", "1.0.0") }).contains("licence GPL-3.0-only")
    );
    assert!(finding(Package { licence: None, ..package("a", "1.0.0") }).contains("names no licence"));
    // packages of this repository
    assert_eq!(finding(Package { source: None, licence: gpl, ..package("a", "1.0.0") }), "");
}

#[test]
fn banned_packages() {
    assert!(banned(&[package("openssl-sys", "0.9.0")]).join("\n").contains("TLS is rustls"));
    assert_eq!(banned(&[package("openssl-probe", "0.1.0")]), Vec::<String>::new());
}

#[test]
fn duplicates_are_listed_and_the_list_shrinks() {
    let both = [package("a", "1.0.0"), package("a", "2.0.0"), package("b", "1.0.0")];
    assert_eq!(duplicates(&both, &["a"]), Vec::<String>::new());
    assert!(duplicates(&both, &[]).join("\n").contains("a is there in versions 1.0.0, 2.0.0"));
    assert!(duplicates(&both, &["a", "b"]).join("\n").contains("b is there in one version only"));
}
