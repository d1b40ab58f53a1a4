use identity::{GuessingNetwork, Held, KnownNetwork, Network, Throttle, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    subject: String,
    forgiven_at: u64,
    #[serde(default)]
    counted_at: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    guessing: Vec<GuessingShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    known: Vec<KnownShape>,
}

#[derive(Serialize, Deserialize)]
struct GuessingShape {
    network: String,
    forgiven_at: u64,
    counted_at: u64,
}

#[derive(Serialize, Deserialize)]
struct KnownShape {
    network: String,
    succeeded: u64,
    forgiven_at: u64,
    counted_at: u64,
}

impl Stored for Throttle {
    type Shape = Shape;
    const PREFIX: &'static str = "throttle";

    fn shape(&self) -> Shape {
        let guessing = self.guessing.iter().map(|guessing| GuessingShape {
            network: guessing.network.as_str().to_owned(),
            forgiven_at: guessing.held.forgiven_at.millis(),
            counted_at: guessing.held.counted_at.millis(),
        });
        let known = self.known.iter().map(|known| KnownShape {
            network: known.network.as_str().to_owned(),
            succeeded: known.succeeded.millis(),
            forgiven_at: known.held.forgiven_at.millis(),
            counted_at: known.held.counted_at.millis(),
        });
        Shape {
            subject: self.subject.clone(),
            forgiven_at: self.held.forgiven_at.millis(),
            counted_at: self.held.counted_at.millis(),
            guessing: guessing.collect(),
            known: known.collect(),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        let guessing = shape.guessing.into_iter().map(|guessing| GuessingNetwork {
            network: Network::restore(guessing.network),
            held: held(guessing.forgiven_at, guessing.counted_at),
        });
        let known = shape.known.into_iter().map(|known| KnownNetwork {
            network: Network::restore(known.network),
            succeeded: Time::from_millis(known.succeeded),
            held: held(known.forgiven_at, known.counted_at),
        });
        Ok(Self {
            subject: shape.subject,
            held: held(shape.forgiven_at, shape.counted_at),
            guessing: guessing.collect(),
            known: known.collect(),
        })
    }
}

fn held(forgiven_at: u64, counted_at: u64) -> Held {
    Held { forgiven_at: Time::from_millis(forgiven_at), counted_at: Time::from_millis(counted_at) }
}
