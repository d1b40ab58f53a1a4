//! XML of answers and of the documents that clients send.

mod reader;
mod writer;

pub use reader::{Content, Reader, XmlError};
pub use writer::Writer;

#[cfg(test)]
mod tests;
