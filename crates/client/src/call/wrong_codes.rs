//! Headers of GetCallerIdentity's answer in which an Ostiary server counts wrong MFA codes.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::config_bag::ConfigBag;

use super::identity::WrongCodes;

/// Number of wrong codes.
const FAILURES: &str = "x-ostiary-mfa-failures";
/// Time before which no code is looked at, RFC 3339.
const UNTIL: &str = "x-ostiary-mfa-throttled-until";

/// Reads the headers. Those that are missing or malformed count as none.
fn read(headers: &Headers) -> WrongCodes {
    WrongCodes {
        count: headers.get(FAILURES).and_then(|count| count.trim().parse().ok()).unwrap_or_default(),
        until: headers.get(UNTIL).and_then(|until| until.trim().parse().ok()),
    }
}

/// Interceptor that reads the headers of an answer before the SDK decodes it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader(Arc<Mutex<WrongCodes>>);

impl Reader {
    pub(super) fn read(&self) -> WrongCodes {
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
            *found = read(context.response().headers());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::http::Headers;
    use jiff::Timestamp;

    use super::{FAILURES, UNTIL, read};
    use crate::place::Clock;

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
            let found = read(&all);
            assert_eq!(found.count, *count, "{what}");
            assert_eq!(found.told(&Clock::fixed(now)).as_deref(), *told, "{what}");
        }
    }
}
