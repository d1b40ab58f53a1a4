//! The published Signature Version 4 suite, run as data: canonical request, string to sign and signature of both
//! forms, and the signed requests of both forms through the verifier.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use wire::sigv4::{
    AuthError, Claim, Credentials, Endpoint, Family, PayloadHash, RequestDate, RequestHead,
    SigningCredentials, SigningRequest, query_pairs,
};

const CASES: usize = 38;

struct Case {
    name: String,
    dir: PathBuf,
    id: String,
    secret: String,
    token: Option<String>,
    /// The token is added after signing.
    omit_token: bool,
    normalize: bool,
    sign_body: bool,
    at: Timestamp,
    life: u32,
}

/// A request off the page: header lines may be folded, and the path may hold spaces.
struct Message {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Message {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
        let (target, _version) = rest.rsplit_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<(String, Vec<u8>)> = Vec::new();
        for line in lines {
            if line.starts_with(' ') {
                let last = &mut headers.last_mut().unwrap().1;
                last.push(b'\n');
                last.extend_from_slice(line.as_bytes());
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_owned(), value.as_bytes().to_vec()));
            }
        }
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body: body.as_bytes().to_vec(),
        }
    }

    fn headers(&self) -> Vec<(&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect()
    }
}

impl Case {
    fn load(dir: &Path) -> Self {
        let context = fs::read_to_string(dir.join("context.json")).unwrap();
        let text = |key: &str| {
            let (_, after) = context.split_once(&format!("\"{key}\": \""))?;
            Some(after.split('"').next().unwrap().to_owned())
        };
        let flag = |key: &str| context.contains(&format!("\"{key}\": true"));
        assert_eq!(text("region").as_deref(), Some("us-east-1"));
        assert_eq!(text("service").as_deref(), Some("service"));
        assert!(context.contains("\"expiration_in_seconds\": 3600"));
        Self {
            name: dir.file_name().unwrap().to_str().unwrap().to_owned(),
            dir: dir.to_owned(),
            id: text("access_key_id").unwrap(),
            secret: text("secret_access_key").unwrap(),
            token: text("token"),
            omit_token: flag("omit_session_token"),
            normalize: flag("normalize"),
            sign_body: flag("sign_body"),
            at: text("timestamp").unwrap().parse().unwrap(),
            life: 3600,
        }
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.dir.join(file)).unwrap()
    }

    fn credentials(&self) -> SigningCredentials<'_> {
        SigningCredentials {
            access_key_id: &self.id,
            secret_access_key: self.secret.as_bytes(),
            session_token: self.token.as_deref().filter(|_| !self.omit_token),
        }
    }

    fn request<'a>(
        &self,
        message: &'a Message,
        headers: &'a [(&'a str, &'a [u8])],
        payload: &'a str,
    ) -> SigningRequest<'a> {
        SigningRequest {
            family: if self.normalize { Family::Query } else { Family::S3 },
            method: &message.method,
            path: &message.path,
            query: &message.query,
            headers,
            payload,
            region: "us-east-1",
            service: "service",
        }
    }
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/sigv4");
    let mut cases: Vec<Case> =
        fs::read_dir(root).unwrap().map(|entry| Case::load(&entry.unwrap().path())).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(cases.len(), CASES);
    cases
}

fn hash(body: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(body))
}

fn names<'a>(headers: &[(&'a str, &[u8])]) -> Vec<Cow<'a, str>> {
    let mut names: Vec<Cow<'a, str>> =
        headers.iter().map(|(name, _)| name.to_ascii_lowercase().into()).collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn header_form_is_computed() {
    for case in cases() {
        let message = Message::parse(&case.read("request.txt"));
        let payload = hash(&message.body);
        let at = RequestDate::new(case.at);
        let date = at.basic();
        let mut headers = message.headers();
        headers.push(("X-Amz-Date", date.as_bytes()));
        if case.sign_body {
            headers.push(("x-amz-content-sha256", payload.as_bytes()));
        }
        if let Some(token) = case.credentials().session_token {
            headers.push(("X-Amz-Security-Token", token.as_bytes()));
        }
        let request = case.request(&message, &headers, &payload);
        let parameters = query_pairs(&message.query);
        let got = request.compute(&case.credentials(), at, &parameters, &headers, &names(&headers));
        let canonical = String::from_utf8(got.canonical_request).unwrap();
        assert_eq!(canonical, case.read("header-canonical-request.txt"), "{}", case.name);
        assert_eq!(got.string_to_sign, case.read("header-string-to-sign.txt"), "{}", case.name);
        assert_eq!(got.signature, case.read("header-signature.txt"), "{}", case.name);
    }
}

#[test]
fn query_form_is_computed() {
    for case in cases() {
        let message = Message::parse(&case.read("request.txt"));
        let payload = hash(&message.body);
        let headers = message.headers();
        let signed = Message::parse(&case.read("query-signed-request.txt"));
        // The suite signs what it sends, except for a token that is added later.
        let mut parameters = query_pairs(&signed.query);
        if case.omit_token {
            parameters.retain(|(name, _)| name.as_ref() != b"X-Amz-Security-Token");
        }
        let request = case.request(&message, &headers, &payload);
        let at = RequestDate::new(case.at);
        let got = request.compute(&case.credentials(), at, &parameters, &headers, &names(&headers));
        let canonical = String::from_utf8(got.canonical_request).unwrap();
        assert_eq!(canonical, case.read("query-canonical-request.txt"), "{}", case.name);
        assert_eq!(got.string_to_sign, case.read("query-string-to-sign.txt"), "{}", case.name);
        assert_eq!(got.signature, case.read("query-signature.txt"), "{}", case.name);
        let url = request.presign(&case.credentials(), at, Some(case.life));
        assert!(
            url.ends_with(&format!("&X-Amz-Signature={}", case.read("query-signature.txt"))),
            "{}",
            case.name
        );
    }
}

/// Outcome that is expected of the verifier for a signed request.
#[derive(Debug, PartialEq)]
enum Outcome {
    Proved,
    TokenUnsigned,
    Mismatch,
}

impl Case {
    /// Paths that the suite leaves as they are were signed for S3; a query service normalises, and so disagrees
    /// wherever that makes a difference.
    fn expected(&self, path: &str, query_form: bool) -> Outcome {
        if self.omit_token {
            return if query_form { Outcome::Mismatch } else { Outcome::TokenUnsigned };
        }
        let untouched = ["/", "/example%20space/", "/example space/"].contains(&path);
        if self.normalize || untouched { Outcome::Proved } else { Outcome::Mismatch }
    }

    fn verify(&self, file: &str) -> (Outcome, Outcome) {
        let message = Message::parse(&self.read(file));
        let headers = message.headers();
        let head = RequestHead {
            method: &message.method,
            path: &message.path,
            query: &message.query,
            headers: &headers,
        };
        let endpoint = Endpoint::Query { service: "service", body: &message.body, allow_v2: true };
        let outcome = match Claim::judge(&Credentials::read(head), endpoint, self.at) {
            Ok(Claim::Anonymous) => panic!("{}: no credentials found", self.name),
            Err(AuthError::HeaderUnsigned { name }) if name == "x-amz-security-token" => {
                Outcome::TokenUnsigned
            }
            Err(error) => panic!("{}: {error:?}", self.name),
            Ok(Claim::Signed(signed)) => {
                assert_eq!(signed.access_key_id(), self.id);
                assert_eq!(signed.session_token(), self.token.as_deref());
                let key = signed.derive_key(self.secret.as_bytes());
                match signed.verify(&key) {
                    Ok(proof) => {
                        let body = PayloadHash::Sha256(Sha256::digest(&message.body).into());
                        assert_eq!(proof.payload(), body);
                        assert_eq!(proof.signed_at(), Some(self.at));
                        Outcome::Proved
                    }
                    Err(AuthError::SignatureMismatch(_)) => Outcome::Mismatch,
                    Err(error) => panic!("{}: {error:?}", self.name),
                }
            }
        };
        (outcome, self.expected(&message.path, file.starts_with("query")))
    }
}

#[test]
fn header_form_is_verified() {
    let proved = cases().into_iter().filter(|case| {
        let (got, expected) = case.verify("header-signed-request.txt");
        assert_eq!(got, expected, "{}", case.name);
        got == Outcome::Proved
    });
    assert_eq!(proved.count(), 31);
}

#[test]
fn query_form_is_verified() {
    let proved = cases().into_iter().filter(|case| {
        let (got, expected) = case.verify("query-signed-request.txt");
        assert_eq!(got, expected, "{}", case.name);
        got == Outcome::Proved
    });
    assert_eq!(proved.count(), 31);
}

#[test]
fn a_wrong_secret_proves_nothing() {
    for case in cases() {
        let case = Case { secret: format!("{}x", case.secret), ..case };
        for file in ["header-signed-request.txt", "query-signed-request.txt"] {
            assert_ne!(case.verify(file).0, Outcome::Proved, "{}", case.name);
        }
    }
}
