use crate::command::check_boundary;
use crate::command::checked_tags;
use crate::refusal::{Conflict, Entity, Refusal};
use crate::{
    AccountId, AttachedPolicies, Command, KeyOwner, QuotaName, RecordKey, Reference, TagSet, Tx, User,
};
use secret::id::{Prefix, unique_id};

/// Makes a user.
pub struct CreateUser {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// ARN of the managed policy that bounds it.
    pub permissions_boundary: Option<String>,
    /// Its tags.
    pub tags: TagSet,
}

impl Command for CreateUser {
    type Answer = User;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<User, Refusal> {
        let tags = checked_tags(&self.tags, true)?;
        if let Some(boundary) = &self.permissions_boundary {
            check_boundary(tx.state, self.account, boundary)?;
        }
        if tx.state.user_named(self.account, &self.name).is_some() {
            return Err(Refusal::AlreadyExists(Entity::User, self.name.clone()));
        }
        let users = tx.state.user_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::Users, users, "UsersPerAccount")?;
        let user = User {
            account: self.account,
            id: unique_id(Prefix::User, tx.entropy),
            name: self.name.clone(),
            path: self.path.clone(),
            created: tx.now.truncated(),
            tags,
            permissions_boundary: self.permissions_boundary.clone(),
            policies: AttachedPolicies::default(),
            groups: Default::default(),
        };
        tx.put(user.clone());
        Ok(user)
    }
}

/// Renames or moves a user; its id and everything attached stay.
pub struct UpdateUser {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The user.
    pub user: Reference<User>,
    /// The new name, if it changes.
    pub new_name: Option<String>,
    /// The new path, if it changes.
    pub new_path: Option<String>,
}

impl Command for UpdateUser {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = self.user.find(tx.state, self.account)?;
        if let Some(new) = &self.new_name
            && tx.state.user_named(self.account, new).is_some_and(|other| other.id != user.id)
        {
            return Err(Refusal::AlreadyExists(Entity::User, new.clone()));
        }
        let mut user = User::clone(user);
        user.name = self.new_name.clone().unwrap_or(user.name);
        user.path = self.new_path.clone().unwrap_or(user.path);
        tx.put(user);
        Ok(())
    }
}

/// Removes a user that has nothing left.
pub struct DeleteUser {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The user.
    pub user: Reference<User>,
}

impl Command for DeleteUser {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = self.user.find(tx.state, self.account)?;
        let owner = KeyOwner::User(user.id.clone());
        let blockers = [
            (!user.groups.is_empty(), Conflict::UserInGroups),
            (!user.policies.managed.is_empty(), Conflict::AttachedPolicies),
            (!user.policies.inline.is_empty(), Conflict::InlinePolicies),
            (!tx.state.access_keys_of(self.account, &owner).is_empty(), Conflict::AccessKeys),
            (!tx.state.devices_of(self.account, &owner).is_empty(), Conflict::MfaDevices),
        ];
        if let Some((_, conflict)) = blockers.into_iter().find(|(blocks, _)| *blocks) {
            return Err(Refusal::DeleteConflict(conflict));
        }
        tx.delete(RecordKey::User(user.id.clone()));
        tx.forget_caller(&user.id);
        Ok(())
    }
}
