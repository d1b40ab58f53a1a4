use super::*;

#[test]
fn bucket_names() {
    let long = "a".repeat(MAX_BUCKET_NAME_BYTES);
    let too_long = "a".repeat(MAX_BUCKET_NAME_BYTES + 1);
    let cases: &[(&str, &str, bool)] = &[
        ("shortest", "abc", true),
        ("one shorter", "ab", false),
        ("empty", "", false),
        ("longest", &long, true),
        ("one longer", &too_long, false),
        ("digits", "123", true),
        ("dots and hyphens", "a.b-c.d--e", true),
        ("dot beside hyphen", "my.-bucket", true),
        ("sample prefix", "amzn-s3-demo-bucket-1", true),
        ("two dots", "a..b", false),
        ("begins with a dot", ".abc", false),
        ("ends with a dot", "abc.", false),
        ("begins with a hyphen", "-abc", false),
        ("ends with a hyphen", "abc-", false),
        ("capital", "aBc", false),
        ("underscore", "a_c", false),
        ("space", "a c", false),
        ("slash", "a/c", false),
        ("parent directory", "../abc", false),
        ("NUL", "a\0c", false),
        ("line feed", "abc\n", false),
        ("not ASCII", "aéc", false),
        ("full-width digit", "１２３", false),
        ("IPv4 address", "192.168.5.4", false),
        ("form of an IPv4 address", "999.1.1.1", false),
        ("leading zero", "01.2.3.4", false),
        ("three numbers", "1.2.3", true),
        ("five numbers", "1.2.3.4.5", true),
        ("four labels, one not a number", "1.2.3.4a", true),
        ("punycode", "xn--abc", false),
        ("sthree", "sthree-abc", false),
        ("alias suffix", "abc-s3alias", false),
        ("object lambda suffix", "abc--ol-s3", false),
        ("multi-region suffix", "abc.mrap", false),
        ("directory bucket suffix", "abc--x-s3", false),
        ("table bucket suffix", "abc--table-s3", false),
    ];
    for (name, text, valid) in cases {
        assert_eq!(BucketName::parse(text).is_ok(), *valid, "{name}: {text:?}");
    }
}

#[test]
fn keys_are_kept_as_they_are() {
    let longest = "k".repeat(MAX_KEY_BYTES);
    let longest_of_two_bytes = "é".repeat(MAX_KEY_BYTES / 2);
    let texts = ["a", "/", "//", ".", "..", "../x", "a/", "CON", "a\\b", "a%2e%2e/", " ", "\n", "\u{10ffff}"];
    for text in texts.into_iter().chain([longest.as_str(), longest_of_two_bytes.as_str()]) {
        assert_eq!(Key::parse(text).unwrap().as_str(), text);
    }
}

#[test]
fn keys_that_are_refused() {
    assert_eq!(Key::parse(""), Err(KeyError::Empty));
    assert_eq!(Key::parse(&"k".repeat(MAX_KEY_BYTES + 1)), Err(KeyError::TooLong { bytes: 1025 }));
    assert_eq!(
        Key::parse(&format!("{}é", "k".repeat(MAX_KEY_BYTES - 1))),
        Err(KeyError::TooLong { bytes: 1025 })
    );
    assert_eq!(Key::parse("a\0b"), Err(KeyError::Nul));
}

#[test]
fn keys_are_ordered_by_bytes() {
    // In UTF-16 the last two would be the other way round.
    let ordered = ["A", "a", "a\u{1}", "a/", "a0", "é", "\u{ffff}", "\u{10000}"];
    let keys: Vec<Key> = ordered.iter().map(|text| Key::parse(text).unwrap()).collect();
    assert!(keys.is_sorted());
    assert!(keys.iter().map(Borrow::<[u8]>::borrow).is_sorted());
}
