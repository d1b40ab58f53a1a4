//! Advice for people about what went wrong.

use super::{Error, MfaError};
use crate::cache::CacheError;
use crate::call;
use crate::person::PromptError;
use crate::profile::ProfileError;

impl Error {
    /// Advice, if there is any.
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
                "run it in a terminal; `ostiary mfa enroll --seed-file FILE` asks no question"
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
                return Some(format!("`aws sso login --profile {profile}` logs in again"));
            }
            Self::Refused { hint, .. } => return hint.clone(),
            _ => return None,
        };
        Some(text.to_owned())
    }
}

fn call_hint(error: &call::Error) -> Option<String> {
    let service = match error {
        call::Error::Transport(_) => {
            return Some("`ostiary doctor` checks endpoint, clock and profile".to_owned());
        }
        call::Error::Answer { .. } => {
            return Some("`ostiary doctor` says which endpoint was asked".to_owned());
        }
        call::Error::Over { .. } => {
            return Some(
                "is this machine's clock right? `ostiary doctor` compares it with the server's".to_owned(),
            );
        }
        call::Error::Service(service) => service,
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
