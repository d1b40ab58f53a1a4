use secret::Secret;

use super::credential_process_json;
use crate::broker::Granted;
use crate::call::Credentials;

fn granted(token: Option<&str>) -> Granted {
    Granted {
        credentials: Credentials {
            session_token: token.map(|token| Secret::new(token.to_owned())),
            ..Credentials::long_term("ASIA", "se/cr+et=")
        },
        expires: token.map(|_| "2026-01-31T12:00:00.5Z".parse().unwrap()),
        mfa: None,
        subject: None,
        cached: false,
    }
}

#[test]
fn one_line_of_json() {
    let with = r#"{"AccessKeyId":"ASIA","Expiration":"2026-01-31T12:00:00Z","SecretAccessKey":"se/cr+et=","SessionToken":"t","Version":1}"#;
    assert_eq!(credential_process_json(&granted(Some("t"))).expose(), with);
    assert_eq!(
        credential_process_json(&granted(None)).expose(),
        r#"{"AccessKeyId":"ASIA","SecretAccessKey":"se/cr+et=","Version":1}"#
    );
}
