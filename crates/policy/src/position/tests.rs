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
