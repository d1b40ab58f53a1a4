use objects::{Bucket, Budget, Checksum, Key, Multipart, PartInfo, PartNumber};
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::binding::Checksums;
use wire::s3::model::{CopyPartResult, UploadPartCopyRequest, UploadPartCopyResponse};
use wire::s3::{Conditions, copy_source_range};

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::places::PoolPlace;
use crate::s3::object::copy_object::{Failed, Source, copy_data, open_source};
use crate::s3::upload::found;
use crate::s3::writing::{Write, authorise_write, refuse};
use crate::s3::{headers, storage};

/// Copies an object, or a range of it, to a part of a multipart upload.
pub(crate) async fn upload_part_copy(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: UploadPartCopyRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let number = found::part_number(input.part_number)?;
    let bucket = call.bucket()?;
    let source = Source::find(call, input.copy_source)?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write {
            creates: false,
            copy_source: Some(&source.path),
            upload_encryption: Some(headers::ENCRYPTED_HERE),
        },
    )?;
    let from = source.authorise(call)?;
    refuse(call)?;
    headers::refuse_customer_key(call)?;
    let upload = found::find(&bucket, &key, input.upload_id).await?;
    let copy = Copy {
        from: from.stored().clone(),
        from_key: source.key.clone(),
        conditions: Conditions::new(
            input.copy_source_if_match,
            input.copy_source_if_none_match,
            input.copy_source_if_modified_since,
            input.copy_source_if_unmodified_since,
        ),
        range: copy_source_range(input.copy_source_range)?,
        checksum: found::planned(upload.info().checksum)
            .map_or(Algorithm::DEFAULT, |(algorithm, _)| algorithm),
        to: upload,
        budget: call.budget(&bucket),
        number,
        now_ms: call.request.now.millis(),
    };
    let place = call.copy_place()?;
    let copied = storage::blocking(move || copy.run(place)).await?;
    let (part, checksum) = copied.map_err(|failed| match failed {
        Failed::Target(error) => storage::fault(&error, bucket.name()),
        failed => source.fault(call, failed),
    })?;
    let mut result = CopyPartResult {
        last_modified: Some(storage::timestamp(part.last_modified_ms)),
        e_tag: Some(part.etag.to_string().into()),
        ..Default::default()
    };
    if let Some(checksum) = storage::wire_checksum(&checksum) {
        result.set_checksum(checksum.algorithm(), checksum.base64().into());
    }
    let answer = UploadPartCopyResponse {
        copy_part_result: Some(result),
        server_side_encryption: headers::encryption(part.sealed),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}

/// A copy, to be made on a thread that may block.
struct Copy {
    from: Bucket,
    from_key: Key,
    conditions: Conditions,
    /// First and last byte.
    range: Option<(u64, u64)>,
    checksum: Algorithm,
    to: Multipart,
    budget: Budget,
    number: PartNumber,
    now_ms: u64,
}

impl Copy {
    fn run(self, _place: PoolPlace) -> Result<(PartInfo, Checksum), Failed> {
        let source = open_source(&self.from, &self.from_key, &self.conditions)?;
        let size = source.info().size;
        let body = match self.range {
            None => source.body(),
            Some((_, last)) if last >= size => return Err(Failed::Condition(outside(size))),
            Some((first, last)) => source.range(first, last.saturating_sub(first).saturating_add(1)),
        };
        let body = body.map_err(Failed::Source)?;
        let expected = Some(body.remaining());
        let mut data = self.to.begin_part_within(self.budget, expected).map_err(Failed::Target)?;
        let checksum = copy_data(body, &mut data, self.checksum)?;
        let part = self.to.commit_part(data, self.number, Some(checksum.clone()), self.now_ms);
        Ok((part.map_err(Failed::Target)?, checksum))
    }
}

fn outside(size: u64) -> Fault {
    let text = format!("Range specified is not valid for source object of size: {size}");
    Fault::new(codes::s3::INVALID_ARGUMENT, text).with("ArgumentName", "x-amz-copy-source-range")
}
