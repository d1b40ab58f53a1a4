use client::call::Client;

use super::{Account, User, fill_bucket, fresh_name, list, session, show_credentials};
use crate::stage::{Denial, Stage};
use crate::stop::Stop;

const POLICY: &str = "list-with-mfa";

/// GetSessionToken with MFA opens what a user's policy protects.
pub(crate) fn play(stage: &mut Stage<'_>, client: &Client) -> Result<(), Stop> {
    let account = Account::meet(stage, "as", client)?;
    let name = fresh_name();
    stage.narrator.part("Set up");
    fill_bucket(stage, &account, &name)?;
    let user = User::make(stage, &account, &name)?;
    user.allow(stage, &account, POLICY, policy(&account, &name))?;
    stage.narrator.part("Without MFA");
    user.introduce(stage)?;
    without_mfa(stage, &user)?;
    stage.narrator.part("With MFA");
    with_mfa(stage, &user, &name)
}

fn without_mfa(stage: &mut Stage<'_>, user: &User) -> Result<(), Stop> {
    let no_key = "Statement ListBuckets would, on condition that aws:MultiFactorAuthPresent is true. A request signed with \
                  a long-term access key has no such key at all, so the condition is not met.";
    stage.denied(&user.plain, "ListBuckets", &Denial::Lack(no_key), |client| client.s3().list_buckets())?;
    let given = stage.allowed(
        &user.plain,
        "GetSessionToken without a code",
        |client| user.get_session_token(client, None),
        |answer| show_credentials(answer.credentials.as_ref()),
    )?;
    let given = given.credentials.as_ref();
    let session = session(stage, &user.plain, given, "in the session without MFA")?;
    let is_false = "Statement ListBuckets would, on condition that aws:MultiFactorAuthPresent is true. A session that was \
                    opened without a code says false.";
    stage.denied(&session, "ListBuckets", &Denial::Lack(is_false), |client| client.s3().list_buckets())
}

fn with_mfa(stage: &mut Stage<'_>, user: &User, bucket: &str) -> Result<(), Stop> {
    if let Some(wrong) = stage.wrong_code() {
        let why = "It is made up: the device shows it at no time that is near.";
        let call = "GetSessionToken with a wrong code";
        stage.denied(&user.plain, call, &Denial::Code(why), |c| user.get_session_token(c, Some(wrong)))?;
    }
    let (session, code) = user.open_session(stage)?;
    list(stage, &session, bucket)?;
    let why = "It was right a moment ago, and it opened a session: whoever looked over a shoulder gets nothing, since a \
               code works once.";
    let call = "GetSessionToken with the same code again";
    stage.denied(&user.plain, call, &Denial::Code(why), |c| user.get_session_token(c, Some(code)))
}

fn policy(account: &Account, bucket: &str) -> String {
    let (all, one) = (account.bucket_arn("*"), account.bucket_arn(bucket));
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Sid": "ListBuckets",
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "{all}",
      "Condition": {{"Bool": {{"aws:MultiFactorAuthPresent": "true"}}}}
    }},
    {{
      "Sid": "ListObjects",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "{one}",
      "Condition": {{"Bool": {{"aws:MultiFactorAuthPresent": "true"}}}}
    }}
  ]
}}"#
    )
}
