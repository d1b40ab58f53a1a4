//! XML as AWS answers with it, and as its clients send it.

mod reader;
mod writer;

pub use reader::{Content, Reader, XmlError};
pub use writer::Writer;

#[cfg(test)]
mod tests;
