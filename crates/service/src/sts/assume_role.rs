use std::sync::Arc;

use identity::command::{is_policy_arn, is_reserved_tag_key};
use identity::session::{AssumedRole, SessionKind};
use identity::{AccountId, Role, Tag, TagSet, arn, limits};
use policy::{Kind, Policy, PolicySet};
use wire::fault::{Fault, codes};
use wire::sts::{AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser};

use crate::authorise::Access;
use crate::call::Call;
use crate::caller::{Caller, CallerKind};
use crate::refusal;
use crate::sts::mfa::GivenCode;

/// Bytes that session policies and tags may take together. AWS's limit is on an undocumented packed form; this one is
/// generous enough for every policy of the documented size.
const PACKED_SIZE_MAX: usize = 4096;

/// Temporary credentials of a role, for a user or another role's session that the role trusts.
pub(super) async fn assume_role(
    call: &mut Call<'_, '_>,
    input: AssumeRoleRequest,
) -> Result<AssumeRoleResponse, Fault> {
    if matches!(call.caller.kind(), CallerKind::Root { .. }) {
        return Err(Fault::access_denied("Roles may not be assumed by root accounts."));
    }
    let role_account = account_of_role(&input.role_arn)?;
    let wanted = Wanted::read(call.caller, &input)?;
    let code = GivenCode::read(input.serial_number.clone(), input.token_code.clone())?;
    let role = find_role(call, role_account, &input.role_arn);
    authorise(call, &input, role_account, role.as_deref(), &wanted, code.is_some())?;
    // a role that does not exist was denied just now
    let role = role.ok_or_else(Fault::internal_failure)?;
    let seconds = duration(call.caller, &role, input.duration_seconds)?;
    let packed = wanted.packed_percentage()?;
    let policies = session_policies(call, role.account, &input)?;
    // last, so that no other refusal spends the code; a role session carries nothing of it
    if let Some(code) = code {
        code.verify(call).await?;
    }
    let issued = call.request.now.truncated();
    let expires = issued.plus_seconds(u64::from(seconds));
    let session = AssumedRole {
        role_id: role.id.clone(),
        session_name: input.role_session_name.clone(),
        policy: policies.0,
        policy_arns: policies.1,
        tags: wanted.tags,
        transitive_tag_keys: wanted.transitive_tag_keys,
        source_identity: wanted.source_identity.clone(),
    };
    let kind = SessionKind::AssumedRole(session);
    let minted = call.service.tokens.mint(role.account, issued, expires, kind, &mut *call.request.entropy);
    let minted = minted.map_err(|_| Fault::internal_failure())?;
    Ok(AssumeRoleResponse {
        credentials: Some(minted.credentials()),
        assumed_role_user: Some(AssumedRoleUser {
            assumed_role_id: format!("{}:{}", role.id, input.role_session_name),
            arn: arn::assumed_role(role.account, &role.name, &input.role_session_name),
        }),
        packed_policy_size: packed,
        source_identity: wanted.source_identity,
    })
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

fn find_role(call: &Call<'_, '_>, account: AccountId, role_arn: &str) -> Option<Arc<Role>> {
    let name = role_arn.rsplit('/').next()?;
    call.state().role_named(account, name).filter(|role| role.arn() == role_arn).cloned()
}

/// Tags and source identity of the session to be: what the request passes and what the chain hands on.
struct Wanted {
    /// Tags that the request itself passes.
    request_tags: TagSet,
    /// Those and the inherited ones.
    tags: TagSet,
    transitive_tag_keys: Vec<String>,
    source_identity: Option<String>,
    /// Bytes of policies and tags passed, if any were.
    packed_size: Option<usize>,
}

impl Wanted {
    fn read(caller: &Caller, input: &AssumeRoleRequest) -> Result<Self, Fault> {
        let parent = match caller.kind() {
            CallerKind::Role { session, .. } => Some(session),
            _ => None,
        };
        let request_tags = read_tags(input)?;
        let named = input.transitive_tag_keys.clone().unwrap_or_default();
        if named.iter().any(|key| request_tags.get(key).is_none()) {
            return Err(Fault::invalid_parameter_value(
                "The specified transitive tag key must be included in the requested tags.",
            ));
        }
        let inherited = |key: &&Tag| {
            parent.is_some_and(|parent| {
                parent.transitive_tag_keys.iter().any(|k| k.eq_ignore_ascii_case(&key.key))
            })
        };
        let handed_on: Vec<Tag> = parent
            .map(|parent| parent.tags.0.iter().filter(inherited).cloned().collect())
            .unwrap_or_default();
        if handed_on.iter().any(|tag| request_tags.get(&tag.key).is_some()) {
            return Err(Fault::invalid_parameter_value(
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key \
                 from the calling session.",
            ));
        }
        let inherited_identity = parent.and_then(|parent| parent.source_identity.clone());
        if let (Some(asked), Some(inherited)) = (&input.source_identity, &inherited_identity)
            && asked != inherited
        {
            return Err(Fault::validation_error(
                "The source identity is already set for this assume role session",
            ));
        }
        let mut transitive_tag_keys = named;
        transitive_tag_keys.extend(handed_on.iter().map(|tag| tag.key.clone()));
        let mut tags = request_tags.clone();
        tags.0.extend(handed_on);
        let packed_size = packed_size(input, &tags);
        let source_identity = input.source_identity.clone().or(inherited_identity);
        Ok(Self { request_tags, tags, transitive_tag_keys, source_identity, packed_size })
    }

    /// How much of the space for policies and tags is used, per cent; `None` if none were passed.
    fn packed_percentage(&self) -> Result<Option<i32>, Fault> {
        let Some(size) = self.packed_size else { return Ok(None) };
        let percentage = (size * 100).div_ceil(PACKED_SIZE_MAX);
        if percentage > 100 {
            return Err(Fault::new(
                codes::query::PACKED_POLICY_TOO_LARGE,
                format!("Packed policy consumes {percentage}% of allotted space, please use smaller policy."),
            ));
        }
        Ok(i32::try_from(percentage).ok())
    }
}

fn read_tags(input: &AssumeRoleRequest) -> Result<TagSet, Fault> {
    let mut tags = TagSet::default();
    for tag in input.tags.iter().flatten() {
        if is_reserved_tag_key(&tag.key) {
            return Err(Fault::invalid_parameter_value(refusal::reserved_tag_key(&tag.key)));
        }
        if tags.get(&tag.key).is_some() {
            return Err(Fault::invalid_parameter_value(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        tags.0.push(Tag { key: tag.key.clone(), value: tag.value.clone() });
    }
    Ok(tags)
}

fn packed_size(input: &AssumeRoleRequest, tags: &TagSet) -> Option<usize> {
    let arns = input.policy_arns.iter().flatten().filter_map(|policy| policy.arn.as_deref());
    let policy = input.policy.as_deref().map(policy::size_without_white_space);
    let passed = policy.is_some()
        || input.policy_arns.as_ref().is_some_and(|arns| !arns.is_empty())
        || !tags.0.is_empty();
    let tags: usize = tags.0.iter().map(|tag| tag.key.len() + tag.value.len() + 2).sum();
    passed.then(|| policy.unwrap_or(0) + arns.map(str::len).sum::<usize>() + tags)
}

/// Whether the caller assumes the role with temporary credentials: role chaining, to which AWS counts those of GetSessionToken.
fn is_chained(caller: &Caller) -> bool {
    caller.is_temporary()
}

/// Trust policy and caller's policies together, for sts:AssumeRole and for what else the request does.
fn authorise(
    call: &Call<'_, '_>,
    input: &AssumeRoleRequest,
    role_account: AccountId,
    role: Option<&Role>,
    wanted: &Wanted,
    with_code: bool,
) -> Result<(), Fault> {
    let trust =
        role.map_or_else(PolicySet::default, |role| PolicySet::from_policies([role.trust.policy.clone()]));
    let trust = Arc::new(trust);
    let mut actions = vec!["sts:AssumeRole"];
    if !wanted.request_tags.0.is_empty() {
        actions.push("sts:TagSession");
    }
    if wanted.source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    for action in actions {
        let mut access = Access::to(action, input.role_arn.as_str(), role_account)
            .resource_policy(trust.clone())
            .with("sts:RoleSessionName", input.role_session_name.as_str())
            .with_some("sts:ExternalId", input.external_id.as_deref())
            .with_some("sts:SourceIdentity", wanted.source_identity.as_deref())
            .request_tags(&wanted.request_tags);
        if let Some(role) = role {
            access = access.resource_tags("iam", &role.tags);
        }
        if !wanted.transitive_tag_keys.is_empty() {
            access = access.with_list("sts:TransitiveTagKeys", wanted.transitive_tag_keys.iter().cloned());
        }
        if with_code {
            access = GivenCode::presumed(access);
        }
        call.authorise(access)?;
    }
    Ok(())
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
    let state = call.state();
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
