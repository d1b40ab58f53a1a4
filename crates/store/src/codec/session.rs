use data_encoding::BASE64;
use identity::session::{AssumedRole, Session, SessionKind};
use identity::{AccountId, Time};
use secret::id::ACCESS_KEY_ID_LENGTH;
use secret::seal::SealingKey;
use secret::{Entropy, Secret};

use super::record::{owner_in, owner_out, tags_in, tags_out};
use super::{CodecError, shape};

/// First byte of every token: which format the rest has.
const FORMAT: u8 = 1;

/// The session token: base64 of a format byte, the access key id, and the session sealed for that id. Whoever holds the
/// sealing key needs nothing else to know what the credentials stand for.
pub fn seal_session(
    key: &SealingKey,
    session: &Session,
    entropy: &mut dyn Entropy,
) -> Result<String, CodecError> {
    let kind = match &session.kind {
        SessionKind::SessionToken { owner, mfa } => {
            shape::SessionKind::SessionToken { owner: owner_out(owner), mfa: mfa.map(Time::millis) }
        }
        SessionKind::AssumedRole(role) => shape::SessionKind::AssumedRole {
            role_id: role.role_id.clone(),
            session_name: role.session_name.clone(),
            policy: role.policy.clone(),
            policy_arns: role.policy_arns.clone(),
            tags: tags_out(&role.tags),
            transitive_tag_keys: role.transitive_tag_keys.clone(),
            source_identity: role.source_identity.clone(),
        },
    };
    let stored = shape::Session {
        secret: session.secret.expose().clone(),
        account: session.account.number(),
        issued: session.issued.millis(),
        expires: session.expires.millis(),
        kind,
    };
    let plain = serde_json::to_vec(&stored).map(Secret::new).map_err(|_| CodecError::Malformed("session"))?;
    let id = session.access_key_id.as_bytes();
    let sealed = key.seal(id, plain.expose(), entropy)?;
    Ok(BASE64.encode(&[&[FORMAT], id, &sealed].concat()))
}

/// Opens a session token. The session names the access key id that the token belongs to: whoever presents the token must
/// have named the same one.
pub fn open_session(key: &SealingKey, token: &str) -> Result<Session, CodecError> {
    let bytes = BASE64.decode(token.as_bytes()).map_err(|_| CodecError::Malformed("base64"))?;
    let body = bytes.strip_prefix(&[FORMAT]).ok_or(CodecError::Malformed("format"))?;
    let (id, sealed) =
        body.split_at_checked(ACCESS_KEY_ID_LENGTH).ok_or(CodecError::Malformed("access key id"))?;
    let plain = key.open(id, sealed)?;
    let access_key_id = std::str::from_utf8(id).map_err(|_| CodecError::Malformed("access key id"))?;
    let stored: shape::Session =
        serde_json::from_slice(plain.expose()).map_err(|_| CodecError::Malformed("session"))?;
    let kind = match stored.kind {
        shape::SessionKind::SessionToken { owner, mfa } => {
            SessionKind::SessionToken { owner: owner_in(owner), mfa: mfa.map(Time::from_millis) }
        }
        shape::SessionKind::AssumedRole {
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
            tags: tags_in(tags),
            transitive_tag_keys,
            source_identity,
        }),
    };
    Ok(Session {
        access_key_id: access_key_id.to_owned(),
        secret: Secret::new(stored.secret),
        account: AccountId::from_number(stored.account).ok_or(CodecError::Malformed("account id"))?,
        issued: Time::from_millis(stored.issued),
        expires: Time::from_millis(stored.expires),
        kind,
    })
}
