use jiff::Timestamp;

use super::throttle::Throttle;
use crate::place::Clock;

/// Principal behind credentials (GetCallerIdentity).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// account id, twelve digits
    pub account: String,
    /// ARN of the user or of the role's session
    pub arn: String,
    /// unique id of the user; for a role's session, of the role, with the session's name
    pub user_id: String,
    /// wrong MFA codes held against the user
    pub wrong_codes: WrongCodes,
}

/// Wrong MFA codes that an Ostiary server holds against a user. AWS tells nothing of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrongCodes {
    /// number of wrong codes
    pub count: u64,
    /// time before which the server looks at no code
    pub until: Option<Timestamp>,
}

impl WrongCodes {
    /// Sentence for a person; `None` without wrong codes.
    pub fn told(self, clock: &Clock) -> Option<String> {
        let held = match self.count {
            0 if self.until.is_none() => return None,
            0 | 1 => "a wrong MFA code is held against this user".to_owned(),
            count => format!("{count} wrong MFA codes are held against this user"),
        };
        let wait = self
            .until
            .map(|until| format!(": no code is looked at before {}", Throttle::new(until, clock, 0)));
        Some(held + &wait.unwrap_or_default())
    }

    /// The same sentence with advice.
    pub fn advice(self, clock: &Clock) -> Option<String> {
        self.told(clock).map(|told| format!("{told}; {WRONG_CODES_ADVICE}"))
    }
}

/// Advice about wrong codes.
pub(crate) const WRONG_CODES_ADVICE: &str =
    "if they were not yours, another one has the access key: `ostiary key rotate` replaces it";
