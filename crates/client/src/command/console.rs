//! Sign-in URLs for AWS's web console, by its federation endpoint.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secret::Secret;
use serde::Deserialize;

use crate::call::{Client, Credentials};
use crate::error::Error;

/// Addresses of the console in one partition of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Console {
    /// the federation endpoint
    pub federation: &'static str,
    /// the console's first page
    pub destination: &'static str,
}

impl Console {
    /// The console of a region's partition.
    pub fn of(region: Option<&str>) -> Self {
        match region.unwrap_or_default() {
            region if region.starts_with("cn-") => Self {
                federation: "https://signin.amazonaws.cn/federation",
                destination: "https://console.amazonaws.cn/",
            },
            region if region.starts_with("us-gov-") => Self {
                federation: "https://signin.amazonaws-us-gov.com/federation",
                destination: "https://console.amazonaws-us-gov.com/",
            },
            _ => Self {
                federation: "https://signin.aws.amazon.com/federation",
                destination: "https://console.aws.amazon.com/",
            },
        }
    }
}

/// HTTP status of success.
const OK_STATUS: u16 = 200;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SigninToken {
    signin_token: String,
}

/// A sign-in URL. It is valid for fifteen minutes, and is a secret: it signs in without any other.
///
/// # Errors
/// If the credentials are not those of a role or federated user, or the endpoint refuses them.
pub fn sign_in_url(
    client: &Client,
    federation: &str,
    destination: &str,
    credentials: &Credentials,
) -> Result<Secret<String>, Error> {
    let Some(token) = &credentials.session_token else {
        return Err(Error::refused(
            "a long-term key opens no console",
            "take a profile with role_arn, or `ostiary console ROLE_ARN`",
        ));
    };
    let session = serde_json::json!({
        "sessionId": credentials.access_key_id,
        "sessionKey": credentials.secret_access_key.expose(),
        "sessionToken": token.expose(),
    });
    let failed = |reason: String| Error::Refused {
        why: format!("{federation} gives no sign-in token: {reason}"),
        hint: None,
    };
    let session = Secret::new(session.to_string());
    let asked =
        Secret::new(format!("{federation}?Action=getSigninToken&Session={}", encode(session.expose())));
    let (status, body) = client.get(&asked).map_err(|reason| failed(reason.to_owned()))?;
    if status != OK_STATUS {
        let hint = "it takes sessions of roles and federated users only: take a profile with role_arn, or the ARN of a role";
        return Err(Error::refused(format!("{federation} gives no sign-in token: HTTP {status}"), hint));
    }
    let token: SigninToken =
        serde_json::from_slice(body.expose()).map_err(|_| failed("it answers something else".to_owned()))?;
    Ok(Secret::new(format!(
        "{federation}?Action=login&Issuer=ostiary&Destination={}&SigninToken={}",
        encode(destination),
        encode(&token.signin_token)
    )))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests;
