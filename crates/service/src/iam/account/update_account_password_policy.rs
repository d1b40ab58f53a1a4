use identity::{PasswordRules, command, limits};
use wire::fault::Fault;
use wire::iam::{UpdateAccountPasswordPolicyRequest, UpdateAccountPasswordPolicyResponse};

use crate::call::Call;
use crate::permit::value::Permit;

/// Replaces the rules for passwords: a rule that is not given has AWS's default again.
pub(in crate::iam) async fn update_account_password_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: UpdateAccountPasswordPolicyRequest,
) -> Result<UpdateAccountPasswordPolicyResponse, Fault> {
    // the model's bounds leave none that is negative
    let number = |given: Option<i32>| given.and_then(|number| u32::try_from(number).ok());
    let rules = PasswordRules {
        minimum_length: number(input.minimum_password_length).unwrap_or(limits::PASSWORD_LENGTH_MIN),
        symbols: input.require_symbols.unwrap_or(false),
        numbers: input.require_numbers.unwrap_or(false),
        uppercase: input.require_uppercase_characters.unwrap_or(false),
        lowercase: input.require_lowercase_characters.unwrap_or(false),
        users_may_change: input.allow_users_to_change_password.unwrap_or(false),
        max_age_days: number(input.max_password_age),
        reuse_prevention: number(input.password_reuse_prevention),
        hard_expiry: input.hard_expiry,
    };
    let command = command::UpdateAccountPasswordPolicy { account: permit.account(), rules };
    call.execute(&permit, command).await?;
    Ok(UpdateAccountPasswordPolicyResponse {})
}
