use std::sync::Arc;

use super::ManagedPolicy;
use crate::kind::named::{Entities, Named};
use crate::persistent::Map;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Customer managed policies, and how many versions they have together.
#[derive(Clone, Default)]
pub(crate) struct Policies {
    pub(super) policies: Entities<ManagedPolicy>,
    /// Live versions in each account.
    pub(super) versions: Map<AccountId, usize>,
}

impl Kind for ManagedPolicy {
    /// The ARN.
    type Id = String;
    const NAME: &'static str = "managed policy";

    fn id(&self) -> String {
        self.arn()
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn latest(&self) -> Time {
        self.created.max(self.updated)
    }
}

impl Named for ManagedPolicy {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn name_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

impl Table for Policies {
    type Record = ManagedPolicy;

    fn get(&self, arn: &String) -> Option<&Arc<ManagedPolicy>> {
        self.policies.get(arn)
    }

    fn insert(&mut self, policy: Arc<ManagedPolicy>) {
        let more = |versions: &mut usize| *versions += policy.versions.len();
        self.versions.change(&policy.account, more, |versions| *versions == 0);
        self.policies.insert(policy);
    }

    fn remove(&mut self, arn: &String) {
        let Some(policy) = self.policies.remove(arn) else { return };
        // they were counted when the policy was put
        let fewer = |versions: &mut usize| *versions = versions.saturating_sub(policy.versions.len());
        self.versions.change(&policy.account, fewer, |versions| *versions == 0);
    }

    fn replace(&mut self, old: &ManagedPolicy, new: Arc<ManagedPolicy>) {
        let alike = Entities::is_named_alike(old, &new) && old.versions.len() == new.versions.len();
        if alike {
            self.policies.insert(new);
        } else {
            self.remove(&old.arn());
            self.insert(new);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.policies.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("policies", self.policies.is_like(&other.policies)),
            ("versions of policies", self.versions == other.versions),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}
