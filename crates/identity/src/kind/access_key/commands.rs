use crate::refusal::{Entity, Refusal};
use crate::{AccessKey, AccountId, Command, KeyOwner, KeyStatus, OwnerReference, QuotaName, RecordKey, Tx};
use secret::id::{self, Prefix};
use std::sync::Arc;

/// Makes an access key.
pub struct CreateAccessKey {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Owner of the new key; must be there.
    pub owner: OwnerReference,
}

impl Command for CreateAccessKey {
    type Answer = AccessKey;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<AccessKey, Refusal> {
        let owner = self.owner.find(tx.state, self.account)?;
        let keys = tx.state.access_keys_of(self.account, &owner).len();
        tx.state.room_for_one(self.account, QuotaName::AccessKeysPerUser, keys, "AccessKeysPerUser")?;
        let key = new_key(tx, self.account, owner);
        tx.put(key.clone());
        Ok(key)
    }
}

/// A new active key.
pub(crate) fn new_key(tx: &mut Tx<'_>, account: AccountId, owner: KeyOwner) -> AccessKey {
    AccessKey {
        id: unused_id(tx, account),
        account,
        owner,
        secret: id::secret_access_key(tx.entropy),
        status: KeyStatus::Active,
        created: tx.now.truncated(),
    }
}

/// An id that no key has: besides the account, it carries 39 random bits only.
fn unused_id(tx: &mut Tx<'_>, account: AccountId) -> String {
    loop {
        let id = id::access_key_id(Prefix::LongTermKey, account.number(), tx.entropy);
        if tx.state.access_key(&id).is_none() {
            return id;
        }
    }
}

/// Switches an access key on or off.
pub struct UpdateAccessKey {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Owner that the key must have.
    pub owner: OwnerReference,
    /// Id of the key.
    pub access_key_id: String,
    /// The new status.
    pub status: KeyStatus,
}

impl Command for UpdateAccessKey {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let key = owned(tx, self.account, &self.owner, &self.access_key_id)?;
        tx.put(AccessKey { status: self.status, ..AccessKey::clone(&key) });
        Ok(())
    }
}

/// Removes an access key.
pub struct DeleteAccessKey {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Owner that the key must have.
    pub owner: OwnerReference,
    /// Id of the key.
    pub access_key_id: String,
}

impl Command for DeleteAccessKey {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let key = owned(tx, self.account, &self.owner, &self.access_key_id)?;
        tx.delete(RecordKey::AccessKey(key.id.clone()));
        if tx.state.key_use(&key.id).is_some() {
            tx.delete(RecordKey::KeyUse(key.id.clone()));
        }
        Ok(())
    }
}

fn owned(
    tx: &Tx<'_>,
    account: AccountId,
    owner: &OwnerReference,
    id: &str,
) -> Result<Arc<AccessKey>, Refusal> {
    let owner = owner.find(tx.state, account)?;
    let key = tx.state.access_key(id).filter(|key| key.account == account && key.owner == owner);
    key.cloned().ok_or_else(|| Refusal::NoSuchEntity(Entity::AccessKey, id.to_owned()))
}
