use client::call::Client;
use secret::Entropy;

use super::{
    Account, Asking, User, assume_role, fill_bucket, fresh_name, list, make_role, show_credentials, who_am_i,
};
use crate::stage::{Actor, Denial, Stage};
use crate::stop::Stop;

const POLICY: &str = "assume-partner-role";

/// AssumeRole from one account into another, with MFA and an external id.
pub(crate) fn play(stage: &mut Stage<'_>, client: &Client, partner: &Client) -> Result<(), Stop> {
    let account = Account::meet(stage, "as", client)?;
    let partner = Account::meet(stage, "and as", partner)?;
    let name = fresh_name();
    let external_id = fresh_external_id();
    stage.narrator.part(&format!("Set up: a user in account {}", account.id));
    let user = User::make(stage, &account, &name)?;
    stage.narrator.part(&format!("Set up: a role in account {}", partner.id));
    fill_bucket(stage, &partner, &name)?;
    let trust = trust(&account.arn("root"), &external_id);
    let role = make_role(stage, &partner, &name, trust)?;
    stage.narrator.part("With too little");
    user.introduce(stage)?;
    let (session, _) = user.open_session(stage)?;
    without_permission(stage, &session, &role, &external_id)?;
    user.allow(stage, &account, POLICY, policy(&role))?;
    without_conditions(stage, &user, &session, &role, &external_id)?;
    stage.narrator.part("With everything");
    let actor = with_everything(stage, &session, &role, &external_id)?;
    who_am_i(stage, &actor)?;
    list(stage, &actor, &name)
}

fn asking(external_id: &str) -> Asking<'_> {
    Asking { external_id: Some(external_id), ..Asking::default() }
}

fn without_permission(
    stage: &mut Stage<'_>,
    session: &Actor,
    role: &str,
    external_id: &str,
) -> Result<(), Stop> {
    let why = "The role trusts the user's account, but across accounts both sides have to agree, and the user's own account \
               has given the user no policy that allows sts:AssumeRole.";
    let call = "AssumeRole without the account's permission";
    stage.denied(session, call, &Denial::Lack(why), |c| assume_role(c, role, asking(external_id)))
}

fn without_conditions(
    stage: &mut Stage<'_>,
    user: &User,
    session: &Actor,
    role: &str,
    external_id: &str,
) -> Result<(), Stop> {
    let no_mfa = "The trust policy asks for aws:MultiFactorAuthPresent to be true, and a request signed with a long-term \
                  access key has no such key.";
    let call = "AssumeRole without MFA";
    stage.denied(&user.plain, call, &Denial::Lack(no_mfa), |c| assume_role(c, role, asking(external_id)))?;
    let none = "The trust policy asks for sts:ExternalId to be the id that the two parties agreed on, and there is none in \
                the request.";
    let call = "AssumeRole without ExternalId";
    stage.denied(session, call, &Denial::Lack(none), |c| assume_role(c, role, Asking::default()))?;
    let other = "The trust policy asks for sts:ExternalId to be the id that the two parties agreed on, and this is that of \
                 somebody else.";
    let call = "AssumeRole with another's ExternalId";
    let wrong = fresh_external_id();
    stage.denied(session, call, &Denial::Lack(other), |c| assume_role(c, role, asking(&wrong)))
}

fn with_everything(
    stage: &mut Stage<'_>,
    session: &Actor,
    role: &str,
    external_id: &str,
) -> Result<Actor, Stop> {
    let answer = stage.allowed(
        session,
        "AssumeRole with ExternalId",
        |client| assume_role(client, role, asking(external_id)),
        |answer| show_credentials(answer.credentials.as_ref()),
    )?;
    super::session(stage, session, answer.credentials.as_ref(), "as the role")
}

/// External id that the two parties agree on. It is no secret, but unique to them.
fn fresh_external_id() -> String {
    let mut random = [0; 4];
    server::OsEntropy.fill(&mut random);
    data_encoding::HEXLOWER.encode(&random)
}

fn policy(role: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Resource": "{role}"
    }}
  ]
}}"#
    )
}

fn trust(account: &str, external_id: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{"AWS": "{account}"}},
      "Action": "sts:AssumeRole",
      "Condition": {{
        "Bool": {{"aws:MultiFactorAuthPresent": "true"}},
        "StringEquals": {{"sts:ExternalId": "{external_id}"}}
      }}
    }}
  ]
}}"#
    )
}
