//! `ostiary assume`: assumes a role, and keeps its session.

use clap::Args;
use client::Error;

use crate::exit::Failure;
use crate::flags::Target;
use crate::granted::{granted_if, show};

#[derive(Args)]
pub(crate) struct Assume {
    #[command(flatten)]
    target: Target,
}

/// Gets the session of a role, and writes what it is.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Assume) -> Result<(), Failure> {
    let (context, settings, granted) = granted_if(&arguments.target, |settings| {
        if settings.plan.roles.is_empty() {
            return Err(Error::refused(
                format!("profile '{}' has no role_arn", settings.profile),
                "give the ARN of a role, or a profile with role_arn; `ostiary session` gets an MFA session without a role",
            ));
        }
        Ok(())
    })?;
    show(&context, &settings, &granted)
}
