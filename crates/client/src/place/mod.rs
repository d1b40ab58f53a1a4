//! The machine that the program runs on: variables, files, locks, clock, random source, other programs.

mod clock;
mod digest;
mod entropy;
mod environment;
mod file;
mod program;

pub use clock::Clock;
pub(crate) use digest::digest;
pub(crate) use entropy::SystemEntropy;
pub use environment::Environment;
pub(crate) use environment::{EXPORTED, NOWHERE};
pub use file::{Lock, WriteError};
pub(crate) use file::{check_writable, lock, private_directory, read, read_text, unique, write_private};
pub use program::ProgramError;
pub(crate) use program::output;
