//! Signatures from outside: published vectors, recorded clients, requests to refuse, laws, and bugs that peers had.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod signing;
mod sigv4_adversaries;
mod sigv4_clients;
mod sigv4_negative;
mod sigv4_properties;
mod sigv4_vectors;
