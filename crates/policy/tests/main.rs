//! The policy engine from outside: named cases, laws, a second evaluator, and bugs that peers had.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod adversarial;
mod allocations;
mod cases;
mod differential;
mod generate;
mod laws;
mod reference;
mod table;
