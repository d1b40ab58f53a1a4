//! Quotas of one account: AWS's defaults, and the operator's values in their place.

use std::collections::BTreeMap;

use crate::limits;

macro_rules! quotas {
    ($($(#[$doc:meta])* $name:ident = $key:literal: $default:expr, up to $most:expr, in $unit:literal;)*) => {
        /// Something of which an account may have only so much.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum QuotaName {
            $($(#[$doc])* $name,)*
        }

        impl QuotaName {
            /// Every quota, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Name for the operator, and in stored records. IAM's are those of GetAccountSummary, without `Quota`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Value of an account for which the operator set none; [`limits::UNLIMITED`] means no bound but the disk.
            pub fn default_value(self) -> u64 {
                match self { $(Self::$name => $default as u64,)* }
            }

            /// The highest value that can be set.
            pub fn most(self) -> u64 {
                match self { $(Self::$name => $most as u64,)* }
            }

            /// Unit of the value.
            pub fn unit(self) -> &'static str {
                match self { $(Self::$name => $unit,)* }
            }
        }
    };
}

quotas! {
    /// Bytes of all objects in the account's buckets, and of all parts uploaded to them that are not completed yet.
    ObjectBytes = "object-bytes": limits::UNLIMITED, up to limits::UNLIMITED, in "bytes";
    /// Objects in the account's buckets, and parts uploaded to them that are not completed yet.
    Objects = "objects": limits::UNLIMITED, up to limits::UNLIMITED, in "objects";
    /// Bodies of objects and parts that are received into the account's buckets at the same time.
    Uploads = "uploads": limits::UPLOADS_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "uploads at a time";
    /// Multipart uploads in the account's buckets that are neither completed nor aborted.
    MultipartUploads = "multipart-uploads": limits::MULTIPART_UPLOADS_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "multipart uploads";
    /// Users in the account.
    Users = "Users": limits::USERS_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "users";
    /// Groups in the account.
    Groups = "Groups": limits::GROUPS_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "groups";
    /// Roles in the account.
    Roles = "Roles": limits::ROLES_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "roles";
    /// Customer managed policies.
    Policies = "Policies": limits::POLICIES_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "policies";
    /// Virtual MFA devices, enabled or not.
    MfaDevices = "MFADevices": limits::VIRTUAL_MFA_DEVICES_PER_ACCOUNT, up to limits::ACCOUNT_QUOTA_MOST, in "devices";
    /// Groups that one user is in.
    GroupsPerUser = "GroupsPerUser": limits::GROUPS_PER_USER, up to limits::ENTITY_QUOTA_MOST, in "groups";
    /// Access keys of one user or root user.
    AccessKeysPerUser = "AccessKeysPerUser": limits::ACCESS_KEYS_PER_USER, up to limits::ENTITY_QUOTA_MOST, in "keys";
    /// MFA devices enabled for one user or root user.
    MfaDevicesPerUser = "MFADevicesPerUser": limits::MFA_DEVICES_PER_USER, up to limits::ENTITY_QUOTA_MOST, in "devices";
    /// Managed policies attached to one user.
    AttachedPoliciesPerUser = "AttachedPoliciesPerUser": limits::ATTACHED_POLICIES_PER_USER, up to limits::ENTITY_QUOTA_MOST, in "policies";
    /// Managed policies attached to one group.
    AttachedPoliciesPerGroup = "AttachedPoliciesPerGroup": limits::ATTACHED_POLICIES_PER_GROUP, up to limits::ENTITY_QUOTA_MOST, in "policies";
    /// Managed policies attached to one role.
    AttachedPoliciesPerRole = "AttachedPoliciesPerRole": limits::ATTACHED_POLICIES_PER_ROLE, up to limits::ENTITY_QUOTA_MOST, in "policies";
    /// Live versions of one managed policy.
    VersionsPerPolicy = "VersionsPerPolicy": limits::VERSIONS_PER_POLICY, up to limits::VERSIONS_QUOTA_MOST, in "versions";
    /// Inline policies of one user together.
    UserPolicySize = "UserPolicySize": limits::USER_INLINE_POLICY_SIZE, up to limits::SIZE_QUOTA_MOST, in "characters without white space";
    /// Inline policies of one group together.
    GroupPolicySize = "GroupPolicySize": limits::GROUP_INLINE_POLICY_SIZE, up to limits::SIZE_QUOTA_MOST, in "characters without white space";
    /// Inline policies of one role together.
    RolePolicySize = "RolePolicySize": limits::ROLE_INLINE_POLICY_SIZE, up to limits::SIZE_QUOTA_MOST, in "characters without white space";
    /// One version of a managed policy.
    PolicySize = "PolicySize": limits::MANAGED_POLICY_SIZE, up to limits::SIZE_QUOTA_MOST, in "characters without white space";
    /// A role's trust policy.
    AssumeRolePolicySize = "AssumeRolePolicySize": limits::TRUST_POLICY_SIZE, up to limits::SIZE_QUOTA_MOST, in "characters without white space";
}

impl QuotaName {
    /// A quota by its key, in any case.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|quota| quota.key().eq_ignore_ascii_case(key))
    }
}

/// Quotas of one account; those that the operator did not set have their default values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotas(BTreeMap<QuotaName, u64>);

impl Quotas {
    /// The value in force.
    pub fn get(&self, quota: QuotaName) -> u64 {
        self.0.get(&quota).copied().unwrap_or_else(|| quota.default_value())
    }

    /// The value in force of a quota that counts what is in memory.
    pub fn count(&self, quota: QuotaName) -> usize {
        usize::try_from(self.get(quota)).unwrap_or(usize::MAX)
    }

    /// Bytes of all objects and uncompleted parts in the account's buckets; [`limits::UNLIMITED`] if only the disk bounds
    /// them.
    pub fn object_bytes(&self) -> u64 {
        self.get(QuotaName::ObjectBytes)
    }

    /// Objects and uncompleted parts in the account's buckets; [`limits::UNLIMITED`] if only the disk bounds their number.
    pub fn objects(&self) -> u64 {
        self.get(QuotaName::Objects)
    }

    /// Bodies received into the account's buckets at the same time.
    pub fn uploads(&self) -> usize {
        self.count(QuotaName::Uploads)
    }

    /// Multipart uploads in the account's buckets that are neither completed nor aborted.
    pub fn multipart_uploads(&self) -> usize {
        self.count(QuotaName::MultipartUploads)
    }

    /// Sets a value, or goes back to the default. The caller has checked it against [`QuotaName::most`].
    pub fn set(&mut self, quota: QuotaName, value: Option<u64>) {
        match value {
            Some(value) => self.0.insert(quota, value),
            None => self.0.remove(&quota),
        };
    }

    /// Values that the operator set.
    pub fn changed(&self) -> impl Iterator<Item = (QuotaName, u64)> {
        self.0.iter().map(|(quota, value)| (*quota, *value))
    }
}
