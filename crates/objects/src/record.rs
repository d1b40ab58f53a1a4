//! The records at the end of files: a JSON text, then a footer that tells its length, CRC-32 and format version.
//!
//! ```text
//! data blocks | JSON | length of JSON (u32 LE) | CRC-32 of all but itself, from the JSON on (u32 LE) | magic (8 bytes)
//! ```
//!
//! The last byte of the magic is the version of the format.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::block;
use crate::bucket::BucketInfo;
use crate::limits::{MAX_OWNER_BYTES, MAX_REGION_BYTES};
use crate::metadata::{Checksum, ChecksumAlgorithm, Header, Metadata};
use crate::multipart::{MultipartInfo, PlannedChecksum, is_upload_id};
use crate::name::{BucketName, Key};
use crate::object::{ComposedPart, Composition, ETag, ObjectInfo};

const OBJECT_MAGIC: [u8; 8] = *b"OSTYOBJ1";
const BUCKET_MAGIC: [u8; 8] = *b"OSTYBKT1";
const MULTIPART_MAGIC: [u8; 8] = *b"OSTYMPU1";
/// Length, CRC-32 and magic.
const FOOTER_BYTES: usize = 16;
/// Longest JSON text. Keys and values can grow sixfold by escapes, and all of them stay below 6 KiB; each of up to
/// 10,000 parts has a size and a checksum, in at most 160 bytes.
const MAX_JSON_BYTES: usize = 2 * 1024 * 1024;
/// What one read at the end of a file fetches; nearly every record fits.
const TAIL_BYTES: u64 = 2048;

/// Why a record could not be read.
#[derive(Debug)]
pub(crate) enum RecordError {
    /// It fails its checks.
    Damaged,
    /// It could not be read at all.
    Io(io::Error),
}

impl From<io::Error> for RecordError {
    fn from(error: io::Error) -> RecordError {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => RecordError::Damaged,
            _ => RecordError::Io(error),
        }
    }
}

/// The end of an object's file.
pub(crate) fn encode_object(bucket: &str, info: &ObjectInfo) -> io::Result<Vec<u8>> {
    let metadata = &info.metadata;
    seal(
        &ObjectRecord {
            bucket: bucket.to_owned(),
            key: info.key.as_str().to_owned(),
            size: info.size,
            md5: HEXLOWER.encode(info.etag.md5()),
            parts: info.etag.parts(),
            last_modified_ms: info.last_modified_ms,
            system: encode_system(metadata),
            user: encode_user(metadata),
            checksum: metadata.checksum().map(encode_checksum),
            upload: info.composition.as_ref().map(encode_composition),
        },
        OBJECT_MAGIC,
    )
}

fn encode_checksum(checksum: &Checksum) -> ChecksumRecord {
    ChecksumRecord {
        algorithm: checksum.algorithm().name().to_owned(),
        value: checksum.value().to_owned(),
        parts: checksum.parts(),
    }
}

fn encode_composition(composition: &Composition) -> CompositionRecord {
    let part = |part: &ComposedPart| ComposedPartRecord {
        size: part.size,
        checksum: part.checksum.as_ref().map(encode_checksum),
    };
    CompositionRecord {
        id: composition.upload_id.clone(),
        parts: composition.parts.iter().map(part).collect(),
    }
}

fn encode_system(metadata: &Metadata) -> BTreeMap<String, String> {
    metadata.system().map(|(header, value)| (header.name().to_owned(), value.to_owned())).collect()
}

fn encode_user(metadata: &Metadata) -> BTreeMap<String, String> {
    metadata.user().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Reads the end of an object's file, and checks that the file is as long as it says.
pub(crate) fn read_object(file: &File) -> Result<(String, ObjectInfo), RecordError> {
    let (record, data_bytes) = unseal::<ObjectRecord>(file, OBJECT_MAGIC)?;
    if block::stored_bytes(record.size) != data_bytes {
        return Err(RecordError::Damaged);
    }
    let info = ObjectInfo {
        key: Key::parse(&record.key).map_err(|_| RecordError::Damaged)?,
        size: record.size,
        etag: decode_etag(&record.md5, record.parts).ok_or(RecordError::Damaged)?,
        last_modified_ms: record.last_modified_ms,
        metadata: decode_metadata(&record.system, &record.user, record.checksum.as_ref())
            .ok_or(RecordError::Damaged)?,
        composition: match &record.upload {
            Some(upload) => Some(decode_composition(upload, &record).ok_or(RecordError::Damaged)?),
            None => None,
        },
    };
    Ok((record.bucket, info))
}

fn decode_etag(md5: &str, parts: Option<u16>) -> Option<ETag> {
    let md5 = HEXLOWER.decode(md5.as_bytes()).ok()?.try_into().ok()?;
    Some(parts.map_or(ETag::whole(md5), |parts| ETag::of_parts(md5, parts)))
}

fn decode_metadata(
    system: &BTreeMap<String, String>,
    user: &BTreeMap<String, String>,
    checksum: Option<&ChecksumRecord>,
) -> Option<Metadata> {
    let mut metadata = Metadata::new();
    for (name, value) in system {
        let header = Header::ALL.into_iter().find(|header| header.name() == name)?;
        metadata.set(header, value).ok()?;
    }
    for (name, value) in user {
        metadata.set_user(name, value).ok()?;
    }
    if let Some(record) = checksum {
        metadata.set_checksum(decode_checksum(record)?);
    }
    Some(metadata)
}

fn decode_checksum(record: &ChecksumRecord) -> Option<Checksum> {
    let checksum = Checksum::new(decode_algorithm(&record.algorithm)?, &record.value).ok()?;
    Some(match record.parts {
        Some(parts) => checksum.of_parts(parts),
        None => checksum,
    })
}

/// The parts of an object, if they are as many and as large as the rest of its record says.
fn decode_composition(record: &CompositionRecord, object: &ObjectRecord) -> Option<Composition> {
    let mut parts = Vec::with_capacity(record.parts.len());
    let mut size: u64 = 0;
    for part in &record.parts {
        size = size.checked_add(part.size)?;
        let checksum = match &part.checksum {
            Some(checksum) => Some(decode_checksum(checksum)?),
            None => None,
        };
        parts.push(ComposedPart { size: part.size, checksum });
    }
    let fits = object.parts.map(usize::from) == Some(parts.len()) && size == object.size;
    (fits && is_upload_id(&record.id)).then(|| Composition { upload_id: record.id.clone(), parts })
}

fn decode_algorithm(name: &str) -> Option<ChecksumAlgorithm> {
    ChecksumAlgorithm::ALL.into_iter().find(|algorithm| algorithm.name() == name)
}

/// The record of a multipart upload.
pub(crate) fn encode_multipart(bucket: &str, info: &MultipartInfo) -> io::Result<Vec<u8>> {
    seal(
        &MultipartRecord {
            bucket: bucket.to_owned(),
            id: info.id.clone(),
            key: info.key.as_str().to_owned(),
            started_at_ms: info.started_at_ms,
            system: encode_system(&info.metadata),
            user: encode_user(&info.metadata),
            checksum: info.checksum.map(|checksum| PlannedChecksumRecord {
                algorithm: checksum.algorithm.name().to_owned(),
                of_parts: checksum.of_parts,
            }),
        },
        MULTIPART_MAGIC,
    )
}

/// Reads the record of a multipart upload: the bucket's name, and what it is.
pub(crate) fn read_multipart(file: &File) -> Result<(String, MultipartInfo), RecordError> {
    let (record, before) = unseal::<MultipartRecord>(file, MULTIPART_MAGIC)?;
    let decode = || {
        Some(MultipartInfo {
            id: Some(record.id.clone()).filter(|id| is_upload_id(id))?,
            key: Key::parse(&record.key).ok()?,
            started_at_ms: record.started_at_ms,
            metadata: decode_metadata(&record.system, &record.user, None)?,
            checksum: match &record.checksum {
                Some(checksum) => Some(PlannedChecksum {
                    algorithm: decode_algorithm(&checksum.algorithm)?,
                    of_parts: checksum.of_parts,
                }),
                None => None,
            },
        })
    };
    let info = decode().filter(|_| before == 0).ok_or(RecordError::Damaged)?;
    Ok((record.bucket, info))
}

/// A bucket's file.
pub(crate) fn encode_bucket(info: &BucketInfo) -> io::Result<Vec<u8>> {
    seal(
        &BucketRecord {
            name: info.name.as_str().to_owned(),
            owner: info.owner.clone(),
            region: info.region.clone(),
            created_at_ms: info.created_at_ms,
        },
        BUCKET_MAGIC,
    )
}

/// Reads a bucket's file.
pub(crate) fn read_bucket(file: &File) -> Result<BucketInfo, RecordError> {
    let (record, before) = unseal::<BucketRecord>(file, BUCKET_MAGIC)?;
    if before != 0 || record.owner.len() > MAX_OWNER_BYTES || record.region.len() > MAX_REGION_BYTES {
        return Err(RecordError::Damaged);
    }
    Ok(BucketInfo {
        name: BucketName::parse(&record.name).map_err(|_| RecordError::Damaged)?,
        owner: record.owner,
        region: record.region,
        created_at_ms: record.created_at_ms,
    })
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectRecord {
    bucket: String,
    key: String,
    size: u64,
    md5: String,
    /// Of an object that came in parts: how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parts: Option<u16>,
    last_modified_ms: u64,
    system: BTreeMap<String, String>,
    user: BTreeMap<String, String>,
    checksum: Option<ChecksumRecord>,
    /// Of an object that came in parts: from which upload, and what they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    upload: Option<CompositionRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompositionRecord {
    id: String,
    parts: Vec<ComposedPartRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ComposedPartRecord {
    size: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checksum: Option<ChecksumRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecksumRecord {
    algorithm: String,
    value: String,
    /// Of a checksum of checksums: of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parts: Option<u16>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MultipartRecord {
    bucket: String,
    id: String,
    key: String,
    started_at_ms: u64,
    system: BTreeMap<String, String>,
    user: BTreeMap<String, String>,
    checksum: Option<PlannedChecksumRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedChecksumRecord {
    algorithm: String,
    of_parts: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BucketRecord {
    name: String,
    owner: String,
    region: String,
    created_at_ms: u64,
}

fn seal<T: Serialize>(record: &T, magic: [u8; 8]) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(record)?;
    let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= MAX_JSON_BYTES);
    let length = length.ok_or(io::ErrorKind::FileTooLarge)?.to_le_bytes();
    let sum = checksum(&bytes, length, magic);
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&sum);
    bytes.extend_from_slice(&magic);
    Ok(bytes)
}

/// The record at the end of `file`, and the number of bytes before it.
fn unseal<T: DeserializeOwned>(file: &File, magic: [u8; 8]) -> Result<(T, u64), RecordError> {
    let file_bytes = file.metadata()?.len();
    let mut tail = read_tail(file, file_bytes, file_bytes.min(TAIL_BYTES))?;
    let (_, footer) = tail.split_last_chunk::<FOOTER_BYTES>().ok_or(RecordError::Damaged)?;
    let (length, sum) = split_footer(*footer, magic).ok_or(RecordError::Damaged)?;
    let json_bytes = u32::from_le_bytes(length) as usize;
    let record_bytes = (json_bytes + FOOTER_BYTES) as u64;
    let before = file_bytes.checked_sub(record_bytes).ok_or(RecordError::Damaged)?;
    if json_bytes > MAX_JSON_BYTES {
        return Err(RecordError::Damaged);
    }
    if record_bytes > tail.len() as u64 {
        tail = read_tail(file, file_bytes, record_bytes)?;
    }
    let (rest, _) = tail.split_last_chunk::<FOOTER_BYTES>().ok_or(RecordError::Damaged)?;
    let (_, json) =
        rest.split_at_checked(rest.len().saturating_sub(json_bytes)).ok_or(RecordError::Damaged)?;
    if checksum(json, length, magic) != sum {
        return Err(RecordError::Damaged);
    }
    let record = serde_json::from_slice(json).map_err(|_| RecordError::Damaged)?;
    Ok((record, before))
}

fn read_tail(file: &File, file_bytes: u64, count: u64) -> Result<Vec<u8>, RecordError> {
    let mut tail = vec![0; usize::try_from(count).map_err(|_| RecordError::Damaged)?];
    file.read_exact_at(&mut tail, file_bytes - count)?;
    Ok(tail)
}

/// Length and CRC-32, if the magic is the expected one.
fn split_footer(footer: [u8; FOOTER_BYTES], magic: [u8; 8]) -> Option<([u8; 4], [u8; 4])> {
    let [l0, l1, l2, l3, s0, s1, s2, s3, rest @ ..] = footer;
    (rest == magic).then_some(([l0, l1, l2, l3], [s0, s1, s2, s3]))
}

fn checksum(json: &[u8], length: [u8; 4], magic: [u8; 8]) -> [u8; 4] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(json);
    crc.update(&length);
    crc.update(&magic);
    crc.finalize().to_le_bytes()
}

#[cfg(test)]
mod tests;
