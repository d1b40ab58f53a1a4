//! AWS SDK for Rust: GetSessionToken with MFA, the AssumeRole provider, ListBuckets. Prints what happened as JSON.

use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_sts::error::ProvideErrorMetadata;
use aws_smithy_http_client::Builder;
use serde_json::{Map, Value, json};

fn text<'a>(plan: &'a Value, name: &str) -> &'a str {
    plan[name].as_str().unwrap()
}

async fn config(credentials: SharedCredentialsProvider) -> SdkConfig {
    // endpoint and region come from the environment
    let http = Builder::new().build_http();
    aws_config::defaults(BehaviorVersion::latest()).http_client(http).credentials_provider(credentials).load().await
}

fn fixed(key: &str, secret: &str, token: Option<&str>) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::from_keys(key, secret, token.map(str::to_owned)))
}

async fn identity(config: &SdkConfig) -> Value {
    match aws_sdk_sts::Client::new(config).get_caller_identity().send().await {
        Ok(out) => json!(out.arn()),
        Err(error) => json!(error.code()),
    }
}

async fn buckets(config: &SdkConfig) -> Value {
    let path_style = aws_sdk_s3::config::Builder::from(config).force_path_style(true).build();
    match aws_sdk_s3::Client::from_conf(path_style).list_buckets().send().await {
        Ok(out) => json!(out.buckets().iter().filter_map(|bucket| bucket.name()).collect::<Vec<_>>()),
        Err(error) => json!(error.code()),
    }
}

async fn session_token(config: &SdkConfig, plan: &Value, code: &str) -> Result<SharedCredentialsProvider, Value> {
    let asked = aws_sdk_sts::Client::new(config).get_session_token();
    let answer = asked.serial_number(text(plan, "serial")).token_code(code).send().await;
    let answer = answer.map_err(|error| json!(error.code()))?;
    let credentials = answer.credentials().unwrap();
    let (key, secret) = (credentials.access_key_id(), credentials.secret_access_key());
    Ok(fixed(key, secret, Some(credentials.session_token())))
}

#[tokio::main]
async fn main() {
    let plan: Value =
        serde_json::from_str(&std::fs::read_to_string(std::env::var("PLAN").unwrap()).unwrap()).unwrap();
    let (key, secret) = (text(&plan, "access_key_id"), text(&plan, "secret_access_key"));
    let long_term = config(fixed(key, secret, None)).await;
    let expired = &plan["expired"];
    let mut results = Map::new();
    let mut note = |name: &str, value: Value| results.insert(name.to_owned(), value);

    note("identity", identity(&long_term).await);
    note("wrong_secret", identity(&config(fixed(key, &"x".repeat(40), None)).await).await);
    note("list_without_mfa", buckets(&long_term).await);
    let without = aws_sdk_sts::Client::new(&long_term).assume_role().role_arn(text(&plan, "role_arn"));
    let without = without.role_session_name("rust").external_id(text(&plan, "external_id")).send().await;
    note("assume_without_mfa", json!(without.err().and_then(|error| error.code().map(str::to_owned))));
    let wrong = session_token(&long_term, &plan, text(&plan, "wrong_code")).await;
    note("assume_wrong_code", wrong.err().unwrap_or_default());
    let session = session_token(&long_term, &plan, text(&plan, "code")).await.unwrap();
    let provider = AssumeRoleProvider::builder(text(&plan, "role_arn"))
        .session_name("rust")
        .external_id(text(&plan, "external_id"))
        .configure(&config(session).await)
        .build()
        .await;
    let assumed = config(SharedCredentialsProvider::new(provider)).await;
    note("assumed_identity", identity(&assumed).await);
    note("buckets", buckets(&assumed).await);
    let reused = session_token(&long_term, &plan, text(&plan, "code")).await;
    note("reused_code", reused.err().unwrap_or_default());
    let (key, secret) = (text(expired, "AccessKeyId"), text(expired, "SecretAccessKey"));
    note("expired", buckets(&config(fixed(key, secret, expired["SessionToken"].as_str())).await).await);
    println!("{}", Value::Object(results));
}
