use wire::chunked::Algorithm;
use wire::fault::Fault;
use wire::s3::binding::Checksums;
use wire::s3::model::{Initiator, ListPartsRequest, ListPartsResponse, Part, StorageClass};
use wire::s3::paging;

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::s3::storage;
use crate::s3::upload::found;

/// Lists the parts of a multipart upload.
pub(crate) async fn list_parts(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: ListPartsRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_object("s3:ListMultipartUploadParts", &bucket, &key), bucket)?;
    let after = paging::part_marker(input.part_number_marker)?;
    let max_parts = paging::page_size(input.max_parts)?;
    let upload = found::find(&bucket, &key, input.upload_id).await?;
    let of = upload.clone();
    let parts = storage::blocking(move || of.parts()).await?;
    let mut parts = parts.map_err(|error| storage::fault(&error, bucket.name()))?;
    parts.retain(|part| part.number.get() > after);
    let is_truncated = parts.len() > usize::from(max_parts) && max_parts > 0;
    parts.truncate(usize::from(max_parts));
    let owner_id = call.canonical_id(bucket.owner)?;
    let planned = found::planned(upload.info().checksum);
    // the one that was computed for want of any is shown with the object
    let shown =
        |checksum: &wire::chunked::Checksum| planned.is_some() || checksum.algorithm() != Algorithm::DEFAULT;
    let listed = parts.iter().map(|part| {
        let mut listed = Part {
            part_number: Some(part.number.get().into()),
            last_modified: Some(storage::timestamp(part.last_modified_ms)),
            e_tag: Some(part.etag.to_string().into()),
            size: storage::size(part.size),
            ..Default::default()
        };
        if let Some(checksum) = part.checksum.as_ref().and_then(storage::wire_checksum).filter(shown) {
            listed.set_checksum(checksum.algorithm(), checksum.base64().into());
        }
        listed
    });
    let answer = ListPartsResponse {
        bucket: Some(bucket.name().into()),
        key: Some(key.as_str().into()),
        upload_id: Some(upload.info().id.as_str().into()),
        initiator: Some(Initiator { display_name: None, id: Some(owner_id.as_str().into()) }),
        owner: Some(storage::owner(&owner_id)),
        storage_class: Some(StorageClass::Standard),
        checksum_algorithm: planned.and_then(|(algorithm, _)| storage::named(algorithm)),
        checksum_type: planned.map(|(_, kind)| kind),
        part_number_marker: Some(after.into()),
        next_part_number_marker: Some(parts.last().map_or(0, |part| part.number.get().into())),
        max_parts: Some(max_parts.into()),
        is_truncated: Some(is_truncated),
        parts: listed.collect(),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}
