//! Policies first, as if the code were right; then the code. A request that is refused for anything else spends none.

use super::INVALID_CODE;
use crate::support::*;

const DENY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:*","Resource":"*"}]}"#;

fn trust(condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{ACCOUNT}:user/alice"}},"Action":"sts:AssumeRole","Condition":{condition}}}]}}"#
    )
}

fn role(plane: &mut Plane, name: &str, trust: &str) {
    let admin = plane.admin.clone();
    let call = format!("CreateRole RoleName={name}");
    plane.iam_with(&admin, &call, &[("AssumeRolePolicyDocument", trust)]).xml();
}

fn assume(name: &str, more: &str) -> String {
    format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{name} RoleSessionName=session{more}")
}

fn with_code(device: &Device, code: &str) -> String {
    format!(" SerialNumber={} TokenCode={code}", device.serial)
}

#[test]
fn what_is_denied_anyway_neither_reads_nor_spends_nor_counts_a_code() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", Some(DENY));
    let device = plane.enabled_device("d", "alice");
    role(&mut plane, "r", &trust("{}"));
    let right = device.code(plane.now, 1);
    let wrong = device.wrong_code(plane.now);
    let serials = [device.serial.clone(), format!("{}x", device.serial)];
    for call in ["GetSessionToken".to_owned(), assume("r", "")] {
        // none of it is read: a right code, a wrong one, one of no device
        for serial in &serials {
            for code in [&right, &wrong] {
                let refusal =
                    plane.sts(&alice, &format!("{call} SerialNumber={serial} TokenCode={code}")).refusal();
                assert!(refusal.starts_with("403 AccessDenied: User: "), "{refusal}");
                assert!(refusal.ends_with("with an explicit deny in an identity-based policy"), "{refusal}");
            }
        }
        for _ in 0..30 {
            plane.sts(&alice, &format!("{call}{}", with_code(&device, &wrong))).refusal();
        }
    }
    plane.put_policy("alice", &allow("s3:*"));
    let reply = plane.sts(&alice, "GetCallerIdentity");
    assert!(reply.header("x-ostiary-mfa-failures").is_none());
    let call = format!("GetSessionToken{}", with_code(&device, &right));
    assert_eq!(plane.sts(&alice, &call).outcome(), "ok", "it was not spent");
    assert_eq!(plane.sts(&alice, &call).outcome(), INVALID_CODE, "now it is");
}

#[test]
fn a_request_for_a_role_that_is_wrong_in_itself_spends_no_code() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    role(&mut plane, "r", &trust("{}"));
    role(&mut plane, "distrustful", &trust(r#"{"StringEquals":{"sts:ExternalId":"x"}}"#));
    let code = device.code(plane.now, 1);
    let given = with_code(&device, &code);
    let cases = [
        ("a role that is not there", assume("absent", ""), "403 AccessDenied: User: "),
        ("a role that does not trust", assume("distrustful", ""), "403 AccessDenied: User: "),
        (
            "too long for the role",
            assume("r", " DurationSeconds=3601"),
            "400 ValidationError: The requested DurationSeconds",
        ),
        ("a session policy that is none", assume("r", " Policy=nonsense"), "400 MalformedPolicyDocument: "),
        (
            "a managed policy that is not there",
            assume("r", " PolicyArns.member.1.arn=arn:aws:iam::aws:policy/Absent"),
            "400 MalformedPolicyDocument: ",
        ),
        (
            "tags that may not be passed",
            assume("r", " Tags.member.1.Key=a Tags.member.1.Value=b"),
            "403 AccessDenied: User: ",
        ),
    ];
    for (name, call, expected) in cases {
        let refusal = plane.sts(&alice, &format!("{call}{given}")).refusal();
        assert!(refusal.starts_with(expected), "{name}: {refusal}");
    }
    assert_eq!(plane.sts(&alice, &format!("{}{given}", assume("r", ""))).outcome(), "ok");
    assert_eq!(plane.sts(&alice, &format!("{}{given}", assume("r", ""))).outcome(), INVALID_CODE);
}

#[test]
fn a_code_is_judged_as_mfa_of_this_moment() {
    let cases = [
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#, true),
        (r#"{"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"0"}}"#, true),
        (r#"{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"0"}}"#, false),
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#, false),
        (r#"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#, false),
    ];
    for (condition, expected) in cases {
        let mut plane = Plane::new();
        let alice = plane.user("alice", None);
        let device = plane.enabled_device("d", "alice");
        role(&mut plane, "r", &trust(condition));
        let call = assume("r", &with_code(&device, &device.code(plane.now, 1)));
        assert_eq!(plane.sts(&alice, &call).outcome() == "ok", expected, "{condition}");
        // a wrong code gains nothing: the request is let through by the policies at most
        let call = assume("r", &with_code(&device, &device.wrong_code(plane.now)));
        let refusal = plane.sts(&alice, &call).refusal();
        assert_eq!(refusal == INVALID_CODE, expected, "{condition}: {refusal}");
    }
}

#[test]
fn a_deny_that_needs_no_code_still_holds_without_one() {
    let mut plane = Plane::new();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;
    let alice = plane.user("alice", Some(deny));
    let device = plane.enabled_device("d", "alice");
    let refusal = plane.sts(&alice, "GetSessionToken").refusal();
    assert!(refusal.ends_with("with an explicit deny in an identity-based policy"), "{refusal}");
    for half in [format!("SerialNumber={}", device.serial), "TokenCode=123456".to_owned()] {
        let refusal = plane.sts(&alice, &format!("GetSessionToken {half}")).refusal();
        assert!(refusal.contains("must provide both MFA serial number and one time pass code"), "{refusal}");
    }
}
