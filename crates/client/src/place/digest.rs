use sha2::{Digest, Sha256};

/// SHA-256 of several texts, in lower-case hex. The borders between them count: `["ab", "c"]` differs from `["a", "bc"]`.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
