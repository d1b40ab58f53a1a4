use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::{AccountId, Entity, Group, Refusal, State, User};

/// Reference to an entity that was found: commands act by its unique id. Its name stands in the error should it be gone by
/// then; a namesake that was made meanwhile is not acted upon.
pub struct Reference<K> {
    id: String,
    name: String,
    kind: PhantomData<fn() -> K>,
}

impl<K> Reference<K> {
    /// The unique id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Refers to an entity of a known id.
    pub fn new(id: String, name: String) -> Self {
        Self { id, name, kind: PhantomData }
    }
}

impl<K> Clone for Reference<K> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), name: self.name.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Reference<K> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<K> fmt::Debug for Reference<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.id, self.name)
    }
}

macro_rules! referable {
    ($($kind:ident by $find:ident),*) => {
        $(impl $kind {
            /// A reference to it, for commands.
            pub fn reference(&self) -> Reference<Self> {
                Reference::new(self.id.clone(), self.name.clone())
            }
        }

        impl Reference<$kind> {
            /// The entity as it is now.
            pub(crate) fn find<'s>(
                &self,
                state: &'s State,
                account: AccountId,
            ) -> Result<&'s Arc<$kind>, Refusal> {
                let found = state.$find(&self.id).filter(|found| found.account == account);
                found.ok_or_else(|| Refusal::NoSuchEntity(Entity::$kind, self.name.clone()))
            }
        })*
    };
}

referable!(User by user, Group by group);
