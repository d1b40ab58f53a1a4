//! Trust policies are bound to whom they named when they were saved.

use super::roles::trusting;
use crate::support::*;

/// The trust policy of a role as GetRole shows it.
fn trust_of(plane: &mut Plane, role: &str) -> String {
    let admin = plane.admin.clone();
    let shown = plane.iam(&admin, &format!("GetRole RoleName={role}")).text("AssumeRolePolicyDocument");
    percent_encoding::percent_decode_str(&shown).decode_utf8().unwrap().into_owned()
}

fn assume(plane: &mut Plane, who: &Credentials, role: &str) -> String {
    let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{role} RoleSessionName=ses");
    plane.sts(who, &call).outcome()
}

fn denied(user: &str, role: &str) -> String {
    format!(
        "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/{user} is not authorized to perform: sts:AssumeRole on \
         resource: arn:aws:iam::{ACCOUNT}:role/{role}"
    )
}

#[test]
fn a_renamed_user_stays_trusted_and_is_shown_under_its_name() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    let arn = |name: &str| format!("arn:aws:iam::{ACCOUNT}:user/{name}");
    plane.role("r", &arn("alice"), "");
    assert_eq!(trust_of(&mut plane, "r"), trusting(&arn("alice")));
    assert_eq!(assume(&mut plane, &alice, "r"), "ok");
    assert_eq!(plane.outcome("UpdateUser UserName=alice NewUserName=carol NewPath=/p/"), "ok");
    assert_eq!(assume(&mut plane, &alice, "r"), "ok");
    assert_eq!(trust_of(&mut plane, "r"), trusting(&arn("p/carol")));
    // a new user under the old name is not trusted
    let namesake = plane.user("alice", None);
    let refusal = assume(&mut plane, &namesake, "r");
    assert!(refusal.starts_with(&denied("alice", "r")), "{refusal}");
    let admin = plane.admin.clone();
    let listed = plane.iam(&admin, "ListRoles").text("AssumeRolePolicyDocument");
    assert!(listed.contains("user%2Fp%2Fcarol"), "lists show it as well: {listed}");
}

#[test]
fn adv_a_user_recreated_under_the_same_name_is_not_trusted() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/alice");
    let alice = plane.user("alice", None);
    let id = plane.iam(&admin, "GetUser UserName=alice").text("UserId");
    plane.role("r", &arn, "");
    assert_eq!(assume(&mut plane, &alice, "r"), "ok");
    let delete_key = format!("DeleteAccessKey UserName=alice AccessKeyId={}", alice.access_key_id);
    assert_eq!(plane.outcome(&delete_key), "ok");
    assert_eq!(plane.outcome("DeleteUser UserName=alice"), "ok");
    assert_eq!(trust_of(&mut plane, "r"), trusting(&id));

    let namesake = plane.user("alice", Some(&allow("sts:*")));
    let refusal = assume(&mut plane, &namesake, "r");
    assert!(refusal.starts_with(&denied("alice", "r")), "{refusal}");
    assert_eq!(trust_of(&mut plane, "r"), trusting(&id));
    let mut plane = plane.restart();
    let refusal = assume(&mut plane, &namesake, "r");
    assert!(refusal.starts_with(&denied("alice", "r")), "also after a restart: {refusal}");
    assert_eq!(trust_of(&mut plane, "r"), trusting(&id));

    // what is shown cannot be saved again, and saving the ARN means the new user
    let stale =
        plane.iam_with(&admin, "UpdateAssumeRolePolicy RoleName=r", &[("PolicyDocument", &trusting(&id))]);
    let expected = format!("400 MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"{id}\"");
    assert_eq!(stale.refusal(), expected);
    plane.iam_with(&admin, "UpdateAssumeRolePolicy RoleName=r", &[("PolicyDocument", &trusting(&arn))]).xml();
    assert_eq!(assume(&mut plane, &namesake, "r"), "ok");
}

#[test]
fn adv_a_role_recreated_under_the_same_name_is_not_trusted_and_revives_no_session() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("first", ACCOUNT, "");
    let id = plane.iam(&admin, "GetRole RoleName=first").text("RoleId");
    let may = allow("sts:AssumeRole");
    let put = |plane: &mut Plane| {
        plane
            .iam_with(&admin, "PutRolePolicy RoleName=first PolicyName=p", &[("PolicyDocument", &may)])
            .xml();
    };
    put(&mut plane);
    plane.role("second", &format!("arn:aws:iam::{ACCOUNT}:role/first"), "");
    let session = |plane: &mut Plane| {
        plane
            .sts(&admin, &format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/first RoleSessionName=ses"))
            .credentials()
    };
    let old = session(&mut plane);
    assert_eq!(assume(&mut plane, &old, "second"), "ok");
    assert_eq!(plane.outcome("DeleteRolePolicy RoleName=first PolicyName=p"), "ok");
    assert_eq!(plane.outcome("DeleteRole RoleName=first"), "ok");
    plane.role("first", ACCOUNT, "");
    put(&mut plane);
    let revived = plane.sts(&old, "GetCallerIdentity").refusal();
    assert!(revived.starts_with("403 InvalidClientTokenId"), "{revived}");
    let new = session(&mut plane);
    let refusal = assume(&mut plane, &new, "second");
    let expected =
        format!("403 AccessDenied: User: arn:aws:sts::{ACCOUNT}:assumed-role/first/ses is not authorized");
    assert!(refusal.starts_with(&expected), "{refusal}");
    assert_eq!(trust_of(&mut plane, "second"), trusting(&id));
}

#[test]
fn a_document_comes_back_byte_for_byte() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("alice", None);
    let document = "{\t\"Version\" : \"2012-10-17\",\r\n \"Id\": \"a+b c\u{ff}%2B&<é\",\n \"Statement\": [ {\"Action\": \
                    \"sts:AssumeRole\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": [ \
                    \"arn:aws:iam::123456789012:user\\/alice\" ]} } ]\n}  ";
    let call = "CreateRole RoleName=r";
    plane.iam_with(&admin, call, &[("AssumeRolePolicyDocument", document)]).xml();
    assert_eq!(trust_of(&mut plane, "r"), document);
    let mut plane = plane.restart();
    assert_eq!(trust_of(&mut plane, "r"), document);
}
