use identity::plan::{GivenKey, NewAccount, RootKey, Step};
use identity::{Account, AccountId, QuotaName};

use super::{Compiler, Phase};
use crate::keys;
use crate::model::FIRST_ACCOUNT;
use crate::reader::{At, Field, Fields};
use crate::request::{Kind, Value};

impl Compiler<'_> {
    pub(super) fn account(&mut self, field: &Field) {
        let Some(fields) = self.reader.mapping(field, keys::ACCOUNT) else { return };
        let (name, name_at) = match fields.get("name") {
            Some(name) => match self.reader.text(&name) {
                Some(text) => (text, name.at),
                None => return,
            },
            None => (FIRST_ACCOUNT.to_owned(), field.at.clone()),
        };
        if !Account::is_name(&name) {
            let remedy = "write 1 to 64 letters, digits, '-', '_' or '.', and no dot first";
            self.reader.fault(&name_at, "an account's name is also a file's", remedy);
        }
        if !self.accounts.insert(name.clone()) {
            let problem = format!("there is an account {name} already");
            self.reader.fault(&name_at, problem, "give each account a name of its own");
        }
        let Some(id) = self.account_id(&name, &fields) else { return };
        let admin_key = fields.get("admin_key").and_then(|key| self.given_key(&key));
        let root_key = self.root_key(&name, &fields);
        let new = NewAccount { name, id: Some(id), admin_key, root_key };
        self.step(Phase::Account, Step::Account(new), &field.at);
        let quotas = self.settings(id, &fields);
        self.entities(id, &fields);
        self.buckets(id, &fields, &quotas);
    }

    /// The account's id, which ARNs in the seed name and which is therefore given.
    fn account_id(&mut self, name: &str, fields: &Fields) -> Option<AccountId> {
        let (text, at) = self.reader.required(fields, "id")?;
        let Some(id) = AccountId::parse(&text) else {
            self.reader.fault(&at, "an account id is twelve digits", "write one such as \"111122223333\"");
            return None;
        };
        if !self.ids.insert(id) {
            let problem = format!("there is an account {id} already");
            self.reader.fault(&at, problem, "give each account an id of its own");
        }
        if name == FIRST_ACCOUNT && self.options.account_id.is_some_and(|given| given != id) {
            self.reader.fault(&at, "--account-id names another id", "leave --account-id out");
        }
        Some(id)
    }

    fn root_key(&mut self, name: &str, fields: &Fields) -> RootKey {
        let asked = name == FIRST_ACCOUNT && self.options.root_key;
        let Some(field) = fields.get("root_key") else {
            return if asked { RootKey::Random } else { RootKey::Without };
        };
        if matches!(field.node.value, crate::node::Value::Mapping(_)) {
            return self.given_key(&field).map_or(RootKey::Without, RootKey::Given);
        }
        match self.reader.switch(&field) {
            Some(true) => RootKey::Random,
            _ if asked => RootKey::Random,
            _ => RootKey::Without,
        }
    }

    /// An access key of an administrator.
    fn given_key(&mut self, field: &Field) -> Option<GivenKey> {
        let fields = self.reader.mapping(field, keys::KEY)?;
        self.key_pair(&fields)
    }

    /// Alias and quotas; returns the quotas that are given.
    fn settings(&mut self, account: AccountId, fields: &Fields) -> Vec<(QuotaName, u64)> {
        if let Some(field) = fields.get("alias")
            && let Some(alias) = self.reader.text(&field)
        {
            self.check(Kind::Alias, Value::Name(&alias), &field.at);
            self.step(Phase::Settings, Step::Alias(account, alias), &field.at);
        }
        let Some(field) = fields.get("quotas") else { return Vec::new() };
        let Some(quotas) = self.reader.any_mapping(&field) else { return Vec::new() };
        let mut values = Vec::new();
        for (key, at, value) in quotas.all() {
            if let Some(value) = self.quota(key, &at, &value) {
                values.push(value);
            }
        }
        self.step(Phase::Settings, Step::Quotas(account, values.clone()), &field.at);
        values
    }

    fn quota(&mut self, key: &str, at: &At, value: &Field) -> Option<(QuotaName, u64)> {
        let Some(quota) = QuotaName::parse(key) else {
            let all: Vec<&str> = QuotaName::ALL.iter().map(|quota| quota.key()).collect();
            let remedy = format!("there are {}", all.join(", "));
            self.reader.fault(at, format!("there is no quota {key}"), remedy);
            return None;
        };
        let number = self.reader.number(value)?;
        if number > quota.most() {
            let problem = format!("{} can be {} at most", quota.key(), quota.most());
            self.reader.fault(&value.at, problem, "write a smaller number");
        }
        Some((quota, number))
    }
}
