//! Memory that a decision takes from the heap: none, since values of condition keys are borrowed or made in place.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use policy::{
    Caller, ConditionKey, Credential, Kind, Outcome, Policies, Policy, PolicySet, Principal, PrincipalFacts,
    Request, RequestContext, RequestFacts, Tags, Value, decide,
};

const USER: &str = "arn:aws:iam::111122223333:user/alice";

struct Team;

impl Tags for Team {
    fn tag_at(&self, place: usize) -> Option<(&str, &str)> {
        [("Stage", "test"), ("Team", "blue")].get(place).copied()
    }
}

/// The keys of a user with an MFA session.
struct Asked {
    principal: PrincipalFacts<'static>,
    request: RequestFacts<'static>,
}

impl RequestContext for Asked {
    fn value(&self, key: &ConditionKey) -> Option<Value<'_>> {
        self.principal.value(key).or_else(|| self.request.value(key.known()?))
    }
}

fn asked(mfa_age_seconds: Option<u64>) -> Asked {
    let user = Caller::User { arn: USER, name: "alice", id: Some("AIDAALICE") };
    let credential = Credential::Session { issued: 1_767_225_600, mfa_age_seconds };
    Asked {
        principal: PrincipalFacts {
            tags: Some(&Team),
            ..PrincipalFacts::new(user, Some("111122223333"), credential)
        },
        request: RequestFacts {
            source_ip: Some(IpAddr::V6(Ipv6Addr::new(
                0x2001, 0xdb8, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff,
            ))),
            secure: Some(true),
            user_agent: Some("aws-cli/2.30"),
            ..RequestFacts::at(1_767_225_660)
        },
    }
}

/// One statement for each kind of value: text, Boolean, number, date, address, ARN, tag, and a variable in the resource.
fn policies() -> PolicySet {
    let allow = |condition: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "s3:Get*", "Condition": {{{condition}}},
                 "Resource": "arn:aws:s3:::bucket/${{aws:username}}/${{aws:PrincipalTag/team}}/*"}}"#
        )
    };
    let conditions = [
        r#""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#,
        r#""NumericLessThan": {"aws:MultiFactorAuthAge": "10"}"#,
        r#""DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}"#,
        r#""DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:00Z"}"#,
        r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/bob"}"#,
        r#""StringEqualsIgnoreCase": {"aws:PrincipalTag/Team": "red"}"#,
        r#""StringLike": {"aws:userid": "AROA*", "jwt:sub": "x", "s3:prefix": "y"}"#,
        r#""Bool": {"aws:MultiFactorAuthPresent": "true"}, "IpAddress": {"aws:SourceIp": "2001:db8::/32"}"#,
    ];
    let statements: Vec<String> = conditions.iter().map(|condition| allow(condition)).collect();
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(","));
    PolicySet::from_policies([Arc::new(Policy::parse(Kind::Inline, &text).unwrap())])
}

#[test]
fn a_decision_takes_no_memory() {
    let set = policies();
    let identity = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    for (mfa_age_seconds, expected) in [(Some(60), Outcome::Allowed), (None, Outcome::ImplicitlyDenied)] {
        let asked = asked(mfa_age_seconds);
        let request = Request {
            principal: Principal::User { arn: USER, id: Some("AIDAALICE") },
            action: "s3:GetObject",
            resource_arn: "arn:aws:s3:::bucket/alice/blue/file",
            resource_account: Some("111122223333"),
            wildcard_only_action: false,
            context: &asked,
        };
        let mut outcome = None;
        let counted = allocation_counter::measure(|| outcome = Some(decide(&request, &policies).outcome));
        assert_eq!(outcome, Some(expected));
        assert_eq!(counted.count_total, 0, "{expected:?}");
    }
}
