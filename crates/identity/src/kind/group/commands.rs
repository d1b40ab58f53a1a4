use crate::refusal::{Conflict, Entity, Refusal};
use crate::{AccountId, AttachedPolicies, Command, Group, QuotaName, RecordKey, Reference, Tx, User};
use secret::id::{Prefix, unique_id};

/// Makes a group.
pub struct CreateGroup {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
}

impl Command for CreateGroup {
    type Answer = Group;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Group, Refusal> {
        if tx.state.group_named(self.account, &self.name).is_some() {
            return Err(Refusal::AlreadyExists(Entity::Group, self.name.clone()));
        }
        let groups = tx.state.group_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::Groups, groups, "GroupsPerAccount")?;
        let group = Group {
            account: self.account,
            id: unique_id(Prefix::Group, tx.entropy),
            name: self.name.clone(),
            path: self.path.clone(),
            created: tx.now.truncated(),
            policies: AttachedPolicies::default(),
        };
        tx.put(group.clone());
        Ok(group)
    }
}

/// Renames or moves a group.
pub struct UpdateGroup {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The group.
    pub group: Reference<Group>,
    /// The new name, if it changes.
    pub new_name: Option<String>,
    /// The new path, if it changes.
    pub new_path: Option<String>,
}

impl Command for UpdateGroup {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let group = self.group.find(tx.state, self.account)?;
        if let Some(new) = &self.new_name
            && tx.state.group_named(self.account, new).is_some_and(|other| other.id != group.id)
        {
            return Err(Refusal::AlreadyExists(Entity::Group, new.clone()));
        }
        let mut group = Group::clone(group);
        group.name = self.new_name.clone().unwrap_or(group.name);
        group.path = self.new_path.clone().unwrap_or(group.path);
        tx.put(group);
        Ok(())
    }
}

/// Removes an empty group.
pub struct DeleteGroup {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The group.
    pub group: Reference<Group>,
}

impl Command for DeleteGroup {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let group = self.group.find(tx.state, self.account)?;
        let blockers = [
            (tx.state.members_after(&group.id, None).next().is_some(), Conflict::GroupHasMembers),
            (!group.policies.managed.is_empty(), Conflict::AttachedPolicies),
            (!group.policies.inline.is_empty(), Conflict::InlinePolicies),
        ];
        if let Some((_, conflict)) = blockers.into_iter().find(|(blocks, _)| *blocks) {
            return Err(Refusal::DeleteConflict(conflict));
        }
        tx.delete(RecordKey::Group(group.id.clone()));
        Ok(())
    }
}

/// Makes a user a member; nothing happens if it is one.
pub struct AddUserToGroup {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The group.
    pub group: Reference<Group>,
    /// The user.
    pub user: Reference<User>,
}

impl Command for AddUserToGroup {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        // with both unknown, AWS names the user
        let user = self.user.find(tx.state, self.account)?;
        let group = self.group.find(tx.state, self.account)?;
        if user.groups.contains(&group.id) {
            return Ok(());
        }
        tx.state.room_for_one(self.account, QuotaName::GroupsPerUser, user.groups.len(), "GroupsPerUser")?;
        let mut user = User::clone(user);
        user.groups.insert(group.id.clone());
        tx.put(user);
        Ok(())
    }
}

/// Ends a membership; nothing happens if there is none.
pub struct RemoveUserFromGroup {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The group.
    pub group: Reference<Group>,
    /// The user.
    pub user: Reference<User>,
}

impl Command for RemoveUserFromGroup {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = self.user.find(tx.state, self.account)?;
        let group = self.group.find(tx.state, self.account)?;
        let mut user = User::clone(user);
        if user.groups.remove(&group.id) {
            tx.put(user);
        }
        Ok(())
    }
}
