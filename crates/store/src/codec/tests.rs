mod golden;

use identity::session::{AssumedRole, Session, SessionKind};
use identity::{
    AccountId, GuessingNetwork, Held, KeyOwner, KnownNetwork, Network, QuotaName, Quotas, Span, Tag, TagSet,
    Throttle, Time, UsedSteps,
};
use secret::Secret;
use secret::seal::{ROOT_KEY_BYTES, RootKey};

use super::*;

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
        account: AccountId::parse("000011112222").unwrap(),
        issued: Time::from_seconds(1_800_000_000),
        expires: Time::from_seconds(1_800_003_600),
        kind,
    }
}

fn role() -> SessionKind {
    SessionKind::AssumedRole(AssumedRole {
        role_id: "AROAEXAMPLE".into(),
        session_name: "someone".into(),
        policy: Some("{}".into()),
        policy_arns: vec!["arn:aws:iam::aws:policy/AdministratorAccess".into()],
        tags: TagSet(vec![Tag { key: "k".into(), value: "v ü".into() }]),
        transitive_tag_keys: vec!["k".into()],
        source_identity: Some("me".into()),
    })
}

#[test]
fn sessions_come_back_as_they_were() {
    let owner = KeyOwner::User("AIDAEXAMPLE".into());
    let kinds = [
        SessionKind::SessionToken { owner: KeyOwner::Root, mfa: None },
        SessionKind::SessionToken { owner, mfa: Some(Time::from_millis(1_800_000_000_123)) },
        role(),
    ];
    for kind in kinds {
        let made = session(kind);
        let token = seal_session(&key(), &made, &mut Counting(1)).unwrap();
        let opened = open_session(&key(), &token).ok().unwrap();
        assert_eq!(opened.access_key_id, made.access_key_id);
        assert!(opened.secret.ct_eq(made.secret.expose().as_bytes()));
        assert_eq!(
            (opened.account, opened.issued, opened.expires),
            (made.account, made.issued, made.expires)
        );
        match (opened.kind, made.kind) {
            (
                SessionKind::SessionToken { owner: a, mfa: b },
                SessionKind::SessionToken { owner: c, mfa: d },
            ) => {
                assert_eq!((a, b), (c, d));
            }
            (SessionKind::AssumedRole(a), SessionKind::AssumedRole(b)) => {
                assert_eq!(a.role_id, b.role_id);
                assert_eq!(a.tags, b.tags);
                assert_eq!(
                    (a.policy, a.policy_arns, a.transitive_tag_keys),
                    (b.policy, b.policy_arns, b.transitive_tag_keys)
                );
                assert_eq!((a.session_name, a.source_identity), (b.session_name, b.source_identity));
            }
            _ => panic!("another kind"),
        }
    }
}

#[test]
fn adv_96_no_changed_token_opens() {
    let token = seal_session(&key(), &session(role()), &mut Counting(1)).unwrap();
    let bytes = data_encoding::BASE64.decode(token.as_bytes()).unwrap();
    for byte in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[byte] ^= 1 << bit;
            assert!(
                open_session(&key(), &data_encoding::BASE64.encode(&changed)).is_err(),
                "byte {byte} bit {bit}"
            );
        }
    }
}

#[test]
fn what_is_no_token_is_refused() {
    let good = seal_session(&key(), &session(role()), &mut Counting(1)).unwrap();
    let other_key = RootKey::from_bytes([8; ROOT_KEY_BYTES]).sealing_key("session tokens");
    assert!(open_session(&other_key, &good).is_err(), "another installation's");
    let other_purpose = RootKey::from_bytes([7; ROOT_KEY_BYTES]).sealing_key("identity records");
    assert!(open_session(&other_purpose, &good).is_err(), "another purpose's");
    let cut = &good[..good.len() - 4];
    for bad in ["", "AQ==", "not base64!", "FwoGZXIvYXdzEBYaDEXAMPLE", cut] {
        assert!(open_session(&key(), bad).is_err(), "{bad}");
    }
}

#[test]
fn secrets_are_not_in_the_token() {
    let made = session(role());
    let token = seal_session(&key(), &made, &mut Counting(1)).unwrap();
    let bytes = data_encoding::BASE64.decode(token.as_bytes()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains(made.secret.expose().as_str()));
    assert!(!text.contains("someone"));
}

fn account_with(quotas: Quotas) -> Record {
    Record::Account(std::sync::Arc::new(identity::Account {
        id: AccountId::parse("000011112222").unwrap(),
        name: "main".into(),
        alias: None,
        canonical_user_id: "0".repeat(64),
        created: Time::from_millis(1),
        quotas,
        ended: None,
    }))
}

#[test]
fn quotas_are_kept_with_the_account() {
    let mut quotas = Quotas::default();
    quotas.set(QuotaName::ObjectBytes, Some(123));
    quotas.set(QuotaName::Users, Some(0));
    let sealed =
        seal_record(&key(), b"account/000011112222", 1, &account_with(quotas.clone()), &mut Counting(1));
    let opened = open_record(&key(), b"account/000011112222", 1, &sealed.unwrap()).ok().unwrap();
    assert!(matches!(opened, Record::Account(account) if account.quotas == quotas));
}

#[test]
fn an_account_written_before_there_were_quotas_has_the_defaults() {
    let old = br#"{"Account":{"id":"000011112222","name":"main","alias":null,"canonical_user_id":"00","created":1}}"#;
    let opened = kind::decode(old).ok().unwrap();
    assert!(matches!(opened, Record::Account(account) if account.quotas == Quotas::default()));
    // and one without changed quotas is written as before
    let written = kind::encode(&account_with(Quotas::default())).ok().unwrap();
    assert!(!String::from_utf8_lossy(written.expose()).contains("quotas"));
    let unknown = br#"{"Account":{"id":"000011112222","name":"m","alias":null,"canonical_user_id":"","created":1,"quotas":{"Moons":1}}}"#;
    assert_eq!(kind::decode(unknown).err(), Some(CodecError::Malformed("quota")));
}

fn held(forgiven_at: u64, counted_at: u64) -> Held {
    Held { forgiven_at: Time::from_millis(forgiven_at), counted_at: Time::from_millis(counted_at) }
}

#[test]
fn counts_of_wrong_codes_come_back_as_they_were() {
    let network = |address: &str| Network::of(address.parse().unwrap());
    let throttle = Throttle {
        subject: "user/AIDAEXAMPLE".into(),
        held: held(5, 3),
        guessing: vec![GuessingNetwork { network: network("2001:db8::1"), held: held(4, 3) }],
        known: vec![KnownNetwork {
            network: network("192.0.2.1"),
            succeeded: Time::from_millis(2),
            held: held(6, 1),
        }],
    };
    let record = Record::Throttle(std::sync::Arc::new(throttle.clone()));
    let sealed = seal_record(&key(), b"throttle/user/AIDAEXAMPLE", 1, &record, &mut Counting(1)).unwrap();
    let opened = open_record(&key(), b"throttle/user/AIDAEXAMPLE", 1, &sealed).ok().unwrap();
    assert!(matches!(opened, Record::Throttle(opened) if *opened == throttle));
}

#[test]
fn a_count_of_an_earlier_version_opens() {
    let old = br#"{"Throttle":{"subject":"address/192.0.2.1","forgiven_at":1800000060000}}"#;
    let opened = kind::decode(old).ok().unwrap();
    let expected = Throttle {
        subject: "address/192.0.2.1".into(),
        held: held(1_800_000_060_000, 0),
        guessing: vec![],
        known: vec![],
    };
    assert!(matches!(opened, Record::Throttle(opened) if *opened == expected));
}

const DEVICE: &str = r#""account":"000011112222","name":"m","path":"/","seed":"AAAA","created":1,"tags":[]"#;

#[test]
fn the_last_step_of_an_earlier_version_spends_all_before_it() {
    let old = format!(
        r#"{{"Device":{{{DEVICE},"enabled":{{"holder":"AIDAEXAMPLE","since":2,"drift_steps":-3,"last_step":60000001}},"last_step":60000001}}}}"#
    );
    let opened = kind::decode(old.as_bytes()).ok().unwrap();
    let Record::Device(device) = &opened else { panic!("another kind") };
    assert_eq!(device.used, UsedSteps::up_to(60_000_001));
    assert_eq!(device.enabled.as_ref().map(|enabled| enabled.drift_steps), Some(-3));
    let never = format!(r#"{{"Device":{{{DEVICE},"enabled":null,"last_step":0}}}}"#);
    let Record::Device(never) = kind::decode(never.as_bytes()).ok().unwrap() else { panic!("another kind") };
    assert_eq!(never.used, UsedSteps::default());
}

#[test]
fn spent_steps_come_back_as_they_were_and_an_earlier_version_reads_the_last() {
    let spans = [Span { first: 3, last: 5 }, Span { first: 9, last: 9 }];
    let old = format!(
        r#"{{"Device":{{{DEVICE},"enabled":{{"holder":"AIDAEXAMPLE","since":2,"drift_steps":0,"last_step":1}},"last_step":1}}}}"#
    );
    let Record::Device(device) = kind::decode(old.as_bytes()).ok().unwrap() else { panic!("another kind") };
    let device = identity::Device { used: UsedSteps::restore(spans), ..identity::Device::clone(&device) };
    let written = kind::encode(&Record::Device(std::sync::Arc::new(device))).ok().unwrap();
    let Record::Device(opened) = kind::decode(written.expose()).ok().unwrap() else { panic!("another kind") };
    assert_eq!(opened.used.spans(), spans);
    assert_eq!(String::from_utf8_lossy(written.expose()).matches(r#""last_step":9"#).count(), 2);
}

#[test]
fn documents_are_not_read_when_a_record_is_opened_and_a_check_names_those_that_cannot_be() {
    let stored = br#"{"User":{"account":"000011112222","id":"AIDAEXAMPLE","name":"u","path":"/","created":1,"tags":[],"permissions_boundary":null,"policies":{"inline":{"p":"no policy"},"managed":[]},"groups":[]}}"#;
    let user = kind::decode(stored).ok().unwrap();
    let mut state = identity::State::default();
    state.apply(&identity::Change::Put(account_with(Quotas::default())));
    state.apply(&identity::Change::Put(user));
    let problems: Vec<String> = state.check().into_iter().map(|wrong| wrong.problem).collect();
    assert_eq!(problems, ["its inline policy p cannot be read: it denies everything"]);
}
