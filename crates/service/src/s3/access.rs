//! Permits for buckets and objects, and the condition keys of a request to S3.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use identity::AccountId;
use objects::{Budget, Key};
use wire::Answer;
use wire::fault::Fault;
use wire::route::S3Request;
use wire::s3::binding::{Request as ShapedRequest, Response};
use wire::s3::expected_bucket_owner;
use wire::sigv4::{Carrier, PayloadHash, Proof, RequestHead, Scheme, UNSIGNED_PAYLOAD};

use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;
use crate::permit::value::Permit;
use crate::places::{Memory, PoolPlace, Tenant};
use crate::s3::storage;

/// One authenticated request to S3: the call, whose head has the headers that a presigner moved into the URL, and the parts of
/// the request that S3 alone has.
pub(super) struct S3Call<'a, 'r> {
    pub call: Call<'a, 'r>,
    pub proof: &'a Proof,
    pub asked: &'a S3Request,
    /// Row of the operation; none if it is not built.
    pub row: Option<&'static Row>,
}

impl<'a, 'r> Deref for S3Call<'a, 'r> {
    type Target = Call<'a, 'r>;

    fn deref(&self) -> &Call<'a, 'r> {
        &self.call
    }
}

impl DerefMut for S3Call<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.call
    }
}

/// A bucket that exists, and its owner. Its content is behind a permit: see [`OpenBucket`].
#[derive(Clone)]
pub(super) struct Bucket {
    /// This very bucket, not another one that may come to have its name.
    stored: objects::Bucket,
    /// The account that owns it and all that is in it.
    pub owner: AccountId,
}

/// Permit for an operation on a bucket or on something in it.
pub(super) type BucketPermit<'a> = Permit<'a, Bucket>;

/// Opens buckets for operations that have a permit.
pub(super) trait OpenBucket {
    /// The bucket in the object store.
    fn stored(&self) -> &objects::Bucket;
}

impl OpenBucket for BucketPermit<'_> {
    fn stored(&self) -> &objects::Bucket {
        let bucket: &Bucket = self;
        &bucket.stored
    }
}

impl Bucket {
    /// Name of the bucket.
    pub(super) fn name(&self) -> &str {
        self.stored.info().name.as_str()
    }

    /// ARN of the bucket.
    pub(super) fn arn(&self) -> String {
        format!("arn:aws:s3:::{}", self.name())
    }

    /// The bucket in the object store, with the keys in it for which there are permits.
    pub(super) fn permitted(&self, keys: Vec<Permit<'_, Key>>) -> (objects::Bucket, Vec<Key>) {
        (self.stored.clone(), keys.iter().map(|key| Key::clone(key)).collect())
    }
}

/// Headers of requests to write that policies can look at, and their condition keys: a key's name is never taken from a
/// request. Source: service authorization reference of S3.
const WRITE_KEYS: [(&str, &str); 12] = [
    ("if-match", "s3:if-match"),
    ("if-none-match", "s3:if-none-match"),
    ("x-amz-acl", "s3:x-amz-acl"),
    ("x-amz-grant-full-control", "s3:x-amz-grant-full-control"),
    ("x-amz-grant-read", "s3:x-amz-grant-read"),
    ("x-amz-grant-read-acp", "s3:x-amz-grant-read-acp"),
    ("x-amz-grant-write", "s3:x-amz-grant-write"),
    ("x-amz-grant-write-acp", "s3:x-amz-grant-write-acp"),
    ("x-amz-metadata-directive", "s3:x-amz-metadata-directive"),
    ("x-amz-object-ownership", "s3:x-amz-object-ownership"),
    ("x-amz-server-side-encryption", "s3:x-amz-server-side-encryption"),
    ("x-amz-storage-class", "s3:x-amz-storage-class"),
];

/// The version of every object in a bucket without versioning.
const NULL_VERSION: &str = "null";

impl<'a, 'r> S3Call<'a, 'r> {
    /// Method, path, query and headers.
    pub(super) fn head(&self) -> RequestHead<'r> {
        self.request.head.signed
    }

    /// The first value of a header, by lower-case name.
    pub(super) fn header(&self, name: &str) -> Option<&'r str> {
        self.request.head.header(name)
    }

    /// Tenant that places are counted for.
    pub(super) fn tenant(&self) -> Tenant {
        Tenant::proved(self.caller.account(), self.request.head.source_ip)
    }

    /// Memory for what this request has to hold.
    pub(super) fn memory(&self) -> Memory {
        self.service.places.memory_of(self.tenant())
    }

    /// A place for a copy within the server, to be kept by the thread that makes it.
    pub(super) fn copy_place(&self) -> Result<PoolPlace, Fault> {
        self.service.places.copies.enter(self.tenant(), 1).ok_or_else(Fault::s3_slow_down)
    }

    /// The bucket that the request names. Authenticated callers may learn that there is none, but not that it has another owner
    /// than they expect.
    pub(super) fn bucket(&self) -> Result<Bucket, Fault> {
        let name = self.asked.bucket.as_ref().ok_or_else(Fault::s3_internal_error)?;
        self.find_bucket(name.as_str(), expected_bucket_owner(&self.head())?.as_deref())
    }

    /// A bucket by name, if it belongs to the account that is expected to own it.
    pub(super) fn find_bucket(&self, name: &str, expected_owner: Option<&str>) -> Result<Bucket, Fault> {
        let stored = self.service.objects.bucket(name).map_err(|error| storage::fault(&error, name))?;
        let owner = stored.info().owner.as_str();
        if expected_owner.is_some_and(|expected| expected != owner) {
            return Err(Fault::s3_access_denied());
        }
        let owner = AccountId::parse(owner).ok_or_else(Fault::s3_internal_error)?;
        Ok(Bucket { stored, owner })
    }

    /// Quotas of the account that owns a bucket.
    pub(super) fn budget(&self, bucket: &Bucket) -> Budget {
        let state = self.service.store.snapshot();
        let Some(account) = state.account(bucket.owner) else { return Budget::UNLIMITED };
        let quotas = &account.quotas;
        Budget {
            object_bytes: quotas.object_bytes(),
            objects: quotas.objects(),
            uploads: quotas.uploads(),
            multiparts: quotas.multipart_uploads(),
        }
    }

    /// The request in the shape of its operation.
    pub(super) fn input<'i, R: ShapedRequest<'i>>(&self) -> Result<R, Fault>
    where
        'a: 'i,
        'r: 'i,
    {
        R::of(&self.head(), self.asked)
    }

    /// A successful answer.
    pub(super) fn reply<R: Response>(&self, output: &R) -> Answer {
        output.fill(self.answer(R::STATUS))
    }

    /// An action on a bucket.
    pub(super) fn on_bucket(&self, action: &'static str, bucket: &Bucket) -> Access {
        self.access(action, bucket.arn(), bucket.owner)
    }

    /// An action on an object. The key stands in the ARN as it is stored: neither encoded nor normalised.
    pub(super) fn on_object(&self, action: &'static str, bucket: &Bucket, key: &Key) -> Access {
        self.access(action, format!("{}/{key}", bucket.arn()), bucket.owner)
    }

    /// An action on what has this ARN, with the condition keys of every request to S3.
    pub(super) fn access(
        &self,
        action: &'static str,
        arn: impl Into<Cow<'static, str>>,
        owner: AccountId,
    ) -> Access {
        let proof = self.proof;
        let (auth_type, age) = match proof.carrier() {
            Carrier::Header => ("REST-HEADER", None),
            Carrier::Query => ("REST-QUERY-STRING", self.milliseconds_since_signing()),
        };
        let version = match proof.scheme() {
            Scheme::V4 => wire::sigv4::ALGORITHM,
            Scheme::V2Sha1 | Scheme::V2Sha256 => "AWS",
        };
        let access = Access::to(action, arn, owner)
            .shown_quoted()
            .with("s3:authType", auth_type)
            .with("s3:signatureversion", version)
            .with_some("s3:signatureAge", age.as_deref())
            .with_account("s3:ResourceAccount", owner);
        with_payload_hash(access, proof)
    }

    /// Adds the condition keys of requests to write.
    pub(super) fn with_write_keys(&self, access: Access) -> Access {
        WRITE_KEYS.iter().fold(access, |access, (header, key)| access.with_some(key, self.header(header)))
    }

    fn milliseconds_since_signing(&self) -> Option<String> {
        let signed = u64::try_from(self.proof.signed_at()?.as_millisecond()).ok()?;
        Some(self.request.now.millis().saturating_sub(signed).to_string())
    }

    /// A permit for `resource` if the caller may do what `access` says. An action that the row of the operation does not have
    /// is refused.
    pub(super) fn authorise<R>(&self, access: &Access, resource: R) -> Granted<'a, R> {
        let action = access.action();
        if !self.row.is_some_and(|row| row.actions.contains(&action)) {
            tracing::error!(action, operation = self.asked.operation.name(), "not in the operation table");
            return Err(Fault::s3_internal_error());
        }
        self.call.authorise(access, resource)
    }

    /// Error in place of an object that is not there: only callers who may list the bucket learn that.
    pub(super) fn no_such_key(&self, bucket: &Bucket, key: &Key) -> Fault {
        match self.authorise(&self.on_bucket("s3:ListBucket", bucket), ()) {
            Ok(_) => Fault::s3_no_such_key(key.as_str()),
            Err(fault) => fault,
        }
    }

    /// S3's id of an account.
    pub(super) fn canonical_id(&self, account: AccountId) -> Result<String, Fault> {
        let state = self.service.store.snapshot();
        let account = state.account(account).ok_or_else(Fault::s3_internal_error)?;
        Ok(account.canonical_user_id.clone())
    }
}

/// Version of an object that a request is about.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    /// Id of the version, if one is named.
    pub id: Option<&'a str>,
    /// Action that has to be permitted.
    pub action: &'static str,
}

impl<'a> Version<'a> {
    /// The version that is named, if one is, and the action that this makes of it.
    pub(super) fn of(id: Option<&'a str>, plain: &'static str, of_version: &'static str) -> Self {
        Self { id, action: if id.is_some() { of_version } else { plain } }
    }

    /// Adds the condition key.
    pub(super) fn with_key(&self, access: Access) -> Access {
        access.with_some("s3:versionid", self.id)
    }

    /// Refuses every version but the one that all objects have. To be asked after the access was authorised.
    pub(super) fn check(&self) -> Result<(), Fault> {
        match self.id {
            None | Some(NULL_VERSION) => Ok(()),
            Some(id) => {
                Err(Fault::s3_invalid_argument("Invalid version id specified", "versionId", id.to_owned()))
            }
        }
    }
}

/// Adds the payload hash that a Version 4 signature covers; presigned URLs cover none.
fn with_payload_hash(access: Access, proof: &Proof) -> Access {
    const KEY: &str = "s3:x-amz-content-sha256";
    if proof.scheme() != Scheme::V4 {
        return access;
    }
    match proof.payload() {
        PayloadHash::Sha256(hash) => access.with_sha256(KEY, hash),
        PayloadHash::Unsigned => access.with(KEY, UNSIGNED_PAYLOAD),
        PayloadHash::StreamingSigned { trailer: false } => {
            access.with(KEY, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
        }
        PayloadHash::StreamingSigned { trailer: true } => {
            access.with(KEY, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
        }
        PayloadHash::StreamingUnsignedTrailer => access.with(KEY, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    }
}
