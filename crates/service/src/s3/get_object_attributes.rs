use objects::Error;
use wire::fault::Fault;
use wire::s3::{AttributesResult, ObjectAttributes};

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{headers, storage};

/// Tells what is known of an object without giving it out: entity tag, checksum, parts, size.
pub(super) async fn get_object_attributes(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    for version in [
        call.version("s3:GetObject", "s3:GetObjectVersion"),
        call.version("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"),
    ] {
        call.authorise(&version.with_key(call.on_object(version.action, &bucket, &key)))?;
        version.check()?;
    }
    headers::refuse_customer_key(call)?;
    let asked = ObjectAttributes::from_head(&call.head())?;
    let (stored, wanted) = (bucket.stored.clone(), key.clone());
    let info = match storage::blocking(move || stored.head(&wanted)).await? {
        Ok(info) => info,
        Err(Error::NoSuchKey) => return Err(call.no_such_key(&bucket, &key)),
        Err(error) => return Err(storage::fault(&error, bucket.name())),
    };
    let kept = info.metadata.checksum();
    let checksum = kept.and_then(storage::wire_checksum);
    let kind = kept.map(|kept| storage::checksum_text(kept).1);
    let parts = info.composition.iter().flat_map(|composition| &composition.parts);
    let result = AttributesResult {
        asked,
        etag: &info.etag.bare(),
        checksum: checksum.as_ref().zip(kind),
        parts_count: info.etag.parts(),
        parts: parts
            .map(|part| (part.size, part.checksum.as_ref().and_then(storage::wire_checksum)))
            .collect(),
        size: info.size,
    };
    let modified = storage::timestamp(info.last_modified_ms).to_http_date();
    Ok(call.answer(200).header("last-modified", modified).xml(result.to_xml()).into())
}
