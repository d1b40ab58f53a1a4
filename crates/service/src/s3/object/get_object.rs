use std::io::{self, Read};
use std::sync::Arc;

use objects::{Body, Error, Header, ObjectInfo};
use wire::Answer;
use wire::fault::{Fault, codes};
use wire::s3::binding::{Checksums, Response, Text};
use wire::s3::model::{GetObjectRequest, GetObjectResponse};
use wire::s3::{ByteRange, Conditions, ContentHeaders, Outcome, paging, response_overrides};

use crate::body::{ObjectBody, S3Answer};
use crate::limits;
use crate::permit::s3::{S3Call, Version};
use crate::places::PoolPlace;
use crate::s3::{headers, storage};

/// Type of objects that were stored without one.
const DEFAULT_CONTENT_TYPE: &str = "binary/octet-stream";

/// Gives out an object, or a part of one; to HEAD, all but its data. HeadObject has the members of GetObject.
pub(crate) async fn get_object(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: GetObjectRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let version = Version::of(input.version_id, "s3:GetObject", "s3:GetObjectVersion");
    let access = version.with_key(call.on_object(version.action, &bucket, &key));
    let bucket = call.authorise(&access, bucket)?;
    version.check()?;
    headers::refuse_customer_key(call)?;
    let number = input.part_number.is_sent().then(|| paging::part_number(input.part_number)).transpose()?;
    // every request is signed by now, without which the answer's headers could not be chosen
    let overrides = response_overrides(&call.asked.params)?;
    let (stored, wanted, head) = (bucket.stored().clone(), key.clone(), call.head().method == "HEAD");
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
    if is_unmodified(&input, &info)? {
        return Ok(unmodified(call, &info).into());
    }
    let range = input.range.and_then(ByteRange::parse).filter(|_| if_range_holds(call, &info));
    let part = Part::of(range, &info, number)?;
    let mut answer = described(&info, &overrides);
    part.describe(&mut answer, &info);
    if wants_checksum(&input) {
        part.add_checksum(&mut answer, &info);
    }
    answer.content_length = storage::size(part.length).filter(|_| object.is_none());
    let answer = answer.fill(call.answer(part.status()));
    let mut answer = S3Answer { metadata: user_metadata(&info), ..S3Answer::from(answer) };
    if let Some(object) = object {
        let body = object.range(part.first, part.length);
        let body = body.map_err(|error| storage::fault(&error, bucket.name()))?;
        let reader = Pieces { body, piece: io::Cursor::default(), _place: reader_place(call, part.length)? };
        answer.object = Some(ObjectBody { reader: Box::new(reader), length: part.length });
    }
    Ok(answer)
}

/// True where the client has the object already; 412 where it is not the one that the client means.
fn is_unmodified(input: &GetObjectRequest<'_>, info: &ObjectInfo) -> Result<bool, Fault> {
    let (modified_since, unmodified_since) = (input.if_modified_since, input.if_unmodified_since);
    let conditions = Conditions::new(input.if_match, input.if_none_match, modified_since, unmodified_since);
    match conditions.for_read(&info.etag.to_string(), storage::timestamp(info.last_modified_ms)) {
        Outcome::Proceed => Ok(false),
        Outcome::NotModified => Ok(true),
        Outcome::Failed(fault) => Err(fault),
    }
}

/// 304: tag and time of the object that the client has.
fn unmodified(call: &S3Call<'_, '_>, info: &ObjectInfo) -> Answer {
    let known = GetObjectResponse {
        e_tag: Some(info.etag.to_string().into()),
        last_modified: Some(storage::timestamp(info.last_modified_ms)),
        ..Default::default()
    };
    known.fill(call.answer(304))
}

/// Bytes that are given out.
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
    fn of(range: Option<ByteRange>, info: &ObjectInfo, number: Option<u16>) -> Result<Self, Fault> {
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

    /// Adds the checksum of the bytes that are given out, where one was kept.
    fn add_checksum(&self, answer: &mut GetObjectResponse<'_>, info: &ObjectInfo) {
        let Some(whole) = info.metadata.checksum() else { return };
        let in_part = |number: u16| info.composition.as_ref()?.part(number.into())?.1.checksum.as_ref();
        match self.extent {
            Extent::Range => {}
            Extent::Part(number) if info.etag.parts().is_some() => {
                if let Some(part) = in_part(number).filter(|part| part.algorithm() == whole.algorithm()) {
                    let algorithm = storage::wire_algorithm(part.algorithm());
                    answer.set_checksum(algorithm, part.value().to_owned().into());
                    answer.checksum_type = Some(storage::checksum_text(whole).1);
                }
            }
            Extent::Whole | Extent::Part(_) => {
                answer.checksum_type = Some(storage::with_checksum(answer, whole));
            }
        }
    }

    /// Adds the place of the bytes in the object.
    fn describe(&self, answer: &mut GetObjectResponse<'_>, info: &ObjectInfo) {
        if let (Extent::Part(_), Some(count)) = (self.extent, info.etag.parts()) {
            answer.parts_count = Some(count.into());
        }
        if let (Extent::Range | Extent::Part(_), Some(more)) = (self.extent, self.length.checked_sub(1)) {
            let last = self.first.saturating_add(more);
            answer.content_range = Some(format!("bytes {}-{last}/{}", self.first, info.size).into());
        }
    }
}

/// `If-Range` (RFC 9110, section 13.1.5): a client that goes on with a download gets the whole of an object that changed
/// meanwhile.
fn if_range_holds(call: &S3Call<'_, '_>, info: &ObjectInfo) -> bool {
    let modified = || storage::timestamp(info.last_modified_ms).to_http_date();
    call.header("if-range").is_none_or(|had| had == info.etag.to_string() || had == modified())
}

/// Description of an object that every answer with it has.
fn described<'a>(info: &'a ObjectInfo, overrides: &'a ContentHeaders) -> GetObjectResponse<'a> {
    let kept = |header: Header| -> Option<Text<'a>> {
        let set = overrides.0.iter().find(|(overridden, _)| *overridden == header.name());
        set.map(|(_, value)| value.as_str()).or(info.metadata.get(header)).map(Text::Borrowed)
    };
    GetObjectResponse {
        accept_ranges: Some("bytes".into()),
        last_modified: Some(storage::timestamp(info.last_modified_ms)),
        e_tag: Some(info.etag.to_string().into()),
        cache_control: kept(Header::CacheControl),
        content_disposition: kept(Header::ContentDisposition),
        content_encoding: kept(Header::ContentEncoding),
        content_language: kept(Header::ContentLanguage),
        content_type: kept(Header::ContentType).or(Some(DEFAULT_CONTENT_TYPE.into())),
        expires: kept(Header::Expires),
        server_side_encryption: headers::encryption(info.sealed),
        ..Default::default()
    }
}

fn wants_checksum(input: &GetObjectRequest<'_>) -> bool {
    input.checksum_mode.text().is_some_and(|mode| mode.eq_ignore_ascii_case("ENABLED"))
}

fn user_metadata(info: &ObjectInfo) -> Vec<(String, String)> {
    info.metadata.user().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Place for data that the client takes piece by piece; short data needs none.
fn reader_place(call: &S3Call<'_, '_>, length: u64) -> Result<Option<PoolPlace>, Fault> {
    if length <= limits::UNCOUNTED_READ_BYTES {
        return Ok(None);
    }
    call.places().readers.enter(call.tenant(), 1).map(Some).ok_or_else(Fault::s3_slow_down)
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
