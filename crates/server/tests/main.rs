//! The server on a socket: framing, bodies, connections, the access log.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod access_log;
mod bodies;
mod connections;
mod framing;
mod support;
