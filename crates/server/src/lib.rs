//! Listeners, HTTP limits and deadlines, the operator's socket, and the only wall clock.
//!
//! [`Server::start`] opens a data directory and answers on a TCP port until it is told to stop. Knows nothing of what the
//! operations do: it hands each request to [`service`] with the time and fresh entropy.

mod accept;
mod accounts;
mod bootstrap;
mod check;
mod clock;
mod config_files;
mod connection;
pub mod control;
mod data_error;
mod descriptors;
mod directory;
mod entropy;
mod framing;
mod handler;
pub mod limits;
mod object_pieces;
mod pace;
mod readiness;
mod request_body;
mod request_ids;
mod response;
mod room;
mod seeding;
mod server;
mod sparingly;
mod stream;
mod tls;
mod unlock;

pub use bootstrap::FirstAccount;
pub use check::{Checked, Finding};
pub use clock::now;
pub use control::{
    AccountCreated, AccountDeleted, AccountListed, AccountRenamed, ControlError, QuotaChange, QuotaListed,
};
pub use data_error::DataError;
pub use entropy::OsEntropy;
pub use seed::Fault as SeedFault;
pub use seeding::{SeedCounts, SeedError, SeedFile, check_seed};
pub use server::{Failed, FirstStart, Options, Server, StartError};
pub use tls::{CertificateName, TlsCertificate, TlsError};
