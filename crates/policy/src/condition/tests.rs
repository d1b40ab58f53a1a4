use super::*;
use crate::context::Context;
use Truth::{False, True, Unknown};

/// Value of the key `k` in a request.
#[derive(Clone, Copy)]
enum Has {
    Nothing,
    One(&'static str),
    Many(&'static [&'static str]),
}
use Has::{Many, Nothing, One};

fn evaluate(operator: &str, wanted: &[&str], has: Has) -> Truth {
    let mut context = Context::new();
    context.set("user", "alice").set_list("several", ["alice"]).set("yes", "true").set("star", "*");
    match has {
        Nothing => {}
        One(value) => {
            context.set("k", value);
        }
        Many(values) => {
            context.set_list("K", values.iter().copied());
        }
    }
    let name = OperatorName::parse(operator).expect(operator);
    Condition::new(operator, name, "k", wanted.iter().copied(), true).evaluate(&context)
}

fn check(table: &[(&str, &[&str], Has, Truth)]) {
    for (operator, wanted, has, expected) in table {
        let has_text = match has {
            Nothing => "nothing".to_owned(),
            One(value) => format!("{value:?}"),
            Many(values) => format!("{values:?}"),
        };
        assert_eq!(evaluate(operator, wanted, *has), *expected, "{operator} {wanted:?} {has_text}");
    }
}

#[test]
fn strings() {
    check(&[
        ("StringEquals", &["a"], One("a"), True),
        ("StringEquals", &["a"], One("A"), False),
        ("StringEquals", &["a"], One("ab"), False),
        ("StringEquals", &["b", "a"], One("a"), True),
        ("StringEquals", &["a*"], One("ab"), False),
        ("StringEquals", &["a*"], One("a*"), True),
        ("StringEquals", &[""], One(""), True),
        ("StringEquals", &[""], Nothing, False),
        ("StringEquals", &[], One("a"), False),
        ("stringequals", &["a"], One("a"), True),
        ("StringNotEquals", &["a"], One("b"), True),
        ("StringNotEquals", &["a"], One("a"), False),
        ("StringNotEquals", &["b", "a"], One("a"), False),
        ("StringNotEquals", &["b", "c"], One("a"), True),
        ("StringNotEquals", &["a"], Nothing, True),
        ("StringNotEquals", &[], One("a"), True),
        ("StringEqualsIgnoreCase", &["É"], One("é"), True),
        ("StringEqualsIgnoreCase", &["Alice"], One("aLICE"), True),
        ("StringEqualsIgnoreCase", &["a*"], One("AB"), False),
        ("StringNotEqualsIgnoreCase", &["Alice"], One("aLICE"), False),
        ("StringNotEqualsIgnoreCase", &["Alice"], One("bob"), True),
        ("StringLike", &["a*c?"], One("abbbcd"), True),
        ("StringLike", &["A*"], One("abc"), False),
        ("StringLike", &["*"], One(""), True),
        ("StringLike", &["*"], Nothing, False),
        ("StringLike", &["?*"], One(""), False),
        ("StringLike", &["a*"], One("ba"), False),
        ("StringNotLike", &["a*"], One("abc"), False),
        ("StringNotLike", &["a*"], One("b"), True),
        ("StringNotLike", &["a*", "b*"], One("b"), False),
        ("StringNotLike", &["a*"], Nothing, True),
    ]);
}

#[test]
fn variables_in_values() {
    check(&[
        ("StringEquals", &["${user}"], One("alice"), True),
        ("StringEquals", &["${USER}"], One("alice"), True),
        ("StringEquals", &["${user}"], One("bob"), False),
        ("StringLike", &["${user}/*"], One("alice/x"), True),
        ("StringLike", &["${star}"], One("anything"), False),
        ("StringLike", &["${star}"], One("*"), True),
        ("StringLike", &["${*}"], One("x"), False),
        ("StringEquals", &["${none}"], One("alice"), False),
        ("StringEquals", &["${none}"], One(""), False),
        ("StringEquals", &["${none}", "alice"], One("alice"), True),
        ("StringNotEquals", &["${none}"], One("alice"), True),
        ("StringNotEquals", &["${none}", "alice"], One("alice"), False),
        ("StringNotLike", &["${none}*"], One("alice"), True),
        ("StringEquals", &["${none, 'alice'}"], One("alice"), True),
        ("StringEquals", &["${several}"], One("alice"), False),
        ("StringEqualsIgnoreCase", &["${user}"], One("ALICE"), True),
        ("ArnLike", &["arn:aws:iam::1:user/${user}"], One("arn:aws:iam::1:user/alice"), True),
        ("ArnLike", &["arn:aws:iam::${user}:user/x"], One("arn:aws:iam::alice:user/x"), True),
        ("ArnNotLike", &["arn:aws:iam::1:user/${none}"], One("arn:aws:iam::1:user/alice"), True),
        ("Bool", &["${yes}"], One("true"), True),
        ("NumericEquals", &["${user}"], One("1"), Unknown),
    ]);
}

#[test]
fn numbers() {
    check(&[
        ("NumericEquals", &["10.0"], One("10"), True),
        ("NumericEquals", &["10"], One("11"), False),
        ("NumericNotEquals", &["10"], One("10.00"), False),
        ("NumericNotEquals", &["10"], One("11"), True),
        ("NumericNotEquals", &["10"], Nothing, True),
        ("NumericLessThan", &["10"], One("9.99"), True),
        ("NumericLessThan", &["10"], One("10"), False),
        ("NumericLessThan", &["10"], Nothing, False),
        ("NumericLessThanEquals", &["10"], One("10"), True),
        ("NumericLessThanEquals", &["10"], One("10.01"), False),
        ("NumericGreaterThan", &["10"], One("10.01"), True),
        ("NumericGreaterThan", &["10"], One("10"), False),
        ("NumericGreaterThanEquals", &["10"], One("10"), True),
        ("NumericGreaterThanEquals", &["10"], One("9"), False),
        ("NumericLessThan", &["5", "20"], One("10"), True),
        ("NumericEquals", &["x"], One("1"), Unknown),
        ("NumericEquals", &["1"], One("x"), Unknown),
        ("NumericEquals", &["x", "1"], One("1"), True),
        ("NumericEquals", &["x", "2"], One("1"), Unknown),
        ("NumericNotEquals", &["x"], One("1"), Unknown),
        ("NumericNotEquals", &["x", "1"], One("1"), False),
        ("NumericNotEquals", &["x", "2"], One("1"), Unknown),
        ("NumericLessThanIfExists", &["10"], Nothing, True),
        ("NumericLessThanIfExists", &["10"], One("10"), False),
        ("NumericLessThanIfExists", &["10"], One("x"), Unknown),
        ("NumericEquals", &[], One("1"), False),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("DateEquals", &["2024-01-01"], One("1704067200"), True),
        ("DateNotEquals", &["2024-01-01"], One("1704067200"), False),
        ("DateLessThan", &["2024-01-01"], One("2023-12-31T23:59:59Z"), True),
        ("DateLessThan", &["2024-01-01"], One("2024-01-01"), False),
        ("DateLessThanEquals", &["2024-01-01"], One("2024-01-01"), True),
        ("DateGreaterThan", &["2024-01-01"], One("2024-01-01T00:00:00.1Z"), True),
        ("DateGreaterThanEquals", &["2024-01-01"], One("2024-01-01"), True),
        ("DateGreaterThan", &["2024"], One("1970-01-02"), True),
        ("DateGreaterThan", &["2024-01-01"], Nothing, False),
        ("DateNotEquals", &["2024-01-01"], Nothing, True),
        ("DateEquals", &["01T"], One("2024-01-01"), Unknown),
        ("DateNotEquals", &["01T"], One("2024-01-01"), Unknown),
        ("DateGreaterThan", &["2024-01-01"], One("soon"), Unknown),
    ]);
}

#[test]
fn booleans() {
    check(&[
        ("Bool", &["true"], One("true"), True),
        ("Bool", &["TRUE"], One("True"), True),
        ("Bool", &["true"], One("false"), False),
        ("Bool", &["false"], One("false"), True),
        ("Bool", &["true", "false"], One("false"), True),
        ("Bool", &["yes"], One("yes"), False),
        ("Bool", &["true"], One(""), False),
        ("Bool", &["true"], Nothing, False),
        ("Bool", &["false"], Nothing, False),
        ("BoolIfExists", &["true"], Nothing, True),
        ("BoolIfExists", &["false"], Nothing, True),
        ("BoolIfExists", &["true"], One("false"), False),
        ("Bool", &["true"], Many(&["true"]), False),
        ("ForAnyValue:Bool", &["true"], Many(&["false", "true"]), True),
    ]);
}

#[test]
fn bytes() {
    check(&[
        ("BinaryEquals", &["YWJj"], One("YWJj"), True),
        ("BinaryEquals", &["YWJj"], One("YWJk"), False),
        ("BinaryEquals", &["!!"], One("!!"), True),
        ("BinaryEquals", &["!!"], One("YWJj"), False),
        ("BinaryEquals", &["YWJj"], One("!!"), False),
        ("BinaryEquals", &[""], One(""), True),
        ("BinaryEquals", &["YWJj"], Nothing, False),
    ]);
}

#[test]
fn addresses() {
    check(&[
        ("IpAddress", &["10.0.0.0/8"], One("10.1.2.3"), True),
        ("IpAddress", &["10.0.0.0/8"], One("11.1.2.3"), False),
        ("IpAddress", &["11.0.0.0/8", "10.0.0.0/8"], One("10.1.2.3"), True),
        ("IpAddress", &["2001:DB8::/32"], One("2001:db8::1"), True),
        ("IpAddress", &["2001:db8::1"], One("2001:0db8:0000::0001"), True),
        ("IpAddress", &["0.0.0.0/0"], One("::1"), False),
        ("IpAddress", &["10.0.0.0/8"], Nothing, False),
        ("IpAddress", &["10.0.0.0/8"], One("10.0.0.0/8"), Unknown),
        ("IpAddress", &["ten"], One("10.0.0.1"), Unknown),
        ("IpAddress", &["ten", "10.0.0.1"], One("10.0.0.1"), True),
        ("NotIpAddress", &["10.0.0.0/8"], One("11.1.2.3"), True),
        ("NotIpAddress", &["10.0.0.0/8"], One("10.1.2.3"), False),
        ("NotIpAddress", &["10.0.0.0/8"], One("::1"), True),
        ("NotIpAddress", &["10.0.0.0/8"], Nothing, True),
        ("NotIpAddress", &["10.0.0.0/8"], One("ten"), Unknown),
        ("NotIpAddress", &["ten"], One("10.0.0.1"), Unknown),
    ]);
}

#[test]
fn arns() {
    for operator in ["ArnEquals", "ArnLike"] {
        let table: [(&str, &str, Truth); 11] = [
            ("arn:aws:iam::1:user/a", "arn:aws:iam::1:user/a", True),
            ("arn:aws:iam::*:user/*", "arn:aws:iam::1:user/a/b", True),
            ("arn:aws:iam::1:user/A", "arn:aws:iam::1:user/a", False),
            ("arn:AWS:iam::1:user/a", "arn:aws:iam::1:user/a", False),
            ("arn:aws:*:user/a", "arn:aws:iam::1:user/a", False),
            ("arn:*:*:*:*:*", "arn:aws:sqs:r:1:q:x", True),
            ("*", "arn:aws:iam::1:user/a", False),
            ("arn:aws:iam::1", "arn:aws:iam::1", False),
            ("arn:aws:iam::?:user/a", "arn:aws:iam::1:user/a", True),
            ("arn:aws:iam::1:user/*", "not an arn", False),
            ("arn:aws:sqs:*:q", "arn:aws:sqs:r:1:q", False),
        ];
        for (wanted, actual, expected) in table {
            let has = One(Box::leak(actual.to_owned().into_boxed_str()));
            assert_eq!(evaluate(operator, &[wanted], has), expected, "{operator} {wanted} {actual}");
            let negated = operator.replace("Arn", "ArnNot");
            assert_eq!(evaluate(&negated, &[wanted], has), expected.not(), "{negated} {wanted} {actual}");
        }
    }
    check(&[
        ("ArnLike", &["arn:*:*:*:*:*"], Nothing, False),
        ("ArnNotLike", &["arn:*:*:*:*:*"], Nothing, True),
        ("ArnLikeIfExists", &["arn:aws:iam::1:user/a"], Nothing, True),
    ]);
}

#[test]
fn null_asks_for_presence() {
    check(&[
        ("Null", &["true"], Nothing, True),
        ("Null", &["false"], Nothing, False),
        ("Null", &["true"], One("x"), False),
        ("Null", &["false"], One("x"), True),
        ("Null", &["FALSE"], One(""), True),
        ("Null", &["false"], Many(&[]), True),
        ("Null", &["true"], Many(&[]), False),
        ("Null", &["true", "false"], Nothing, True),
        ("Null", &["maybe"], Nothing, False),
        ("Null", &[], Nothing, False),
        ("NullIfExists", &["true"], Nothing, True),
        ("NullIfExists", &["false"], Nothing, False),
        ("ForAllValues:Null", &["false"], Many(&["x"]), True),
        ("ForAnyValue:Null", &["false"], Nothing, False),
    ]);
}

#[test]
fn lists_need_a_set_operator() {
    check(&[
        ("StringEquals", &["a"], Many(&["a"]), False),
        ("StringNotEquals", &["a"], Many(&["b"]), False),
        ("StringLike", &["*"], Many(&["a", "b"]), False),
        ("StringEqualsIfExists", &["a"], Many(&["a"]), False),
        ("StringEquals", &["a"], Many(&[]), False),
        ("StringNotEquals", &["a"], Many(&[]), False),
        ("NumericEquals", &["1"], Many(&["x"]), False),
    ]);
}

#[test]
fn for_all_values() {
    check(&[
        ("ForAllValues:StringEquals", &["a", "b"], Many(&["a", "b", "a"]), True),
        ("ForAllValues:StringEquals", &["a", "b"], Many(&["a", "c"]), False),
        ("ForAllValues:StringEquals", &["a"], Many(&[]), True),
        ("ForAllValues:StringEquals", &["a"], Nothing, True),
        ("ForAllValues:StringEquals", &["a"], One(""), True),
        ("ForAllValues:StringEquals", &["a"], Many(&[""]), False),
        ("ForAllValues:StringEquals", &["a"], One("a"), True),
        ("ForAllValues:StringEquals", &["a"], One("b"), False),
        ("ForAllValues:StringLike", &["a*", "b"], Many(&["ax", "b"]), True),
        ("ForAllValues:StringNotEquals", &["a"], Many(&["b", "c"]), True),
        ("ForAllValues:StringNotEquals", &["a"], Many(&["b", "a"]), False),
        ("ForAllValues:StringNotEquals", &["a"], Nothing, True),
        ("ForAllValues:NumericLessThan", &["5"], Many(&["1", "x"]), Unknown),
        ("ForAllValues:NumericLessThan", &["5"], Many(&["7", "x"]), False),
        ("forallvalues:StringEqualsIfExists", &["a"], Nothing, True),
    ]);
}

#[test]
fn for_any_value() {
    check(&[
        ("ForAnyValue:StringEquals", &["a", "b"], Many(&["c", "b"]), True),
        ("ForAnyValue:StringEquals", &["a", "b"], Many(&["c", "d"]), False),
        ("ForAnyValue:StringEquals", &["a"], Many(&[]), False),
        ("ForAnyValue:StringEquals", &["a"], Nothing, False),
        ("ForAnyValue:StringEquals", &["a"], One("a"), True),
        ("ForAnyValue:StringEquals", &[""], One(""), True),
        ("ForAnyValue:StringNotEquals", &["a"], Many(&["a", "b"]), True),
        ("ForAnyValue:StringNotEquals", &["a"], Many(&["a"]), False),
        ("ForAnyValue:StringNotEquals", &["a"], Nothing, False),
        ("ForAnyValue:StringEqualsIfExists", &["a"], Nothing, False),
        ("ForAnyValue:NumericLessThan", &["5"], Many(&["x", "1"]), True),
        ("ForAnyValue:NumericLessThan", &["5"], Many(&["x", "7"]), Unknown),
    ]);
}

#[test]
fn if_exists() {
    for operator in
        ["StringEquals", "StringLike", "NumericEquals", "DateEquals", "Bool", "IpAddress", "ArnLike"]
    {
        assert_eq!(evaluate(operator, &["1"], Nothing), False, "{operator}");
        assert_eq!(evaluate(&format!("{operator}IfExists"), &["1"], Nothing), True, "{operator}");
    }
    for operator in ["StringNotEquals", "StringNotLike", "NumericNotEquals", "NotIpAddress", "ArnNotLike"] {
        assert_eq!(evaluate(operator, &["1"], Nothing), True, "{operator}");
        assert_eq!(evaluate(&format!("{operator}IfExists"), &["1"], Nothing), True, "{operator}");
    }
}

#[test]
fn adv_46_negation_comes_before_aggregation() {
    // A peer negated the aggregate: with a partial overlap every one of these came out wrong.
    let partial = Many(&["a", "x"]);
    let table: [(&str, &str, Truth, Truth); 5] = [
        ("StringNotEquals", "a", False, True),
        ("StringNotEqualsIgnoreCase", "A", False, True),
        ("StringNotLike", "a*", False, True),
        ("StringEquals", "a", False, True),
        ("StringLike", "a*", False, True),
    ];
    for (operator, wanted, all, any) in table {
        assert_eq!(evaluate(&format!("ForAllValues:{operator}"), &[wanted], partial), all, "{operator}");
        assert_eq!(evaluate(&format!("ForAnyValue:{operator}"), &[wanted], partial), any, "{operator}");
    }
    let numbers = Many(&["1", "2"]);
    assert_eq!(evaluate("ForAllValues:NumericNotEquals", &["1"], numbers), False);
    assert_eq!(evaluate("ForAnyValue:NumericNotEquals", &["1"], numbers), True);
    let dates = Many(&["2024-01-01", "2024-01-02"]);
    assert_eq!(evaluate("ForAllValues:DateNotEquals", &["2024-01-01"], dates), False);
    assert_eq!(evaluate("ForAnyValue:DateNotEquals", &["2024-01-01"], dates), True);
    let addresses = Many(&["10.0.0.1", "11.0.0.1"]);
    assert_eq!(evaluate("ForAllValues:NotIpAddress", &["10.0.0.0/8"], addresses), False);
    assert_eq!(evaluate("ForAnyValue:NotIpAddress", &["10.0.0.0/8"], addresses), True);
    let arns = Many(&["arn:aws:iam::1:user/a", "arn:aws:iam::2:user/a"]);
    for operator in ["ArnNotEquals", "ArnNotLike"] {
        assert_eq!(evaluate(&format!("ForAllValues:{operator}"), &["arn:aws:iam::1:*"], arns), False);
        assert_eq!(evaluate(&format!("ForAnyValue:{operator}"), &["arn:aws:iam::1:*"], arns), True);
    }
}

#[test]
fn names_of_operators() {
    for text in [
        "",
        "Foo",
        "StringEqual",
        "StringEqualsIfExistsIfExists",
        "ForAnyValue::StringLike",
        "ForSomeValues:StringLike",
        "ForAnyValue:",
        "IfExists",
        "BinaryNotEquals",
        "NotBool",
        ":StringEquals",
        "ForAllValues:ForAnyValue:StringEquals",
        "StringEquals ",
        "éIfExists",
    ] {
        assert_eq!(OperatorName::parse(text), None, "{text}");
    }
    let exact = |text| OperatorName::parse(text).map(|name| name.exact_case);
    assert_eq!(exact("ForAllValues:StringLikeIfExists"), Some(true));
    for text in ["stringLike", "forAllValues:StringLike", "StringLikeifexists"] {
        assert_eq!(exact(text), Some(false), "{text}");
    }
}
