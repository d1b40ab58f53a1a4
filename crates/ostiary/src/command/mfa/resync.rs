//! `ostiary mfa resync`: brings a device back in step.

use clap::Args;
use client::broker::{CodeSource, Options};
use client::command::mfa::{PairSource, check_enabled, resync, user_of};
use client::profile::Settings;
use client::{Error, MfaError};

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::User;
use crate::granted::done;

/// Arguments of `ostiary mfa resync`.
#[derive(Args)]
pub(crate) struct Resync {
    /// Serial number or ARN [default: mfa_serial of the profile]
    serial: Option<String>,
    /// Two codes that follow each other, instead of being asked for them
    #[arg(long, num_args = 2, value_names = ["FIRST", "SECOND"], conflicts_with_all = ["code", "mfa_process"])]
    codes: Option<Vec<String>>,
    #[command(flatten)]
    user: User,
}

/// Resynchronises the device by two codes.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Resync) -> Result<(), Failure> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let pair = match (arguments.codes.as_deref(), context.code_source(&user.mfa)?) {
        (Some([first, second]), _) => PairSource::given(first, second)?,
        (_, CodeSource::Process(command)) => PairSource::Process(command),
        (_, CodeSource::Given(_)) if user.mfa.code.is_some() => {
            return Err(Error::refused(
                "a device is brought in step by two codes that follow each other",
                "--codes FIRST SECOND gives both",
            )
            .into());
        }
        _ => PairSource::Prompt,
    };
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let serial = device(&context, &settings, arguments)?;
    let cache = context.cache()?;
    // the device is out of step, so no code of it can be asked for first
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default())?;
    let credentials = broker.unasked()?.credentials;
    let identity = broker.identity(&credentials)?;
    let name = user_of(&identity)?;
    let client = context.client(&settings, Some(credentials))?;
    context.during("looking for the device", || check_enabled(&client, &serial))?;
    let call = |codes| resync(&client, &cache, name, &serial, codes);
    pair.with(&serial, &context.clock, &mut *context.terminal, &mut context.progress, call)?;
    done(&context, &[("serial", &serial)], &format!("{serial} is in step again"))
}

/// Serial number of the device: the argument, else the flag's, the environment's or the profile's.
fn device(context: &Context, settings: &Settings, arguments: &Resync) -> Result<String, Error> {
    let profile = || settings.plan.session_serial().map(str::to_owned);
    let named = arguments.serial.clone().or_else(|| context.mfa_serial(&arguments.user.mfa)).or_else(profile);
    named.ok_or(MfaError::NoDevice.into())
}
