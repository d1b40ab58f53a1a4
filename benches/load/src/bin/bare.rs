//! Answers every request with 600 bytes: hyper and nothing else.

#[tokio::main]
async fn main() -> std::io::Result<()> {
    load::bare().await
}
