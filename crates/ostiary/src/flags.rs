//! Flags that several commands of the client share.

use clap::{Args, ValueEnum};
use client::command::Format;
use client::person::parse_duration;

use crate::profile_names::profile_names;

/// Region and endpoint.
#[derive(Args, Clone)]
pub(crate) struct Place {
    /// Region [default: AWS_REGION, AWS_DEFAULT_REGION, the profile's]
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// Address of IAM, STS and S3 in one [env: OSTIARY_ENDPOINT] [default: AWS_ENDPOINT_URL…, the profile's, AWS]
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// Form of results and amount of progress.
#[derive(Args, Clone)]
pub(crate) struct Manner {
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell nothing but errors on stderr
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Tell each step on stderr
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Source of MFA codes, and use of kept sessions.
#[derive(Args, Clone)]
pub(crate) struct Mfa {
    /// Serial number or ARN of the MFA device [env: OSTIARY_MFA_SERIAL] [default: mfa_serial of the profile]
    #[arg(long, value_name = "ARN", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) mfa_serial: Option<String>,
    /// The six digits, instead of being asked for them [env: OSTIARY_MFA_CODE]
    #[arg(long, value_name = "N", conflicts_with = "mfa_process")]
    pub(crate) code: Option<String>,
    /// Program that prints the six digits, such as `ykman oath accounts code -s aws`; no shell [env: OSTIARY_MFA_PROCESS]
    #[arg(long, value_name = "CMD")]
    pub(crate) mfa_process: Option<String>,
    /// Fail rather than ask
    #[arg(long)]
    pub(crate) no_prompt: bool,
    /// Get new sessions, even if some are kept
    #[arg(long)]
    pub(crate) fresh: bool,
}

/// A profile, or a role by its ARN.
#[derive(Args)]
pub(crate) struct Target {
    /// Profile, or ARN of a role
    #[arg(value_name = "PROFILE|ROLE_ARN", add = profile_names())]
    pub(crate) target: Option<String>,
    /// Profile that assumes the role, where the target is an ARN; else the same as PROFILE
    #[arg(short, long, value_name = "NAME", add = profile_names())]
    pub(crate) profile: Option<String>,
    /// Give the MFA code to AssumeRole itself, without an MFA session
    #[arg(long)]
    pub(crate) direct: bool,
    #[command(flatten)]
    pub(crate) role: Role,
    #[command(flatten)]
    pub(crate) mfa: Mfa,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Parameters of a role, in place of the profile's.
#[derive(Args)]
pub(crate) struct Role {
    /// External id that the role's trust policy asks for
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// Name of the role's session [default: role_session_name of the profile, or ostiary-USER, ostiary-client without a USER]
    #[arg(long, value_name = "NAME")]
    pub(crate) session_name: Option<String>,
    /// Life of the role's session: 15m to 12h [default: duration_seconds of the profile, or 1h]
    #[arg(long, value_name = "D", value_parser = parse_duration)]
    pub(crate) duration: Option<i32>,
    /// Session policy: JSON, or @FILE
    #[arg(long, value_name = "JSON|@FILE")]
    pub(crate) policy: Option<String>,
    /// Session tag; may be repeated
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    pub(crate) tags: Vec<(String, String)>,
}

/// Reads a session tag.
fn tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("a tag is KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// A profile with a long-term key.
#[derive(Args)]
pub(crate) struct User {
    /// Profile [default: AWS_PROFILE, or default]
    #[arg(short, long, value_name = "NAME", add = profile_names())]
    pub(crate) profile: Option<String>,
    #[command(flatten)]
    pub(crate) mfa: Mfa,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Syntax of variables, by its name on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FormatName {
    Bash,
    Fish,
    Powershell,
    Cmd,
    Dotenv,
    Json,
}

/// The syntax asked for; without one, JSON with `--json`, else that of bash.
pub(crate) fn format(asked: Option<FormatName>, json: bool) -> Format {
    asked.map_or(if json { Format::Json } else { Format::Bash }, Format::from)
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Bash => Self::Bash,
            FormatName::Fish => Self::Fish,
            FormatName::Powershell => Self::Powershell,
            FormatName::Cmd => Self::Cmd,
            FormatName::Dotenv => Self::Dotenv,
            FormatName::Json => Self::Json,
        }
    }
}
