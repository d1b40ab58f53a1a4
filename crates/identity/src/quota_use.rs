//! Used parts of quotas, and refusals of more.

use crate::refusal::{Quota, Refusal};
use crate::{AccountId, KeyOwner, QuotaName, State};

impl State {
    /// The value of a quota in one account.
    pub fn quota(&self, account: AccountId, quota: QuotaName) -> usize {
        let value = self.account(account).map(|account| account.quotas.get(quota));
        usize::try_from(value.unwrap_or_else(|| quota.default_value())).unwrap_or(usize::MAX)
    }

    /// Used part of an account's quota; of one that is per user, group, role or policy, the most that any of them uses.
    /// `None` for what is not identity state.
    pub fn quota_use(&self, account: AccountId, quota: QuotaName) -> Option<usize> {
        let most = |counts: &mut dyn Iterator<Item = usize>| Some(counts.max().unwrap_or(0));
        let owners = || {
            let users = self.users_of(account).map(|user| KeyOwner::User(user.id.clone()));
            users.chain([KeyOwner::Root])
        };
        let size = |text: &str| policy::size_without_white_space(text);
        match quota {
            QuotaName::ObjectBytes
            | QuotaName::Objects
            | QuotaName::Uploads
            | QuotaName::MultipartUploads => None,
            QuotaName::Users => Some(self.user_count(account)),
            QuotaName::Groups => Some(self.group_count(account)),
            QuotaName::Roles => Some(self.role_count(account)),
            QuotaName::Policies => Some(self.policy_count(account)),
            QuotaName::MfaDevices => Some(self.device_count(account)),
            QuotaName::GroupsPerUser => most(&mut self.users_of(account).map(|user| user.groups.len())),
            QuotaName::AccessKeysPerUser => {
                most(&mut owners().map(|owner| self.access_keys_of(account, &owner).len()))
            }
            QuotaName::MfaDevicesPerUser => {
                most(&mut owners().map(|owner| self.devices_of(account, &owner).len()))
            }
            QuotaName::AttachedPoliciesPerUser => {
                most(&mut self.users_of(account).map(|user| user.policies.managed.len()))
            }
            QuotaName::AttachedPoliciesPerGroup => {
                most(&mut self.groups_of(account).map(|group| group.policies.managed.len()))
            }
            QuotaName::AttachedPoliciesPerRole => {
                most(&mut self.roles_of(account).map(|role| role.policies.managed.len()))
            }
            QuotaName::VersionsPerPolicy => {
                most(&mut self.policies_of(account).map(|policy| policy.versions.len()))
            }
            QuotaName::UserPolicySize => {
                most(&mut self.users_of(account).map(|user| user.policies.inline_size()))
            }
            QuotaName::GroupPolicySize => {
                most(&mut self.groups_of(account).map(|group| group.policies.inline_size()))
            }
            QuotaName::RolePolicySize => {
                most(&mut self.roles_of(account).map(|role| role.policies.inline_size()))
            }
            QuotaName::PolicySize => {
                let versions = self.policies_of(account).flat_map(|policy| &policy.versions);
                most(&mut versions.map(|version| size(version.text())))
            }
            QuotaName::AssumeRolePolicySize => {
                most(&mut self.roles_of(account).map(|role| size(role.trust.text())))
            }
        }
    }
}

impl State {
    /// Refuses one more of what `used` are there; `named` is AWS's name of the quota in the error.
    pub(crate) fn room_for_one(
        &self,
        account: AccountId,
        quota: QuotaName,
        used: usize,
        named: &'static str,
    ) -> Result<(), Refusal> {
        let limit = self.quota(account, quota);
        if used < limit { Ok(()) } else { Err(Refusal::LimitExceeded(Quota::Named(named, limit))) }
    }

    /// Refuses a document that has more characters, white space not counted, than the quota.
    pub(crate) fn room_for_document(
        &self,
        account: AccountId,
        quota: QuotaName,
        text: &str,
        named: &'static str,
    ) -> Result<(), Refusal> {
        let limit = self.quota(account, quota);
        let fits = policy::size_without_white_space(text) <= limit;
        if fits { Ok(()) } else { Err(Refusal::LimitExceeded(Quota::Named(named, limit))) }
    }
}

#[cfg(test)]
mod tests;
