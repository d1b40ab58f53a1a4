use std::sync::Arc;

use objects::{Body, Budget, Checksum, Error, Metadata, ObjectInfo, Precondition, Upload};
use wire::chunked::{Algorithm, Hasher};
use wire::fault::{Fault, codes};
use wire::s3::binding::{Checksums, Sent};
use wire::s3::model::{ChecksumType, CopyObjectRequest, CopyObjectResponse, CopyObjectResult};
use wire::s3::{Conditions, CopySource, Outcome};

use crate::body::S3Answer;
use crate::permit::Granted;
use crate::permit::s3::{Bucket, S3Call, Version};
use crate::places::PoolPlace;
use crate::s3::writing::{
    Write, authorise_write, metadata, precondition, refuse, stored_checksum, write_fault,
};
use crate::s3::{headers, storage};

/// Copies an object, within a bucket or from one to another: the caller has to be permitted to read the one and to write
/// the other.
pub(crate) async fn copy_object(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: CopyObjectRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let source = Source::find(call, input.copy_source)?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write { creates: true, copy_source: Some(&source.path), upload_encryption: None },
    )?;
    let from = source.authorise(call)?;
    refuse(call)?;
    headers::refuse_customer_key(call)?;
    let onto_itself = source.bucket.name() == bucket.name() && source.key == key;
    let replaced = replaced_metadata(call, &input, onto_itself)?;
    let precondition = precondition(call, &bucket, &key, (input.if_match, input.if_none_match))?;
    let copy = Copy {
        from: from.stored().clone(),
        from_key: source.key.clone(),
        conditions: Conditions::new(
            input.copy_source_if_match,
            input.copy_source_if_none_match,
            input.copy_source_if_modified_since,
            input.copy_source_if_unmodified_since,
        ),
        metadata: replaced,
        checksum: checksum_algorithm(&input)?,
        to: bucket.stored().clone(),
        budget: call.budget(&bucket),
        to_key: key.clone(),
        precondition: precondition.clone(),
        now_ms: call.request.now.millis(),
    };
    let place = call.copy_place()?;
    let info = storage::blocking(move || copy.run(place)).await?.map_err(|failed| match failed {
        Failed::Target(error) => write_fault(call, &bucket, &key, &precondition, &error),
        failed => source.fault(call, failed),
    })?;
    let mut result = CopyObjectResult {
        last_modified: Some(storage::timestamp(info.last_modified_ms)),
        e_tag: Some(info.etag.to_string().into()),
        ..Default::default()
    };
    if let Some(checksum) = info.metadata.checksum().and_then(storage::wire_checksum) {
        result.checksum_type = Some(ChecksumType::FullObject);
        result.set_checksum(checksum.algorithm(), checksum.base64().into());
    }
    let answer = CopyObjectResponse {
        copy_object_result: Some(result),
        server_side_encryption: headers::encryption(info.sealed),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}

/// Object that is copied.
pub(crate) struct Source {
    pub bucket: Bucket,
    pub key: objects::Key,
    version_id: Option<String>,
    /// `bucket/key`, decoded
    pub path: String,
}

impl Source {
    /// The object that the request names as its source; its bucket exists.
    pub(crate) fn find(call: &S3Call<'_, '_>, named: Sent<'_, &str>) -> Result<Self, Fault> {
        let named = CopySource::of(named)?;
        let expected = wire::s3::expected_source_bucket_owner(&call.head())?;
        let bucket = call.find_bucket(named.bucket.as_str(), expected.as_deref())?;
        let path = named.path();
        Ok(Self { bucket, key: storage::key(named.key.as_str())?, version_id: named.version_id, path })
    }

    /// Reason why it was not copied, if that is not the target.
    pub(crate) fn fault(&self, call: &S3Call<'_, '_>, failed: Failed) -> Fault {
        match failed {
            Failed::Source(Error::NoSuchKey) => call.no_such_key(&self.bucket, &self.key),
            Failed::Condition(fault) => fault,
            Failed::Source(error) | Failed::Target(error) => storage::fault(&error, self.bucket.name()),
        }
    }

    /// Permit to read it.
    pub(crate) fn authorise<'a>(&self, call: &S3Call<'a, '_>) -> Granted<'a, Bucket> {
        let version = Version::of(self.version_id.as_deref(), "s3:GetObject", "s3:GetObjectVersion");
        let access = version.with_key(call.on_object(version.action, &self.bucket, &self.key));
        let permit = call.authorise(&access, self.bucket.clone())?;
        version.check()?;
        Ok(permit)
    }
}

/// Metadata that the request sets in place of the source's, if it does. A copy onto itself must set something: a storage class
/// or encryption also if the object has it already, which is the usual way to have an object rewritten.
fn replaced_metadata(
    call: &S3Call<'_, '_>,
    input: &CopyObjectRequest<'_>,
    onto_itself: bool,
) -> Result<Option<Metadata>, Fault> {
    let changes_nothing = !input.storage_class.is_sent() && !input.server_side_encryption.is_sent();
    match input.metadata_directive.text() {
        Some("REPLACE") => metadata(&call.head()).map(Some),
        None | Some("COPY") if onto_itself && changes_nothing => Err(Fault::new(
            codes::s3::INVALID_REQUEST,
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's \
             metadata, storage class, website redirect location or encryption attributes.",
        )),
        None | Some("COPY") => Ok(None),
        Some(other) => {
            let header = input.metadata_directive.name();
            Err(Fault::s3_invalid_argument("Unknown metadata directive.", header, other.to_owned()))
        }
    }
}

/// Algorithm of the checksum that the copy is to have, if not that of the source.
fn checksum_algorithm(input: &CopyObjectRequest<'_>) -> Result<Option<Algorithm>, Fault> {
    let Some(name) = input.checksum_algorithm.text() else { return Ok(None) };
    Algorithm::of_name(name).map(Some).ok_or_else(wire::s3::unknown_algorithm)
}

/// A copy, to be made on a thread that may block.
struct Copy {
    from: objects::Bucket,
    from_key: objects::Key,
    conditions: Conditions,
    metadata: Option<Metadata>,
    checksum: Option<Algorithm>,
    to: objects::Bucket,
    budget: Budget,
    to_key: objects::Key,
    precondition: Precondition,
    now_ms: u64,
}

/// Reason why a copy was not made.
pub(crate) enum Failed {
    /// The source cannot be read.
    Source(Error),
    /// The source does not meet the conditions of the request.
    Condition(Fault),
    /// The copy cannot be written.
    Target(Error),
}

impl Copy {
    fn run(self, _place: PoolPlace) -> Result<Arc<ObjectInfo>, Failed> {
        let source = open_source(&self.from, &self.from_key, &self.conditions)?;
        let info = source.info().clone();
        let mut upload = self.to.begin_put_within(self.budget, Some(info.size)).map_err(Failed::Target)?;
        // of the data: one of the checksums of parts means nothing of an object that has none
        let of_source =
            info.metadata.checksum().map(|checksum| storage::wire_algorithm(checksum.algorithm()));
        let algorithm = self.checksum.or(of_source).unwrap_or(Algorithm::DEFAULT);
        let checksum = copy_data(source.body().map_err(Failed::Source)?, &mut upload, algorithm)?;
        let mut metadata = self.metadata.unwrap_or_else(|| info.metadata.clone().without_checksum());
        metadata.set_checksum(checksum);
        upload.commit(self.to_key, metadata, &self.precondition, self.now_ms).map_err(Failed::Target)
    }
}

/// The object that is copied, if it meets the conditions of the request.
pub(crate) fn open_source(
    from: &objects::Bucket,
    key: &objects::Key,
    conditions: &Conditions,
) -> Result<objects::Object, Failed> {
    let source = from.get(key).map_err(Failed::Source)?;
    let info = source.info();
    match conditions.for_read(&info.etag.to_string(), storage::timestamp(info.last_modified_ms)) {
        Outcome::Proceed => Ok(source),
        Outcome::NotModified => {
            let header = "x-amz-copy-source-If-None-Match";
            Err(Failed::Condition(storage::precondition_failed(header)))
        }
        Outcome::Failed(fault) => Err(Failed::Condition(fault)),
    }
}

/// Copies data, and computes a checksum of it.
pub(crate) fn copy_data(body: Body, upload: &mut Upload, algorithm: Algorithm) -> Result<Checksum, Failed> {
    let mut hasher = Hasher::new(algorithm);
    for piece in body {
        let piece = piece.map_err(Failed::Source)?;
        hasher.update(&piece);
        upload.write(&piece).map_err(Failed::Target)?;
    }
    stored_checksum(&hasher.finish()).map_err(Failed::Condition)
}
