//! IAM, STS and S3 operations: authenticate, authorise, command, answer.
//!
//! Every request takes one path: [`Service`] authenticates it, the operation's row in the table ([`operation`]) names the
//! permission, and the state machine answers only to the permit (`permit`). Knows nothing of sockets; time and entropy come
//! with the request.

mod admission;
mod authenticate;
mod authorise;
mod body;
mod caller;
mod front;
mod iam;
pub mod limits;
mod off_worker;
pub mod operation;
mod paging;
mod permit;
mod places;
mod policy_cache;
mod recent;
mod record;
mod refusal;
mod request;
mod s3;
mod service;
mod session_token;
pub mod share;
mod signing_keys;
mod sts;
pub mod table;
mod throttlings;
mod usage;

pub use admission::{Admission, BodyRefused};
pub use body::{BodyError, ObjectBody, RequestBody, S3Answer};
pub use caller::{Caller, CallerKind};
pub use permit::call::Call;
pub use permit::s3::{Bucket, S3Call};
pub use permit::value::Permit;
pub use places::Held;
pub use record::{Judgement, RequestRecord};
pub use refusal::words_of_refusal;
pub use request::{Head, Request};
pub use service::{Config, Service};

use permit::call;
