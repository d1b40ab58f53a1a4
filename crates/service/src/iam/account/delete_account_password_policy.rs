use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteAccountPasswordPolicyRequest, DeleteAccountPasswordPolicyResponse};

use crate::call::Call;
use crate::permit::value::Permit;

/// Removes the account's rules for passwords.
pub(in crate::iam) async fn delete_account_password_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: DeleteAccountPasswordPolicyRequest,
) -> Result<DeleteAccountPasswordPolicyResponse, Fault> {
    let command = command::DeleteAccountPasswordPolicy { account: permit.account() };
    call.execute(&permit, command).await?;
    Ok(DeleteAccountPasswordPolicyResponse {})
}
