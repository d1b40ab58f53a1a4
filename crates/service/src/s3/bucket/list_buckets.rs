use objects::BucketQuery;
use wire::fault::Fault;
use wire::s3::model::{Bucket, ListBucketsRequest, ListBucketsResponse};
use wire::s3::paging;

use crate::body::S3Answer;
use crate::permit::s3::{Buckets, S3Call};
use crate::s3::bucket::region;
use crate::s3::list::token::{read_token, token};
use crate::s3::storage;

/// Resource that is asked about: it matches `*` and `arn:aws:s3:::*`, as published policies have it, and no bucket.
const ALL_BUCKETS: &str = "arn:aws:s3:::*";

/// Lists the buckets of the caller's account.
pub(crate) async fn list_buckets(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: ListBucketsRequest<'_> = call.input()?;
    let max_buckets = paging::max_buckets(input.max_buckets)?;
    let sent_token = paging::continuation_token(input.continuation_token)?;
    let named = |text: Option<&'_ str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let (prefix, region) = (named(input.prefix), named(input.bucket_region));
    let account = call.caller.account();
    let access = call.access("s3:ListAllMyBuckets", ALL_BUCKETS, account).not_shown();
    let permit = call.authorise(&access, Buckets { owner: account })?;
    if let Some(name) = &region
        && !region::exists(name, call.home_region())
    {
        let message = format!("Argument value {name} is not a valid AWS Region");
        return Err(Fault::s3_invalid_argument(message, "bucket-region", name.clone()));
    }
    let after = sent_token.map(read_token).transpose()?;
    let page = call.store_with(&permit).list_buckets(&BucketQuery {
        owner: &permit.owner.to_string(),
        prefix: prefix.as_deref().unwrap_or_default(),
        region: region.as_deref(),
        after: after.as_deref(),
        max_buckets: max_buckets.map_or(objects::MAX_BUCKETS_PER_OWNER, usize::from),
    });
    let owner_id = call.canonical_id(permit.owner)?;
    let buckets = page.buckets.iter().map(|info| Bucket {
        name: Some(info.name.as_str().into()),
        creation_date: Some(storage::timestamp(info.created_at_ms)),
        bucket_region: Some(info.region.as_str().into()),
        bucket_arn: Some(["arn:aws:s3:::", info.name.as_str()].concat().into()),
    });
    let list = ListBucketsResponse {
        owner: Some(storage::owner(&owner_id)),
        buckets: Some(buckets.collect()),
        continuation_token: page.next.map(|name| token(&name).into()),
        prefix: prefix.as_deref().map(Into::into),
    };
    Ok(call.reply(&list).into())
}
