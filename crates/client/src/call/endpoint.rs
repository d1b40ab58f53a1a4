use ureq::http::Uri;

/// Address of one service, and the region by which requests to it are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `http://127.0.0.1:4747`, without a slash at its end
    base: String,
    /// host, and port unless it is the scheme's own
    host: String,
    /// the path of the base
    prefix: String,
    /// region of the credential scope
    pub region: String,
    /// true if the name is one of AWS's own endpoints
    pub aws: bool,
}

/// A text that is no address of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    given: String,
}

impl std::fmt::Display for EndpointError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "'{}' is no endpoint URL, such as http://127.0.0.1:4747 or https://sts.example.com",
            self.given
        )
    }
}

impl std::error::Error for EndpointError {}

impl Endpoint {
    /// Reads a URL: http or https, without user, query or fragment.
    ///
    /// # Errors
    /// If the text is no such URL.
    pub fn parse(url: &str, region: &str) -> Result<Self, EndpointError> {
        let refused = || EndpointError { given: without_user(url) };
        let uri: Uri = url.parse().map_err(|_| refused())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refused());
        };
        let own_port = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err(refused()),
        };
        let has_more = uri.query().is_some() || url.contains('#');
        if authority.as_str().contains('@') || authority.host().is_empty() || has_more {
            return Err(refused());
        }
        let host = match authority.port_u16() {
            Some(port) if port != own_port => format!("{}:{port}", authority.host()),
            _ => authority.host().to_owned(),
        };
        let prefix = uri.path().trim_end_matches('/').to_owned();
        let plain = scheme == "https" && host == authority.host() && prefix.is_empty();
        let aws = plain && is_aws(&authority.host().to_ascii_lowercase());
        Ok(Self { base: format!("{scheme}://{host}"), host, prefix, region: region.to_owned(), aws })
    }

    /// The URL as given, without a slash at its end.
    pub fn url(&self) -> String {
        format!("{}{}", self.base, self.prefix)
    }

    /// Value of the `Host` header.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Path of the service's root.
    pub(super) fn path(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// URI of a path that begins with [`Self::path`], with an encoded query.
    pub(super) fn uri(&self, path: &str, query: &str) -> String {
        match query {
            "" => format!("{}{path}", self.base),
            query => format!("{}{path}?{query}", self.base),
        }
    }

    fn aws(host: &str, region: &str) -> Self {
        Self {
            base: format!("https://{host}"),
            host: host.to_owned(),
            prefix: String::new(),
            region: region.to_owned(),
            aws: true,
        }
    }
}

/// Reports whether a host name is that of AWS's IAM, STS or S3. Names of customers' machines and load balancers, which are in
/// the same domains, are not.
fn is_aws(host: &str) -> bool {
    let own = PARTITIONS.iter().map(|partition| partition.suffix).chain(["api.aws"]);
    let name = own.filter_map(|suffix| host.strip_suffix(suffix)?.strip_suffix('.')).next();
    let Some(name) = name else { return false };
    // an endpoint in a VPC: vpce-ID.sts.REGION.vpce
    let name = match name.strip_suffix(".vpce") {
        Some(rest) => match rest.split_once('.') {
            Some((id, service)) if id.starts_with("vpce-") => service,
            _ => return false,
        },
        None => name,
    };
    let (service, rest) = name.split_once('.').unwrap_or((name, ""));
    let known = ["iam", "sts", "s3", "iam-fips", "sts-fips", "s3-fips"];
    // the service's name is followed by a region, or words such as `dualstack` and `global`
    known.contains(&service) && rest.split('.').count() <= 2
}

/// A partition of AWS, from the SDKs' partitions.json. The one with an empty prefix has all other regions.
struct Partition {
    /// prefix of its regions' names
    prefix: &'static str,
    suffix: &'static str,
    iam: &'static str,
    /// region by which requests to IAM are signed
    iam_region: &'static str,
}

const PARTITIONS: [Partition; 8] = [
    Partition {
        prefix: "cn-",
        suffix: "amazonaws.com.cn",
        iam: "iam.cn-north-1.amazonaws.com.cn",
        iam_region: "cn-north-1",
    },
    Partition {
        prefix: "us-gov-",
        suffix: "amazonaws.com",
        iam: "iam.us-gov.amazonaws.com",
        iam_region: "us-gov-west-1",
    },
    Partition {
        prefix: "us-iso-",
        suffix: "c2s.ic.gov",
        iam: "iam.us-iso-east-1.c2s.ic.gov",
        iam_region: "us-iso-east-1",
    },
    Partition {
        prefix: "us-isob-",
        suffix: "sc2s.sgov.gov",
        iam: "iam.us-isob-east-1.sc2s.sgov.gov",
        iam_region: "us-isob-east-1",
    },
    Partition {
        prefix: "us-isof-",
        suffix: "csp.hci.ic.gov",
        iam: "iam.us-isof-south-1.csp.hci.ic.gov",
        iam_region: "us-isof-south-1",
    },
    Partition {
        prefix: "eu-isoe-",
        suffix: "cloud.adc-e.uk",
        iam: "iam.eu-isoe-west-1.cloud.adc-e.uk",
        iam_region: "eu-isoe-west-1",
    },
    Partition {
        prefix: "eusc-",
        suffix: "amazonaws.eu",
        iam: "iam.eusc-de-east-1.amazonaws.eu",
        iam_region: "eusc-de-east-1",
    },
    Partition { prefix: "", suffix: "amazonaws.com", iam: "iam.amazonaws.com", iam_region: "us-east-1" },
];

/// A URL without user and password, for errors.
fn without_user(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        (None, Some((_, rest))) => rest.to_owned(),
        _ => url.to_owned(),
    }
}

/// Addresses of the three services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// address of IAM
    pub iam: Endpoint,
    /// address of STS
    pub sts: Endpoint,
    /// S3, addressed in path style
    pub s3: Endpoint,
}

impl Endpoints {
    /// One address for all three, as an Ostiary server has.
    ///
    /// # Errors
    /// If the text is no URL of an endpoint.
    pub fn single(url: &str, region: &str) -> Result<Self, EndpointError> {
        let endpoint = Endpoint::parse(url, region)?;
        Ok(Self { iam: endpoint.clone(), sts: endpoint.clone(), s3: endpoint })
    }

    /// AWS's endpoints for a region: STS and S3 of the region, IAM of its partition.
    pub fn aws(region: &str) -> Self {
        let of_region = |partition: &&Partition| region.starts_with(partition.prefix);
        let [.., other] = &PARTITIONS;
        let partition = PARTITIONS.iter().find(of_region).unwrap_or(other);
        let (suffix, iam) = (partition.suffix, Endpoint::aws(partition.iam, partition.iam_region));
        if region == "aws-global" {
            return Self {
                iam,
                sts: Endpoint::aws("sts.amazonaws.com", "us-east-1"),
                s3: Endpoint::aws("s3.amazonaws.com", "us-east-1"),
            };
        }
        Self {
            iam,
            sts: Endpoint::aws(&format!("sts.{region}.{suffix}"), region),
            s3: Endpoint::aws(&format!("s3.{region}.{suffix}"), region),
        }
    }

    /// AWS's endpoints for a region with cryptography validated under FIPS 140 (`use_fips_endpoint`). GovCloud has the usual ones
    /// for IAM and STS.
    pub(crate) fn aws_fips(region: &str) -> Self {
        let plain = Self::aws(region);
        let fips = |service: &str, endpoint: Endpoint| {
            let host = match endpoint.host.strip_prefix(service) {
                // the global endpoints are those of us-east-1
                Some(rest) if rest == ".amazonaws.com" && service != "iam" => {
                    format!("{service}-fips.us-east-1{rest}")
                }
                Some(rest) => format!("{service}-fips{rest}"),
                None => endpoint.host.clone(),
            };
            Endpoint::aws(&host, &endpoint.region)
        };
        let s3 = fips("s3", plain.s3);
        match region.starts_with("us-gov-") {
            true => Self { iam: plain.iam, sts: plain.sts, s3 },
            false => Self { iam: fips("iam", plain.iam), sts: fips("sts", plain.sts), s3 },
        }
    }
}
