//! Who uses which managed policy, account by account.

use std::collections::{BTreeMap, HashMap};

use crate::{AccountId, AttachedPolicies};

/// Names in lower case, and the unique ids behind them.
pub type IdsByName = BTreeMap<String, String>;

/// Entities of one account that use a managed policy.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PolicyUses {
    /// Users that it is attached to.
    pub users: IdsByName,
    /// Groups that it is attached to.
    pub groups: IdsByName,
    /// Roles that it is attached to.
    pub roles: IdsByName,
    /// Users whose permissions it bounds.
    pub bounded_users: IdsByName,
    /// Roles whose permissions it bounds.
    pub bounded_roles: IdsByName,
}

/// Nobody uses it.
static NOBODY: PolicyUses = PolicyUses {
    users: BTreeMap::new(),
    groups: BTreeMap::new(),
    roles: BTreeMap::new(),
    bounded_users: BTreeMap::new(),
    bounded_roles: BTreeMap::new(),
};

impl PolicyUses {
    /// To how many entities it is attached.
    pub fn attachments(&self) -> usize {
        self.users.len() + self.groups.len() + self.roles.len()
    }

    /// How many entities it bounds.
    pub fn boundaries(&self) -> usize {
        self.bounded_users.len() + self.bounded_roles.len()
    }
}

/// Kind of an entity that uses policies.
#[derive(Clone, Copy)]
pub(super) enum Holder {
    User,
    Group,
    Role,
}

/// An entity that uses policies.
pub(super) struct Using<'a> {
    pub kind: Holder,
    pub account: AccountId,
    pub id: &'a str,
    pub name: &'a str,
    pub policies: &'a AttachedPolicies,
    pub boundary: Option<&'a str>,
}

/// The uses of all managed policies, by ARN.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AllUses {
    by_arn: HashMap<String, BTreeMap<AccountId, PolicyUses>>,
}

impl AllUses {
    pub fn of(&self, account: AccountId, arn: &str) -> &PolicyUses {
        self.by_arn.get(arn).and_then(|accounts| accounts.get(&account)).unwrap_or(&NOBODY)
    }

    /// Attachments and boundaries in all accounts.
    pub fn everywhere(&self, arn: &str) -> impl Iterator<Item = &PolicyUses> {
        self.by_arn.get(arn).into_iter().flat_map(|accounts| accounts.values())
    }

    pub fn link(&mut self, using: &Using<'_>) {
        for (arn, is_boundary) in using.policies() {
            let accounts = self.by_arn.entry(arn.to_owned()).or_default();
            let uses = accounts.entry(using.account).or_default();
            using.names_in(uses, is_boundary).insert(using.name.to_ascii_lowercase(), using.id.to_owned());
        }
    }

    pub fn unlink(&mut self, using: &Using<'_>) {
        for (arn, is_boundary) in using.policies() {
            let Some(accounts) = self.by_arn.get_mut(arn) else { continue };
            if let Some(uses) = accounts.get_mut(&using.account) {
                using.names_in(uses, is_boundary).remove(&using.name.to_ascii_lowercase());
                if uses.attachments() + uses.boundaries() == 0 {
                    accounts.remove(&using.account);
                }
            }
            if accounts.is_empty() {
                self.by_arn.remove(arn);
            }
        }
    }
}

impl Using<'_> {
    /// The policies used, each with whether it is the boundary.
    fn policies(&self) -> impl Iterator<Item = (&str, bool)> {
        let attached = self.policies.managed.iter().map(|arn| (arn.as_str(), false));
        attached.chain(self.boundary.map(|arn| (arn, true)))
    }

    fn names_in<'u>(&self, uses: &'u mut PolicyUses, is_boundary: bool) -> &'u mut IdsByName {
        match (self.kind, is_boundary) {
            (Holder::User, false) => &mut uses.users,
            (Holder::User, true) => &mut uses.bounded_users,
            // groups have no boundary
            (Holder::Group, _) => &mut uses.groups,
            (Holder::Role, false) => &mut uses.roles,
            (Holder::Role, true) => &mut uses.bounded_roles,
        }
    }
}
