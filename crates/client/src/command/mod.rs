//! Commands without their arguments and output, which are the binary's.

pub mod configure;
pub mod console;
pub mod container;
mod credential_process;
pub mod doctor;
pub mod exec;
pub mod mfa;
mod output;
mod report;
pub mod rotate;

pub use credential_process::credential_process_json;
pub use output::{Format, Variables};
pub use report::{Report, Table, entries_table, granted_report, identity_report};
