//! Who uses which managed policy, account by account.

use std::sync::LazyLock;

use crate::persistent::{Map, OrderedMap};
use crate::{AccountId, AttachedPolicies};

/// Names in lower case, and the unique ids behind them.
pub type IdsByName = OrderedMap<String, String>;

/// Entities of one account that use a managed policy.
#[derive(Debug, Clone, Default, PartialEq)]
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

/// The uses of a policy that has none.
static UNUSED: LazyLock<PolicyUses> = LazyLock::new(PolicyUses::default);

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
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct AllUses {
    by_arn: Map<String, Map<AccountId, PolicyUses>>,
}

impl AllUses {
    pub fn of(&self, account: AccountId, arn: &str) -> &PolicyUses {
        self.by_arn.get(arn).and_then(|accounts| accounts.get(&account)).unwrap_or(&UNUSED)
    }

    /// Attachments and boundaries in all accounts.
    pub fn everywhere(&self, arn: &str) -> impl Iterator<Item = &PolicyUses> {
        self.by_arn.get(arn).into_iter().flat_map(|accounts| accounts.values())
    }

    pub fn link(&mut self, using: &Using<'_>) {
        let name = using.name.to_ascii_lowercase();
        self.change(using, |ids| ids.insert(name.clone(), using.id.to_owned()));
    }

    pub fn unlink(&mut self, using: &Using<'_>) {
        let name = using.name.to_ascii_lowercase();
        self.change(using, |ids| {
            ids.remove(&name);
        });
    }

    /// Changes the lists that an entity is in.
    fn change(&mut self, using: &Using<'_>, change: impl Fn(&mut IdsByName)) {
        for (arn, is_boundary) in using.policies() {
            let in_account = |uses: &mut PolicyUses| change(using.names_in(uses, is_boundary));
            let unused = |uses: &PolicyUses| uses.attachments() + uses.boundaries() == 0;
            let everywhere = |accounts: &mut Map<AccountId, PolicyUses>| {
                accounts.change(&using.account, in_account, unused);
            };
            self.by_arn.change(arn, everywhere, Map::is_empty);
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
