//! XML as AWS answers with it, and as its clients send it.

mod writer;

pub use writer::Writer;

#[cfg(test)]
mod tests;
