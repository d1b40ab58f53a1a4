//! Bugs that peers had, tried here. The number is the row in the list of them.

use crate::support::*;

const WRONG: &str =
    "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const DEVICE: &str = "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";

fn session(plane: &mut Plane, who: &Credentials, device: &Device, code: &str) -> String {
    let call = format!("GetSessionToken SerialNumber={}", device.serial);
    let form = format!(
        "Action={}&Version=2011-06-15&SerialNumber={}&TokenCode={}",
        call.split(' ').next().unwrap(),
        percent_encoding::utf8_percent_encode(&device.serial, percent_encoding::NON_ALPHANUMERIC),
        percent_encoding::utf8_percent_encode(code, percent_encoding::NON_ALPHANUMERIC),
    );
    plane.post(wire::query::Service::Sts, who, &form).outcome()
}

/// A used code came through with white space, a sign or other digits around or in it.
#[test]
fn adv_1_a_used_code_in_other_clothes() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let device = plane.enabled_device("m", "bob");
    let code = device.code(plane.now, 1);
    assert_eq!(session(&mut plane, &bob, &device, &code), "ok");
    let wide: String = code.bytes().map(|b| char::from_u32(0xff10 + u32::from(b - b'0')).unwrap()).collect();
    let disguises = [
        code.clone(),
        format!(" {code}"),
        format!("{code} "),
        format!("{code}\n"),
        format!("{code}\0"),
        format!("+{code}"),
        format!("0{code}"),
        format!("+{}", &code[1..]),
        format!(" {}", &code[1..]),
        wide,
        format!("\u{200b}{code}"),
    ];
    for disguise in disguises {
        let outcome = session(&mut plane, &bob, &device, &disguise);
        let refused = outcome == WRONG || outcome.starts_with("400 ValidationError: ");
        assert!(refused, "{disguise:?}: {outcome}");
    }
    // nor do they enable or resynchronise
    for disguise in [format!(" {}", device.code(plane.now, 2)), "１２３４５６".to_owned()] {
        let call = format!("ResyncMFADevice UserName=bob SerialNumber={}", device.serial);
        let codes = [("AuthenticationCode1", disguise.as_str()), ("AuthenticationCode2", "000000")];
        let admin = plane.admin.clone();
        let outcome = plane.iam_with(&admin, &call, &codes).refusal();
        let refused = outcome.starts_with("400 ValidationError: ") || outcome.starts_with("403 InvalidAuth");
        assert!(refused, "{disguise:?}: {outcome}");
    }
}

/// Guesses in other clothes went uncounted. Here they are refused before they are looked at, so they tell nothing; and
/// the count of those that are looked at stands.
#[test]
fn adv_2_padded_guesses_open_no_second_count() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let device = plane.enabled_device("m", "bob");
    let wrong = device.wrong_code(plane.now);
    for _ in 0..50 {
        let outcome = session(&mut plane, &bob, &device, &format!(" {wrong}"));
        assert!(outcome.starts_with("400 ValidationError: "), "{outcome}");
    }
    for _ in 0..10 {
        assert_eq!(session(&mut plane, &bob, &device, &wrong), WRONG);
    }
    let right = device.code(plane.now, 1);
    let until = plane.now.plus_seconds(600);
    let throttled = "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. Too many wrong codes: no code is looked at before 2027-01-15T08:10:00Z.";
    assert_eq!(session(&mut plane, &bob, &device, &right), throttled, "not even the right one");
    plane.now = until;
    let right = device.code(plane.now, 0);
    assert_eq!(session(&mut plane, &bob, &device, &right), "ok");
}

/// Bug of peers: used codes and failure counts were in memory only, and a restart forgot them.
#[test]
fn adv_3_adv_6_adv_8_used_codes_and_failures_outlive_a_restart() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let device = plane.enabled_device("m", "bob");
    let code = device.code(plane.now, 1);
    assert_eq!(session(&mut plane, &bob, &device, &code), "ok");
    let mut plane = plane.restart();
    assert_eq!(session(&mut plane, &bob, &device, &code), WRONG);
    plane.advance(300);
    let wrong = device.wrong_code(plane.now);
    // ten from one address, and five more where bob has succeeded before
    for number in 0..15 {
        assert_eq!(session(&mut plane, &bob, &device, &wrong), WRONG, "{number}");
        if number % 3 == 0 {
            plane = plane.restart();
        }
    }
    let mut plane = plane.restart();
    let right = device.code(plane.now, 0);
    assert!(session(&mut plane, &bob, &device, &right).contains("Too many wrong codes"));
}

/// An enrolment worked twice.
#[test]
fn adv_7_enrolling_works_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    let device = plane.device("m");
    let call = device.enable("u", plane.now, [-1, 0]);
    plane.outcomes(
        &admin,
        &[(&call, "ok"), (&call, "409 EntityAlreadyExists: MFA Device is already in use.")],
    );
    plane.iam(&admin, &format!("DeactivateMFADevice UserName=u SerialNumber={}", device.serial)).xml();
    plane.outcomes(
        &admin,
        &[(&call, "403 InvalidAuthenticationCode: Authentication code for device is not valid.")],
    );
}

/// Answers differed by whether the device or user was there.
#[test]
fn adv_13_adv_82_one_answer_for_every_device_that_is_not_the_callers() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    plane.user("eve", None);
    let own = plane.enabled_device("own", "bob");
    let eves = plane.enabled_device("eves", "eve");
    let spare = plane.device("spare");
    let none = Device { serial: format!("arn:aws:iam::{ACCOUNT}:mfa/none"), ..own.clone() };
    let user = Device { serial: format!("arn:aws:iam::{ACCOUNT}:user/bob"), ..own.clone() };
    let hardware = Device { serial: "GAHT12345678".to_owned(), ..own.clone() };
    for device in [&eves, &spare, &none, &user, &hardware] {
        for code in [device.code(plane.now, 1), device.wrong_code(plane.now)] {
            assert_eq!(session(&mut plane, &bob, device, &code), DEVICE, "{}", device.serial);
        }
    }
    let right = own.code(plane.now, 1);
    assert_eq!(session(&mut plane, &bob, &own, &right), "ok", "and none of it is held against the caller");
}

/// A session that is restricted made itself an unrestricted key.
#[test]
fn adv_42_adv_80_a_restricted_session_cannot_make_itself_a_key() {
    let mut plane = Plane::new();
    let restriction = allow("s3:Get*");
    let session = plane.role_session_with("r", &allow("*"), &[("Policy", &restriction)]);
    let denied = |action: &str, shown: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:sts::{ACCOUNT}:assumed-role/r/session is not authorized to perform: {action} on resource: {shown} because no session policy allows the {action} action"
        )
    };
    plane.outcomes(
        &session,
        &[
            ("CreateAccessKey UserName=admin", &denied("iam:CreateAccessKey", "user admin")),
            ("CreateUser UserName=x", &denied("iam:CreateUser", &format!("arn:aws:iam::{ACCOUNT}:user/x"))),
            (
                "CreateAccessKey",
                "400 ValidationError: Must specify userName when calling with non-User credentials",
            ),
        ],
    );
}

/// Bug of peers: the right to act on oneself was a right to act on all.
#[test]
fn adv_85_adv_91_nobody_helps_himself_to_more() {
    let mut plane = Plane::new();
    let own = allow_on("iam:CreateAccessKey,iam:UpdateUser", &format!("arn:aws:iam::{ACCOUNT}:user/bob"));
    let bob = plane.user("bob", Some(&own));
    let escalation = allow("*");
    let cases = [
        ("CreateAccessKey UserName=admin", "iam:CreateAccessKey", "user admin"),
        (
            "AttachUserPolicy UserName=bob PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess",
            "iam:AttachUserPolicy",
            "user bob",
        ),
        (
            "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess",
            "iam:PutUserPermissionsBoundary",
            "user bob",
        ),
        ("DeleteUserPermissionsBoundary UserName=bob", "iam:DeleteUserPermissionsBoundary", "user bob"),
        ("UpdateUser UserName=bob NewUserName=bobby", "iam:UpdateUser", "user bobby"),
    ];
    for (call, action, shown) in cases {
        let denied = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: {action} on resource: {shown} because no identity-based policy allows the {action} action"
        );
        assert_eq!(plane.iam(&bob, call).refusal(), denied, "{call}");
    }
    let put =
        plane.iam_with(&bob, "PutUserPolicy UserName=bob PolicyName=p", &[("PolicyDocument", &escalation)]);
    assert!(put.refusal().starts_with("403 AccessDenied: "));
}

/// The check of the code's length was upside down.
#[test]
fn adv_98_six_digits_and_no_others() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let device = plane.enabled_device("m", "bob");
    let right = device.code(plane.now, 1);
    let length = |value: &str, bound: &str| {
        format!(
            "400 ValidationError: 1 validation error detected: Value '{value}' at 'tokenCode' failed to satisfy constraint: Member must have length {bound} than or equal to 6"
        )
    };
    let (short, long) = (right[1..].to_owned(), format!("{right}0"));
    assert_eq!(session(&mut plane, &bob, &device, &short), length(&short, "greater"));
    assert_eq!(session(&mut plane, &bob, &device, &long), length(&long, "less"));
    assert_eq!(session(&mut plane, &bob, &device, &right), "ok");
}

/// Delegated credentials read the seeds of authenticators. Nothing shows a seed after its device was made, neither to the
/// owner nor to an administrator.
#[test]
fn adv_101_no_answer_shows_a_seed_or_a_secret_again() {
    let mut plane = Plane::new();
    let (admin, root) = (plane.admin.clone(), plane.root.clone());
    let bob = plane.user("bob", Some(&allow("*")));
    let device = plane.enabled_device("m", "bob");
    let base32 = data_encoding::BASE32_NOPAD.encode(&device.seed);
    let hidden = [
        base32.clone(),
        data_encoding::BASE64.encode(base32.as_bytes()),
        data_encoding::BASE64.encode(&device.seed),
        data_encoding::HEXLOWER.encode(&device.seed),
        bob.secret.clone(),
    ];
    let calls = [
        "GetUser UserName=bob".to_owned(),
        "ListUsers".to_owned(),
        "ListAccessKeys UserName=bob".to_owned(),
        format!("GetAccessKeyLastUsed AccessKeyId={}", bob.access_key_id),
        "ListMFADevices UserName=bob".to_owned(),
        "ListVirtualMFADevices".to_owned(),
        format!("ListMFADeviceTags SerialNumber={}", device.serial),
        format!("GetMFADevice UserName=bob SerialNumber={}", device.serial),
        "CreateVirtualMFADevice VirtualMFADeviceName=m".to_owned(),
        "GetAccountSummary".to_owned(),
        device.enable("bob", plane.now, [3, 4]),
    ];
    for call in calls {
        for who in [&admin, &root, &bob] {
            let body = String::from_utf8(plane.iam(who, &call).0.body).unwrap();
            assert!(!body.is_empty());
            for secret in &hidden {
                assert!(!body.contains(secret.as_str()), "{call}: {body}");
            }
        }
    }
}

/// A credential's owner was an attribute that could be edited.
#[test]
fn adv_102_no_call_gives_a_key_another_owner() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", Some(&allow("iam:GetUser")));
    plane.user("eve", None);
    let id = &bob.access_key_id;
    plane.outcomes(
        &admin,
        &[
            (
                &format!("UpdateAccessKey UserName=eve AccessKeyId={id} Status=Active"),
                &format!("404 NoSuchEntity: The Access Key with id {id} cannot be found."),
            ),
            // a user of that name that comes later is another user
            ("UpdateUser UserName=bob NewUserName=robert", "ok"),
            ("CreateUser UserName=bob", "ok"),
        ],
    );
    assert_eq!(plane.iam(&bob, "GetUser").text("UserName"), "robert");
    assert!(plane.iam(&admin, "ListAccessKeys UserName=bob").texts("AccessKeyId").is_empty());
    assert_eq!(plane.iam(&admin, "ListAccessKeys UserName=robert").texts("AccessKeyId"), [id.as_str()]);
}
