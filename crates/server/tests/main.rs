//! The server on a socket: framing, bodies, connections.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod bodies;
mod connections;
mod framing;
mod support;
