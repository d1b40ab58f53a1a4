use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::tests::sealer;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn info() -> ObjectInfo {
    let mut metadata = Metadata::new();
    metadata.set(Header::ContentType, "text/plain").unwrap();
    metadata.set_user("colour", "bl\"ue\té").unwrap();
    metadata.set_checksum(Checksum::new(ChecksumAlgorithm::Crc32, "AAAAAA==").unwrap());
    ObjectInfo {
        key: Key::parse("a/../b").unwrap(),
        size: 0,
        etag: ETag::whole([1; 16]),
        last_modified_ms: 5,
        metadata,
        composition: None,
        sealed: true,
    }
}

const BUCKET: &str = "bucket-1";

fn place(info: &ObjectInfo) -> Place {
    Place::Object(crate::layout::KeyHash::new(BUCKET, &info.key))
}

/// The end of a file as the store writes it.
fn encode(sealer: &Sealer, info: &ObjectInfo) -> Vec<u8> {
    let key = sealer.new_key().unwrap();
    let sealed_key = sealer.seal_key(&key, place(info)).unwrap();
    encode_object(BUCKET, info, &key, &sealed_key).unwrap()
}

fn read(file: &File, info: &ObjectInfo) -> Result<ReadObject, RecordError> {
    read_object(file, &sealer(), place(info))
}

/// Reads the record of an object of before sealing, which has its place nowhere.
fn read_unsealed(file: &File) -> Result<ReadObject, RecordError> {
    read(file, &info())
}

fn is_damaged<T>(result: &Result<T, RecordError>) -> bool {
    matches!(result, Err(RecordError::Damaged))
}

#[test]
fn records_come_back() {
    let found = read(&file(&encode(&sealer(), &info())), &info()).unwrap();
    assert_eq!((found.bucket.as_str(), found.info), (BUCKET, info()));
    assert!(found.blocks.are_sealed());
    let bucket = BucketInfo {
        name: BucketName::parse("bucket-1").unwrap(),
        owner: "111122223333".to_owned(),
        region: "eu-west-1".to_owned(),
        created_at_ms: u64::MAX,
    };
    assert_eq!(read_bucket(&file(&encode_bucket(&bucket).unwrap())).unwrap(), bucket);
}

#[test]
fn every_changed_byte_is_found() {
    let bytes = encode(&sealer(), &info());
    let read_object = |file: &File| read(file, &info());
    for place in 0..bytes.len() {
        for change in [1, 0x20, 0xff] {
            let mut changed = bytes.clone();
            changed[place] ^= change;
            assert!(is_damaged(&read_object(&file(&changed))), "byte {place} ^ {change}");
        }
    }
    for length in 0..bytes.len() {
        assert!(is_damaged(&read_object(&file(&bytes[..length]))), "cut to {length}");
        assert!(is_damaged(&read_object(&file(&bytes[length..][1..]))), "cut by {length}");
    }
    assert!(is_damaged(&read_object(&file(&[&bytes[..], b"\n"].concat()))), "longer at the end");
    assert!(
        is_damaged(&read_object(&file(&[b"x", &bytes[..]].concat()))),
        "data that the record does not know of"
    );
}

/// A record of any contents with a checksum that fits.
fn forged(json: &str, magic: [u8; 8]) -> File {
    let length = (json.len() as u32).to_le_bytes();
    let sum = checksum(json.as_bytes(), length, magic);
    file(&[json.as_bytes(), &length, &sum, &magic].concat())
}

#[test]
fn records_that_say_what_cannot_be() {
    let valid = r#"{"bucket":"b","key":"k","size":0,"md5":"00000000000000000000000000000000","last_modified_ms":0,"system":{},"user":{},"checksum":null}"#;
    assert!(read_unsealed(&forged(valid, UNSEALED_OBJECT_MAGIC)).is_ok());
    let long_key = format!(r#""key":"{}""#, "k".repeat(1025));
    let cases: &[(&str, &str, &str)] = &[
        ("no object", valid, "[]"),
        ("member missing", r#","user":{}"#, ""),
        ("member unknown", r#","user":{}"#, r#","user":{},"acl":{}"#),
        ("member twice", r#","user":{}"#, r#","user":{},"user":{}"#),
        ("empty key", r#""key":"k""#, r#""key":"""#),
        ("key with NUL", r#""key":"k""#, "\"key\":\"\\u0000\""),
        ("key too long", r#""key":"k""#, &long_key),
        ("size that the file has not", r#""size":0"#, r#""size":1"#),
        ("size beyond all", r#""size":0"#, r#""size":18446744073709551615"#),
        ("size below zero", r#""size":0"#, r#""size":-1"#),
        ("short MD5", r#""md5":"00"#, r#""md5":""#),
        ("MD5 in capitals", r#""md5":"00"#, r#""md5":"AA"#),
        ("unknown header", r#""system":{}"#, r#""system":{"x-amz-acl":"private"}"#),
        ("line break in a header", r#""system":{}"#, r#""system":{"expires":"0\r\nx: y"}"#),
        ("name in capitals", r#""user":{}"#, r#""user":{"A":"b"}"#),
        ("NUL in user metadata", r#""user":{}"#, "\"user\":{\"a\":\"\\u0000\"}"),
        ("unknown algorithm", r#""checksum":null"#, r#""checksum":{"algorithm":"MD6","value":"AAAAAA=="}"#),
        (
            "parts of an object that has none",
            r#""checksum":null"#,
            r#""checksum":null,"upload":{"id":"u","parts":[]}"#,
        ),
        (
            "parts without an upload",
            r#""size":0"#,
            r#""size":0,"parts":1,"upload":{"id":"","parts":[{"size":0}]}"#,
        ),
        (
            "more parts than the tag has",
            r#""size":0"#,
            r#""size":0,"parts":1,"upload":{"id":"u","parts":[{"size":0},{"size":0}]}"#,
        ),
        (
            "parts larger than the object",
            r#""size":0"#,
            r#""size":0,"parts":1,"upload":{"id":"u","parts":[{"size":1}]}"#,
        ),
        (
            "parts beyond all sizes",
            r#""size":0"#,
            r#""size":0,"parts":2,"upload":{"id":"u","parts":[{"size":18446744073709551615},{"size":1}]}"#,
        ),
        (
            "a part's checksum too short",
            r#""size":0"#,
            r#""size":0,"parts":1,"upload":{"id":"u","parts":[{"size":0,"checksum":{"algorithm":"MD5","value":"AAAAAA=="}}]}"#,
        ),
        ("checksum too short", r#""checksum":null"#, r#""checksum":{"algorithm":"SHA1","value":"AAAAAA=="}"#),
    ];
    for (case, from, to) in cases {
        let json = valid.replacen(from, to, 1);
        assert_ne!(json, valid, "{case}");
        assert!(is_damaged(&read_unsealed(&forged(&json, UNSEALED_OBJECT_MAGIC))), "{case}");
    }
    assert!(is_damaged(&read_unsealed(&forged(valid, *b"OSTYOBJ3"))), "version of the future");
    assert!(read_unsealed(&forged(valid, OBJECT_MAGIC)).is_err(), "in the clear in a sealed file's place");
    assert!(is_damaged(&read_unsealed(&forged(valid, BUCKET_MAGIC))), "another kind of record");
    let bucket = r#"{"name":"abc","owner":"1","region":"r","created_at_ms":0}"#;
    assert!(read_bucket(&forged(bucket, BUCKET_MAGIC)).is_ok());
    assert!(is_damaged(&read_bucket(&forged(&bucket.replace("abc", "../abc"), BUCKET_MAGIC))));
    assert!(is_damaged(&read_bucket(&forged(
        &bucket.replace("\"1\"", &format!("\"{}\"", "1".repeat(65))),
        BUCKET_MAGIC
    ))));
}

/// The most parts with the longest checksums.
#[test]
fn parts_come_back_at_their_limit() {
    let checksum =
        Checksum::new(ChecksumAlgorithm::Sha512, &data_encoding::BASE64.encode(&[0xfb; 64])).unwrap();
    let part = ComposedPart { size: 0, checksum: Some(checksum) };
    let parts = usize::from(crate::limits::MAX_PARTS);
    let composition = Composition { upload_id: "u".repeat(128), parts: vec![part; parts] };
    let etag = ETag::of_parts([0; 16], crate::limits::MAX_PARTS);
    let info = ObjectInfo { etag, composition: Some(composition), ..info() };
    let bytes = encode(&sealer(), &info);
    assert_eq!(read(&file(&bytes), &info).unwrap().info, info);
}

#[test]
fn places_of_parts() {
    let part = |size| ComposedPart { size, checksum: None };
    let composition = Composition { upload_id: "u".to_owned(), parts: vec![part(5), part(0), part(7)] };
    let of = |place| composition.part(place).map(|(first, part)| (first, part.size));
    assert_eq!([0, 1, 2, 3, 4].map(of), [None, Some((0, 5)), Some((5, 0)), Some((5, 7)), None]);
}

/// A footer cannot make the reader set aside more memory than a record may have.
#[test]
fn adv_62_record_of_unbounded_length() {
    let json = serde_json::to_string(&ObjectRecord { md5: "0".repeat(32), key: "k".to_owned(), ..record() })
        .unwrap();
    let longest = json.clone() + &" ".repeat(MAX_RECORD_BYTES - json.len());
    assert!(read_unsealed(&forged(&longest, UNSEALED_OBJECT_MAGIC)).is_ok());
    assert!(is_damaged(&read_unsealed(&forged(&(longest + " "), UNSEALED_OBJECT_MAGIC))));
    let sparse = tempfile::tempfile().unwrap();
    sparse.set_len(10 << 30).unwrap();
    for length in [u32::MAX, MAX_RECORD_BYTES as u32 + 1] {
        let footer = [&length.to_le_bytes()[..], &[0; 4], &OBJECT_MAGIC].concat();
        sparse.write_all_at(&footer, (10 << 30) - 16).unwrap();
        assert!(is_damaged(&read_unsealed(&sparse)), "{length}");
    }
    let too_long = ObjectRecord { bucket: "b".repeat(MAX_RECORD_BYTES), ..record() };
    assert!(with_footer(to_json(&too_long).unwrap(), OBJECT_MAGIC).is_err());
}

fn record() -> ObjectRecord {
    ObjectRecord {
        bucket: String::new(),
        key: String::new(),
        size: 0,
        md5: String::new(),
        parts: None,
        last_modified_ms: 0,
        system: BTreeMap::new(),
        user: BTreeMap::new(),
        checksum: None,
        upload: None,
    }
}

proptest! {
    #[test]
    fn whatever_was_accepted_comes_back(
        key in "[^\u{0}]{1,200}",
        system in prop::collection::vec("[^\u{0}-\u{8}\u{a}-\u{1f}\u{7f}]{0,60}", 6),
        user in prop::collection::btree_map("[a-z0-9!#$%&'*+.^_`|~-]{1,20}", "[^\u{0}-\u{8}\u{a}-\u{1f}\u{7f}]{0,20}", 0..20),
        md5 in any::<[u8; 16]>(),
        last_modified_ms in any::<u64>(),
    ) {
        let mut metadata = Metadata::new();
        for (header, value) in Header::ALL.into_iter().zip(&system) {
            metadata.set(header, value).unwrap();
        }
        for (name, value) in &user {
            metadata.set_user(name, value).unwrap();
        }
        let info = ObjectInfo { key: Key::parse(&key).unwrap(), size: 0, etag: ETag::whole(md5), last_modified_ms, metadata, composition: None, sealed: true };
        let found = read(&file(&encode(&sealer(), &info)), &info).unwrap();
        prop_assert_eq!((found.bucket.as_str(), found.info), (BUCKET, info));
    }

    #[test]
    fn no_bytes_make_the_reader_fail_otherwise(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let mut bytes = bytes;
        if magic {
            bytes.extend_from_slice(&OBJECT_MAGIC);
        }
        prop_assert!(is_damaged(&read_unsealed(&file(&bytes))));
        prop_assert!(is_damaged(&read_bucket(&file(&bytes))));
    }
}

/// The longest key with the most metadata, all of it growing in JSON, stays below the limit of a record.
#[test]
fn the_largest_record_fits() {
    let mut metadata = Metadata::new();
    metadata.set(Header::Expires, &"\"".repeat(2048 - 7)).unwrap();
    metadata.set_user("a", &"\t".repeat(2047)).unwrap();
    let key = Key::parse(&"\u{1}".repeat(1024)).unwrap();
    let info = ObjectInfo {
        key,
        size: 0,
        etag: ETag::whole([0; 16]),
        last_modified_ms: 0,
        metadata,
        composition: None,
        sealed: true,
    };
    let bytes = encode(&sealer(), &info);
    assert!(bytes.len() > TAIL_BYTES as usize, "so that the second read is tried too");
    assert_eq!(read(&file(&bytes), &info).unwrap().info, info);
}

/// A sealed record opens in its place, with its root key, and nowhere else.
#[test]
fn a_sealed_record_is_bound_to_its_place() {
    let bytes = encode(&sealer(), &info());
    let elsewhere = ObjectInfo { key: Key::parse("b").unwrap(), ..info() };
    let misplaced = |result: Result<ReadObject, RecordError>| matches!(result, Err(RecordError::Misplaced));
    assert!(misplaced(read(&file(&bytes), &elsewhere)));
    let upload = UploadHash::new(BUCKET, std::path::Path::new("x"));
    let part = Place::Part(upload, crate::PartNumber::new(1).unwrap());
    assert!(misplaced(read_object(&file(&bytes), &sealer(), part)));
    struct Zeroes;
    impl secret::Entropy for Zeroes {
        fn fill(&mut self, _: &mut [u8]) {}
    }
    let other = Sealer::new(&secret::seal::RootKey::from_bytes([8; 32]), Zeroes);
    assert!(misplaced(read_object(&file(&bytes), &other, place(&info()))));
    let plain = ["a/../b", "text/plain", "colour", "bucket-1"];
    assert!(plain.iter().all(|text| !bytes.windows(text.len()).any(|window| window == text.as_bytes())));
}
