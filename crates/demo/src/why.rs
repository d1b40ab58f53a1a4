//! Reason of a refusal, in words for a person.
//!
//! AWS's sentence names the kind of policy that decided, for callers of the same account. The scenario, which made the policies
//! itself, knows the rest.

use client::call::ServiceError;

/// Reason that a refusal gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// No policy of this kind allows the action.
    NothingAllows {
        /// action, such as `s3:ListAllMyBuckets`
        action: String,
        /// kind of policy, such as `identity-based policy`
        kind: String,
    },
    /// A policy of this kind forbids the action.
    Forbidden {
        /// kind of policy, such as `service control policy`
        kind: String,
    },
    /// The MFA code was refused.
    Code,
    /// The refusal gives no reason.
    Silent,
}

impl Reading {
    /// Reads an error answer.
    pub(crate) fn of(error: &ServiceError) -> Self {
        let message = error.message.trim().trim_end_matches('.');
        if message.starts_with("MultiFactorAuthentication failed") {
            return Self::Code;
        }
        if let Some((_, kind)) = message.split_once("with an explicit deny in ") {
            let kind = kind.split_once(' ').map_or(kind, |(_article, kind)| kind);
            return Self::Forbidden { kind: kind.to_owned() };
        }
        let allows = message.split_once("because no ").and_then(|(_, rest)| rest.split_once(" allows the "));
        match allows.and_then(|(kind, rest)| Some((kind, rest.strip_suffix(" action")?))) {
            Some((kind, action)) => Self::NothingAllows { action: action.to_owned(), kind: kind.to_owned() },
            None => Self::Silent,
        }
    }

    /// Reports whether this can be the refusal that a scenario shows: no policy of the demo denies explicitly.
    pub(crate) fn is_by_lack(&self) -> bool {
        !matches!(self, Self::Forbidden { .. })
    }

    /// Explanation from the answer's reason and from `known`, which the scenario knows.
    pub(crate) fn explain(&self, known: &str) -> String {
        match self {
            Self::NothingAllows { action, kind } => {
                format!("the answer says that no {kind} allows {action}. {known}")
            }
            Self::Forbidden { kind } => format!(
                "the answer says that a policy forbids it: {kind}. The demo did not make that one; another did, and \
                 what is forbidden cannot be allowed by any other policy."
            ),
            Self::Code => format!("the answer says that the code was not taken, not why. {known}"),
            Self::Silent => format!("the answer itself does not say. {known}"),
        }
    }
}

#[cfg(test)]
mod tests;
