use std::sync::Arc;

use super::error::ScopeFault;
use super::parts::Credential;
use crate::limits;

/// The last element of every credential scope.
pub const TERMINATOR: &str = "aws4_request";

/// `YYYYMMDD/region/service/aws4_request`: all that a signing key is good for. Clones share their text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialScope {
    text: Arc<str>,
    /// Positions of the first two slashes between parts, and of the end of the service.
    ends: [usize; 3],
}

impl CredentialScope {
    /// A scope for signing. The date is `YYYYMMDD`.
    pub fn new(date: &str, region: &str, service: &str) -> Self {
        let text = [date, region, service, TERMINATOR].join("/");
        let region_end = date.len().saturating_add(region.len()).saturating_add(1);
        let service_end = region_end.saturating_add(service.len()).saturating_add(1);
        Self { text: text.into(), ends: [date.len(), region_end, service_end] }
    }

    /// The day, `YYYYMMDD`.
    pub fn date(&self) -> &str {
        let [end, ..] = self.ends;
        self.text.get(..end).unwrap_or_default()
    }

    /// The region, as the client named it.
    pub fn region(&self) -> &str {
        let [before, end, _] = self.ends;
        self.text.get(before.saturating_add(1)..end).unwrap_or_default()
    }

    /// The service's signing name.
    pub fn service(&self) -> &str {
        let [_, before, end] = self.ends;
        self.text.get(before.saturating_add(1)..end).unwrap_or_default()
    }

    /// The whole scope, as credentials and strings to sign have it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Display for CredentialScope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Credential<'_> {
    /// Faults of the scope, in the order in which they are reported. Any region is right as long as it is a name: clients
    /// of a self-hosted endpoint sign with their own.
    pub(crate) fn faults(&self, expected: &Expected<'_>) -> Vec<ScopeFault> {
        let mut faults = Vec::new();
        if !is_name(self.region()) {
            let (got, home) = (self.region().to_owned(), expected.home_region.to_owned());
            faults.push(ScopeFault::Region { got, home });
        }
        let taken_from_host = || expected.host.is_some_and(|host| is_boto2_scope(host, self));
        if self.service() != expected.service && !taken_from_host() {
            let (got, expected) = (self.service().to_owned(), expected.service.to_owned());
            faults.push(ScopeFault::Service { got, expected });
        }
        if self.terminator() != TERMINATOR {
            faults.push(ScopeFault::Terminator { got: self.terminator().to_owned() });
        }
        let day = expected.date.get(..8).unwrap_or_default();
        if self.date() != day {
            let (scope, request) = (self.date().to_owned(), expected.date.to_owned());
            faults.push(ScopeFault::Date { scope, request });
        }
        faults
    }

    /// The scope, for a key that is to be derived.
    pub(crate) fn scope(&self) -> CredentialScope {
        CredentialScope::new(self.date(), self.region(), self.service())
    }
}

/// Values that a scope is held against.
pub(crate) struct Expected<'a> {
    /// Signing name of the service that will answer.
    pub service: &'a str,
    /// Region named in S3's error when a scope's is no name.
    pub home_region: &'a str,
    /// The request's date in basic format.
    pub date: &'a str,
    /// The `Host` header where [`is_boto2_scope`] may apply.
    pub host: Option<&'a str>,
}

fn is_name(text: &str) -> bool {
    (1..=limits::SCOPE_NAME_BYTES).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// True if boto 2 would have cut this scope out of this `Host`.
///
/// boto 2 knows no region and service of a host that is not AWS's: it takes the first label for the service, and for
/// the region `us-east-1` when there are three labels, else the second label or, when there is only one, that. A
/// request to `127.0.0.1` is scoped `0/127`, one to `localhost` `localhost/localhost`.
///
/// Such a scope is accepted in place of the service's own name because nothing is lost: the scope and the host are
/// both covered by the signature, the scope says nothing that the host does not say, and it can never be the name of
/// a service that answers here, nor stem from an AWS host. So no signature meant for one service passes at another.
fn is_boto2_scope(host: &str, credential: &Credential<'_>) -> bool {
    const OWN: [&str; 3] = ["iam", "sts", "s3"];
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    if name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn") {
        return false;
    }
    let labels: Vec<&str> = name.split('.').collect();
    let (service, region) = match labels.as_slice() {
        [only] => (*only, *only),
        [first, _, _] => (*first, "us-east-1"),
        [first, second, ..] => (*first, *second),
        [] => return false,
    };
    is_name(service)
        && !OWN.contains(&service)
        && credential.service() == service
        && credential.region() == region
}
