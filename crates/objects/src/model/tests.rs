use super::*;

#[test]
fn tags_of_parts() {
    let (a, b) = ("0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f");
    let of = |tags: &[&str]| {
        let mut md5 = Md5::new();
        for tag in tags {
            md5.update(HEXLOWER.decode(tag.as_bytes()).unwrap());
        }
        ETag::of_parts(md5.finalize().into(), tags.len() as u16)
    };
    let both = of(&[a, b]);
    let quoted = [format!("\"{a}\""), format!("\"{b}\"")];
    let cases: [(&str, Vec<&str>, bool); 8] = [
        ("as they are", vec![a, b], true),
        ("in quotes", vec![&quoted[0], &quoted[1]], true),
        ("the other way round", vec![b, a], false),
        ("one only", vec![a], false),
        ("one more", vec![a, b, b], false),
        ("none", vec![], false),
        ("cut short", vec![a, &b[..30]], false),
        ("no tag", vec![a, "*"], false),
    ];
    for (case, tags, expected) in cases {
        assert_eq!(both.is_of_parts(tags.into_iter()), expected, "{case}");
    }
    assert!(!ETag::whole(*both.md5()).is_of_parts([a, b].into_iter()), "of data that came in one");
}

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
