//! `ostiary serve-credentials`: serves credentials on loopback, as containers get them.

use std::ffi::OsString;

use clap::Args;
use client::broker::CodeSource;
use client::command::container::Endpoint;
use client::command::{Variables, exec};

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::{FormatName, Target, format};
use crate::granted::{options, target_settings};
use crate::output;

#[derive(Args)]
pub(crate) struct ServeCredentials {
    #[command(flatten)]
    target: Target,
    /// Form of the lines that are printed [default: bash]
    #[arg(long, value_name = "FORM")]
    format: Option<FormatName>,
    /// Run this command with the variables set, and serve until it ends
    #[arg(last = true, value_name = "CMD")]
    command: Vec<OsString>,
}

/// Serves until the command ends, or the process is ended.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &ServeCredentials) -> Result<(), Failure> {
    let target = &arguments.target;
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &target.mfa, options(target))?;
    // questions are asked now, not when a tool waits
    broker.credentials()?;
    // --fresh and a given code count once, not for later renewals
    broker.options.fresh = false;
    if matches!(broker.code, CodeSource::Given(_)) {
        broker.code = CodeSource::Prompt;
    }
    let endpoint = Endpoint::open(broker.clock.clone())?;
    let variables = Variables::of_container(endpoint.url(), endpoint.token(), &settings);
    if settings.default_profile.credentials {
        broker.progress.note(
            "the default profile has credentials, which every SDK would take first: its files are hidden from the command",
        );
    }
    let mut credentials = || broker.credentials();
    if arguments.command.is_empty() {
        let format = format(arguments.format, target.place.manner.json);
        output::print(variables.print(format).expose())?;
    } else {
        exec::run_beside(&arguments.command, &variables)?;
    }
    Ok(endpoint.serve(&mut credentials, &mut || false)?)
}
