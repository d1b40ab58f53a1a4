use super::*;

#[test]
fn short_texts_are_made_in_place_and_long_ones_are_whole() {
    for length in [0, 1, INLINE_BYTES - 1, INLINE_BYTES, INLINE_BYTES + 1, 1000] {
        let text = "x".repeat(length);
        let made = Text::made(&text);
        assert_eq!(&*made, text);
        let is_inline = matches!(made.0, Form::Made(Made(Place::Inline(_))));
        assert_eq!(is_inline, length <= INLINE_BYTES, "{length}");
    }
    assert_eq!(&*Text::made(format_args!("ä{}ö", "ü".repeat(21))), format!("ä{}ö", "ü".repeat(21)));
}

#[test]
fn lists_are_walked_to_their_end() {
    let list = vec!["a".to_owned(), String::new(), "c".to_owned()];
    let values: &dyn Values = &list;
    assert_eq!(values.iter().collect::<Vec<_>>(), ["a", "", "c"]);
    assert_eq!(format!("{values:?}"), r#"["a", "", "c"]"#);
    let values: &dyn Values = &Vec::<String>::new();
    assert_eq!(values.iter().count(), 0);
}
