//! `cargo xtask codegen | tidy`.
fn main() {}
