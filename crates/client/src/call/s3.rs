use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ureq::http::Method;
use wire::query::ErrorAnswer;
use wire::sigv4::Family;
use wire::xml::Reader;

use super::client::{Answer, Call, Client};
use super::endpoint::Endpoint;
use super::error::Error;
use crate::limits::{MAX_LISTING_PAGES, MAX_XML_ELEMENTS};

/// RFC 3986's unreserved characters stay as they are.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The few calls of S3 that show what a session may do. Buckets are named in the path.
#[derive(Clone, Copy, Debug)]
pub struct S3<'a> {
    client: &'a Client,
}

impl Client {
    /// Calls of S3.
    pub fn s3(&self) -> S3<'_> {
        S3 { client: self }
    }
}

impl S3<'_> {
    /// Names of all buckets of the account (ListBuckets).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn list_buckets(&self) -> Result<Vec<String>, Error> {
        self.list("ListBuckets", None, "ListAllMyBucketsResult", &["Buckets", "Bucket", "Name"], "")
    }

    /// Makes a bucket in the endpoint's region (CreateBucket).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn create_bucket(&self, bucket: &str) -> Result<(), Error> {
        let region = &self.endpoint().region;
        // us-east-1 is spelled by saying nothing
        let body = match region.as_str() {
            "us-east-1" | "aws-global" => Vec::new(),
            region => {
                let mut w = wire::xml::Writer::one_line();
                w.open_in("CreateBucketConfiguration", "http://s3.amazonaws.com/doc/2006-03-01/");
                w.element("LocationConstraint", region);
                w.finish().into_bytes()
            }
        };
        self.send("CreateBucket", Method::PUT, Some((bucket, None)), "", body).map(|_| ())
    }

    /// Deletes an empty bucket (DeleteBucket).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn delete_bucket(&self, bucket: &str) -> Result<(), Error> {
        self.send("DeleteBucket", Method::DELETE, Some((bucket, None)), "", Vec::new()).map(|_| ())
    }

    /// Stores an object (PutObject).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn put_object(&self, bucket: &str, key: &str, body: Vec<u8>) -> Result<(), Error> {
        self.send("PutObject", Method::PUT, Some((bucket, Some(key))), "", body).map(|_| ())
    }

    /// Reads an object (GetObject).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn get_object(&self, bucket: &str, key: &str) -> Result<Vec<u8>, Error> {
        self.send("GetObject", Method::GET, Some((bucket, Some(key))), "", Vec::new())
            .map(|answer| answer.body)
    }

    /// Deletes an object (DeleteObject).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn delete_object(&self, bucket: &str, key: &str) -> Result<(), Error> {
        self.send("DeleteObject", Method::DELETE, Some((bucket, Some(key))), "", Vec::new()).map(|_| ())
    }

    /// Keys of all objects of a bucket that begin with `prefix` (ListObjectsV2).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn list_objects(&self, bucket: &str, prefix: &str) -> Result<Vec<String>, Error> {
        let mut asked = "list-type=2".to_owned();
        if !prefix.is_empty() {
            asked = format!("{asked}&prefix={}", encode(prefix));
        }
        self.list("ListObjectsV2", Some(bucket), "ListBucketResult", &["Contents", "Key"], &asked)
    }

    fn endpoint(&self) -> &Endpoint {
        &self.client.endpoints().s3
    }

    /// Follows a listing to its end and gives the texts at one path of its pages.
    fn list(
        &self,
        operation: &'static str,
        bucket: Option<&str>,
        root: &str,
        wanted: &[&str],
        asked: &str,
    ) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let mut query = asked.to_owned();
        for _ in 0..MAX_LISTING_PAGES {
            let target = bucket.map(|bucket| (bucket, None));
            let answer = self.send(operation, Method::GET, target, &query, Vec::new())?;
            let status = answer.status;
            let page = Page::read(&answer.body, root, wanted).ok_or(Error::Answer { operation, status })?;
            found.extend(page.texts);
            let Some(token) = page.next else { return Ok(found) };
            let separator = if asked.is_empty() { "" } else { "&" };
            query = format!("{asked}{separator}continuation-token={}", encode(&token));
        }
        Ok(found)
    }

    fn send(
        &self,
        operation: &'static str,
        method: Method,
        target: Option<(&str, Option<&str>)>,
        query: &str,
        body: Vec<u8>,
    ) -> Result<Answer, Error> {
        let endpoint = self.endpoint();
        let mut path = endpoint.path();
        if let Some((bucket, key)) = target {
            path.push_str(&encode(bucket));
            if let Some(key) = key {
                for segment in key.split('/') {
                    path.push('/');
                    path.push_str(&encode(segment));
                }
            }
        }
        let call = Call { family: Family::S3, service: "s3", method, path: &path, query, headers: &[], body };
        let answer = self.client.send(endpoint, call)?;
        if (200..300).contains(&answer.status) {
            Ok(answer)
        } else {
            Err(answer.error(operation, read_error))
        }
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// S3's error document has the error as its root.
fn read_error(body: &[u8]) -> Option<ErrorAnswer> {
    let mut reader = Reader::new(body, MAX_XML_ELEMENTS).ok()?;
    reader.root("Error").ok()?;
    let mut error = ErrorAnswer { code: String::new(), message: None, request_id: None };
    while let Some(name) = reader.child().ok()? {
        match name.as_str() {
            "Code" => error.code = reader.text().ok()?,
            "Message" => error.message = Some(reader.text().ok()?),
            "RequestId" => error.request_id = Some(reader.text().ok()?),
            _ => reader.skip().ok()?,
        }
    }
    (!error.code.is_empty()).then_some(error)
}

/// One page of a listing: the texts asked for, and the token of the next page.
struct Page {
    texts: Vec<String>,
    next: Option<String>,
}

impl Page {
    fn read(body: &[u8], root: &str, wanted: &[&str]) -> Option<Self> {
        let mut reader = Reader::new(body, MAX_XML_ELEMENTS).ok()?;
        reader.root(root).ok()?;
        let mut page = Self { texts: Vec::new(), next: None };
        while let Some(name) = reader.child().ok()? {
            match (wanted, name.as_str()) {
                (_, "NextContinuationToken" | "ContinuationToken") => {
                    let token = reader.text().ok()?;
                    // ListBuckets calls the next page's token what ListObjectsV2 calls the present page's
                    if name == "NextContinuationToken" || root == "ListAllMyBucketsResult" {
                        page.next = Some(token);
                    }
                }
                ([first, rest @ ..], name) if name == *first => descend(&mut reader, rest, &mut page.texts)?,
                _ => reader.skip().ok()?,
            }
        }
        reader.end().ok()?;
        Some(page)
    }
}

/// The texts at a path below the element that is open, which is closed behind them.
fn descend(reader: &mut Reader<'_>, path: &[&str], texts: &mut Vec<String>) -> Option<()> {
    let Some((first, rest)) = path.split_first() else {
        texts.push(reader.text().ok()?);
        return Some(());
    };
    while let Some(name) = reader.child().ok()? {
        if name == *first {
            descend(reader, rest, texts)?;
        } else {
            reader.skip().ok()?;
        }
    }
    Some(())
}
