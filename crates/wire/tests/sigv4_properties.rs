//! Laws of the verifier over random requests: it agrees with the signer of the official SDK, and a change of a
//! signed request is refused or leaves its meaning.

use std::time::SystemTime;

use crate::signing::{
    ID, Request, SECRET, Spec, TOKEN, V2_PARAMETERS, encode, now, query_v2, s3_v2, s3_v2_header, s3_v2_url,
};
use aws_credential_types::Credentials as SdkCredentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wire::sigv4::{Carrier, Family, Proof, query_pairs};

#[derive(Clone, Debug)]
struct Plan {
    s3: bool,
    in_url: bool,
    method: &'static str,
    path: Vec<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    token: bool,
    region: &'static str,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 /+=&%;:,.~_*'()!@$-]{0,12}",
        1 => "\\PC{0,4}",
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        (any::<bool>(), any::<bool>(), any::<bool>()),
        select(&["GET", "PUT", "POST", "HEAD", "DELETE"][..]),
        vec(text(), 0..4),
        vec((text(), text()), 0..5),
        vec(("h-[a-z0-9]{1,6}", "[ -~]{0,20}"), 0..4),
        vec(any::<u8>(), 0..40),
        select(&["us-east-1", "eu-west-1", "aws-global", "x"][..]),
    )
        .prop_map(|((s3, in_url, token), method, path, query, headers, body, region)| Plan {
            s3,
            in_url,
            method,
            path,
            query,
            headers,
            body,
            token,
            region,
        })
}

impl Plan {
    /// Names must not repeat, and empty names vanish in the SDK's own way.
    fn tidy(mut self) -> Self {
        let mut seen = Vec::new();
        self.query.retain(|(name, _)| {
            let fresh = !name.is_empty() && !seen.contains(&name.to_lowercase());
            seen.push(name.to_lowercase());
            fresh
        });
        let mut seen = Vec::new();
        self.headers.retain(|(name, _)| {
            let fresh = !seen.contains(name);
            seen.push(name.clone());
            fresh
        });
        self
    }

    fn path(&self) -> String {
        let segments: Vec<String> = self.path.iter().map(|segment| encode(segment)).collect();
        format!("/{}", segments.join("/"))
    }

    fn query(&self) -> String {
        let pairs: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.join("&")
    }

    fn settings(&self) -> SigningSettings {
        let mut settings = SigningSettings::default();
        if self.s3 {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if self.in_url {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(std::time::Duration::from_secs(300));
            settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
        }
        settings.excluded_headers = None;
        settings
    }

    /// Signed by the SDK.
    fn sign(&self) -> Request {
        let token = self.token.then(|| TOKEN.to_owned());
        let identity = SdkCredentials::new(ID, SECRET, token, None, "test").into();
        let service = if self.s3 { "s3" } else { "sts" };
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(service)
            .time(SystemTime::from(now()))
            .settings(self.settings())
            .build()
            .unwrap()
            .into();
        let (path, mut query) = (self.path(), self.query());
        let uri = format!("http://127.0.0.1:4747{path}?{query}");
        let mut headers = vec![("host".to_owned(), "127.0.0.1:4747".to_owned())];
        headers.extend(self.headers.iter().cloned());
        let list = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = match (self.s3, self.in_url) {
            (true, true) => SignableBody::UnsignedPayload,
            _ => SignableBody::Bytes(&self.body),
        };
        let request = SignableRequest::new(self.method, &uri, list, body).unwrap();
        let (added, _) = sign(request, &params).unwrap().into_parts();
        let (new_headers, parameters) = added.into_parts();
        for header in new_headers {
            headers.push((header.name().to_owned(), header.value().to_owned()));
        }
        for (name, value) in parameters {
            crate::signing::push(&mut query, name, &value);
        }
        let mut request = Spec::sts().in_header();
        request.family = if self.s3 { Family::S3 } else { Family::Query };
        request.method = self.method.to_owned();
        request.path = path;
        request.query = query;
        request.headers = headers.into_iter().map(|(name, value)| (name, value.into_bytes())).collect();
        request.body = self.body.clone();
        request
    }
}

/// 400 cases, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(400),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_the_sdk_signs_is_proved(plan in plan()) {
        let plan = plan.tidy();
        let request = plan.sign();
        let proof = request.judge();
        prop_assert!(proof.is_ok(), "{:?}\n{:?}", proof.err(), request.query);
        let proof = proof.ok().unwrap();
        prop_assert_eq!(proof.carrier() == Carrier::Query, plan.in_url);
        prop_assert_eq!(proof.scope().unwrap().region(), plan.region);
    }

    #[test]
    fn a_changed_request_is_refused_or_means_the_same(
        base in 0..BASES,
        place in any::<Index>(),
        at in any::<Index>(),
        change in change(),
    ) {
        let original = base_request(base);
        let mut mutant = original.clone();
        mutate(&mut mutant, place, at, &change);
        // Another key has another secret.
        if let Some(proof) = mutant.judge().ok().filter(|proof| proof.access_key_id() == ID) {
            let before = original.judge().ok().unwrap();
            prop_assert_eq!(meaning(&mutant, &proof), meaning(&original, &before));
        }
    }

    #[test]
    fn no_bytes_make_the_verifier_panic(
        authorization in "\\PC{0,200}",
        query in "[a-zA-Z0-9%&=+;-]{0,200}",
        date in "\\PC{0,20}",
        s3 in any::<bool>(),
    ) {
        let mut request = Spec::sts().in_header();
        request.family = if s3 { Family::S3 } else { Family::Query };
        request.set("x-amz-date", &date);
        request.set("authorization", &format!("AWS4-HMAC-SHA256 {authorization}"));
        prop_assert!(request.judge().is_err());
        request.set("authorization", &authorization);
        prop_assert!(request.judge().is_err());
        request.remove("authorization");
        request.query = format!("X-Amz-Algorithm=AWS4-HMAC-SHA256&{query}");
        prop_assert!(request.judge().is_err());
        request.query = format!("Signature=x&{query}");
        prop_assert!(request.judge().is_err());
    }
}

const BASES: usize = 9;

/// Good requests of every form, with enough in them to be worth changing.
fn base_request(which: usize) -> Request {
    let listing = |spec: Spec| {
        spec.with(|spec| {
            spec.path = "/bucket/a%20b/c%2Bd".into();
            spec.query = "list-type=2&prefix=a%2Bb%20c&versionId=1".into();
            spec.token = Some(TOKEN.into());
        })
        .header("x-amz-meta-a", "one two,three")
        .header("Content-Type", "text/plain")
    };
    match which {
        0 => Spec::sts().in_header(),
        1 => Spec::sts().with(|spec| spec.token = Some(TOKEN.into())).header("x-extra", "a b").in_header(),
        2 => Spec::sts_get().with(|spec| spec.token = Some(TOKEN.into())).in_query(),
        3 => listing(Spec::s3()).in_header(),
        4 => listing(Spec::s3_url()).in_query(),
        5 => query_v2(&V2_PARAMETERS),
        6 => s3_v2_header(),
        7 => s3_v2_url(),
        _ => {
            let date = "Sun, 22 Nov 2026 12:00:00 GMT";
            let mut request = s3_v2_header();
            let signature = s3_v2(&format!(
                "PUT\nXUFAKrxLKna5cZ2REBfFkg==\ntext/plain\n{date}\nx-amz-acl:private\nx-amz-meta-a:one two\n\
                 /bucket/key?response-content-type=a&b=c&versionId=1"
            ));
            request.method = "PUT".into();
            request.query = "versionId=1&prefix=a&response-content-type=a%26b%3Dc".into();
            request.add("content-md5", "XUFAKrxLKna5cZ2REBfFkg==").add("Content-Type", "text/plain");
            request.add("x-amz-acl", "private").add("x-amz-meta-a", "one two");
            request.set("authorization", &format!("AWS {ID}:{signature}"));
            request
        }
    }
}

#[test]
fn bases_are_good() {
    for which in 0..BASES {
        assert!(base_request(which).judge().is_ok(), "{which}");
    }
}

#[derive(Clone, Debug)]
enum Change {
    Flip(u8),
    Replace(u8),
    Insert(u8),
    Remove,
    /// Of a list of headers or parameters.
    Repeat,
    Drop,
    Swap,
    /// The case of a letter.
    Case,
    /// A letter as `%XX`.
    Encode,
    AddHeader(&'static str, &'static str),
    AddParameter(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let byte = select(&b"\0\t\n\r !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\x7f\x80\xff"[..]);
    prop_oneof![
        (0..8_u32).prop_map(|bit| Change::Flip(1 << bit)),
        byte.clone().prop_map(Change::Replace),
        byte.prop_map(Change::Insert),
        Just(Change::Remove),
        Just(Change::Repeat),
        Just(Change::Drop),
        Just(Change::Swap),
        Just(Change::Case),
        Just(Change::Encode),
        select(
            &[
                ("x-amz-acl", "public-read"),
                ("x-amz-meta-b", "1"),
                ("X-Amz-Security-Token", "t"),
                ("x-amz-copy-source", "/a/b"),
                ("x-amz-date", "20261122T120001Z"),
                ("date", "Sun, 22 Nov 2026 12:00:01 GMT"),
                ("host", "evil"),
                ("content-type", "text/html"),
                ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                ("authorization", "x"),
            ][..]
        )
        .prop_map(|(name, value)| Change::AddHeader(name, value)),
        select(
            &[
                "acl",
                "Action=x",
                "action=x",
                "versionId=2",
                "VersionId=2",
                "X-Amz-Signature=0",
                "x-amz-acl=private",
                "X-Amz-Security-Token=t",
                "x-amz-security-token=t",
                "Signature=x",
                "uploads",
                "tagging=",
                "&",
                "=",
                "response-content-type=text/html",
                "X-Amz-Expires=1",
            ][..]
        )
        .prop_map(Change::AddParameter),
    ]
}

fn mutate(request: &mut Request, place: Index, at: Index, change: &Change) {
    match change {
        Change::AddHeader(name, value) => {
            request.add(name, value);
            return;
        }
        Change::AddParameter(parameter) => {
            let front = at.index(2) == 0;
            let query = std::mem::take(&mut request.query);
            request.query = match (query.is_empty(), front) {
                (true, _) => (*parameter).to_owned(),
                (_, true) => format!("{parameter}&{query}"),
                (_, false) => format!("{query}&{parameter}"),
            };
            return;
        }
        Change::Repeat | Change::Drop | Change::Swap => {
            if place.index(2) == 0 {
                rearrange(&mut request.headers, at, change);
            } else {
                let mut pieces: Vec<String> = request.query.split('&').map(str::to_owned).collect();
                rearrange(&mut pieces, at, change);
                request.query = pieces.join("&");
            }
            return;
        }
        _ => {}
    }
    let headers = request.headers.len();
    let place = place.index(headers * 2 + 6);
    if place < headers * 2 {
        let (name, value) = &mut request.headers[place / 2];
        if place.is_multiple_of(2) {
            let mut bytes = name.clone().into_bytes();
            edit(&mut bytes, at, change);
            *name = String::from_utf8_lossy(&bytes).into_owned();
        } else {
            edit(value, at, change);
        }
        return;
    }
    let text = match place - headers * 2 {
        0 => &mut request.method,
        1 => &mut request.path,
        2 => {
            edit(&mut request.body, at, change);
            return;
        }
        _ => &mut request.query,
    };
    let mut bytes = text.clone().into_bytes();
    edit(&mut bytes, at, change);
    *text = String::from_utf8_lossy(&bytes).into_owned();
}

fn rearrange<T: Clone>(list: &mut Vec<T>, at: Index, change: &Change) {
    if list.is_empty() {
        return;
    }
    let at = at.index(list.len());
    match change {
        Change::Repeat => list.push(list[at].clone()),
        Change::Drop => drop(list.remove(at)),
        _ => list.swap(at, 0),
    }
}

fn edit(bytes: &mut Vec<u8>, at: Index, change: &Change) {
    if bytes.is_empty() {
        if let Change::Insert(byte) | Change::Replace(byte) = change {
            bytes.push(*byte);
        }
        return;
    }
    let at = at.index(bytes.len());
    match change {
        Change::Flip(bits) => bytes[at] ^= bits,
        Change::Replace(byte) => bytes[at] = *byte,
        Change::Insert(byte) => bytes.insert(at, *byte),
        Change::Remove => drop(bytes.remove(at)),
        Change::Case if bytes[at].is_ascii_alphabetic() => bytes[at] ^= 0x20,
        Change::Encode => drop(bytes.splice(at..=at, format!("%{:02X}", bytes[at]).into_bytes())),
        _ => {}
    }
}

/// All that may decide what a request does.
#[derive(Debug, PartialEq)]
struct Meaning {
    method: String,
    path: Vec<u8>,
    parameters: Vec<(Vec<u8>, Vec<u8>)>,
    headers: Vec<(String, Vec<Vec<u8>>)>,
    body: Option<Vec<u8>>,
    payload: String,
    key: String,
}

const V2_UNSIGNED: [&str; 1] = ["prefix"];
const OWN: [&str; 9] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
    "AWSAccessKeyId",
    "Signature",
    "Expires",
];

fn meaning(request: &Request, proof: &Proof) -> Meaning {
    let v2 = proof.scope().is_none();
    let mut parameters: Vec<(Vec<u8>, Vec<u8>)> = query_pairs(&request.query)
        .into_iter()
        .filter(|(name, _)| !OWN.iter().any(|own| name.as_ref() == own.as_bytes()))
        .filter(|(name, _)| !(v2 && V2_UNSIGNED.iter().any(|own| name.as_ref() == own.as_bytes())))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    parameters.sort();
    let deciding = |name: &str| {
        let own = ["authorization", "date", "x-amz-date"].contains(&name);
        // Version 2 of S3 signs the bucket in the host's name, not the host.
        let host = name == "host" && !(v2 && request.family == Family::S3);
        !own && (host || name.starts_with("x-amz-") || proof.signed_headers().any(|n| n == name))
    };
    let mut names: Vec<String> = request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| deciding(name));
    let headers = names.into_iter().map(|name| {
        let values = request.headers.iter().filter(|(have, _)| have.eq_ignore_ascii_case(&name));
        let collapsed = |value: &[u8]| {
            let words: Vec<&[u8]> =
                value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
            words.join(&b' ')
        };
        let values = values.map(|(_, value)| if v2 { value.trim_ascii().to_vec() } else { collapsed(value) });
        let values = values.collect::<Vec<_>>();
        (name, values)
    });
    let query_v2 = v2 && request.family == Family::Query;
    if query_v2 && let Ok(form) = std::str::from_utf8(&request.body) {
        parameters.extend(
            query_pairs(form).into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())),
        );
        parameters.retain(|(name, _)| name != b"Signature");
        parameters.sort();
    }
    let body = (request.family == Family::Query && !query_v2).then(|| request.body.clone());
    Meaning {
        method: request.method.clone(),
        path: match request.family {
            // The only path that these serve.
            Family::Query => b"/".to_vec(),
            Family::S3 => percent_decoded(&request.path),
        },
        parameters,
        headers: headers.collect(),
        body,
        payload: if query_v2 { String::new() } else { format!("{:?}", proof.payload()) },
        key: proof.access_key_id().to_owned(),
    }
}

fn percent_decoded(path: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(path).collect()
}
