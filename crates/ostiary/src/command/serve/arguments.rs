use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::account_id::account_id;

/// Settings come from flags, then from the environment, then from the file named by --config, whose keys are the flags'
/// names with `_` for `-`.
#[derive(Args)]
pub(crate) struct Serve {
    /// Directory that everything is kept in; made if it is missing [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// Keep nothing: state in memory, files in a private temporary directory that goes with the server
    #[arg(long)]
    pub(super) ephemeral: bool,
    /// Address to listen on; port 0 picks a free one [default: 127.0.0.1:4747]
    #[arg(long, env = "OSTIARY_LISTEN", value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<String>,
    /// Account id that a new data directory begins with [default: random]
    #[arg(long, env = "OSTIARY_ACCOUNT_ID", value_name = "N", value_parser = account_id)]
    pub(super) account_id: Option<String>,
    /// Region that S3 names as its own [default: us-east-1]
    #[arg(long, env = "OSTIARY_REGION", value_name = "REGION")]
    pub(super) region: Option<String>,
    /// Accept S3 requests signed with Signature Version 2 (HMAC-SHA1, which covers neither host nor body), as boto 2 and Boto3's
    /// presigned URLs send by default [default: off]
    #[arg(long, env = "OSTIARY_SIGV2", value_name = "on|off")]
    pub(super) sigv2: Option<Switch>,
    /// Give the root user of a new data directory's account an access key, as profile `[root]`
    #[arg(long)]
    pub(super) root_key: bool,
    /// Accounts, users, policies and buckets that a new data directory begins with: a file, YAML or JSON; applied whole or not at
    /// all, and refused on a directory that is in use
    #[arg(long, env = "OSTIARY_SEED", value_name = "FILE")]
    pub(super) seed: Option<PathBuf>,
    /// Pass over the seed on a directory that is in use, in place of refusing to start
    #[arg(long, requires = "seed")]
    pub(super) seed_if_empty: bool,
    /// Host name under which S3 is reached, for addresses like bucket.HOST; `localhost` always is; may be repeated
    #[arg(long, env = "OSTIARY_S3_HOST", value_name = "HOST", value_delimiter = ',')]
    pub(super) s3_host: Vec<String>,
    /// Speak TLS with a certificate that this server makes: its authority is DIR/tls-ca.pem, for these names and this machine's own
    #[arg(long, env = "OSTIARY_TLS", value_name = "self-signed[=NAME,…]", conflicts_with_all = ["tls_cert", "tls_key"])]
    pub(super) tls: Option<String>,
    /// Speak TLS with this certificate: a PEM file, the chain behind it; read again on SIGHUP
    #[arg(long, env = "OSTIARY_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    /// The certificate's private key: a PEM file
    #[arg(long, env = "OSTIARY_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    /// Print the line with the address as one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// File with settings, TOML
    #[arg(long, env = "OSTIARY_CONFIG", value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Form of the log on stderr [default: human]
    #[arg(long, env = "OSTIARY_LOG", value_name = "FORM")]
    pub(super) log: Option<LogForm>,
    /// Filter of the log: error, warn, info, debug, trace, or tracing's filter syntax [default: warn]
    #[arg(long, env = "OSTIARY_LOG_FILTER", value_name = "FILTER")]
    pub(super) log_filter: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Switch {
    /// Accept such requests
    On,
    /// Refuse such requests
    Off,
}

#[derive(Clone, Copy, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LogForm {
    /// Lines for people
    Human,
    /// One JSON object a line
    Json,
}
