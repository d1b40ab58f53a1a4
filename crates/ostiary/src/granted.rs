//! Settings and credentials of the profile or role that a command names.

use client::Error;
use client::broker::{Granted, Options, check_seconds, policy_text};
use client::command::{Report, granted_report};
use client::limits::ROLE_SECONDS;
use client::person::show_duration;
use client::profile::Settings;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::{Role, Target};
use crate::output;

/// Credentials of the target.
pub(crate) fn granted(target: &Target) -> Result<(Context, Settings, Granted), Error> {
    granted_if(target, |_| Ok(()))
}

/// Credentials of the target, if its settings fit. A misfit is refused before a code is asked for.
pub(crate) fn granted_if(
    target: &Target,
    fits: impl FnOnce(&Settings) -> Result<(), Error>,
) -> Result<(Context, Settings, Granted), Error> {
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    fits(&settings)?;
    let cache = context.cache()?;
    let granted = context.broker(&settings, &cache, &target.mfa, options(target))?.credentials()?;
    Ok((context, settings, granted))
}

/// Wishes of a target's flags.
pub(crate) fn options(target: &Target) -> Options {
    Options { direct: target.direct, ..Options::default() }
}

/// Settings of the target, with the role of its flags.
pub(crate) fn target_settings(context: &mut Context, target: &Target) -> Result<Settings, Error> {
    let arn = target.target.as_deref().filter(|target| target.starts_with("arn:"));
    let profile = match (arn, &target.target, &target.profile) {
        (Some(_), _, profile) => profile.as_deref(),
        (None, Some(_), Some(_)) => {
            return Err(Error::refused(
                "there are two profiles",
                "--profile says who assumes a role that is given by its ARN; else give one of them",
            ));
        }
        (None, Some(profile), None) | (None, None, Some(profile)) => Some(profile.as_str()),
        (None, None, None) => None,
    };
    let mut settings = context.settle(profile, &target.place)?;
    if let Some(arn) = arn {
        if !arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("role/")) {
            return Err(Error::refused(
                format!("{arn} is no ARN of a role"),
                "it is of the form arn:aws:iam::111122223333:role/NAME; `ostiary configure --list` names profiles",
            ));
        }
        settings.plan.assume(arn);
    }
    let Role { external_id, session_name, duration, policy, tags } = &target.role;
    check_seconds(*duration, &ROLE_SECONDS)?;
    let says = external_id.is_some() || session_name.is_some() || duration.is_some() || policy.is_some();
    match settings.plan.roles.last_mut() {
        Some(role) => {
            role.external_id = external_id.clone().or(role.external_id.take());
            role.session_name = session_name.clone().or(role.session_name.take());
            role.duration_seconds = duration.or(role.duration_seconds);
            role.policy = policy.as_deref().map(policy_text).transpose()?;
            role.tags.clone_from(tags);
        }
        None if says || !tags.is_empty() => {
            return Err(Error::refused(
                "there is no role that this could be about",
                "--external-id, --session-name, --duration, --policy and --tag go with a role's ARN or profile",
            ));
        }
        None => {}
    }
    Ok(settings)
}

/// Writes the result of `session` and `assume`.
pub(crate) fn show(context: &Context, settings: &Settings, granted: &Granted) -> Result<(), Failure> {
    let now = context.clock.now();
    if context.json {
        return output::line(&granted_report(granted, settings, now).json());
    }
    let left = granted.expires.map_or(0, |end| end.as_second() - now.as_second());
    let what = granted.subject.as_deref().unwrap_or(&settings.profile);
    let kept = if granted.cached { ", kept from before" } else { "" };
    output::tell(&format!("{what}: {} left{kept}", show_duration(left)))
}

/// Writes the result of a command that changed something: rows as JSON, or a text.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn done(context: &Context, rows: &[(&'static str, &str)], text: &str) -> Result<(), Failure> {
    match context.json {
        true => {
            output::line(&Report(rows.iter().map(|(name, value)| (*name, (*value).into())).collect()).json())
        }
        false => output::tell(text),
    }
}
