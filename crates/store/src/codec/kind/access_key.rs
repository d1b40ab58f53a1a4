use identity::{AccessKey, KeyStatus, Time};
use secret::Secret;
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::{self, Owner, account_id, owner};

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    id: String,
    account: String,
    owner: Owner,
    secret: String,
    active: bool,
    created: u64,
}

impl Stored for AccessKey {
    type Shape = Shape;
    const PREFIX: &'static str = "access-key";

    fn shape(&self) -> Shape {
        Shape {
            id: self.id.clone(),
            account: self.account.to_string(),
            owner: part::owner_shape(&self.owner),
            secret: self.secret.expose().clone(),
            active: self.status == KeyStatus::Active,
            created: self.created.millis(),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            id: shape.id,
            account: account_id(&shape.account)?,
            owner: owner(shape.owner),
            secret: Secret::new(shape.secret),
            status: if shape.active { KeyStatus::Active } else { KeyStatus::Inactive },
            created: Time::from_millis(shape.created),
        })
    }
}
