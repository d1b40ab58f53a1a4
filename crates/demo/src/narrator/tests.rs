use super::{Narrator, wrap};

#[test]
fn wrapping() {
    let cases: [(&str, &str, usize, &[&str]); 5] = [
        ("fits exactly", "one two", 7, &["one two"]),
        ("one column too few", "one two", 6, &["one", "two"]),
        ("a word longer than the line", "a incomprehensible b", 5, &["a", "incomprehensible", "b"]),
        ("white space at the end", "one two. ", 20, &["one two."]),
        ("characters, not bytes", "é é é", 5, &["é é é"]),
    ];
    for (name, text, width, want) in cases {
        assert_eq!(wrap(text, width), want, "{name}");
    }
}

#[test]
fn no_escapes_without_colour() {
    let tell = |colour| {
        let mut out = Vec::new();
        let mut narrator = Narrator::new(&mut out, colour);
        narrator.title("a", "b");
        narrator.fact("c", "d");
        narrator.part("e");
        narrator.good("f", "g");
        narrator.bad("h", "");
        narrator.again("i", "j");
        narrator.answer("k");
        narrator.why("l");
        narrator.document("m");
        narrator.ask("n");
        String::from_utf8(out).unwrap()
    };
    let plain = tell(false);
    assert!(!plain.contains('\x1b'), "{plain}");
    assert!(plain.contains("  ✓ f → g\n  ✗ h\n  … i → j\n    k\n    Why: l\n    m\n    n "), "{plain}");
    assert!(tell(true).contains("\x1b[32m✓\x1b[0m f → g\n"));
}

#[test]
fn goes_on_when_nobody_listens() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }
    let mut gone = Gone;
    Narrator::new(&mut gone, false).ask("still there?");
}

#[test]
fn adv_answers_do_not_steer_the_terminal() {
    let mut out = Vec::new();
    let mut narrator = Narrator::new(&mut out, false);
    narrator.answer("a\x1b[2Jb\u{9b}c\x07");
    narrator.good("call", "arn\x1b]0;owned\x07");
    narrator.fact("as", "\x1b[8m");
    let told = String::from_utf8(out).unwrap();
    assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
}
