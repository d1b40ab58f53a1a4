use super::*;
use proptest::prelude::*;

fn seconds(text: &str) -> Option<i64> {
    parse(text).map(|timestamp| timestamp.seconds)
}

#[test]
fn forms_of_dates() {
    let new_year = 1_704_067_200;
    let table = [
        ("2024-01-01", new_year),
        ("2024-01", new_year),
        ("2024-01-01T00:00Z", new_year),
        ("2024-01-01T00:00:00Z", new_year),
        ("2024-01-01t00:00:00z", new_year),
        ("2024-01-01T00:00:00", new_year),
        ("2024-01-01T00:00:00.999Z", new_year),
        ("2024-01-01T01:00:00+01:00", new_year),
        ("2024-01-01T01:00:00+0100", new_year),
        ("2023-12-31T23:00-01:00", new_year),
        (" 2024-01-01 ", new_year),
        ("1704067200", new_year),
        ("1704067200.75", new_year),
        ("2024", 2024),
        ("0", 0),
        ("1970-01-01", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("2000-02-29", 951_782_400),
        ("0001-01-01", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("9223372036854775807", i64::MAX),
    ];
    for (text, expected) in table {
        assert_eq!(seconds(text), Some(expected), "{text}");
    }
}

#[test]
fn fractions_of_seconds_count() {
    let date = |text| parse(text).unwrap();
    assert!(date("2024-01-01T00:00:00.5Z") > date("2024-01-01T00:00:00Z"));
    assert!(date("2024-01-01T00:00:00.5Z") == date("1704067200.500"));
    assert!(date("2024-01-01T00:00:00.000000001Z") > date("2024-01-01T00:00:00Z"));
    assert!(date("2024-01-01T00:00:00.0000000001Z") == date("2024-01-01T00:00:00Z"));
}

#[test]
fn what_is_no_date() {
    for text in [
        "",
        "x",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "2024-04-31",
        "2024-1-1",
        "24-01-01",
        "2024-01-01T",
        "2024-01-01T10",
        "2024-01-01T24:00",
        "2024-01-01T10:60",
        "2024-01-01T10:00:60",
        "2024-01-01T1:00",
        "2024-01-01T10:00Q",
        "2024-01-01T10:00+1",
        "2024-01-01T10:00+01:0",
        "2024-01-01T10:00:00.Z",
        "2024-01-01T10:00.5Z",
        "2024-01T10:00",
        "T10:00",
        "01T",
        "0000-01-01",
        "-2024-01-01",
        "12024-01-01",
        "-5",
        "1.",
        ".5",
        "+5",
        "2024-01-",
        "2024-01-01 10:00",
        "9223372036854775808",
        "２０２４",
        "2024-01-01T10:00Zx",
        "2024-01-01-01",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn days_are_those_of_the_calendar(seconds in -62_135_596_800i64..253_402_300_799) {
        let moment = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
        let text = moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        prop_assert_eq!(super::parse(&text).map(|timestamp| timestamp.seconds), Some(seconds), "{}", text);
    }
}

#[test]
fn times_are_written_as_they_are_read() {
    let days = (0..4_000_000_000_u64).step_by(86_400 * 13 + 4_321);
    for seconds in days.chain([0, 59, 951_782_399, 951_782_400, 951_868_800, 253_402_300_799]) {
        let text = written(seconds).to_string();
        let expected = Timestamp { seconds: i64::try_from(seconds).unwrap(), nanoseconds: 0 };
        assert_eq!(iso(&text), Some(expected), "{text}");
        assert_eq!(text.len(), 20, "{text}");
    }
    assert_eq!(written(951_782_400).to_string(), "2000-02-29T00:00:00Z");
    assert!(written(u64::MAX).to_string().ends_with('Z'), "nothing overflows");
}
