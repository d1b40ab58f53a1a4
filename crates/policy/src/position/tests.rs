use super::*;

#[test]
fn lines_and_columns_count_from_one_and_columns_count_characters() {
    let text = "ab\né€x\n\nz";
    let lines = Lines::new(text);
    let at = |offset| {
        let Position { line, column } = lines.position(offset);
        (line, column)
    };
    assert_eq!(at(0), (1, 1));
    assert_eq!(at(2), (1, 3));
    assert_eq!(at(3), (2, 1));
    assert_eq!(at(5), (2, 2));
    assert_eq!(at(8), (2, 3));
    assert_eq!(at(10), (3, 1));
    assert_eq!(at(11), (4, 1));
    assert_eq!(at(12), (4, 2));
}

#[test]
fn a_text_may_begin_at_a_later_line() {
    let lines = Lines::from_line("ab\nc", 7);
    assert_eq!(lines.position(1).to_string(), "7:2");
    assert_eq!(lines.position(3).to_string(), "8:1");
}

#[test]
fn the_place_in_a_long_line_is_not_counted_from_its_start() {
    let text = format!("x\n{}", "é".repeat(100_000));
    let lines = Lines::new(&text);
    for at in [0, 1, 127, 128, 129, 99_999] {
        let offset = 2 + 2 * at;
        let taken =
            crate::steps::of(|| assert_eq!(lines.position(offset), Position { line: 2, column: at + 1 }));
        assert!(taken <= 2 * STRIDE as u64, "{taken}");
    }
    assert_eq!(lines.position(2 + 200_000).column, 100_001);
}
