//! Permits for buckets and objects, and the condition keys of a request to S3.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use identity::{AccountId, KeyStatus};
use objects::{BucketName, Budget, Key, Objects};
use wire::Answer;
use wire::fault::Fault;
use wire::route::S3Request;
use wire::s3::binding::{Request as ShapedRequest, Response};
use wire::s3::expected_bucket_owner;
use wire::sigv4::{Carrier, PayloadHash, Proof, RequestHead, Scheme, UNSIGNED_PAYLOAD};

use crate::authorise::Access;
use crate::caller::CallerKind;
use crate::operation::Row;
use crate::permit::Granted;
use crate::permit::call::Call;
use crate::permit::value::Permit;
use crate::places::{Memory, PoolPlace, Tenant};
use crate::s3::storage;

/// One authenticated request to S3: the call, whose head has the headers that a presigner moved into the URL, and the parts of
/// the request that S3 alone has.
pub struct S3Call<'a, 'r> {
    call: Call<'a, 'r>,
    pub(crate) proof: &'a Proof,
    pub(crate) asked: &'a S3Request,
    /// Row of the operation; none if it is not built.
    row: Option<&'static Row>,
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

/// A bucket that exists, and its owner. Its content is behind a [`Permit`].
#[derive(Clone)]
pub struct Bucket {
    /// This very bucket, not another one that may come to have its name.
    stored: objects::Bucket,
    /// The account that owns it and all that is in it.
    pub(crate) owner: AccountId,
}

/// Permit for an operation on a bucket or on something in it.
pub(crate) type BucketPermit<'a> = Permit<'a, Bucket>;

impl BucketPermit<'_> {
    /// The bucket in the object store.
    pub fn stored(&self) -> &objects::Bucket {
        let bucket: &Bucket = self;
        &bucket.stored
    }
}

/// The buckets of an account.
pub(crate) struct Buckets {
    /// The account that owns them.
    pub(crate) owner: AccountId,
}

/// A bucket that is to be made.
pub(crate) struct NewBucket {
    /// Its name.
    pub(crate) name: BucketName,
}

impl Bucket {
    /// Name of the bucket.
    pub(crate) fn name(&self) -> &str {
        self.stored.info().name.as_str()
    }

    /// ARN of the bucket.
    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:s3:::{}", self.name())
    }

    /// The bucket in the object store, with the keys in it for which there are permits.
    pub(crate) fn permitted(&self, keys: Vec<Permit<'_, Key>>) -> (objects::Bucket, Vec<Key>) {
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
    /// A call of what `asked` names, by its row.
    pub(crate) fn new(
        call: Call<'a, 'r>,
        proof: &'a Proof,
        asked: &'a S3Request,
        row: Option<&'static Row>,
    ) -> Self {
        Self { call, proof, asked, row }
    }

    /// Takes the newest identity state, for an operation that is judged by what its body says: a body may take its time, and
    /// what is revoked meanwhile is not to be had by beginning early.
    ///
    /// # Errors
    /// `AccessDenied` if the caller is gone by now, or its access key does not work any more.
    pub(crate) fn judge_by_newest_state(&mut self) -> Result<(), Fault> {
        let state = self.service.store.snapshot();
        let caller = self.caller;
        let is_there = match caller.kind() {
            CallerKind::Root { .. } => state.account(caller.account()).is_some(),
            CallerKind::User { user, .. } => state.user(&user.id).is_some(),
            CallerKind::Role { role, .. } => state.role(&role.id).is_some(),
        };
        let key = || state.access_key(caller.access_key_id());
        let works = caller.is_temporary() || key().is_some_and(|key| key.status == KeyStatus::Active);
        if !is_there || !works {
            return Err(Fault::s3_access_denied());
        }
        self.state = state;
        Ok(())
    }

    /// The object store and the name of the bucket that is to be made in it.
    pub(crate) fn store_of(&self, permit: &Permit<'_, NewBucket>) -> (Objects, BucketName) {
        (self.service.objects.clone(), permit.name.clone())
    }

    /// The object store, to list the buckets of an account.
    pub(crate) fn store_with(&self, _permit: &Permit<'_, Buckets>) -> &'a Objects {
        &self.service.objects
    }

    /// Method, path, query and headers.
    pub(crate) fn head(&self) -> RequestHead<'r> {
        self.request.head.signed
    }

    /// The first value of a header, by lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&'r str> {
        self.request.head.header(name)
    }

    /// Tenant that places are counted for.
    pub(crate) fn tenant(&self) -> Tenant {
        Tenant::proved(self.caller.account(), self.request.head.source_ip)
    }

    /// Memory for what this request has to hold.
    pub(crate) fn memory(&self) -> Memory {
        self.places().memory_of(self.tenant())
    }

    /// A place for a copy within the server, to be kept by the thread that makes it.
    pub(crate) fn copy_place(&self) -> Result<PoolPlace, Fault> {
        self.places().copies.enter(self.tenant(), 1).ok_or_else(Fault::s3_slow_down)
    }

    /// The bucket that the request names. Authenticated callers may learn that there is none, but not that it has another owner
    /// than they expect.
    pub(crate) fn bucket(&self) -> Result<Bucket, Fault> {
        let name = self.asked.bucket.as_ref().ok_or_else(Fault::s3_internal_error)?;
        self.find_bucket(name.as_str(), expected_bucket_owner(&self.head())?.as_deref())
    }

    /// A bucket by name, if it belongs to the account that is expected to own it.
    pub(crate) fn find_bucket(&self, name: &str, expected_owner: Option<&str>) -> Result<Bucket, Fault> {
        let stored = self.service.objects.bucket(name).map_err(|error| storage::fault(&error, name))?;
        let owner = stored.info().owner.as_str();
        if expected_owner.is_some_and(|expected| expected != owner) {
            return Err(Fault::s3_access_denied());
        }
        let owner = AccountId::parse(owner).ok_or_else(Fault::s3_internal_error)?;
        Ok(Bucket { stored, owner })
    }

    /// Quotas of the account that owns a bucket.
    pub(crate) fn budget(&self, bucket: &Bucket) -> Budget {
        let Some(account) = self.state.account(bucket.owner) else { return Budget::UNLIMITED };
        let quotas = &account.quotas;
        Budget {
            object_bytes: quotas.object_bytes(),
            objects: quotas.objects(),
            uploads: quotas.uploads(),
            multiparts: quotas.multipart_uploads(),
        }
    }

    /// The request in the shape of its operation.
    pub(crate) fn input<'i, R: ShapedRequest<'i>>(&self) -> Result<R, Fault>
    where
        'a: 'i,
        'r: 'i,
    {
        R::of(&self.head(), self.asked)
    }

    /// A successful answer.
    pub(crate) fn reply<R: Response>(&self, output: &R) -> Answer {
        output.fill(self.answer(R::STATUS))
    }

    /// An action on a bucket.
    pub(crate) fn on_bucket(&self, action: &'static str, bucket: &Bucket) -> Access {
        self.access(action, bucket.arn(), bucket.owner)
    }

    /// An action on an object. The key stands in the ARN as it is stored: neither encoded nor normalised.
    pub(crate) fn on_object(&self, action: &'static str, bucket: &Bucket, key: &Key) -> Access {
        self.access(action, format!("{}/{key}", bucket.arn()), bucket.owner)
    }

    /// An action on what has this ARN, with the condition keys of every request to S3.
    pub(crate) fn access(
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
    pub(crate) fn with_write_keys(&self, access: Access) -> Access {
        WRITE_KEYS.iter().fold(access, |access, (header, key)| access.with_some(key, self.header(header)))
    }

    fn milliseconds_since_signing(&self) -> Option<String> {
        let signed = u64::try_from(self.proof.signed_at()?.as_millisecond()).ok()?;
        Some(self.request.now.millis().saturating_sub(signed).to_string())
    }

    /// A permit for `resource` if the caller may do what `access` says. An action that the row of the operation does not have
    /// is refused.
    pub(crate) fn authorise<R>(&self, access: &Access, resource: R) -> Granted<'a, R> {
        let action = access.action();
        if !self.row.is_some_and(|row| row.actions.contains(&action)) {
            tracing::error!(action, operation = self.asked.operation.name(), "not in the operation table");
            return Err(Fault::s3_internal_error());
        }
        self.call.authorise(access, resource)
    }

    /// Refuses the request unless the caller may do what `access` says, too.
    pub(crate) fn authorise_also(&self, access: &Access) -> Result<(), Fault> {
        self.authorise(access, ()).map(drop)
    }

    /// Error in place of an object that is not there: only callers who may list the bucket learn that.
    pub(crate) fn no_such_key(&self, bucket: &Bucket, key: &Key) -> Fault {
        match self.authorise_also(&self.on_bucket("s3:ListBucket", bucket)) {
            Ok(()) => Fault::s3_no_such_key(key.as_str()),
            Err(fault) => fault,
        }
    }

    /// S3's id of an account.
    pub(crate) fn canonical_id(&self, account: AccountId) -> Result<String, Fault> {
        let account = self.state.account(account).ok_or_else(Fault::s3_internal_error)?;
        Ok(account.canonical_user_id.clone())
    }
}

/// Version of an object that a request is about.
#[derive(Clone, Copy)]
pub(crate) struct Version<'a> {
    /// Id of the version, if one is named.
    pub id: Option<&'a str>,
    /// Action that has to be permitted.
    pub action: &'static str,
}

impl<'a> Version<'a> {
    /// The version that is named, if one is, and the action that this makes of it.
    pub(crate) fn of(id: Option<&'a str>, plain: &'static str, of_version: &'static str) -> Self {
        Self { id, action: if id.is_some() { of_version } else { plain } }
    }

    /// Adds the condition key.
    pub(crate) fn with_key(&self, access: Access) -> Access {
        access.with_some("s3:versionid", self.id)
    }

    /// Refuses every version but the one that all objects have. To be asked after the access was authorised.
    pub(crate) fn check(&self) -> Result<(), Fault> {
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
