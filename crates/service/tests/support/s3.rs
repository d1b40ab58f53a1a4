//! Requests to S3 as clients send them: every kind of signature, every kind of payload, and anything broken afterwards.

use std::fmt::Write as _;
use std::io::Read as _;

use bytes::Bytes;
use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use service::{BodyError, Head, Request, RequestBody, S3Answer};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use wire::chunked::{Algorithm, Hasher};
use wire::route::{Hosts, Route, route};
use wire::s3::Operation;
use wire::sigv4::{Family, RequestDate, RequestHead, SigningCredentials, SigningRequest};

use super::{Credentials, Plane, REQUEST_ID};

/// The host of path-style requests.
pub(crate) const HOST: &str = "127.0.0.1:4747";
/// Buckets stand before this one in virtual-host style.
pub(crate) const BASE: &str = "s3.example.org";
/// Bytes in each chunk of a chunked upload.
pub(crate) const CHUNK: usize = 8192;

/// Coverage of the body by the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// By its SHA-256.
    Hash,
    /// Not at all.
    Unsigned,
    /// Chunk by chunk.
    Signed,
    /// Chunk by chunk, with a signed trailer.
    SignedTrailer,
    /// By the checksum in its trailer.
    UnsignedTrailer,
}

impl Payload {
    pub(crate) const ALL: [Self; 5] =
        [Self::Hash, Self::Unsigned, Self::Signed, Self::SignedTrailer, Self::UnsignedTrailer];

    pub(crate) fn is_chunked(self) -> bool {
        !matches!(self, Self::Hash | Self::Unsigned)
    }

    pub(crate) fn has_trailer(self) -> bool {
        matches!(self, Self::SignedTrailer | Self::UnsignedTrailer)
    }

    fn text(self, body: &[u8]) -> String {
        match self {
            Self::Hash => HEXLOWER.encode(&Sha256::digest(body)),
            Self::Unsigned => "UNSIGNED-PAYLOAD".to_owned(),
            Self::Signed => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD".to_owned(),
            Self::SignedTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER".to_owned(),
            Self::UnsignedTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER".to_owned(),
        }
    }
}

/// Signature on a request: its version, in a header or in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signing {
    V4,
    /// A URL with this life in seconds.
    V4Url(u32),
    V2,
    /// A URL that ends so many seconds from now.
    V2Url(u64),
    Anonymous,
}

/// A request before it is signed.
#[derive(Clone)]
pub(crate) struct Ask {
    pub method: &'static str,
    pub host: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub payload: Payload,
    pub signing: Signing,
    pub region: String,
    /// Algorithm of the checksum in the trailer, if the payload has one; `None` announces and sends none.
    pub trailer: Option<Algorithm>,
}

/// A request as it goes over the wire.
#[derive(Clone)]
pub(crate) struct Sent {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    /// Bytes that the client sends before it ends, or breaks.
    pub body: Vec<u8>,
    /// Error with which the body ends, if it does.
    pub ends: Option<BodyError>,
    /// Bytes in each piece in which it arrives.
    pub piece: usize,
}

/// A whole answer.
pub(crate) struct Got {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub metadata: Vec<(String, String)>,
    pub body: Vec<u8>,
}

pub(crate) fn ask(method: &'static str, target: &str) -> Ask {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ask {
        method,
        host: HOST.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        payload: Payload::Hash,
        signing: Signing::V4,
        region: "us-east-1".to_owned(),
        trailer: Some(Algorithm::Crc32),
    }
}

pub(crate) fn get(target: &str) -> Ask {
    ask("GET", target)
}

pub(crate) fn head(target: &str) -> Ask {
    ask("HEAD", target)
}

pub(crate) fn delete(target: &str) -> Ask {
    ask("DELETE", target)
}

pub(crate) fn put(target: &str, body: &[u8]) -> Ask {
    Ask { body: body.to_vec(), ..ask("PUT", target) }
}

/// DeleteObjects, with the digest that it needs.
pub(crate) fn delete_objects(bucket: &str, body: &str) -> Ask {
    let post = Ask { body: body.as_bytes().to_vec(), ..ask("POST", &format!("/{bucket}?delete=")) };
    post.header("content-md5", &checksum(Algorithm::Md5, body.as_bytes()))
}

/// A copy of `source`.
pub(crate) fn copy(source: &str, target: &str) -> Ask {
    put(target, b"").header("x-amz-copy-source", source)
}

/// A checksum as headers carry it.
pub(crate) fn checksum(algorithm: Algorithm, body: &[u8]) -> String {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(body);
    hasher.finish().base64()
}

impl Ask {
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn payload(self, payload: Payload) -> Self {
        Self { payload, ..self }
    }

    pub(crate) fn signing(self, signing: Signing) -> Self {
        Self { signing, ..self }
    }

    /// The same to the bucket's own host name.
    pub(crate) fn virtual_host(self, bucket: &str) -> Self {
        let path = self.path.strip_prefix(&format!("/{bucket}")).unwrap();
        let path = if path.is_empty() { "/".to_owned() } else { path.to_owned() };
        Self { host: format!("{bucket}.{BASE}"), path, ..self }
    }
}

type HmacSha256 = Hmac<Sha256>;

fn hmac_sha256(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = HmacSha256::new_from_slice(key).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

impl Plane {
    /// Signs a request.
    pub(crate) fn sign(&self, who: &Credentials, ask: &Ask) -> Sent {
        let clock = Timestamp::from_millisecond(i64::try_from(self.now.millis()).unwrap()).unwrap();
        let date = RequestDate::new(clock);
        let mut headers = vec![("host".to_owned(), ask.host.clone())];
        headers.extend(ask.headers.iter().cloned());
        if ask.payload.is_chunked() {
            headers.push(("content-encoding".to_owned(), "aws-chunked".to_owned()));
            if !headers.iter().any(|(name, _)| name == "x-amz-decoded-content-length") {
                headers.push(("x-amz-decoded-content-length".to_owned(), ask.body.len().to_string()));
            }
            if let Some(algorithm) = ask.trailer.filter(|_| ask.payload.has_trailer()) {
                headers.push(("x-amz-trailer".to_owned(), algorithm.header().to_owned()));
            }
        }
        let mut sent = Sent {
            method: ask.method.to_owned(),
            path: ask.path.clone(),
            query: ask.query.clone(),
            headers,
            body: ask.body.clone(),
            ends: None,
            piece: 1000,
        };
        match ask.signing {
            Signing::Anonymous => {}
            Signing::V4 | Signing::V4Url(_) => sign_v4(&mut sent, ask, who, date),
            Signing::V2 => sign_v2(&mut sent, ask, who, None, clock),
            Signing::V2Url(life) => sign_v2(&mut sent, ask, who, Some(life), clock),
        }
        if ask.payload.is_chunked() {
            sent.body = chunks(&sent, ask, who, date);
        }
        let has_body = matches!(ask.method, "PUT" | "POST") || !sent.body.is_empty();
        if has_body {
            sent.headers.push(("content-length".to_owned(), sent.body.len().to_string()));
        }
        sent
    }

    /// Routes a request and has it answered.
    pub(crate) fn send(&mut self, sent: &Sent) -> Got {
        let headers: Vec<(&str, &[u8])> =
            sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let signed =
            RequestHead { method: &sent.method, path: &sent.path, query: &sent.query, headers: &headers };
        let brought = wire::sigv4::Credentials::read(signed);
        let asked = match route(&signed, None, brought.scope_service(), &Hosts::new([BASE])) {
            Route::S3(asked) => asked,
            Route::Refused(refusal) => {
                return Got::new(self.service.refuse(&refusal, &sent.method, REQUEST_ID).into());
            }
            Route::Health(_) => panic!("{} asks for no operation", sent.path),
            Route::Query(_) => panic!("{} {} goes to a query service", sent.method, sent.path),
        };
        let head = Head::new(&brought, self.source_ip, false);
        let mut request = Request::new(head, self.now, REQUEST_ID, &mut self.entropy);
        let mut body = Pieces::of(sent);
        let answer = self.service.answer_s3(asked, &mut request, &mut body);
        Got::new(self.runtime.block_on(answer))
    }

    /// Asks for an operation by name, past the router, with an otherwise plain request. Anonymous credentials sign nothing.
    pub(crate) fn s3_operation(&mut self, who: &Credentials, operation: Operation) -> Got {
        let mut asked = get("/photos/a");
        if who.access_key_id.is_empty() {
            asked.signing = Signing::Anonymous;
        }
        let sent = self.sign(who, &asked);
        let headers: Vec<(&str, &[u8])> =
            sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let signed = RequestHead { method: "GET", path: "/photos/a", query: "", headers: &headers };
        let brought = wire::sigv4::Credentials::read(signed);
        let Route::S3(mut routed) = route(&signed, None, Some("s3"), &Hosts::new([BASE])) else {
            panic!("not S3")
        };
        routed.operation = operation;
        let head = Head::new(&brought, self.source_ip, false);
        let mut request = Request::new(head, self.now, REQUEST_ID, &mut self.entropy);
        let mut body = Pieces::of(&sent);
        let answer = self.service.answer_s3(routed, &mut request, &mut body);
        Got::new(self.runtime.block_on(answer))
    }

    /// Signs a request and has it answered.
    pub(crate) fn s3(&mut self, who: &Credentials, ask: &Ask) -> Got {
        let sent = self.sign(who, ask);
        self.send(&sent)
    }

    /// Makes a bucket for the `admin` of the first account.
    pub(crate) fn bucket(&mut self, name: &str) {
        let admin = self.admin.clone();
        assert_eq!(self.s3(&admin, &put(&format!("/{name}"), b"")).outcome(), "200");
    }

    /// Stores an object as the `admin` of the first account.
    pub(crate) fn object(&mut self, path: &str, body: &[u8]) {
        let admin = self.admin.clone();
        assert_eq!(self.s3(&admin, &put(path, body)).outcome(), "200");
    }

    /// The data of an object, if there is one.
    pub(crate) fn stored(&mut self, path: &str) -> Option<Vec<u8>> {
        let admin = self.admin.clone();
        let got = self.s3(&admin, &get(path));
        match got.outcome().as_str() {
            "200" => Some(got.body),
            "404 NoSuchKey: The specified key does not exist." => None,
            other => panic!("{other}"),
        }
    }
}

fn signing_credentials(who: &Credentials) -> SigningCredentials<'_> {
    SigningCredentials {
        access_key_id: &who.access_key_id,
        secret_access_key: who.secret.as_bytes(),
        session_token: who.token.as_deref(),
    }
}

fn sign_v4(sent: &mut Sent, ask: &Ask, who: &Credentials, date: RequestDate) {
    let headers: Vec<(String, String)> = sent.headers.clone();
    let headers: Vec<(&str, &[u8])> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let payload = match ask.signing {
        // a URL is made before the body is known
        Signing::V4Url(_) if ask.payload == Payload::Hash => Payload::Unsigned.text(b""),
        _ => ask.payload.text(&ask.body),
    };
    let signing = SigningRequest {
        family: Family::S3,
        method: ask.method,
        path: &ask.path,
        query: &ask.query,
        headers: &headers,
        payload: &payload,
        region: &ask.region,
        service: "s3",
    };
    if let Signing::V4Url(life) = ask.signing {
        sent.query = signing.presign(&signing_credentials(who), date, Some(life));
        return;
    }
    let added = signing.sign(&signing_credentials(who), date);
    sent.headers.extend(added.into_iter().map(|(name, value)| (name.to_owned(), value)));
}

/// Signature Version 2: `Authorization: AWS …`, or the URL of boto and of botocore's default.
fn sign_v2(sent: &mut Sent, ask: &Ask, who: &Credentials, life: Option<u64>, clock: Timestamp) {
    let http_date = clock.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Some(token) = &who.token {
        sent.headers.push(("x-amz-security-token".to_owned(), token.clone()));
    }
    let date = match life {
        Some(life) => (u64::try_from(clock.as_second()).unwrap() + life).to_string(),
        None => {
            sent.headers.push(("date".to_owned(), http_date.clone()));
            http_date
        }
    };
    let value = |wanted: &str| {
        let found = sent.headers.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut text = format!("{}\n{}\n{}\n{date}\n", ask.method, value("content-md5"), value("content-type"));
    let mut amz: Vec<&(String, String)> =
        sent.headers.iter().filter(|(name, _)| name.starts_with("x-amz-")).collect();
    amz.sort();
    for (name, value) in amz {
        writeln!(text, "{name}:{value}").unwrap();
    }
    if let Some(bucket) = ask.host.strip_suffix(&format!(".{BASE}")) {
        write!(text, "/{bucket}").unwrap();
    }
    text.push_str(&ask.path);
    let known = ["delete", "location", "partNumber", "uploadId", "uploads", "versionId", "acl", "policy"];
    let mut parts: Vec<&str> = ask.query.split('&').filter(|part| !part.is_empty()).collect();
    parts.retain(|part| {
        let name = part.split('=').next().unwrap();
        known.contains(&name) || name.starts_with("response-")
    });
    parts.sort_unstable();
    for (at, part) in parts.iter().enumerate() {
        write!(text, "{}{part}", if at == 0 { '?' } else { '&' }).unwrap();
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(who.secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = BASE64.encode(&mac.finalize().into_bytes());
    match life {
        None => {
            sent.headers.push(("authorization".to_owned(), format!("AWS {}:{signature}", who.access_key_id)));
        }
        Some(_) => {
            let signature =
                percent_encoding::utf8_percent_encode(&signature, percent_encoding::NON_ALPHANUMERIC);
            let own = format!("AWSAccessKeyId={}&Signature={signature}&Expires={date}", who.access_key_id);
            sent.query = if ask.query.is_empty() { own } else { format!("{}&{own}", ask.query) };
        }
    }
}

/// The body in `aws-chunked` framing, signed as the payload says.
fn chunks(sent: &Sent, ask: &Ask, who: &Credentials, date: RequestDate) -> Vec<u8> {
    let basic = date.basic();
    let scope = format!("{}/{}/s3/aws4_request", &basic[..8], ask.region);
    let mut key = format!("AWS4{}", who.secret).into_bytes();
    for part in scope.split('/') {
        key = hmac_sha256(&key, part.as_bytes());
    }
    let authorization = sent.headers.iter().find(|(name, _)| name == "authorization");
    let seed = authorization.and_then(|(_, value)| value.split_once("Signature=")).map(|(_, seed)| seed);
    let mut previous = seed.unwrap_or_default().to_owned();
    let is_signed = ask.payload != Payload::UnsignedTrailer;
    let mut out = Vec::new();
    for chunk in ask.body.chunks(CHUNK).chain([&[][..]]) {
        let empty = HEXLOWER.encode(&Sha256::digest(b""));
        let text = format!(
            "AWS4-HMAC-SHA256-PAYLOAD\n{basic}\n{scope}\n{previous}\n{empty}\n{}",
            HEXLOWER.encode(&Sha256::digest(chunk))
        );
        let mut line = format!("{:x}", chunk.len());
        if is_signed {
            previous = HEXLOWER.encode(&hmac_sha256(&key, text.as_bytes()));
            line.push_str(&format!(";chunk-signature={previous}"));
        }
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(chunk);
        if !chunk.is_empty() {
            out.extend_from_slice(b"\r\n");
        }
    }
    if ask.payload.has_trailer() {
        let line =
            |algorithm: Algorithm| format!("{}:{}", algorithm.header(), checksum(algorithm, &ask.body));
        let trailer: Option<String> = ask.trailer.map(line);
        out.extend(trailer.iter().flat_map(|line| format!("{line}\r\n").into_bytes()));
        if is_signed {
            let canonical: String = trailer.iter().map(|line| format!("{line}\n")).collect();
            let hash = HEXLOWER.encode(&Sha256::digest(canonical));
            let text = format!("AWS4-HMAC-SHA256-TRAILER\n{basic}\n{scope}\n{previous}\n{hash}");
            let signature = HEXLOWER.encode(&hmac_sha256(&key, text.as_bytes()));
            out.extend_from_slice(format!("x-amz-trailer-signature:{signature}\r\n").as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
    out
}

impl Sent {
    /// Replaces a header, or adds it.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.headers.retain(|(have, _)| have != name);
    }

    /// Replaces text that must be there once in the body.
    pub(crate) fn edit_body(&mut self, from: &[u8], to: &[u8]) {
        let at = self.body.windows(from.len()).position(|window| window == from).unwrap();
        self.body.splice(at..at + from.len(), to.iter().copied());
    }

    /// Makes the signature a wrong one, wherever it stands.
    pub(crate) fn spoil_signature(&mut self) {
        let spoil = |text: &str, mark: &str, end: &str| {
            let (before, rest) = text.split_once(mark).unwrap();
            let (signature, after) =
                rest.split_at(rest.find(end).filter(|_| !end.is_empty()).unwrap_or(rest.len()));
            let spoiled: String = signature.chars().rev().collect();
            assert_ne!(spoiled, signature);
            format!("{before}{mark}{spoiled}{after}")
        };
        if let Some((_, value)) = self.headers.iter_mut().find(|(name, _)| name == "authorization") {
            *value =
                if value.starts_with("AWS4") { spoil(value, "Signature=", "") } else { format!("{value}A") };
        } else {
            let mark =
                if self.query.contains("X-Amz-Signature=") { "X-Amz-Signature=" } else { "&Signature=" };
            self.query = if mark == "&Signature=" {
                self.query.replace("&Signature=", "&Signature=A")
            } else {
                spoil(&self.query, mark, "")
            };
        }
    }
}

impl Got {
    fn new(answered: S3Answer) -> Self {
        let S3Answer { answer, metadata, object, held: _ } = answered;
        let mut body = answer.body;
        if let Some(mut object) = object {
            object.reader.read_to_end(&mut body).unwrap();
            assert_eq!(body.len() as u64, object.length, "as long as promised");
        }
        let headers =
            answer.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into_owned())).collect();
        Self { status: answer.status, headers, metadata, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The text of every element of this name.
    pub(crate) fn texts(&self, element: &str) -> Vec<String> {
        let text = self.text();
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let rest = text.split(&open).skip(1);
        rest.map(|rest| rest.split(&close).next().unwrap().to_owned()).collect()
    }

    /// `204`, or the refusal in one line: `404 NoSuchKey: The specified key does not exist.`
    pub(crate) fn outcome(&self) -> String {
        if self.status < 400 || self.body.is_empty() {
            return self.status.to_string();
        }
        let unescaped = |element| self.texts(element)[0].replace("&quot;", "\"").replace("&apos;", "'");
        format!("{} {}: {}", self.status, unescaped("Code"), unescaped("Message"))
    }

    /// Status and code: `404 NoSuchKey`.
    pub(crate) fn code(&self) -> String {
        self.outcome().split(':').next().unwrap().to_owned()
    }
}

/// A body that arrives piece by piece.
struct Pieces {
    rest: Bytes,
    piece: usize,
    length: u64,
    ends: Option<BodyError>,
}

impl Pieces {
    fn of(sent: &Sent) -> Self {
        let rest = Bytes::copy_from_slice(&sent.body);
        Self { length: rest.len() as u64, rest, piece: sent.piece, ends: sent.ends }
    }
}

impl RequestBody for Pieces {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        if self.rest.is_empty() {
            return self.ends.take().map(Err);
        }
        Some(Ok(self.rest.split_to(self.piece.min(self.rest.len()))))
    }

    fn length(&self) -> Option<u64> {
        Some(self.length)
    }
}
