//! Sum of all errors of the client, with exit status and advice. Lower modules have errors of their own, which become these.

mod hint;
mod mfa;

use std::fmt;

use crate::cache::CacheError;
use crate::call::{self, Rejection};
use crate::person::PromptError;
use crate::place::{ProgramError, WriteError};
use crate::profile::{ProfileError, Unwritable};

pub use mfa::MfaError;

/// Exit status of a command that could not be done.
pub const EXIT_FAILURE: u8 = 1;
/// Exit status if credentials are missing, MFA was refused, or a code could not be asked for.
pub const EXIT_NO_CREDENTIALS: u8 = 4;
/// Exit status if the command of `exec` cannot be run.
const EXIT_NOT_RUN: u8 = 126;
/// Exit status if the command of `exec` is missing.
const EXIT_NOT_FOUND: u8 = 127;
/// Exit status if the person at the terminal cancelled.
pub const EXIT_CANCELLED: u8 = 130;

/// A command that could not be done.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum Error {
    /// The profile, region or endpoint cannot be used.
    Profile(ProfileError),
    /// IAM, STS or S3 refused, or could not be reached.
    Call(call::Error),
    /// A policy denied a call with an MFA code, before the code was looked at.
    Denied(call::Error),
    /// The MFA code is missing, malformed or refused.
    Mfa(MfaError),
    /// A question has no answer.
    Prompt(PromptError),
    /// The cache cannot be used.
    Cache(CacheError),
    /// A file cannot be written.
    Write(WriteError),
    /// A program that should print credentials or a code did not.
    Program(ProgramError),
    /// The credential source of a profile gives no credentials.
    Provider { profile: String, reason: String },
    /// IAM Identity Center gives no credentials for a profile.
    Login { profile: String, reason: String },
    /// A file, socket or program could not be used.
    Io { what: String, error: std::io::Error },
    /// The command of `exec` cannot be run.
    Command { program: String, error: std::io::Error },
    /// The command cannot be done as asked.
    Refused { why: String, hint: Option<String> },
}

impl Error {
    /// A refusal with its reason and advice.
    pub fn refused(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused { why: why.into(), hint: Some(hint.into()) }
    }

    /// Exit status of the process.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Profile(ProfileError::NoCredentials { .. } | ProfileError::PartialCredentials { .. })
            | Self::Mfa(_)
            | Self::Program(_)
            | Self::Provider { .. }
            | Self::Login { .. }
            | Self::Prompt(PromptError::NoTerminal) => EXIT_NO_CREDENTIALS,
            Self::Prompt(PromptError::Cancelled) => EXIT_CANCELLED,
            // by the shells' convention
            Self::Command { error, .. } if error.kind() == std::io::ErrorKind::NotFound => EXIT_NOT_FOUND,
            Self::Command { .. } => EXIT_NOT_RUN,
            _ => EXIT_FAILURE,
        }
    }
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
            Self::Program(error) => error.fmt(f),
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
from!(ProfileError => Profile, call::Error => Call, MfaError => Mfa, PromptError => Prompt, CacheError => Cache, WriteError => Write, ProgramError => Program);

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
