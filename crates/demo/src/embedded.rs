//! A throw-away server, gone when the demo ends.

use std::path::Path;

use client::call::{Client, Credentials, Endpoints};
use client::place::Clock;
use secret::Secret;
use server::{FirstAccount, Options, Server};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const REGION: &str = "us-east-1";
/// Name of the second account.
const PARTNER: &str = "partner";

/// A running server on a free port of the loopback interface, in a temporary directory.
pub(crate) struct Embedded {
    server: Server,
    directory: TempDir,
    has_partner: bool,
}

impl Embedded {
    /// Starts it, with a second account if there is to be one.
    pub(crate) fn start(runtime: &Runtime, with_partner: bool) -> Result<Self, String> {
        let directory = tempfile::Builder::new()
            .prefix("ostiary-demo-")
            .tempdir()
            .map_err(|error| format!("cannot make a temporary directory: {error}"))?;
        let options = Options {
            data: directory.path().join("data"),
            listen: "127.0.0.1:0".to_owned(),
            region: REGION.to_owned(),
            sigv2: false,
            s3_hosts: Vec::new(),
            tls: None,
            first_account: FirstAccount::default(),
        };
        let server = runtime.block_on(Server::start(options)).map_err(|error| error.to_string())?;
        if with_partner {
            let made = server::control::create_account(server.data(), PARTNER, None, false);
            made.map_err(|error| error.to_string())?;
        }
        Ok(Self { server, directory, has_partner: with_partner })
    }

    /// Calls as the first account's administrator.
    pub(crate) fn client(&self) -> Result<Client, String> {
        self.client_of("admin")
    }

    /// Calls as the second account's administrator, if there is a second account.
    pub(crate) fn partner(&self) -> Result<Option<Client>, String> {
        self.has_partner.then(|| self.client_of(PARTNER)).transpose()
    }

    fn client_of(&self, account: &str) -> Result<Client, String> {
        let url = format!("http://{}", self.server.address());
        let endpoints = Endpoints::single(&url, REGION).map_err(|error| error.to_string())?;
        let credentials = read_credentials(&self.server.data().join(format!("{account}.credentials")))?;
        Ok(Client::new(endpoints, Some(credentials), Clock::system()))
    }

    /// Stops it and removes its directory.
    pub(crate) fn stop(self, runtime: &Runtime) {
        runtime.block_on(self.server.stop());
        // the system clears its own temporary directory
        let _ = self.directory.close();
    }
}

/// Credentials of the first profile in a file that the server has just written.
fn read_credentials(path: &Path) -> Result<Credentials, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = Secret::new(text);
    let value = |name: &str| {
        let mut lines = text.expose().lines();
        lines.find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('=').map(str::trim))
    };
    match (value("aws_access_key_id"), value("aws_secret_access_key")) {
        (Some(id), Some(key)) => Ok(Credentials::long_term(id, key)),
        _ => Err(format!("{}: there are no credentials in it", path.display())),
    }
}
