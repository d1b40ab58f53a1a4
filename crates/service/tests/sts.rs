//! STS as its clients see it: what is allowed, what is refused, in which words, and in which order.

use crate::support::{ACCOUNT, Credentials, Plane, START_SHOWN, allow, allow_on};
use wire::query::Service as QueryService;
use wire::sts::{AssumeRoleResponse, GetSessionTokenResponse};

const INVALID_TOKEN: &str =
    "403 InvalidClientTokenId: The security token included in the request is invalid.";
const INVALID_CODE: &str =
    "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const INVALID_DEVICE: &str = "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please \
                              verify your MFA serial number is valid and associated with this user.";
const SESSION_CREDENTIALS: &str = "403 AccessDenied: Cannot call GetSessionToken with session credentials";

fn trusting(principal: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole","Condition":{condition}}}]}}"#
    )
}

fn role_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{name}")
}

fn user_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{name}")
}

fn role_with(plane: &mut Plane, name: &str, trust: &str, more: &str) {
    let admin = plane.admin.clone();
    let call = format!("CreateRole RoleName={name}{more}");
    plane.iam_with(&admin, &call, &[("AssumeRolePolicyDocument", trust)]).xml();
}

fn role_policy(plane: &mut Plane, name: &str, policy: &str) {
    let admin = plane.admin.clone();
    let call = format!("PutRolePolicy RoleName={name} PolicyName=p");
    plane.iam_with(&admin, &call, &[("PolicyDocument", policy)]).xml();
}

fn may_list_buckets(plane: &mut Plane, who: &Credentials) -> bool {
    let outcome = plane.s3(who, &crate::support::s3::get("/")).outcome();
    assert!(outcome == "200" || outcome.starts_with("403 AccessDenied"), "{outcome}");
    outcome == "200"
}

fn role(plane: &mut Plane, name: &str, trust: &str) {
    role_with(plane, name, trust, "");
}

/// A user `alice` with a key, and a role `r` that trusts her by name.
fn alice_and_role() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    role(&mut plane, "r", &trusting(&format!(r#"{{"AWS":"{}"}}"#, user_arn("alice")), "{}"));
    (plane, alice)
}

fn assume(plane: &mut Plane, who: &Credentials, more: &str) -> crate::support::Reply {
    plane.sts(who, &format!("AssumeRole RoleArn={} RoleSessionName=session{more}", role_arn("r")))
}

#[test]
fn get_caller_identity_names_each_kind_of_caller() {
    let (mut plane, alice) = alice_and_role();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=bob Path=/a/b/").xml();
    let bob = plane.iam(&admin, "CreateAccessKey UserName=bob").credentials();
    let root = plane.root.clone();
    let session = plane.sts(&alice, "GetSessionToken").credentials();
    let assumed = assume(&mut plane, &alice, "").credentials();
    for (who, arn) in [
        (&root, format!("arn:aws:iam::{ACCOUNT}:root")),
        (&alice, user_arn("alice")),
        (&bob, user_arn("a/b/bob")),
        (&session, user_arn("alice")),
        (&assumed, format!("arn:aws:sts::{ACCOUNT}:assumed-role/r/session")),
    ] {
        let reply = plane.sts(who, "GetCallerIdentity");
        assert_eq!(reply.text("Arn"), arn);
        assert_eq!(reply.text("Account"), ACCOUNT);
    }
    assert_eq!(plane.sts(&root, "GetCallerIdentity").text("UserId"), ACCOUNT);
    let user_id = plane.sts(&alice, "GetCallerIdentity").text("UserId");
    assert!(user_id.starts_with("AIDA"));
    assert_eq!(plane.sts(&session, "GetCallerIdentity").text("UserId"), user_id);
    let role_user_id = plane.sts(&assumed, "GetCallerIdentity").text("UserId");
    assert!(role_user_id.starts_with("AROA") && role_user_id.ends_with(":session"), "{role_user_id}");
}

#[test]
fn get_caller_identity_cannot_be_denied() {
    let mut plane = Plane::new();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let alice = plane.user("alice", Some(deny));
    assert_eq!(plane.sts(&alice, "GetCallerIdentity").text("Arn"), user_arn("alice"));
}

#[test]
fn get_session_token_needs_no_permission_and_honours_a_denial() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let made: GetSessionTokenResponse = plane.sts(&alice, "GetSessionToken").parsed();
    let credentials = made.credentials.unwrap();
    assert!(credentials.access_key_id.starts_with("ASIA"));
    assert_eq!(
        credentials.expiration.to_string(),
        "2027-01-15T20:00:00Z",
        "twelve hours after {START_SHOWN}"
    );
    plane.put_policy(
        "alice",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:GetSessionToken","Resource":"*"}]}"#,
    );
    let refusal = plane.sts(&alice, "GetSessionToken").refusal();
    assert!(refusal.starts_with("403 AccessDenied: User: "), "{refusal}");
    assert!(refusal.ends_with("with an explicit deny in an identity-based policy"), "{refusal}");
}

#[test]
fn get_session_token_durations() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let root = plane.root.clone();
    let range = |value: &str, limit: &str| {
        format!(
            "400 ValidationError: 1 validation error detected: Value '{value}' at 'durationSeconds' failed to satisfy \
             constraint: Member must have value {limit}"
        )
    };
    for (who, seconds, expected) in [
        (&alice, "900", "2027-01-15T08:15:00Z".to_owned()),
        (&alice, "129600", "2027-01-16T20:00:00Z".to_owned()),
        (&alice, "+900", "2027-01-15T08:15:00Z".to_owned()),
        (&alice, "0900", "2027-01-15T08:15:00Z".to_owned()),
        (&alice, "899", range("899", "greater than or equal to 900")),
        (&alice, "129601", range("129601", "less than or equal to 129600")),
        (&alice, "15m", "400 MalformedInput: ".to_owned()),
        (&alice, "", "400 MalformedInput: missing value for decimal type".to_owned()),
        (&root, "900", "2027-01-15T08:15:00Z".to_owned()),
        (&root, "43200", "2027-01-15T09:00:00Z".to_owned()),
    ] {
        let reply = plane.sts(who, &format!("GetSessionToken DurationSeconds={seconds}"));
        let got = if reply.0.status == 200 { reply.text("Expiration") } else { reply.refusal() };
        assert_eq!(got, expected, "{seconds}");
    }
    assert_eq!(plane.sts(&root, "GetSessionToken").text("Expiration"), "2027-01-15T09:00:00Z");
}

#[test]
fn sessions_call_what_their_kind_may() {
    let (mut plane, alice) = alice_and_role();
    plane.put_policy("alice", &allow("iam:*"));
    let device = plane.enabled_device("d", "alice");
    let plain = plane.sts(&alice, "GetSessionToken").credentials();
    let call = device.session(plane.now, 1);
    let with_mfa = plane.sts(&alice, &call).credentials();
    let assumed = assume(&mut plane, &alice, "").credentials();
    assert_eq!(plane.iam(&plain, "ListUsers").refusal(), INVALID_TOKEN, "no IAM without MFA");
    plane.iam(&with_mfa, "ListUsers").xml();
    for session in [&plain, &with_mfa, &assumed] {
        assert_eq!(plane.sts(session, "GetSessionToken").refusal(), SESSION_CREDENTIALS);
        plane.sts(session, "GetCallerIdentity").xml();
    }
    for session in [&plain, &with_mfa] {
        assume(&mut plane, session, "").xml();
        let refusal = plane.sts(session, "GetAccessKeyInfo AccessKeyId=AKIAIOSFODNN7EXAMPLE").refusal();
        assert_eq!(refusal, "403 AccessDenied: Cannot call GetAccessKeyInfo with session credentials");
    }
}

#[test]
fn get_session_token_codes_and_what_is_wrong_with_them() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    plane.user("bob", None);
    let device = plane.enabled_device("d", "alice");
    let foreign = plane.enabled_device("b", "bob");
    let unassigned = plane.device("u");
    let (serial, now) = (device.serial.clone(), plane.now);
    let pattern = r"Member must satisfy regular expression pattern: [\d]*";
    let length = |value: &str, limit: &str| {
        format!(
            "400 ValidationError: 1 validation error detected: Value '{value}' at 'tokenCode' failed to satisfy \
             constraint: Member must have length {limit} than or equal to 6"
        )
    };
    let cases = [
        ("wrong", format!("SerialNumber={serial} TokenCode={}", device.wrong_code(now)), INVALID_CODE.to_owned()),
        ("used to enable", format!("SerialNumber={serial} TokenCode={}", device.code(now, 0)), INVALID_CODE.into()),
        ("two steps old", format!("SerialNumber={serial} TokenCode={}", device.code(now, -2)), INVALID_CODE.into()),
        ("two steps ahead", format!("SerialNumber={serial} TokenCode={}", device.code(now, 2)), INVALID_CODE.into()),
        (
            "no such device",
            format!("SerialNumber={serial}x TokenCode={}", device.code(now, 1)),
            INVALID_DEVICE.to_owned(),
        ),
        (
            "another user's device",
            format!("SerialNumber={} TokenCode={}", foreign.serial, foreign.code(now, 1)),
            INVALID_DEVICE.to_owned(),
        ),
        (
            "a device that is not enabled",
            format!("SerialNumber={} TokenCode={}", unassigned.serial, unassigned.code(now, 0)),
            INVALID_DEVICE.to_owned(),
        ),
        (
            "a user's ARN",
            format!("SerialNumber={} TokenCode={}", user_arn("alice"), device.code(now, 1)),
            INVALID_DEVICE.to_owned(),
        ),
        (
            "only a serial number",
            format!("SerialNumber={serial}"),
            "403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass \
             code."
                .to_owned(),
        ),
        (
            "only a code",
            format!("TokenCode={}", device.code(now, 1)),
            "403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass \
             code."
                .to_owned(),
        ),
        ("five digits", format!("SerialNumber={serial} TokenCode=12345"), length("12345", "greater")),
        ("seven digits", format!("SerialNumber={serial} TokenCode=1234567"), length("1234567", "less")),
        (
            "letters",
            format!("SerialNumber={serial} TokenCode=12345a"),
            format!(
                "400 ValidationError: 1 validation error detected: Value '12345a' at 'tokenCode' failed to satisfy \
                 constraint: {pattern}"
            ),
        ),
        (
            "digits of another script",
            format!("SerialNumber={serial} TokenCode=١٢٣٤٥٦"),
            format!(
                "400 ValidationError: 1 validation error detected: Value '١٢٣٤٥٦' at 'tokenCode' failed to satisfy \
                 constraint: {pattern}"
            ),
        ),
    ];
    for (wrong, parameters, expected) in cases {
        assert_eq!(
            plane.sts(&alice, &format!("GetSessionToken {parameters}")).refusal(),
            expected,
            "{wrong}"
        );
    }
    plane.sts(&alice, &device.session(now, 1)).xml();
    assert_eq!(plane.sts(&alice, &device.session(now, 1)).refusal(), INVALID_CODE, "a code works once");
    let root = plane.root.clone();
    assert_eq!(
        plane.sts(&root, &device.session(now, 2)).refusal(),
        INVALID_DEVICE,
        "root has no such devices"
    );
}

#[test]
fn assume_role_is_for_whom_the_role_trusts() {
    let by_name = format!(r#"{{"AWS":"{}"}}"#, user_arn("alice"));
    let by_account = format!(r#"{{"AWS":"{ACCOUNT}"}}"#);
    let by_root = format!(r#"{{"AWS":"arn:aws:iam::{ACCOUNT}:root"}}"#);
    let other = r#"{"AWS":"444455556666"}"#.to_owned();
    let may = allow_on("sts:AssumeRole", &role_arn("r"));
    let boundary = Some("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}]}"#;
    type Case<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>, bool);
    let cases: &[Case<'_>] = &[
        ("named, no policy of her own", &by_name, None, None, true),
        ("account, no policy of her own", &by_account, None, None, false),
        ("account, and her policy", &by_account, Some(&may), None, true),
        ("account as root ARN, and her policy", &by_root, Some(&may), None, true),
        ("another account", &other, Some(&may), None, false),
        ("named, but she is denied", &by_name, Some(deny), None, false),
        ("named, but her boundary does not allow it", &by_name, Some(&may), boundary, false),
        ("account and policy, but her boundary does not allow it", &by_account, Some(&may), boundary, false),
    ];
    for (case, principal, policy, boundary, expected) in cases {
        let mut plane = Plane::new();
        let alice = plane.user("alice", *policy);
        if let Some(boundary) = boundary {
            let admin = plane.admin.clone();
            let call = format!("PutUserPermissionsBoundary UserName=alice PermissionsBoundary={boundary}");
            plane.iam(&admin, &call).xml();
        }
        role(&mut plane, "r", &trusting(principal, "{}"));
        let outcome = assume(&mut plane, &alice, "").outcome();
        assert_eq!(outcome == "ok", *expected, "{case}: {outcome}");
        if !expected {
            let begins = format!(
                "403 AccessDenied: User: {} is not authorized to perform: sts:AssumeRole on resource: {}",
                user_arn("alice"),
                role_arn("r")
            );
            assert!(outcome.starts_with(&begins), "{case}: {outcome}");
        }
    }
}

#[test]
fn assume_role_denies_a_missing_role_like_one_that_does_not_trust() {
    let (mut plane, _) = alice_and_role();
    let bob = plane.user("bob", Some(&allow("sts:AssumeRole")));
    let ask = |name: &str| format!("AssumeRole RoleArn={} RoleSessionName=session", role_arn(name));
    let there = plane.sts(&bob, &ask("r")).refusal();
    let absent = plane.sts(&bob, &ask("absent")).refusal();
    assert_eq!(there.replace("role/r", "role/X"), absent.replace("role/absent", "role/X"));
}

#[test]
fn assume_role_is_not_for_root() {
    let (mut plane, _) = alice_and_role();
    let root = plane.root.clone();
    let refusal = assume(&mut plane, &root, "").refusal();
    assert_eq!(refusal, "403 AccessDenied: Roles may not be assumed by root accounts.");
}

#[test]
fn assume_role_parameters() {
    let (mut plane, alice) = alice_and_role();
    let arn = role_arn("r");
    let violation = |text: &str| format!("400 ValidationError: 1 validation error detected: {text}");
    for (parameters, expected) in [
        (
            format!("RoleArn={arn}"),
            violation("Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null"),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=s"),
            violation(
                "Value 's' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or \
                 equal to 2",
            ),
        ),
        (
            "RoleArn=arn:aws:iam::r RoleSessionName=session".to_owned(),
            violation(
                "Value 'arn:aws:iam::r' at 'roleArn' failed to satisfy constraint: Member must have length greater than \
                 or equal to 20",
            ),
        ),
        (
            "RoleArn=arn:a:::something/test-role RoleSessionName=session".to_owned(),
            "400 ValidationError: arn:a:::something/test-role is invalid".to_owned(),
        ),
        (
            format!("RoleArn=arn:aws:iam::{ACCOUNT}:user/alice RoleSessionName=session"),
            format!("400 ValidationError: arn:aws:iam::{ACCOUNT}:user/alice is invalid"),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=session DurationSeconds=3601"),
            "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
                .to_owned(),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=session DurationSeconds=43201"),
            violation(
                "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or \
                 equal to 43200",
            ),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=session Policy=nonsense"),
            "400 MalformedPolicyDocument: ".to_owned(),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=session TransitiveTagKeys.member.1=a"),
            "400 InvalidParameterValue: The specified transitive tag key must be included in the requested tags."
                .to_owned(),
        ),
        (
            format!(
                "RoleArn={arn} RoleSessionName=session Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A \
                 Tags.member.2.Value=2"
            ),
            "400 InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive."
                .to_owned(),
        ),
        (
            format!("RoleArn={arn} RoleSessionName=session PolicyArns.member.1.arn=arn:aws:iam::aws:policy/Absent"),
            "400 MalformedPolicyDocument: ".to_owned(),
        ),
    ] {
        let refusal = plane.sts(&alice, &format!("AssumeRole {parameters}")).refusal();
        assert!(refusal.starts_with(&expected), "{parameters}: {refusal}");
    }
}

#[test]
fn assume_role_answer() {
    let (mut plane, alice) = alice_and_role();
    let made: AssumeRoleResponse = assume(&mut plane, &alice, " DurationSeconds=900").parsed();
    assert_eq!(made.credentials.unwrap().expiration.to_string(), "2027-01-15T08:15:00Z");
    let user = made.assumed_role_user.unwrap();
    assert_eq!(user.arn, format!("arn:aws:sts::{ACCOUNT}:assumed-role/r/session"));
    assert!(user.assumed_role_id.starts_with("AROA") && user.assumed_role_id.ends_with(":session"));
    assert_eq!(made.packed_policy_size, None, "absent, not 0, when nothing was passed");
    let more = " PolicyArns.member.1.arn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    let made: AssumeRoleResponse = assume(&mut plane, &alice, more).parsed();
    assert!(made.packed_policy_size.is_some_and(|size| (1..=100).contains(&size)));
}

#[test]
fn assume_role_external_id_and_other_conditions_of_trust() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let principal = format!(r#"{{"AWS":"{}"}}"#, user_arn("alice"));
    for (condition, parameters, expected) in [
        (r#"{"StringEquals":{"sts:ExternalId":"012345"}}"#, "", false),
        (r#"{"StringEquals":{"sts:ExternalId":"012345"}}"#, " ExternalId=012346", false),
        (r#"{"StringEquals":{"sts:ExternalId":"012345"}}"#, " ExternalId=012345", true),
        (r#"{"StringEquals":{"sts:RoleSessionName":"session"}}"#, "", true),
        (r#"{"StringEquals":{"sts:RoleSessionName":"other"}}"#, "", false),
        (r#"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#, "", true),
        (r#"{"StringEquals":{"aws:username":"alice"}}"#, "", true),
        (r#"{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#, "", true),
        (r#"{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}"#, "", false),
    ] {
        let admin = plane.admin.clone();
        plane.iam(&admin, "DeleteRole RoleName=r");
        role(&mut plane, "r", &trusting(&principal, condition));
        let outcome = assume(&mut plane, &alice, parameters).outcome();
        assert_eq!(outcome == "ok", expected, "{condition} {parameters}: {outcome}");
    }
}

#[test]
fn assume_role_with_mfa_in_the_trust_policy() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let device = plane.enabled_device("d", "alice");
    let principal = format!(r#"{{"AWS":"{}"}}"#, user_arn("alice"));
    role(&mut plane, "r", &trusting(&principal, r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#));
    let with = |now, steps| format!(" SerialNumber={} TokenCode={}", device.serial, device.code(now, steps));

    assert!(assume(&mut plane, &alice, "").refusal().starts_with("403 AccessDenied: User:"), "long-term key");
    let plain = plane.sts(&alice, "GetSessionToken").credentials();
    assert!(
        assume(&mut plane, &plain, "").refusal().starts_with("403 AccessDenied: User:"),
        "session without MFA"
    );
    let wrong = format!(" SerialNumber={} TokenCode={}", device.serial, device.wrong_code(plane.now));
    assert_eq!(assume(&mut plane, &alice, &wrong).refusal(), INVALID_CODE);
    let right = with(plane.now, 1);
    let assumed = assume(&mut plane, &alice, &right).credentials();
    assert_eq!(
        assume(&mut plane, &alice, &right).refusal(),
        INVALID_CODE,
        "a code works once, for all operations"
    );

    plane.advance(60);
    let call = device.session(plane.now, 0);
    let with_mfa = plane.sts(&alice, &call).credentials();
    assume(&mut plane, &with_mfa, "").xml();
    plane.advance(60);
    let fresh = with(plane.now, 0);
    let denied = assume(&mut plane, &assumed, &fresh).refusal();
    assert!(denied.starts_with("403 AccessDenied: User:"), "the policies come first: {denied}");
    let trust = trusting(
        &format!(r#"{{"AWS":"{}"}}"#, role_arn("r")),
        r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
    );
    role(&mut plane, "second", &trust);
    let call = format!("AssumeRole RoleArn={} RoleSessionName=next{fresh}", role_arn("second"));
    assert_eq!(plane.sts(&assumed, &call).refusal(), INVALID_DEVICE, "roles have no devices");
}

/// `aws:MultiFactorAuthPresent` and its age, as each kind of credentials has them.
#[test]
fn mfa_keys_by_kind_of_credentials() {
    let (mut plane, alice) = alice_and_role();
    let device = plane.enabled_device("d", "alice");
    let plain = plane.sts(&alice, "GetSessionToken").credentials();
    let call = device.session(plane.now, 1);
    let with_mfa = plane.sts(&alice, &call).credentials();
    let assumed = assume(&mut plane, &alice, "").credentials();
    let chained = assume(&mut plane, &with_mfa, "").credentials();
    plane.advance(100);
    let conditions = [
        r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
        r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#,
        r#"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"101"}}"#,
        r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"100"}}"#,
        r#"{"Null":{"aws:MultiFactorAuthAge":"true"}}"#,
    ];
    let table: [(&str, &Credentials, [bool; 8]); 5] = [
        ("long-term key", &alice, [false, false, true, true, true, false, false, true]),
        ("session without MFA", &plain, [false, true, false, true, false, false, false, true]),
        ("session with MFA", &with_mfa, [true, false, true, false, false, true, false, false]),
        ("role session", &assumed, [false, true, false, true, false, false, false, true]),
        (
            "role session from a session with MFA",
            &chained,
            [false, true, false, true, false, false, false, true],
        ),
    ];
    for (position, condition) in conditions.iter().enumerate() {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{condition}}}]}}"#
        );
        plane.put_policy("alice", &policy);
        role_policy(&mut plane, "r", &policy);
        for (kind, who, expected) in &table {
            let allowed = may_list_buckets(&mut plane, who);
            assert_eq!(allowed, expected[position], "{kind}: {condition}");
        }
    }
}

#[test]
fn assume_role_with_temporary_credentials_lasts_an_hour() {
    let (mut plane, alice) = alice_and_role();
    let both = format!(r#"{{"AWS":["{}","{}"]}}"#, role_arn("r"), user_arn("alice"));
    role_with(&mut plane, "second", &trusting(&both, "{}"), " MaxSessionDuration=43200");
    let device = plane.enabled_device("d", "alice");
    let ask = |more: &str| format!("AssumeRole RoleArn={} RoleSessionName=next{more}", role_arn("second"));
    let role_session = assume(&mut plane, &alice, "").credentials();
    let plain = plane.sts(&alice, "GetSessionToken").credentials();
    let call = device.session(plane.now, 1);
    let with_mfa = plane.sts(&alice, &call).credentials();
    for (kind, who) in [("role", &role_session), ("without MFA", &plain), ("with MFA", &with_mfa)] {
        for seconds in ["3601", "43200"] {
            assert_eq!(
                plane.sts(who, &ask(&format!(" DurationSeconds={seconds}"))).refusal(),
                "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
                 role chaining.",
                "{kind}"
            );
        }
        for more in ["", " DurationSeconds=3600"] {
            assert_eq!(plane.sts(who, &ask(more)).text("Expiration"), "2027-01-15T09:00:00Z", "{kind}{more}");
        }
    }
    // the limit of chaining is the nearer one, even where the role's own is longer
    let refusal = assume(&mut plane, &plain, " DurationSeconds=3601").refusal();
    assert!(refusal.contains("role chaining"), "{refusal}");
    // with the key itself, the role's maximum
    assert_eq!(plane.sts(&alice, &ask(" DurationSeconds=43200")).text("Expiration"), "2027-01-15T20:00:00Z");
}

/// As on AWS: the end of the credentials that a role was assumed with does not end its session.
#[test]
fn a_chained_session_has_its_own_life() {
    let (mut plane, alice) = alice_and_role();
    let both = format!(r#"{{"AWS":["{}","{}"]}}"#, role_arn("r"), user_arn("alice"));
    role(&mut plane, "second", &trusting(&both, "{}"));
    let ask = format!("AssumeRole RoleArn={} RoleSessionName=next", role_arn("second"));
    let token = plane.sts(&alice, "GetSessionToken DurationSeconds=900").credentials();
    let role_session = assume(&mut plane, &alice, " DurationSeconds=900").credentials();
    plane.advance(800);
    let children = [&token, &role_session].map(|parent| plane.sts(parent, &ask));
    for child in &children {
        assert_eq!(child.text("Expiration"), "2027-01-15T09:13:20Z");
    }
    let children = children.map(|child| child.credentials());
    plane.advance(200);
    for parent in [&token, &role_session] {
        assert!(plane.sts(parent, "GetCallerIdentity").refusal().starts_with("403 ExpiredToken"));
    }
    for child in &children {
        plane.sts(child, "GetCallerIdentity").xml();
    }
    // what ends a session at once ends it: no permissions for sessions issued before, and the role's own end
    let older = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2027-01-15T08:15:00Z"}}},{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    role_policy(&mut plane, "second", older);
    for child in &children {
        assert!(!may_list_buckets(&mut plane, child));
    }
    let admin = plane.admin.clone();
    plane.iam(&admin, "DeleteRolePolicy RoleName=second PolicyName=p").xml();
    plane.iam(&admin, "DeleteRole RoleName=second").xml();
    for child in &children {
        assert_eq!(plane.sts(child, "GetCallerIdentity").refusal(), INVALID_TOKEN);
    }
}

#[test]
fn adv_36_every_session_ends_when_it_says() {
    let (mut plane, alice) = alice_and_role();
    let session = plane.sts(&alice, "GetSessionToken DurationSeconds=900").credentials();
    let assumed = assume(&mut plane, &alice, " DurationSeconds=900").credentials();
    plane.advance(899);
    plane.sts(&session, "GetCallerIdentity").xml();
    plane.sts(&assumed, "GetCallerIdentity").xml();
    plane.advance(1);
    for ended in [&session, &assumed] {
        assert_eq!(
            plane.sts(ended, "GetCallerIdentity").refusal(),
            "403 ExpiredToken: The security token included in the request is expired"
        );
    }
}

#[test]
fn sessions_die_with_whoever_they_came_from() {
    let (mut plane, alice) = alice_and_role();
    let admin = plane.admin.clone();
    let assumed = assume(&mut plane, &alice, "").credentials();
    let session = plane.sts(&alice, "GetSessionToken").credentials();
    let call = format!("DeleteAccessKey UserName=alice AccessKeyId={}", alice.access_key_id);
    plane.iam(&admin, &call).xml();
    assert_eq!(plane.sts(&alice, "GetCallerIdentity").refusal(), INVALID_TOKEN, "the key is gone");
    plane.sts(&session, "GetCallerIdentity").xml();
    plane.iam(&admin, "DeleteUser UserName=alice").xml();
    plane.iam(&admin, "CreateUser UserName=alice").xml();
    assert_eq!(
        plane.sts(&session, "GetCallerIdentity").refusal(),
        INVALID_TOKEN,
        "a namesake does not revive it"
    );
    plane.sts(&assumed, "GetCallerIdentity").xml();
    plane.iam(&admin, "DeleteRole RoleName=r").xml();
    assert_eq!(plane.sts(&assumed, "GetCallerIdentity").refusal(), INVALID_TOKEN);
    role(&mut plane, "r", &trusting(&format!(r#"{{"AWS":"{}"}}"#, user_arn("alice")), "{}"));
    assert_eq!(
        plane.sts(&assumed, "GetCallerIdentity").refusal(),
        INVALID_TOKEN,
        "a namesake does not revive it"
    );
}

#[test]
fn adv_22_tokens_belong_to_their_key() {
    let (mut plane, alice) = alice_and_role();
    let one = plane.sts(&alice, "GetSessionToken").credentials();
    let two = plane.sts(&alice, "GetSessionToken").credentials();
    assert_ne!(one.access_key_id, two.access_key_id, "adv_106: each call gives its own");
    let cases = [
        ("no token", Credentials { token: None, ..one.clone() }),
        ("another session's token", Credentials { token: two.token.clone(), ..one.clone() }),
        ("another session's key", Credentials { access_key_id: two.access_key_id.clone(), ..one.clone() }),
        ("garbage", Credentials { token: Some("garbage".into()), ..one.clone() }),
        ("a token with a long-term key", Credentials { token: one.token.clone(), ..alice.clone() }),
    ];
    for (wrong, credentials) in cases {
        assert_eq!(plane.sts(&credentials, "GetCallerIdentity").refusal(), INVALID_TOKEN, "{wrong}");
    }
    let forged = Credentials { secret: two.secret.clone(), ..one.clone() };
    assert!(plane.sts(&forged, "GetCallerIdentity").refusal().starts_with("403 SignatureDoesNotMatch"));
    plane.sts(&one, "GetCallerIdentity").xml();
    let plane = &mut plane.restart();
    plane.sts(&one, "GetCallerIdentity").xml();
}

#[test]
fn session_policies_limit_and_never_grant() {
    let (mut plane, alice) = alice_and_role();
    role_policy(&mut plane, "r", &allow("iam:ListUsers,s3:ListAllMyBuckets"));
    let with = |plane: &mut Plane, policy: &str| {
        let policy = percent_encoding::utf8_percent_encode(policy, percent_encoding::NON_ALPHANUMERIC);
        let arn = role_arn("r");
        let form = format!(
            "Action=AssumeRole&Version=2011-06-15&RoleArn={arn}&RoleSessionName=session&Policy={policy}"
        );
        plane.post(QueryService::Sts, &alice, &form).credentials()
    };
    for (policy, list_users, list_buckets) in [
        (allow("*"), true, true),
        (allow("iam:ListUsers"), true, false),
        (allow("iam:ListRoles"), false, false),
    ] {
        let session = with(&mut plane, &policy);
        assert_eq!(plane.iam(&session, "ListUsers").0.status == 200, list_users, "{policy}");
        assert_eq!(may_list_buckets(&mut plane, &session), list_buckets, "{policy}");
        assert!(plane.iam(&session, "ListRoles").0.status == 403, "the role itself may not: {policy}");
    }
    let limited = with(&mut plane, &allow("iam:ListRoles"));
    assert!(
        plane
            .iam(&limited, "ListUsers")
            .refusal()
            .ends_with("because no session policy allows the iam:ListUsers action")
    );
}

#[test]
fn tags_and_source_identity_travel_along_a_chain() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let all = |principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}]}}"#
        )
    };
    role(&mut plane, "r", &all(&user_arn("alice")));
    role(&mut plane, "second", &all(&role_arn("r")));
    let tagged = " SourceIdentity=someone Tags.member.1.Key=team Tags.member.1.Value=red Tags.member.2.Key=mood \
                  Tags.member.2.Value=good TransitiveTagKeys.member.1=team";
    let first = assume(&mut plane, &alice, tagged);
    assert_eq!(first.text("SourceIdentity"), "someone");
    let first = first.credentials();
    let ask = |more: &str| format!("AssumeRole RoleArn={} RoleSessionName=next{more}", role_arn("second"));
    assert_eq!(
        plane.sts(&first, &ask(" Tags.member.1.Key=TEAM Tags.member.1.Value=blue")).refusal(),
        "400 InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a \
         transitive tag key from the calling session."
    );
    assert_eq!(
        plane.sts(&first, &ask(" SourceIdentity=nobody")).refusal(),
        "400 ValidationError: The source identity is already set for this assume role session"
    );
    let second = plane.sts(&first, &ask(""));
    assert_eq!(second.text("SourceIdentity"), "someone");
    let second = second.credentials();
    for (condition, expected) in [
        (r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#, true),
        (r#"{"StringEquals":{"aws:PrincipalTag/mood":"good"}}"#, false),
        (r#"{"StringEquals":{"aws:SourceIdentity":"someone"}}"#, true),
    ] {
        role_policy(
            &mut plane,
            "second",
            &format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{condition}}}]}}"#
            ),
        );
        assert_eq!(may_list_buckets(&mut plane, &second), expected, "{condition}");
    }
}

#[test]
fn assume_role_with_tags_needs_tag_session() {
    let (mut plane, alice) = alice_and_role();
    let refusal = assume(&mut plane, &alice, " Tags.member.1.Key=a Tags.member.1.Value=b").refusal();
    assert!(refusal.contains("is not authorized to perform: sts:TagSession on resource:"), "{refusal}");
    let refusal = assume(&mut plane, &alice, " SourceIdentity=me").refusal();
    assert!(
        refusal.contains("is not authorized to perform: sts:SetSourceIdentity on resource:"),
        "{refusal}"
    );
}

#[test]
fn get_access_key_info_reads_the_account_from_the_id() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let mine = admin.access_key_id.clone();
    for (id, expected) in [
        (mine.as_str(), ACCOUNT.to_owned()),
        ("ASIAY34FZKBOKMUTVV7A", "609629065308".to_owned()),
        ("AKIAIOSFODNN7EXAMPLE", "400 ValidationError: Invalid Access Key Id format.".to_owned()),
    ] {
        let reply = plane.sts(&admin, &format!("GetAccessKeyInfo AccessKeyId={id}"));
        let got = if reply.0.status == 200 { reply.text("Account") } else { reply.refusal() };
        assert_eq!(got, expected);
    }
    let bob = plane.user("bob", None);
    let refusal = plane.sts(&bob, &format!("GetAccessKeyInfo AccessKeyId={mine}")).refusal();
    assert!(refusal.contains("is not authorized to perform: sts:GetAccessKeyInfo"), "{refusal}");
}

#[test]
fn operations_that_are_not_built_say_so_after_checking_their_input() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let refusal = plane.sts(&admin, "DecodeAuthorizationMessage EncodedMessage=x").refusal();
    assert!(refusal.starts_with("400 UnsupportedOperation: "), "{refusal}");
    let refusal = plane.sts(&admin, "DecodeAuthorizationMessage").refusal();
    assert!(
        refusal.starts_with("400 ValidationError: 1 validation error detected: Value null at"),
        "{refusal}"
    );
}

#[test]
fn an_inactive_key_is_no_key_and_wakes_up_again() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let admin = plane.admin.clone();
    let set = |status: &str| {
        format!("UpdateAccessKey UserName=alice AccessKeyId={} Status={status}", alice.access_key_id)
    };
    plane.iam(&admin, &set("Inactive")).xml();
    assert_eq!(plane.sts(&alice, "GetCallerIdentity").refusal(), INVALID_TOKEN);
    plane.iam(&admin, &set("Active")).xml();
    plane.sts(&alice, "GetCallerIdentity").xml();
}

#[test]
fn adv_82_wrong_codes_tell_nothing_and_are_counted() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let bob = plane.user("bob", None);
    let device = plane.enabled_device("d", "alice");
    let bobs = plane.enabled_device("b", "bob");
    let ask = |code: &str| format!("GetSessionToken SerialNumber={} TokenCode={code}", device.serial);
    for n in 0..10 {
        let wrong = device.wrong_code(plane.now);
        assert_eq!(plane.sts(&alice, &ask(&wrong)).refusal(), INVALID_CODE, "guess {n}");
    }
    let right = device.code(plane.now, 1);
    let refusal = plane.sts(&alice, &ask(&right)).refusal();
    assert!(refusal.starts_with(INVALID_CODE.trim_end()), "{refusal}");
    assert!(refusal.contains("Too many wrong codes"), "{refusal}");
    let call = bobs.session(plane.now, 1);
    plane.sts(&bob, &call).xml();
    let mut plane = plane.restart();
    assert!(
        plane.sts(&alice, &ask(&right)).refusal().contains("Too many wrong codes"),
        "also after a restart"
    );
    plane.advance(11 * 60);
    let call = device.session(plane.now, 0);
    plane.sts(&alice, &call).xml();
}
