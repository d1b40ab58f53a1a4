//! Amazon S3, version 2006-03-01.
//!
//! Every request walks the same way, whatever it asks for: it is authenticated, its bucket looked up, the access
//! authorised, its body held against all that its head says of it, and only then does anything change. Objects are
//! read and written on threads that may block.

mod access;
mod bucket;
mod config;
mod headers;
mod incoming;
mod list;
mod object;
mod storage;
mod upload;
mod writing;

use objects::Error;
use wire::Answer;
use wire::fault::{Fault, Form};
use wire::route::{BucketName, Refusal, S3Request};
use wire::s3::Operation;
use wire::sigv4::{Endpoint, Family, RequestHead};

use crate::body::{RequestBody, S3Answer};
use crate::call::Call;
use crate::caller::Caller;
use crate::request::{Head, Request};
use crate::service::Service;
use access::S3Call;

impl Service {
    /// Answers a request to S3. The body is read as far as the operation goes; what is left of it after a refusal is the
    /// caller's to read or to cut off.
    pub async fn answer_s3<B: RequestBody>(
        &self,
        asked: S3Request,
        request: &mut Request<'_>,
        body: &mut B,
    ) -> S3Answer {
        request.record.service = Some("s3");
        request.record.operation = Some(asked.operation.name());
        let mut answer = match self.run_s3(&asked, request, body).await {
            Ok(answer) => answer,
            Err(fault) => {
                request.record.fault = Some(fault.code().name);
                let host_id = request.request_id.as_str();
                let form = Form::S3 { host_id, head: request.head.signed.method == "HEAD" };
                fault.answer(form, &request.request_id).into()
            }
        };
        answer.answer = self.with_bucket_region(answer.answer, asked.bucket.as_ref());
        answer
    }

    /// Answers a request to S3 that names no operation, or nothing that there could be.
    pub fn refuse(&self, refusal: &Refusal, method: &str, request_id: &str) -> Answer {
        let answer = refusal.answer(method, request_id, request_id);
        match refusal {
            Refusal::S3 { bucket, .. } => self.with_bucket_region(answer, bucket.as_ref()),
            _ => answer,
        }
    }

    /// Adds the region of the bucket that was named, if there is such a bucket: to refusals, too, since that is how clients find
    /// out where to go.
    fn with_bucket_region(&self, answer: Answer, named: Option<&BucketName>) -> Answer {
        let found = named.and_then(|name| self.objects.bucket(name.as_str()).ok());
        match found {
            Some(bucket) => answer.header("x-amz-bucket-region", bucket.info().region.as_str()),
            None => answer,
        }
    }

    async fn run_s3<B: RequestBody>(
        &self,
        asked: &S3Request,
        request: &mut Request<'_>,
        body: &mut B,
    ) -> Result<S3Answer, Fault> {
        let endpoint = Endpoint::S3 {
            allow_v2: self.config.sigv2,
            home_region: &self.config.region,
            bucket_in_host: asked.bucket.as_ref().filter(|_| asked.bucket_in_host).map(|name| name.as_str()),
        };
        let caller = self
            .authenticate(request, endpoint)
            .map_err(|error| error.fault(Family::S3))?
            .ok_or_else(|| self.anonymous_fault(asked))?;
        let answered = self.operate_s3(asked, &caller, request, body).await;
        request.record.called_by(caller);
        answered
    }

    async fn operate_s3<B: RequestBody>(
        &self,
        asked: &S3Request,
        caller: &Caller,
        request: &mut Request<'_>,
        body: &mut B,
    ) -> Result<S3Answer, Fault> {
        let proof = caller.proof();
        let head = request.head;
        let headers = headers::with_hoisted(&head, proof)?;
        let signed = RequestHead { headers: &headers, ..head.signed };
        let head = Head { signed, ..head };
        let mut held = self.places.begin(caller.account()).ok_or_else(Fault::s3_slow_down)?;
        let mut call = S3Call { call: Call::new(self, caller, request, Family::S3), proof, head, asked };
        let mut answer = Self::operate(&mut call, body).await?;
        if !held.hold_answer(&self.places.memory, call.tenant(), answer.answer.body.len()) {
            return Err(Fault::s3_slow_down());
        }
        answer.held = held;
        Ok(answer)
    }

    async fn operate<B: RequestBody>(call: &mut S3Call<'_, '_>, body: &mut B) -> Result<S3Answer, Fault> {
        let operation = operation(call);
        headers::refuse_encryption(call, operation)?;
        match operation {
            Operation::CompleteMultipartUpload => {
                upload::complete_multipart_upload::complete_multipart_upload(call, body).await
            }
            Operation::CreateBucket => bucket::create_bucket::create_bucket(call, body).await,
            Operation::DeleteObjects => object::delete_objects::delete_objects(call, body).await,
            Operation::PutObject => object::put_object::put_object(call, body).await,
            Operation::UploadPart => upload::upload_part::upload_part(call, body).await,
            operation => without_body(call, operation, body).await,
        }
    }
}

impl Service {
    /// Why a request that nobody signed is refused: that there is no such bucket is no secret.
    fn anonymous_fault(&self, asked: &S3Request) -> Fault {
        match &asked.bucket {
            Some(name)
                if asked.operation != Operation::CreateBucket
                    && matches!(self.objects.bucket(name.as_str()), Err(Error::NoSuchBucket)) =>
            {
                Fault::s3_no_such_bucket(name.as_str())
            }
            _ => Fault::s3_access_denied(),
        }
    }
}

/// What is asked for, headers in a presigned URL counted: nobody must be allowed to write an object and so get to read
/// another.
fn operation(call: &S3Call<'_, '_>) -> Operation {
    match call.asked.operation {
        Operation::PutObject if call.header("x-amz-copy-source").is_some() => Operation::CopyObject,
        Operation::UploadPart if call.header("x-amz-copy-source").is_some() => Operation::UploadPartCopy,
        operation => operation,
    }
}

/// Operations whose requests have no body. One that comes all the same must still be what was signed, and empty.
async fn without_body<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    operation: Operation,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    macro_rules! run {
        ($function:path) => {{
            incoming::collect(call.memory(), incoming::receiver(call, 0)?, body, 0).await?;
            $function(call).await
        }};
    }
    match operation {
        Operation::AbortMultipartUpload => run!(upload::abort_multipart_upload::abort_multipart_upload),
        Operation::CopyObject => run!(object::copy_object::copy_object),
        Operation::CreateMultipartUpload => run!(upload::create_multipart_upload::create_multipart_upload),
        Operation::DeleteBucket => run!(bucket::delete_bucket::delete_bucket),
        Operation::DeleteObject => run!(object::delete_object::delete_object),
        Operation::GetBucketEncryption => run!(config::get_bucket_encryption::get_bucket_encryption),
        Operation::GetBucketLocation => run!(config::get_bucket_location::get_bucket_location),
        Operation::GetObject | Operation::HeadObject => run!(object::get_object::get_object),
        Operation::GetObjectAttributes => run!(object::get_object_attributes::get_object_attributes),
        Operation::HeadBucket => run!(bucket::head_bucket::head_bucket),
        Operation::ListBuckets => run!(bucket::list_buckets::list_buckets),
        Operation::ListMultipartUploads => run!(upload::list_multipart_uploads::list_multipart_uploads),
        Operation::ListObjects => run!(list::list_objects::list_objects),
        Operation::ListObjectsV2 => run!(list::list_objects::list_objects_v2),
        Operation::ListParts => run!(upload::list_parts::list_parts),
        Operation::UploadPartCopy => run!(upload::upload_part_copy::upload_part_copy),
        other => Err(Fault::s3_not_implemented(other.name())),
    }
}

impl S3Call<'_, '_> {
    /// A successful answer, still without headers of its own.
    fn answer(&self, status: u16) -> Answer {
        Answer::s3(status, &self.request.request_id, &self.request.request_id)
    }
}
