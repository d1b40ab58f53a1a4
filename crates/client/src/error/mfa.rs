use std::fmt;

use crate::call::Rejection;

/// A missing, malformed or refused MFA code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MfaError {
    /// No device is named.
    NoDevice,
    /// The text given is no code; it was not sent.
    NotSixDigits,
    /// The last line that the program of `--mfa-process` prints is no code; it was not sent.
    NoCodePrinted,
    /// The same code was given twice, where two consecutive ones are needed.
    SameCode,
    /// Two codes are needed, and there is no terminal to ask on.
    TwoCodesNeedTerminal,
    /// The service refused the code.
    Rejected(Rejection),
}

impl fmt::Display for MfaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDevice => f.write_str("it is not known which MFA device to use"),
            Self::NotSixDigits => f.write_str("an MFA code is six digits; this one was not sent"),
            Self::NoCodePrinted => {
                f.write_str("--mfa-process: its last line is no code of six digits; it was not sent")
            }
            Self::SameCode => f.write_str("two codes that follow each other are needed, and this is one"),
            Self::TwoCodesNeedTerminal => {
                f.write_str("two codes are needed, and there is no terminal to ask on")
            }
            Self::Rejected(rejection) => rejection.fmt(f),
        }
    }
}

impl std::error::Error for MfaError {}
