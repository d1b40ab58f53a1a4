use ureq::http::Uri;

/// Where one service answers, and the region by which requests to it are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `http://127.0.0.1:4747`, without a slash at its end
    base: String,
    /// host and, unless it is the scheme's own, port
    host: String,
    /// the path of the base
    prefix: String,
    /// region of the credential scope
    pub region: String,
    /// whether it is one of AWS's own, by name
    pub aws: bool,
}

/// Why a text is no address of a service.
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
    /// From a URL: http or https, no user, query or fragment.
    ///
    /// # Errors
    /// If it is none.
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
        if authority.as_str().contains('@') || authority.host().is_empty() || uri.query().is_some() {
            return Err(refused());
        }
        let host = match authority.port_u16() {
            Some(port) if port != own_port => format!("{}:{port}", authority.host()),
            _ => authority.host().to_owned(),
        };
        let prefix = uri.path().trim_end_matches('/').to_owned();
        let name = authority.host().to_ascii_lowercase();
        let aws = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"].iter().any(|end| name.ends_with(end));
        Ok(Self { base: format!("{scheme}://{host}"), host, prefix, region: region.to_owned(), aws })
    }

    /// The URL, as given but for a slash at its end.
    pub fn url(&self) -> String {
        format!("{}{}", self.base, self.prefix)
    }

    /// The value of the `Host` header.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path that the service's root has.
    pub(super) fn path(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// The URI of a path, which begins with [`Self::path`], and an encoded query.
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

/// A user and password have no business in an error.
fn without_user(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        (None, Some((_, rest))) => rest.to_owned(),
        _ => url.to_owned(),
    }
}

/// Where the three services answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// IAM
    pub iam: Endpoint,
    /// STS
    pub sts: Endpoint,
    /// S3, spoken to in path style
    pub s3: Endpoint,
}

impl Endpoints {
    /// One address for all three, as Ostiary has.
    ///
    /// # Errors
    /// If it is no URL.
    pub fn single(url: &str, region: &str) -> Result<Self, EndpointError> {
        let endpoint = Endpoint::parse(url, region)?;
        Ok(Self { iam: endpoint.clone(), sts: endpoint.clone(), s3: endpoint })
    }

    /// AWS's own for a region: STS and S3 regional, IAM that of the region's partition.
    pub fn aws(region: &str) -> Self {
        let (suffix, iam) = match region {
            region if region.starts_with("cn-") => {
                ("amazonaws.com.cn", Endpoint::aws("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"))
            }
            region if region.starts_with("us-gov-") => {
                ("amazonaws.com", Endpoint::aws("iam.us-gov.amazonaws.com", "us-gov-west-1"))
            }
            _ => ("amazonaws.com", Endpoint::aws("iam.amazonaws.com", "us-east-1")),
        };
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
}
