use std::sync::Arc;

use objects::MultipartInfo;
use wire::fault::Fault;
use wire::s3::model::{
    CommonPrefix, Initiator, ListMultipartUploadsRequest, ListMultipartUploadsResponse, MultipartUpload,
    StorageClass,
};
use wire::s3::paging;

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::s3::storage;
use crate::s3::upload::found;

/// Lists the multipart uploads of a bucket that are neither completed nor aborted.
pub(crate) async fn list_multipart_uploads(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: ListMultipartUploadsRequest<'_> = call.input()?;
    let bucket = call.bucket()?;
    let access = call.on_bucket("s3:ListBucketMultipartUploads", &bucket);
    let bucket = call.authorise(&access.with_some("s3:prefix", input.prefix), bucket)?;
    let asked = Asked {
        prefix: input.prefix.unwrap_or_default(),
        delimiter: input.delimiter.filter(|text| !text.is_empty()),
        key_marker: input.key_marker.unwrap_or_default(),
        upload_id_marker: input.upload_id_marker.unwrap_or_default(),
        max_uploads: paging::page_size(input.max_uploads)?,
    };
    let encoding_type = paging::encoding_type(input.encoding_type)?;
    let stored = bucket.stored().clone();
    let all = storage::blocking(move || stored.multiparts()).await?;
    let all = all.map_err(|error| storage::fault(&error, bucket.name()))?;
    let page = Page::of(&all, &asked);
    let owner_id = call.canonical_id(bucket.owner)?;
    let prefixes = page.common_prefixes.iter();
    let answer = ListMultipartUploadsResponse {
        bucket: Some(bucket.name().into()),
        key_marker: Some(asked.key_marker.into()),
        upload_id_marker: Some(asked.upload_id_marker.into()),
        next_key_marker: page.next.map(|(key, _)| key.into()),
        next_upload_id_marker: page.next.map(|(_, id)| id.unwrap_or_default().into()),
        prefix: Some(asked.prefix.into()),
        delimiter: asked.delimiter.map(Into::into),
        max_uploads: Some(asked.max_uploads.into()),
        encoding_type,
        is_truncated: Some(page.next.is_some()),
        uploads: page.uploads.iter().map(|info| listed(info, &owner_id)).collect(),
        common_prefixes: prefixes.map(|prefix| CommonPrefix { prefix: Some((*prefix).into()) }).collect(),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}

fn listed<'a>(info: &'a MultipartInfo, owner_id: &'a str) -> MultipartUpload<'a> {
    let planned = found::planned(info.checksum);
    MultipartUpload {
        key: Some(info.key.as_str().into()),
        upload_id: Some(info.id.as_str().into()),
        initiator: Some(Initiator { display_name: None, id: Some(owner_id.into()) }),
        owner: Some(storage::owner(owner_id)),
        storage_class: Some(StorageClass::Standard),
        initiated: Some(storage::timestamp(info.started_at_ms)),
        checksum_algorithm: planned.and_then(|(algorithm, _)| storage::named(algorithm)),
        checksum_type: planned.map(|(_, kind)| kind),
    }
}

/// Parameters of the request, read.
struct Asked<'a> {
    /// start of the keys; may be empty
    prefix: &'a str,
    /// text up to which keys are rolled up, after the prefix
    delimiter: Option<&'a str>,
    /// key after which uploads are listed; may be empty
    key_marker: &'a str,
    /// upload for that key after which they are listed, too; may be empty
    upload_id_marker: &'a str,
    /// most uploads and common prefixes
    max_uploads: u16,
}

/// One page of uploads and common prefixes, in order of keys.
#[derive(Default)]
struct Page<'a> {
    uploads: Vec<&'a MultipartInfo>,
    common_prefixes: Vec<&'a str>,
    /// If there are more: the last key or prefix and, if it is a key, the id of its upload.
    next: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Page<'a> {
    fn of(all: &'a [Arc<MultipartInfo>], asked: &Asked<'_>) -> Self {
        let mut page = Self::default();
        let most = usize::from(asked.max_uploads);
        let mut last = None;
        for info in after_markers(all, asked) {
            let group = group(info.key.as_str(), asked);
            // a prefix that the marker begins with was listed, with everything below it
            let was_listed = group.is_some_and(|group| asked.key_marker.starts_with(group));
            if was_listed || (group.is_some() && page.common_prefixes.last().copied() == group) {
                continue;
            }
            if page.uploads.len() + page.common_prefixes.len() == most {
                page.next = last;
                return page;
            }
            last = match group {
                Some(group) => {
                    page.common_prefixes.push(group);
                    Some((group, None))
                }
                None => {
                    page.uploads.push(info);
                    Some((info.key.as_str(), Some(info.id.as_str())))
                }
            };
        }
        page
    }
}

/// The common prefix that a key falls under.
fn group<'k>(key: &'k str, asked: &Asked<'_>) -> Option<&'k str> {
    let delimiter = asked.delimiter?;
    let at = key.get(asked.prefix.len()..)?.find(delimiter)?;
    key.get(..asked.prefix.len().checked_add(at)?.checked_add(delimiter.len())?)
}

/// The uploads that the request asks for, after those that it has seen. If the one that it saw last is gone, the others for
/// its key are given again rather than lost.
fn after_markers<'a>(all: &'a [Arc<MultipartInfo>], asked: &Asked<'_>) -> Vec<&'a MultipartInfo> {
    let marker = asked.key_marker;
    let all = || all.iter().map(AsRef::as_ref);
    let of_key = || all().filter(|info: &&MultipartInfo| info.key.as_str() == marker);
    let seen = of_key().position(|info| info.id == asked.upload_id_marker).map(|last| last + 1);
    let rest_of_key = of_key().skip(seen.unwrap_or(0)).filter(|_| !asked.upload_id_marker.is_empty());
    let later = all().filter(|info: &&MultipartInfo| info.key.as_str() > marker);
    rest_of_key.chain(later).filter(|info| info.key.as_str().starts_with(asked.prefix)).collect()
}
