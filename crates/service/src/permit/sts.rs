//! The permits of STS's operations.

use std::sync::Arc;

use identity::{AccountId, KeyOwner, Role, arn};
use policy::PolicySet;
use wire::fault::Fault;
use wire::sts::AssumeRoleRequest;

use super::Granted;
use crate::authorise::Access;
use crate::call::Call;
use crate::caller::CallerKind;
use crate::operation::Row;
use crate::sts::code::GivenCode;
use crate::sts::wanted::Wanted;

/// Permit of GetCallerIdentity, which AWS grants to every caller without asking policies.
pub(crate) fn nothing<'a>(call: &Call<'a, '_>, _row: &Row) -> Granted<'a, ()> {
    Ok(call.unasked())
}

/// The account of an access key, from its id alone. Sessions of GetSessionToken may call nothing of STS but AssumeRole and
/// GetCallerIdentity.
pub(crate) fn key_account<'a>(call: &Call<'a, '_>, row: &Row) -> Granted<'a, ()> {
    if call.caller.token_session().is_some() {
        let operation = row.operation;
        return Err(Fault::access_denied(format!("Cannot call {operation} with session credentials")));
    }
    call.authorise(&Access::to_any(row.action(), call.account()), ())
}

/// A session that the caller is to get for itself.
pub(crate) struct OwnSession {
    /// The user, or the root user.
    pub owner: KeyOwner,
    /// The MFA code given, not yet read.
    pub code: Option<GivenCode>,
}

/// A session of the caller itself, a user or root user with a long-term key. No policy needs to allow it; one that denies it
/// is honoured.
pub(crate) fn own_session<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    serial_number: &Option<String>,
    token_code: &Option<String>,
) -> Granted<'a, OwnSession> {
    let Some(owner) = call.caller.owner().filter(|_| !call.caller.is_temporary()) else {
        return Err(Fault::access_denied("Cannot call GetSessionToken with session credentials"));
    };
    let code = GivenCode::read(serial_number.clone(), token_code.clone())?;
    let access = Access::to(row.action(), call.caller.arn(), call.account());
    let access = if code.is_some() { GivenCode::presumed(access) } else { access };
    call.authorise_unless_forbidden(&access, OwnSession { owner, code })
}

/// A role that is to be assumed.
pub(crate) struct Assumption {
    /// The role.
    pub role: Arc<Role>,
    /// Tags and source identity of the session.
    pub wanted: Wanted,
    /// The MFA code given, not yet read.
    pub code: Option<GivenCode>,
}

/// A role that is to be assumed: its trust policy and the caller's policies together judge every action of the row that the
/// request needs. A role that does not exist trusts no caller.
pub(crate) fn assumed_role<'a>(
    call: &Call<'a, '_>,
    row: &Row,
    input: &AssumeRoleRequest,
) -> Granted<'a, Assumption> {
    if matches!(call.caller.kind(), CallerKind::Root { .. }) {
        return Err(Fault::access_denied("Roles may not be assumed by root accounts."));
    }
    let account = account_of_role(&input.role_arn)?;
    let wanted = Wanted::read(call.caller, input)?;
    let code = GivenCode::read(input.serial_number.clone(), input.token_code.clone())?;
    let name = input.role_arn.rsplit('/').next().unwrap_or_default();
    let found = call.state().role_named(account, name).filter(|role| role.arn() == input.role_arn).cloned();
    let trust = found.as_ref().map(|role| PolicySet::from_policies([role.trust.policy()]));
    let trust = Arc::new(trust.unwrap_or_default());
    let access = |action| {
        let mut access = Access::to(action, input.role_arn.clone(), account)
            .resource_policy(trust.clone())
            .with("sts:RoleSessionName", input.role_session_name.clone())
            .with_some("sts:ExternalId", input.external_id.as_deref())
            .with_some("sts:SourceIdentity", wanted.source_identity.as_deref())
            .request_tags(&wanted.request_tags);
        if let Some(role) = &found {
            access = access.resource_tags("iam", &role.tags);
        }
        if !wanted.transitive_tag_keys.is_empty() {
            access = access.with_list("sts:TransitiveTagKeys", wanted.transitive_tag_keys.iter().cloned());
        }
        if code.is_some() { GivenCode::presumed(access) } else { access }
    };
    let permit = call.authorise(&access(row.action()), ())?;
    for action in row.further_actions() {
        let is_needed = match *action {
            "sts:TagSession" => !wanted.request_tags.0.is_empty(),
            "sts:SetSourceIdentity" => wanted.source_identity.is_some(),
            _ => true,
        };
        if is_needed {
            call.authorise_also(&access(action))?;
        }
    }
    // a role that does not exist was denied just now
    let role = found.ok_or_else(Fault::internal_failure)?;
    Ok(permit.map(|()| Assumption { role, wanted, code }))
}

/// The account in a role ARN, or AWS's words for what is no role ARN.
fn account_of_role(role_arn: &str) -> Result<AccountId, Fault> {
    let fields: Vec<&str> = role_arn.splitn(6, ':').collect();
    let account = match fields.as_slice() {
        ["arn", partition, "iam", "", account, resource]
            if *partition == arn::PARTITION
                && resource.starts_with("role/")
                && resource.len() > "role/".len() =>
        {
            AccountId::parse(account)
        }
        _ => None,
    };
    account.ok_or_else(|| Fault::validation_error(format!("{role_arn} is invalid")))
}
