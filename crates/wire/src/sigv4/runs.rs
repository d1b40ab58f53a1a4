use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// Takes the bytes of a canonical form in runs: a buffer, or a hash that needs none.
pub(crate) trait Runs {
    fn run(&mut self, bytes: &[u8]);
}

impl Runs for Vec<u8> {
    fn run(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

impl Runs for Sha256 {
    fn run(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

impl Runs for Hmac<Sha256> {
    fn run(&mut self, bytes: &[u8]) {
        Mac::update(self, bytes);
    }
}
