use super::*;

fn problem(text: &str) -> (Problem, u32) {
    let error = parse(text, DOCUMENT).expect_err(text);
    (error.problem, error.offset)
}

#[test]
fn what_is_json_is_read_with_places() {
    let root = parse(" {\"a\": [1, \"x\\u00e9\\n\", true, null, -1.5e+3]}\n", DOCUMENT).unwrap();
    assert_eq!((root.start, root.end), (1, 45));
    let list = root.get("a").unwrap();
    let items = list.as_array().unwrap();
    assert_eq!(items.len(), 5);
    assert_eq!(items[1].as_str(), Some("xé\n"));
    assert_eq!((items[1].start, items[1].end), (11, 22));
    assert!(matches!(items[4].value, Value::Number("-1.5e+3")));
    assert!(matches!(items[2].value, Value::Bool(true)));
    assert!(matches!(items[3].value, Value::Null));
}

#[test]
fn a_surrogate_pair_is_one_character() {
    assert_eq!(parse(r#""\ud83d\ude00""#, DOCUMENT).unwrap().as_str(), Some("😀"));
}

#[test]
fn what_is_not_json_is_refused_where_it_stops_being_json() {
    let table: &[(&str, Problem, u32)] = &[
        ("", Problem::Expected("a value"), 0),
        ("   ", Problem::Expected("a value"), 3),
        ("{\"a\": 1,}", Problem::Expected("a name in quotes"), 8),
        ("[1,]", Problem::Expected("a value"), 3),
        ("[1 2]", Problem::Expected("\",\" or \"]\""), 3),
        ("{\"a\" 1}", Problem::Expected("\":\""), 5),
        ("{\"a\": 1 \"b\": 2}", Problem::Expected("\",\" or \"}\""), 8),
        ("{a: 1}", Problem::Expected("a name in quotes"), 1),
        ("'x'", Problem::Expected("a value"), 0),
        ("\"x", Problem::Expected("a closing quote"), 2),
        ("\"a\nb\"", Problem::ControlCharacter, 2),
        ("\"\\x\"", Problem::BadEscape, 1),
        ("\"\\", Problem::BadEscape, 1),
        ("\"\\u12\"", Problem::BadEscape, 1),
        ("\"\\u12g4\"", Problem::BadEscape, 1),
        ("\"\\ud800\"", Problem::LoneSurrogate, 1),
        ("\"\\ud800\\u0041\"", Problem::LoneSurrogate, 1),
        ("\"\\udc00\"", Problem::LoneSurrogate, 1),
        ("01", Problem::TrailingText, 1),
        ("-", Problem::BadNumber, 1),
        ("1.", Problem::BadNumber, 2),
        ("1e", Problem::BadNumber, 2),
        (".5", Problem::Expected("a value"), 0),
        ("+1", Problem::Expected("a value"), 0),
        ("NaN", Problem::Expected("a value"), 0),
        ("truth", Problem::Expected("a value"), 0),
        ("{} {}", Problem::TrailingText, 3),
        ("\u{feff}{}", Problem::Expected("a value"), 0),
        ("{\"a\":1,\"b\":2,\"a\":3}", Problem::DuplicateName("a".into()), 13),
        ("{\"a\":1,\"\\u0061\":3}", Problem::DuplicateName("a".into()), 7),
    ];
    for (text, expected, offset) in table {
        assert_eq!(problem(text), (expected.clone(), *offset), "{text}");
    }
}

#[test]
fn duplicates_are_found_among_many_names() {
    let members: Vec<String> = (0..100).map(|number| format!("\"k{number}\": 0")).collect();
    let unique = format!("{{{}}}", members.join(","));
    assert!(parse(&unique, DOCUMENT).is_ok());
    let twice = format!("{{{}, \"k7\": 1}}", members.join(","));
    assert_eq!(problem(&twice).0, Problem::DuplicateName("k7".into()));
}

#[test]
fn each_limit_holds_at_its_value_and_not_one_past_it() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(parse(&deep(MAX_DEPTH), DOCUMENT).is_ok());
    assert_eq!(problem(&deep(MAX_DEPTH + 1)).0, Problem::TooDeep(MAX_DEPTH));
    let long = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    assert!(parse(&long(MAX_DOCUMENT_BYTES), DOCUMENT).is_ok());
    assert_eq!(problem(&long(MAX_DOCUMENT_BYTES + 1)).0, Problem::TooLong(MAX_DOCUMENT_BYTES));
    let many = |values: usize| format!("[{}]", vec!["0"; values - 1].join(","));
    assert!(parse(&many(MAX_VALUES), DOCUMENT).is_ok());
    assert_eq!(problem(&many(MAX_VALUES + 1)).0, Problem::TooManyValues(MAX_VALUES));
}

#[test]
fn adv_64_a_million_levels_end_at_the_limit() {
    // 64, 14: a recursive reader without a bound on depth.
    let bounds = Bounds { bytes: usize::MAX, depth: MAX_DEPTH, values: usize::MAX };
    for open in ["[", "{\"a\":"] {
        let error = parse(&open.repeat(1_000_000), bounds).expect_err("too deep");
        assert_eq!(error.problem, Problem::TooDeep(MAX_DEPTH));
    }
}
