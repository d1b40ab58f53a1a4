//! `ostiary mfa remove`: takes a device from the user, and deletes it if it is virtual.

use clap::Args;
use client::Error;
use client::broker::Options;
use client::command::configure;
use client::command::mfa::remove;
use client::person::Progress;
use client::profile::Settings;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::User;
use crate::granted::done;

/// Arguments of `ostiary mfa remove`.
#[derive(Args)]
pub(crate) struct Remove {
    /// Serial number or ARN [default: --mfa-serial, never the profile's]
    serial: Option<String>,
    #[command(flatten)]
    user: User,
}

/// Removes the device, and `mfa_serial` from the profiles that name it.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Remove) -> Result<(), Failure> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let serial = device(&context, &settings, arguments)?;
    let cache = context.cache()?;
    let session = context.broker(&settings, &cache, &user.mfa, Options::default())?.user()?;
    let client = context.client(&settings, Some(session.credentials))?;
    let progress: &mut dyn Progress = &mut context.progress;
    progress.during("removing the device", || remove(&client, None, &serial))?;
    configure::forget_device(&context.environment, &serial)?;
    done(&context, &[("serial", &serial)], &format!("{serial} is gone"))
}

/// Serial number of the device. It has to be named for this call: the profile's device is the last that should go by mistake.
fn device(context: &Context, settings: &Settings, arguments: &Remove) -> Result<String, Error> {
    let named = arguments.serial.clone().or_else(|| context.mfa_serial(&arguments.user.mfa));
    named.ok_or_else(|| {
        let its = settings.plan.session_serial().map(|serial| format!("the profile's is {serial}; "));
        Error::refused(
            "it is not said which device is to be removed",
            format!("`ostiary mfa remove SERIAL`; {}`ostiary mfa list` shows all", its.unwrap_or_default()),
        )
    })
}
