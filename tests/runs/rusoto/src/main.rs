//! rusoto: a provider that assumes a role with a code, objects, parts. Prints what happened as JSON.

use hyper::client::HttpConnector;
use rusoto_core::request::HttpClient;
use rusoto_core::{ByteStream, Region, RusotoError};
use rusoto_credential::{ProvideAwsCredentials, StaticProvider};
use rusoto_s3::*;
use rusoto_sts::{GetCallerIdentityRequest, Sts, StsAssumeRoleSessionCredentialsProvider, StsClient};
use serde_json::{json, Value};
use tokio::io::AsyncReadExt;

fn provider(keys: &Value) -> StaticProvider {
    let text = |name: &str| keys[name].as_str().map(str::to_owned);
    let (id, secret) = (text("access_key_id").unwrap(), text("secret_access_key").unwrap());
    StaticProvider::new(id, secret, text("session_token"), None)
}

fn http() -> HttpClient<HttpConnector> {
    HttpClient::from_connector(HttpConnector::new())
}

fn s3(who: impl ProvideAwsCredentials + Send + Sync + 'static, region: &Region) -> S3Client {
    S3Client::new_with(http(), who, region.clone())
}

#[tokio::main]
async fn main() {
    let plan: Value = serde_json::from_slice(&std::fs::read(std::env::var("PLAN").unwrap()).unwrap()).unwrap();
    let text = |name: &str| plan[name].as_str().unwrap().to_owned();
    let region = Region::Custom { name: "us-east-1".to_owned(), endpoint: text("endpoint") };
    let sts = |who| StsClient::new_with(http(), who, region.clone());
    let mut role = StsAssumeRoleSessionCredentialsProvider::new(
        sts(provider(&plan["key"])), text("role"), "rusoto".to_owned(), None, None, None, Some(text("serial")),
    );
    role.set_mfa_code(text("code"));
    let assumed = role.credentials().await.unwrap();
    let parts = (assumed.aws_access_key_id(), assumed.aws_secret_access_key(), assumed.token().clone());
    let assumed = StaticProvider::new(parts.0.to_owned(), parts.1.to_owned(), parts.2, None);
    let identity = sts(assumed).get_caller_identity(GetCallerIdentityRequest {}).await.unwrap();

    let client = s3(provider(&plan["session"]), &region);
    let bucket = text("bucket");
    let body: Vec<u8> = (0..11_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let request = CreateMultipartUploadRequest { bucket: bucket.clone(), key: "large+ ü".to_owned(), ..Default::default() };
    let upload_id = client.create_multipart_upload(request).await.unwrap().upload_id.unwrap();
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(body.chunks(5 << 20)) {
        let request = UploadPartRequest {
            bucket: bucket.clone(), key: "large+ ü".to_owned(), part_number: number, upload_id: upload_id.clone(),
            body: Some(ByteStream::from(part.to_vec())), ..Default::default()
        };
        let e_tag = client.upload_part(request).await.unwrap().e_tag;
        parts.push(CompletedPart { e_tag, part_number: Some(number) });
    }
    let request = CompleteMultipartUploadRequest {
        bucket: bucket.clone(), key: "large+ ü".to_owned(), upload_id,
        multipart_upload: Some(CompletedMultipartUpload { parts: Some(parts) }), ..Default::default()
    };
    client.complete_multipart_upload(request).await.unwrap();
    let request = GetObjectRequest { bucket: bucket.clone(), key: "large+ ü".to_owned(), ..Default::default() };
    let mut read = Vec::new();
    let stream = client.get_object(request).await.unwrap().body.unwrap();
    stream.into_async_read().read_to_end(&mut read).await.unwrap();
    let listed = client.list_objects_v2(ListObjectsV2Request { bucket: bucket.clone(), ..Default::default() });
    let keys: Vec<_> = listed.await.unwrap().contents.unwrap().into_iter().filter_map(|found| found.key).collect();
    let refused = s3(provider(&plan["key"]), &region)
        .list_objects_v2(ListObjectsV2Request { bucket, ..Default::default() }).await;
    let without_mfa = match refused {
        Err(RusotoError::Unknown(answer)) => format!("{} {}", answer.status.as_u16(), answer.body_as_str()),
        other => format!("{other:?}"),
    };
    let assumed = identity.arn.unwrap().split(':').next_back().unwrap().to_owned();
    println!("{}", json!({ "assumed": assumed, "large": read == body, "keys": keys, "without_mfa": without_mfa }));
}
