//! The chunked examples of the S3 API reference, and bodies that break their promises.

use super::*;
use crate::fault::Fault;
use crate::limits::{CHUNK_HEADER_BYTES, CHUNK_MIN_BYTES, PUT_BYTES, TRAILER_BYTES};
use crate::sigv4::canonical::hex;
use crate::sigv4::key::{Kind, SigningKey};
use crate::sigv4::{
    AuthError, Claim, Credentials, Endpoint, Family, Proof, RequestDate, RequestHead, SigningCredentials,
    SigningRequest,
};
use sha2::{Digest, Sha256};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const SIGNED: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
const SIGNED_TRAILER: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
const UNSIGNED_TRAILER: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// An upload as it is signed and sent.
#[derive(Clone)]
struct Upload {
    headers: Vec<(String, String)>,
    payload: String,
    body: Vec<u8>,
}

fn at() -> RequestDate {
    RequestDate::parse_basic("20130524T000000Z").unwrap()
}

impl Upload {
    fn new(payload: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut all = vec![("Host".to_owned(), "s3.amazonaws.com".to_owned())];
        all.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Self { headers: all, payload: payload.to_owned(), body: body.to_vec() }
    }

    fn signed_headers(&self) -> Vec<(String, String)> {
        let headers: Vec<(&str, &[u8])> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let request = SigningRequest {
            family: Family::S3,
            method: "PUT",
            path: "/examplebucket/chunkObject.txt",
            query: "",
            headers: &headers,
            payload: &self.payload,
            region: "us-east-1",
            service: "s3",
        };
        let credentials = SigningCredentials {
            access_key_id: "AKIAIOSFODNN7EXAMPLE",
            secret_access_key: SECRET,
            session_token: None,
        };
        let mut all = self.headers.clone();
        all.extend(
            request.sign(&credentials, at()).into_iter().map(|(name, value)| (name.to_owned(), value)),
        );
        all
    }

    /// The signature that starts the chain of chunk signatures.
    fn seed(&self) -> String {
        let headers = self.signed_headers();
        headers.last().unwrap().1.split_once("Signature=").unwrap().1.to_owned()
    }

    /// Gives it a body of signed chunks, and a signed trailer where `trailer` has lines.
    fn sign_chunks(self, chunks: &[&[u8]], trailer: &str) -> Self {
        let scope = crate::sigv4::CredentialScope::new("20130524", "us-east-1", "s3");
        let Kind::V4 { mac, .. } = SigningKey::derive(SECRET, &scope).0 else { panic!("not Version 4") };
        let mut previous = self.seed();
        let mut sign = |kind: &str, rest: &str| {
            let text = format!("AWS4-HMAC-SHA256-{kind}\n20130524T000000Z\n{scope}\n{previous}\n{rest}");
            previous = hex(&crate::sigv4::key::hmac(&mac, text.as_bytes()));
            previous.clone()
        };
        let empty = hex(&Sha256::digest(b""));
        let mut body = Vec::new();
        for chunk in chunks.iter().chain(&[b"".as_slice()]) {
            let signature = sign("PAYLOAD", &format!("{empty}\n{}", hex(&Sha256::digest(chunk))));
            body.extend_from_slice(format!("{:x};chunk-signature={signature}\r\n", chunk.len()).as_bytes());
            if !chunk.is_empty() {
                body.extend_from_slice(chunk);
                body.extend_from_slice(b"\r\n");
            }
        }
        if !trailer.is_empty() {
            let signature = sign("TRAILER", &hex(&Sha256::digest(trailer.as_bytes())));
            let lines = trailer.replace('\n', "\r\n");
            body.extend_from_slice(format!("{lines}x-amz-trailer-signature:{signature}\r\n").as_bytes());
        }
        body.extend_from_slice(b"\r\n");
        self.body(body)
    }

    /// Receives the body in pieces of at most `step` bytes.
    fn receive_by(&self, step: usize, limit: u64) -> Result<(Vec<u8>, Received), ContentError> {
        let headers = self.signed_headers();
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let head = RequestHead {
            method: "PUT",
            path: "/examplebucket/chunkObject.txt",
            query: "",
            headers: &headers,
        };
        let proof = prove(head).unwrap();
        let mut receiver = Receiver::new(&head, Some(&proof), limit)?;
        let mut data = Vec::new();
        for mut piece in self.body.chunks(step) {
            while let Some(part) = receiver.next(&mut piece)? {
                data.extend_from_slice(part);
            }
        }
        receiver.finish().map(|received| (data, received))
    }

    fn receive(&self) -> Result<(Vec<u8>, Received), ContentError> {
        self.receive_by(usize::MAX, PUT_BYTES)
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(have, _)| have != name);
        self
    }

    fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        self
    }

    fn edit(mut self, from: &str, to: &str) -> Self {
        let at = self.body.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        self.body.splice(at..at + from.len(), to.bytes());
        self
    }
}

fn prove(head: RequestHead<'_>) -> Result<Proof, AuthError> {
    let endpoint = Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true };
    match Claim::judge(&Credentials::read(head), endpoint, at().timestamp())? {
        Claim::Anonymous => Err(AuthError::Missing),
        Claim::Signed(signed) => {
            let key = signed.derive_key(SECRET);
            signed.verify(&key)
        }
    }
}

/// Frames data in chunks of a size, unsigned.
fn frame(data: &[u8], size: usize, trailer: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in data.chunks(size) {
        body.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("0\r\n{trailer}\r\n").as_bytes());
    body
}

/// The published upload: 65 KiB of `a` in chunks of 64 KiB and 1 KiB.
fn published(payload: &str, signatures: [&str; 3], trailer: &str) -> Upload {
    let mut body = Vec::new();
    for (size, signature) in [(65_536, signatures[0]), (1024, signatures[1])] {
        body.extend_from_slice(format!("{size:x};chunk-signature={signature}\r\n").as_bytes());
        body.extend_from_slice(&vec![b'a'; size]);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("0;chunk-signature={}\r\n{trailer}\r\n", signatures[2]).as_bytes());
    let headers = [
        ("Content-Encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
    ];
    Upload::new(payload, &headers, &body)
}

fn published_signed() -> Upload {
    let signatures = [
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ];
    published(SIGNED, signatures, "").with("Content-Length", "66824")
}

fn published_signed_trailer() -> Upload {
    let signatures = [
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ];
    let trailer = "x-amz-checksum-crc32c:sOO8/Q==\r\n\
                   x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n";
    published(SIGNED_TRAILER, signatures, trailer).with("x-amz-trailer", "x-amz-checksum-crc32c")
}

/// 20,000 bytes in chunks of 8 KiB with a CRC-32 behind.
fn unsigned_trailer() -> Upload {
    let data: Vec<u8> = (0..20_000_u32).map(|n| (n % 251) as u8).collect();
    let mut hasher = Hasher::new(Algorithm::Crc32);
    hasher.update(&data);
    let trailer = format!("x-amz-checksum-crc32:{}\r\n", hasher.finish().base64());
    let headers = [
        ("Content-Encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "20000"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-sdk-checksum-algorithm", "CRC32"),
    ];
    Upload::new(UNSIGNED_TRAILER, &headers, &frame(&data, 8192, &trailer))
}

fn plain(body: &[u8], headers: &[(&str, &str)]) -> Upload {
    let hash = hex(&Sha256::digest(body));
    Upload::new(&hash, headers, body)
}

#[test]
fn published_examples_are_accepted() {
    let signed = published_signed();
    assert_eq!(signed.seed(), "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    let trailer = published_signed_trailer();
    assert_eq!(trailer.seed(), "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    let (data, received) = signed.receive().unwrap();
    assert_eq!((data.len(), received.length, received.checksum), (66_560, 66_560, None));
    let (data, received) = trailer.receive().unwrap();
    assert_eq!(data, vec![b'a'; 66_560]);
    let checksum = received.checksum.unwrap();
    assert_eq!((checksum.algorithm(), checksum.base64().as_str()), (Algorithm::Crc32c, "sOO8/Q=="));
}

#[test]
fn pieces_of_any_size_make_the_same_body() {
    for upload in [published_signed_trailer(), unsigned_trailer(), plain(b"hello", &[])] {
        let whole = upload.receive().unwrap();
        for step in [1, 2, 3, 7, 100, 8191, 8192, 8193, 65_536] {
            assert_eq!(upload.receive_by(step, PUT_BYTES).unwrap(), whole, "{step}");
        }
    }
}

/// Cut off anywhere, no upload is accepted.
#[test]
fn every_truncation_is_refused() {
    for upload in [short_signed_trailer(), unsigned_trailer()] {
        let total = upload.body.len();
        for length in (0..total).filter(|at| at % 997 == 0 || *at < 200 || total - at < 250) {
            let cut = upload.clone().body(&upload.body[..length]);
            assert_eq!(cut.receive(), Err(ContentError::Truncated), "{length} of {total}");
        }
    }
}

/// Two short chunks and a checksum, everything signed.
fn short_signed_trailer() -> Upload {
    let (first, second) = (vec![b'a'; 8192], b"the end".to_vec());
    let mut hasher = Hasher::new(Algorithm::Crc32);
    hasher.update(&first);
    hasher.update(&second);
    let trailer = format!("x-amz-checksum-crc32:{}\n", hasher.finish().base64());
    let headers = [("x-amz-decoded-content-length", "8199"), ("x-amz-trailer", "x-amz-checksum-crc32")];
    Upload::new(SIGNED_TRAILER, &headers, b"").sign_chunks(&[&first, &second], &trailer)
}

/// A signed body with any one byte changed is refused.
#[test]
fn every_change_of_a_signed_body_is_refused() {
    let upload = short_signed_trailer();
    assert!(upload.receive().is_ok());
    let total = upload.body.len();
    let names_from = upload.body.windows(14).position(|window| window == b"x-amz-checksum").unwrap();
    for at in (0..total).filter(|at| !(120..8150).contains(at) || at % 997 == 0) {
        for bit in [0x01, 0x20, 0x80] {
            let mut body = upload.body.clone();
            body[at] ^= bit;
            // Only the names in a trailer may be spelled in either case.
            let line = body[..at].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            let in_name = at >= names_from && !line.contains(&b':');
            let same = in_name && body[at].eq_ignore_ascii_case(&upload.body[at]);
            let result = upload.clone().body(body).receive();
            assert_eq!(result.is_ok(), same, "{at} of {total}: {result:?}");
        }
    }
}

/// Chunks of a signed upload cannot be left out, swapped, repeated or taken from another one.
#[test]
fn the_chain_of_chunks_holds() {
    let (first, second) = (vec![b'a'; 8192], vec![b'b'; 8192]);
    let headers = [("x-amz-decoded-content-length", "16384")];
    let upload = || Upload::new(SIGNED, &headers, b"");
    let good = upload().sign_chunks(&[&first, &second], "");
    assert!(good.receive().is_ok());
    let framed = "2000;chunk-signature=\r\n\r\n".len() + 64 + 8192;
    let (one, two, end) = (&good.body[..framed], &good.body[framed..2 * framed], &good.body[2 * framed..]);
    for (name, body) in [
        ("swapped", [two, one, end].concat()),
        ("first repeated", [one, one, end].concat()),
        ("second repeated", [two, two, end].concat()),
    ] {
        let result = upload().body(body).receive();
        assert!(matches!(result, Err(ContentError::Signature { .. })), "{name}: {result:?}");
    }
    assert_eq!(upload().body([one, end].concat()).receive(), Err(ContentError::Truncated), "left out");
    let other = upload().with("x-amz-meta-a", "1").sign_chunks(&[&first, &second], "");
    let result = upload().body(other.body).receive();
    assert!(matches!(result, Err(ContentError::Signature { .. })), "of another request: {result:?}");
}

#[test]
fn broken_bodies() {
    let signature = || "0".repeat(64);
    let chunk_signature = |text: &str| ContentError::Signature { provided: text.into() };
    let signed = published_signed;
    let trailer = published_signed_trailer;
    let unsigned = unsigned_trailer;
    let long_line = format!("{}\r\n", "0".repeat(CHUNK_HEADER_BYTES));
    let many = "x-a:1\r\n".repeat(TRAILER_BYTES / 7);
    let cases = [
        ("chunk signature of zeros", signed().edit("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", &signature()), chunk_signature(&signature())),
        ("empty chunk signature", signed().edit("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", ""), chunk_signature("")),
        ("signature of the last, empty chunk", signed().edit("b6c6", "b6c7"), chunk_signature("b6c7ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")),
        ("trailer signature", trailer().edit("d81f", "d81e"), chunk_signature("d81e82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435")),
        ("trailer value", trailer().edit("sOO8", "sOO9"), chunk_signature("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435")),
        ("trailer without signature", trailer().edit("x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n", ""), ContentError::Trailer),
        ("trailer signature that is not last", trailer().edit("\r\n\r\n", "\r\nx-b:1\r\n\r\n"), ContentError::Trailer),
        ("trailer where none belongs", signed().edit("449df9\r\n\r\n", "449df9\r\nx-a:1\r\n\r\n"), ContentError::Framing),
        ("chunks without signatures", signed().edit(";chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", ""), ContentError::Framing),
        ("other chunk extension", signed().edit("chunk-signature", "chunk_signature"), ContentError::Framing),
        ("chunks with signatures where none belong", unsigned().edit("2000\r\n", "2000;chunk-signature=00\r\n"), ContentError::Framing),
        ("chunk extension where none belongs", unsigned().edit("2000\r\n", "2000;\r\n"), ContentError::Framing),
        ("size that is no number", unsigned().edit("2000\r\n", "20g0\r\n"), ContentError::Framing),
        ("size with a sign", unsigned().edit("2000\r\n", "+2000\r\n"), ContentError::Framing),
        ("size with 0x", unsigned().edit("2000\r\n", "0x2000\r\n"), ContentError::Framing),
        ("size with a blank", unsigned().edit("2000\r\n", " 2000\r\n"), ContentError::Framing),
        ("empty size", unsigned().edit("2000\r\n", "\r\n"), ContentError::Framing),
        ("size of 17 digits", unsigned().edit("2000\r\n", "10000000000002000\r\n"), ContentError::Framing),
        ("size that is all there is", unsigned().edit("2000\r\n", "ffffffffffffffff\r\n"), ContentError::TooLong),
        ("size too small by one", unsigned().edit("2000\r\n", "1fff\r\n"), ContentError::Framing),
        ("size too large by one", unsigned().edit("2000\r\n", "2001\r\n"), ContentError::Framing),
        ("lines that end with LF", unsigned().edit("2000\r\n", "2000\n"), ContentError::Framing),
        ("lines that end with CR", unsigned().edit("2000\r\n", "2000\r"), ContentError::Framing),
        ("chunk header without end", unsigned().body(&long_line), ContentError::Framing),
        ("trailer without end", unsigned().edit("0\r\nx-amz", &format!("0\r\n{many}x-amz")), ContentError::Trailer),
        ("data behind the end", unsigned().edit("\r\n\r\n", "\r\n\r\nx"), ContentError::TooLong),
        ("more data than promised", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "19999"), ContentError::TooLong),
        ("less data than promised", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "20001"), ContentError::Truncated),
        ("no promise", unsigned().without("x-amz-decoded-content-length"), ContentError::DecodedLengthMissing),
        ("negative promise", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "-1"), ContentError::Length { got: "-1".into() }),
        ("promise with a sign", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "+20000"), ContentError::Length { got: "+20000".into() }),
        ("promise beyond numbers", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "99999999999999999999"), ContentError::Length { got: "99999999999999999999".into() }),
        ("promise over the limit", unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "5368709121"), ContentError::TooLarge { promised: 5_368_709_121, limit: PUT_BYTES }),
        ("small chunk in the middle", {
            let data = vec![b'x'; 10_000];
            unsigned().without("x-amz-decoded-content-length").with("x-amz-decoded-content-length", "10000").body(frame(&data, 5000, ""))
        }, ContentError::ChunkTooSmall { size: 5000 }),
        ("trailer is not the announced one", unsigned().edit("checksum-crc32", "checksum-crc32c"), ContentError::Trailer),
        ("trailer missing", unsigned().without("x-amz-sdk-checksum-algorithm").edit("x-amz-checksum-crc32:", "x-amz-other:"), ContentError::Trailer),
        ("trailer not announced", unsigned().without("x-amz-trailer").without("x-amz-sdk-checksum-algorithm"), ContentError::TrailerMissing),
        ("trailer twice", unsigned().edit("0\r\nx-amz", "0\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz"), ContentError::Trailer),
        ("a second trailer", unsigned().edit("0\r\nx-amz", "0\r\nx-amz-meta-a:1\r\nx-amz"), ContentError::Trailer),
        ("trailer without colon", unsigned().edit("x-amz-checksum-crc32:", "x-amz-checksum-crc32="), ContentError::Trailer),
        ("trailer with a control character", unsigned().edit("crc32:", "crc32:\u{1}"), ContentError::Trailer),
        ("trailer that is no checksum", unsigned().edit("crc32:", "crc32:?"), ContentError::Checksum { algorithm: Algorithm::Crc32 }),
        ("trailer that announces no checksum", unsigned().without("x-amz-trailer").with("x-amz-trailer", "x-amz-meta-a"), ContentError::TrailerAnnounced),
        ("trailer that announces two", unsigned().without("x-amz-trailer").with("x-amz-trailer", "x-amz-checksum-crc32,x-amz-checksum-sha1"), ContentError::TrailerAnnounced),
        ("trailer announced without trailer framing", signed().with("x-amz-trailer", "x-amz-checksum-crc32"), ContentError::TrailerAnnounced),
        ("trailer announced with a plain body", plain(b"a", &[("x-amz-trailer", "x-amz-checksum-crc32")]), ContentError::TrailerAnnounced),
        ("checksum in head and trailer", unsigned().with("x-amz-checksum-crc32", "AAAAAA=="), ContentError::SeveralChecksums),
        ("plain body that is another", plain(b"hello", &[]).body("hellO"), ContentError::Sha256 {
            claimed: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824".into(),
            computed: hex(&Sha256::digest(b"hellO")),
        }),
        ("plain body shorter than its length", plain(b"hello", &[("content-length", "6")]), ContentError::Truncated),
        ("plain body longer than its length", plain(b"hello", &[("content-length", "4")]), ContentError::TooLong),
        ("plain length that is no number", plain(b"hello", &[("content-length", "5, 5")]), ContentError::Length { got: "5, 5".into() }),
        ("wrong MD5", plain(b"hello", &[("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")]), ContentError::ContentMd5Digest),
        ("MD5 too short", plain(b"hello", &[("content-md5", "1B2M2Y8=")]), ContentError::ContentMd5),
        ("MD5 in hex", plain(b"hello", &[("content-md5", "5d41402abc4b2a76b9719d911017c592")]), ContentError::ContentMd5),
        ("wrong CRC32", plain(b"hello", &[("x-amz-checksum-crc32", "AAAAAA==")]), ContentError::Digest { algorithm: Algorithm::Crc32 }),
        ("wrong SHA-256", plain(b"hello", &[("x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]), ContentError::Digest { algorithm: Algorithm::Sha256 }),
        ("checksum of another length", plain(b"hello", &[("x-amz-checksum-sha1", "AAAAAA==")]), ContentError::Checksum { algorithm: Algorithm::Sha1 }),
        ("empty checksum", plain(b"hello", &[("x-amz-checksum-crc32", "")]), ContentError::Checksum { algorithm: Algorithm::Crc32 }),
        ("two checksums", plain(b"hello", &[("x-amz-checksum-crc32", "NhCmhg=="), ("x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=")]), ContentError::SeveralChecksums),
        ("trailer not announced and not there", Upload::new(UNSIGNED_TRAILER, &[("x-amz-decoded-content-length", "5")], b"5\r\nhello\r\n0\r\n\r\n"), ContentError::TrailerMissing),
        ("signed trailer not announced", published_signed_trailer().without("x-amz-trailer"), ContentError::TrailerMissing),
        ("algorithm that does not exist", plain(b"hello", &[("X-Amz-Checksum-CRC16", "AAA=")]), ContentError::ChecksumUnknown),
        ("promise of an algorithm that does not exist", plain(b"hello", &[("x-amz-checksum-crc32", "NhCmhg=="), ("x-amz-sdk-checksum-algorithm", "CRC16")]), ContentError::ChecksumPromisedUnknown),
        ("promised checksum missing", plain(b"hello", &[("x-amz-sdk-checksum-algorithm", "CRC32")]), ContentError::ChecksumPromised),
    ];
    for (name, upload, expected) in cases {
        assert_eq!(upload.receive(), Err(expected), "{name}");
        assert!(upload.receive_by(5, PUT_BYTES).is_err(), "{name}");
    }
}

const ANNOUNCED: (&str, &str) = ("x-amz-trailer", "x-amz-checksum-crc32");

fn crc32_trailer(data: &[u8]) -> String {
    let mut hasher = Hasher::new(Algorithm::Crc32);
    hasher.update(data);
    format!("x-amz-checksum-crc32:{}\r\n", hasher.finish().base64())
}

/// A computed checksum is given only where none was sent.
#[test]
fn a_checksum_is_computed_for_what_comes_without() {
    let receive = |headers: &[(&str, &[u8])]| {
        let head = RequestHead { method: "PUT", path: "/b/k", query: "", headers };
        let mut receiver = Receiver::new(&head, None, PUT_BYTES).unwrap().or_compute(Algorithm::DEFAULT);
        let announced = receiver.announced();
        let mut input: &[u8] = b"123456789";
        while receiver.next(&mut input).unwrap().is_some() {}
        let checksum = receiver.finish().unwrap().checksum.unwrap();
        (announced, checksum.algorithm(), hex(checksum.value()))
    };
    assert_eq!(receive(&[]), (None, Algorithm::Crc64Nvme, "ae8b14860a799888".to_owned()));
    let crc32 = Some(Algorithm::Crc32);
    assert_eq!(
        receive(&[("x-amz-checksum-crc32", b"y/Q5Jg==")]),
        (crc32, Algorithm::Crc32, "cbf43926".to_owned())
    );
}

#[test]
fn limits_hold_at_their_edge() {
    let five = plain(b"hello", &[]);
    assert!(five.receive_by(2, 5).is_ok());
    assert_eq!(five.receive_by(2, 4), Err(ContentError::TooLarge { promised: 5, limit: 4 }));
    let known = plain(b"hello", &[("content-length", "5")]);
    assert!(known.receive_by(9, 5).is_ok());
    assert_eq!(known.receive_by(9, 4), Err(ContentError::TooLarge { promised: 5, limit: 4 }));
    let chunks = |size: usize| {
        let data = vec![b'x'; size * 2];
        Upload::new(
            UNSIGNED_TRAILER,
            &[("x-amz-decoded-content-length", &data.len().to_string()), ANNOUNCED],
            &frame(&data, size, &crc32_trailer(&data)),
        )
    };
    let least = usize::try_from(CHUNK_MIN_BYTES).unwrap();
    assert!(chunks(least).receive().is_ok());
    assert_eq!(chunks(least - 1).receive(), Err(ContentError::ChunkTooSmall { size: CHUNK_MIN_BYTES - 1 }));
    let zeros = |count: usize| {
        let body = format!("{}1\r\nx\r\n0\r\n{}\r\n", "0".repeat(count), crc32_trailer(b"x"));
        Upload::new(UNSIGNED_TRAILER, &[("x-amz-decoded-content-length", "1"), ANNOUNCED], body.as_bytes())
    };
    assert!(zeros(CHUNK_HEADER_BYTES - 3).receive().is_ok());
    assert_eq!(zeros(CHUNK_HEADER_BYTES - 2).receive(), Err(ContentError::Framing));
    let trailer = |bytes: usize| {
        let value = "1".repeat(bytes - "x-a:".len() - "\r\n".len() - "\r\n".len());
        let body = format!("0\r\nx-a:{value}\r\n\r\n");
        let headers = [("x-amz-decoded-content-length", "0"), ANNOUNCED];
        Upload::new(UNSIGNED_TRAILER, &headers, body.as_bytes()).receive()
    };
    assert_eq!(trailer(TRAILER_BYTES), Err(ContentError::Trailer), "read, but not announced");
    assert_eq!(trailer(TRAILER_BYTES + 1), Err(ContentError::Framing), "not read");
}

/// Values of the empty message and of `123456789`, as the CRC catalogue, RFC 1321 and FIPS 180 give them; those of xxHash as
/// the reference implementation computes them (xxHash 0.8, canonical form).
#[test]
fn checksums() {
    for (algorithm, empty, digits) in [
        (Algorithm::Crc32, "00000000", "cbf43926"),
        (Algorithm::Crc32c, "00000000", "e3069283"),
        (Algorithm::Crc64Nvme, "0000000000000000", "ae8b14860a799888"),
        (Algorithm::Md5, "d41d8cd98f00b204e9800998ecf8427e", "25f9e794323b453885f5181f1b624d0b"),
        (
            Algorithm::Sha1,
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        ),
        (
            Algorithm::Sha256,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
        ),
        (
            Algorithm::Sha512,
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
            "d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85",
        ),
        (Algorithm::XxHash64, "ef46db3751d8e999", "8cb841db40e6ae83"),
        (Algorithm::XxHash3, "2d06800538d394c2", "72dcb18b67a17dff"),
        (Algorithm::XxHash128, "99aa06d3014798d86001c324468d497f", "33119477ede5dcd5e9716427681d5860"),
    ] {
        for (data, digest) in [("", empty), ("123456789", digits)] {
            let mut hasher = Hasher::new(algorithm);
            for byte in data.bytes() {
                hasher.update(&[byte]);
            }
            let sum = hasher.finish();
            assert_eq!(hex(sum.value()), digest, "{algorithm:?} of {data:?}");
            assert_eq!(sum.value().len(), algorithm.value_bytes());
            assert_eq!(Checksum::parse(algorithm, &sum.base64()), Some(sum));
        }
        assert_eq!(Algorithm::of_header(&algorithm.header().to_uppercase()), Some(algorithm));
        assert_eq!(Algorithm::of_name(algorithm.name()), Some(algorithm));
    }
    assert_eq!(Algorithm::of_header("x-amz-checksum-algorithm"), None);
}

#[test]
fn faults() {
    for (error, status, code, text) in [
        (
            ContentError::DecodedLengthMissing,
            411,
            "MissingContentLength",
            "You must provide the Content-Length HTTP header.",
        ),
        (
            ContentError::Truncated,
            400,
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        ),
        (
            ContentError::Signature { provided: "0".into() },
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        ),
        (
            ContentError::ContentMd5Digest,
            400,
            "BadDigest",
            "The Content-MD5 you specified did not match what we received.",
        ),
        (
            ContentError::Digest { algorithm: Algorithm::Crc32c },
            400,
            "BadDigest",
            "The CRC32C you specified did not match the calculated checksum.",
        ),
        (
            ContentError::Checksum { algorithm: Algorithm::Sha1 },
            400,
            "InvalidRequest",
            "Value for x-amz-checksum-sha1 header is invalid.",
        ),
        (ContentError::ContentMd5, 400, "InvalidDigest", "The Content-MD5 you specified was invalid."),
        (
            ContentError::Trailer,
            400,
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema.",
        ),
        (
            ContentError::TooLarge { promised: 2, limit: 1 },
            400,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
        ),
        (
            ContentError::Sha256 { claimed: "a".into(), computed: "b".into() },
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
        ),
    ] {
        let fault = Fault::from(error);
        assert_eq!((fault.status(), fault.code().name, fault.message()), (status, code, Some(text)));
    }
}

#[test]
fn stored_encodings() {
    for (sent, stored) in [
        ("aws-chunked", None),
        ("AWS-Chunked", None),
        ("aws-chunked,gzip", Some("gzip")),
        ("gzip, aws-chunked", Some("gzip")),
        ("aws-chunked, gzip, br", Some("gzip,br")),
        ("gzip", Some("gzip")),
        ("", None),
        ("aws-chunked-x", Some("aws-chunked-x")),
    ] {
        assert_eq!(stored_content_encoding(sent).as_deref(), stored, "{sent}");
    }
}

#[test]
fn bodies_of_anonymous_requests() {
    let receive = |headers: &[(&str, &[u8])], body: &[u8]| {
        let head = RequestHead { method: "PUT", path: "/b/k", query: "", headers };
        let mut receiver = Receiver::new(&head, None, PUT_BYTES)?;
        let mut input = body;
        while receiver.next(&mut input)?.is_some() {}
        receiver.finish().map(|received| received.length)
    };
    assert_eq!(receive(&[], b"hello"), Ok(5));
    assert_eq!(receive(&[("x-amz-content-sha256", b"UNSIGNED-PAYLOAD")], b"hello"), Ok(5));
    assert_eq!(
        receive(&[("x-amz-content-sha256", SIGNED.as_bytes()), ("x-amz-decoded-content-length", b"0")], b""),
        Err(ContentError::NoChunkKey)
    );
    assert_eq!(receive(&[("x-amz-content-sha256", b"junk")], b""), Err(ContentError::NoChunkKey));
    let chunked: [(&str, &[u8]); 2] =
        [("x-amz-content-sha256", UNSIGNED_TRAILER.as_bytes()), ("x-amz-decoded-content-length", b"5")];
    assert_eq!(receive(&chunked, b"5\r\nhello\r\n0\r\n\r\n"), Err(ContentError::TrailerMissing));
    let covered: Vec<(&str, &[u8])> =
        chunked.into_iter().chain([("x-amz-checksum-crc32", &b"NhCmhg=="[..])]).collect();
    assert_eq!(receive(&covered, b"5\r\nhello\r\n0\r\n\r\n"), Ok(5));
}
