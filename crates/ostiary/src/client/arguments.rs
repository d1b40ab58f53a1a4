use std::ffi::OsString;

use clap::{Args, Subcommand, ValueEnum};

use ::client::duration;
use ::client::output::Format;

use super::completion::{Complete, profiles};

#[derive(Subcommand)]
pub enum Command {
    /// Get an MFA session, and keep it until it ends
    Session(Session),
    /// Assume a role, from the MFA session where there is one, and keep the role's session
    Assume(Assume),
    /// Say who these credentials are, whether MFA was used, and how long they last
    Whoami(Whoami),
    /// Run a command, or a shell, with a profile's credentials in its environment
    Exec(Exec),
    /// Print a profile's credentials as environment variables
    Env(Env),
    /// Print a profile's credentials for credential_process in ~/.aws/config; asks on the terminal only
    CredentialProcess(CredentialProcess),
    /// Serve a profile's credentials on loopback, as containers get them; every SDK renews them from there
    ServeCredentials(ServeCredentials),
    /// Write a profile that gets its credentials from ostiary, for tools that know nothing of MFA
    Configure(Configure),
    /// MFA devices: enroll, list, resync, remove; unlock, for the operator
    Mfa(MfaArguments),
    /// Print the present code of a virtual MFA device whose seed is in a file, for CI
    Totp(Totp),
    /// Access keys
    Key(KeyArguments),
    /// Print or open a sign-in URL of AWS's web console
    Console(Console),
    /// Check profile, endpoint, clock, credentials, device and permissions
    Doctor(Doctor),
    /// List or clear the sessions that are kept
    Cache(CacheArguments),
    /// Print completions for a shell, which know the profiles
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print what may stand at the cursor: for the scripts of `completions`
    #[command(hide = true)]
    Complete(Complete),
    /// Write the man pages
    Man {
        /// Directory for them
        #[arg(value_name = "DIR")]
        directory: std::path::PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// Which profile, region and endpoint.
#[derive(Args, Clone)]
pub struct Place {
    /// Region [default: AWS_REGION, AWS_DEFAULT_REGION, the profile's]
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Address of IAM, STS and S3 in one [env: OSTIARY_ENDPOINT] [default: AWS_ENDPOINT_URL…, the profile's, AWS]
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,
    #[command(flatten)]
    pub manner: Manner,
}

/// How results and progress are told.
#[derive(Args, Clone)]
pub struct Manner {
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
    /// Tell nothing but errors on stderr
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell each step on stderr
    #[arg(short, long)]
    pub verbose: bool,
}

/// Where MFA codes come from, and whether sessions that are kept are used.
#[derive(Args, Clone)]
pub struct Mfa {
    /// Serial number or ARN of the MFA device [env: OSTIARY_MFA_SERIAL] [default: mfa_serial of the profile]
    #[arg(long, value_name = "ARN", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub mfa_serial: Option<String>,
    /// The six digits, instead of being asked for them [env: OSTIARY_MFA_CODE]
    #[arg(long, value_name = "N", conflicts_with = "mfa_process")]
    pub code: Option<String>,
    /// Program that prints the six digits, such as `ykman oath accounts code -s aws`; no shell [env: OSTIARY_MFA_PROCESS]
    #[arg(long, value_name = "CMD")]
    pub mfa_process: Option<String>,
    /// Fail rather than ask
    #[arg(long)]
    pub no_prompt: bool,
    /// Get new sessions, whatever is kept
    #[arg(long)]
    pub fresh: bool,
}

#[derive(Args)]
pub struct Session {
    /// Profile [default: AWS_PROFILE, or default]
    #[arg(short, long, value_name = "NAME", add = profiles())]
    pub profile: Option<String>,
    /// How long it shall last: 15m to 36h [default: what the service gives, 12h]
    #[arg(long, value_name = "D", value_parser = duration::parse)]
    pub duration: Option<i32>,
    #[command(flatten)]
    pub mfa: Mfa,
    #[command(flatten)]
    pub place: Place,
}

/// A profile, or a role by its ARN.
#[derive(Args)]
pub struct Target {
    /// Profile, or ARN of a role
    #[arg(value_name = "PROFILE|ROLE_ARN", add = profiles())]
    pub target: Option<String>,
    /// Profile that assumes the role, where the target is an ARN; else the same as PROFILE
    #[arg(short, long, value_name = "NAME", add = profiles())]
    pub profile: Option<String>,
    /// Give the MFA code to AssumeRole itself, without an MFA session
    #[arg(long)]
    pub direct: bool,
    #[command(flatten)]
    pub role: Role,
    #[command(flatten)]
    pub mfa: Mfa,
    #[command(flatten)]
    pub place: Place,
}

/// How a role is assumed, in place of what the profile says.
#[derive(Args)]
pub struct Role {
    /// External id that the role's trust policy asks for
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    /// Name of the role's session [default: role_session_name of the profile, or ostiary-USER, ostiary-client without a USER]
    #[arg(long, value_name = "NAME")]
    pub session_name: Option<String>,
    /// How long the role's session shall last: 15m to 12h [default: duration_seconds of the profile, or 1h]
    #[arg(long, value_name = "D", value_parser = duration::parse)]
    pub duration: Option<i32>,
    /// Session policy: JSON, or @FILE
    #[arg(long, value_name = "JSON|@FILE")]
    pub policy: Option<String>,
    /// Session tag; may be repeated
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    pub tags: Vec<(String, String)>,
}

#[derive(Args)]
pub struct Assume {
    #[command(flatten)]
    pub target: Target,
}

#[derive(Args)]
pub struct Whoami {
    #[command(flatten)]
    pub target: Target,
}

#[derive(Args)]
pub struct Exec {
    #[command(flatten)]
    pub target: Target,
    /// The command and its arguments [default: a shell, that of SHELL]; without a profile it goes behind `--`
    #[arg(value_name = "CMD", trailing_var_arg = true)]
    pub command: Vec<OsString>,
}

impl Exec {
    /// Takes a command that stands behind `--`, where no profile is named, out of the profile's place. `typed` are the arguments
    /// as they were typed.
    ///
    /// A parser fills places from the left, and forgets where `--` stood. If as many words follow the first one as there are in
    /// all, every word follows it.
    pub fn settle(&mut self, typed: &[OsString]) {
        let behind = typed.iter().position(|word| word == "--").map(|at| typed.len() - at - 1);
        if behind == Some(self.command.len() + 1)
            && let Some(first) = self.target.target.take()
        {
            self.command.insert(0, first.into());
        }
    }
}

#[derive(Args)]
pub struct CredentialProcess {
    #[command(flatten)]
    pub target: Target,
}

#[derive(Args)]
pub struct Env {
    #[command(flatten)]
    pub target: Target,
    /// Form of the lines [default: bash]
    #[arg(long, value_name = "FORM")]
    pub format: Option<FormatName>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum FormatName {
    Bash,
    Fish,
    Powershell,
    Cmd,
    Dotenv,
    Json,
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

#[derive(Args)]
pub struct CacheArguments {
    #[command(subcommand)]
    pub command: CacheCommand,
}

#[derive(Subcommand)]
pub enum CacheCommand {
    /// Show which sessions are kept, without their secrets
    List {
        #[command(flatten)]
        manner: Manner,
    },
    /// Forget all sessions, or those of one profile
    Clear {
        /// Profile
        #[arg(short, long, value_name = "NAME", add = profiles())]
        profile: Option<String>,
        #[command(flatten)]
        manner: Manner,
    },
}

fn tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("a tag is KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

#[derive(Args)]
pub struct ServeCredentials {
    #[command(flatten)]
    pub target: Target,
    /// Form of the lines that are printed [default: bash]
    #[arg(long, value_name = "FORM")]
    pub format: Option<FormatName>,
    /// Run this command with the variables set, and serve until it ends
    #[arg(last = true, value_name = "CMD")]
    pub command: Vec<OsString>,
}

#[derive(Args)]
pub struct Configure {
    /// Profile to write
    #[arg(required_unless_present = "list", requires = "source")]
    pub name: Option<String>,
    /// Profile whose credentials it gets, with key, role and mfa_serial
    #[arg(long, value_name = "PROFILE", add = profiles())]
    pub source: Option<String>,
    /// Name all profiles there are
    #[arg(long, conflicts_with_all = ["name", "source"])]
    pub list: bool,
    #[command(flatten)]
    pub manner: Manner,
}

/// A profile with a long-term key.
#[derive(Args)]
pub struct User {
    /// Profile [default: AWS_PROFILE, or default]
    #[arg(short, long, value_name = "NAME", add = profiles())]
    pub profile: Option<String>,
    #[command(flatten)]
    pub mfa: Mfa,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Args)]
pub struct MfaArguments {
    #[command(subcommand)]
    pub command: MfaTask,
}

#[derive(Subcommand)]
pub enum MfaTask {
    #[command(flatten)]
    Devices(MfaCommand),
    /// For the operator, on the machine that the server runs on: forgive a user's wrong codes, and free devices that a clock which
    /// ran ahead has barred; prints what was cleared as JSON
    Unlock(Unlock),
}

#[derive(Subcommand)]
pub enum MfaCommand {
    /// Make a virtual device, draw its QR code, enable it by two codes, and write mfa_serial to the profile
    Enroll {
        /// Name of the device [default: the user's]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Write the QR code to a PNG file too
        #[arg(long, value_name = "FILE")]
        png: Option<std::path::PathBuf>,
        /// Keep the seed in a file for `ostiary totp`, and take the two codes from it: for CI, not for people
        #[arg(long, value_name = "FILE")]
        seed_file: Option<std::path::PathBuf>,
        #[command(flatten)]
        user: User,
    },
    /// List the user's devices
    List {
        #[command(flatten)]
        user: User,
    },
    /// Bring a device back in step, by two codes
    Resync {
        /// Serial number or ARN [default: mfa_serial of the profile]
        serial: Option<String>,
        /// Two codes that follow each other, instead of being asked for them
        #[arg(long, num_args = 2, value_names = ["FIRST", "SECOND"], conflicts_with_all = ["code", "mfa_process"])]
        codes: Option<Vec<String>>,
        #[command(flatten)]
        user: User,
    },
    /// Take a device from the user, and delete it if it is virtual
    Remove {
        /// Serial number or ARN [default: --mfa-serial, never the profile's]
        serial: Option<String>,
        #[command(flatten)]
        user: User,
    },
}

#[derive(Args)]
pub struct Unlock {
    /// Name or ARN of the user, or serial number of a device
    #[arg(value_name = "USER|SERIAL")]
    pub named: String,
    /// Account of the user, by id or name [default: the only one with such a user]
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    #[command(flatten)]
    pub place: crate::arguments::Place,
}

#[derive(Args)]
pub struct Totp {
    /// File with the seed: base32, an otpauth:// URL, or the PNG of the QR code; - for stdin; or the URL itself
    #[arg(value_name = "FILE|URL")]
    pub seed: std::path::PathBuf,
    /// Print the code after the present one
    #[arg(long)]
    pub next: bool,
    /// Count from the step so many steps of 30 seconds away from the present one: -1 is the one before
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i64).range(-1000..=1000))]
    pub step: i64,
    /// Wait for a new code when the present one is shown for fewer seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=30))]
    pub at_least: u64,
    #[command(flatten)]
    pub manner: Manner,
}

#[derive(Args)]
pub struct KeyArguments {
    #[command(subcommand)]
    pub command: KeyCommand,
}

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a new key, try it, write it to the profile, and delete the old one; goes on where it was broken off
    Rotate {
        #[command(flatten)]
        user: User,
    },
}

#[derive(Args)]
pub struct Console {
    #[command(flatten)]
    pub target: Target,
    /// Open it in the browser
    #[arg(long)]
    pub open: bool,
    /// Page to land on [default: the console's first page, in the region's partition]
    #[arg(long, value_name = "URL")]
    pub destination: Option<String>,
    /// Federation endpoint [default: AWS's, in the region's partition]
    #[arg(long, value_name = "URL")]
    pub federation: Option<String>,
}

#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    pub user: User,
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::Parser;

    use crate::arguments::{Arguments, Command};

    /// What is the profile, and what the command, as people type them.
    #[test]
    fn profiles_and_commands_of_exec() {
        let cases: &[(&[&str], Option<&str>, &[&str])] = &[
            (&[], None, &[]),
            (&["admin"], Some("admin"), &[]),
            (&["admin", "--"], Some("admin"), &[]),
            (&["admin", "--", "aws", "s3", "ls"], Some("admin"), &["aws", "s3", "ls"]),
            (&["admin", "aws", "s3", "ls"], Some("admin"), &["aws", "s3", "ls"]),
            (
                &["admin", "aws", "s3", "ls", "--recursive", "-h"],
                Some("admin"),
                &["aws", "s3", "ls", "--recursive", "-h"],
            ),
            (&["admin", "--region", "r", "aws", "--json"], Some("admin"), &["aws", "--json"]),
            (&["admin", "--", "aws", "--", "x"], Some("admin"), &["aws", "--", "x"]),
            (&["admin", "aws", "--", "x"], Some("admin"), &["aws", "--", "x"]),
            (&["--", "aws"], None, &["aws"]),
            (&["--", "aws", "s3", "ls"], None, &["aws", "s3", "ls"]),
            (&["--", "aws", "--", "ls"], None, &["aws", "--", "ls"]),
            (&["-p", "work", "--", "aws", "ls"], None, &["aws", "ls"]),
            (&["--code", "123456", "-p", "work", "--", "aws"], None, &["aws"]),
            (&["aws", "aws", "aws"], Some("aws"), &["aws", "aws"]),
        ];
        for (words, target, command) in cases {
            let typed: Vec<OsString> = ["ostiary", "exec"].iter().chain(*words).map(Into::into).collect();
            let parsed = Arguments::try_parse_from(&typed).map(|arguments| arguments.command);
            let Ok(Command::Client(super::Command::Exec(mut exec))) = parsed else { panic!("{words:?}") };
            exec.settle(&typed);
            assert_eq!(exec.target.target.as_deref(), *target, "{words:?}");
            assert_eq!(exec.command, *command, "{words:?}");
        }
        // what is no flag of ours is no command either
        assert!(Arguments::try_parse_from(["ostiary", "exec", "admin", "--jsno"]).is_err());
    }
}
