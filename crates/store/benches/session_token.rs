//! Cost of opening a session token, which every request with temporary credentials needs.

#![allow(clippy::unwrap_used, missing_docs)]

use divan::{Bencher, black_box};
use identity::session::{AssumedRole, Session, SessionKind};
use identity::{AccountId, KeyOwner, TagSet, Time};
use secret::seal::{ROOT_KEY_BYTES, RootKey, SealingKey};
use secret::{Entropy, Secret};
use store::codec::{open_session, seal_session};

fn main() {
    divan::main();
}

struct Counting(u8);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(167).wrapping_add(13);
            *byte = self.0;
        }
    }
}

fn key() -> SealingKey {
    RootKey::from_bytes([7; ROOT_KEY_BYTES]).sealing_key("session tokens")
}

fn session(kind: SessionKind) -> Session {
    Session {
        access_key_id: "ASIAQEXAMPLEEXAMPLE7".into(),
        secret: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into()),
        account: AccountId::parse("111122223333").unwrap(),
        issued: Time::from_seconds(1_800_000_000),
        expires: Time::from_seconds(1_800_003_600),
        kind,
    }
}

#[divan::bench]
fn open_get_session_token(bencher: Bencher<'_, '_>) {
    let owner = KeyOwner::User("AIDAT7PDS74AYSQZBAPDI".into());
    let kind = SessionKind::SessionToken { owner, mfa: Some(Time::from_seconds(1_800_000_000)) };
    let (key, token) = (key(), seal_session(&key(), &session(kind), &mut Counting(1)).unwrap());
    bencher.bench(|| open_session(black_box(&key), black_box(&token)).is_ok());
}

#[divan::bench]
fn open_assume_role(bencher: Bencher<'_, '_>) {
    let kind = SessionKind::AssumedRole(AssumedRole {
        role_id: "AROAT7PDS74AYSQZBAPDI".into(),
        session_name: "sample".into(),
        policy: None,
        policy_arns: Vec::new(),
        tags: TagSet::default(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
    });
    let (key, token) = (key(), seal_session(&key(), &session(kind), &mut Counting(1)).unwrap());
    bencher.bench(|| open_session(black_box(&key), black_box(&token)).is_ok());
}
