//! AWS config files beside the credentials files: with both, a client needs nothing else.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use store::private_file;

use crate::accounts::credentials_path;
use crate::directory::CREDENTIALS_SUFFIX;
use crate::limits;
use crate::tls::Tls;

/// Endpoint and region of a server, as the config files in its data directory name them.
#[derive(Debug, Clone)]
pub(crate) struct ConfigFiles {
    directory: PathBuf,
    endpoint: String,
    region: String,
    /// Certificates by which clients know the server, if their systems do not.
    bundle: Option<PathBuf>,
}

impl ConfigFiles {
    /// The files of a server that listens on `address`.
    pub(crate) fn new(directory: &Path, address: SocketAddr, region: &str, tls: Option<&Tls>) -> Self {
        let address = reached(address);
        let endpoint = match tls {
            None => format!("http://{address}"),
            Some(tls) => match tls.host() {
                Some(host) => format!("https://{host}:{}", address.port()),
                None => format!("https://{address}"),
            },
        };
        let bundle = tls.and_then(|tls| tls.bundle.as_deref());
        // clients read it from wherever they are
        let bundle = bundle.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        Self { directory: directory.to_owned(), endpoint, region: region.to_owned(), bundle }
    }

    /// The data directory.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Writes the config file of every credentials file in the directory. The port may be another one at each start.
    pub(crate) fn write_all(&self) {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) => {
                tracing::warn!(%error, "the config files beside the credentials are not written");
                return;
            }
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for name in names {
            if let Some(account) = name.strip_suffix(CREDENTIALS_SUFFIX) {
                self.write(account);
            }
        }
    }

    /// Writes the config file of an account: its place, if it was written. A file that cannot be written is said in the log
    /// and stops nothing.
    pub(crate) fn write(&self, account: &str) -> Option<PathBuf> {
        let path = config_path(&self.directory, account);
        let written = profiles(&credentials_path(&self.directory, account))
            .and_then(|profiles| private_file::write_over(&path, self.text(&profiles).as_bytes()));
        match written {
            Ok(()) => Some(path),
            Err(error) => {
                tracing::warn!(file = %path.display(), %error, "a config file is not written");
                None
            }
        }
    }

    /// Removes the config file of an account that is gone or has another name.
    pub(crate) fn remove(&self, account: &str) {
        let path = config_path(&self.directory, account);
        if let Err(error) = private_file::remove(&path) {
            tracing::warn!(file = %path.display(), %error, "a config file stays behind");
        }
    }

    fn text(&self, profiles: &[String]) -> String {
        let mut text = "# Written by `ostiary serve` at each start: changes are lost.\n".to_owned();
        for profile in profiles {
            let section = if profile == "default" { profile.clone() } else { format!("profile {profile}") };
            text.push_str(&format!(
                "\n[{section}]\nregion = {}\nendpoint_url = {}\n",
                self.region, self.endpoint
            ));
            if let Some(bundle) = &self.bundle {
                text.push_str(&format!("ca_bundle = {}\n", bundle.display()));
            }
        }
        text
    }
}

/// Place of an account's config file: `DIR/NAME.config`.
pub(crate) fn config_path(directory: &Path, account: &str) -> PathBuf {
    directory.join(format!("{account}.config"))
}

/// The address at which this machine reaches a listener: loopback for one on all addresses.
pub(crate) fn reached(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Names of the profiles in a credentials file. Its keys are passed over.
fn profiles(path: &Path) -> io::Result<Vec<String>> {
    if fs::metadata(path)?.len() > limits::CREDENTIALS_FILE_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the credentials file is too large"));
    }
    let text = secret::Secret::new(fs::read_to_string(path)?);
    let sections = text.expose().lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
    Ok(sections.map(|name| name.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests;
