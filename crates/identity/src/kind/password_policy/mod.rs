pub(crate) mod commands;
pub(crate) mod limits;
mod lookups;
mod model;
mod table;

pub use model::*;
pub(crate) use table::*;

#[cfg(test)]
mod tests;
