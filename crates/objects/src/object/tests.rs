use super::*;

#[test]
fn etags() {
    let etag = ETag::whole(*b"\x9a\x03\x64\xb9\xe9\x9b\xb4\x80\xdd\x25\xe1\xf0\x28\x4c\x85\x55");
    let hex = "9a0364b9e99bb480dd25e1f0284c8555";
    assert_eq!(etag.to_string(), format!("\"{hex}\""));
    let cases = [
        ("quoted", format!("\"{hex}\""), true),
        ("bare", hex.to_owned(), true),
        ("half quoted", format!("\"{hex}"), false),
        ("twice quoted", format!("\"\"{hex}\"\""), false),
        ("capitals", hex.to_uppercase(), false),
        ("weak", format!("W/\"{hex}\""), false),
        ("of a part", format!("{hex}-1"), false),
        ("prefix", hex[..31].to_owned(), false),
        ("any", "*".to_owned(), false),
        ("empty", String::new(), false),
        ("empty quotes", "\"\"".to_owned(), false),
        ("one quote", "\"".to_owned(), false),
    ];
    for (case, text, expected) in cases {
        assert_eq!(etag.matches(&text), expected, "{case}");
    }
}
