use super::State;
use crate::{Key, Record};

/// Reading record by record.
impl State {
    /// One record.
    pub fn record(&self, key: &Key) -> Option<Record> {
        match key {
            Key::Account(id) => {
                self.accounts.get(id).or_else(|| self.ended.get(id)).cloned().map(Record::Account)
            }
            Key::User(id) => self.users.by_id.get(id).cloned().map(Record::User),
            Key::Group(id) => self.groups.by_id.get(id).cloned().map(Record::Group),
            Key::Role(id) => self.roles.by_id.get(id).cloned().map(Record::Role),
            Key::Policy(arn) => self.policies.by_id.get(arn).cloned().map(Record::Policy),
            Key::AccessKey(id) => self.keys.get(id).cloned().map(Record::AccessKey),
            Key::KeyUse(id) => self.key_uses.get(id).cloned().map(Record::KeyUse),
            Key::RoleUse(id) => self.role_uses.get(id).cloned().map(Record::RoleUse),
            Key::Device(serial) => self.devices.by_id.get(serial).cloned().map(Record::Device),
            Key::Throttle(subject) => self.throttles.get(subject).cloned().map(Record::Throttle),
        }
    }

    /// Every record, for whoever checks or exports the state.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let accounts = self.accounts.values().chain(self.ended.values()).cloned().map(Record::Account);
        let users = self.users.by_id.values().cloned().map(Record::User);
        let groups = self.groups.by_id.values().cloned().map(Record::Group);
        let roles = self.roles.by_id.values().cloned().map(Record::Role);
        let policies = self.policies.by_id.values().cloned().map(Record::Policy);
        let keys = self.keys.values().cloned().map(Record::AccessKey);
        let devices = self.devices.by_id.values().cloned().map(Record::Device);
        let key_uses = self.key_uses.values().cloned().map(Record::KeyUse);
        let role_uses = self.role_uses.values().cloned().map(Record::RoleUse);
        let throttles = self.throttles.values().cloned().map(Record::Throttle);
        let entities = accounts.chain(users).chain(groups).chain(roles).chain(policies);
        entities.chain(keys).chain(devices).chain(key_uses).chain(role_uses).chain(throttles)
    }
}
