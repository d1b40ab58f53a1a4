//! Randomness.

use secret::Entropy;

/// The operating system's randomness.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        // without randomness there are no secrets: the one thing that is worse than to stop here is to go on
        #[allow(clippy::expect_used)]
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}
