//! `ostiary credential-process`: prints credentials as `credential_process` of AWS's tools reads them.

use clap::Args;
use client::command::credential_process_json;

use crate::exit::Failure;
use crate::flags::Target;
use crate::granted::granted;
use crate::output;

#[derive(Args)]
pub(crate) struct CredentialProcess {
    #[command(flatten)]
    target: Target,
}

/// Writes the credentials as JSON.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &CredentialProcess) -> Result<(), Failure> {
    let (_, _, granted) = granted(&arguments.target)?;
    output::line(credential_process_json(&granted).expose())
}
