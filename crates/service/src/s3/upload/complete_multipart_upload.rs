use std::sync::Arc;

use objects::{Assembly, Checksum, Composition, Error, Key, Multipart, ObjectInfo, PartNumber, Precondition};
use wire::chunked::{Algorithm, ContentError, Hasher};
use wire::fault::{Fault, codes};
use wire::limits::S3_COMPLETE_BODY_BYTES;
use wire::s3::model::{ChecksumType, CompleteMultipartUploadRequest, CompleteMultipartUploadResponse};
use wire::s3::{CompletedPart, completed_parts};
use wire::sigv4::RequestHead;

use crate::body::{RequestBody, S3Answer};
use crate::permit::s3::{BucketPermit, S3Call};
use crate::places::PoolPlace;
use crate::s3::upload::found;
use crate::s3::writing::{Write, authorise_write, precondition, refuse, stored_checksum, write_fault};
use crate::s3::{headers, incoming, storage};

/// Makes one object of the parts of a multipart upload.
pub(crate) async fn complete_multipart_upload<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let input: CompleteMultipartUploadRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write { creates: true, copy_source: None, upload_encryption: Some(headers::ENCRYPTED_HERE) },
    )?;
    refuse(call)?;
    let precondition = precondition(call, &bucket, &key, (input.if_match, input.if_none_match))?;
    let claimed = Claimed::read(call, &input)?;
    let body = incoming::collect(call.memory(), body_receiver(call)?, body, S3_COMPLETE_BODY_BYTES).await?;
    let parts = completed_parts(&body)?;
    let info = match found::find(&bucket, &key, input.upload_id).await {
        Ok(upload) => {
            let completion = Completion {
                checksum: claimed.plan(found::planned(upload.info().checksum))?,
                upload,
                parts,
                claimed,
                precondition: precondition.clone(),
                now_ms: call.request.now.millis(),
            };
            let place = call.copy_place()?;
            let completed = storage::blocking(move || completion.run(place)).await?;
            completed.map_err(|failed| match failed {
                Failed::Store(error) => write_fault(call, &bucket, &key, &precondition, &error),
                Failed::Request(fault) => fault,
            })?
        }
        Err(fault) if fault.code() == codes::s3::NO_SUCH_UPLOAD => {
            completed_before(&bucket, &key, &parts, &claimed).await?.ok_or(fault)?
        }
        Err(fault) => return Err(fault),
    };
    let mut answer = CompleteMultipartUploadResponse {
        location: Some(location(call).into()),
        bucket: Some(bucket.name().into()),
        key: Some(key.as_str().into()),
        e_tag: Some(info.etag.to_string().into()),
        server_side_encryption: headers::encryption(info.sealed),
        ..Default::default()
    };
    if let Some(checksum) = info.metadata.checksum() {
        answer.checksum_type = Some(storage::with_checksum(&mut answer, checksum));
    }
    Ok(call.reply(&answer).into())
}

/// The object that this very upload was completed to, if it still is the one of its key: a client that lost the answer asks
/// again, and is to learn that it has succeeded. Conditions on the key were checked at that time.
async fn completed_before(
    bucket: &BucketPermit<'_>,
    key: &Key,
    parts: &[CompletedPart],
    claimed: &Claimed,
) -> Result<Option<Arc<ObjectInfo>>, Fault> {
    let (stored, wanted) = (bucket.stored().clone(), key.clone());
    let Ok(info) = storage::blocking(move || stored.head(&wanted)).await? else { return Ok(None) };
    let of_upload = |composition: &&Composition| composition.upload_id == claimed.upload_id;
    let Some(composition) = info.composition.as_ref().filter(of_upload) else { return Ok(None) };
    let changed = || storage::fault(&Error::InvalidPart { number: 0 }, bucket.name());
    if !info.etag.is_of_parts(parts.iter().map(|part| part.etag.as_str())) {
        return Err(changed());
    }
    for (asked, part) in parts.iter().zip(&composition.parts) {
        let stored = part.checksum.as_ref().and_then(storage::wire_checksum);
        if asked.checksum.is_some() && asked.checksum != stored {
            return Err(changed());
        }
    }
    let kept = info.metadata.checksum();
    claimed
        .plan(kept.map(|kept| (storage::wire_algorithm(kept.algorithm()), storage::checksum_text(kept).1)))?;
    claimed.check_size(info.size)?;
    if let Some(kept) = kept {
        claimed.check(kept)?;
    }
    Ok(Some(info))
}

/// Receiver of the body. The checksums among the headers are of the object, not of the body.
fn body_receiver(call: &S3Call<'_, '_>) -> Result<wire::chunked::Receiver, Fault> {
    let head = call.head();
    let of_object = |name: &str| Algorithm::of_header(name).is_some();
    let headers: Vec<(&str, &[u8])> =
        head.headers.iter().filter(|(name, _)| !of_object(name)).copied().collect();
    incoming::receiver_of(&RequestHead { headers: &headers, ..head }, call, S3_COMPLETE_BODY_BYTES)
}

/// URL of the object, as this client reaches it.
fn location(call: &S3Call<'_, '_>) -> String {
    let scheme = if call.request.head.secure { "https" } else { "http" };
    format!("{scheme}://{}{}", call.header("host").unwrap_or_default(), call.head().path)
}

/// Upload, checksum and size that the request names.
struct Claimed {
    upload_id: String,
    checksum: Option<(Algorithm, String)>,
    kind: Option<String>,
    size: Option<u64>,
}

impl Claimed {
    fn read(call: &S3Call<'_, '_>, input: &CompleteMultipartUploadRequest<'_>) -> Result<Self, Fault> {
        let mut named = Algorithm::CHECKSUMS.into_iter().filter_map(|algorithm| {
            call.header(algorithm.header()).map(|value| (algorithm, value.to_owned()))
        });
        let (checksum, second) = (named.next(), named.next());
        if second.is_some() {
            let text = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
            return Err(Fault::new(codes::s3::INVALID_REQUEST, text));
        }
        let size = input.mpu_object_size.text().map(|text| {
            let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|_| plain).ok_or_else(|| {
                let message = "Value for x-amz-mp-object-size header is invalid.";
                Fault::s3_invalid_argument(message, "x-amz-mp-object-size", text.to_owned())
            })
        });
        let kind = input.checksum_type.text().map(str::to_owned);
        let upload_id = input.upload_id.unwrap_or_default().to_owned();
        Ok(Self { upload_id, checksum, kind, size: size.transpose()? })
    }

    /// The checksum to compute: as planned when the upload began or, without a plan, one of the data: as the request has it
    /// if it can be, else the one that every object has.
    fn plan(&self, planned: Option<(Algorithm, ChecksumType)>) -> Result<(Algorithm, ChecksumType), Fault> {
        let claimed = self.checksum.as_ref().map(|(algorithm, _)| *algorithm);
        let of_data = claimed.filter(|algorithm| algorithm.is_crc()).unwrap_or(Algorithm::DEFAULT);
        let (expected, kind) = planned.unwrap_or((of_data, ChecksumType::FullObject));
        if let Some(claimed) = claimed.filter(|claimed| *claimed != expected) {
            return Err(found::other_checksum(expected, Some(claimed)));
        }
        if self.kind.as_deref().is_some_and(|asked| asked != kind.as_str()) {
            let kind = kind.as_str();
            let text = format!(
                "The upload was created using the {kind} checksum mode. The complete request must use the same checksum \
                 mode."
            );
            return Err(Fault::new(codes::s3::INVALID_REQUEST, text));
        }
        Ok((expected, kind))
    }

    /// Holds the checksum that the request names against the one that was computed. One of parts may be named with their
    /// number or without it.
    fn check(&self, computed: &Checksum) -> Result<(), Fault> {
        let Some((algorithm, claimed)) = &self.checksum else { return Ok(()) };
        let (value, count) = match claimed.split_once('-') {
            Some((value, count)) => (value, Some(count)),
            None => (claimed.as_str(), None),
        };
        let well_formed = wire::chunked::Checksum::parse(*algorithm, value).is_some()
            && count.is_none_or(|count| computed.parts().is_some() && count.parse::<u16>().is_ok());
        if !well_formed {
            return Err(ContentError::Checksum { algorithm: *algorithm }.into());
        }
        if value == computed.value() && (count.is_none() || storage::checksum_text(computed).0 == *claimed) {
            return Ok(());
        }
        Err(ContentError::Digest { algorithm: *algorithm }.into())
    }

    /// Holds the size that the request names against that of the data.
    fn check_size(&self, size: u64) -> Result<(), Fault> {
        match self.size {
            Some(claimed) if claimed != size => {
                let text = format!(
                    "The provided 'x-amz-mp-object-size' header value {claimed} does not match what was computed: {size}"
                );
                Err(Fault::new(codes::s3::INVALID_REQUEST, text))
            }
            _ => Ok(()),
        }
    }
}

/// A completion, to be run on a thread that may block.
struct Completion {
    upload: Multipart,
    parts: Vec<CompletedPart>,
    checksum: (Algorithm, ChecksumType),
    claimed: Claimed,
    precondition: Precondition,
    now_ms: u64,
}

enum Failed {
    /// The store refuses it.
    Store(Error),
    /// The request and the upload differ.
    Request(Fault),
}

impl Completion {
    fn run(self, _place: PoolPlace) -> Result<Arc<ObjectInfo>, Failed> {
        let mut wanted = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let number = PartNumber::new(part.number);
            let number = number.ok_or(Failed::Store(Error::InvalidPart { number: part.number }))?;
            wanted.push((number, part.etag.clone()));
        }
        let mut assembly = self.upload.assemble(&wanted).map_err(Failed::Store)?;
        self.check_parts(&assembly)?;
        let checksum = match self.checksum {
            (algorithm, ChecksumType::Composite) => of_parts(&assembly, algorithm)?,
            (algorithm, ChecksumType::FullObject) => of_data(&mut assembly, algorithm)?,
        };
        self.claimed.check(&checksum).map_err(Failed::Request)?;
        assembly.commit(Some(checksum), &self.precondition, self.now_ms).map_err(Failed::Store)
    }

    /// Checksums of the parts and the size of the whole, as far as the request names them.
    fn check_parts(&self, assembly: &Assembly) -> Result<(), Failed> {
        for (asked, part) in self.parts.iter().zip(assembly.parts()) {
            let stored = part.checksum.as_ref().and_then(storage::wire_checksum);
            if asked.checksum.is_none() && self.checksum.1 == ChecksumType::Composite {
                return Err(Failed::Request(part_without_checksum(self.checksum.0, asked.number)));
            }
            if asked.checksum.is_some() && asked.checksum != stored {
                return Err(Failed::Store(Error::InvalidPart { number: asked.number }));
            }
        }
        let size: u64 = assembly.parts().iter().map(|part| part.size).sum();
        self.claimed.check_size(size).map_err(Failed::Request)
    }
}

/// 400: an object whose checksum is one of those of its parts is completed by naming them.
fn part_without_checksum(algorithm: Algorithm, number: u16) -> Fault {
    let name = algorithm.name().to_ascii_lowercase();
    let text = format!(
        "The upload was created using a {name} checksum. The complete request must include the checksum for each part. It \
         was missing for part {number} in the request."
    );
    Fault::new(codes::s3::INVALID_REQUEST, text)
}

fn of_parts(assembly: &Assembly, algorithm: Algorithm) -> Result<Checksum, Failed> {
    let mut hasher = Hasher::new(algorithm);
    for part in assembly.parts() {
        let checksum = part.checksum.as_ref().and_then(storage::wire_checksum);
        let checksum = checksum.filter(|checksum| checksum.algorithm() == algorithm);
        let checksum = checksum.ok_or(Failed::Store(Error::InvalidPart { number: part.number.get() }))?;
        hasher.update(checksum.value());
    }
    let parts = u16::try_from(assembly.parts().len()).unwrap_or(u16::MAX);
    let whole = stored_checksum(&hasher.finish()).map_err(Failed::Request)?;
    Ok(whole.of_parts(parts))
}

fn of_data(assembly: &mut Assembly, algorithm: Algorithm) -> Result<Checksum, Failed> {
    let mut hasher = Hasher::new(algorithm);
    while let Some(piece) = assembly.next_piece().map_err(Failed::Store)? {
        hasher.update(&piece);
    }
    stored_checksum(&hasher.finish()).map_err(Failed::Request)
}
