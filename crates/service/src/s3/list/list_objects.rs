use std::sync::Arc;

use objects::{ListFrom, ListRequest, Listing, ObjectInfo};
use wire::fault::Fault;
use wire::s3::model::{
    CommonPrefix, ListObjectsRequest, ListObjectsResponse, ListObjectsV2Request, ListObjectsV2Response,
    Object, ObjectStorageClass,
};
use wire::s3::{optional_attributes, paging};

use crate::authorise::Access;
use crate::body::S3Answer;
use crate::permit::s3::{BucketPermit, S3Call};
use crate::s3::list::token::{read_token, token};
use crate::s3::storage;

/// Lists objects in the first version of the protocol.
pub(crate) async fn list_objects(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let input: ListObjectsRequest<'_> = call.input()?;
    paging::list_type(call.asked.params.get("list-type"))?;
    let max_keys = paging::max_keys(input.max_keys)?;
    let encoding_type = paging::encoding_type(input.encoding_type)?;
    let delimiter = input.delimiter.filter(|text| !text.is_empty());
    let bucket = call.authorise(&with_keys(call, call.on_bucket("s3:ListBucket", &bucket)), bucket)?;
    optional_attributes(&input.optional_object_attributes)?;
    let marker = input.marker.unwrap_or_default();
    let after = if marker.is_empty() { After::Start } else { After::Item(marker.to_owned()) };
    let asked = Asked { prefix: input.prefix, delimiter, max_keys, after };
    let listing = list(&bucket, asked).await?;
    let owner_id = call.canonical_id(bucket.owner)?;
    let answer = ListObjectsResponse {
        name: Some(bucket.name().into()),
        prefix: Some(input.prefix.unwrap_or_default().into()),
        marker: Some(marker.into()),
        // without a delimiter a client takes the last key instead
        next_marker: listing.next.as_deref().filter(|_| delimiter.is_some()).map(Into::into),
        max_keys: Some(max_keys.into()),
        delimiter: delimiter.map(Into::into),
        encoding_type,
        is_truncated: Some(listing.next.is_some()),
        contents: contents(&listing, Some(&owner_id)),
        common_prefixes: common_prefixes(&listing),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}

/// Lists objects in the second version of the protocol.
pub(crate) async fn list_objects_v2(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let input: ListObjectsV2Request<'_> = call.input()?;
    let sent_token = paging::continuation_token(input.continuation_token)?;
    let start_after = input.start_after.filter(|text| !text.is_empty());
    let max_keys = paging::max_keys(input.max_keys)?;
    let encoding_type = paging::encoding_type(input.encoding_type)?;
    let delimiter = input.delimiter.filter(|text| !text.is_empty());
    let bucket = call.authorise(&with_keys(call, call.on_bucket("s3:ListBucket", &bucket)), bucket)?;
    optional_attributes(&input.optional_object_attributes)?;
    let after = match (sent_token, start_after) {
        (Some(token), _) => After::Item(read_token(token)?),
        (None, Some(key)) => After::Key(key.to_owned()),
        (None, None) => After::Start,
    };
    let asked = Asked { prefix: input.prefix, delimiter, max_keys, after };
    let listing = list(&bucket, asked).await?;
    let owner_id = call.canonical_id(bucket.owner)?;
    let shows_owner = input.fetch_owner.text() == Some("true");
    let count = listing.objects.len().saturating_add(listing.common_prefixes.len());
    let answer = ListObjectsV2Response {
        name: Some(bucket.name().into()),
        prefix: Some(input.prefix.unwrap_or_default().into()),
        continuation_token: sent_token.map(Into::into),
        next_continuation_token: listing.next.as_deref().map(|next| token(next).into()),
        start_after: start_after.map(Into::into),
        key_count: i32::try_from(count).ok(),
        max_keys: Some(max_keys.into()),
        delimiter: delimiter.map(Into::into),
        encoding_type,
        is_truncated: Some(listing.next.is_some()),
        contents: contents(&listing, Some(owner_id.as_str()).filter(|_| shows_owner)),
        common_prefixes: common_prefixes(&listing),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}

/// Parameters of either version, read.
struct Asked<'a> {
    prefix: Option<&'a str>,
    delimiter: Option<&'a str>,
    max_keys: u16,
    after: After,
}

/// One page of a bucket's objects.
async fn list(bucket: &BucketPermit<'_>, asked: Asked<'_>) -> Result<Listing, Fault> {
    let unlisted = bucket.stored().unlisted();
    if unlisted > 0 {
        tracing::warn!(bucket = bucket.name(), unlisted, "objects with damaged records are not listed");
    }
    let stored = bucket.stored().clone();
    let prefix = asked.prefix.unwrap_or_default().to_owned();
    let delimiter = asked.delimiter.unwrap_or_default().to_owned();
    let (after, max_keys) = (asked.after, asked.max_keys);
    let listing = storage::blocking(move || {
        stored.list(&ListRequest {
            prefix: &prefix,
            delimiter: &delimiter,
            from: after.from(),
            max_items: usize::from(max_keys),
        })
    });
    listing.await?.map_err(|error| storage::fault(&error, bucket.name()))
}

/// Objects of a page; with their owner where the request asks for it.
fn contents<'a>(listing: &'a Listing, owner_id: Option<&'a str>) -> Vec<Object<'a>> {
    let object = |info: &'a Arc<ObjectInfo>| Object {
        key: Some(info.key.as_str().into()),
        last_modified: Some(storage::timestamp(info.last_modified_ms)),
        e_tag: Some(info.etag.to_string().into()),
        size: storage::size(info.size),
        owner: owner_id.map(storage::owner),
        storage_class: Some(ObjectStorageClass::Standard),
        ..Default::default()
    };
    listing.objects.iter().map(object).collect()
}

/// Keys of a page that the delimiter rolls up.
fn common_prefixes(listing: &Listing) -> Vec<CommonPrefix<'_>> {
    let prefixes = listing.common_prefixes.iter();
    prefixes.map(|prefix| CommonPrefix { prefix: Some(prefix.as_str().into()) }).collect()
}

/// Condition keys from the parameters: those that were sent, read as they are acted upon.
fn with_keys(call: &S3Call<'_, '_>, access: Access) -> Access {
    let params = &call.asked.params;
    // a number in another spelling must not slip past a policy that compares it
    let max_keys = params.get("max-keys").and_then(|text| text.parse::<i32>().ok());
    access
        .with_some("s3:prefix", params.get("prefix"))
        .with_some("s3:delimiter", params.get("delimiter"))
        .with_some("s3:max-keys", max_keys.map(|number| number.to_string()).as_deref())
}

/// Start of a listing.
enum After {
    Start,
    /// behind a key: `start-after`
    Key(String),
    /// `marker`, and what a continuation token stands for
    Item(String),
}

impl After {
    fn from(&self) -> ListFrom<'_> {
        match self {
            Self::Start => ListFrom::Start,
            Self::Key(key) => ListFrom::AfterKey(key),
            Self::Item(item) => ListFrom::AfterItem(item),
        }
    }
}
