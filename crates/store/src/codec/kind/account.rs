use std::collections::BTreeMap;

use identity::{Account, QuotaName, Quotas, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::account_id;

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    id: String,
    name: String,
    alias: Option<String>,
    canonical_user_id: String,
    created: u64,
    /// Values that the operator set, by the quota's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    quotas: BTreeMap<String, u64>,
    /// Time of deletion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<u64>,
}

impl Stored for Account {
    type Shape = Shape;
    const PREFIX: &'static str = "account";

    fn shape(&self) -> Shape {
        Shape {
            id: self.id.to_string(),
            name: self.name.clone(),
            alias: self.alias.clone(),
            canonical_user_id: self.canonical_user_id.clone(),
            created: self.created.millis(),
            quotas: self.quotas.changed().map(|(quota, value)| (quota.key().to_owned(), value)).collect(),
            ended: self.ended.map(Time::millis),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        Ok(Self {
            id: account_id(&shape.id)?,
            name: shape.name,
            alias: shape.alias,
            canonical_user_id: shape.canonical_user_id,
            created: Time::from_millis(shape.created),
            quotas: quotas(shape.quotas)?,
            ended: shape.ended.map(Time::from_millis),
        })
    }
}

/// Refuses a quota that this version does not know: it would be lost with the next change of the account.
fn quotas(stored: BTreeMap<String, u64>) -> Result<Quotas, CodecError> {
    let mut quotas = Quotas::default();
    for (key, value) in stored {
        quotas.set(QuotaName::parse(&key).ok_or(CodecError::Malformed("quota"))?, Some(value));
    }
    Ok(quotas)
}
