use super::*;
use crate::context::Context;

fn resolved(text: &str, context: &Context) -> Option<String> {
    match read(text).expect(text).0 {
        Piece::Escaped(character) => Some(character.to_string()),
        Piece::Variable(variable) => variable.resolve(context).map(|value| value.to_string()),
    }
}

#[test]
fn forms_of_variables() {
    let mut context = Context::new();
    context.set("aws:username", "alice").set("empty", "").set_list("list", ["a"]);
    let table = [
        ("${aws:username}", Some("alice")),
        ("${AWS:UserName}", Some("alice")),
        ("${ aws:username }", Some("alice")),
        ("${aws:username, 'x'}", Some("alice")),
        ("${missing}", None),
        ("${missing, 'x'}", Some("x")),
        ("${missing,'x'}", Some("x")),
        ("${missing , 'x y'}", Some("x y")),
        ("${missing, ''}", Some("")),
        ("${missing, \"x\"}", None),
        ("${missing, x}", None),
        ("${missing, 'x'y'}", None),
        ("${list}", None),
        ("${list, 'x'}", Some("x")),
        ("${empty}", Some("")),
        ("${empty, 'x'}", Some("x")),
        ("${}", None),
        ("${*}", Some("*")),
        ("${?}", Some("?")),
        ("${$}", Some("$")),
        ("${$}{aws:username}", Some("$")),
    ];
    for (text, expected) in table {
        assert_eq!(resolved(text, &context).as_deref(), expected, "{text}");
    }
}

#[test]
fn without_a_closing_brace_it_is_text() {
    assert_eq!(read("${aws:username"), None);
    assert_eq!(read("$x"), None);
    assert_eq!(read("$"), None);
    assert_eq!(read("${a}tail").unwrap().1, 4);
}
