//! List of the kinds of record, and everything generated from it: [`Record`], [`RecordKey`], [`State`], their conversions
//! and dispatch.
//!
//! A further kind is a folder below `kind/`, a row here, and a file in the store's codec.

use std::sync::Arc;

use crate::kind::access_key::{AccessKey, AccessKeys};
use crate::kind::account::{Account, Accounts};
use crate::kind::group::{Group, Groups};
use crate::kind::last_use::{KeyUse, KeyUses, RoleUse, RoleUses};
use crate::kind::mfa_device::{Device, Devices};
use crate::kind::password_policy::{PasswordPolicies, PasswordPolicy};
use crate::kind::policy::{ManagedPolicy, Policies};
use crate::kind::role::{Role, Roles};
use crate::kind::throttle::{Throttle, Throttles};
use crate::kind::user::{User, Users};
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Hands every kind to another macro: name, model, id, field of the state, table.
#[macro_export]
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            /// An account, by account id.
            Account(Account) by AccountId in accounts: Accounts;
            /// A user, by unique id.
            User(User) by String in users: Users;
            /// A group, by unique id.
            Group(Group) by String in groups: Groups;
            /// A role, by unique id.
            Role(Role) by String in roles: Roles;
            /// A customer managed policy, by ARN.
            Policy(ManagedPolicy) by String in policies: Policies;
            /// Rules for passwords, by account.
            PasswordPolicy(PasswordPolicy) by AccountId in password_policies: PasswordPolicies;
            /// A long-term access key, by its id.
            AccessKey(AccessKey) by String in access_keys: AccessKeys;
            /// A virtual MFA device, by serial number.
            Device(Device) by String in devices: Devices;
            /// Last use of an access key, by the key's id.
            KeyUse(KeyUse) by String in key_uses: KeyUses;
            /// Last use of a role, by the role's unique id.
            RoleUse(RoleUse) by String in role_uses: RoleUses;
            /// Count of wrong MFA codes, by subject.
            Throttle(Throttle) by String in throttles: Throttles;
        }
    };
}

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident($model:ident) by $id:ident in $field:ident: $table:ident;)*) => {
        /// Permanent identity of a record; the store's key.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RecordKey {
            $($(#[$doc])* $kind($id),)*
        }

        /// One self-contained piece of identity state. Cheap to clone.
        #[derive(Clone)]
        pub enum Record {
            $($(#[$doc])* $kind(Arc<$model>),)*
        }

        $(impl From<$model> for Record {
            fn from(value: $model) -> Self {
                Self::$kind(Arc::new(value))
            }
        })*

        impl Record {
            /// Its permanent identity.
            pub fn key(&self) -> RecordKey {
                match self { $(Self::$kind(record) => RecordKey::$kind(record.id()),)* }
            }

            /// The account that it belongs to, if to one.
            pub(crate) fn account(&self) -> Option<AccountId> {
                match self { $(Self::$kind(record) => record.account(),)* }
            }

            /// Words for its kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => <$model as Kind>::NAME,)* }
            }

            /// The latest time in it, and words for its kind.
            pub fn latest(&self) -> (Time, &'static str) {
                let time = match self { $(Self::$kind(record) => record.latest(),)* };
                (time, self.kind())
            }
        }

        /// The tables of a state.
        #[derive(Clone, Default)]
        pub(crate) struct Tables {
            $(pub(crate) $field: $table,)*
        }

        impl Tables {
            /// Makes a record what it is from now on.
            pub(crate) fn put(&mut self, record: Record) {
                match record {
                    $(Record::$kind(record) => match self.$field.get(&record.id()).cloned() {
                        Some(old) => self.$field.replace(&old, record),
                        None => self.$field.insert(record),
                    })*
                }
            }

            /// Adds a record; none of its key is there.
            pub(crate) fn insert(&mut self, record: Record) {
                match record { $(Record::$kind(record) => self.$field.insert(record),)* }
            }

            /// Takes the table of each kind of which `other` has records.
            pub(crate) fn take(&mut self, other: Self) {
                $(if other.$field.all().next().is_some() {
                    self.$field = other.$field;
                })*
            }

            /// Removes a record, if it is there.
            pub(crate) fn remove(&mut self, key: &RecordKey) {
                match key { $(RecordKey::$kind(id) => self.$field.remove(id),)* }
            }

            /// One record.
            pub(crate) fn record(&self, key: &RecordKey) -> Option<Record> {
                match key { $(RecordKey::$kind(id) => self.$field.get(id).cloned().map(Record::$kind),)* }
            }

            /// Every record, kind by kind.
            pub(crate) fn records(&self) -> impl Iterator<Item = Record> + '_ {
                std::iter::empty()$(.chain(self.$field.all().cloned().map(Record::$kind)))*
            }

            /// Names of the indexes and kinds in which two states differ.
            pub(crate) fn differences(&self, other: &Self) -> Vec<&'static str> {
                let mut all = Vec::new();
                $(all.extend(self.$field.differences(&other.$field));)*
                all
            }
        }
    };
}

for_each_kind!(records);

/// One step of a change of state.
#[derive(Clone)]
pub enum Change {
    /// The record is this from now on.
    Put(Record),
    /// The record is gone from now on.
    Delete(RecordKey),
}

impl Change {
    /// Identity of the record that changes.
    pub fn key(&self) -> RecordKey {
        match self {
            Self::Put(record) => record.key(),
            Self::Delete(key) => key.clone(),
        }
    }
}
