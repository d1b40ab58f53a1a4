//! ListObjects and ListObjectsV2.

use crate::support::s3::{Got, ask, get};
use crate::support::{ACCOUNT, Credentials, Plane};

fn plane(keys: &[&str]) -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    for key in keys {
        plane.object(&format!("/photos/{key}"), b"data");
    }
    let admin = plane.admin.clone();
    (plane, admin)
}

/// Keys and common prefixes of a page.
fn page(got: &Got) -> (Vec<String>, Vec<String>) {
    let text = got.text();
    let prefixes = text.split("<CommonPrefixes><Prefix>").skip(1);
    let prefixes = prefixes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    (got.texts("Key"), prefixes)
}

#[test]
fn the_shape_of_both_versions() {
    let (mut plane, admin) = plane(&["a", "b/1"]);
    let owner = plane.service.store().snapshot().accounts().next().unwrap().canonical_user_id.clone();
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>photos</Name><Prefix></Prefix>";
    let entry = |owner: &str| {
        format!(
            "<Contents><Key>a</Key><LastModified>2027-01-15T08:00:00.000Z</LastModified>\
             <ETag>&quot;8d777f385d3dfec8815d20f7496026dc&quot;</ETag><Size>4</Size>{owner}\
             <StorageClass>STANDARD</StorageClass></Contents>"
        )
    };
    let owner = format!("<Owner><ID>{owner}</ID></Owner>");
    let rest = "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>";
    for (name, query, middle, owner) in [
        (
            "version 2",
            "list-type=2&delimiter=/",
            "<KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>",
            "",
        ),
        (
            "version 2 with owners",
            "list-type=2&delimiter=/&fetch-owner=true",
            "<KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>",
            &owner,
        ),
        (
            "version 1",
            "delimiter=/&max-keys=5&encoding-type=url",
            "<Marker></Marker><MaxKeys>5</MaxKeys><Delimiter>/</Delimiter><EncodingType>url</EncodingType>\
             <IsTruncated>false</IsTruncated>",
            &owner,
        ),
    ] {
        let got = plane.s3(&admin, &get(&format!("/photos?{query}")));
        assert_eq!(got.text(), format!("{start}{middle}{}{rest}", entry(owner)), "{name}");
    }
}

#[test]
fn prefixes_and_delimiters() {
    let keys = ["a", "a/b/1", "a/b/2", "a/c", "a%20b", "ab", "b/", "b/x", "z%2F%2F1"];
    let (mut plane, admin) = plane(&keys);
    let mut list = |query: &str| page(&plane.s3(&admin, &get(&format!("/photos?{query}"))));
    for version in ["", "list-type=2&"] {
        for (name, query, expected, prefixes) in [
            ("everything", "", "a,a b,a/b/1,a/b/2,a/c,ab,b/,b/x,z//1", ""),
            ("by directory", "delimiter=/", "a,a b,ab", "a/,b/,z/"),
            ("within one", "delimiter=/&prefix=a/", "a/c", "a/b/"),
            ("a prefix that is a key", "prefix=b/&delimiter=/", "b/,b/x", ""),
            ("a prefix within a name", "prefix=a", "a,a b,a/b/1,a/b/2,a/c,ab", ""),
            ("an encoded prefix", "prefix=a%2Fb%2F", "a/b/1,a/b/2", ""),
            ("a prefix that is none", "prefix=x", "", ""),
            ("another delimiter", "delimiter=b", "a,a/c,z//1", "a b,a/b,ab,b"),
            ("a delimiter of two", "delimiter=//", "a,a b,a/b/1,a/b/2,a/c,ab,b/,b/x", "z//"),
        ] {
            let (found, grouped) = list(&format!("{version}{query}"));
            assert_eq!(
                (found.join(","), grouped.join(",")),
                (expected.into(), prefixes.into()),
                "{version}{name}"
            );
        }
    }
}

#[test]
fn pages_follow_one_another_in_both_versions() {
    let keys = ["a/1", "a/2", "b", "c/1", "c/2", "d"];
    let (mut plane, admin) = plane(&keys);
    for delimiter in ["", "&delimiter=/"] {
        let whole = page(&plane.s3(&admin, &get(&format!("/photos?list-type=2{delimiter}"))));
        for size in 1..=6 {
            for version in [1, 2] {
                let (mut found, mut prefixes, mut next) = (Vec::new(), Vec::new(), String::new());
                for turn in 0.. {
                    assert!(turn < 10, "never ends");
                    let kind = if version == 2 { "list-type=2&" } else { "" };
                    let got =
                        plane.s3(&admin, &get(&format!("/photos?{kind}max-keys={size}{delimiter}{next}")));
                    let (keys, grouped) = page(&got);
                    let last = keys.last().cloned();
                    assert!(keys.len() + grouped.len() <= size);
                    found.extend(keys);
                    prefixes.extend(grouped);
                    if got.texts("IsTruncated") == ["false"] {
                        assert_eq!(
                            got.texts("NextContinuationToken").len() + got.texts("NextMarker").len(),
                            0
                        );
                        break;
                    }
                    next = match version {
                        2 => format!("&continuation-token={}", got.texts("NextContinuationToken")[0]),
                        // without a delimiter the last key is where to go on
                        _ if delimiter.is_empty() => {
                            assert_eq!(got.texts("NextMarker").len(), 0);
                            format!("&marker={}", last.unwrap())
                        }
                        _ => format!("&marker={}", got.texts("NextMarker")[0]),
                    };
                }
                assert_eq!(
                    (&found, &prefixes),
                    (&whole.0, &whole.1),
                    "version {version}, {size} a page{delimiter}"
                );
            }
        }
    }
}

#[test]
fn where_a_listing_starts() {
    let (mut plane, admin) = plane(&["a", "b/1", "b/2", "c"]);
    let mut list = |query: &str| {
        let (keys, prefixes) = page(&plane.s3(&admin, &get(&format!("/photos?{query}"))));
        [keys, prefixes].concat().join(",")
    };
    for (name, query, expected) in [
        ("after a key", "list-type=2&start-after=b/1", "b/2,c"),
        ("after what is no key", "list-type=2&start-after=aa", "b/1,b/2,c"),
        ("after the last", "list-type=2&start-after=c", ""),
        ("a directory of which some is left", "list-type=2&delimiter=/&start-after=b/1", "c,b/"),
        ("after a marker", "marker=b/1", "b/2,c"),
        ("a marker that is a directory", "delimiter=/&marker=b/", "c"),
        ("nothing", "list-type=2&max-keys=0", ""),
    ] {
        assert_eq!(list(query), expected, "{name}");
    }
    let none = plane.s3(&admin, &get("/photos?list-type=2&max-keys=0"));
    assert_eq!(none.texts("IsTruncated"), ["false"]);
}

#[test]
fn keys_that_xml_cannot_hold_are_encoded() {
    let (mut plane, admin) = plane(&["a%26%3Cb%3E", "n%01l", "%E6%97%A5", "sp%20ace+"]);
    let got = plane.s3(&admin, &get("/photos?list-type=2&encoding-type=url&delimiter=%01&prefix=n"));
    assert_eq!(got.texts("EncodingType"), ["url"]);
    assert_eq!((got.texts("Delimiter"), page(&got).1), (vec!["%01".to_owned()], vec!["n%01".to_owned()]));
    let got = plane.s3(&admin, &get("/photos?list-type=2&encoding-type=url"));
    assert_eq!(got.texts("Key"), ["a%26%3Cb%3E", "n%01l", "sp+ace%2B", "%E6%97%A5"]);
    let got = plane.s3(&admin, &get("/photos?list-type=2&prefix=a"));
    assert_eq!(got.texts("Key"), ["a&amp;&lt;b&gt;"]);
}

/// As recorded of S3, in every place where a key, a prefix, a delimiter or a marker stands, of every listing.
#[test]
fn encoding_like_form_data() {
    let cases = [
        ("a b", "a+b"),
        ("a+b", "a%2Bb"),
        ("100%", "100%25"),
        ("한", "%ED%95%9C"),
        ("a/b", "a/b"),
        ("a&=?", "a%26%3D%3F"),
    ];
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    for (text, encoded) in cases {
        let sent = escape(text);
        let (mut plane, admin) = plane(&[&sent, &format!("{sent}{sent}1"), &format!("{sent}{sent}2")]);
        for key in [sent.clone(), format!("{sent}{sent}1"), format!("{sent}{sent}2")] {
            let started = ask("POST", &format!("/photos/{key}?uploads"));
            assert_eq!(plane.s3(&admin, &started).outcome(), "200");
        }
        let mut list = |query: &str| plane.s3(&admin, &get(&format!("/photos?encoding-type=url&{query}")));
        for (form, marker) in [("", "marker"), ("list-type=2&", "start-after"), ("uploads&", "key-marker")] {
            let all = list(form);
            assert_eq!(all.texts("Key").first().map(String::as_str), Some(encoded), "{form}{text}");
            let some = list(&format!("{form}prefix={sent}&delimiter={sent}&{marker}={sent}"));
            assert_eq!(some.texts("Delimiter"), [encoded], "{form}{text}");
            assert_eq!(some.texts("Prefix"), [encoded.to_owned(), encoded.repeat(2)], "{form}{text}");
            let element = match marker {
                "marker" => "Marker",
                "start-after" => "StartAfter",
                _ => "KeyMarker",
            };
            assert_eq!(some.texts(element), [encoded], "{form}{text}");
            let first = list(&format!("{form}delimiter=z&max-keys=1&max-uploads=1"));
            let next = match marker {
                "marker" => "NextMarker",
                "start-after" => continue,
                _ => "NextKeyMarker",
            };
            assert_eq!(first.texts(next), [encoded], "{form}{text}");
        }
    }
}

#[test]
fn uploads_are_grouped_and_paged_like_objects() {
    let (mut plane, admin) = plane(&[]);
    let keys = ["a", "b/1", "b/2", "b/2", "c", "d/e/1", "d/f", "日/1"];
    for key in keys {
        let key: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        assert_eq!(plane.s3(&admin, &ask("POST", &format!("/photos/{key}?uploads"))).outcome(), "200");
        plane.advance(1);
    }
    let mut list = |query: &str| {
        let got = plane.s3(&admin, &get(&format!("/photos?uploads&{query}")));
        assert_eq!(got.outcome(), "200", "{query}");
        let prefixes: Vec<String> = page(&got).1;
        (got.texts("Key"), prefixes, got)
    };
    for (query, expected, prefixes) in [
        ("", "a,b/1,b/2,b/2,c,d/e/1,d/f,日/1", ""),
        ("delimiter=", "a,b/1,b/2,b/2,c,d/e/1,d/f,日/1", ""),
        ("delimiter=/", "a,c", "b/,d/,日/"),
        ("delimiter=/&prefix=d/", "d/f", "d/e/"),
        ("delimiter=/&prefix=b", "", "b/"),
        ("delimiter=/&prefix=x", "", ""),
        ("delimiter=/&key-marker=b/", "c", "d/,日/"),
        ("delimiter=/&key-marker=b/1", "c", "d/,日/"),
        ("delimiter=/&key-marker=b", "c", "b/,d/,日/"),
        ("delimiter=x", "a,b/1,b/2,b/2,c,d/e/1,d/f,日/1", ""),
        ("delimiter=/&max-uploads=0", "", ""),
    ] {
        let (found, grouped, _) = list(query);
        assert_eq!(
            (found.join(","), grouped.join(",")),
            (expected.to_owned(), prefixes.to_owned()),
            "{query}"
        );
    }
    for delimiter in ["", "/"] {
        let (all, groups, _) = list(&format!("delimiter={delimiter}"));
        for size in 1..=4 {
            let (mut seen, mut seen_groups, mut after) = (Vec::new(), Vec::new(), String::new());
            loop {
                let (keys, groups, got) = list(&format!("delimiter={delimiter}&max-uploads={size}{after}"));
                assert!(keys.len() + groups.len() <= size);
                seen.extend(keys);
                seen_groups.extend(groups);
                if got.texts("IsTruncated") != ["true"] {
                    break;
                }
                let marker = |name: &str| {
                    let text = got.texts(name).first().cloned().unwrap_or_default();
                    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>()
                };
                after = format!(
                    "&key-marker={}&upload-id-marker={}",
                    marker("NextKeyMarker"),
                    marker("NextUploadIdMarker")
                );
            }
            assert_eq!((&seen, &seen_groups), (&all, &groups), "{delimiter:?}, {size} at a time");
        }
    }
}

#[test]
fn parameters_that_cannot_be() {
    let (mut plane, admin) = plane(&[]);
    for (name, query, outcome) in [
        ("too many keys are the most there may be", "max-keys=5000", "200"),
        ("a negative number", "max-keys=-1", "400 InvalidArgument"),
        ("no number", "max-keys=ten", "400 InvalidArgument"),
        ("too large a number", "max-keys=9999999999", "400 InvalidArgument"),
        ("another encoding", "encoding-type=base64", "400 InvalidArgument"),
        ("another type of list", "list-type=3", "400 InvalidArgument"),
        ("a token that is none", "list-type=2&continuation-token=***", "400 InvalidArgument"),
        ("an empty token", "list-type=2&continuation-token=", "400 InvalidArgument"),
        ("a parameter twice", "prefix=a&prefix=b", "400 InvalidURI"),
        ("a broken escape", "prefix=%4", "400 InvalidURI"),
    ] {
        assert_eq!(plane.s3(&admin, &get(&format!("/photos?{query}"))).code(), outcome, "{name}");
    }
    let got = plane.s3(&admin, &get("/photos?max-keys=5000"));
    assert_eq!(got.texts("MaxKeys"), ["1000"]);
    assert_eq!(plane.s3(&admin, &get("/pictures?list-type=2")).code(), "404 NoSuchBucket");
    let expected = get("/photos").header("x-amz-expected-bucket-owner", ACCOUNT);
    assert_eq!(plane.s3(&admin, &expected).outcome(), "200");
}
