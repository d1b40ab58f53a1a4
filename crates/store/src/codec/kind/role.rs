use identity::{InlinePolicy, Role, Time, TrustPolicy};
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
    trust_policy: String,
    /// ARN as written, and the unique id that it meant.
    trust_bound: Vec<(String, String)>,
    description: Option<String>,
    max_session_seconds: u32,
    tags: Tags,
    permissions_boundary: Option<String>,
    policies: Policies,
}

impl Stored for Role {
    type Shape = Shape;
    const PREFIX: &'static str = "role";

    fn shape(&self) -> Shape {
        Shape {
            account: self.account.to_string(),
            id: self.id.clone(),
            name: self.name.clone(),
            path: self.path.clone(),
            created: self.created.millis(),
            trust_policy: self.trust.text().to_string(),
            trust_bound: self.trust.bound().to_vec(),
            description: self.description.clone(),
            max_session_seconds: self.max_session_seconds,
            tags: part::tags_shape(&self.tags),
            permissions_boundary: self.permissions_boundary.clone(),
            policies: part::policies_shape(&self.policies),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            account: account_id(&shape.account)?,
            trust: TrustPolicy::new(&shape.trust_policy, shape.trust_bound),
            policies: policies(InlinePolicy::in_role, shape.policies),
            id: shape.id,
            name: shape.name,
            path: shape.path,
            created: Time::from_millis(shape.created),
            description: shape.description,
            max_session_seconds: shape.max_session_seconds,
            tags: tags(shape.tags),
            permissions_boundary: shape.permissions_boundary,
        })
    }
}
