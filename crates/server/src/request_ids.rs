use std::sync::atomic::{AtomicU64, Ordering};

use secret::Entropy;
use secret::id::Uuid;
use sha2::{Digest, Sha256};

#[cfg(test)]
mod tests;

/// Request ids: random UUIDs of one generator, which the operating system has seeded. They name requests and guard nothing;
/// keys, tokens and nonces come from the operating system itself.
pub(crate) struct RequestIds {
    seed: [u8; 32],
    issued: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new(entropy: &mut dyn Entropy) -> Self {
        let mut seed = [0; 32];
        entropy.fill(&mut seed);
        Self { seed, issued: AtomicU64::new(0) }
    }

    /// The next id: seed and count hashed, half of it. Without the seed nothing of it can be told from others.
    pub(crate) fn next(&self) -> Uuid {
        let count = self.issued.fetch_add(1, Ordering::Relaxed);
        let hash: [u8; 32] =
            Sha256::new().chain_update(self.seed).chain_update(count.to_be_bytes()).finalize().into();
        let mut half = [0; 16];
        half.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Uuid::from_random(half)
    }
}
