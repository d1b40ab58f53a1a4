pub(crate) mod commands;
pub(crate) mod limits;
mod lookups;
mod model;
mod table;
pub(crate) mod unlock;
mod used_steps;

pub use model::*;
pub(crate) use table::*;
pub use used_steps::{Span, UsedSteps};

#[cfg(test)]
pub(crate) mod tests {
    pub(crate) mod codes;
    mod unlock;
}
