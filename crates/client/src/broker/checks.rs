//! Checks of flags and profiles, before a person is asked or a request sent.

use std::ops::RangeInclusive;
use std::path::Path;

use crate::error::Error;
use crate::limits::{CHAINED_ROLE_SECONDS, ROLE_SECONDS};
use crate::person::show_duration;
use crate::place;
use crate::profile::{Plan, Role, Source};

/// Refuses a duration that is out of the service's range.
///
/// # Errors
/// If it is out of range.
pub fn check_seconds(seconds: Option<i32>, range: &RangeInclusive<i32>) -> Result<(), Error> {
    match seconds {
        Some(seconds) if !range.contains(&seconds) => Err(Error::refused(
            match seconds {
                ..=0 => format!("a duration of {seconds} s is out of range"),
                _ => format!("a duration of {} is out of range", show_duration(seconds.into())),
            },
            format!("{} to {}", show_duration((*range.start()).into()), show_duration((*range.end()).into())),
        )),
        _ => Ok(()),
    }
}

/// Refuses values that no service would take.
///
/// # Errors
/// If the ARN, session name or duration of a role, or the device's serial number, is malformed.
pub(super) fn check_roles(roles: &[Role], serial: Option<&str>) -> Result<(), Error> {
    // the letters and lengths are those of STS's model
    let fits = |text: &str, length: RangeInclusive<usize>, letters: &[u8]| {
        length.contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || letters.contains(&byte))
    };
    let refused = |what: &str, value: &str, example: &str| {
        Err(Error::refused(format!("'{value}' is no {what}"), format!("it looks like {example}")))
    };
    for role in roles {
        if !role.arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("role/")) {
            return refused("ARN of a role", &role.arn, "arn:aws:iam::111122223333:role/NAME");
        }
        if let Some(name) = role.session_name.as_deref().filter(|name| !fits(name, 2..=64, b"_+=,.@-")) {
            return refused(
                "name of a session",
                name,
                "ana@example.com: 2 to 64 letters, digits and _+=,.@-",
            );
        }
        check_seconds(role.duration_seconds, &ROLE_SECONDS)?;
    }
    match serial.filter(|serial| !fits(serial, 9..=256, b"_+=/:,.@-")) {
        Some(serial) => refused("serial number of a device", serial, "arn:aws:iam::111122223333:mfa/ana"),
        None => Ok(()),
    }
}

/// Reports whether a role is to last longer than another session can make it.
pub fn outlasts_chaining(role: &Role) -> bool {
    role.duration_seconds.is_some_and(|seconds| seconds > CHAINED_ROLE_SECONDS)
}

/// Refuses a role that is to last longer than its place in the plan allows: only the first one can last longer than
/// [`CHAINED_ROLE_SECONDS`], and only if a long-term key assumes it.
///
/// # Errors
/// If there is such a role.
pub(super) fn check_chaining(plan: &Plan) -> Result<(), Error> {
    // a program has to run before it is known to print a key or a session
    let may_be_key = match &plan.source {
        Source::Static(credentials) => !credentials.is_temporary(),
        Source::Process(_) => true,
        Source::Sso(_) | Source::WebIdentity(_) | Source::Machine(_) => false,
    };
    match plan.roles.iter().skip(usize::from(may_be_key)).find(|role| outlasts_chaining(role)) {
        Some(role) => Err(chained_too_long(role)),
        None => Ok(()),
    }
}

/// The refusal of a role that is to last longer than [`CHAINED_ROLE_SECONDS`] by role chaining.
pub(super) fn chained_too_long(role: &Role) -> Error {
    let asked = show_duration(role.duration_seconds.unwrap_or_default().into());
    let most = show_duration(CHAINED_ROLE_SECONDS.into());
    let whose = match &role.profile {
        Some(profile) => format!("duration_seconds of profile '{profile}'"),
        None => "--duration".to_owned(),
    };
    Error::refused(
        format!(
            "{} cannot last {asked}: a role that is assumed with a session, as roles after the first are, lasts {most} at most \
             (AWS calls it role chaining)",
            role.arn
        ),
        format!(
            "{whose} can be {CHAINED_ROLE_SECONDS} at most; the role is got again without a code as long as the session before \
             it lasts"
        ),
    )
}

/// Text of a session policy that is given as JSON or as `@FILE`.
///
/// # Errors
/// If the file cannot be read, or the text is no JSON object.
pub fn policy_text(given: &str) -> Result<String, Error> {
    let text = match given.strip_prefix('@') {
        Some(path) => place::read_text(Path::new(path))
            .map_err(|error| Error::Io { what: format!("cannot read {path}"), error })?,
        None => given.to_owned(),
    };
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(serde_json::Value::Object(_)) => Ok(text),
        _ => Err(Error::refused("the session policy is no JSON object", "give a policy document, or @FILE")),
    }
}
