//! Calls to IAM, STS and S3, of AWS or of any compatible endpoint: signed, bounded in time, with typed errors.
//!
//! Requests and answers of IAM and STS are the generated shapes of `wire`: [`Client::call`] sends every
//! [`wire::query::Request`]. Calls that may carry an MFA code, and credential sources that are services of their own, go through
//! AWS's SDK (`Sts`). S3 has the few calls with which the owner of a session tries it out ([`S3`]).

mod authorities;
mod client;
mod credentials;
mod devices;
mod endpoint;
mod error;
mod identity;
mod rejection;
mod s3;
mod sts;
mod throttle;
mod transport;
mod wrong_codes;

pub(crate) use authorities::Authorities;
pub use client::Client;
pub use credentials::Credentials;
pub use devices::Device;
pub(crate) use devices::mfa_devices;
pub use endpoint::{Endpoint, EndpointError, Endpoints};
pub use error::{Error, ServiceError, TransportError};
pub(crate) use identity::WRONG_CODES_ADVICE;
pub use identity::{Identity, WrongCodes};
pub use rejection::{Cause, Rejection};
pub use s3::S3;
pub(crate) use sts::{Issued, Mfa, RoleRequest, Sts};
pub use throttle::Throttle;

#[cfg(test)]
mod tests;
