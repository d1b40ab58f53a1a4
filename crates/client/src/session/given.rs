//! What is given on the command line, checked before anything is asked or sent.

use std::ops::RangeInclusive;
use std::path::Path;

use crate::duration;
use crate::error::Error;
use crate::file;
use crate::profile::Role;

/// Shortest and longest life of an MFA session, seconds (GetSessionToken).
pub const SESSION_SECONDS: RangeInclusive<i32> = 900..=129_600;
/// Shortest and longest life of a role's session, seconds (AssumeRole).
pub const ROLE_SECONDS: RangeInclusive<i32> = 900..=43_200;

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
