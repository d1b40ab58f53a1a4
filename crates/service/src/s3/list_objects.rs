use objects::{ListFrom, ListRequest};
use wire::fault::Fault;
use wire::s3::{ListObjects, ListVersion, ListedObject, ObjectList};

use crate::authorise::Access;
use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::list_buckets::{read_token, token};
use crate::s3::storage;

/// Lists objects: ListObjects and ListObjectsV2.
pub(super) async fn list_objects(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let asked = ListObjects::parse(&call.asked.params)?;
    call.authorise(&with_keys(call, call.on_bucket("s3:ListBucket", &bucket)))?;
    wire::s3::optional_attributes(&call.head())?;
    let after = After::of(&asked)?;
    let unlisted = bucket.stored.unlisted();
    if unlisted > 0 {
        tracing::warn!(bucket = bucket.name(), unlisted, "objects with damaged records are not listed");
    }
    let (stored, request) = (bucket.stored.clone(), asked.clone());
    let listing = storage::blocking(move || {
        stored.list(&ListRequest {
            prefix: &request.prefix,
            delimiter: request.delimiter.as_deref().unwrap_or_default(),
            from: after.from(),
            max_items: usize::from(request.max_keys),
        })
    });
    let listing = listing.await?.map_err(|error| storage::fault(&error, bucket.name()))?;
    let owner_id = call.canonical_id(bucket.owner)?;
    let etags: Vec<String> = listing.objects.iter().map(|info| info.etag.bare()).collect();
    let next = match asked.version {
        ListVersion::V1 { .. } => listing.next,
        ListVersion::V2 { .. } => listing.next.map(|next| token(&next)),
    };
    let objects = listing.objects.iter().zip(&etags).map(|(info, etag)| ListedObject {
        key: info.key.as_str(),
        modified: storage::timestamp(info.last_modified_ms),
        etag,
        size: info.size,
        owner_id: &owner_id,
    });
    let list = ObjectList {
        bucket: bucket.name(),
        asked: &asked,
        objects: objects.collect(),
        common_prefixes: listing.common_prefixes.iter().map(String::as_str).collect(),
        next: next.as_deref(),
    };
    Ok(call.answer(200).xml(list.to_xml()).into())
}

/// What policies see of the parameters: those that were sent, read as they are acted upon.
fn with_keys(call: &S3Call<'_, '_>, access: Access) -> Access {
    let params = &call.asked.params;
    // a number in another spelling must not slip past a policy that compares it
    let max_keys = params.get("max-keys").and_then(|text| text.parse::<i32>().ok());
    access
        .with_some("s3:prefix", params.get("prefix"))
        .with_some("s3:delimiter", params.get("delimiter"))
        .with_some("s3:max-keys", max_keys.map(|number| number.to_string()).as_deref())
}

/// Where the listing begins.
enum After {
    Start,
    /// `start-after`
    Key(String),
    /// `marker`, and what a continuation token stands for
    Item(String),
}

impl After {
    fn of(asked: &ListObjects) -> Result<Self, Fault> {
        Ok(match &asked.version {
            ListVersion::V1 { marker } if marker.is_empty() => Self::Start,
            ListVersion::V1 { marker } => Self::Item(marker.clone()),
            ListVersion::V2 { continuation_token: Some(token), .. } => Self::Item(read_token(token)?),
            ListVersion::V2 { start_after: Some(key), .. } => Self::Key(key.clone()),
            ListVersion::V2 { .. } => Self::Start,
        })
    }

    fn from(&self) -> ListFrom<'_> {
        match self {
            Self::Start => ListFrom::Start,
            Self::Key(key) => ListFrom::AfterKey(key),
            Self::Item(item) => ListFrom::AfterItem(item),
        }
    }
}
