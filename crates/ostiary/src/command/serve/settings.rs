//! Settings of `serve`: flags and environment first, then the file, then defaults.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tempfile::TempDir;

use super::arguments::{LogForm, Serve, Switch};
use super::ephemeral;
use crate::data_directory::data_directory;
use crate::exit::Failure;

const LISTEN: &str = "127.0.0.1:4747";
const REGION: &str = "us-east-1";
const LOG_FILTER: &str = "warn";

/// Settings of the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    listen: Option<String>,
    account_id: Option<String>,
    region: Option<String>,
    sigv2: Option<Switch>,
    root_key: Option<bool>,
    seed: Option<PathBuf>,
    seed_if_empty: Option<bool>,
    s3_host: Option<Vec<String>>,
    tls: Option<String>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    log: Option<LogForm>,
    log_filter: Option<String>,
}

/// Settings of a server.
pub(super) struct Settings {
    pub(super) server: server::Options,
    /// Data directory of a server that keeps nothing.
    pub(super) ephemeral: Option<TempDir>,
    pub(super) log: LogForm,
    pub(super) log_filter: String,
}

impl Settings {
    /// Settles each setting by flag, environment, file and default, in that order.
    ///
    /// # Errors
    /// If the file cannot be read, or a value is malformed.
    pub(super) fn settle(flags: &Serve) -> Result<Self, Failure> {
        let file = flags.config.as_deref().map(read).transpose()?.unwrap_or_default();
        let account_id = flags.account_id.clone().or(file.account_id);
        let id = account_id.as_deref().map(|text| {
            identity::AccountId::parse(text).ok_or_else(|| {
                Failure::new(format!("account_id: an account id is twelve digits, not '{text}'"))
            })
        });
        let s3_hosts =
            if flags.s3_host.is_empty() { file.s3_host.unwrap_or_default() } else { flags.s3_host.clone() };
        let tls = tls(flags, file.tls, file.tls_cert, file.tls_key)?;
        let region = flags.region.clone().or(file.region).unwrap_or_else(|| REGION.to_owned());
        let seed = flags.seed.clone().or(file.seed).map(|path| server::SeedFile {
            path,
            if_empty: flags.seed_if_empty || file.seed_if_empty.unwrap_or(false),
            region: region.clone(),
        });
        let named = flags.data.clone().or(file.data);
        let ephemeral = flags.ephemeral.then(|| ephemeral::directory(named.as_deref())).transpose()?;
        let data = match &ephemeral {
            Some(directory) => directory.path().to_owned(),
            None => data_directory(named)?,
        };
        Ok(Self {
            ephemeral,
            server: server::Options {
                data,
                listen: flags.listen.clone().or(file.listen).unwrap_or_else(|| LISTEN.to_owned()),
                region,
                sigv2: flags.sigv2.or(file.sigv2) == Some(Switch::On),
                s3_hosts,
                tls,
                first_account: server::FirstAccount {
                    id: id.transpose()?,
                    root_key: flags.root_key || file.root_key.unwrap_or(false),
                    seed,
                },
            },
            log: flags.log.or(file.log).unwrap_or(LogForm::Human),
            log_filter: flags.log_filter.clone().or(file.log_filter).unwrap_or_else(|| LOG_FILTER.to_owned()),
        })
    }
}

/// The certificate. A flag or the environment takes the place of all that the file says of it.
fn tls(
    flags: &Serve,
    made: Option<String>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
) -> Result<Option<server::TlsCertificate>, Failure> {
    let given = (flags.tls.clone(), flags.tls_cert.clone(), flags.tls_key.clone());
    let given = if given == (None, None, None) { (made, certificate, key) } else { given };
    match given {
        (None, None, None) => Ok(None),
        (Some(made), None, None) => self_signed(&made).map(Some),
        (None, Some(certificate), Some(key)) => Ok(Some(server::TlsCertificate::Files { certificate, key })),
        (Some(_), ..) => {
            Err(Failure::new("tls makes a certificate, and tls_cert and tls_key name one: give either"))
        }
        (None, ..) => {
            Err(Failure::new("tls_cert and tls_key go together: a certificate and its private key"))
        }
    }
}

/// `self-signed`, or `self-signed=NAME,…`.
fn self_signed(text: &str) -> Result<server::TlsCertificate, Failure> {
    let names = match text.strip_prefix("self-signed=") {
        Some(names) => names.split(',').collect(),
        None if text == "self-signed" => Vec::new(),
        None => {
            let failure =
                Failure::new(format!("tls: '{text}' is neither self-signed nor self-signed=NAME,…"));
            return Err(failure.hint("a certificate of your own is named by --tls-cert and --tls-key"));
        }
    };
    let names = names.into_iter().map(|name| {
        server::CertificateName::parse(name).ok_or_else(|| {
            Failure::new(format!("tls: '{name}' is neither a host name without wildcards nor an IP address"))
        })
    });
    Ok(server::TlsCertificate::SelfSigned { names: names.collect::<Result<_, _>>()? })
}

fn read(path: &Path) -> Result<File, Failure> {
    let cannot =
        |error: &dyn std::fmt::Display| Failure::new(format!("cannot read {}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
    toml::from_str(&text).map_err(|error| cannot(&error))
}
