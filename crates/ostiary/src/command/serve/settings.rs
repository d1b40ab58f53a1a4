//! Settings of `serve`: flags and environment first, then the file, then defaults.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::arguments::{LogForm, Serve, Switch};
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
    log: Option<LogForm>,
    log_filter: Option<String>,
}

/// Settings of a server.
pub(super) struct Settings {
    pub(super) server: server::Options,
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
        let region = flags.region.clone().or(file.region).unwrap_or_else(|| REGION.to_owned());
        let seed = flags.seed.clone().or(file.seed).map(|path| server::SeedFile {
            path,
            if_empty: flags.seed_if_empty || file.seed_if_empty.unwrap_or(false),
            region: region.clone(),
        });
        Ok(Self {
            server: server::Options {
                data: data_directory(flags.data.clone().or(file.data))?,
                listen: flags.listen.clone().or(file.listen).unwrap_or_else(|| LISTEN.to_owned()),
                region,
                sigv2: flags.sigv2.or(file.sigv2) == Some(Switch::On),
                s3_hosts,
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

fn read(path: &Path) -> Result<File, Failure> {
    let cannot =
        |error: &dyn std::fmt::Display| Failure::new(format!("cannot read {}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
    toml::from_str(&text).map_err(|error| cannot(&error))
}
