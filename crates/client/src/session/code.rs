//! Calls that need an MFA code: asked for when nothing else can go wrong, and again where a person mistyped.

use super::{Broker, outlasts_chaining};
use crate::api;
use crate::cache::Key;
use crate::duration;
use crate::error::Error;
use crate::mfa::{self, CodeSource, Rejection};
use crate::profile::Role;
use crate::sdk::{Issued, Mfa, Sdk};

impl Broker<'_> {
    /// Makes a call that needs a code; a person may try again. `what` tells what goes on.
    pub(super) fn with_code(
        &mut self,
        what: &str,
        serial: &str,
        call: impl Fn(&Sdk, Mfa<'_>) -> Result<Issued, api::Error>,
    ) -> Result<Issued, Error> {
        // what can be found wrong before a code is spent
        self.sdk()?;
        self.reach()?;
        let sts = &self.settings.endpoints.sts;
        let mut attempts = self.code.attempts();
        let mut may_wait = matches!(self.code, CodeSource::Process(_));
        loop {
            let code = self.code.code(serial, &mut *self.terminal)?;
            let error = match self.wait(what, |sdk| Ok(call(sdk, Some((serial, code)))))? {
                Ok(issued) => {
                    mfa::spent(self.cache, sts, serial, &[code]);
                    return Ok(issued);
                }
                Err(error) => error,
            };
            let reused = mfa::is_spent(self.cache, sts, serial, &code);
            let Some(rejection) = Rejection::of(&error, serial, reused, &self.clock) else {
                return Err(if is_denial(&error) && !sts.aws { Error::Denied(error) } else { error.into() });
            };
            attempts -= 1;
            let again = rejection.cause.may_try_again();
            if again && may_wait {
                may_wait = false;
                attempts += 1;
                mfa::wait_for_next_step(
                    &self.clock,
                    &mut *self.progress,
                    "the code was refused; the next one",
                );
            } else if again && attempts > 0 {
                self.terminal.tell(&format!("{rejection}.\nhint: {}", rejection.hint()));
            } else {
                return Err(rejection.into());
            }
        }
    }

    /// Sees that STS answers at all, before a person is asked for a code: an unsigned request that means nothing, once.
    fn reach(&mut self) -> Result<(), Error> {
        if self.reached || !matches!(self.code, CodeSource::Prompt) || !self.terminal.answers() {
            return Ok(());
        }
        self.wait("trying the endpoint", |sdk| Ok(sdk.reach()?))?;
        self.reached = true;
        Ok(())
    }

    /// Tells a person who has an MFA session why there is a question all the same.
    pub(super) fn explain_code(&mut self, role: &Role, session: Option<&Key>) {
        let asks = matches!(self.code, CodeSource::Prompt) && !self.options.direct;
        if asks && outlasts_chaining(role) && session.is_some_and(|key| self.kept(key).is_some()) {
            let asked = duration::show(role.duration_seconds.unwrap_or_default().into());
            let most = duration::show(super::CHAINED_ROLE_SECONDS.into());
            self.terminal.tell(&format!(
                "a role session of {asked} takes a code of its own: from the MFA session that is there it could last {most}"
            ));
        }
    }
}

/// Whether a policy refused the call, rather than a code or device.
fn is_denial(error: &api::Error) -> bool {
    error.is("AccessDenied")
        && error.service().is_some_and(|error| error.message.contains("is not authorized to perform"))
}
