//! What is given on the command line, checked before anything is asked or sent.

use std::ops::RangeInclusive;
use std::path::Path;

use crate::duration;
use crate::error::Error;
use crate::file;
use crate::profile::{Plan, Role, Source};

/// Shortest and longest life of an MFA session, seconds (GetSessionToken).
pub const SESSION_SECONDS: RangeInclusive<i32> = 900..=129_600;
/// Shortest and longest life of a role's session, seconds (AssumeRole).
pub const ROLE_SECONDS: RangeInclusive<i32> = 900..=43_200;

/// Longest life of a role's session that is got with credentials of a session, seconds: AWS's limit on role chaining, which
/// counts for those of GetSessionToken too (Temporary security credentials, "Role chaining").
pub const CHAINED_ROLE_SECONDS: i32 = 3_600;

/// Refuses a duration that no service would take, before anything is asked or sent.
///
/// # Errors
/// If it is out of range.
pub fn check_seconds(seconds: Option<i32>, range: &RangeInclusive<i32>) -> Result<(), Error> {
    match seconds {
        Some(seconds) if !range.contains(&seconds) => Err(Error::refused(
            match seconds {
                ..=0 => format!("a duration of {seconds} s is out of range"),
                _ => format!("a duration of {} is out of range", duration::show(seconds.into())),
            },
            format!(
                "{} to {}",
                duration::show((*range.start()).into()),
                duration::show((*range.end()).into())
            ),
        )),
        _ => Ok(()),
    }
}

/// Refuses what a profile says of roles and no service would take, before a code is asked for.
///
/// # Errors
/// If a role's ARN, session name, duration or device is none.
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

/// Whether a role is to last longer than credentials of a session can make it.
pub fn outlasts_chaining(role: &Role) -> bool {
    role.duration_seconds.is_some_and(|seconds| seconds > CHAINED_ROLE_SECONDS)
}

/// Refuses a role that is to last longer than its place in the plan allows, before a code is asked for: only the first one can
/// last longer than [`CHAINED_ROLE_SECONDS`], and only where a long-term key assumes it.
///
/// # Errors
/// If there is such a role.
pub(super) fn check_chaining(plan: &Plan) -> Result<(), Error> {
    // what a program prints is known when it has run
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

/// That a session makes a role last [`CHAINED_ROLE_SECONDS`] at most.
pub(super) fn chained_too_long(role: &Role) -> Error {
    let asked = duration::show(role.duration_seconds.unwrap_or_default().into());
    let most = duration::show(CHAINED_ROLE_SECONDS.into());
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

/// A session policy as given: JSON, or `@FILE`.
///
/// # Errors
/// If the file cannot be read, or it is no JSON object.
pub fn policy_text(given: &str) -> Result<String, Error> {
    let text = match given.strip_prefix('@') {
        Some(path) => file::read_text(Path::new(path))
            .map_err(|error| Error::Io { what: format!("cannot read {path}"), error })?,
        None => given.to_owned(),
    };
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(serde_json::Value::Object(_)) => Ok(text),
        _ => Err(Error::refused("the session policy is no JSON object", "give a policy document, or @FILE")),
    }
}
