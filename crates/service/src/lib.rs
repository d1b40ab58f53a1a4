//! IAM, STS and S3 operations, one file each: authenticate, authorise, command, answer.
//!
//! One mechanism serves every request: [`Service`] authenticates it, each operation says what it needs to be permitted
//! (`authorise`), and only then asks the state machine. Knows nothing of sockets; time and entropy come with the request.

mod admission;
mod authenticate;
mod authorise;
mod body;
mod call;
mod caller;
mod front;
mod iam;
pub mod limits;
mod off_worker;
mod paging;
mod places;
mod policy_cache;
mod refusal;
mod request;
mod s3;
mod service;
mod session_token;
pub mod share;
mod signing_keys;
mod sts;
mod throttlings;
mod usage;

pub use admission::{Admission, BodyRefused};
pub use body::{BodyError, ObjectBody, RequestBody, S3Answer};
pub use caller::{Caller, CallerKind};
pub use places::Held;
pub use request::{Head, Request};
pub use service::{Config, Service};
