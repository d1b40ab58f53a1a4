use std::sync::Arc;

use super::{KeyUse, RoleUse};
use crate::persistent::Map;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Last uses of access keys, by key.
#[derive(Clone, Default)]
pub(crate) struct KeyUses(pub(super) Map<String, Arc<KeyUse>>);

/// Last uses of roles, by role.
#[derive(Clone, Default)]
pub(crate) struct RoleUses(pub(super) Map<String, Arc<RoleUse>>);

impl Kind for KeyUse {
    type Id = String;
    const NAME: &'static str = "last use of an access key";

    fn id(&self) -> String {
        self.access_key_id.clone()
    }

    fn account(&self) -> Option<AccountId> {
        None
    }

    fn latest(&self) -> Time {
        self.time
    }
}

impl Kind for RoleUse {
    type Id = String;
    const NAME: &'static str = "last use of a role";

    fn id(&self) -> String {
        self.role_id.clone()
    }

    fn account(&self) -> Option<AccountId> {
        None
    }

    fn latest(&self) -> Time {
        self.time
    }
}

/// A table without indexes.
macro_rules! plain {
    ($table:ident of $record:ty, $name:literal) => {
        impl Table for $table {
            type Record = $record;

            fn get(&self, id: &String) -> Option<&Arc<$record>> {
                self.0.get(id)
            }

            fn insert(&mut self, record: Arc<$record>) {
                self.0.insert(record.id(), record);
            }

            fn remove(&mut self, id: &String) {
                self.0.remove(id);
            }

            fn replace(&mut self, _: &$record, new: Arc<$record>) {
                self.insert(new);
            }

            fn all(&self) -> impl Iterator<Item = &Arc<$record>> {
                self.0.values()
            }

            fn differences(&self, other: &Self) -> Vec<&'static str> {
                if self.0 == other.0 { Vec::new() } else { vec![$name] }
            }
        }
    };
}

plain!(KeyUses of KeyUse, "uses of keys");
plain!(RoleUses of RoleUse, "uses of roles");
