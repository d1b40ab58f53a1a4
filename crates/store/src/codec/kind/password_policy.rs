use identity::{PasswordPolicy, PasswordRules, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::account_id;

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    account: String,
    updated: u64,
    minimum_length: u32,
    symbols: bool,
    numbers: bool,
    uppercase: bool,
    lowercase: bool,
    users_may_change: bool,
    max_age_days: Option<u32>,
    reuse_prevention: Option<u32>,
    hard_expiry: Option<bool>,
}

impl Stored for PasswordPolicy {
    type Shape = Shape;
    const PREFIX: &'static str = "password-policy";

    fn shape(&self) -> Shape {
        let rules = &self.rules;
        Shape {
            account: self.account.to_string(),
            updated: self.updated.millis(),
            minimum_length: rules.minimum_length,
            symbols: rules.symbols,
            numbers: rules.numbers,
            uppercase: rules.uppercase,
            lowercase: rules.lowercase,
            users_may_change: rules.users_may_change,
            max_age_days: rules.max_age_days,
            reuse_prevention: rules.reuse_prevention,
            hard_expiry: rules.hard_expiry,
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            account: account_id(&shape.account)?,
            updated: Time::from_millis(shape.updated),
            rules: PasswordRules {
                minimum_length: shape.minimum_length,
                symbols: shape.symbols,
                numbers: shape.numbers,
                uppercase: shape.uppercase,
                lowercase: shape.lowercase,
                users_may_change: shape.users_may_change,
                max_age_days: shape.max_age_days,
                reuse_prevention: shape.reuse_prevention,
                hard_expiry: shape.hard_expiry,
            },
        })
    }
}
