use std::collections::BTreeMap;

use identity::{AccountId, KeyOwner, QuotaName, State};
use wire::fault::Fault;
use wire::iam::{GetAccountSummaryRequest, GetAccountSummaryResponse, SummaryKeyType};

use crate::call::Call;
use crate::permit::value::Permit;

/// Returns the number of each kind of entity in the account, and its quota.
pub(in crate::iam) async fn get_account_summary(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: GetAccountSummaryRequest,
) -> Result<GetAccountSummaryResponse, Fault> {
    let (state, account) = (call.read(&permit), permit.account());
    let numbers = counts(&state, account).into_iter().chain(quotas(&state, account));
    // nothing that is counted here comes near the end of the range
    let summary = numbers.map(|(key, number)| (key, i32::try_from(number).unwrap_or(i32::MAX)));
    Ok(GetAccountSummaryResponse { summary_map: Some(summary.collect::<BTreeMap<_, _>>()) })
}

/// Counts of entities, which the state keeps. Those that begin with `Account` are about the root user.
fn counts(state: &State, account: AccountId) -> Vec<(SummaryKeyType, usize)> {
    let root = KeyOwner::Root;
    vec![
        (SummaryKeyType::Users, state.user_count(account)),
        (SummaryKeyType::Groups, state.group_count(account)),
        (SummaryKeyType::Roles, state.role_count(account)),
        (SummaryKeyType::Policies, state.policy_count(account)),
        (SummaryKeyType::PolicyVersionsInUse, state.policy_version_count(account)),
        (SummaryKeyType::MfaDevices, state.device_count(account)),
        (SummaryKeyType::MfaDevicesInUse, state.enabled_device_count(account)),
        (SummaryKeyType::AccountMfaEnabled, usize::from(!state.devices_of(account, &root).is_empty())),
        (
            SummaryKeyType::AccountAccessKeysPresent,
            usize::from(!state.access_keys_of(account, &root).is_empty()),
        ),
        // not built
        (SummaryKeyType::AccountPasswordPresent, 0),
        (SummaryKeyType::AccountSigningCertificatesPresent, 0),
        (SummaryKeyType::InstanceProfiles, 0),
        (SummaryKeyType::Providers, 0),
        (SummaryKeyType::ServerCertificates, 0),
    ]
}

/// The account's own quotas. Quotas of what is not built are AWS's defaults.
fn quotas(state: &State, account: AccountId) -> Vec<(SummaryKeyType, usize)> {
    let own = [
        (SummaryKeyType::UsersQuota, QuotaName::Users),
        (SummaryKeyType::GroupsQuota, QuotaName::Groups),
        (SummaryKeyType::RolesQuota, QuotaName::Roles),
        (SummaryKeyType::PoliciesQuota, QuotaName::Policies),
        (SummaryKeyType::VersionsPerPolicyQuota, QuotaName::VersionsPerPolicy),
        (SummaryKeyType::GroupsPerUserQuota, QuotaName::GroupsPerUser),
        (SummaryKeyType::AccessKeysPerUserQuota, QuotaName::AccessKeysPerUser),
        (SummaryKeyType::AttachedPoliciesPerUserQuota, QuotaName::AttachedPoliciesPerUser),
        (SummaryKeyType::AttachedPoliciesPerGroupQuota, QuotaName::AttachedPoliciesPerGroup),
        (SummaryKeyType::AttachedPoliciesPerRoleQuota, QuotaName::AttachedPoliciesPerRole),
        (SummaryKeyType::UserPolicySizeQuota, QuotaName::UserPolicySize),
        (SummaryKeyType::GroupPolicySizeQuota, QuotaName::GroupPolicySize),
        (SummaryKeyType::RolePolicySizeQuota, QuotaName::RolePolicySize),
        (SummaryKeyType::PolicySizeQuota, QuotaName::PolicySize),
        (SummaryKeyType::AssumeRolePolicySizeQuota, QuotaName::AssumeRolePolicySize),
    ];
    let fixed = [
        (SummaryKeyType::PolicyVersionsInUseQuota, 10_000),
        (SummaryKeyType::SigningCertificatesPerUserQuota, 2),
        (SummaryKeyType::ServerCertificatesQuota, 20),
        (SummaryKeyType::InstanceProfilesQuota, 1000),
        (SummaryKeyType::GlobalEndpointTokenVersion, 1),
    ];
    own.map(|(key, quota)| (key, state.quota(account, quota))).into_iter().chain(fixed).collect()
}
