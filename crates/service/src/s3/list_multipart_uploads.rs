use std::sync::Arc;

use objects::MultipartInfo;
use wire::fault::Fault;
use wire::s3::{ListMultipartUploads, ListedUpload, UploadList};

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{multipart, storage};

/// Lists the multipart uploads of a bucket that are neither completed nor aborted.
pub(super) async fn list_multipart_uploads(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let access = call.on_bucket("s3:ListBucketMultipartUploads", &bucket);
    call.authorise(&access.with_some("s3:prefix", call.asked.params.get("prefix")))?;
    let asked = ListMultipartUploads::parse(&call.asked.params)?;
    let stored = bucket.stored.clone();
    let all = storage::blocking(move || stored.multiparts()).await?;
    let all = all.map_err(|error| storage::fault(&error, bucket.name()))?;
    let page = Page::of(&all, &asked);
    let owner_id = call.canonical_id(bucket.owner)?;
    let list = UploadList {
        bucket: bucket.name(),
        asked: &asked,
        owner_id: &owner_id,
        uploads: page
            .uploads
            .iter()
            .map(|info| ListedUpload {
                key: info.key.as_str(),
                upload_id: &info.id,
                initiated: storage::timestamp(info.started_at_ms),
                checksum: multipart::planned(info.checksum),
            })
            .collect(),
        common_prefixes: page.common_prefixes,
        next: page.next,
    };
    Ok(call.answer(200).xml(list.to_xml()).into())
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
    fn of(all: &'a [Arc<MultipartInfo>], asked: &ListMultipartUploads) -> Self {
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
fn group<'k>(key: &'k str, asked: &ListMultipartUploads) -> Option<&'k str> {
    let delimiter = asked.delimiter.as_deref()?;
    let at = key.get(asked.prefix.len()..)?.find(delimiter)?;
    key.get(..asked.prefix.len().checked_add(at)?.checked_add(delimiter.len())?)
}

/// The uploads that the request asks for, after those that it has seen. If the one that it saw last is gone, the others for
/// its key are given again rather than lost.
fn after_markers<'a>(all: &'a [Arc<MultipartInfo>], asked: &ListMultipartUploads) -> Vec<&'a MultipartInfo> {
    let marker = asked.key_marker.as_str();
    let all = || all.iter().map(AsRef::as_ref);
    let of_key = || all().filter(|info: &&MultipartInfo| info.key.as_str() == marker);
    let seen = of_key().position(|info| info.id == asked.upload_id_marker).map(|last| last + 1);
    let rest_of_key = of_key().skip(seen.unwrap_or(0)).filter(|_| !asked.upload_id_marker.is_empty());
    let later = all().filter(|info: &&MultipartInfo| info.key.as_str() > marker);
    rest_of_key.chain(later).filter(|info| info.key.as_str().starts_with(&asked.prefix)).collect()
}
