use std::net::IpAddr;

use identity::Time;
use secret::Entropy;
use wire::sigv4::RequestHead;

use crate::record::RequestRecord;

/// The head of one HTTP request as it came off the wire.
///
/// Has no `Debug`: credentials are in it.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// What is signed: method, path, query string, headers.
    pub signed: RequestHead<'a>,
    /// Where the request comes from: the peer of the connection, whatever headers say.
    pub source_ip: IpAddr,
    /// Whether it came over TLS.
    pub secure: bool,
}

impl<'a> Head<'a> {
    /// The first value of a header, by lower-case name, if it is UTF-8.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.signed.headers.iter().find(|(have, _)| have.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok().map(str::trim)
    }
}

/// One request on its way through the service.
pub struct Request<'a> {
    /// What came.
    pub head: Head<'a>,
    /// When it came.
    pub now: Time,
    /// Names the request in the answer and in the log.
    pub request_id: String,
    /// Where new ids, secrets and nonces come from.
    pub entropy: &'a mut (dyn Entropy + Send),
    /// Everything that the service finds out about it, for the log.
    pub record: RequestRecord,
}
