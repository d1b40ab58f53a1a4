//! MFA sessions for people and tools.
