use identity::{InlinePolicy, Time, User};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::{self, Policies, Tags, account_id, policies, tags};

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    account: String,
    id: String,
    name: String,
    path: String,
    created: u64,
    tags: Tags,
    permissions_boundary: Option<String>,
    policies: Policies,
    groups: Vec<String>,
}

impl Stored for User {
    type Shape = Shape;
    const PREFIX: &'static str = "user";

    fn shape(&self) -> Shape {
        Shape {
            account: self.account.to_string(),
            id: self.id.clone(),
            name: self.name.clone(),
            path: self.path.clone(),
            created: self.created.millis(),
            tags: part::tags_shape(&self.tags),
            permissions_boundary: self.permissions_boundary.clone(),
            policies: part::policies_shape(&self.policies),
            groups: self.groups.iter().cloned().collect(),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            account: account_id(&shape.account)?,
            policies: policies(InlinePolicy::in_user, shape.policies),
            id: shape.id,
            name: shape.name,
            path: shape.path,
            created: Time::from_millis(shape.created),
            tags: tags(shape.tags),
            permissions_boundary: shape.permissions_boundary,
            groups: shape.groups.into_iter().collect(),
        })
    }
}
