use super::Timestamp;

#[test]
fn writes_whole_seconds_in_utc() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (1_440_938_160, "2015-08-30T12:36:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (253_402_207_200, "9999-12-30T22:00:00Z"),
        (i64::MAX, "9999-12-30T22:00:00Z"),
        (i64::MIN, "0000-01-01T00:00:00Z"),
    ] {
        assert_eq!(Timestamp::from_epoch_seconds(seconds).to_string(), text);
    }
}

#[test]
fn reads_what_aws_and_its_clients_write() {
    for (text, seconds) in [
        ("2015-08-30T12:36:00Z", Some(1_440_938_160)),
        ("2015-08-30T12:36:00.999Z", Some(1_440_938_160)),
        ("1969-12-31T23:59:58.5Z", Some(-2)),
        ("2015-08-30T14:36:00+02:00", Some(1_440_938_160)),
        ("2015-08-30", None),
        ("", None),
        ("yesterday", None),
        ("2015-13-30T12:36:00Z", None),
    ] {
        assert_eq!(Timestamp::parse(text).map(Timestamp::epoch_seconds), seconds, "{text}");
    }
}

#[test]
fn http_dates() {
    let at = Timestamp::from_epoch_seconds(784_111_777);
    assert_eq!(at.to_http_date(), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(at.to_iso_millis(), "1994-11-06T08:49:37.000Z");
    for text in
        ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
    {
        assert_eq!(Timestamp::parse_http_date(text), Some(at), "{text}");
    }
    for text in [
        "",
        "Sun, 06 Nov 1994 08:49:37",
        "06 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(Timestamp::parse_http_date(text), None, "{text}");
    }
}
