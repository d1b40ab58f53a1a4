//! `ostiary mfa list`: lists the user's devices.

use clap::Args;
use client::broker::Options;
use client::call::Device;
use client::command::{Report, Table};
use client::person::Progress;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::User;
use crate::output;

/// Arguments of `ostiary mfa list`.
#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    user: User,
}

/// Writes the devices in columns.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &List) -> Result<(), Failure> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let cache = context.cache()?;
    let devices = context.broker(&settings, &cache, &user.mfa, Options::default())?.devices()?;
    let row = |device: &Device| {
        Report(vec![
            ("serial", device.serial.as_str().into()),
            ("user", device.user.as_str().into()),
            ("enabled", device.enabled.as_str().into()),
        ])
    };
    if devices.is_empty() {
        context.progress.note("the user has no MFA device; `ostiary mfa enroll` makes one");
    }
    let table = Table(devices.iter().map(row).collect());
    output::print(&if context.json { table.json() } else { table.table() })
}
