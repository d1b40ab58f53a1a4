use std::net::IpAddr;

use identity::Time;
use secret::Entropy;
use wire::sigv4::{Credentials, RequestHead, Signed};

use crate::record::RequestRecord;

/// The head of one HTTP request as it came off the wire.
///
/// Has no `Debug`: credentials are in it.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// Credentials that it brings.
    pub credentials: &'a Credentials<'a>,
    /// Method, path, query string and headers: all that can be signed.
    pub signed: RequestHead<'a>,
    /// Peer of the connection, regardless of headers.
    pub source_ip: IpAddr,
    /// True if it came over TLS.
    pub secure: bool,
}

impl<'a> Head<'a> {
    /// The head of a request whose credentials have been read.
    pub fn new(credentials: &'a Credentials<'a>, source_ip: IpAddr, secure: bool) -> Self {
        Self { credentials, signed: credentials.head(), source_ip, secure }
    }

    /// The first value of a header, by lower-case name, if it is UTF-8.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.signed.headers.iter().find(|(have, _)| have.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok().map(str::trim)
    }
}

/// One request on its way through the service.
pub struct Request<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// Time of its arrival.
    pub now: Time,
    /// Name of the request in the answer and in the log.
    pub request_id: &'a str,
    /// Source of new ids, secrets and nonces.
    pub entropy: &'a mut (dyn Entropy + Send),
    /// Everything that the service finds out about it, for the log.
    pub record: RequestRecord,
    /// Signature that the head carries, judged when the body was admitted.
    pub(crate) claimed: Option<Signed<'a>>,
}

impl<'a> Request<'a> {
    /// A request that has just arrived.
    pub fn new(
        head: Head<'a>,
        now: Time,
        request_id: &'a str,
        entropy: &'a mut (dyn Entropy + Send),
    ) -> Self {
        Self { head, now, request_id, entropy, record: RequestRecord::default(), claimed: None }
    }
}
