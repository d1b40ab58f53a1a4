use super::*;
use proptest::prelude::*;
use std::cmp::Ordering::{Equal, Greater, Less};

fn compare(actual: &str, wanted: &str) -> Option<Ordering> {
    Decimal::parse(wanted)?.compare_with(actual)
}

#[test]
fn comparison_is_exact() {
    let table = [
        ("10", "10.0", Equal),
        ("10", "1e1", Equal),
        ("0.1", "1e-1", Equal),
        ("0.10", ".1", Equal),
        ("5.", "5", Equal),
        ("00010", "10", Equal),
        ("+4", "4", Equal),
        (" 4 ", "4", Equal),
        ("0", "-0", Equal),
        ("0", "0.000e99", Equal),
        ("-1", "1", Less),
        ("-2", "-1", Less),
        ("-1", "0", Less),
        ("9", "10", Less),
        ("99", "100", Less),
        ("1.5", "1.25", Greater),
        ("1.25", "1.3", Less),
        ("100", "99.999", Greater),
        ("0.001", "0.01", Less),
        ("9007199254740993", "9007199254740992", Greater),
        ("0.1000000000000000000000000000001", "0.1", Greater),
        ("1e999999999", "1e999999998", Greater),
        ("1e-999999999", "0", Greater),
        ("120", "12", Greater),
        ("12", "120", Less),
        ("1.0e2", "100.00", Equal),
    ];
    for (actual, wanted, expected) in table {
        assert_eq!(compare(actual, wanted), Some(expected), "{actual} {wanted}");
        assert_eq!(compare(wanted, actual), Some(expected.reverse()), "{wanted} {actual}");
    }
}

#[test]
fn what_is_no_number() {
    for text in [
        "",
        " ",
        ".",
        "-",
        "+",
        "e1",
        "1e",
        "1e+",
        "1e1.5",
        "1.2.3",
        "0x10",
        "1,000",
        "--1",
        "1 000",
        "NaN",
        "inf",
        "１",
        "1e10000000000",
        "1e99999999999999999999",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
        assert_eq!(compare(text, "1"), None, "{text}");
    }
}

proptest! {
    #[test]
    fn hundredths_compare_as_integers(a in -100_000i64..100_000, b in -100_000i64..100_000) {
        let write = |number: i64| {
            let sign = if number < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100)
        };
        prop_assert_eq!(compare(&write(a), &write(b)), Some(a.cmp(&b)));
        prop_assert_eq!(compare(&format!("{a}e-2"), &write(b)), Some(a.cmp(&b)));
    }
}
