use identity::{AccountId, Command, MfaSource, Refusal};
use store::{ExecuteError, Snapshot};
use wire::fault::Fault;
use wire::sigv4::Family;

use crate::authorise::Denial;
use crate::caller::Caller;
use crate::permit::value::Permit;
use crate::refusal;
use crate::request::Request;
use crate::service::Service;

/// One authenticated request to an operation of IAM, STS or S3.
pub(crate) struct Call<'a, 'r> {
    pub service: &'a Service,
    pub caller: &'a Caller,
    pub request: &'a mut Request<'r>,
    /// Headers of our own that the answer gets if it is a success.
    pub headers: Vec<(&'static str, String)>,
    /// The form of errors.
    pub family: Family,
}

impl<'a, 'r> Call<'a, 'r> {
    /// A call of `caller` that has done nothing yet.
    pub(crate) fn new(
        service: &'a Service,
        caller: &'a Caller,
        request: &'a mut Request<'r>,
        family: Family,
    ) -> Self {
        Self { service, caller, request, headers: Vec::new(), family }
    }

    /// The account that the caller acts in.
    pub(crate) fn account(&self) -> AccountId {
        self.caller.account()
    }

    /// The newest identity state that is durable, for an operation that has a permit.
    pub(crate) fn read<R>(&self, _permit: &Permit<'_, R>) -> Snapshot {
        self.service.store.snapshot()
    }

    /// The error of a denial, in AWS's words. S3 does not tell callers of another account what they may not do, or why.
    pub(crate) fn denied(&self, denial: &Denial) -> Fault {
        match self.family {
            Family::Query => Fault::access_denied(denial.message()),
            Family::S3 if denial.same_account => {
                Fault::new(wire::fault::codes::s3::ACCESS_DENIED, denial.message())
            }
            Family::S3 => Fault::s3_access_denied(),
        }
    }

    /// Changes the state durably, or says in AWS's words why not.
    pub(crate) async fn execute<C: Command, R>(
        &mut self,
        permit: &Permit<'_, R>,
        command: C,
    ) -> Result<C::Answer, Fault> {
        match self.attempt(permit, command).await? {
            Ok(answer) => Ok(answer),
            Err(refusal) => Err(refusal::fault(refusal)),
        }
    }

    /// Like [`Self::execute`], for operations that have words of their own for a refusal.
    pub(crate) async fn attempt<C: Command, R>(
        &mut self,
        _permit: &Permit<'_, R>,
        command: C,
    ) -> Result<Result<C::Answer, Refusal>, Fault> {
        let entropy: &mut dyn secret::Entropy = &mut *self.request.entropy;
        let outcome = self.service.store.execute(command, self.request.now, entropy).await;
        match outcome {
            Ok(answer) => Ok(Ok(answer)),
            Err(ExecuteError::Refused(refusal)) => Ok(Err(refusal)),
            Err(ExecuteError::NoSpace) => Err(Fault::no_space()),
            Err(ExecuteError::Unavailable) => Err(Fault::service_unavailable()),
        }
    }

    /// Like [`Self::execute`], for commands that look at MFA codes: the log tells of those that are throttled.
    pub(crate) async fn execute_mfa<C: Command, R>(
        &mut self,
        permit: &Permit<'_, R>,
        command: C,
    ) -> Result<C::Answer, Fault> {
        let refusal = match self.attempt(permit, command).await? {
            Ok(answer) => return Ok(answer),
            Err(refusal) => refusal,
        };
        if let Some(until) = refusal.throttled_until()
            && self.service.throttlings.is_news(&self.caller.unique_id(), until, self.request.now)
        {
            let (caller, source_ip) = (self.caller.arn(), self.request.head.source_ip);
            let until = crate::caller::iso_rounded_up(until);
            tracing::warn!(caller, %source_ip, until, "too many wrong MFA codes: none is looked at for now");
        }
        Err(refusal::fault(refusal))
    }

    /// Origin of the MFA codes of this request: the caller and its address.
    pub(crate) fn mfa_source(&self) -> MfaSource {
        MfaSource { caller: self.caller.unique_id(), address: self.request.head.source_ip }
    }
}

/// AWS's words for a caller that is no user and names none.
pub(crate) fn must_specify_user_name() -> Fault {
    Fault::validation_error("Must specify userName when calling with non-User credentials")
}
