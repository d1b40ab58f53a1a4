//! Entities of one kind that use managed policies, account by account.

use std::sync::LazyLock;

use crate::AccountId;
use crate::persistent::{Map, OrderedMap};

/// Names in lower case, and the unique ids behind them.
pub type IdsByName = OrderedMap<String, String>;

/// The list of an index that has no entry.
static NONE: LazyLock<IdsByName> = LazyLock::new(IdsByName::default);

/// Entities of one account that use a managed policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolicyUses<'s> {
    /// Users that it is attached to.
    pub users: &'s IdsByName,
    /// Groups that it is attached to.
    pub groups: &'s IdsByName,
    /// Roles that it is attached to.
    pub roles: &'s IdsByName,
    /// Users whose permissions it bounds.
    pub bounded_users: &'s IdsByName,
    /// Roles whose permissions it bounds.
    pub bounded_roles: &'s IdsByName,
}

impl PolicyUses<'_> {
    /// Number of entities that it is attached to.
    pub fn attachments(&self) -> usize {
        self.users.len() + self.groups.len() + self.roles.len()
    }

    /// Number of entities that it bounds.
    pub fn boundaries(&self) -> usize {
        self.bounded_users.len() + self.bounded_roles.len()
    }
}

/// An index from ARNs of managed policies to the entities of one kind that use them in one way. A policy is used in its own
/// account only, and AWS's in each.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Uses(Map<AccountId, Map<String, IdsByName>>);

impl Uses {
    pub(super) fn of(&self, account: AccountId, arn: &str) -> &IdsByName {
        self.0.get(&account).and_then(|arns| arns.get(arn)).unwrap_or(&NONE)
    }

    /// Adds an entity to the lists of the policies that it uses.
    pub(super) fn link<'a>(
        &mut self,
        account: AccountId,
        arns: impl IntoIterator<Item = &'a String>,
        name: &str,
        id: &str,
    ) {
        let name = name.to_ascii_lowercase();
        for arn in arns {
            self.change(account, arn, |ids| ids.insert(name.clone(), id.to_owned()));
        }
    }

    /// Takes an entity from those lists.
    pub(super) fn unlink<'a>(
        &mut self,
        account: AccountId,
        arns: impl IntoIterator<Item = &'a String>,
        name: &str,
    ) {
        let name = name.to_ascii_lowercase();
        for arn in arns {
            self.change(account, arn, |ids| {
                ids.remove(&name);
            });
        }
    }

    fn change(&mut self, account: AccountId, arn: &str, change: impl FnOnce(&mut IdsByName)) {
        let in_account = |arns: &mut Map<String, IdsByName>| arns.change(arn, change, IdsByName::is_empty);
        self.0.change(&account, in_account, Map::is_empty);
    }
}
