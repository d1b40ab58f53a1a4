use proptest::prelude::*;

use super::*;

#[test]
fn only_what_was_set_comes_back() {
    let mut metadata = Metadata::new();
    assert_eq!(Header::ALL.map(|header| metadata.get(header).is_some()), [false; 6]);
    metadata.set(Header::ContentType, "text/plain; charset=ütf").unwrap();
    metadata.set_user("colour", "blue\tgreen").unwrap();
    metadata.set_checksum(Checksum::new(ChecksumAlgorithm::Crc32, "AAAAAA==").unwrap());
    assert_eq!(metadata.system().collect::<Vec<_>>(), [(Header::ContentType, "text/plain; charset=ütf")]);
    assert_eq!(metadata.user().collect::<Vec<_>>(), [("colour", "blue\tgreen")]);
    assert_eq!(metadata.checksum().map(Checksum::value), Some("AAAAAA=="));
}

#[test]
fn user_names() {
    let cases = [
        ("token", "a-b_c.1", true),
        ("odd token", "!#$%&'*+-.^_`|~", true),
        ("empty", "", false),
        ("capital", "Colour", false),
        ("space", "a b", false),
        ("colon", "a:b", false),
        ("line break", "a\r\nset-cookie", false),
        ("NUL", "a\0", false),
        ("not ASCII", "é", false),
    ];
    for (case, name, valid) in cases {
        let mut metadata = Metadata::new();
        let expected = if valid { Ok(()) } else { Err(MetadataError::Name) };
        assert_eq!(metadata.set_user(name, "v"), expected, "{case}");
        assert_eq!(metadata.user().count(), usize::from(valid), "{case}");
    }
}

#[test]
fn a_name_is_set_once() {
    let mut metadata = Metadata::new();
    metadata.set(Header::Expires, "0").unwrap();
    metadata.set_user("a", "1").unwrap();
    assert_eq!(metadata.set(Header::Expires, "1"), Err(MetadataError::Repeated { name: "expires".into() }));
    assert_eq!(metadata.set_user("a", "2"), Err(MetadataError::Repeated { name: "a".into() }));
    assert_eq!(metadata.get(Header::Expires), Some("0"));
    assert_eq!(metadata.user().collect::<Vec<_>>(), [("a", "1")]);
}

#[test]
fn sizes_at_the_limit_and_one_past_it() {
    let mut metadata = Metadata::new();
    metadata.set_user("a", "1").unwrap();
    // Bytes count, not characters: each é has two.
    let room = MAX_USER_METADATA_BYTES - 3;
    assert_eq!(
        metadata.set_user("b", &format!("{}12", "é".repeat((room - 1) / 2))),
        Err(MetadataError::UserTooLarge { bytes: 2049 })
    );
    metadata.set_user("b", &format!("{}1", "é".repeat((room - 1) / 2))).unwrap();
    assert_eq!(metadata.set_user("c", ""), Err(MetadataError::UserTooLarge { bytes: 2049 }));

    metadata.set(Header::Expires, "").unwrap();
    let room = MAX_SYSTEM_METADATA_BYTES - "expires".len() - "content-type".len();
    assert_eq!(
        metadata.set(Header::ContentType, &"t".repeat(room + 1)),
        Err(MetadataError::SystemTooLarge { bytes: 2049 })
    );
    metadata.set(Header::ContentType, &"t".repeat(room)).unwrap();
}

#[test]
fn checksums_fit_their_algorithm() {
    for algorithm in ChecksumAlgorithm::ALL {
        let bytes = algorithm.digest_bytes();
        let encode = |n: usize| BASE64.encode(&vec![7; n]);
        assert_eq!(Checksum::new(algorithm, &encode(bytes)).unwrap().value(), encode(bytes));
        for wrong in [
            encode(bytes - 1),
            encode(bytes + 1),
            String::new(),
            format!("{}\r\n", encode(bytes)),
            "?".into(),
        ] {
            assert_eq!(
                Checksum::new(algorithm, &wrong),
                Err(MetadataError::Checksum),
                "{algorithm:?} {wrong:?}"
            );
        }
    }
    // Bits beyond the last byte must be zero, so that a digest has one spelling only.
    assert!(Checksum::new(ChecksumAlgorithm::Crc32, "AAAAAB==").is_err());
}

proptest! {
    /// P16: any text is kept as it is, or refused; what is kept can stand in a header.
    #[test]
    fn values_come_back_or_are_refused(value in any::<String>(), at in 0usize..4) {
        let injected = [value.clone(), format!("a\r\n{value}"), format!("{value}\n"), format!("{value}\0")];
        let value = &injected[at];
        let mut metadata = Metadata::new();
        let fine = !value.bytes().any(|b| (b < 0x20 && b != b'\t') || b == 0x7f);
        prop_assert_eq!(metadata.set(Header::CacheControl, value).is_ok(), fine);
        prop_assert_eq!(metadata.set_user("name", value).is_ok(), fine);
        prop_assert_eq!(metadata.get(Header::CacheControl), fine.then_some(value.as_str()));
        prop_assert_eq!(metadata.user().next(), fine.then_some(("name", value.as_str())));
    }
}
