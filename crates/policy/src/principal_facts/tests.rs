use super::*;

const ROOT: Caller<'_> = Caller::Root { arn: "arn:aws:iam::111122223333:root" };
const USER: Caller<'_> =
    Caller::User { arn: "arn:aws:iam::111122223333:user/a/alice", name: "alice", id: Some("AIDAALICE") };
const ROLE: Caller<'_> = Caller::RoleSession {
    role_arn: "arn:aws:iam::111122223333:role/b/reader",
    role_id: "AROAREADER",
    session_arn: "arn:aws:sts::111122223333:assumed-role/reader/night",
    session_name: "night",
    source_identity: Some("carol"),
    federated_provider: Some("idp.example"),
};
const FEDERATED: Caller<'_> =
    Caller::FederatedUser { arn: "arn:aws:sts::111122223333:federated-user/fred", name: "fred" };
const NAMES: &[&str] = &["s3.amazonaws.com", "s3.eu.amazonaws.com"];
const SERVICE: Caller<'_> = Caller::Service { name: "s3.amazonaws.com", names: &NAMES };

const ISSUED: u64 = 1_767_225_600;
const SESSION: Credential = Credential::Session { issued: ISSUED, mfa_age_seconds: None };
const MFA_SESSION: Credential = Credential::Session { issued: ISSUED, mfa_age_seconds: Some(60) };

fn facts(caller: Caller<'_>, credential: Credential) -> PrincipalFacts<'_> {
    let account = match caller {
        Caller::Anonymous | Caller::Service { .. } => None,
        _ => Some("111122223333"),
    };
    PrincipalFacts::new(caller, account, credential)
}

/// Every key that follows, as `Name=value`, without `aws:`.
fn keys(facts: &PrincipalFacts<'_>) -> Vec<String> {
    let shown = |known: &KnownKey| {
        let name = known.name().strip_prefix("aws:").unwrap_or(known.name());
        Some(match facts.value(&ConditionKey::new(known.name()))? {
            Value::One(value) => format!("{name}={}", &*value),
            Value::Many(values) => format!("{name}={values:?}"),
        })
    };
    KnownKey::ALL.iter().filter_map(shown).collect()
}

/// The keys of a caller of this kind, by any credential.
fn of_caller(caller: Caller<'_>) -> Vec<&'static str> {
    match caller {
        Caller::Unnamed => vec!["PrincipalAccount=111122223333"],
        Caller::Anonymous => {
            vec!["PrincipalAccount=anonymous", "PrincipalType=Anonymous", "userid=anonymous"]
        }
        Caller::Service { .. } => vec![
            "PrincipalServiceName=s3.amazonaws.com",
            r#"PrincipalServiceNamesList=["s3.amazonaws.com", "s3.eu.amazonaws.com"]"#,
        ],
        Caller::Root { .. } => vec![
            "PrincipalAccount=111122223333",
            "PrincipalArn=arn:aws:iam::111122223333:root",
            "PrincipalType=Account",
            "userid=111122223333",
        ],
        Caller::User { .. } => vec![
            "PrincipalAccount=111122223333",
            "PrincipalArn=arn:aws:iam::111122223333:user/a/alice",
            "PrincipalType=User",
            "userid=AIDAALICE",
            "username=alice",
        ],
        Caller::RoleSession { .. } => vec![
            "FederatedProvider=idp.example",
            "PrincipalAccount=111122223333",
            "PrincipalArn=arn:aws:iam::111122223333:role/b/reader",
            "PrincipalType=AssumedRole",
            "SourceIdentity=carol",
            "userid=AROAREADER:night",
        ],
        Caller::FederatedUser { .. } => vec![
            "PrincipalAccount=111122223333",
            "PrincipalArn=arn:aws:sts::111122223333:federated-user/fred",
            "PrincipalType=FederatedUser",
            "userid=111122223333:fred",
        ],
    }
}

/// The keys that a credential of this kind adds, with the age of a code in the same request.
fn of_credential(credential: Credential, code_age_seconds: Option<u64>) -> Vec<&'static str> {
    let mut keys = match credential {
        Credential::Unknown => vec![],
        Credential::LongTerm => vec!["PrincipalIsAWSService=false"],
        Credential::Session { .. } => {
            vec!["PrincipalIsAWSService=false", "TokenIssueTime=2026-01-01T00:00:00Z"]
        }
    };
    keys.extend(match (code_age_seconds, credential) {
        (Some(_), _) => vec!["MultiFactorAuthAge=0", "MultiFactorAuthPresent=true"],
        (None, MFA_SESSION) => vec!["MultiFactorAuthAge=60", "MultiFactorAuthPresent=true"],
        (None, SESSION) => vec!["MultiFactorAuthPresent=false"],
        _ => vec![],
    });
    keys
}

#[test]
fn each_caller_with_each_credential_has_exactly_these_keys() {
    let callers = [Caller::Unnamed, ROOT, USER, ROLE, FEDERATED];
    let credentials = [Credential::Unknown, Credential::LongTerm, SESSION, MFA_SESSION];
    for caller in callers {
        for credential in credentials {
            for code_age_seconds in [None, Some(0)] {
                let facts = PrincipalFacts { code_age_seconds, ..facts(caller, credential) };
                let mut expected = of_caller(caller);
                expected.extend(of_credential(credential, code_age_seconds));
                expected.sort_unstable_by_key(|key| key.to_lowercase());
                assert_eq!(keys(&facts), expected, "{caller:?} {credential:?} {code_age_seconds:?}");
            }
        }
    }
    assert_eq!(keys(&facts(Caller::Anonymous, Credential::Unknown)), of_caller(Caller::Anonymous));
    let mut service = of_caller(SERVICE);
    service.insert(0, "PrincipalIsAWSService=true");
    assert_eq!(keys(&facts(SERVICE, Credential::Unknown)), service);
}

#[test]
fn a_long_term_key_has_no_mfa_keys_rather_than_false_ones() {
    let facts = facts(USER, Credential::LongTerm);
    for name in ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"] {
        assert!(facts.value(&ConditionKey::new(name)).is_none(), "{name}");
    }
}

#[test]
fn an_organization_has_its_keys() {
    let paths: &dyn Values = &["o-1/r-1/ou-1/"].as_slice();
    let organization = Organization { id: "o-1", paths, management_account: "999988887777" };
    let facts = PrincipalFacts { organization: Some(organization), ..facts(USER, Credential::LongTerm) };
    let keys = keys(&facts);
    for key in [
        "PrincipalOrgID=o-1",
        r#"PrincipalOrgPaths=["o-1/r-1/ou-1/"]"#,
        "PrincipalOrgMasterAccountId=999988887777",
    ] {
        assert!(keys.iter().any(|have| have == key), "{key}");
    }
}

struct List(&'static [(&'static str, &'static str)]);

impl Tags for List {
    fn tag_at(&self, place: usize) -> Option<(&str, &str)> {
        self.0.get(place).copied()
    }
}

#[test]
fn tags_of_a_session_hide_those_of_its_role() {
    let facts = PrincipalFacts {
        tags: Some(&List(&[("Team", "role"), ("Cost/Centre", "7")])),
        session_tags: Some(&List(&[("TEAM", "session"), ("Größe", "ü")])),
        ..facts(ROLE, SESSION)
    };
    let tag = |name: &str| match facts.value(&ConditionKey::new(name)) {
        Some(Value::One(value)) => Some(value.to_string()),
        _ => None,
    };
    assert_eq!(tag("aws:PrincipalTag/team").as_deref(), Some("session"));
    assert_eq!(tag("aws:principaltag/COST/CENTRE").as_deref(), Some("7"));
    assert_eq!(tag("aws:PrincipalTag/GRÖßE").as_deref(), Some("ü"));
    assert_eq!(tag("aws:PrincipalTag/other"), None);
    assert_eq!(tag("aws:RequestTag/team"), None);
    assert_eq!(tag("aws:ResourceTag/team"), None);
}

#[test]
fn a_described_context_says_the_same() {
    let facts = PrincipalFacts {
        tags: Some(&List(&[("Team", "role"), ("a", "b")])),
        session_tags: Some(&List(&[("team", "session")])),
        ..facts(ROLE, SESSION)
    };
    let mut context = Context::new();
    facts.describe(&mut context);
    let names: Vec<&str> = context.keys().collect();
    assert_eq!(names.len(), keys(&facts).len() + 2);
    for name in names {
        let key = ConditionKey::new(name);
        let (Some(Value::One(own)), Some(Value::One(described))) =
            (facts.value(&key), crate::RequestContext::value(&context, &key))
        else {
            panic!("{name}");
        };
        assert_eq!(*own, *described, "{name}");
    }
}

#[test]
fn the_principal_is_named_by_the_same_facts() {
    assert_eq!(
        facts(USER, SESSION).principal().and_then(|one| one.arn()),
        Some("arn:aws:iam::111122223333:user/a/alice")
    );
    let session = facts(ROLE, SESSION).principal();
    assert_eq!(
        session.and_then(|one| one.arn()),
        Some("arn:aws:sts::111122223333:assumed-role/reader/night")
    );
    assert_eq!(facts(Caller::Unnamed, Credential::Unknown).principal(), None);
    assert_eq!(facts(Caller::Anonymous, Credential::Unknown).principal(), Some(Principal::Anonymous));
    assert_eq!(facts(SERVICE, Credential::Unknown).principal(), Some(Principal::Service("s3.amazonaws.com")));
}
