//! Secrets that do not leak, AEAD sealing, TOTP, and generators of ids and keys.
