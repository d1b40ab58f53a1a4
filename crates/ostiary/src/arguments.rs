use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A self-hosted, wire-compatible AWS identity plane: IAM, STS, MFA that is really checked, and an S3 front that all of it
/// protects.
#[derive(Parser)]
#[command(name = "ostiary", version, propagate_version = true, after_help = crate::exit::HELP)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Answer IAM, STS and S3 on one port
    Serve(Serve),
    /// Make and list accounts, on the machine that the server runs on
    Account(Account),
    /// Read everything in a data directory, and say what is wrong
    ///
    /// Reads every identity record, bucket, object and upload, and compares all with their seals and checksums: through the
    /// server where one runs, else by itself. Exits with 3 if anything is wrong, and with 1 if it could not be read.
    Check(Check),
    /// Play the scenario that Ostiary is for: MFA-protected access, step by step, with its denials explained
    ///
    /// Each call is shown with its answer, each denial with its reason, and everything that is made is taken down again, also
    /// after Ctrl-C. Without --endpoint or --profile it all happens on a throw-away server inside this program.
    Demo(crate::demo::Demo),
    /// Check, decide, explain and test policies, offline
    Policy(crate::policies::PolicyArguments),
    #[command(flatten)]
    Client(crate::client::Command),
}

/// Settings come from flags, then from the environment, then from the file named by --config, whose keys are the flags'
/// names with `_` for `-`.
#[derive(Args)]
pub struct Serve {
    /// Where everything is kept; made if it is not there [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address to listen on; port 0 picks a free one [default: 127.0.0.1:4747]
    #[arg(long, env = "OSTIARY_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Account id that a new data directory begins with [default: random]
    #[arg(long, env = "OSTIARY_ACCOUNT_ID", value_name = "N", value_parser = account_id)]
    pub account_id: Option<String>,
    /// Region that S3 names as its own [default: us-east-1]
    #[arg(long, env = "OSTIARY_REGION", value_name = "REGION")]
    pub region: Option<String>,
    /// Whether S3 takes requests signed with Signature Version 2 (HMAC-SHA1, which covers neither host nor body), as boto 2 and
    /// Boto3's presigned URLs send by default [default: off]
    #[arg(long, env = "OSTIARY_SIGV2", value_name = "on|off")]
    pub sigv2: Option<Switch>,
    /// Give the root user of a new data directory's account an access key, as profile `[root]`
    #[arg(long)]
    pub root_key: bool,
    /// Host name under which S3 is reached, for addresses like bucket.HOST; `localhost` always is; may be repeated
    #[arg(long, env = "OSTIARY_S3_HOST", value_name = "HOST", value_delimiter = ',')]
    pub s3_host: Vec<String>,
    /// File with settings, TOML
    #[arg(long, env = "OSTIARY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Form of the log on stderr [default: human]
    #[arg(long, env = "OSTIARY_LOG", value_name = "FORM")]
    pub log: Option<LogForm>,
    /// What is logged: error, warn, info, debug, trace, or tracing's filter syntax [default: warn]
    #[arg(long, env = "OSTIARY_LOG_FILTER", value_name = "FILTER")]
    pub log_filter: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// Yes
    On,
    /// No
    Off,
}

#[derive(Clone, Copy, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogForm {
    /// Lines for people
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Args)]
pub struct Account {
    #[command(subcommand)]
    pub command: AccountCommand,
}

#[derive(Subcommand)]
pub enum AccountCommand {
    /// Make an account with its root user and an `admin` user; writes DIR/NAME.credentials and prints the account as JSON
    Create {
        /// Name of the account, and of its credentials file
        name: String,
        /// Account id, twelve digits [default: random]
        #[arg(long, value_name = "N", value_parser = account_id)]
        account_id: Option<String>,
        /// Give the root user an access key, as profile `[root]`
        #[arg(long)]
        root_key: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Print all accounts as JSON
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Give an account another name; its credentials file, if it is in the data directory, moves with it
    Rename {
        /// Name of the account
        name: String,
        /// Its new name
        new_name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Delete an account with its keys and sessions; prints what went as JSON
    ///
    /// One that has users beside admin, groups, roles, policies, MFA devices or buckets, or that roles of other accounts
    /// trust, is refused with a list of all that, unless --force is given. Its id is never given to another account.
    Delete {
        /// Name of the account
        name: String,
        /// Delete it with all that it has, its buckets' objects included
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Print an account's quotas as JSON, with default and use, or set some of them
    ///
    /// object-bytes, uploads and multipart-uploads bound what S3 stores and takes in; the others are IAM's, named as in
    /// GetAccountSummary without `Quota`. What is there already stays, also past a quota.
    Quota {
        /// Name of the account
        name: String,
        /// Quotas to set, such as Users=50 or object-bytes=10000000000; KEY=default takes one back
        #[arg(value_name = "KEY=N", value_parser = quota)]
        quotas: Vec<server::QuotaChange>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub struct Check {
    /// The data directory [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Seal what was stored before objects were sealed; it needs space for one more copy of the largest object
    #[arg(long)]
    pub seal: bool,
    /// Print one JSON object: what is wrong, and what was read
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Place {
    /// The running server's data directory [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
}

fn quota(text: &str) -> Result<server::QuotaChange, String> {
    let wrong = || "a quota is KEY=N with a whole number, or KEY=default".to_owned();
    let (quota, value) = text.split_once('=').ok_or_else(wrong)?;
    let value = match value {
        "default" => None,
        number => Some(number.parse().map_err(|_| wrong())?),
    };
    Ok(server::QuotaChange { quota: quota.to_owned(), value })
}

fn account_id(text: &str) -> Result<String, String> {
    match identity::AccountId::parse(text) {
        Some(id) => Ok(id.to_string()),
        None => Err("an account id is twelve digits, such as 111122223333".to_owned()),
    }
}
