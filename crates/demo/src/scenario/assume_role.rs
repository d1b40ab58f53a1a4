use client::call::Client;

use super::{
    Account, Asking, OBJECT, User, assume_role, fill_bucket, fresh_name, list, make_role, session,
    show_credentials, who_am_i,
};
use crate::stage::{Actor, Denial, Stage};
use crate::stop::Stop;

/// AssumeRole with MFA, in one account.
pub(crate) fn play(stage: &mut Stage<'_>, client: &Client) -> Result<(), Stop> {
    let account = Account::meet(stage, "as", client)?;
    let name = fresh_name();
    stage.narrator.part("Set up");
    fill_bucket(stage, &account, &name)?;
    let user = User::make(stage, &account, &name)?;
    let role = make_role(stage, &account, &name, trust(&user.arn))?;
    stage.narrator.part("Without MFA");
    user.introduce(stage)?;
    without_mfa(stage, &user, &role)?;
    stage.narrator.part("With MFA");
    let actor = with_mfa(stage, &user, &role)?;
    who_am_i(stage, &actor)?;
    list(stage, &actor, &name)?;
    let no_statement = "The role's policy has two statements, for s3:ListAllMyBuckets and for s3:ListBucket; reading \
                        an object is s3:GetObject, which neither of them names.";
    let call = format!("GetObject {name}/{OBJECT}");
    stage.denied(&actor, &call, &Denial::Lack(no_statement), |client| client.s3().get_object(&name, OBJECT))
}

fn without_mfa(stage: &mut Stage<'_>, user: &User, role: &str) -> Result<(), Stop> {
    let no_policy =
        "The user has no policy whatever: neither one of its own, nor an attached one, nor a group's.";
    stage
        .denied(&user.plain, "ListBuckets", &Denial::Lack(no_policy), |client| client.s3().list_buckets())?;
    let no_mfa = "The role's trust policy names this user, on condition that aws:MultiFactorAuthPresent is true, and this \
                  request came without a code.";
    let call = "AssumeRole without a code";
    stage.denied(&user.plain, call, &Denial::Lack(no_mfa), |c| assume_role(c, role, Asking::default()))?;
    let Some(wrong) = stage.wrong_code() else { return Ok(()) };
    let made_up = "It is made up: the device shows it at no time that is near.";
    let asking = Asking { mfa: Some((user, wrong)), ..Asking::default() };
    let call = "AssumeRole with a wrong code";
    stage.denied(&user.plain, call, &Denial::Code(made_up), |c| assume_role(c, role, asking))
}

fn with_mfa(stage: &mut Stage<'_>, user: &User, role: &str) -> Result<Actor, Stop> {
    let (answer, code) = stage.with_code(
        &user.plain,
        "AssumeRole with SerialNumber and TokenCode",
        |client, code| assume_role(client, role, Asking { mfa: Some((user, code)), ..Asking::default() }),
        |answer| show_credentials(answer.credentials.as_ref()),
    )?;
    let actor = session(stage, &user.plain, answer.credentials.as_ref(), "as the role")?;
    let used = "It was right a moment ago, and the role was assumed with it: a code works once.";
    let asking = Asking { mfa: Some((user, code)), ..Asking::default() };
    let call = "AssumeRole with the same code again";
    stage.denied(&user.plain, call, &Denial::Code(used), |c| assume_role(c, role, asking))?;
    Ok(actor)
}

fn trust(user: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{"AWS": "{user}"}},
      "Action": "sts:AssumeRole",
      "Condition": {{"Bool": {{"aws:MultiFactorAuthPresent": "true"}}}}
    }}
  ]
}}"#
    )
}
