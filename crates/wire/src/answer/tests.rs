use super::Answer;

#[test]
fn adv_56_no_value_ends_its_line() {
    for value in ["a\r\nset-cookie: x", "a\nb", "a\rb", "a\0b", "a\u{85}b", "\u{7f}"] {
        let answer = Answer::empty(200).header("location", value);
        let (_, written) = &answer.headers[0];
        assert!(!written.chars().any(char::is_control), "{value:?} became {written:?}");
    }
}

#[test]
fn query_answers_carry_the_request_id_twice() {
    let answer = Answer::query(200, "<x/>".into(), "id-1");
    assert_eq!(answer.headers, [("content-type", "text/xml".into()), ("x-amzn-requestid", "id-1".into())]);
    assert_eq!(answer.body, b"<x/>");
}
