//! Wrong MFA codes that an Ostiary server holds against a user, as headers of GetCallerIdentity's answer tell them.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::config_bag::ConfigBag;
use jiff::Timestamp;

use crate::api::Clock;
use crate::mfa::Throttle;

/// Number of wrong codes.
const FAILURES: &str = "x-ostiary-mfa-failures";
/// Time before which no code is looked at, RFC 3339.
const UNTIL: &str = "x-ostiary-mfa-throttled-until";

/// Wrong MFA codes held against a user. AWS says nothing of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrongCodes {
    /// how many
    pub count: u64,
    /// before when no code is looked at
    pub until: Option<Timestamp>,
}

impl WrongCodes {
    fn of(headers: &Headers) -> Self {
        // what cannot be read is as if it were not there
        Self {
            count: headers.get(FAILURES).and_then(|count| count.trim().parse().ok()).unwrap_or_default(),
            until: headers.get(UNTIL).and_then(|until| until.trim().parse().ok()),
        }
    }

    /// Told to a person; nothing where there are none.
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
}

impl WrongCodes {
    /// The same, with what to do.
    pub fn advice(self, clock: &Clock) -> Option<String> {
        self.told(clock).map(|told| format!("{told}; {ADVICE}"))
    }
}

/// Advice about wrong codes.
pub(crate) const ADVICE: &str =
    "if they were not yours, another one has the access key: `ostiary key rotate` replaces it";

/// Reads the headers of an answer on its way to be understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader(Arc<Mutex<WrongCodes>>);

impl Reader {
    pub fn read(&self) -> WrongCodes {
        self.0.lock().map(|found| *found).unwrap_or_default()
    }
}

impl Intercept for Reader {
    fn name(&self) -> &'static str {
        "WrongCodes"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Ok(mut found) = self.0.lock() {
            *found = WrongCodes::of(context.response().headers());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::http::Headers;
    use jiff::Timestamp;

    use super::{FAILURES, UNTIL, WrongCodes};
    use crate::api::Clock;

    type Sent = &'static [(&'static str, &'static str)];

    #[test]
    fn read_from_headers() {
        let now: Timestamp = "2026-11-27T17:48:00Z".parse().unwrap();
        let cases: &[(&str, Sent, u64, Option<&str>)] = &[
            ("as AWS answers", &[], 0, None),
            ("none", &[(FAILURES, "0")], 0, None),
            ("one", &[(FAILURES, "1")], 1, Some("a wrong MFA code is held against this user")),
            ("several", &[(FAILURES, "4")], 4, Some("4 wrong MFA codes are held against this user")),
            (
                "throttled",
                &[(FAILURES, "10"), (UNTIL, "2026-11-27T17:52:52Z")],
                10,
                Some(
                    "10 wrong MFA codes are held against this user: no code is looked at before 17:52:52 (in 5 min; \
                     2026-11-27T17:52:52Z)",
                ),
            ),
            (
                "until another day",
                &[(FAILURES, "10"), (UNTIL, "2026-11-28T00:00:00Z")],
                10,
                Some(
                    "10 wrong MFA codes are held against this user: no code is looked at before 2026-11-28 00:00:00 \
                     (in 6 h 12 min; 2026-11-28T00:00:00Z)",
                ),
            ),
            ("no number", &[(FAILURES, "many")], 0, None),
            (
                "no time",
                &[(FAILURES, "2"), (UNTIL, "soon")],
                2,
                Some("2 wrong MFA codes are held against this user"),
            ),
        ];
        for (what, headers, count, told) in cases {
            let mut all = Headers::new();
            for (name, value) in *headers {
                all.insert(*name, *value);
            }
            let found = WrongCodes::of(&all);
            assert_eq!(found.count, *count, "{what}");
            assert_eq!(found.told(&Clock::fixed(now)).as_deref(), *told, "{what}");
        }
    }
}
