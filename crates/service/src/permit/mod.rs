//! Permissions as values. A [`Permit`] states that the caller of a request may apply its operation to one resource. Only the
//! functions of this module make one.
//!
//! Each function looks the resource up, asks the policies about it, and returns both together. An operation
//! that changes or reads identity state needs a permit for it, so that one which forgets to authorise does not compile; and
//! it acts on the resource that was judged, by its unique id, not on a later one of the same name.
//!
//! Resources that do not exist are judged under their path-less ARN, so that callers who may not touch them do not learn
//! that they are missing.

pub(crate) mod call;
pub(crate) mod iam;
pub(crate) mod s3;
pub(crate) mod sts;
pub(crate) mod value;

use identity::State;
use wire::fault::Fault;

use crate::authorise::{Access, Denial};
use crate::record::Judgement;

use call::Call;

use value::Permit;

/// A permit, or the error that the caller gets in its place.
pub(crate) type Granted<'a, R> = Result<Permit<'a, R>, Fault>;

impl<'a> Call<'a, '_> {
    /// A permit for `resource` if every policy lets the caller do what `access` says.
    pub(crate) fn authorise<R>(&self, access: &Access, resource: R) -> Granted<'a, R> {
        self.authorise_or(access, resource, |denial| self.denied(denial))
    }

    /// Like [`Self::authorise`], with words of its own for a denial.
    fn authorise_or<R>(
        &self,
        access: &Access,
        resource: R,
        denied: impl FnOnce(&Denial) -> Fault,
    ) -> Granted<'a, R> {
        match self.judge(access) {
            (judgement, None) => Ok(Permit::new(self.caller, Some(judgement), resource)),
            (_, Some(denial)) => Err(denied(&denial)),
        }
    }

    /// Refuses the request unless the caller may do what `access` says, too: for operations that need more than the access
    /// that they have their permit for.
    pub(crate) fn authorise_also(&self, access: &Access) -> Result<(), Fault> {
        self.authorise(access, ()).map(drop)
    }

    /// A permit unless a policy forbids `access`: none needs to allow it.
    fn authorise_unless_forbidden<R>(&self, access: &Access, resource: R) -> Granted<'a, R> {
        match self.judge(access) {
            (_, Some(denial)) if denial.is_explicit() => Err(self.denied(&denial)),
            (judgement, _) => Ok(Permit::new(self.caller, Some(judgement), resource)),
        }
    }

    /// A permit to try what cannot be done in any case, which is then refused in words of its own. A denial that some layer
    /// of policies is responsible for comes first all the same.
    fn authorise_attempt<R>(&self, access: &Access, resource: R) -> Granted<'a, R> {
        match self.judge(access) {
            (_, Some(denial)) if denial.decision.decided_by.is_some() => Err(self.denied(&denial)),
            (judgement, _) => Ok(Permit::new(self.caller, Some(judgement), resource)),
        }
    }

    /// A permit that no policy is asked for: for operations that AWS lets every caller do.
    fn unasked(&self) -> Permit<'a, ()> {
        Permit::new(self.caller, None, ())
    }

    /// The decision on `access`, which is recorded; with the denial, if it is one.
    fn judge(&self, access: &Access) -> (Judgement, Option<Denial>) {
        let judged = self.service.judge(&self.state, self.caller, self.request, access);
        let decision = judged.as_ref().map_or_else(|denial| denial.decision, |decision| *decision);
        let judgement = Judgement { action: access.action(), resource: access.resource().into(), decision };
        self.request.record.judged(judgement.clone());
        (judgement, judged.err())
    }

    /// The identity state of this request, to find what is to be authorised.
    fn state(&self) -> &State {
        &self.state
    }
}
