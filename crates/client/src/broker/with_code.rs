//! Calls that need an MFA code, which is asked for once everything else is checked, and again if a person mistyped.

use super::Broker;
use super::checks::outlasts_chaining;
use super::code_source::{CodeSource, wait_for_next_step};
use super::spent::{is_spent, note_spent};
use crate::cache::Key;
use crate::call::{self, Issued, Mfa, Rejection, Sts};
use crate::error::Error;
use crate::limits::CHAINED_ROLE_SECONDS;
use crate::person::show_duration;
use crate::profile::Role;

impl Broker<'_> {
    /// Makes a call that needs a code; a person may try again. `what` names the work for progress messages.
    pub(super) fn with_code(
        &mut self,
        what: &str,
        serial: &str,
        call: impl Fn(&Sts, Mfa<'_>) -> Result<Issued, call::Error>,
    ) -> Result<Issued, Error> {
        // everything that can fail before a code is spent
        self.connection.open(self.settings, &self.clock)?;
        self.reach()?;
        let sts = &self.settings.endpoints.sts;
        let mut attempts = self.code.attempts();
        let mut may_wait = matches!(self.code, CodeSource::Process(_));
        loop {
            let code = self.code.code(serial, &mut *self.terminal)?;
            let error = match self.wait(what, |sts| Ok(call(sts, Some((serial, code)))))? {
                Ok(issued) => {
                    note_spent(self.cache, sts, serial, &[code]);
                    return Ok(issued);
                }
                Err(error) => error,
            };
            let reused = is_spent(self.cache, sts, serial, &code);
            let Some(rejection) = Rejection::of(&error, serial, reused, &self.clock) else {
                return Err(if is_denial(&error) && !sts.aws { Error::Denied(error) } else { error.into() });
            };
            attempts -= 1;
            let again = rejection.cause.may_try_again();
            if again && may_wait {
                may_wait = false;
                attempts += 1;
                wait_for_next_step(&self.clock, &mut *self.progress, "the code was refused; the next one");
            } else if again && attempts > 0 {
                self.terminal.tell(&format!("{rejection}.\nhint: {}", rejection.hint()));
            } else {
                return Err(rejection.into());
            }
        }
    }

    /// Checks once that STS answers, before a person is asked for a code.
    fn reach(&mut self) -> Result<(), Error> {
        if self.connection.reached || !matches!(self.code, CodeSource::Prompt) || !self.terminal.answers() {
            return Ok(());
        }
        self.wait("trying the endpoint", |sts| Ok(sts.reach()?))?;
        self.connection.reached = true;
        Ok(())
    }

    /// Tells a person who has an MFA session the reason for a further question.
    pub(super) fn explain_code(&mut self, role: &Role, session: Option<&Key>) {
        let asks = matches!(self.code, CodeSource::Prompt) && !self.options.direct;
        if asks && outlasts_chaining(role) && session.is_some_and(|key| self.kept(key).is_some()) {
            let asked = show_duration(role.duration_seconds.unwrap_or_default().into());
            let most = show_duration(CHAINED_ROLE_SECONDS.into());
            self.terminal.tell(&format!(
                "a role session of {asked} takes a code of its own: from the MFA session that is there it could last {most}"
            ));
        }
    }
}

/// Reports whether a policy refused the call, rather than a code or device.
fn is_denial(error: &call::Error) -> bool {
    error.is("AccessDenied")
        && error.service().is_some_and(|error| error.message.contains("is not authorized to perform"))
}
