//! The records at the end of files: a JSON text, then a footer that tells its length, CRC-32 and format version.
//!
//! ```text
//! data blocks | record | length of record (u32 LE) | CRC-32 of all but itself, from the record on (u32 LE) | magic (8 bytes)
//! ```
//!
//! The last byte of the magic is the version of the format. In version 1 the record is a JSON text. In version 2 that text
//! is sealed, and of objects and parts the file's key follows, sealed too. Buckets have version 1: their records hold
//! nothing but name, owner, region and age. Their configurations have a version 1, too, which is sealed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use data_encoding::HEXLOWER;
use secret::pieces::{Piece, PieceKey};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::block::Blocks;
use crate::documents::Documents;
use crate::error::Error;
use crate::limits::{MAX_OWNER_BYTES, MAX_RECORD_BYTES, MAX_REGION_BYTES};
use crate::metadata::{Checksum, ChecksumAlgorithm, Header, Metadata};
use crate::model::{BucketInfo, ComposedPart, Composition, ETag, MultipartInfo, ObjectInfo, PlannedChecksum};
use crate::name::{BucketName, Key, is_upload_id};
use crate::sealer::{Place, SEALED_KEY_BYTES, Sealer, UploadHash};

const OBJECT_MAGIC: [u8; 8] = *b"OSTYOBJ2";
const UNSEALED_OBJECT_MAGIC: [u8; 8] = *b"OSTYOBJ1";
const BUCKET_MAGIC: [u8; 8] = *b"OSTYBKT1";
const CONFIGURATION_MAGIC: [u8; 8] = *b"OSTYCFG1";
const MULTIPART_MAGIC: [u8; 8] = *b"OSTYMPU2";
const UNSEALED_MULTIPART_MAGIC: [u8; 8] = *b"OSTYMPU1";
/// Length, CRC-32 and magic.
const FOOTER_BYTES: usize = 16;
/// Bytes that one read at the end of a file fetches; nearly every record fits.
const TAIL_BYTES: u64 = 2048;

/// Reason for which a record could not be read.
#[derive(Debug)]
pub(crate) enum RecordError {
    /// It fails its checks.
    Damaged,
    /// It is whole, and sealed for another place or under another root key.
    Misplaced,
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

/// The end of an object's file, whose blocks are sealed with `key`.
pub(crate) fn encode_object(
    bucket: &str,
    info: &ObjectInfo,
    key: &PieceKey,
    sealed_key: &[u8],
) -> Result<Vec<u8>, Error> {
    let metadata = &info.metadata;
    let mut record = to_json(&ObjectRecord {
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
    })?;
    key.seal(Piece::Description, &mut record).map_err(|_| Error::Unsealable)?;
    record.extend_from_slice(sealed_key);
    Ok(with_footer(record, OBJECT_MAGIC)?)
}

/// Record at the end of an object's file.
#[derive(Debug)]
pub(crate) struct ReadObject {
    /// The bucket that it is in.
    pub(crate) bucket: String,
    pub(crate) info: ObjectInfo,
    /// Protection of its blocks.
    pub(crate) blocks: Blocks,
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

/// Reads the end of an object's file in this place, and checks that the file is as long as it says.
pub(crate) fn read_object(file: &File, sealer: &Sealer, place: Place) -> Result<ReadObject, RecordError> {
    let (mut payload, magic, data_bytes) = read_footer(file, [OBJECT_MAGIC, UNSEALED_OBJECT_MAGIC])?;
    let blocks = if magic == OBJECT_MAGIC {
        let (_, sealed_key) = payload.split_last_chunk::<SEALED_KEY_BYTES>().ok_or(RecordError::Damaged)?;
        let key = sealer.open_key(sealed_key, place).ok_or(RecordError::Misplaced)?;
        payload.truncate(payload.len() - SEALED_KEY_BYTES);
        key.open(Piece::Description, &mut payload).map_err(|_| RecordError::Damaged)?;
        Blocks::Sealed(Box::new(key))
    } else {
        Blocks::Summed
    };
    let record: ObjectRecord = from_json(&payload)?;
    if blocks.stored_bytes(record.size) != data_bytes {
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
        sealed: blocks.are_sealed(),
    };
    Ok(ReadObject { bucket: record.bucket, info, blocks })
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
pub(crate) fn encode_multipart(
    bucket: &str,
    info: &MultipartInfo,
    sealer: &Sealer,
    upload: UploadHash,
) -> Result<Vec<u8>, Error> {
    let record = to_json(&MultipartRecord {
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
    })?;
    Ok(with_footer(sealer.seal_upload(&record, upload)?, MULTIPART_MAGIC)?)
}

/// Reads the record of a multipart upload: the bucket's name, what it is, and whether it is sealed.
pub(crate) fn read_multipart(
    file: &File,
    sealer: &Sealer,
    upload: UploadHash,
) -> Result<(String, MultipartInfo, bool), RecordError> {
    let (payload, magic, before) = read_footer(file, [MULTIPART_MAGIC, UNSEALED_MULTIPART_MAGIC])?;
    let sealed = magic == MULTIPART_MAGIC;
    let payload =
        if sealed { sealer.open_upload(&payload, upload).ok_or(RecordError::Misplaced)? } else { payload };
    let record: MultipartRecord = from_json(&payload)?;
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
    Ok((record.bucket, info, sealed))
}

/// A bucket's file.
pub(crate) fn encode_bucket(info: &BucketInfo) -> io::Result<Vec<u8>> {
    let record = to_json(&BucketRecord {
        name: info.name.as_str().to_owned(),
        owner: info.owner.clone(),
        region: info.region.clone(),
        created_at_ms: info.created_at_ms,
    })?;
    with_footer(record, BUCKET_MAGIC)
}

/// Reads a bucket's file.
pub(crate) fn read_bucket(file: &File) -> Result<BucketInfo, RecordError> {
    let (payload, _, before) = read_footer(file, [BUCKET_MAGIC])?;
    let record: BucketRecord = from_json(&payload)?;
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

/// The file of a bucket's configuration.
pub(crate) fn encode_configuration(
    documents: &Documents,
    sealer: &Sealer,
    bucket: &str,
) -> Result<Vec<u8>, Error> {
    let plain: BTreeMap<&str, &str> =
        documents.iter().map(|(name, document)| (name.as_str(), document.as_ref())).collect();
    let sealed = sealer.seal_configuration(&to_json(&plain)?, bucket)?;
    Ok(with_footer(sealed, CONFIGURATION_MAGIC)?)
}

/// Reads the file of a bucket's configuration.
pub(crate) fn read_configuration(
    file: &File,
    sealer: &Sealer,
    bucket: &str,
) -> Result<Documents, RecordError> {
    let (sealed, _, before) = read_footer(file, [CONFIGURATION_MAGIC])?;
    let payload = sealer.open_configuration(&sealed, bucket).ok_or(RecordError::Misplaced)?;
    if before != 0 {
        return Err(RecordError::Damaged);
    }
    let documents: BTreeMap<String, String> = from_json(&payload)?;
    Ok(documents.into_iter().map(|(name, document)| (name, document.into())).collect())
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

fn to_json<T: Serialize>(record: &T) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(record)?)
}

fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, RecordError> {
    serde_json::from_slice(json).map_err(|_| RecordError::Damaged)
}

fn with_footer(mut record: Vec<u8>, magic: [u8; 8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(record.len()).ok().filter(|_| record.len() <= MAX_RECORD_BYTES);
    let length = length.ok_or(io::ErrorKind::FileTooLarge)?.to_le_bytes();
    let sum = checksum(&record, length, magic);
    record.extend_from_slice(&length);
    record.extend_from_slice(&sum);
    record.extend_from_slice(&magic);
    Ok(record)
}

/// The record at the end of `file`, which of the magics it has, and the number of bytes before it.
fn read_footer<const N: usize>(
    file: &File,
    magics: [[u8; 8]; N],
) -> Result<(Vec<u8>, [u8; 8], u64), RecordError> {
    let file_bytes = file.metadata()?.len();
    let mut tail = read_tail(file, file_bytes, file_bytes.min(TAIL_BYTES))?;
    let (_, footer) = tail.split_last_chunk::<FOOTER_BYTES>().ok_or(RecordError::Damaged)?;
    let (length, sum, magic) = split_footer(*footer);
    let record_bytes = u32::from_le_bytes(length) as usize;
    let end_bytes = (record_bytes + FOOTER_BYTES) as u64;
    let before = file_bytes.checked_sub(end_bytes).ok_or(RecordError::Damaged)?;
    if record_bytes > MAX_RECORD_BYTES || !magics.contains(&magic) {
        return Err(RecordError::Damaged);
    }
    if end_bytes > tail.len() as u64 {
        tail = read_tail(file, file_bytes, end_bytes)?;
    }
    tail.truncate(tail.len().saturating_sub(FOOTER_BYTES));
    let record = tail.split_off(tail.len().saturating_sub(record_bytes));
    if checksum(&record, length, magic) != sum {
        return Err(RecordError::Damaged);
    }
    Ok((record, magic, before))
}

fn read_tail(file: &File, file_bytes: u64, count: u64) -> Result<Vec<u8>, RecordError> {
    let mut tail = vec![0; usize::try_from(count).map_err(|_| RecordError::Damaged)?];
    file.read_exact_at(&mut tail, file_bytes - count)?;
    Ok(tail)
}

/// Length, CRC-32 and magic.
fn split_footer(footer: [u8; FOOTER_BYTES]) -> ([u8; 4], [u8; 4], [u8; 8]) {
    let [l0, l1, l2, l3, s0, s1, s2, s3, magic @ ..] = footer;
    ([l0, l1, l2, l3], [s0, s1, s2, s3], magic)
}

fn checksum(record: &[u8], length: [u8; 4], magic: [u8; 8]) -> [u8; 4] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(record);
    crc.update(&length);
    crc.update(&magic);
    crc.finalize().to_le_bytes()
}

#[cfg(test)]
mod tests;
