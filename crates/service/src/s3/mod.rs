//! Amazon S3, version 2006-03-01.
//!
//! Every request takes the same path: it is authenticated, its bucket is looked up, the access is authorised, its body is checked
//! against everything that its head promises, and only then does anything change. Objects are read and written on threads that may block.
//!
//! Operations stand in the table ([`table`]), and have modules by resource. Their shapes are [`wire::s3::model`]'s.

mod bucket;
mod config;
mod headers;
mod incoming;
mod list;
mod object;
pub(crate) mod storage;
pub(crate) mod table;
mod upload;
mod writing;

use objects::Error;
use store::Snapshot;
use wire::Answer;
use wire::fault::{Fault, Form};
use wire::route::{BucketName, Refusal, S3Request};
use wire::s3::Operation;
use wire::sigv4::{Endpoint, Family, RequestHead};

use crate::body::{RequestBody, S3Answer};
use crate::call::Call;
use crate::caller::Caller;
use crate::permit::s3::S3Call;
use crate::request::{Head, Request};
use crate::service::Service;

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
                let host_id = request.request_id;
                let form = Form::S3 { host_id, head: request.head.signed.method == "HEAD" };
                fault.answer(form, request.request_id).into()
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
        // taken when the head is there: its body may come in for minutes, and is not judged again when it ends
        let state = self.store.snapshot();
        let caller = self
            .authenticate(&state, request, endpoint)
            .map_err(|error| error.fault(Family::S3))?
            .ok_or_else(|| self.anonymous_fault(asked))?;
        let answered = self.operate_s3(asked, state, &caller, request, body).await;
        request.record.called_by(caller);
        answered
    }

    async fn operate_s3<B: RequestBody>(
        &self,
        asked: &S3Request,
        state: Snapshot,
        caller: &Caller,
        request: &mut Request<'_>,
        body: &mut B,
    ) -> Result<S3Answer, Fault> {
        let (proof, head) = (caller.proof(), request.head);
        let headers = headers::with_hoisted(&head, proof)?;
        let signed = RequestHead { headers: &headers, ..head.signed };
        let mut held = self.places.begin(caller.account()).ok_or_else(Fault::s3_slow_down)?;
        // one head from here on, in which hoisted headers count like others
        let mut whole = Request {
            head: Head { signed, ..head },
            now: request.now,
            request_id: request.request_id,
            entropy: &mut *request.entropy,
            record: std::mem::take(&mut request.record),
            claimed: None,
        };
        let row = table::row_of(asked.operation);
        let call = Call::new(self, state, caller, &mut whole, Family::S3);
        let mut call = S3Call::new(call, proof, asked, row);
        let tenant = call.tenant();
        let answered = match headers::refuse_encryption(&call) {
            Ok(()) => table::run(&mut call, body).await,
            Err(fault) => Err(fault),
        };
        request.record = whole.record;
        let mut answer = answered?;
        if !held.hold_answer(&self.places.memory, tenant, answer.answer.body.len()) {
            return Err(Fault::s3_slow_down());
        }
        answer.held = held;
        Ok(answer)
    }
}

impl Service {
    /// Refusal of a request without a signature: that there is no such bucket is no secret.
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

impl S3Call<'_, '_> {
    /// A successful answer, still without headers of its own.
    pub(crate) fn answer(&self, status: u16) -> Answer {
        Answer::s3(status, self.request.request_id, self.request.request_id)
    }
}
