//! `ostiary whoami`: prints the identity behind the credentials.

use clap::Args;
use client::command::identity_report;
use client::person::Progress;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::Target;
use crate::granted::{options, target_settings};
use crate::output;

#[derive(Args)]
pub(crate) struct Whoami {
    #[command(flatten)]
    target: Target,
}

/// Writes principal, MFA and remaining life of the credentials.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Whoami) -> Result<(), Failure> {
    let target = &arguments.target;
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &target.mfa, options(target))?;
    let granted = broker.credentials()?;
    let granted = broker.recall(granted);
    let identity = broker.identity(&granted.credentials)?;
    let now = context.clock.now();
    let shown = identity_report(&identity, &granted, &settings, now);
    output::line(&if context.json { shown.json() } else { shown.text() })?;
    if let Some(told) = identity.wrong_codes.advice(&context.clock) {
        context.progress.note(&told);
    }
    Ok(())
}
