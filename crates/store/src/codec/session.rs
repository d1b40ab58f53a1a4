use std::borrow::Cow;

use data_encoding::BASE64;
use identity::session::{AssumedRole, Session, SessionKind};
use identity::{AccountId, Time};
use secret::id::ACCESS_KEY_ID_LENGTH;
use secret::seal::{OVERHEAD_BYTES, SealingKey};
use secret::{Entropy, Secret};
use serde::{Deserialize, Serialize};

use super::CodecError;
use super::part::{Owner, Tags, owner as owner_of, owner_shape, tags as tags_of, tags_shape};

/// First byte of every token: the format of the rest.
const FORMAT: u8 = 1;

/// A session as its token carries it: short names, since clients send it with every request.
#[derive(Serialize, Deserialize)]
struct Shape<'a> {
    #[serde(rename = "s")]
    pub secret: Cow<'a, str>,
    #[serde(rename = "a")]
    pub account: u64,
    #[serde(rename = "i")]
    pub issued: u64,
    #[serde(rename = "e")]
    pub expires: u64,
    #[serde(flatten)]
    pub kind: KindShape,
}

#[derive(Serialize, Deserialize)]
enum KindShape {
    #[serde(rename = "u")]
    SessionToken {
        #[serde(rename = "o")]
        owner: Owner,
        #[serde(rename = "m")]
        mfa: Option<u64>,
    },
    #[serde(rename = "r")]
    AssumedRole {
        #[serde(rename = "r")]
        role_id: String,
        #[serde(rename = "n")]
        session_name: String,
        #[serde(rename = "p")]
        policy: Option<String>,
        #[serde(rename = "P")]
        policy_arns: Vec<String>,
        #[serde(rename = "t")]
        tags: Tags,
        #[serde(rename = "T")]
        transitive_tag_keys: Vec<String>,
        #[serde(rename = "i")]
        source_identity: Option<String>,
    },
}

/// The session token: base64 of a format byte, the access key id, and the session sealed for that id. The
/// sealing key alone tells what the credentials stand for.
pub fn seal_session(
    key: &SealingKey,
    session: &Session,
    entropy: &mut dyn Entropy,
) -> Result<String, CodecError> {
    let kind = match &session.kind {
        SessionKind::SessionToken { owner, mfa } => {
            KindShape::SessionToken { owner: owner_shape(owner), mfa: mfa.map(Time::millis) }
        }
        SessionKind::AssumedRole(role) => KindShape::AssumedRole {
            role_id: role.role_id.clone(),
            session_name: role.session_name.clone(),
            policy: role.policy.clone(),
            policy_arns: role.policy_arns.clone(),
            tags: tags_shape(&role.tags),
            transitive_tag_keys: role.transitive_tag_keys.clone(),
            source_identity: role.source_identity.clone(),
        },
    };
    let stored = Shape {
        secret: Cow::Borrowed(session.secret.expose()),
        account: session.account.number(),
        issued: session.issued.millis(),
        expires: session.expires.millis(),
        kind,
    };
    let plain = serde_json::to_vec(&stored).map(Secret::new).map_err(|_| CodecError::Malformed("session"))?;
    let id = session.access_key_id.as_bytes();
    let mut token = Vec::with_capacity(1 + id.len() + OVERHEAD_BYTES + plain.expose().len());
    token.push(FORMAT);
    token.extend_from_slice(id);
    key.seal_onto(&mut token, id, plain.expose(), entropy)?;
    Ok(BASE64.encode(&token))
}

/// Opens a session token. The session names the access key id that the token belongs to: a request must name the same one.
pub fn open_session(key: &SealingKey, token: &str) -> Result<Session, CodecError> {
    let bytes = BASE64.decode(token.as_bytes()).map_err(|_| CodecError::Malformed("base64"))?;
    let body = bytes.strip_prefix(&[FORMAT]).ok_or(CodecError::Malformed("format"))?;
    let (id, sealed) =
        body.split_at_checked(ACCESS_KEY_ID_LENGTH).ok_or(CodecError::Malformed("access key id"))?;
    let plain = key.open(id, sealed)?;
    let access_key_id = std::str::from_utf8(id).map_err(|_| CodecError::Malformed("access key id"))?;
    let stored: Shape<'_> =
        serde_json::from_slice(plain.expose()).map_err(|_| CodecError::Malformed("session"))?;
    let kind = match stored.kind {
        KindShape::SessionToken { owner, mfa } => {
            SessionKind::SessionToken { owner: owner_of(owner), mfa: mfa.map(Time::from_millis) }
        }
        KindShape::AssumedRole {
            role_id,
            session_name,
            policy,
            policy_arns,
            tags,
            transitive_tag_keys,
            source_identity,
        } => SessionKind::AssumedRole(AssumedRole {
            role_id,
            session_name,
            policy,
            policy_arns,
            tags: tags_of(tags),
            transitive_tag_keys,
            source_identity,
        }),
    };
    Ok(Session {
        access_key_id: access_key_id.to_owned(),
        secret: Secret::new(stored.secret.into_owned()),
        account: AccountId::from_number(stored.account).ok_or(CodecError::Malformed("account id"))?,
        issued: Time::from_millis(stored.issued),
        expires: Time::from_millis(stored.expires),
        kind,
    })
}
