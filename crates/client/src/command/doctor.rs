//! Checks of profile, endpoint, clock, credentials, device and permissions.

use jiff::Timestamp;
use serde_json::Value;
use wire::iam;

use super::mfa::user_of;
use super::report::Report;
use crate::broker::Granted;
use crate::cache::KeyPlace;
use crate::call::{self, Client, Identity, WRONG_CODES_ADVICE, mfa_devices};
use crate::error::Error;
use crate::limits::{CODE_SKEW_SECONDS, OLD_KEY_DAYS};
use crate::person::{PromptError, show_duration};
use crate::place::Clock;
use crate::profile::Settings;

/// Actions of `ostiary mfa` and `ostiary key rotate` on the user.
const USER_ACTIONS: [&str; 8] = [
    "iam:ListMFADevices",
    "iam:EnableMFADevice",
    "iam:ResyncMFADevice",
    "iam:DeactivateMFADevice",
    "iam:ListAccessKeys",
    "iam:CreateAccessKey",
    "iam:UpdateAccessKey",
    "iam:DeleteAccessKey",
];
/// Actions of `ostiary mfa` on the device.
const DEVICE_ACTIONS: [&str; 2] = ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"];

/// Outcome of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// in order
    Ok,
    /// works, with a reservation
    Warning,
    /// does not work
    Wrong,
}

/// A check that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// subject of the check
    pub what: &'static str,
    /// outcome of the check
    pub verdict: Verdict,
    /// finding, in words
    pub found: String,
    /// advice, if there is any
    pub hint: Option<String>,
}

impl Check {
    fn new(what: &'static str, verdict: Verdict, found: impl Into<String>) -> Self {
        Self { what, verdict, found: found.into(), hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// A check that failed with an error.
    pub fn failed(what: &'static str, error: &Error) -> Self {
        // the usual advice is to run `ostiary doctor`
        let hint = match error {
            Error::Call(call::Error::Transport(_) | call::Error::Answer { .. }) => {
                Some("is it up, and is endpoint_url, AWS_ENDPOINT_URL or --endpoint right?".to_owned())
            }
            error => error.hint(),
        };
        Self { what, verdict: Verdict::Wrong, found: error.to_string(), hint }
    }

    /// The check as a line for people.
    pub fn line(&self) -> String {
        let mark = match self.verdict {
            Verdict::Ok => "ok   ",
            Verdict::Warning => "warn ",
            Verdict::Wrong => "FAIL ",
        };
        let hint = self.hint.as_ref().map(|hint| format!("\n     hint: {hint}")).unwrap_or_default();
        format!("{mark}{}: {}{hint}", self.what, self.found)
    }

    /// The check as an object for programs.
    pub fn report(&self) -> Report {
        let verdict = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Wrong => "wrong",
        };
        Report(vec![
            ("check", self.what.into()),
            ("verdict", verdict.into()),
            ("found", self.found.as_str().into()),
            ("hint", self.hint.as_deref().map_or(Value::Null, Value::from)),
        ])
    }
}

/// Name of the endpoint's check.
pub const ENDPOINT: &str = "endpoint";
/// Name of the cache's check.
pub const CACHE: &str = "session cache";

/// The session cache: the place of its sealing key.
pub fn cache(place: &KeyPlace) -> Check {
    const WHAT: &str = CACHE;
    match place {
        KeyPlace::Memory => Check::new(
            WHAT,
            Verdict::Warning,
            "nothing can be kept: every command asks for a code of its own",
        )
        .hint("OSTIARY_CACHE_DIR and OSTIARY_STATE_DIR name other directories, which must be writable"),
        KeyPlace::Keyring => Check::new(WHAT, Verdict::Ok, "sealed with a key in the keyring"),
        KeyPlace::File { path, reason } => {
            let reason = reason.as_ref().map(|reason| format!("; no keyring: {reason}")).unwrap_or_default();
            Check::new(WHAT, Verdict::Ok, format!("sealed with the key in {}{reason}", path.display()))
        }
    }
}

/// Region and endpoints, by settings alone.
pub fn place(settings: &Settings) -> Check {
    let region = match &settings.region {
        Some(region) => region.clone(),
        None => "none".to_owned(),
    };
    let found = format!("region {region}, STS at {}", settings.endpoints.sts.url());
    match (&settings.region, settings.endpoints.sts.aws) {
        (None, true) => Check::new("region and endpoint", Verdict::Warning, found)
            .hint("set region in the profile: many tools insist on one"),
        _ => Check::new("region and endpoint", Verdict::Ok, found),
    }
}

/// The endpoint's answer and clock.
pub fn endpoint(client: &Client) -> Vec<Check> {
    let endpoint = &client.endpoints().sts;
    match client.probe(endpoint) {
        Err(error) => vec![Check::failed(ENDPOINT, &error.into())],
        Ok(skew) => {
            let answers = Check::new(ENDPOINT, Verdict::Ok, format!("{} answers", endpoint.url()));
            let clock = match skew {
                None => Check::new("clock", Verdict::Warning, "the endpoint's answer has no date"),
                Some(skew) if skew.saturating_abs() > CODE_SKEW_SECONDS => {
                    let side = if skew > 0 { "behind" } else { "ahead of" };
                    let found = format!("this machine is {} s {side} the server", skew.unsigned_abs());
                    Check::new("clock", Verdict::Wrong, found)
                        .hint("set this machine's clock, for example by NTP")
                }
                Some(skew) => {
                    Check::new("clock", Verdict::Ok, format!("{} s from the server's", skew.unsigned_abs()))
                }
            };
            vec![answers, clock]
        }
    }
}

/// Principal of the profile's source.
pub fn identity(identity: &Identity) -> Check {
    Check::new("credentials", Verdict::Ok, identity.arn.clone())
}

/// Wrong MFA codes held against the user; `None` without any.
pub fn wrong_codes(identity: &Identity, clock: &Clock) -> Option<Check> {
    let verdict = match identity.wrong_codes.until {
        Some(until) if until > clock.now() => Verdict::Wrong,
        _ => Verdict::Warning,
    };
    let told = identity.wrong_codes.told(clock)?;
    Some(Check::new("wrong MFA codes", verdict, told).hint(WRONG_CODES_ADVICE))
}

/// The MFA session that is kept or that a code was given for; `None` without either.
pub fn session(got: &Result<Granted, Error>, now: Timestamp) -> Option<Check> {
    const WHAT: &str = "MFA session";
    match got {
        Ok(granted) if granted.mfa == Some(true) => {
            let left = granted.expires.map_or(0, |end| end.as_second().saturating_sub(now.as_second()));
            Some(Check::new(WHAT, Verdict::Ok, format!("{} left", show_duration(left))))
        }
        Ok(_) | Err(Error::Prompt(PromptError::NoTerminal)) => None,
        Err(error) => Some(Check::failed(WHAT, error)),
    }
}

/// The MFA device that the profile names, compared with the user's.
pub fn device(client: &Client, serial: Option<&str>, identity: &Identity) -> Check {
    const WHAT: &str = "MFA device";
    let devices = match mfa_devices(client, None) {
        Ok(devices) => devices,
        Err(error) if error.is("AccessDenied") => {
            return Check::new(WHAT, Verdict::Warning, "may not be looked up (iam:ListMFADevices)");
        }
        Err(error) => return Check::failed(WHAT, &error.into()),
    };
    match (serial, devices.as_slice()) {
        (Some(serial), devices) if devices.iter().any(|device| device.serial == serial) => {
            Check::new(WHAT, Verdict::Ok, serial.to_owned())
        }
        (Some(serial), _) => {
            Check::new(WHAT, Verdict::Wrong, format!("{serial} is no enabled device of this user"))
                .hint("`ostiary mfa list` shows those that are")
        }
        (None, []) => Check::new(WHAT, Verdict::Warning, "the user has none").hint(match user_of(identity) {
            Ok(_) => "`ostiary mfa enroll` makes one",
            Err(_) => "the root user's is made in AWS's console",
        }),
        (None, [device, ..]) => Check::new(WHAT, Verdict::Warning, "the profile names none")
            .hint(format!("set mfa_serial = {}", device.serial)),
    }
}

/// The age of the access key.
pub fn key_age(client: &Client, access_key_id: &str, now: i64) -> Check {
    const WHAT: &str = "access key";
    let request = iam::ListAccessKeysRequest { user_name: None, marker: None, max_items: None };
    let keys = match client.call(&request) {
        Ok(answer) => answer.access_key_metadata,
        Err(error) if error.is("AccessDenied") => {
            return Check::new(WHAT, Verdict::Warning, "may not be looked up (iam:ListAccessKeys)");
        }
        Err(error) => return Check::failed(WHAT, &error.into()),
    };
    let key = keys.iter().find(|key| key.access_key_id.as_deref() == Some(access_key_id));
    match key.and_then(|key| key.create_date) {
        None => Check::new(WHAT, Verdict::Warning, format!("{access_key_id}, of unknown age")),
        Some(made) => match (now - made.epoch_seconds()) / 86_400 {
            days if days > OLD_KEY_DAYS => {
                Check::new(WHAT, Verdict::Warning, format!("{access_key_id} is {days} days old"))
                    .hint("`ostiary key rotate` makes a new one")
            }
            days => Check::new(WHAT, Verdict::Ok, format!("{access_key_id}, {days} days old")),
        },
    }
}

/// Permissions that this program needs for the user once there is MFA, by IAM's own simulation if the user may run it.
///
/// Only users are checked: a role's session has the role's policies, and manages no devices and keys.
pub fn permissions(client: &Client, identity: &Identity) -> Check {
    const WHAT: &str = "permissions";
    let Some((_, name)) = identity.arn.rsplit_once('/').filter(|_| identity.arn.contains(":user/")) else {
        return Check::new(WHAT, Verdict::Ok, "not those of a user, which manages no devices and keys");
    };
    let device = format!("{}:mfa/{name}", identity.arn.split(":user/").next().unwrap_or_default());
    let mut refused = Vec::new();
    for (resource, actions) in [(&identity.arn, USER_ACTIONS.as_slice()), (&device, &DEVICE_ACTIONS)] {
        match simulate(client, &identity.arn, name, resource, actions) {
            Ok(found) => refused.extend(found),
            Err(error) if error.is("AccessDenied") => {
                let found =
                    "may not be looked up (iam:SimulatePrincipalPolicy); they show when they are needed";
                return Check::new(WHAT, Verdict::Ok, found);
            }
            Err(error) => return Check::failed(WHAT, &error.into()),
        }
    }
    match refused.as_slice() {
        [] => Check::new(WHAT, Verdict::Ok, "with MFA, the user may manage its own devices and keys"),
        refused => Check::new(WHAT, Verdict::Warning, format!("even with MFA the user may not {}", refused.join(", ")))
            .hint("`ostiary mfa` and `ostiary key rotate` need them, on the user and its device; an administrator allows them"),
    }
}

/// The actions that are not allowed.
fn simulate(
    client: &Client,
    user: &str,
    name: &str,
    resource: &str,
    actions: &[&str],
) -> Result<Vec<String>, call::Error> {
    let entry = |key: &str, kind, value: &str| iam::ContextEntry {
        context_key_name: Some(key.to_owned()),
        context_key_values: Some(vec![value.to_owned()]),
        context_key_type: Some(kind),
    };
    let request = iam::SimulatePrincipalPolicyRequest {
        policy_source_arn: user.to_owned(),
        policy_input_list: None,
        permissions_boundary_policy_input_list: None,
        action_names: actions.iter().map(|action| (*action).to_owned()).collect(),
        resource_arns: Some(vec![resource.to_owned()]),
        resource_policy: None,
        resource_owner: None,
        caller_arn: None,
        context_entries: Some(vec![
            entry("aws:MultiFactorAuthPresent", iam::ContextKeyTypeEnum::Boolean, "true"),
            entry("aws:MultiFactorAuthAge", iam::ContextKeyTypeEnum::Numeric, "1"),
            entry("aws:SecureTransport", iam::ContextKeyTypeEnum::Boolean, "true"),
            entry("aws:username", iam::ContextKeyTypeEnum::String, name),
        ]),
        resource_handling_option: None,
        max_items: None,
        marker: None,
    };
    let results = client.call(&request)?.evaluation_results.unwrap_or_default();
    let refused = results
        .into_iter()
        .filter(|result| result.eval_decision != iam::PolicyEvaluationDecisionType::Allowed);
    Ok(refused.map(|result| result.eval_action_name).collect())
}

/// The profile's roles, got without a question. `long` is true if the first one takes a code of its own.
pub fn role(got: Result<Granted, Error>, long: bool) -> Check {
    const WHAT: &str = "role";
    match got {
        Ok(granted) => Check::new(WHAT, Verdict::Ok, granted.subject.unwrap_or_default()),
        Err(Error::Prompt(PromptError::NoTerminal)) => {
            Check::new(WHAT, Verdict::Warning, "not tried: it takes an MFA code")
                .hint(if long {
                    "`ostiary assume` gets the role, which is to last longer than an MFA session can make it; then ask again"
                } else {
                    "`ostiary session` gets an MFA session; then ask again"
                })
        }
        Err(error) => Check::failed(WHAT, &error),
    }
}
