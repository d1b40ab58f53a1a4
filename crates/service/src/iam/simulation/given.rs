//! What is given with a simulation: documents, resources, condition keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use identity::{AccountId, arn};
use policy::{Context, Kind, Policy};
use wire::fault::Fault;
use wire::iam::{ContextEntry, ContextKeyTypeEnum};

use super::{Labelled, Simulated};

/// Scenarios of EC2 that AWS knows. They only make sure that enough kinds of resources are given, which is not checked.
const HANDLING_OPTIONS: [&str; 6] = [
    "EC2-Classic-InstanceStore",
    "EC2-Classic-EBS",
    "EC2-VPC-InstanceStore",
    "EC2-VPC-InstanceStore-Subnet",
    "EC2-VPC-EBS",
    "EC2-VPC-EBS-Subnet",
];

/// AWS's words for an ARN that is none, or of the wrong kind.
pub(super) fn invalid_arn(arn: &str) -> Fault {
    Fault::invalid_input(format!("Invalid ARN provided in the request: {arn}"))
}

/// Documents of a list, labelled by their place in it. They are read as stored ones are: the grammar, not what is checked
/// when a document is saved.
pub(in crate::iam) fn read_policies(
    kind: Kind,
    list: &str,
    documents: &[String],
) -> Result<Vec<Labelled>, Fault> {
    let read = |(number, text): (usize, &String)| {
        let policy = read(kind, text)?;
        Ok(Labelled { label: format!("{list}.{}", number + 1), policy })
    };
    documents.iter().enumerate().map(read).collect()
}

fn read(kind: Kind, text: &str) -> Result<Arc<Policy>, Fault> {
    let policy = Policy::read(kind, text);
    policy.map(Arc::new).map_err(|malformed| Fault::invalid_input(malformed.to_string()))
}

/// The condition keys that policies name, each once, in alphabetical order.
pub(in crate::iam) fn context_keys(policies: &[Labelled]) -> Vec<String> {
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    for key in policies.iter().flat_map(|labelled| labelled.policy.context_keys()) {
        keys.entry(key.to_lowercase()).or_insert_with(|| key.to_owned());
    }
    keys.into_values().collect()
}

/// AWS's simulator takes no wildcards in the names of actions.
pub(super) fn check_actions(names: &[String]) -> Result<(), Fault> {
    let is_name = |name: &String| {
        let parts =
            name.split_once(':').filter(|(service, action)| !service.is_empty() && !action.is_empty());
        parts.is_some_and(|(_, action)| !action.contains(':')) && !name.contains(['*', '?'])
    };
    match names.iter().find(|name| !is_name(name)) {
        Some(name) => Err(Fault::invalid_input(format!("Invalid action name: {name}"))),
        None => Ok(()),
    }
}

pub(super) fn check_handling(option: Option<&str>) -> Result<(), Fault> {
    match option.filter(|option| !HANDLING_OPTIONS.contains(option)) {
        Some(option) => Err(Fault::invalid_input(format!("Invalid resource handling option: {option}"))),
        None => Ok(()),
    }
}

/// The account that ResourceOwner names: as the ARN of its root user, or as twelve digits.
pub(super) fn owner(given: Option<&str>) -> Result<Option<AccountId>, Fault> {
    let Some(text) = given else { return Ok(None) };
    let of_root = || arn::account_of(text).filter(|account| arn::root(*account) == text);
    let account = AccountId::parse(text).or_else(of_root);
    account.map(Some).ok_or_else(|| invalid_arn(text))
}

/// Who owns a resource: the account in its ARN; of `*` the caller's; else `owner`.
pub(super) fn owner_of(resource: &str, caller: AccountId, owner: AccountId) -> Result<AccountId, Fault> {
    if resource == "*" {
        return Ok(caller);
    }
    let fields: Vec<&str> = resource.splitn(6, ':').collect();
    match fields.as_slice() {
        ["arn", _, service, _, account, name] if !service.is_empty() && !name.is_empty() => {
            Ok(AccountId::parse(account).unwrap_or(owner))
        }
        _ => Err(invalid_arn(resource)),
    }
}

/// The policy given for the resources. For roles it is a trust policy, which AWS's simulator does not take; any other needs
/// a user to call.
pub(super) fn resource_policy(
    document: Option<&str>,
    resources: &[String],
    caller: &Simulated,
) -> Result<Option<Labelled>, Fault> {
    let Some(document) = document else { return Ok(None) };
    let is_role = |arn: &String| {
        let resource = arn.splitn(6, ':').nth(5);
        arn.contains(":iam::") && resource.is_some_and(|resource| resource.starts_with("role/"))
    };
    let kind = if resources.iter().all(is_role) { Kind::Trust } else { Kind::Bucket };
    let may_call = match caller {
        Simulated::User { is_named, .. } => *is_named,
        Simulated::Role { .. } => kind == Kind::Trust,
        Simulated::Group { .. } => false,
    };
    if !may_call {
        return Err(Fault::invalid_input("Invalid caller - Caller must be an IAM user in this context."));
    }
    let policy = read(kind, document)?;
    Ok(Some(Labelled { label: "ResourcePolicy".to_owned(), policy }))
}

/// The condition keys that follow from the caller, with those given over them.
pub(super) fn context(mut context: Context, entries: Option<&[ContextEntry]>) -> Result<Context, Fault> {
    for (number, entry) in entries.into_iter().flatten().enumerate() {
        let Some(name) = &entry.context_key_name else {
            return Err(Fault::validation_error(format!(
                "1 validation error detected: Value at 'contextEntries.{}.member.contextKeyName' failed to satisfy \
                 constraint: Member must not be null",
                number + 1
            )));
        };
        let values = entry.context_key_values.clone().unwrap_or_default();
        match values.as_slice() {
            [value] if !is_list(entry.context_key_type) => context.set(name, value.as_str()),
            [] if !is_list(entry.context_key_type) => {
                context.remove(name);
                &mut context
            }
            _ => context.set_list(name, values),
        };
    }
    Ok(context)
}

fn is_list(key_type: Option<ContextKeyTypeEnum>) -> bool {
    key_type.is_some_and(|key_type| key_type.as_str().ends_with("List"))
}
