use std::fmt;

use crate::api;
use crate::cache::CacheError;
use crate::file::WriteError;
use crate::mfa::{MfaError, Rejection};
use crate::profile::{ProfileError, Unwritable};
use crate::prompt::PromptError;

/// Exit status of what could not be done.
pub const EXIT_FAILURE: u8 = 1;
/// Exit status where credentials are missing, or MFA was refused, or nobody was there to be asked for a code.
pub const EXIT_NO_CREDENTIALS: u8 = 4;
/// Exit status where the command of `exec` cannot be run.
pub const EXIT_NOT_RUN: u8 = 126;
/// Exit status where the command of `exec` is not there.
pub const EXIT_NOT_FOUND: u8 = 127;
/// Exit status where the person at the terminal broke off.
pub const EXIT_CANCELLED: u8 = 130;

/// Why a command of the client could not be done.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum Error {
    /// The profile, region or endpoint is not in order.
    Profile(ProfileError),
    /// IAM, STS or S3 refused, or could not be reached.
    Call(api::Error),
    /// A policy denied a call that an MFA code went with; the code was not looked at.
    Denied(api::Error),
    /// No MFA code, or a refused one.
    Mfa(MfaError),
    /// The terminal could not be asked.
    Prompt(PromptError),
    /// The cache cannot be used.
    Cache(CacheError),
    /// A file cannot be written.
    Write(WriteError),
    /// A program that should print credentials or a code did not.
    Process { what: &'static str, reason: String },
    /// AWS's SDK found no credentials for a profile.
    Provider { profile: String, reason: String },
    /// IAM Identity Center gives no credentials for a profile.
    Login { profile: String, reason: String },
    /// A file, socket or program could not be used.
    Io { what: String, error: std::io::Error },
    /// The command that should be run cannot be.
    Command { program: String, error: std::io::Error },
    /// It cannot be done as asked.
    Refused { why: String, hint: Option<String> },
}

impl Error {
    /// That it cannot be done as asked, and what can.
    pub fn refused(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused { why: why.into(), hint: Some(hint.into()) }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Profile(ProfileError::Unknown { near, .. } | ProfileError::UnknownSource { near, .. }) => {
                const ALL: &str = "`ostiary configure --list` names the profiles there are";
                return Some(match near {
                    Some(near) => format!("did you mean '{near}'? {ALL}"),
                    None => ALL.to_owned(),
                });
            }
            Self::Profile(ProfileError::NoCredentials { .. }) => {
                "`aws configure` writes an access key to it; `--profile NAME` takes another one"
            }
            Self::Call(error) => return call_hint(error),
            Self::Denied(error) => {
                const UNSPENT: &str = "a policy denied it before the code was looked at: the code was not spent, and works as \
                                       long as the device shows it";
                let hint = call_hint(error).map(|hint| format!("{UNSPENT}; {hint}"));
                return Some(hint.unwrap_or_else(|| UNSPENT.to_owned()));
            }
            Self::Mfa(MfaError::Rejected(rejection)) => return Some(rejection.hint()),
            Self::Mfa(MfaError::NoDevice) => {
                "name one with --mfa-serial ARN, or as mfa_serial in the profile; `ostiary mfa list` shows devices, \
                 `ostiary mfa enroll` makes one"
            }
            Self::Mfa(MfaError::NotSixDigits) => {
                "type the six digits that the authenticator shows, nothing else"
            }
            Self::Mfa(MfaError::NoCodePrinted) => {
                "the program has to print the six digits, and nothing behind them"
            }
            Self::Mfa(MfaError::TwoCodesNeedTerminal) => {
                "run it in a terminal; `ostiary mfa enroll --seed-file FILE` asks nobody"
            }
            Self::Prompt(PromptError::NoTerminal) => {
                "give the code with --code or OSTIARY_MFA_CODE, or a program that prints it with --mfa-process; or run \
                 `ostiary session`, or for a role of more than an hour `ostiary assume`, in a terminal first"
            }
            Self::Cache(CacheError::OtherKey { .. }) => {
                "it was begun with the keyring, or without: go on in the same kind of login; deleting the file gives it up"
            }
            Self::Cache(CacheError::BadKey { .. }) => "delete it: what it sealed can be got again",
            Self::Cache(CacheError::Io { .. }) => {
                "OSTIARY_CACHE_DIR and OSTIARY_STATE_DIR name other directories, which must be writable"
            }
            Self::Login { profile, .. } => {
                return Some(format!("`aws sso login --profile {profile}` logs in anew"));
            }
            Self::Refused { hint, .. } => return hint.clone(),
            _ => return None,
        };
        Some(text.to_owned())
    }

    /// The exit status.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Profile(ProfileError::NoCredentials { .. } | ProfileError::PartialCredentials { .. })
            | Self::Mfa(_)
            | Self::Process { .. }
            | Self::Provider { .. }
            | Self::Login { .. }
            | Self::Prompt(PromptError::NoTerminal) => EXIT_NO_CREDENTIALS,
            Self::Prompt(PromptError::Cancelled) => EXIT_CANCELLED,
            // as shells have it
            Self::Command { error, .. } if error.kind() == std::io::ErrorKind::NotFound => EXIT_NOT_FOUND,
            Self::Command { .. } => EXIT_NOT_RUN,
            _ => EXIT_FAILURE,
        }
    }
}

fn call_hint(error: &api::Error) -> Option<String> {
    let service = match error {
        api::Error::Transport(_) => {
            return Some("`ostiary doctor` checks endpoint, clock and profile".to_owned());
        }
        api::Error::Answer { .. } => {
            return Some("`ostiary doctor` says which endpoint was asked".to_owned());
        }
        api::Error::Over { .. } => {
            return Some(
                "is this machine's clock right? `ostiary doctor` compares it with the server's".to_owned(),
            );
        }
        api::Error::Service(service) => service,
    };
    if let Some(skew) = service.clock_skew_seconds() {
        let (seconds, side) = (skew.unsigned_abs(), if skew > 0 { "behind" } else { "ahead of" });
        return Some(format!("this machine's clock is {seconds} s {side} the server's: set it right"));
    }
    let hint = match service.code.as_str() {
        "EntityAlreadyExists" if service.operation == "CreateVirtualMFADevice" => {
            "`--name` gives the new device another name; `ostiary mfa remove ARN` deletes one that is no longer used"
        }
        "NoSuchEntity" if service.operation.ends_with("MFADevice") => {
            "`ostiary mfa list` shows the user's devices"
        }
        "InvalidClientTokenId" | "InvalidAccessKeyId" | "UnrecognizedClientException" => {
            "the key is not known there: was it deleted, or is this another endpoint than the key's?"
        }
        "ExpiredToken" | "ExpiredTokenException" => {
            "the session is over: `ostiary session --fresh` gets a new one"
        }
        "AccessDenied" if service.message.contains("with session credentials") => {
            "the environment or profile holds a session already: unset AWS_SESSION_TOKEN, or choose the profile with the \
             long-term key"
        }
        "AccessDenied" if service.operation == "AssumeRole" => {
            "the role's trust policy and your own policies must both allow it; if the trust asks for MFA, name mfa_serial in \
             the profile; `ostiary whoami` says who you are"
        }
        "AccessDenied" => "`ostiary whoami` says who you are and whether MFA was used",
        "ValidationError" if service.message.contains("role chaining") => {
            "a role that is assumed with a session lasts an hour at most: lower duration_seconds in the profile, or --duration, to \
             3600"
        }
        "ValidationError" if service.message.contains("MaxSessionDuration") => {
            "lower duration_seconds in the profile, or --duration, to the role's own maximum; an administrator may raise that to \
             12 h"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(error) => error.fmt(f),
            Self::Call(error) | Self::Denied(error) => error.fmt(f),
            Self::Mfa(error) => error.fmt(f),
            Self::Prompt(error) => error.fmt(f),
            Self::Cache(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::Process { what, reason } => write!(f, "{what}: {reason}"),
            Self::Provider { profile, reason } | Self::Login { profile, reason } => {
                write!(f, "no credentials for profile '{profile}': {reason}")
            }
            Self::Io { what, error } => write!(f, "{what}: {error}"),
            Self::Command { program, error } => write!(f, "cannot run {program}: {error}"),
            Self::Refused { why, .. } => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {}

macro_rules! from {
    ($($kind:ty => $variant:ident),*) => {
        $(impl From<$kind> for Error {
            fn from(error: $kind) -> Self {
                Self::$variant(error)
            }
        })*
    };
}
from!(ProfileError => Profile, api::Error => Call, MfaError => Mfa, PromptError => Prompt, CacheError => Cache, WriteError => Write);

impl From<Unwritable> for Error {
    fn from(_: Unwritable) -> Self {
        Self::Refused {
            why: "a name or value with brackets or control characters cannot be written to a profile"
                .to_owned(),
            hint: None,
        }
    }
}

impl From<Rejection> for Error {
    fn from(rejection: Rejection) -> Self {
        Self::Mfa(MfaError::Rejected(rejection))
    }
}
