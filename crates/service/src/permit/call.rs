use identity::session::SessionKind;
use identity::{AccountId, Command, MfaSource, Refusal, Time};
use store::{ExecuteError, Snapshot};
use wire::fault::Fault;
use wire::sigv4::Family;

use crate::authorise::Denial;
use crate::caller::Caller;
use crate::permit::value::Permit;
use crate::places::Places;
use crate::refusal;
use crate::request::Request;
use crate::service::Service;
use crate::session_token::Minted;
use crate::share::Shares;
use crate::usage::Usage;

/// One authenticated request to an operation of IAM, STS or S3.
///
/// A request sees one state of identities: the snapshot by which its caller was authenticated. Look-ups, judgements and
/// reads are of that one moment. A change that is answered before a request comes in counts for all of it; a later one for
/// nothing but its command, which is decided on the newest state.
pub struct Call<'a, 'r> {
    /// Behind permits; see [`Permit`].
    pub(super) service: &'a Service,
    /// Behind permits; see [`Permit`].
    pub(super) state: Snapshot,
    pub(crate) caller: &'a Caller,
    pub(crate) request: &'a mut Request<'r>,
    /// Headers of our own that the answer gets if it is a success.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The form of errors.
    pub(crate) family: Family,
}

impl<'a, 'r> Call<'a, 'r> {
    /// A call of `caller`, whom `state` has authenticated, that has done nothing yet.
    pub(crate) fn new(
        service: &'a Service,
        state: Snapshot,
        caller: &'a Caller,
        request: &'a mut Request<'r>,
        family: Family,
    ) -> Self {
        Self { service, state, caller, request, headers: Vec::new(), family }
    }

    /// The account that the caller acts in.
    pub(crate) fn account(&self) -> AccountId {
        self.caller.account()
    }

    /// The identity state of this request, for an operation that has a permit.
    pub(crate) fn read<R>(&self, _permit: &Permit<'_, R>) -> Snapshot {
        self.state.clone()
    }

    /// The newest identity state, for an operation that shows what its own command has just written.
    pub(crate) fn read_written<R>(&self, _permit: &Permit<'_, R>) -> Snapshot {
        self.service.store.snapshot()
    }

    /// Makes temporary credentials that work from `issued` until `expires`.
    pub(crate) fn mint<R>(
        &mut self,
        _permit: &Permit<'_, R>,
        account: AccountId,
        (issued, expires): (Time, Time),
        kind: SessionKind,
    ) -> Result<Minted, Fault> {
        let minted = self.service.tokens.mint(account, issued, expires, kind, &mut *self.request.entropy);
        minted.map_err(|_| Fault::internal_failure())
    }

    /// Region that S3 names as its own.
    pub(crate) fn home_region(&self) -> &'a str {
        &self.service.config.region
    }

    /// Last uses of keys and roles that are not written down yet.
    pub(crate) fn usage(&self) -> &'a Usage {
        &self.service.usage
    }

    /// Places of requests, uploads, readers and copies.
    pub(crate) fn places(&self) -> &'a Places {
        &self.service.places
    }

    /// Simulations at work, by account.
    pub(crate) fn simulations(&self) -> &'a Shares<AccountId> {
        &self.service.simulations
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
        permit: &Permit<'_, R>,
        command: C,
    ) -> Result<Result<C::Answer, Refusal>, Fault> {
        if let Some(permitted) = permit.judgement() {
            tracing::debug!(request_id = self.request.request_id, %permitted, "command");
        }
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
