use super::{CacheFile, name};
use crate::cache::Key;
use crate::call::Issued;
use crate::person::iso;
use crate::place::Environment;
use crate::profile::Role;

fn role() -> Role {
    Role {
        arn: "arn:aws:iam::123456789012:role/r".to_owned(),
        profile: Some("p".to_owned()),
        ..Role::default()
    }
}

/// Each name computed with Python: `hashlib.sha1(json.dumps(args, sort_keys=True).encode()).hexdigest()`.
#[test]
fn names_are_the_clis() {
    let cases = [
        (
            "with a device",
            Role { mfa_serial: Some("arn:aws:iam::123456789012:mfa/user".to_owned()), ..role() },
            "4f43ab97ec382f09d0a4d6e01c61df390120ed95",
        ),
        ("the role alone", role(), "6dc9e6e1e186b9f293814df3266de783142c48a2"),
        (
            "everything",
            Role {
                external_id: Some("e\"x\u{e9}\u{1f600}".to_owned()),
                duration_seconds: Some(1800),
                session_name: Some("s".to_owned()),
                mfa_serial: Some("m".to_owned()),
                ..role()
            },
            "34fa11839ef7e4b9b30dd73daa558507f4ed5059",
        ),
    ];
    for (what, role, want) in cases {
        assert_eq!(name(&role), want, "{what}");
    }
}

#[test]
fn read_and_written_for_what_a_profile_says() {
    let home = tempfile::tempdir().unwrap();
    let environment = Environment::from_pairs([("HOME", home.path().to_str().unwrap())]);
    let key = Key::of(&["one"]);
    assert!(
        CacheFile::of(&Role { profile: None, ..role() }, &key, &environment).is_none(),
        "not from a profile"
    );
    assert!(
        CacheFile::of(&Role { policy: Some("{}".to_owned()), ..role() }, &key, &environment).is_none(),
        "a session policy"
    );
    let file = CacheFile::of(&role(), &key, &environment).unwrap();
    assert!(file.read().is_none());
    let credentials = crate::call::Credentials {
        session_token: Some(secret::Secret::new("t".to_owned())),
        ..crate::call::Credentials::long_term("ASIA", "s")
    };
    let expires: jiff::Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
    file.write(&Issued {
        credentials,
        expires: Some(expires),
        assumed: Some(("id".to_owned(), "arn".to_owned())),
    })
    .unwrap();
    let (credentials, end) = file.read().unwrap();
    assert_eq!((credentials.access_key_id.as_str(), iso(end).as_str()), ("ASIA", "2026-01-31T12:00:00Z"));
    // the CLI's name does not depend on the principal that assumes the role; ours does
    assert!(CacheFile::of(&role(), &Key::of(&["other"]), &environment).unwrap().read().is_none());
    let theirs = r#"{"Credentials":{"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-31T12:00:00UTC"}}"#;
    std::fs::write(&file.path, theirs).unwrap();
    assert_eq!(file.read().map(|(_, end)| end), Some(expires), "of the CLI, or of Boto3");
    std::fs::write(&file.path, "{}").unwrap();
    assert!(file.read().is_none(), "something else");
}
