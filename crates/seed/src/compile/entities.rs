use std::collections::BTreeSet;

use identity::command::ADMIN_USER;
use identity::plan::{Bounded, Holder, NewEntity, NewPolicy, NewRole, PolicyName, Step};
use identity::{AccountId, TagSet, aws_managed};

use super::{Compiler, Phase};
use crate::keys;
use crate::reader::{Field, Fields};
use crate::request::{Kind, Value};

impl Compiler<'_> {
    /// Policies, groups, users and roles of an account.
    pub(super) fn entities(&mut self, account: AccountId, fields: &Fields) {
        let own = self.policies(account, fields);
        for group in self.reader.list(fields, "groups") {
            self.group(account, &group, &own);
        }
        for user in self.reader.list(fields, "users") {
            self.user(account, &user, &own);
        }
        for role in self.reader.list(fields, "roles") {
            self.role(account, &role, &own);
        }
    }

    /// Managed policies of the account's own; returns their names in lower case.
    fn policies(&mut self, account: AccountId, fields: &Fields) -> BTreeSet<String> {
        let mut own = BTreeSet::new();
        for field in self.reader.list(fields, "policies") {
            let Some(fields) = self.reader.mapping(&field, keys::POLICY) else { continue };
            let name = self.name(Kind::Policy, &fields);
            let path = self.path(Kind::Policy, &fields);
            let tags = self.tags(Kind::Policy, &fields);
            let description = self.description(Kind::Policy, &fields);
            let document = self.required_document(Kind::Policy, &fields, "document");
            let (Some((name, _)), Some(document)) = (name, document) else { continue };
            own.insert(name.to_ascii_lowercase());
            let entity = NewEntity { account, name, path, tags, kept: None };
            let new = NewPolicy { entity, description, document: document.0 };
            self.step(Phase::Policy, Step::Policy(new), &document.1);
        }
        own
    }

    fn required_document(
        &mut self,
        kind: Kind,
        fields: &Fields,
        key: &str,
    ) -> Option<(String, crate::reader::At)> {
        match fields.get(key) {
            Some(field) => self.document(kind, &field),
            None => {
                self.reader.fault(&fields.of.at, format!("{key} is missing"), format!("add {key}"));
                None
            }
        }
    }

    fn group(&mut self, account: AccountId, field: &Field, own: &BTreeSet<String>) {
        let Some(fields) = self.reader.mapping(field, keys::GROUP) else { return };
        let path = self.path(Kind::Group, &fields);
        let Some((name, at)) = self.name(Kind::Group, &fields) else { return };
        let new = NewEntity { account, name: name.clone(), path, tags: TagSet::default(), kept: None };
        self.step(Phase::Group, Step::Group(new), &at);
        self.holder(account, &Holder::Group(name), &fields, own);
    }

    fn user(&mut self, account: AccountId, field: &Field, own: &BTreeSet<String>) {
        let Some(fields) = self.reader.mapping(field, keys::USER) else { return };
        let path = self.path(Kind::User, &fields);
        let tags = self.tags(Kind::User, &fields);
        let Some((name, at)) = self.name(Kind::User, &fields) else { return };
        if name.eq_ignore_ascii_case(ADMIN_USER) {
            let problem = format!("every account has a user {ADMIN_USER} already");
            self.reader.fault(&at, problem, "give its access key as admin_key of the account");
            return;
        }
        let new = NewEntity { account, name: name.clone(), path, tags, kept: None };
        self.step(Phase::User, Step::User(new), &at);
        self.boundary(account, Bounded::User(name.clone()), &fields, own);
        for group in self.reader.list(&fields, "groups") {
            if let Some(of) = self.reader.text(&group) {
                let step = Step::Membership { account, user: name.clone(), group: of };
                self.step(Phase::Relation, step, &group.at);
            }
        }
        self.credentials(account, &name, &fields);
        self.holder(account, &Holder::User(name), &fields, own);
    }

    fn role(&mut self, account: AccountId, field: &Field, own: &BTreeSet<String>) {
        let Some(fields) = self.reader.mapping(field, keys::ROLE) else { return };
        let path = self.path(Kind::Role, &fields);
        let tags = self.tags(Kind::Role, &fields);
        let description = self.description(Kind::Role, &fields);
        let max_session_seconds = self.max_session(&fields);
        let trust = self.required_document(Kind::Role, &fields, "trust");
        let Some((name, at)) = self.name(Kind::Role, &fields) else { return };
        let entity = NewEntity { account, name: name.clone(), path, tags, kept: None };
        self.step(Phase::Role, Step::Role(NewRole { entity, description, max_session_seconds }), &at);
        if let Some((document, at)) = trust {
            self.step(Phase::Trust, Step::Trust { account, role: name.clone(), document }, &at);
        }
        self.boundary(account, Bounded::Role(name.clone()), &fields, own);
        self.holder(account, &Holder::Role(name), &fields, own);
    }

    fn max_session(&mut self, fields: &Fields) -> Option<u32> {
        let field = fields.get("max_session_duration")?;
        let seconds = self.reader.number(&field)?;
        let seconds = i32::try_from(seconds).unwrap_or(i32::MAX);
        self.check(Kind::Role, Value::MaxSession(seconds), &field.at);
        u32::try_from(seconds).ok()
    }

    fn boundary(&mut self, account: AccountId, of: Bounded, fields: &Fields, own: &BTreeSet<String>) {
        let Some(field) = fields.get("boundary") else { return };
        if let Some(policy) = self.policy_name(&field, own) {
            self.step(Phase::Relation, Step::Boundary(account, of, policy), &field.at);
        }
    }

    /// Managed policies attached to a user, group or role, and those embedded in it.
    fn holder(&mut self, account: AccountId, holder: &Holder, fields: &Fields, own: &BTreeSet<String>) {
        for field in self.reader.list(fields, "attach") {
            if let Some(policy) = self.policy_name(&field, own) {
                let step = Step::Attachment(account, holder.clone(), policy);
                self.step(Phase::Relation, step, &field.at);
            }
        }
        let Some(field) = fields.get("inline") else { return };
        let Some(inline) = self.reader.any_mapping(&field) else { return };
        for (name, at, value) in inline.all() {
            self.check(Kind::Inline, Value::Name(name), &at);
            if let Some((document, at)) = self.document(Kind::Inline, &value) {
                let step = Step::Inline { account, holder: holder.clone(), name: name.to_owned(), document };
                self.step(Phase::Relation, step, &at);
            }
        }
    }

    /// A managed policy by ARN, or by name: of the account's own, else of AWS's.
    fn policy_name(&mut self, field: &Field, own: &BTreeSet<String>) -> Option<PolicyName> {
        let text = self.reader.text(field)?;
        if text.starts_with("arn:") {
            return Some(PolicyName::Arn(text));
        }
        if own.contains(&text.to_ascii_lowercase()) {
            return Some(PolicyName::Own(text));
        }
        let managed = aws_managed::all().iter().find(|managed| managed.name == text);
        if managed.is_none() {
            let problem = format!("there is no managed policy {text}, neither the account's own nor AWS's");
            self.reader.fault(&field.at, problem, "describe it under policies, or name one by its ARN");
        }
        managed.map(|managed| PolicyName::Arn(managed.arn()))
    }
}
