use policy::{Context, Policies, PolicySet, Principal, Request};

use super::*;
use crate::tests::world::ALLOW_ALL;

/// True if a user with these policies may do a thing.
fn permits(identity: &[Arc<Policy>]) -> bool {
    let set = PolicySet::from_policies(identity.to_vec());
    let (arn, context) = ("arn:aws:iam::111122223333:user/u", Context::new());
    let request = Request {
        principal: Principal::User { arn, id: None },
        action: "s3:GetObject",
        resource_arn: "arn:aws:s3:::b/k",
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context: &context,
    };
    policy::decide(&request, &Policies { identity: &[&set], ..Policies::default() }).is_allowed()
}

#[test]
fn adv_a_document_that_cannot_be_read_denies_everything() {
    let as_is = |policy| policy;
    let allow = Document::new(ALLOW_ALL).policy(Kind::Managed, as_is);
    assert!(permits(std::slice::from_ref(&allow)));
    for kind in [Kind::Inline, Kind::Managed] {
        let damaged = Document::new(&ALLOW_ALL[1..]);
        assert!(!damaged.is_readable(kind));
        assert!(!permits(&[allow.clone(), damaged.policy(kind, as_is)]), "an explicit denial");
    }
    let trust = Document::new("{}").policy(Kind::Trust, as_is);
    assert!(trust.principal_entries().all(|(_, named)| named == "*"));
}

#[test]
fn equal_texts_are_held_once_and_let_go() {
    let one = Document::new("{\"equal\":1}");
    let two = Document::new("{\"equal\":1}");
    assert!(Arc::ptr_eq(one.text(), two.text()));
    assert!(!Arc::ptr_eq(one.text(), Document::new("{\"equal\":2}").text()));
    let interner = Interner::default();
    let kept = interner.intern("kept");
    for n in 0..5 * limits::INTERNED_DOCUMENTS_UNSWEPT {
        interner.intern(&n.to_string());
    }
    let held = interner.texts.lock().unwrap().by_hash.len();
    assert!(held <= 2 + limits::INTERNED_DOCUMENTS_UNSWEPT, "{held} although one is in use");
    assert!(Arc::ptr_eq(&kept, &interner.intern("kept")), "what is in use stays");
}

#[test]
fn parsed_once_when_first_asked_for() {
    let document = Document::new(DENIES_ALL);
    assert!(!document.is_parsed());
    let earlier = document.clone();
    let policy = document.policy(Kind::Inline, |policy| policy);
    assert!(Arc::ptr_eq(&policy, &earlier.policy(Kind::Inline, |_| unreachable!())));
}
