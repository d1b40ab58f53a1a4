//! Input of a simulation: documents, resources, condition keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use identity::{AccountId, arn};
use policy::{Context, Kind, Policy};
use wire::fault::Fault;
use wire::iam::{ContextEntry, ContextKeyTypeEnum};

use super::{Asked, Labelled, Resource, Simulated};
use crate::limits;

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

/// Documents given with a request.
#[derive(Default)]
pub(in crate::iam) struct Documents {
    /// identity-based policies
    pub policies: Vec<String>,
    /// permissions boundaries, of which one can be simulated
    pub boundary: Vec<String>,
}

impl Documents {
    /// Refuses too many documents, and too much in them.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let all = || self.policies.iter().chain(&self.boundary);
        at_most("policy documents", all().count(), limits::SIMULATION_POLICIES)?;
        let bytes = all().map(String::len).sum();
        at_most("bytes of policy documents", bytes, limits::SIMULATION_POLICY_BYTES)?;
        if self.boundary.len() > 1 {
            return Err(Fault::invalid_input("Only one permissions boundary can be simulated at a time."));
        }
        Ok(())
    }

    /// The identity-based policies.
    pub(super) fn read_policies(&self) -> Result<Vec<Labelled>, Fault> {
        read_list(Kind::Inline, "PolicyInputList", &self.policies)
    }

    /// The permissions boundary, if one is given.
    pub(super) fn read_boundary(&self) -> Result<Option<Vec<Labelled>>, Fault> {
        let read = read_list(Kind::Boundary, "PermissionsBoundaryPolicyInputList", &self.boundary)?;
        Ok(Some(read).filter(|read| !read.is_empty()))
    }
}

/// Documents of a list, labelled by their place in it. They are read as stored ones are: the grammar, not what is checked
/// when a document is saved.
fn read_list(kind: Kind, list: &str, documents: &[String]) -> Result<Vec<Labelled>, Fault> {
    let read = |(number, text): (usize, &String)| {
        let policy = read(kind, text)?;
        Ok(Labelled { label: format!("{list}.{}", number + 1), policy })
    };
    documents.iter().enumerate().map(read).collect()
}

/// Checks the form and amount of everything that is asked, but for documents.
pub(super) fn check(asked: &Asked) -> Result<(), Fault> {
    check_actions(&asked.action_names)?;
    check_handling(asked.resource_handling_option.as_deref())?;
    let resources = asked.resource_arns.as_ref().map_or(0, Vec::len);
    at_most("resources", resources, limits::SIMULATION_RESOURCES)?;
    let entries = asked.context_entries.iter().flatten();
    let values =
        entries.map(|entry| entry.context_key_values.as_ref().map_or(1, |values| values.len().max(1)));
    at_most("values of condition keys", values.sum(), limits::SIMULATION_CONTEXT_VALUES)
}

/// AWS names no limits of a simulation, and no error for them.
fn at_most(what: &str, count: usize, most: usize) -> Result<(), Fault> {
    if count <= most {
        return Ok(());
    }
    Err(Fault::invalid_input(format!(
        "The simulation is too large: it was given {count} {what}, at most {most} are looked at."
    )))
}

fn read(kind: Kind, text: &str) -> Result<Arc<Policy>, Fault> {
    let policy = Policy::read(kind, text);
    policy.map(Arc::new).map_err(|malformed| Fault::invalid_input(malformed.to_string()))
}

/// The condition keys that policies name, each once, in alphabetical order.
pub(super) fn context_keys(policies: &[Labelled]) -> Vec<String> {
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    for key in policies.iter().flat_map(|labelled| labelled.policy.context_keys()) {
        keys.entry(key.to_lowercase()).or_insert_with(|| key.to_owned());
    }
    keys.into_values().collect()
}

/// AWS's simulator takes no wildcards in the names of actions.
fn check_actions(names: &[String]) -> Result<(), Fault> {
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

fn check_handling(option: Option<&str>) -> Result<(), Fault> {
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

/// The owner of a resource: the account in its ARN; of `*` the caller's; else `owner`.
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
    resources: &[Resource],
    caller: &Simulated,
) -> Result<Option<Labelled>, Fault> {
    let Some(document) = document else { return Ok(None) };
    let is_role = |resource: &Resource| {
        let arn = &resource.arn;
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
