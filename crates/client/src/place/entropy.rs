use secret::Entropy;

/// The operating system's random source.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        // without randomness there are no secrets, and going on would be worse than ending here
        #[allow(clippy::expect_used)]
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}
