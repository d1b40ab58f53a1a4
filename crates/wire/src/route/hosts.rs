//! Readings of `Host`: a service, a bucket, or nothing.

use std::net::Ipv4Addr;

use crate::query::Service;

/// The names under which this server is reached as an S3 endpoint, so that what stands before one is a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// lower case, longest first
    bases: Vec<String>,
}

/// Reached without any configuration: browsers and resolvers send `*.localhost` to this machine (RFC 6761).
const BUILT_IN_BASES: [&str; 1] = ["localhost"];

/// Reading of a host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// a query service
    Query(Service),
    /// S3 itself; the path names the bucket
    S3,
    /// a bucket of S3
    Bucket(String),
    /// nothing: an IP address, a base, or a name that is not known
    Nothing,
}

impl Hosts {
    /// `bases` are host names without port, such as `s3.example.org`, so that `photos.s3.example.org` is the bucket
    /// `photos`. `localhost` is always one.
    #[must_use]
    pub fn new<'a>(bases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<String> = bases
            .into_iter()
            .chain(BUILT_IN_BASES)
            .map(|base| base.trim_matches('.').to_ascii_lowercase())
            .filter(|base| !base.is_empty())
            .collect();
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Self { bases: all }
    }

    /// Reads the value of `Host`, with or without a port.
    pub(crate) fn read(&self, host: &str) -> Named {
        let name = without_port(host).trim_end_matches('.');
        if name.is_empty() || name.starts_with('[') || name.parse::<Ipv4Addr>().is_ok() {
            return Named::Nothing;
        }
        let name = name.to_ascii_lowercase();
        if let Some(labels) =
            name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazonaws.com.cn"))
        {
            return amazon(labels);
        }
        for base in &self.bases {
            if name == *base {
                return Named::Nothing;
            }
            if let Some(before) = name.strip_suffix(base.as_str()).and_then(|rest| rest.strip_suffix('.')) {
                return under_base(before);
            }
        }
        // a name that is not known may still start with its service
        match name.split_once('.') {
            Some(("iam", _)) => Named::Query(Service::Iam),
            Some(("sts", _)) => Named::Query(Service::Sts),
            Some(("s3", _)) => Named::S3,
            _ => Named::Nothing,
        }
    }
}

impl Default for Hosts {
    fn default() -> Self {
        Self::new([])
    }
}

pub(crate) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Reads the labels before a base. The names of the services are theirs: a bucket called `sts` is reached by its path.
fn under_base(before: &str) -> Named {
    match before {
        "iam" => Named::Query(Service::Iam),
        "sts" => Named::Query(Service::Sts),
        "s3" => Named::S3,
        _ => Named::Bucket(before.strip_suffix(".s3").unwrap_or(before).to_owned()),
    }
}

/// Reads the labels before `.amazonaws.com`.
fn amazon(labels: &str) -> Named {
    let labels: Vec<&str> = labels.split('.').collect();
    for at in 0..labels.len() {
        let (bucket, endpoint) = labels.split_at(at);
        if is_s3_endpoint(endpoint) {
            return if bucket.is_empty() { Named::S3 } else { Named::Bucket(bucket.join(".")) };
        }
    }
    match labels.as_slice() {
        ["iam" | "iam-fips"] | ["iam", _] => Named::Query(Service::Iam),
        ["sts" | "sts-fips"] | ["sts" | "sts-fips", _] => Named::Query(Service::Sts),
        _ => Named::Nothing,
    }
}

fn is_s3_endpoint(labels: &[&str]) -> bool {
    match labels {
        ["s3" | "s3-external-1"] => true,
        ["s3" | "s3-fips", region] | ["s3" | "s3-fips", "dualstack", region] => is_region(region),
        // the form of the first regions: s3-eu-west-1
        [one] => one.strip_prefix("s3-").is_some_and(is_region),
        _ => false,
    }
}

/// `eu-west-1`, `us-gov-west-1`
fn is_region(label: &str) -> bool {
    let parts: Vec<&str> = label.split('-').collect();
    let Some((number, words)) = parts.split_last() else { return false };
    words.len() >= 2
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}
