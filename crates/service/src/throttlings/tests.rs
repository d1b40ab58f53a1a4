use super::*;

fn at(seconds: u64) -> Time {
    Time::from_seconds(seconds)
}

#[test]
fn a_throttling_is_told_once_until_it_is_over() {
    let told = Throttlings::default();
    let cases = [
        ("the first", "a", 600, 0, true),
        ("the same again", "a", 600, 1, false),
        ("a longer one, for another address", "a", 900, 2, false),
        ("another caller", "b", 600, 2, true),
        ("when the first is over", "a", 900, 600, true),
        ("then that one", "a", 900, 601, false),
    ];
    for (name, caller, until, now, expected) in cases {
        assert_eq!(told.is_news(caller, at(until), at(now)), expected, "{name}");
    }
}

#[test]
fn no_more_callers_are_remembered_than_the_limit() {
    let told = Throttlings::default();
    for number in 0..THROTTLED_CALLERS + 1 {
        assert!(told.is_news(&number.to_string(), at(600), at(0)));
    }
    assert!(told.told.lock().unwrap().len() <= THROTTLED_CALLERS);
}
