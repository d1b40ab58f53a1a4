//! `ostiary mfa enroll`: makes a virtual device and enables it.

use std::path::PathBuf;

use clap::Args;
use client::Error;
use client::broker::Options;
use client::command::configure;
use client::command::mfa::Enrolling;
use client::person::Progress;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::User;
use crate::granted::done;

/// Arguments of `ostiary mfa enroll`.
#[derive(Args)]
pub(crate) struct Enroll {
    /// Name of the device [default: the user's]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write the QR code to a PNG file too
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Keep the seed in a file for `ostiary totp`, and take the two codes from it: for CI, not for people
    #[arg(long, value_name = "FILE")]
    seed_file: Option<PathBuf>,
    #[command(flatten)]
    user: User,
}

/// Enrols the device, and writes `mfa_serial` to the profiles.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Enroll) -> Result<(), Failure> {
    let Enroll { name, png, seed_file, user } = arguments;
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let before = context.mfa_serial(&user.mfa).or_else(|| settings.plan.session_serial().map(str::to_owned));
    // the key's profile, for all its roles; and the one that was named, for tools that read no other
    let mut profiles = vec![&settings.plan.source_profile, &settings.plan.profile];
    profiles.dedup();
    let profiles: Vec<&String> = profiles.into_iter().flatten().collect();
    profiles.iter().try_for_each(|profile| configure::check_device(&context.environment, profile))?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default())?;
    let credentials = broker.enrolling()?.credentials;
    let identity = broker.identity(&credentials)?;
    let client = context.client(&settings, Some(credentials))?;
    let enrolment = Enrolling {
        cache: &cache,
        client: &client,
        identity: &identity,
        device: name.as_deref(),
        png: png.as_deref(),
        seed_file: seed_file.as_deref(),
        terminal: &mut *context.terminal,
        progress: &mut context.progress,
        colours: context.environment.colours(),
    };
    let serial = enrolment.run()?;
    let mut written = None;
    for profile in profiles {
        match configure::set_device(&context.environment, profile, &serial) {
            Ok(file) => written = Some(file),
            Err(error) => {
                return Err(Error::refused(
                    format!("{serial} is enabled, but profile '{profile}' does not say so: {error}"),
                    format!("write `mfa_serial = {serial}` to the profile"),
                )
                .into());
            }
        }
    }
    let shown = match &written {
        Some(file) => format!("{serial} is enabled, and mfa_serial is in {}", file.display()),
        None => format!("{serial} is enabled; set mfa_serial to it in a profile"),
    };
    done(&context, &[("serial", &serial)], &shown)?;
    if let Some(before) = before.filter(|before| *before != serial) {
        context.progress.note(&format!("the profile's device was {before}, which is still enabled"));
    }
    context.progress.note("next: `ostiary session` gets an MFA session, with the device's next code");
    Ok(())
}
