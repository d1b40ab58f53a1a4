//! `ostiary env`: prints credentials as environment variables.

use clap::Args;
use client::command::Variables;

use crate::exit::Failure;
use crate::flags::{FormatName, Target, format};
use crate::granted::granted;
use crate::output;

#[derive(Args)]
pub(crate) struct Env {
    #[command(flatten)]
    target: Target,
    /// Form of the lines [default: bash]
    #[arg(long, value_name = "FORM")]
    format: Option<FormatName>,
}

/// Writes the variables in the syntax of a shell or file.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Env) -> Result<(), Failure> {
    let (context, settings, granted) = granted(&arguments.target)?;
    let format = format(arguments.format, context.json);
    output::print(Variables::new(&granted, &settings).print(format).expose())
}
