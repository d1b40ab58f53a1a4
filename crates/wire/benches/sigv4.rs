//! Cost of authentication: a whole verification (claim, canonical request, signature) of a GetCallerIdentity as
//! botocore sends it, with a kept signing key and with one that has to be derived, and of an S3 request.

use divan::Bencher;
use divan::counter::BytesCount;
use jiff::Timestamp;
use wire::chunked::{Algorithm, Hasher};
use wire::sigv4::{
    Claim, Credentials, Endpoint, Family, Proof, RequestDate, RequestHead, Signed, SigningCredentials,
    SigningKey, SigningRequest,
};

fn main() {
    divan::main();
}

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const BODY: &[u8] = b"Action=GetCallerIdentity&Version=2011-06-15";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn now() -> Timestamp {
    Timestamp::from_second(1_795_348_800).unwrap_or_default()
}

struct Sample {
    s3: bool,
    path: &'static str,
    headers: Vec<(&'static str, Vec<u8>)>,
}

impl Sample {
    fn new(s3: bool) -> Self {
        let path = if s3 { "/bucket/some/key" } else { "/" };
        let token = "x".repeat(400);
        let fixed: [(&str, &[u8]); 2] = [
            ("host", b"127.0.0.1:4747"),
            ("content-type", b"application/x-www-form-urlencoded; charset=utf-8"),
        ];
        let payload =
            if s3 { EMPTY } else { "ab821ae955788b0e33ebd34c208442ccfc2d406e2edc5e7a39bd6458fbb4f843" };
        let request = SigningRequest {
            family: if s3 { Family::S3 } else { Family::Query },
            method: "POST",
            path,
            query: "",
            headers: &fixed,
            payload,
            region: "us-east-1",
            service: if s3 { "s3" } else { "sts" },
        };
        let credentials = SigningCredentials {
            access_key_id: "ASIAIOSFODNN7EXAMPLE",
            secret_access_key: SECRET,
            session_token: Some(&token),
        };
        let added = request.sign(&credentials, RequestDate::new(now()));
        let mut headers: Vec<(&'static str, Vec<u8>)> =
            fixed.iter().map(|(name, value)| (*name, value.to_vec())).collect();
        headers.extend(added.into_iter().map(|(name, value)| (name, value.into_bytes())));
        headers.push(("user-agent", b"Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux".to_vec()));
        headers.push(("accept-encoding", b"identity".to_vec()));
        headers.push(("amz-sdk-request", b"attempt=1".to_vec()));
        Self { s3, path, headers }
    }

    fn list(&self) -> Vec<(&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (*name, value.as_slice())).collect()
    }
}

fn read<'a>(sample: &'a Sample, headers: &'a [(&'a str, &'a [u8])]) -> Credentials<'a> {
    Credentials::read(RequestHead { method: "POST", path: sample.path, query: "", headers })
}

fn claim<'a>(sample: &Sample, credentials: &'a Credentials<'a>) -> Option<Signed<'a>> {
    let endpoint = if sample.s3 {
        Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true }
    } else {
        Endpoint::Query { service: "sts", body: BODY, allow_v2: true }
    };
    match Claim::judge(credentials, endpoint, now()) {
        Ok(Claim::Signed(signed)) => Some(signed),
        Ok(Claim::Anonymous) | Err(_) => None,
    }
}

fn key(sample: &Sample) -> Option<SigningKey> {
    claim(sample, &read(sample, &sample.list())).map(|signed| signed.derive_key(SECRET))
}

fn prove(sample: &Sample, headers: &[(&str, &[u8])], key: Option<&SigningKey>) -> Option<Proof> {
    let credentials = read(sample, headers);
    let signed = claim(sample, &credentials)?;
    match key {
        Some(key) => signed.verify(key).ok(),
        None => {
            let key = signed.derive_key(SECRET);
            signed.verify(&key).ok()
        }
    }
}

#[divan::bench(args = [false, true])]
fn claim_only(bencher: Bencher<'_, '_>, s3: bool) {
    let sample = Sample::new(s3);
    let headers = sample.list();
    bencher.bench_local(|| claim(&sample, &read(&sample, &headers)).is_some());
}

#[divan::bench(args = [false, true])]
fn warm_key(bencher: Bencher<'_, '_>, s3: bool) {
    let sample = Sample::new(s3);
    let headers = sample.list();
    let key = key(&sample);
    assert!(prove(&sample, &headers, key.as_ref()).is_some());
    bencher.bench_local(|| prove(&sample, &headers, key.as_ref()).is_some());
}

#[divan::bench(args = [false, true])]
fn cold_key(bencher: Bencher<'_, '_>, s3: bool) {
    let sample = Sample::new(s3);
    let headers = sample.list();
    assert!(prove(&sample, &headers, None).is_some());
    bencher.bench_local(|| prove(&sample, &headers, None).is_some());
}

#[divan::bench(args = Algorithm::CHECKSUMS)]
fn checksum(bencher: Bencher<'_, '_>, algorithm: Algorithm) {
    let data = vec![7_u8; 1 << 20];
    bencher.counter(BytesCount::of_slice(&data)).bench_local(|| {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(&data);
        hasher.finish()
    });
}

const PUT_BYTES: usize = 64 * 1024 * 1024;

/// Hashes of every PUT of 64 MiB: the MD5 of its entity tag, and the checksum of an object that comes without one.
#[divan::bench(args = [false, true], sample_count = 20)]
fn put_of_64_mib(bencher: Bencher<'_, '_>, with_checksum: bool) {
    let data = vec![7; PUT_BYTES];
    bencher.counter(BytesCount::new(PUT_BYTES)).bench(|| {
        let mut md5 = Hasher::new(Algorithm::Md5);
        let mut checksum = with_checksum.then(|| Hasher::new(Algorithm::DEFAULT));
        // as it comes from the socket
        for piece in data.chunks(64 * 1024) {
            md5.update(piece);
            if let Some(checksum) = &mut checksum {
                checksum.update(piece);
            }
        }
        (md5.finish(), checksum.map(Hasher::finish))
    });
}
