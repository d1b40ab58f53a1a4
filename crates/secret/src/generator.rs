use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroize;

use crate::Entropy;

/// Bytes of a generator's seed.
pub const GENERATOR_SEED_BYTES: usize = 32;
/// Bytes that one step of a generator yields: an HMAC-SHA256.
const BLOCK_BYTES: usize = 32;

/// Deterministic generator of unpredictable bytes: HMAC-SHA256 in counter mode (NIST SP 800-108 section 4.1) under a seed.
///
/// As strong as its seed, and without a system call for each draw. It moves to another thread where the source of the seed
/// cannot.
pub struct Generator {
    keyed: Hmac<Sha256>,
    counter: u64,
    block: [u8; BLOCK_BYTES],
    /// Bytes of the block that were given out.
    used: usize,
}

impl Generator {
    /// Draws a seed.
    pub fn seeded_by(entropy: &mut dyn Entropy) -> Self {
        let mut seed = [0; GENERATOR_SEED_BYTES];
        entropy.fill(&mut seed);
        // HMAC takes keys of any length (RFC 2104 section 2), so this cannot fail
        #[allow(clippy::expect_used)]
        let keyed = Hmac::<Sha256>::new_from_slice(&seed).expect("any length");
        seed.zeroize();
        Self { keyed, counter: 0, block: [0; BLOCK_BYTES], used: BLOCK_BYTES }
    }

    fn refill(&mut self) {
        self.counter += 1;
        let mut mac = self.keyed.clone();
        mac.update(&self.counter.to_be_bytes());
        self.block = mac.finalize().into_bytes().into();
        self.used = 0;
    }
}

impl Entropy for Generator {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            if self.used == BLOCK_BYTES {
                self.refill();
            }
            if let Some(next) = self.block.get_mut(self.used) {
                *byte = std::mem::take(next);
            }
            self.used += 1;
        }
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        self.block.zeroize();
    }
}

#[cfg(test)]
mod tests;
