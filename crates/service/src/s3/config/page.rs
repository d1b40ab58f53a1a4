//! The page of every configuration: read, put, delete.

use wire::fault::Fault;

use crate::body::{RequestBody, S3Answer};
use crate::permit::s3::S3Call;
use crate::s3::config::{Change, Configuration, TABLE};
use crate::s3::{headers, incoming, storage};

/// Answers an operation on a configuration; `None` if the operation is another.
pub(crate) async fn answer<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Option<Result<S3Answer, Fault>> {
    let operation = call.asked.operation;
    for row in TABLE {
        if row.get.0 == operation {
            return Some(get(call, row, body).await);
        }
        let Some(change) = &row.change else { continue };
        if change.put == operation {
            return Some(put(call, row, change, body).await);
        }
        if change.delete == operation {
            return Some(delete(call, row, change, body).await);
        }
    }
    None
}

async fn get<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    row: &Configuration,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    incoming::nothing(call, body).await?;
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_bucket(row.get.1, &bucket), bucket)?;
    let kept = match &row.change {
        None => None,
        Some(_) => {
            let (stored, name) = (bucket.stored().clone(), row.name);
            let kept = storage::blocking(move || stored.configuration(name)).await?;
            kept.map_err(|error| storage::fault(&error, bucket.name()))?
        }
    };
    let document = match kept {
        Some(document) => document.to_string(),
        None => (row.absent)(&bucket)?,
    };
    Ok(call.answer(200).xml(document).into())
}

async fn put<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    row: &Configuration,
    change: &Change,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_bucket(change.action, &bucket), bucket)?;
    if call.asked.operation.requires_checksum() {
        headers::require_digest(call)?;
    }
    let limit = change.bounds.bytes;
    let body = incoming::collect(call.memory(), incoming::receiver(call, limit)?, body, limit).await?;
    let document = (change.check)(&body)?;
    let (stored, name) = (bucket.stored().clone(), row.name);
    let put = storage::blocking(move || stored.set_configuration(name, Some(&document))).await?;
    put.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.answer(change.status).into())
}

async fn delete<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    row: &Configuration,
    change: &Change,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    incoming::nothing(call, body).await?;
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_bucket(change.action, &bucket), bucket)?;
    let (stored, name) = (bucket.stored().clone(), row.name);
    let deleted = storage::blocking(move || stored.set_configuration(name, None)).await?;
    deleted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.answer(204).into())
}
