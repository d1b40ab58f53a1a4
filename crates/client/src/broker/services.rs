//! Connections to the services that a profile means.

use crate::call::{Authorities, Client, Credentials, Sts};
use crate::error::Error;
use crate::place::Clock;
use crate::profile::Settings;

/// Connection to STS, opened by the first call.
#[derive(Default)]
pub struct Connection {
    sts: Option<Sts>,
    /// true once the endpoint was seen to answer
    pub(super) reached: bool,
}

impl Connection {
    /// The caller of STS at the profile's endpoint.
    ///
    /// # Errors
    /// If the certificate authorities' file, the runtime or TLS cannot be used.
    pub(super) fn open(&mut self, settings: &Settings, clock: &Clock) -> Result<&Sts, Error> {
        match &mut self.sts {
            Some(sts) => Ok(sts),
            none => {
                let authorities = authorities_of(settings)?;
                let (endpoint, region) = (&settings.endpoints.sts, settings.region.as_deref());
                let sts = Sts::new(endpoint, region, &authorities, clock.clone())
                    .map_err(|error| Error::Io { what: "cannot set up calls of STS".to_owned(), error })?;
                Ok(none.insert(sts))
            }
        }
    }
}

/// A client of the profile's endpoints.
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

/// Certificate authorities that the profile trusts: those of its file, else the machine's.
fn authorities_of(settings: &Settings) -> Result<Authorities, Error> {
    let Some(file) = &settings.ca_bundle else { return Ok(Authorities::of_machine()) };
    Authorities::of_file(file)
        .map_err(|error| Error::Io { what: format!("cannot use {}", file.display()), error })
}
