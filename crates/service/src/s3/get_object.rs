use std::io::{self, Read};
use std::sync::Arc;

use objects::{Body, Error, Header, ObjectInfo};
use wire::Answer;
use wire::fault::{Fault, codes};
use wire::s3::{ByteRange, Conditions, ContentHeaders, Outcome, response_overrides};

use crate::body::{ObjectBody, S3Answer};
use crate::limits;
use crate::places::PoolPlace;
use crate::s3::access::S3Call;
use crate::s3::{headers, storage};

/// The type of objects that were stored without one.
const DEFAULT_CONTENT_TYPE: &str = "binary/octet-stream";

/// Gives out an object, or a part of one; to HEAD, all but its data.
pub(super) async fn get_object(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    let version = call.version("s3:GetObject", "s3:GetObjectVersion");
    call.authorise(&version.with_key(call.on_object(version.action, &bucket, &key)))?;
    version.check()?;
    headers::refuse_customer_key(call)?;
    let number = call.asked.params.get("partNumber").map(|_| wire::s3::part_number(&call.asked.params));
    let number = number.transpose()?;
    // every request is signed by now, without which the answer's headers could not be chosen
    let overrides = response_overrides(&call.asked.params)?;
    let (stored, wanted, head) = (bucket.stored.clone(), key.clone(), call.head().method == "HEAD");
    let opened = storage::blocking(move || {
        if head {
            return stored.head(&wanted).map(|info| (info, None));
        }
        stored.get(&wanted).map(|object| (Arc::new(object.info().clone()), Some(object)))
    });
    let (info, object) = match opened.await? {
        Ok(opened) => opened,
        Err(Error::NoSuchKey) => return Err(call.no_such_key(&bucket, &key)),
        Err(error) => return Err(storage::fault(&error, bucket.name())),
    };
    if let Some(unmodified) = check_conditions(call, &info)? {
        return Ok(unmodified.into());
    }
    let part = Part::of(call, &info, number)?;
    let answer = part.describe(call.answer(part.status()), &info);
    let answer = headers::encrypted(describe(answer, &info, overrides), info.sealed);
    let answer = if wants_checksum(call) { part.with_checksum(answer, &info) } else { answer };
    let mut answer = S3Answer { metadata: user_metadata(&info), ..S3Answer::from(answer) };
    match object {
        None => answer.answer = answer.answer.header("content-length", part.length.to_string()),
        Some(object) => {
            let body = object.range(part.first, part.length);
            let body = body.map_err(|error| storage::fault(&error, bucket.name()))?;
            let reader =
                Pieces { body, piece: io::Cursor::default(), _place: reader_place(call, part.length)? };
            answer.object = Some(ObjectBody { reader: Box::new(reader), length: part.length });
        }
    }
    Ok(answer)
}

/// 304 where the client has the object already, 412 where it is not the one that the client means.
fn check_conditions(call: &S3Call<'_, '_>, info: &ObjectInfo) -> Result<Option<Answer>, Fault> {
    let etag = info.etag.to_string();
    let modified = storage::timestamp(info.last_modified_ms);
    match Conditions::from_head(&call.head()).for_read(&etag, modified) {
        Outcome::Proceed => Ok(None),
        Outcome::NotModified => {
            let answer = call.answer(304).header("etag", etag);
            Ok(Some(answer.header("last-modified", modified.to_http_date())))
        }
        Outcome::Failed(fault) => Err(fault),
    }
}

/// Which bytes are given out.
struct Part {
    first: u64,
    length: u64,
    extent: Extent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The object, asked for as such.
    Whole,
    /// A range, be it of all bytes.
    Range,
    /// A part by its place, which counts from 1: of an object that came in one, the first.
    Part(u16),
}

impl Part {
    fn of(call: &S3Call<'_, '_>, info: &ObjectInfo, number: Option<u16>) -> Result<Self, Fault> {
        let range = ByteRange::from_head(&call.head()).filter(|_| if_range_holds(call, info));
        match (range, number) {
            (None, None) => Ok(Self { first: 0, length: info.size, extent: Extent::Whole }),
            (None, Some(number)) => Self::numbered(info, number),
            (Some(_), Some(_)) => {
                let text = "Cannot specify both Range header and partNumber query parameter";
                Err(Fault::new(codes::s3::INVALID_REQUEST, text))
            }
            (Some(range), None) => {
                let (first, last) = range.within(info.size)?;
                Ok(Self {
                    first,
                    length: last.saturating_sub(first).saturating_add(1),
                    extent: Extent::Range,
                })
            }
        }
    }

    fn numbered(info: &ObjectInfo, number: u16) -> Result<Self, Fault> {
        let count = info.etag.parts().unwrap_or(1);
        if number > count {
            let text = "The requested partnumber is not satisfiable";
            return Err(Fault::new(codes::s3::INVALID_PART_NUMBER, text)
                .with("PartNumberRequested", number.to_string())
                .with("ActualPartCount", count.to_string()));
        }
        let extent = Extent::Part(number);
        if count == 1 {
            return Ok(Self { first: 0, length: info.size, extent });
        }
        let part = info.composition.as_ref().and_then(|composition| composition.part(number.into()));
        // stored by a version of this program that did not keep where its parts end
        let (first, part) = part.ok_or_else(|| {
            Fault::s3_not_implemented("GetObject of one part of an object that is this old")
        })?;
        Ok(Self { first, length: part.size, extent })
    }

    fn status(&self) -> u16 {
        if self.extent == Extent::Whole { 200 } else { 206 }
    }

    /// Adds the checksum of what is given out, where one was kept: never one of something else.
    fn with_checksum(&self, answer: Answer, info: &ObjectInfo) -> Answer {
        let of_object = info.metadata.checksum();
        let in_part = |number: u16| info.composition.as_ref()?.part(number.into())?.1.checksum.as_ref();
        match (self.extent, of_object) {
            (Extent::Range, _) | (_, None) => answer,
            (Extent::Part(number), Some(whole)) if info.etag.parts().is_some() => {
                match in_part(number).filter(|part| part.algorithm() == whole.algorithm()) {
                    Some(part) => {
                        let header = storage::wire_algorithm(part.algorithm()).header();
                        let (_, kind) = storage::checksum_text(whole);
                        answer.header(header, part.value()).header("x-amz-checksum-type", kind.name())
                    }
                    None => answer,
                }
            }
            (Extent::Whole | Extent::Part(_), Some(_)) => with_checksum(answer, info),
        }
    }

    fn describe(&self, answer: Answer, info: &ObjectInfo) -> Answer {
        let answer = match (self.extent, info.etag.parts()) {
            (Extent::Part(_), Some(count)) => answer.header("x-amz-mp-parts-count", count.to_string()),
            _ => answer,
        };
        match (self.extent, self.length.checked_sub(1)) {
            (Extent::Range | Extent::Part(_), Some(more)) => {
                let last = self.first.saturating_add(more);
                answer.header("content-range", format!("bytes {}-{last}/{}", self.first, info.size))
            }
            _ => answer,
        }
    }
}

/// `If-Range` (RFC 9110, section 13.1.5): a client that goes on with a download gets the whole of an object that changed
/// meanwhile.
fn if_range_holds(call: &S3Call<'_, '_>, info: &ObjectInfo) -> bool {
    let modified = || storage::timestamp(info.last_modified_ms).to_http_date();
    call.header("if-range").is_none_or(|had| had == info.etag.to_string() || had == modified())
}

fn describe(answer: Answer, info: &ObjectInfo, overrides: ContentHeaders) -> Answer {
    let mut answer = answer
        .header("accept-ranges", "bytes")
        .header("last-modified", storage::timestamp(info.last_modified_ms).to_http_date())
        .header("etag", info.etag.to_string());
    for header in Header::ALL {
        let name = header.name();
        let default = (header == Header::ContentType).then_some(DEFAULT_CONTENT_TYPE);
        let set = overrides.0.iter().find(|(overridden, _)| *overridden == name);
        let value = set.map(|(_, value)| value.as_str()).or(info.metadata.get(header)).or(default);
        if let Some(value) = value {
            answer = answer.header(name, value);
        }
    }
    answer
}

fn wants_checksum(call: &S3Call<'_, '_>) -> bool {
    call.header("x-amz-checksum-mode").is_some_and(|mode| mode.eq_ignore_ascii_case("ENABLED"))
}

/// Adds the checksum that came with the object.
pub(super) fn with_checksum(answer: Answer, info: &ObjectInfo) -> Answer {
    match info.metadata.checksum() {
        Some(checksum) => {
            let name = storage::wire_algorithm(checksum.algorithm()).header();
            let (value, kind) = storage::checksum_text(checksum);
            answer.header(name, value).header("x-amz-checksum-type", kind.name())
        }
        None => answer,
    }
}

fn user_metadata(info: &ObjectInfo) -> Vec<(String, String)> {
    info.metadata.user().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A place for data that the client takes piece by piece. What is read at once needs none.
fn reader_place(call: &S3Call<'_, '_>, length: u64) -> Result<Option<PoolPlace>, Fault> {
    if length <= limits::UNCOUNTED_READ_BYTES {
        return Ok(None);
    }
    call.service.places.readers.enter(call.tenant(), 1).map(Some).ok_or_else(Fault::s3_slow_down)
}

/// Data of an object as a stream of bytes.
struct Pieces {
    body: Body,
    piece: io::Cursor<Vec<u8>>,
    _place: Option<PoolPlace>,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.piece.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.body.next() {
                Some(Ok(piece)) => self.piece = io::Cursor::new(piece),
                Some(Err(error)) => {
                    tracing::error!(%error, "an object cannot be read");
                    return Err(io::Error::other(error));
                }
                None => return Ok(0),
            }
        }
    }
}
