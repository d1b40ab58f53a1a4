//! AWS SDK for Rust with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may
//! list.

use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_sts::error::ProvideErrorMetadata;
use serde_json::json;

#[tokio::main]
async fn main() {
    let http = aws_smithy_http_client::Builder::new().build_http();
    let version = aws_config::BehaviorVersion::latest();
    let config = aws_config::defaults(version).http_client(http).load().await;
    let credentials = config.credentials_provider().unwrap().provide_credentials().await.unwrap();
    // the provider's name is shown, and has no function of its own
    let shown = format!("{credentials:?}");
    let provider = shown.split('"').nth(1);
    let who = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await.unwrap();
    let buckets = match aws_sdk_s3::Client::new(&config).list_buckets().send().await {
        Ok(out) => json!(out.buckets().iter().filter_map(|bucket| bucket.name()).collect::<Vec<_>>()),
        Err(error) => json!(error.code().unwrap()),
    };
    let key = credentials.access_key_id();
    println!("{}", json!({"arn": who.arn(), "key": key, "provider": provider, "buckets": buckets}));
}
