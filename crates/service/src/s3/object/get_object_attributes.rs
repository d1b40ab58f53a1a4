use objects::{Error, ObjectInfo};
use wire::fault::Fault;
use wire::s3::ObjectAttributes;
use wire::s3::binding::{Checksums, Response};
use wire::s3::model::{
    Checksum, GetObjectAttributesParts, GetObjectAttributesRequest, GetObjectAttributesResponse, ObjectPart,
    StorageClass,
};

use crate::body::S3Answer;
use crate::permit::s3::{S3Call, Version};
use crate::s3::{headers, storage};

/// Describes an object without giving it out: entity tag, checksum, parts, size.
pub(crate) async fn get_object_attributes(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: GetObjectAttributesRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let read = Version::of(input.version_id, "s3:GetObject", "s3:GetObjectVersion");
    let bucket = call.authorise(&read.with_key(call.on_object(read.action, &bucket, &key)), bucket)?;
    read.check()?;
    let described = Version::of(input.version_id, "s3:GetObjectAttributes", "s3:GetObjectVersionAttributes");
    call.authorise_also(&described.with_key(call.on_object(described.action, &bucket, &key)))?;
    headers::refuse_customer_key(call)?;
    let asked = ObjectAttributes::of(&input)?;
    let (stored, wanted) = (bucket.stored().clone(), key.clone());
    let info = match storage::blocking(move || stored.head(&wanted)).await? {
        Ok(info) => info,
        Err(Error::NoSuchKey) => return Err(call.no_such_key(&bucket, &key)),
        Err(error) => return Err(storage::fault(&error, bucket.name())),
    };
    let answer = GetObjectAttributesResponse {
        last_modified: Some(storage::timestamp(info.last_modified_ms)),
        e_tag: asked.etag.then(|| info.etag.bare().into()),
        checksum: checksum(&info).filter(|_| asked.checksum),
        object_parts: parts(&info, &asked).filter(|_| asked.parts),
        storage_class: asked.storage_class.then_some(StorageClass::Standard),
        object_size: storage::size(info.size).filter(|_| asked.size),
        ..Default::default()
    };
    Ok(answer.fill(call.answer(GetObjectAttributesResponse::STATUS)).into())
}

/// Checksum of the object, without the number of parts.
fn checksum(info: &ObjectInfo) -> Option<Checksum<'static>> {
    let kept = info.metadata.checksum()?;
    let value = storage::wire_checksum(kept)?;
    let mut checksum = Checksum { checksum_type: Some(storage::checksum_text(kept).1), ..Default::default() };
    checksum.set_checksum(value.algorithm(), value.base64().into());
    Some(checksum)
}

/// One page of the parts that the object was uploaded in; their number alone if no more is known.
fn parts(info: &ObjectInfo, asked: &ObjectAttributes) -> Option<GetObjectAttributesParts<'static>> {
    let count = info.etag.parts()?;
    let all: Vec<_> = info.composition.iter().flat_map(|composition| &composition.parts).collect();
    let (after, most) = (asked.after, asked.max_parts);
    let page = (1_u16..).zip(&all).skip(usize::from(after)).take(usize::from(most));
    let page: Vec<ObjectPart<'static>> = page
        .map(|(place, part)| {
            let mut listed = ObjectPart {
                part_number: Some(place.into()),
                size: storage::size(part.size),
                ..Default::default()
            };
            if let Some(checksum) = part.checksum.as_ref().and_then(storage::wire_checksum) {
                listed.set_checksum(checksum.algorithm(), checksum.base64().into());
            }
            listed
        })
        .collect();
    let mut parts = GetObjectAttributesParts { total_parts_count: Some(count.into()), ..Default::default() };
    if !all.is_empty() {
        let last = page.last().and_then(|part| part.part_number).unwrap_or(after.into());
        let is_all = usize::try_from(last).is_ok_and(|last| last >= all.len());
        parts.part_number_marker = Some(after.into());
        parts.next_part_number_marker = Some(last);
        parts.max_parts = Some(most.into());
        parts.is_truncated = Some(most > 0 && !is_all);
    }
    parts.parts = page;
    Some(parts)
}
