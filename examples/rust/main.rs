use std::env::var;
use std::io::{Write, stdin, stdout};

use aws_config::{BehaviorVersion, defaults};
use aws_credential_types::Credentials;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // the SDK reads AWS_ENDPOINT_URL; over https its default HTTP client will do
    let http = || aws_smithy_http_client::Builder::new().build_http();
    let config = defaults(BehaviorVersion::latest()).http_client(http()).load().await;
    print!("Enter MFA code for {}: ", var("MFA_SERIAL")?);
    stdout().flush()?;
    let mut code = String::new();
    stdin().read_line(&mut code)?;
    let asked = aws_sdk_sts::Client::new(&config).assume_role().role_arn(var("ROLE_ARN")?);
    let asked = asked.role_session_name("rust-example").serial_number(var("MFA_SERIAL")?);
    let answer = asked.token_code(code.trim()).send().await?;
    let role = answer.credentials().ok_or("no credentials")?;
    let token = Some(role.session_token().to_owned());
    let role = Credentials::from_keys(role.access_key_id(), role.secret_access_key(), token);
    let config = defaults(BehaviorVersion::latest()).http_client(http()).credentials_provider(role).load().await;
    let identity = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await?;
    println!("{}", identity.arn().unwrap_or_default());
    let path_style = aws_sdk_s3::config::Builder::from(&config).force_path_style(true).build();
    let buckets = aws_sdk_s3::Client::from_conf(path_style).list_buckets().send().await?;
    for bucket in buckets.buckets() {
        println!("{}", bucket.name().unwrap_or_default());
    }
    Ok(())
}
