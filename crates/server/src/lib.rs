//! Listeners, HTTP limits and deadlines, the operator's socket, and the only wall clock.
//!
//! [`Server::start`] opens a data directory and answers on a TCP port until it is told to stop. Knows nothing of what the
//! operations do: it hands each request to [`service`] with the time and fresh entropy.

mod bootstrap;
mod clock;
mod connection;
pub mod control;
mod entropy;
mod handler;
pub mod limits;
mod request_body;
mod response;
mod server;
mod stalled;

pub use bootstrap::{DataError, FirstAccount};
pub use clock::now;
pub use control::{AccountCreated, AccountListed, ControlError};
pub use entropy::OsEntropy;
pub use server::{Failed, Options, Server, StartError};
