use std::ops::Deref;

use identity::{AccountId, Refusal};
use wire::fault::Fault;

use crate::caller::Caller;
use crate::refusal;

/// Proof that `caller` may do what the operation does to `R`: an entity that was found, or what is to be made.
pub(crate) struct Permit<'a, R> {
    caller: &'a Caller,
    resource: R,
}

impl<'a, R> Permit<'a, R> {
    /// Made by the functions of this room alone.
    pub(super) fn new(caller: &'a Caller, resource: R) -> Self {
        Self { caller, resource }
    }

    /// The account that the caller acts in.
    pub(crate) fn account(&self) -> AccountId {
        self.caller.account()
    }

    /// The same permit, for the resource in another form.
    pub(super) fn map<S>(self, read: impl FnOnce(R) -> S) -> Permit<'a, S> {
        Permit { caller: self.caller, resource: read(self.resource) }
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
        let Self { caller, resource } = self;
        resource.map(|resource| Permit { caller, resource }).map_err(refusal::fault)
    }
}
