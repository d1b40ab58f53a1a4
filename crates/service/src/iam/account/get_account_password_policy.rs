use identity::PasswordRules;
use wire::fault::Fault;
use wire::iam::{GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse, PasswordPolicy};

use crate::call::Call;
use crate::permit::value::Permit;

/// Returns the rules for passwords, if the account has its own.
pub(in crate::iam) async fn get_account_password_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: GetAccountPasswordPolicyRequest,
) -> Result<GetAccountPasswordPolicyResponse, Fault> {
    let account = permit.account();
    let missing =
        || Fault::no_such_entity(format!("The Password Policy with domain name {account} cannot be found."));
    let state = call.read(&permit);
    let policy = state.password_policy(account).ok_or_else(missing)?;
    Ok(GetAccountPasswordPolicyResponse { password_policy: view(&policy.rules) })
}

fn view(rules: &PasswordRules) -> PasswordPolicy {
    // the model's bounds keep them small
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    PasswordPolicy {
        minimum_password_length: Some(number(rules.minimum_length)),
        require_symbols: Some(rules.symbols),
        require_numbers: Some(rules.numbers),
        require_uppercase_characters: Some(rules.uppercase),
        require_lowercase_characters: Some(rules.lowercase),
        allow_users_to_change_password: Some(rules.users_may_change),
        expire_passwords: Some(rules.max_age_days.is_some()),
        max_password_age: rules.max_age_days.map(number),
        password_reuse_prevention: rules.reuse_prevention.map(number),
        hard_expiry: rules.hard_expiry,
    }
}
