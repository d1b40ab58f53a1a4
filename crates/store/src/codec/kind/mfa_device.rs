use data_encoding::BASE64;
use identity::{Device, Enabled, Span, Time, UsedSteps};
use secret::Secret;
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::{self, Owner, Tags, account_id, owner, tags};

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    account: String,
    name: String,
    path: String,
    /// The seed, base64.
    seed: String,
    created: u64,
    tags: Tags,
    enabled: Option<EnabledShape>,
    /// The last step accepted, for versions that know no spans; of theirs, all that is known.
    last_step: u64,
    /// First and last step of each span of spent ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    used_steps: Vec<(u64, u64)>,
}

#[derive(Serialize, Deserialize)]
struct EnabledShape {
    holder: Owner,
    since: u64,
    drift_steps: i64,
    last_step: u64,
}

impl Stored for Device {
    type Shape = Shape;
    const PREFIX: &'static str = "mfa-device";

    fn shape(&self) -> Shape {
        let last_step = self.used.last();
        let enabled = |enabled: &Enabled| EnabledShape {
            holder: part::owner_shape(&enabled.holder),
            since: enabled.since.millis(),
            drift_steps: enabled.drift_steps,
            last_step,
        };
        Shape {
            account: self.account.to_string(),
            name: self.name.clone(),
            path: self.path.clone(),
            seed: BASE64.encode(self.seed.expose()),
            created: self.created.millis(),
            tags: part::tags_shape(&self.tags),
            enabled: self.enabled.as_ref().map(enabled),
            last_step,
            used_steps: self.used.spans().iter().map(|span| (span.first, span.last)).collect(),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        let enabled = |enabled: EnabledShape| Enabled {
            holder: owner(enabled.holder),
            since: Time::from_millis(enabled.since),
            drift_steps: enabled.drift_steps,
        };
        let used = if shape.used_steps.is_empty() {
            UsedSteps::up_to(shape.last_step)
        } else {
            UsedSteps::restore(shape.used_steps.into_iter().map(|(first, last)| Span { first, last }))
        };
        let seed = Secret::new(shape.seed);
        let seed = BASE64.decode(seed.expose().as_bytes()).map_err(|_| CodecError::Malformed("seed"))?;
        Ok(Self {
            account: account_id(&shape.account)?,
            name: shape.name,
            path: shape.path,
            seed: Secret::new(seed),
            created: Time::from_millis(shape.created),
            tags: tags(shape.tags),
            enabled: shape.enabled.map(enabled),
            used,
        })
    }
}
