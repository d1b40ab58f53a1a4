use std::fs;
use std::os::unix::fs::PermissionsExt;

use rcgen::KeyPair;

use super::authority::{CERTIFICATE_FILE, KEY_FILE};
use super::*;

fn names(texts: &[&str]) -> Vec<CertificateName> {
    texts.iter().map(|text| CertificateName::parse(text).unwrap()).collect()
}

#[test]
fn names_that_a_certificate_can_be_for() {
    for right in ["localhost", "IAM.example.com", "10.0.0.1", "::1", "a-b.c", "xn--bcher-kva.example"] {
        assert!(CertificateName::parse(right).is_some(), "{right}");
    }
    for wrong in ["", "*.example.com", "a b", "http://a", "a:1", "-", "[::1]", "a/b", "a,b", "bücher.example"]
    {
        assert!(CertificateName::parse(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn an_authority_is_made_once_and_vouches_for_its_names_only() {
    let directory = tempfile::tempdir().unwrap();
    let now = clock::now();
    let first = names(&["localhost", "127.0.0.1", "::1", "iam.example.com"]);
    let authority = Authority::open(directory.path(), &first, now).unwrap();
    authority.certificate(&first, now).unwrap();
    let read = |file: &str| fs::read(directory.path().join(file)).unwrap();
    let (bundle, key) = (read(CERTIFICATE_FILE), read(KEY_FILE));
    let mode = fs::metadata(directory.path().join(KEY_FILE)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // another start, with fewer names and with others
    let again = Authority::open(directory.path(), &names(&["localhost"]), now).unwrap();
    again.certificate(&names(&["localhost"]), now).unwrap();
    again.certificate(&names(&["below.iam.example.com"]), now).unwrap();
    for other in ["other.example.com", "example.com", "10.0.0.1", "127.0.0.2"] {
        let refused = again.certificate(&names(&[other]), now).err().unwrap();
        assert!(refused.to_string().contains(other) && refused.remedy.is_some(), "{refused}");
    }
    assert_eq!((read(CERTIFICATE_FILE), read(KEY_FILE)), (bundle, key), "it is stable");
}

#[test]
fn an_authority_without_its_key_vouches_for_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let here = names(&["localhost"]);
    let now = clock::now();
    Authority::open(directory.path(), &here, now).unwrap();
    let key = directory.path().join(KEY_FILE);
    let kept = fs::read(&key).unwrap();
    let another = KeyPair::generate().unwrap().serialize_pem();
    for wrong in [another.as_str(), "nonsense", ""] {
        fs::write(&key, wrong).unwrap();
        let opened = Authority::open(directory.path(), &here, now);
        let refused = opened.and_then(|authority| authority.certificate(&here, now)).err();
        assert!(refused.is_some_and(|refused| refused.remedy.is_some()), "{wrong:?}");
    }
    fs::remove_file(&key).unwrap();
    let refused = Authority::open(directory.path(), &here, now).err().unwrap();
    assert!(refused.to_string().contains(KEY_FILE) && refused.remedy.is_some(), "{refused}");
    assert!(!key.exists(), "clients trust the old one: no other is made behind their backs");
    fs::write(&key, kept).unwrap();
    Authority::open(directory.path(), &here, now).unwrap().certificate(&here, now).unwrap();
}

/// A certificate of its own for a name, and its key, as PEM files.
fn pair(directory: &Path, stem: &str, host: &str) -> (PathBuf, PathBuf) {
    let made = rcgen::generate_simple_self_signed(vec![host.to_owned()]).unwrap();
    let (certificate, key) = (directory.join(format!("{stem}.pem")), directory.join(format!("{stem}.key")));
    fs::write(&certificate, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (certificate, key)
}

#[test]
fn a_given_certificate_must_be_one_and_fit_its_key() {
    let directory = tempfile::tempdir().unwrap();
    let (certificate, key) = pair(directory.path(), "one", "one.example.com");
    let (other, other_key) = pair(directory.path(), "two", "two.example.com");
    let given = Given::read(&certificate, &key).unwrap();
    assert_eq!((given.host.as_deref(), given.is_rooted), (Some("one.example.com"), true));
    let missing = directory.path().join("missing");
    let cases = [
        (&certificate, &other_key, "is not the one of the certificate in"),
        (&other, &key, "is not the one of the certificate in"),
        (&key, &key, "holds no certificate in PEM form"),
        (&certificate, &certificate, "holds no private key in PEM form"),
        (&missing, &key, "cannot read the TLS certificate"),
        (&certificate, &missing, "cannot read the TLS key"),
    ];
    for (certificate, key, reason) in cases {
        let files = TlsCertificate::Files { certificate: certificate.clone(), key: key.clone() };
        let error = files.check().err().unwrap().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_newer_certificate_that_cannot_be_used_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (certificate, key) = pair(directory.path(), "one", "one.example.com");
    let files = TlsCertificate::Files { certificate: certificate.clone(), key: key.clone() };
    let tls = Tls::open(&files, directory.path(), []).unwrap();
    assert_eq!((tls.host(), tls.bundle.as_deref()), (Some("one.example.com"), Some(&*certificate)));
    let config = |tls: &Tls| Arc::as_ptr(tls.now.read().unwrap().config());
    let before = config(&tls);
    let (_, other_key) = pair(directory.path(), "two", "two.example.com");
    fs::copy(other_key, &key).unwrap();
    assert!(tls.reload().is_err());
    assert_eq!(config(&tls), before);
    pair(directory.path(), "one", "one.example.com");
    tls.reload().unwrap();
    assert_ne!(config(&tls), before);
}
