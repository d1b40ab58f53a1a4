//! MFA sessions for people and tools.

pub mod api;
