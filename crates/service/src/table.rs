//! The operation table: the rows of all services together.

use crate::operation::Row;
use crate::s3::table as s3;
use crate::{iam, sts};

/// Every row, service by service.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    iam::ROWS.iter().chain(sts::ROWS).chain(s3::rows())
}

/// The row of an operation; `None` if it is not built.
pub fn find(service: &str, operation: &str) -> Option<&'static Row> {
    rows().find(|row| row.service == service && row.operation == operation)
}
