use data_encoding::BASE64URL_NOPAD;
use objects::BucketQuery;
use wire::fault::Fault;
use wire::s3::{Bucket, BucketList, ListBuckets};

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{region, storage};

/// What is asked about: it matches `*` and `arn:aws:s3:::*`, as published policies have it, and no bucket.
const ALL_BUCKETS: &str = "arn:aws:s3:::*";

/// The buckets of the caller's account: all or, to who may not list them, none.
pub(super) async fn list_buckets(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let asked = ListBuckets::parse(&call.asked.params)?;
    let account = call.caller.account();
    call.authorise(&call.access("s3:ListAllMyBuckets", ALL_BUCKETS.to_owned(), account).not_shown())?;
    if let Some(name) = &asked.region
        && !region::exists(name, &call.service.config.region)
    {
        let message = format!("Argument value {name} is not a valid AWS Region");
        return Err(Fault::s3_invalid_argument(message, "bucket-region", name.clone()));
    }
    let after = asked.continuation_token.as_deref().map(read_token).transpose()?;
    let page = call.service.objects.list_buckets(&BucketQuery {
        owner: &account.to_string(),
        prefix: asked.prefix.as_deref().unwrap_or_default(),
        region: asked.region.as_deref(),
        after: after.as_deref(),
        max_buckets: asked.max_buckets.map_or(objects::MAX_BUCKETS_PER_OWNER, usize::from),
    });
    let owner_id = call.canonical_id(account)?;
    let next = page.next.map(|name| token(&name));
    let list = BucketList {
        owner_id: &owner_id,
        buckets: page
            .buckets
            .iter()
            .map(|info| Bucket {
                name: info.name.as_str(),
                created: storage::timestamp(info.created_at_ms),
                region: &info.region,
            })
            .collect(),
        continuation_token: next.as_deref(),
        prefix: asked.prefix.as_deref(),
    };
    Ok(call.answer(200).xml(list.to_xml()).into())
}

/// A continuation token: the name, or key, to go on after. It grants nothing that a client could not ask for itself.
pub(super) fn token(after: &str) -> String {
    BASE64URL_NOPAD.encode(after.as_bytes())
}

/// Reads a token of ours.
pub(super) fn read_token(token: &str) -> Result<String, Fault> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        let message = "The continuation token provided is incorrect";
        Fault::s3_invalid_argument(message, "continuation-token", token.to_owned())
    })
}
