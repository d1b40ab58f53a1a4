use identity::{Group, InlinePolicy, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::{self, Policies, account_id, policies};

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    account: String,
    id: String,
    name: String,
    path: String,
    created: u64,
    policies: Policies,
}

impl Stored for Group {
    type Shape = Shape;
    const PREFIX: &'static str = "group";

    fn shape(&self) -> Shape {
        Shape {
            account: self.account.to_string(),
            id: self.id.clone(),
            name: self.name.clone(),
            path: self.path.clone(),
            created: self.created.millis(),
            policies: part::policies_shape(&self.policies),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            account: account_id(&shape.account)?,
            policies: policies(InlinePolicy::in_group, shape.policies),
            id: shape.id,
            name: shape.name,
            path: shape.path,
            created: Time::from_millis(shape.created),
        })
    }
}
