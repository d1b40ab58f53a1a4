//! Admission of the body of a request to IAM or STS, decided by the head before a byte of it is read.

use identity::AccountId;
use wire::Answer;
use wire::fault::{Fault, Form};
use wire::query::{Format, Service as QueryService};
use wire::sigv4::{AuthError, Claim, Endpoint, Family};

use crate::authenticate::clock;
use crate::limits;
use crate::places::{Memory, Tenant};
use crate::request::Request;
use crate::service::Service;

/// Bounds on the body of an admitted request.
pub struct Admission {
    form: Form<'static>,
    limit: usize,
    memory: Memory,
}

/// Reason for which a body is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyRefused {
    /// It is larger than any request of the service is.
    TooLarge,
    /// It is large, and so much is held for others, or for the same caller, that there is no room for it now.
    NoRoom,
}

impl Admission {
    /// Refuses a body that says it is larger than may be.
    pub fn check(&self, bytes: usize) -> Result<(), BodyRefused> {
        if bytes > self.limit { Err(BodyRefused::TooLarge) } else { Ok(()) }
    }

    /// Makes sure of room for a body of so many bytes, or of the first so many. It is held until this is dropped.
    pub fn hold(&mut self, bytes: usize) -> Result<(), BodyRefused> {
        self.check(bytes)?;
        if self.memory.hold(bytes) { Ok(()) } else { Err(BodyRefused::NoRoom) }
    }

    /// The answer to a request whose body is not taken in.
    pub fn refuse(&self, refused: BodyRefused, request_id: &str) -> Answer {
        match refused {
            // without a body, as STS was seen to answer
            BodyRefused::TooLarge => Answer::empty(413),
            BodyRefused::NoRoom => Fault::service_unavailable().answer(self.form, request_id),
        }
    }
}

impl Service {
    /// Judges all that needs no body: a request whose key is unknown or inactive, whose token is wrong, whose date is stale or
    /// whose signature has no right shape is refused here, without reading on.
    ///
    /// A request without a signature is admitted, since AssumeRoleWithWebIdentity and AssumeRoleWithSAML have none; which
    /// operation it is stands in its body.
    pub fn admit_query(
        &self,
        service: Option<QueryService>,
        request: &mut Request<'_>,
    ) -> Result<Admission, Answer> {
        let format = Format::of_accept(request.head.header("accept"));
        let form = match (service, format) {
            (Some(service), format) => Form::of_query(service, format),
            (None, Format::Json) => Form::Json,
            (None, Format::Xml) => Form::Dispatch,
        };
        let claimed = match service {
            Some(service) => self
                .judge_claim(service, request)
                .map_err(|error| error.fault(Family::Query).answer(form, request.request_id))?,
            None => None,
        };
        let limit = match (service, claimed) {
            (Some(QueryService::Iam), Some(_)) => limits::IAM_BODY_BYTES,
            _ => limits::STS_BODY_BYTES,
        };
        let tenant = Tenant::claimed(claimed, request.head.source_ip);
        Ok(Admission { form, limit, memory: self.places.memory_of(tenant) })
    }

    /// The account whose key the head claims, if it claims one. The claim stays with the request.
    fn judge_claim(
        &self,
        service: QueryService,
        request: &mut Request<'_>,
    ) -> Result<Option<AccountId>, AuthError> {
        let endpoint = Endpoint::Query { service: service.signing_name(), body: &[], allow_v2: false };
        let claim = Claim::judge(request.head.credentials, endpoint, clock(request.now))?;
        let Claim::Signed(signed) = claim else { return Ok(None) };
        match self.find_account(&signed, request.now) {
            Ok(account) => {
                request.claimed = Some(signed);
                Ok(Some(account))
            }
            Err(error) => {
                signed.spend_as_verified();
                Err(error)
            }
        }
    }
}
