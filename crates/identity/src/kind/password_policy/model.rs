use crate::{AccountId, Time};

/// Rules for the passwords of an account's users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The account that holds it; there is one policy at most.
    pub account: AccountId,
    /// Time of the last update.
    pub updated: Time,
    /// The rules.
    pub rules: PasswordRules,
}

/// Rules as UpdateAccountPasswordPolicy gives them. The service model bounds the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordRules {
    /// Least number of characters, 6 to 128.
    pub minimum_length: u32,
    /// True if one of the characters is neither letter nor digit.
    pub symbols: bool,
    /// True if one of the characters is a digit.
    pub numbers: bool,
    /// True if one of the characters is an upper-case letter.
    pub uppercase: bool,
    /// True if one of the characters is a lower-case letter.
    pub lowercase: bool,
    /// True if users may change their own passwords.
    pub users_may_change: bool,
    /// Days after which a password expires, 1 to 1095; `None` if it does not.
    pub max_age_days: Option<u32>,
    /// Number of former passwords that may not be used again, 1 to 24; `None` if all may.
    pub reuse_prevention: Option<u32>,
    /// True if a user whose password has expired cannot set a new one; `None` if it was not given.
    pub hard_expiry: Option<bool>,
}
