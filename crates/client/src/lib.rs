//! MFA sessions for people and tools: profiles as the AWS CLI reads them, one MFA prompt a day, credentials in every form
//! that a tool may want.
//!
//! The binary only reads arguments; everything else is here. Time is an argument ([`api::Clock`]), questions go through
//! [`prompt::Terminal`].

pub mod api;
pub mod authenticator;
mod aws_cli;
pub mod cache;
pub mod configure;
pub mod console;
pub mod container;
pub mod credential_process;
pub mod doctor;
pub mod duration;
mod entropy;
mod environment;
mod error;
pub mod exec;
mod file;
mod interrupt;
pub mod mfa;
pub mod output;
mod printable;
pub mod profile;
mod program;
pub mod progress;
pub mod prompt;
pub mod qr;
pub mod report;
pub mod rotate;
mod sdk;
pub mod session;

pub use environment::Environment;
pub use error::{EXIT_CANCELLED, EXIT_FAILURE, EXIT_NO_CREDENTIALS, Error};
pub use printable::printable;
pub use sdk::{Identity, WrongCodes};

/// Bytes that are wiped when dropped, for whoever reads a secret in.
pub type Wiped = zeroize::Zeroizing<Vec<u8>>;

use api::{Authorities, Client, Clock, Credentials};
use profile::Settings;

/// A caller of the services that a profile means.
///
/// # Errors
/// If the file of certificate authorities cannot be used.
pub fn client_of(
    settings: &Settings,
    credentials: Option<Credentials>,
    clock: Clock,
) -> Result<Client, Error> {
    let authorities = authorities_of(settings)?;
    Ok(Client::trusting(settings.endpoints.clone(), credentials, clock, &authorities))
}

/// The certificate authorities that a profile trusts: those of its file, else the machine's.
pub(crate) fn authorities_of(settings: &Settings) -> Result<Authorities, Error> {
    let Some(file) = &settings.ca_bundle else { return Ok(Authorities::of_machine()) };
    Authorities::of_file(file)
        .map_err(|error| Error::Io { what: format!("cannot use {}", file.display()), error })
}
