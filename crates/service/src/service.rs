use identity::{AccountId, Time};
use objects::Objects;
use secret::Entropy;
use secret::seal::RootKey;
use store::Store;

use crate::limits;
use crate::places::Places;
use crate::policy_cache::PolicyCache;
use crate::session_token::SessionTokens;
use crate::share::Shares;
use crate::signing_keys::SigningKeys;
use crate::throttlings::Throttlings;
use crate::usage::Usage;

/// Settings of the operator.
#[derive(Debug, Clone)]
pub struct Config {
    /// The region that S3 names as its own.
    pub region: String,
    /// True if S3 takes requests that are signed with Signature Version 2.
    pub sigv2: bool,
}

/// Everything that answers requests.
pub struct Service {
    pub(crate) store: Store,
    pub(crate) objects: Objects,
    pub(crate) config: Config,
    pub(crate) tokens: SessionTokens,
    pub(crate) signing_keys: SigningKeys,
    pub(crate) policies: PolicyCache,
    pub(crate) usage: Usage,
    pub(crate) places: Places,
    /// Simulations at work, by account.
    pub(crate) simulations: Shares<AccountId>,
    pub(crate) throttlings: Throttlings,
}

impl Service {
    /// Puts the floors together. Session tokens come from the same root key as the store's seals, under another purpose.
    pub fn new(store: Store, objects: Objects, root_key: &RootKey, config: Config) -> Self {
        Self {
            store,
            objects,
            config,
            tokens: SessionTokens::new(root_key),
            signing_keys: SigningKeys::default(),
            policies: PolicyCache::default(),
            usage: Usage::default(),
            places: Places::default(),
            simulations: Shares::new(limits::SIMULATIONS, limits::SIMULATIONS_PER_ACCOUNT),
            throttlings: Throttlings::default(),
        }
    }

    /// Writes down when keys and roles were last used, if anything is to be written: whether that worked.
    pub async fn write_down_uses(&self, now: Time, entropy: &mut (dyn Entropy + Send)) -> bool {
        match self.usage.take() {
            None => true,
            Some(uses) => self.store.execute(uses, now, entropy).await.is_ok(),
        }
    }

    /// The buckets and objects, for the operator's own commands.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The identity state, for the operator's own commands.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
