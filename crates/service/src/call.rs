use std::sync::{Arc, RwLockReadGuard};

use identity::{AccountId, Command, KeyOwner, MfaSource, Refusal, Role, State, User};
use store::ExecuteError;
use wire::fault::Fault;

use crate::authorise::{Access, Denial};
use crate::caller::Caller;
use crate::refusal;
use crate::request::Request;
use crate::service::Service;

/// One authenticated request to an operation.
pub(crate) struct Call<'a, 'r> {
    pub service: &'a Service,
    pub caller: &'a Caller,
    pub request: &'a mut Request<'r>,
    /// Headers of our own that the answer gets if it is a success.
    pub headers: Vec<(&'static str, String)>,
}

impl<'a> Call<'a, '_> {
    /// The account that the caller acts in.
    pub fn account(&self) -> AccountId {
        self.caller.account()
    }

    /// The state as it is on stable storage. Not to be held across an await.
    pub fn state(&self) -> RwLockReadGuard<'a, State> {
        self.service.store.read()
    }

    /// Goes on only if the caller may do this.
    pub fn authorise(&self, access: Access) -> Result<(), Fault> {
        self.decide(&access).map_err(|denial| self.denied(&denial))
    }

    /// The error of a denial.
    pub fn denied(&self, denial: &Denial) -> Fault {
        let message = denial.message();
        tracing::debug!(request_id = self.request.request_id, denial = message, "denied");
        Fault::access_denied(message)
    }

    /// Whether the caller may do this.
    pub fn decide(&self, access: &Access) -> Result<(), Denial> {
        self.service.decide(self.caller, self.request, access)
    }

    /// Changes the state durably, or says in AWS's words why not.
    pub async fn execute<C: Command>(&mut self, command: C) -> Result<C::Answer, Fault> {
        match self.attempt(command).await? {
            Ok(answer) => Ok(answer),
            Err(refusal) => Err(refusal::fault(refusal)),
        }
    }

    /// Like [`Self::execute`], for operations that have words of their own for a refusal.
    pub async fn attempt<C: Command>(&mut self, command: C) -> Result<Result<C::Answer, Refusal>, Fault> {
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
    pub async fn execute_mfa<C: Command>(&mut self, command: C) -> Result<C::Answer, Fault> {
        let refusal = match self.attempt(command).await? {
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

    /// Where MFA codes of this request come from.
    pub fn mfa_source(&self) -> MfaSource {
        MfaSource { caller: self.caller.unique_id(), address: self.request.head.source_ip }
    }

    /// Whose keys an operation is about: the user named, or the caller itself, who may be root.
    pub fn key_owner(&self, named: Option<&str>) -> Result<KeyOwner, Fault> {
        match named {
            Some(name) => self.find_user(name, |user| KeyOwner::User(user.id.clone())),
            None => self.caller.owner().ok_or_else(must_specify_user_name),
        }
    }

    /// A role of the caller's account.
    pub fn find_role(&self, name: &str) -> Result<Arc<Role>, Fault> {
        let role = self.state().role_named(self.account(), name).cloned();
        role.ok_or_else(|| refusal::fault(Refusal::NoSuchEntity(identity::Entity::Role, name.to_owned())))
    }

    /// Looks at a user of the caller's account.
    pub fn find_user<R>(&self, name: &str, look: impl FnOnce(&User) -> R) -> Result<R, Fault> {
        let state = self.state();
        let user = state.user_named(self.account(), name).map(|user| look(user));
        user.ok_or_else(|| refusal::fault(Refusal::NoSuchEntity(identity::Entity::User, name.to_owned())))
    }
}

/// What AWS says to a caller that is no user and names none.
pub(crate) fn must_specify_user_name() -> Fault {
    Fault::validation_error("Must specify userName when calling with non-User credentials")
}
