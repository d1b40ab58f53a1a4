//! Parameters of the listing operations.

use crate::fault::Fault;
use crate::limits;
use crate::query::Params;

/// Parameters of ListBuckets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListBuckets {
    /// at most this many; `None` asks for all without paging
    pub max_buckets: Option<u16>,
    /// only names that start so
    pub prefix: Option<String>,
    /// only buckets of this region
    pub region: Option<String>,
    /// opaque, from the page before
    pub continuation_token: Option<String>,
}

/// Parameters of ListObjects and ListObjectsV2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListObjects {
    /// only keys that start so; may be empty
    pub prefix: String,
    /// rolls keys up to the first occurrence after the prefix
    pub delimiter: Option<String>,
    /// at most this many keys and prefixes, 0 to [`limits::S3_MAX_KEYS`]
    pub max_keys: u16,
    /// whether keys are percent-encoded in the answer
    pub url_encoding: bool,
    /// what only one of the two versions has
    pub version: ListVersion,
}

/// Which of the two listing operations, with its own parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListVersion {
    /// ListObjects
    V1 {
        /// keys after this one; may be empty
        marker: String,
    },
    /// ListObjectsV2
    V2 {
        /// opaque, from the page before
        continuation_token: Option<String>,
        /// keys after this one
        start_after: Option<String>,
        /// whether owners are asked for
        fetch_owner: bool,
    },
}

impl ListBuckets {
    /// # Errors
    /// `InvalidArgument`.
    pub fn parse(params: &Params) -> Result<Self, Fault> {
        let max_buckets = params.get("max-buckets").map(|text| {
            let number = digits(text).and_then(|number| u16::try_from(number).ok());
            number.filter(|number| (1..=limits::S3_MAX_BUCKETS).contains(number)).ok_or_else(|| {
                let text = text.to_owned();
                let max = limits::S3_MAX_BUCKETS;
                let message = format!("Argument max-buckets must be an integer between 1 and {max}");
                Fault::s3_invalid_argument(message, "max-buckets", text)
            })
        });
        Ok(Self {
            max_buckets: max_buckets.transpose()?,
            prefix: non_empty(params, "prefix"),
            region: non_empty(params, "bucket-region"),
            continuation_token: token(params)?,
        })
    }
}

impl ListObjects {
    /// Reads the parameters of either version; `list-type` says which.
    ///
    /// # Errors
    /// `InvalidArgument`.
    pub fn parse(params: &Params) -> Result<Self, Fault> {
        let text = |name: &str| params.get(name).unwrap_or_default().to_owned();
        let version = match params.get("list-type") {
            None | Some("1") => ListVersion::V1 { marker: text("marker") },
            Some("2") => ListVersion::V2 {
                continuation_token: token(params)?,
                start_after: non_empty(params, "start-after"),
                fetch_owner: params.get("fetch-owner") == Some("true"),
            },
            Some(other) => {
                let message = "Invalid List Type specified in Request";
                return Err(Fault::s3_invalid_argument(message, "list-type", other.to_owned()));
            }
        };
        Ok(Self {
            prefix: text("prefix"),
            delimiter: non_empty(params, "delimiter"),
            max_keys: max_keys(params)?,
            url_encoding: url_encoding(params)?,
            version,
        })
    }
}

/// More than the limit is taken for the limit, as S3 does.
fn max_keys(params: &Params) -> Result<u16, Fault> {
    let Some(text) = params.get("max-keys").filter(|text| !text.is_empty()) else {
        return Ok(limits::S3_MAX_KEYS);
    };
    let refuse = |message: &'static str| Fault::s3_invalid_argument(message, "maxKeys", text.to_owned());
    match text.parse::<i32>() {
        Ok(number) if number < 0 => {
            Err(refuse("Argument maxKeys must be an integer between 0 and 2147483647"))
        }
        Ok(number) => Ok(u16::try_from(number).unwrap_or(u16::MAX).min(limits::S3_MAX_KEYS)),
        Err(_) => Err(refuse("Provided max-keys not an integer or within integer range")),
    }
}

pub(super) fn url_encoding(params: &Params) -> Result<bool, Fault> {
    match params.get("encoding-type") {
        None | Some("") => Ok(false),
        Some("url") => Ok(true),
        Some(other) => {
            let message = "Invalid Encoding Method specified in Request";
            Err(Fault::s3_invalid_argument(message, "encoding-type", other.to_owned()))
        }
    }
}

fn token(params: &Params) -> Result<Option<String>, Fault> {
    match params.get("continuation-token") {
        Some(token) if token.is_empty() || token.len() > limits::S3_CONTINUATION_TOKEN_BYTES => {
            let message = "The continuation token provided is incorrect";
            Err(Fault::s3_invalid_argument(message, "continuation-token", token.to_owned()))
        }
        token => Ok(token.map(str::to_owned)),
    }
}

fn non_empty(params: &Params, name: &str) -> Option<String> {
    params.get(name).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
