use objects::{BucketName, Error};
use wire::fault::{Fault, codes};
use wire::limits::S3_CONFIGURATION_BODY_BYTES;
use wire::s3::location_constraint;
use wire::s3::model::{CreateBucketRequest, CreateBucketResponse};

use crate::body::{RequestBody, S3Answer};
use crate::permit::Granted;
use crate::permit::s3::{NewBucket, S3Call};
use crate::s3::bucket::region::{self, US_EAST_1};
use crate::s3::{headers, incoming, storage};

/// The one kind of object ownership that is built: no access control lists.
const BUCKET_OWNER_ENFORCED: &str = "BucketOwnerEnforced";

/// The namespace of buckets that all accounts share.
const GLOBAL_NAMESPACE: &str = "global";

/// Makes a bucket of the caller's account.
pub(crate) async fn create_bucket<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let input: CreateBucketRequest<'_> = call.input()?;
    let name = input.bucket.as_str();
    let name = BucketName::parse(name).map_err(|_| Fault::s3_invalid_bucket_name(name))?;
    let receiver = incoming::receiver(call, S3_CONFIGURATION_BODY_BYTES)?;
    let configuration = incoming::collect(call.memory(), receiver, body, S3_CONFIGURATION_BODY_BYTES).await?;
    let constraint = location_constraint(&configuration)?;
    call.judge_by_newest_state()?;
    let permit = authorise(call, &input, name, constraint.as_deref())?;
    refuse(call, &input)?;
    let region = region_of(constraint.as_deref(), call.home_region())?;
    let in_us_east_1 = region == US_EAST_1;
    let (objects, name) = call.store_of(&permit);
    let owner = permit.account().to_string();
    let now = call.request.now.millis();
    let created = storage::blocking({
        let (objects, name, owner) = (objects.clone(), name.clone(), owner.clone());
        move || {
            let new = objects::NewBucket { name: &name, owner: &owner, region: &region };
            objects.create_bucket(new, now).map(|_| ())
        }
    });
    let created = created.await?;
    let answer = || {
        call.reply(&CreateBucketResponse {
            location: Some(format!("/{name}").into()),
            bucket_arn: Some(format!("arn:aws:s3:::{name}").into()),
        })
    };
    match created {
        Ok(()) => Ok(answer().into()),
        Err(Error::BucketExists { owner: other }) if other == owner && in_us_east_1 => {
            // the first region has always answered so; it changes nothing
            let there = objects.bucket(name.as_str());
            match there {
                Ok(there) if there.info().region == US_EAST_1 => Ok(answer().into()),
                _ => Err(exists(&name, true)),
            }
        }
        Err(Error::BucketExists { owner: other }) => Err(exists(&name, other == owner)),
        Err(error) => Err(storage::fault(&error, name.as_str())),
    }
}

fn authorise<'a>(
    call: &S3Call<'a, '_>,
    input: &CreateBucketRequest<'_>,
    name: BucketName,
    constraint: Option<&str>,
) -> Granted<'a, NewBucket> {
    let access = |action, name: &BucketName| {
        let access = call.access(action, format!("arn:aws:s3:::{name}"), call.caller.account());
        call.with_write_keys(access).with_some("s3:LocationConstraint", constraint)
    };
    let permit = call.authorise(&access("s3:CreateBucket", &name), NewBucket { name })?;
    if input.object_ownership.is_sent() {
        call.authorise_also(&access("s3:PutBucketOwnershipControls", &permit.name))?;
    }
    Ok(permit)
}

fn refuse(call: &S3Call<'_, '_>, input: &CreateBucketRequest<'_>) -> Result<(), Fault> {
    headers::refuse_grants(call, || {
        Fault::new(
            codes::s3::INVALID_BUCKET_ACL_WITH_OBJECT_OWNERSHIP,
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    })?;
    let only = [
        (input.object_ownership.name(), input.object_ownership.text(), BUCKET_OWNER_ENFORCED),
        (input.bucket_namespace.name(), input.bucket_namespace.text(), GLOBAL_NAMESPACE),
    ];
    for (header, value, built) in only {
        if value.is_some_and(|value| value != built) {
            return Err(headers::not_implemented(header));
        }
    }
    headers::refuse_unsupported(call)
}

/// Region of the new bucket. The endpoint of us-east-1 makes buckets for all regions but names none for its own; any
/// other one makes buckets for its own region, which has to be named.
fn region_of(constraint: Option<&str>, home: &str) -> Result<String, Fault> {
    let illegal = |what: &str| {
        let text = format!(
            "The {what} location constraint is incompatible for the region specific endpoint this request was sent to."
        );
        Fault::new(codes::s3::ILLEGAL_LOCATION_CONSTRAINT, text)
    };
    match constraint {
        None if home == US_EAST_1 => Ok(home.to_owned()),
        None => Err(illegal("unspecified")),
        // the name of the first European region in requests of its time
        Some("EU") if home == US_EAST_1 || home == "eu-west-1" => Ok("eu-west-1".to_owned()),
        Some(named) if named == home && home != US_EAST_1 => Ok(home.to_owned()),
        Some(named) if home != US_EAST_1 => Err(illegal(named)),
        Some(named) if named != US_EAST_1 && region::exists(named, home) => Ok(named.to_owned()),
        Some(named) => {
            let text = "The specified location-constraint is not valid";
            Err(Fault::new(codes::s3::INVALID_LOCATION_CONSTRAINT, text)
                .with("LocationConstraint", named.to_owned()))
        }
    }
}

fn exists(name: &BucketName, ours: bool) -> Fault {
    let fault = if ours {
        Fault::new(
            codes::s3::BUCKET_ALREADY_OWNED_BY_YOU,
            "Your previous request to create the named bucket succeeded and you already own it.",
        )
    } else {
        Fault::new(
            codes::s3::BUCKET_ALREADY_EXISTS,
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. \
             Please select a different name and try again.",
        )
    };
    fault.with("BucketName", name.to_string())
}
