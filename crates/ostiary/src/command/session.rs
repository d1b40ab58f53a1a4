//! `ostiary session`: gets an MFA session, and keeps it.

use clap::Args;
use client::broker::{Options, check_seconds};
use client::limits::SESSION_SECONDS;
use client::person::{Progress, parse_duration};

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::{Mfa, Place};
use crate::granted::show;
use crate::profile_names::profile_names;

#[derive(Args)]
pub(crate) struct Session {
    /// Profile [default: AWS_PROFILE, or default]
    #[arg(short, long, value_name = "NAME", add = profile_names())]
    profile: Option<String>,
    /// Life of the session: 15m to 36h [default: the service's, 12h]
    #[arg(long, value_name = "D", value_parser = parse_duration)]
    duration: Option<i32>,
    #[command(flatten)]
    mfa: Mfa,
    #[command(flatten)]
    place: Place,
}

/// Gets the MFA session of a profile's key, and writes what it is.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Session) -> Result<(), Failure> {
    let mut context = Context::new(&arguments.place.manner);
    let settings = context.settle(arguments.profile.as_deref(), &arguments.place)?;
    check_seconds(arguments.duration, &SESSION_SECONDS)?;
    let cache = context.cache()?;
    let options = Options { session_seconds: arguments.duration, ..Options::default() };
    let granted = context.broker(&settings, &cache, &arguments.mfa, options)?.session()?;
    if granted.cached && arguments.duration.is_some() {
        context.progress.note("the session that is kept is used as it is; --fresh gets one of that duration");
    }
    show(&context, &settings, &granted)
}
