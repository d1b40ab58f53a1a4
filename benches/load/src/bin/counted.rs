//! A server in a process that counts its allocations: Ostiary with `counted DATA`, bare hyper with `counted`. Prints the address,
//! then the count for each line on standard input.

use std::path::PathBuf;

use server::{FirstAccount, Options, Server};

#[global_allocator]
static ALLOCATOR: load::Counting = load::Counting;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    load::tell_on_demand();
    let Some(data) = std::env::args().nth(1).map(PathBuf::from) else { return Ok(load::bare().await?) };
    let options = Options {
        data,
        listen: "127.0.0.1:0".to_owned(),
        region: "us-east-1".to_owned(),
        sigv2: false,
        s3_hosts: Vec::new(),
        tls: None,
        first_account: FirstAccount::default(),
    };
    let server = Server::start(options).await?;
    println!("http://{}", server.address());
    std::future::pending::<()>().await;
    Ok(())
}
