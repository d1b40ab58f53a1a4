use std::ops::Deref;

use identity::{AccountId, Refusal};
use wire::fault::Fault;

use crate::caller::Caller;
use crate::record::Judgement;
use crate::refusal;

/// Proof that the caller may do what the operation does to `R`: an entity that was found, or what is to be made.
///
/// Holds the caller, the access that was judged with its decision, and the entity. Nothing but the functions of this room
/// makes one, and state, objects and session tokens are behind one: an operation that forgets to authorise does not compile.
/// With a permit a bucket can be opened:
///
/// ```
/// fn permitted<'b>(permit: &'b service::Permit<'_, service::Bucket>) -> &'b objects::Bucket {
///     permit.stored()
/// }
/// ```
///
/// Without one, the bucket that was found is closed:
///
/// ```compile_fail,E0599
/// fn forgot(bucket: &service::Bucket) -> &objects::Bucket {
///     bucket.stored()
/// }
/// ```
///
/// ```compile_fail,E0616
/// fn reached_into(bucket: &service::Bucket) -> &objects::Bucket {
///     &bucket.stored
/// }
/// ```
///
/// and there is no way around it through the call:
///
/// ```compile_fail,E0616
/// fn past_the_permit(call: &service::S3Call<'_, '_>) {
///     let _ = &call.service;
/// }
/// ```
///
/// ```compile_fail,E0616
/// fn state_without_permit(call: &service::S3Call<'_, '_>) {
///     let _ = &call.state;
/// }
/// ```
///
/// A permit is not to be put together:
///
/// ```compile_fail,E0451
/// fn forge(caller: &service::Caller, resource: service::Bucket) -> service::Permit<'_, service::Bucket> {
///     service::Permit { caller, judgement: None, resource }
/// }
/// ```
#[must_use = "an operation that was authorised acts by its permit"]
pub struct Permit<'a, R> {
    caller: &'a Caller,
    judgement: Option<Judgement>,
    resource: R,
}

impl<'a, R> Permit<'a, R> {
    /// A permit by the judgement of the caller's policies; none if no policy is asked.
    pub(super) fn new(caller: &'a Caller, judgement: Option<Judgement>, resource: R) -> Self {
        Self { caller, judgement, resource }
    }

    /// The account that the caller acts in.
    pub fn account(&self) -> AccountId {
        self.caller.account()
    }

    /// Caller that was judged.
    pub fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// Action and ARN that were judged, and the decision; none for operations that AWS lets every caller do.
    pub fn judgement(&self) -> Option<&Judgement> {
        self.judgement.as_ref()
    }

    /// The same permit, for the resource in another form.
    pub(super) fn map<S>(self, read: impl FnOnce(R) -> S) -> Permit<'a, S> {
        Permit { caller: self.caller, judgement: self.judgement, resource: read(self.resource) }
    }
}

impl<R> Deref for Permit<'_, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.resource
    }
}

impl<'a, R> Permit<'a, Result<R, Refusal>> {
    /// The permit for what was found, or AWS's words for there being no such thing.
    pub(super) fn found(self) -> Result<Permit<'a, R>, Fault> {
        let Self { caller, judgement, resource } = self;
        resource.map(|resource| Permit { caller, judgement, resource }).map_err(refusal::fault)
    }
}
