//! Sans-io AWS wire formats: signatures, Query and REST-XML codecs, faults, limits, routing.

mod answer;
pub mod chunked;
pub mod fault;
mod generated;
pub mod limits;
pub mod query;
pub mod route;
pub mod s3;
mod sigv2;
pub mod sigv4;
mod timestamp;
pub mod xml;

pub use answer::Answer;
pub use generated::{iam, sts};
pub use timestamp::Timestamp;
