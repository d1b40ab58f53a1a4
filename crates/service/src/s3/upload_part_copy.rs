use objects::{Bucket, Budget, Checksum, Key, Multipart, PartInfo, PartNumber};
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::{Conditions, copy_part_result, copy_source_range};

use crate::body::S3Answer;
use crate::places::PoolPlace;
use crate::s3::access::S3Call;
use crate::s3::copy_object::{Failed, Source, copy_data, open_source};
use crate::s3::put_object::{Write, authorise_write, refuse};
use crate::s3::{headers, multipart, storage};

/// Copies an object, or a range of it, to a part of a multipart upload.
pub(super) async fn upload_part_copy(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let number = multipart::part_number(call)?;
    let bucket = call.bucket()?;
    let source = Source::find(call)?;
    authorise_write(
        call,
        &bucket,
        &key,
        Write {
            creates: false,
            copy_source: Some(&source.path),
            upload_encryption: Some(headers::ENCRYPTED_HERE),
        },
    )?;
    source.authorise(call)?;
    refuse(call)?;
    headers::refuse_customer_key(call)?;
    let upload = multipart::find(call, &bucket, &key).await?;
    let copy = Copy {
        from: source.bucket.stored.clone(),
        from_key: source.key.clone(),
        conditions: Conditions::on_copy_source(&call.head()),
        range: copy_source_range(&call.head())?,
        checksum: multipart::planned(upload.info().checksum)
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
    let checksum = storage::wire_checksum(&checksum);
    let modified = storage::timestamp(part.last_modified_ms);
    let xml = copy_part_result(&part.etag.to_string(), modified, checksum.as_ref());
    Ok(headers::encrypted(call.answer(200), part.sealed).xml(xml).into())
}

/// Everything that the copy itself needs, on a thread that may block.
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
