use identity::command::is_policy_arn;
use identity::session::{AssumedRole, SessionKind};
use identity::{AccountId, Role, arn, limits};
use policy::{Kind, Policy};
use wire::fault::Fault;
use wire::sts::{AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser};

use crate::call::Call;
use crate::caller::Caller;
use crate::permit::sts::Assumption;
use crate::permit::value::Permit;

/// Makes temporary credentials of a role, for a user or another role's session that the role trusts.
pub(super) async fn assume_role(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Assumption>,
    input: AssumeRoleRequest,
) -> Result<AssumeRoleResponse, Fault> {
    let (role, wanted) = (&permit.role, &permit.wanted);
    let seconds = duration(call.caller, role, input.duration_seconds)?;
    let packed = wanted.packed_percentage()?;
    let policies = session_policies(call, &permit, role.account, &input)?;
    // last, so that no other refusal spends the code; a role session carries nothing of it
    if let Some(code) = &permit.code {
        code.verify(call, &permit).await?;
    }
    let issued = call.request.now.truncated();
    let expires = issued.plus_seconds(u64::from(seconds));
    let session = AssumedRole {
        role_id: role.id.clone(),
        session_name: input.role_session_name.clone(),
        policy: policies.0,
        policy_arns: policies.1,
        tags: wanted.tags.clone(),
        transitive_tag_keys: wanted.transitive_tag_keys.clone(),
        source_identity: wanted.source_identity.clone(),
    };
    let kind = SessionKind::AssumedRole(session);
    let minted = call.mint(&permit, role.account, (issued, expires), kind)?;
    Ok(AssumeRoleResponse {
        credentials: Some(minted.credentials()),
        assumed_role_user: Some(AssumedRoleUser {
            assumed_role_id: format!("{}:{}", role.id, input.role_session_name),
            arn: arn::assumed_role(role.account, &role.name, &input.role_session_name),
        }),
        packed_policy_size: packed,
        source_identity: wanted.source_identity.clone(),
    })
}

/// True if the caller assumes the role with temporary credentials: role chaining, to which AWS counts those of GetSessionToken.
fn is_chained(caller: &Caller) -> bool {
    caller.is_temporary()
}

/// Length of the session in seconds: within an hour where roles are chained, and within the role's maximum. The session that
/// a chained one came from does not bound it further.
fn duration(caller: &Caller, role: &Role, asked: Option<i32>) -> Result<u32, Fault> {
    // the model has checked the range, so the number is not negative
    let asked = asked.and_then(|seconds| u32::try_from(seconds).ok());
    let seconds = asked.unwrap_or(limits::ASSUME_ROLE_SECONDS_DEFAULT);
    // first: a longer maximum of the role would not help
    if is_chained(caller) && seconds > limits::CHAINED_SESSION_SECONDS_MAX {
        return Err(Fault::validation_error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        ));
    }
    if seconds > role.max_session_seconds {
        return Err(Fault::validation_error(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    Ok(seconds)
}

/// The session policies, checked: the inline document, and ARNs of managed policies of the role's account.
fn session_policies(
    call: &Call<'_, '_>,
    permit: &Permit<'_, Assumption>,
    account: AccountId,
    input: &AssumeRoleRequest,
) -> Result<(Option<String>, Vec<String>), Fault> {
    if let Some(text) = &input.policy {
        if text.chars().count() > limits::SESSION_POLICY_SIZE {
            return Err(Fault::validation_error(format!(
                "1 validation error detected: Value '{text}' at 'policy' failed to satisfy constraint: Member must have \
                 length less than or equal to {}",
                limits::SESSION_POLICY_SIZE
            )));
        }
        Policy::parse(Kind::Session, text)
            .map_err(|error| Fault::malformed_policy_document(error.to_string()))?;
    }
    let mut arns = Vec::new();
    let state = call.read(permit);
    for policy_arn in input.policy_arns.iter().flatten().filter_map(|policy| policy.arn.clone()) {
        if !is_policy_arn(&policy_arn) {
            return Err(Fault::validation_error(format!("{policy_arn} is invalid")));
        }
        if state.usable_policy(account, &policy_arn).is_none() {
            return Err(Fault::malformed_policy_document(format!(
                "Policy ARN {policy_arn} does not exist or is not attachable."
            )));
        }
        arns.push(policy_arn);
    }
    Ok((input.policy.clone(), arns))
}
