//! Headers of S3 requests.

use std::collections::BTreeMap;

use crate::fault::{Fault, codes};
use crate::limits;
use crate::query::Params;
use crate::sigv4::RequestHead;

/// `x-amz-expected-bucket-owner`: the 12 digits of an account.
///
/// # Errors
/// `InvalidBucketOwnerAWSAccountID`.
pub fn expected_bucket_owner(head: &RequestHead<'_>) -> Result<Option<String>, Fault> {
    owner(head, "x-amz-expected-bucket-owner")
}

/// `x-amz-source-expected-bucket-owner`, the same of the bucket that is copied from.
///
/// # Errors
/// `InvalidBucketOwnerAWSAccountID`.
pub fn expected_source_bucket_owner(head: &RequestHead<'_>) -> Result<Option<String>, Fault> {
    owner(head, "x-amz-source-expected-bucket-owner")
}

fn owner(head: &RequestHead<'_>, header: &str) -> Result<Option<String>, Fault> {
    let Some(value) = head.header(header) else { return Ok(None) };
    let value = String::from_utf8_lossy(value);
    if value.len() == 12 && value.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Some(value.into_owned()));
    }
    let text =
        format!("The value of the expected bucket owner parameter must be an AWS Account ID... [{value}]");
    Err(Fault::new(codes::s3::INVALID_BUCKET_OWNER, text))
}

/// `x-amz-meta-*`: what a client keeps with an object. Names are lower case and without the prefix; values hold no
/// control characters, so that they can be given back as headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserMetadata(pub BTreeMap<String, String>);

const META_PREFIX: &str = "x-amz-meta-";

impl UserMetadata {
    /// Reads the headers. A repeated one has its values joined by commas.
    ///
    /// # Errors
    /// `MetadataTooLarge` above [`limits::S3_USER_METADATA_BYTES`]; `InvalidArgument` for a value that is not UTF-8 or
    /// holds control characters.
    pub fn from_head(head: &RequestHead<'_>) -> Result<Self, Fault> {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in head.headers {
            let name = name.to_ascii_lowercase();
            let Some(name) = name.strip_prefix(META_PREFIX) else { continue };
            let value = clean(value).ok_or_else(|| {
                let header = format!("{META_PREFIX}{name}");
                Fault::s3_invalid_argument("A metadata value is not printable UTF-8.", "x-amz-meta", header)
            })?;
            all.entry(name.to_owned())
                .and_modify(|known| {
                    known.push(',');
                    known.push_str(value);
                })
                .or_insert_with(|| value.to_owned());
        }
        let size: usize = all.iter().map(|(name, value)| name.len() + value.len()).sum();
        if size > limits::S3_USER_METADATA_BYTES {
            let text = "Your metadata headers exceed the maximum allowed metadata size";
            return Err(Fault::new(codes::s3::METADATA_TOO_LARGE, text)
                .with("Size", size.to_string())
                .with("MaxSizeAllowed", limits::S3_USER_METADATA_BYTES.to_string()));
        }
        Ok(Self(all))
    }
}

/// Headers that are kept with an object and given back with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentHeaders(pub Vec<(&'static str, String)>);

const KEPT: [&str; 6] = [
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
];

impl ContentHeaders {
    /// Reads the headers. `aws-chunked`, which says how the body travelled, is taken out of `Content-Encoding`.
    ///
    /// # Errors
    /// `InvalidArgument` for a value that is not UTF-8 or holds control characters.
    pub fn from_head(head: &RequestHead<'_>) -> Result<Self, Fault> {
        let mut kept = Vec::new();
        for name in KEPT {
            let Some(value) = head.header(name) else { continue };
            let value = clean(value).ok_or_else(|| unprintable(name))?;
            let value =
                if name == "content-encoding" { without_aws_chunked(value) } else { value.to_owned() };
            if !value.is_empty() {
                kept.push((name, value));
            }
        }
        Ok(Self(kept))
    }
}

/// Parameters of GET that set a header of the answer, with the header's name.
pub const RESPONSE_OVERRIDES: [(&str, &str); 6] = [
    ("response-cache-control", "cache-control"),
    ("response-content-disposition", "content-disposition"),
    ("response-content-encoding", "content-encoding"),
    ("response-content-language", "content-language"),
    ("response-content-type", "content-type"),
    ("response-expires", "expires"),
];

/// Headers of the answer that the parameters of a GET ask for. S3 takes them from signed requests only, which the
/// caller has to see to.
///
/// # Errors
/// `InvalidArgument` for a value that could not stand in a header.
pub fn response_overrides(params: &Params) -> Result<ContentHeaders, Fault> {
    let mut set = Vec::new();
    for (parameter, header) in RESPONSE_OVERRIDES {
        let Some(value) = params.get(parameter) else { continue };
        set.push((header, clean(value.as_bytes()).ok_or_else(|| unprintable(parameter))?.to_owned()));
    }
    Ok(ContentHeaders(set))
}

/// Headers that ask for what is not built, and the values of them that ask for nothing.
const UNSUPPORTED: [(&str, &[&str]); 10] = [
    ("x-amz-acl", &["private", "bucket-owner-full-control"]),
    ("x-amz-grant-", &[]),
    ("x-amz-object-lock-", &[]),
    ("x-amz-bucket-object-lock-enabled", &["false"]),
    ("x-amz-server-side-encryption", &["AES256"]),
    ("x-amz-storage-class", &["STANDARD"]),
    ("x-amz-tagging", &[]),
    ("x-amz-website-redirect-location", &[]),
    ("x-amz-write-offset-bytes", &[]),
    ("x-amz-mfa", &[]),
];

/// Says only whether tags are taken from the source of a copy or from the request; no source here has any.
const TAGGING_DIRECTIVE: &str = "x-amz-tagging-directive";

/// Refuses a request to write that asks for a protection or feature which would silently be missing.
///
/// # Errors
/// `NotImplemented`, with the header.
pub fn refuse_unsupported(head: &RequestHead<'_>) -> Result<(), Fault> {
    for (name, value) in head.headers {
        let name = name.to_ascii_lowercase();
        if name == TAGGING_DIRECTIVE {
            continue;
        }
        let asks = UNSUPPORTED.iter().any(|(prefix, harmless)| {
            let exact = *prefix == name;
            name.starts_with(prefix)
                && !(exact && harmless.iter().any(|harmless| harmless.as_bytes() == value.trim_ascii()))
        });
        if asks {
            let text = "A header you provided implies functionality that is not implemented";
            return Err(Fault::new(codes::s3::NOT_IMPLEMENTED, text).with("Header", name));
        }
    }
    Ok(())
}

/// A value that can stand in a header again: UTF-8 without control characters. Blanks around it are none of it
/// (RFC 9110, section 5.5).
fn clean(value: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(value).ok()?.trim_matches([' ', '\t']);
    (!text.chars().any(char::is_control)).then_some(text)
}

fn without_aws_chunked(value: &str) -> String {
    let codings =
        value.split(',').map(str::trim).filter(|coding| !coding.eq_ignore_ascii_case("aws-chunked"));
    codings.collect::<Vec<_>>().join(", ")
}

fn unprintable(name: &'static str) -> Fault {
    Fault::s3_invalid_argument("A header value is not printable UTF-8.", name, "")
}
