use super::error::ScopeFault;

/// The last element of every credential scope.
pub const TERMINATOR: &str = "aws4_request";

/// Longest region or service name that a scope may hold, in bytes.
const MAX_NAME_BYTES: usize = 64;

/// `YYYYMMDD/region/service/aws4_request`: what a signing key is good for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialScope {
    pub(crate) date: String,
    pub(crate) region: String,
    pub(crate) service: String,
}

impl CredentialScope {
    /// A scope for signing. The date is `YYYYMMDD`.
    pub fn new(date: &str, region: &str, service: &str) -> Self {
        Self { date: date.to_owned(), region: region.to_owned(), service: service.to_owned() }
    }

    /// The day, `YYYYMMDD`.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// The region, as the client named it.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The service's signing name.
    pub fn service(&self) -> &str {
        &self.service
    }
}

impl std::fmt::Display for CredentialScope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}/{TERMINATOR}", self.date, self.region, self.service)
    }
}

/// The five elements of a `Credential`, not yet judged.
#[derive(Clone, Debug)]
pub(crate) struct RawCredential {
    pub access_key_id: String,
    pub scope: CredentialScope,
    pub terminator: String,
}

impl RawCredential {
    /// Splits `keyid/date/region/service/term`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (id, date, region, service, terminator) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !is_access_key_id(id) {
            return None;
        }
        Some(Self {
            access_key_id: id.to_owned(),
            scope: CredentialScope::new(date, region, service),
            terminator: terminator.to_owned(),
        })
    }

    /// What is wrong with the scope, in the order in which it is reported. Any region is right as long as it is a
    /// name: clients of a self-hosted endpoint sign with their own.
    pub fn faults(&self, expected: &Expected<'_>) -> Vec<ScopeFault> {
        let mut faults = Vec::new();
        let taken_from_host = expected.host.is_some_and(|host| is_boto2_scope(host, &self.scope));
        if !is_name(&self.scope.region) {
            faults.push(ScopeFault::Region {
                got: self.scope.region.clone(),
                home: expected.home_region.to_owned(),
            });
        }
        if self.scope.service != expected.service && !taken_from_host {
            faults.push(ScopeFault::Service {
                got: self.scope.service.clone(),
                expected: expected.service.to_owned(),
            });
        }
        if self.terminator != TERMINATOR {
            faults.push(ScopeFault::Terminator { got: self.terminator.clone() });
        }
        let day = expected.date.get(..8).unwrap_or_default();
        if self.scope.date != day {
            faults
                .push(ScopeFault::Date { scope: self.scope.date.clone(), request: expected.date.to_owned() });
        }
        faults
    }
}

/// What a scope is held against.
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

/// Letters and digits (and `_`, as IAM's own pattern allows), at most [`super::MAX_ACCESS_KEY_ID_BYTES`].
pub(crate) fn is_access_key_id(id: &str) -> bool {
    (1..=super::MAX_ACCESS_KEY_ID_BYTES).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Whether boto 2 would have cut this scope out of this `Host`.
///
/// boto 2 knows no region and service of a host that is not AWS's: it takes the first label for the service, and for
/// the region `us-east-1` when there are three labels, else the second label or, when there is only one, that. A
/// request to `127.0.0.1` is scoped `0/127`, one to `localhost` `localhost/localhost`.
///
/// Such a scope is accepted in place of the service's own name because nothing is lost: the scope and the host are
/// both covered by the signature, the scope says nothing that the host does not say, and it can never be the name of
/// a service that answers here, nor stem from an AWS host. So no signature meant for one service passes at another.
fn is_boto2_scope(host: &str, scope: &CredentialScope) -> bool {
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
    is_name(service) && !OWN.contains(&service) && scope.service == service && scope.region == region
}
