use wire::chunked::Algorithm;
use wire::fault::Fault;
use wire::s3::{ListParts, ListedPart, PartList};

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{multipart, storage};

/// Lists the parts of a multipart upload.
pub(super) async fn list_parts(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    call.authorise(&call.on_object("s3:ListMultipartUploadParts", &bucket, &key))?;
    let asked = ListParts::parse(&call.asked.params)?;
    let upload = multipart::find(call, &bucket, &key).await?;
    let of = upload.clone();
    let parts = storage::blocking(move || of.parts()).await?;
    let mut parts = parts.map_err(|error| storage::fault(&error, bucket.name()))?;
    parts.retain(|part| part.number.get() > asked.after);
    let is_truncated = parts.len() > usize::from(asked.max_parts) && asked.max_parts > 0;
    parts.truncate(usize::from(asked.max_parts));
    let owner_id = call.canonical_id(bucket.owner)?;
    let planned = multipart::planned(upload.info().checksum);
    // the one that was computed for want of any is shown with the object
    let shown =
        |checksum: &wire::chunked::Checksum| planned.is_some() || checksum.algorithm() != Algorithm::DEFAULT;
    let checksums: Vec<_> = parts
        .iter()
        .map(|part| part.checksum.as_ref().and_then(storage::wire_checksum).filter(shown))
        .collect();
    let listed = parts.iter().zip(&checksums).map(|(part, checksum)| ListedPart {
        number: part.number.get(),
        modified: storage::timestamp(part.last_modified_ms),
        etag: part.etag.to_string(),
        size: part.size,
        checksum: checksum.as_ref(),
    });
    let list = PartList {
        bucket: bucket.name(),
        key: key.as_str(),
        upload_id: &upload.info().id,
        asked: &asked,
        owner_id: &owner_id,
        checksum: planned,
        parts: listed.collect(),
        is_truncated,
    };
    Ok(call.answer(200).xml(list.to_xml()).into())
}
