//! Check of a whole state: references that lead nowhere, names held twice, indexes that differ from the records.

use policy::Kind;

use crate::for_each_kind;
use crate::kind::named::{Entities, Named};
use crate::table::{Kind as _, Table as _};
use crate::{AccountId, AttachedPolicies, Document, KeyOwner, RecordKey, State, aws_managed};

/// A fault of a record or of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconsistency {
    /// The record; `None` if it is an index.
    pub key: Option<RecordKey>,
    /// The fault.
    pub problem: String,
}

/// Inconsistencies of the records that are looked at one after another.
pub(crate) struct Found<'s> {
    state: &'s State,
    about: Option<RecordKey>,
    all: Vec<Inconsistency>,
}

impl<'s> Found<'s> {
    pub(crate) fn new(state: &'s State) -> Self {
        Self { state, about: None, all: Vec::new() }
    }

    /// Names the record that follows.
    pub(crate) fn about(&mut self, key: RecordKey) {
        self.about = Some(key);
    }

    pub(crate) fn unless(&mut self, right: bool, problem: impl FnOnce() -> String) {
        if !right {
            self.all.push(Inconsistency { key: self.about.clone(), problem: problem() });
        }
    }

    pub(crate) fn account(&mut self, account: AccountId) {
        let there = self.state.account(account).is_some();
        self.unless(there, || format!("its account {account} is not there"));
    }

    pub(crate) fn owner(&mut self, account: AccountId, owner: &KeyOwner) {
        let there = self.state.owner(account, owner).is_some();
        self.unless(there, || match owner {
            KeyOwner::Root => format!("its account {account} is not there"),
            KeyOwner::User(id) => format!("its user {id} is not there"),
        });
    }

    pub(crate) fn policies(
        &mut self,
        account: AccountId,
        policies: &AttachedPolicies,
        boundary: Option<&str>,
    ) {
        for arn in policies.managed.iter().map(String::as_str).chain(boundary) {
            let own = self.state.policy(arn).is_some_and(|policy| policy.account == account);
            let there = own || aws_managed::find(arn).is_some();
            self.unless(there, || format!("its policy {arn} is not there"));
        }
        for (name, inline) in &policies.inline {
            self.document(Kind::Inline, inline.document(), || format!("inline policy {name}"));
        }
    }

    /// Tells of a missing account of a named record, and of a name that leads to another record.
    pub(crate) fn named<T: Named>(&mut self, entities: &Entities<T>, entity: &T, kind: &str) {
        self.account(entity.holder());
        let held = entities.named(entity.holder(), &entity.name_key());
        self.unless(held.is_some_and(|held| held.id() == entity.id()), || {
            format!("the {kind} name {} is held by another as well", entity.name_key())
        });
    }

    /// Tells of a document that cannot be read, and therefore denies everything.
    pub(crate) fn document(&mut self, kind: Kind, document: &Document, named: impl FnOnce() -> String) {
        self.unless(document.is_readable(kind), || {
            format!("its {} cannot be read: it denies everything", named())
        });
    }
}

/// A kind whose records can be checked.
pub(crate) trait Checked {
    /// Tells of references that lead nowhere and of names held twice.
    fn check(&self, state: &State, found: &mut Found<'_>);
}

macro_rules! checks {
    ($($(#[$doc:meta])* $kind:ident($model:ident) by $id:ident in $field:ident: $table:ident;)*) => {
        /// Inconsistencies of the records with each other.
        fn check_records(state: &State) -> Vec<Inconsistency> {
            let mut found = Found::new(state);
            $(for record in state.tables.$field.all() {
                found.about(RecordKey::$kind(record.id()));
                record.check(state, &mut found);
            })*
            found.all
        }
    };
}

for_each_kind!(checks);

impl State {
    /// Inconsistencies of the records with each other, or, where there are none, of the indexes with a state that is made
    /// from the same records. An empty list means that the state is right.
    pub fn check(&self) -> Vec<Inconsistency> {
        let wrong = check_records(self);
        if !wrong.is_empty() {
            return wrong;
        }
        let rebuilt = Self::of(self.records());
        let differ = |name| Inconsistency {
            key: None,
            problem: format!("the index of {name} is not what the records say"),
        };
        self.differences(&rebuilt).into_iter().map(differ).collect()
    }
}
