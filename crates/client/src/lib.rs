//! MFA sessions for people and tools: profiles as the AWS CLI reads them, one MFA prompt a day, credentials in every form that
//! tools read.
//!
//! Modules, each of which uses only those before it: [`place`] (the machine), [`person`] (questions and progress), [`call`] (the
//! services), [`profile`] (the plan of a profile), [`cache`] (kept sessions), [`Error`] (the sum of their errors), [`broker`]
//! (from a plan to credentials), [`command`] (what commands do). Arguments and output of commands are the binary's. Time is an
//! argument ([`place::Clock`]), questions go through [`person::Terminal`].

pub mod broker;
pub mod cache;
pub mod call;
pub mod command;
mod error;
pub mod limits;
pub mod person;
pub mod place;
pub mod profile;

pub use error::{EXIT_CANCELLED, EXIT_FAILURE, EXIT_NO_CREDENTIALS, Error, MfaError};

/// Bytes that are wiped when dropped, for secrets read from files.
pub type Wiped = zeroize::Zeroizing<Vec<u8>>;
