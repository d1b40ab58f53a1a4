//! Action and resource that each operation asks for, and the denial that names them.

use crate::support::*;

const OTHER: &str = "arn:aws:iam::123456789012:user/somebody-else";

struct Case {
    /// the operation and its parameters
    call: String,
    /// the action, where it is not the operation
    action: &'static str,
    /// the ARN that a policy has to allow; `*` where the action takes no resource
    resource: String,
    /// how the denial names it
    shown: String,
    /// what becomes of it when it is allowed
    outcome: &'static str,
}

/// The world of these tests: the user `bob` at `/eng/`, the group `team` at `/eng/`, and two devices of `bob`'s, one enabled.
fn plane() -> (Plane, Device, Device, Credentials) {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateUser UserName=Bob Path=/eng/").xml();
    plane.iam(&admin, "CreateGroup GroupName=Team Path=/eng/").xml();
    let key = plane.iam(&admin, "CreateAccessKey UserName=bob").credentials();
    let enabled = plane.enabled_device("on", "bob");
    let spare = plane.device("spare");
    (plane, enabled, spare, key)
}

fn cases(plane: &Plane, enabled: &Device, spare: &Device, key: &Credentials) -> Vec<Case> {
    let arn = |rest: &str| format!("arn:aws:iam::{ACCOUNT}:{rest}");
    let on_user = |call: String, outcome| Case {
        call,
        action: "",
        resource: arn("user/eng/Bob"),
        shown: "user BOB".to_owned(),
        outcome,
    };
    let on_group = |call: &str, outcome| Case {
        call: call.to_owned(),
        action: "",
        resource: arn("group/eng/Team"),
        shown: "group TEAM".to_owned(),
        outcome,
    };
    let on_new = |call: &str, resource: &str| Case {
        call: call.to_owned(),
        action: "",
        resource: arn(resource),
        shown: arn(resource),
        outcome: "ok",
    };
    let on_device = |call: &str, outcome| Case {
        call: format!("{call} SerialNumber={}", spare.serial),
        action: "",
        resource: spare.serial.clone(),
        shown: spare.serial.clone(),
        outcome,
    };
    let on_nothing = |call: &str, shown: String, outcome| Case {
        call: call.to_owned(),
        action: "",
        resource: "*".to_owned(),
        shown,
        outcome,
    };
    let boundary = "PermissionsBoundary=arn:aws:iam::aws:policy/IAMFullAccess";
    let tag = "Tags.member.1.Key=k Tags.member.1.Value=v";
    let id = &key.access_key_id;
    let codes = enabled.resync("BOB", plane.now, [1, 2]);
    vec![
        on_new("CreateUser UserName=new Path=/a/b/", "user/a/b/new"),
        on_user("GetUser UserName=BOB".to_owned(), "ok"),
        on_user("UpdateUser UserName=BOB".to_owned(), "ok"),
        on_user(format!("TagUser UserName=BOB {tag}"), "ok"),
        on_user("UntagUser UserName=BOB TagKeys.member.1=k".to_owned(), "ok"),
        on_user("ListUserTags UserName=BOB".to_owned(), "ok"),
        on_user(format!("PutUserPermissionsBoundary UserName=BOB {boundary}"), "ok"),
        on_user("DeleteUserPermissionsBoundary UserName=BOB".to_owned(), "ok"),
        on_user("CreateAccessKey UserName=BOB".to_owned(), "ok"),
        on_user("ListAccessKeys UserName=BOB".to_owned(), "ok"),
        on_user(format!("UpdateAccessKey UserName=BOB AccessKeyId={id} Status=Inactive"), "ok"),
        on_user(format!("DeleteAccessKey UserName=BOB AccessKeyId={id}"), "ok"),
        on_user("ListGroupsForUser UserName=BOB".to_owned(), "ok"),
        on_user("ListMFADevices UserName=BOB".to_owned(), "ok"),
        on_user(
            format!("GetMFADevice UserName=BOB SerialNumber={}", spare.serial),
            "404 NoSuchEntity: MFA Device with serial number arn:aws:iam::123456789012:mfa/spare does not exist.",
        ),
        on_user(codes, "ok"),
        on_user(format!("DeactivateMFADevice UserName=BOB SerialNumber={}", enabled.serial), "ok"),
        on_user(spare.enable("BOB", plane.now, [-1, 0]), "ok"),
        on_user(format!("DeactivateMFADevice UserName=BOB SerialNumber={}", spare.serial), "ok"),
        on_new("CreateVirtualMFADevice VirtualMFADeviceName=new Path=/a/", "mfa/a/new"),
        on_device(&format!("TagMFADevice {tag}"), "ok"),
        on_device("UntagMFADevice TagKeys.member.1=k", "ok"),
        on_device("ListMFADeviceTags", "ok"),
        on_device("DeleteVirtualMFADevice", "ok"),
        on_new("CreateGroup GroupName=new Path=/a/", "group/a/new"),
        on_group("GetGroup GroupName=TEAM", "ok"),
        on_group("UpdateGroup GroupName=TEAM", "ok"),
        on_group("AddUserToGroup GroupName=TEAM UserName=bob", "ok"),
        on_group("RemoveUserFromGroup GroupName=TEAM UserName=bob", "ok"),
        on_group("DeleteGroup GroupName=TEAM", "ok"),
        on_user(
            "DeleteUser UserName=BOB".to_owned(),
            "409 DeleteConflict: Cannot delete entity, must delete access keys first.",
        ),
        on_nothing("ListUsers", arn("user/"), "ok"),
        on_nothing("ListUsers PathPrefix=/eng/", arn("user/eng/"), "ok"),
        on_nothing("ListGroups", arn("group/"), "ok"),
        on_nothing("ListGroups PathPrefix=/eng/", arn("group/eng/"), "ok"),
        on_nothing("ListVirtualMFADevices", arn("mfa/"), "ok"),
        on_nothing("CreateAccountAlias AccountAlias=alias", "*".to_owned(), "ok"),
        on_nothing("ListAccountAliases", "*".to_owned(), "ok"),
        on_nothing("DeleteAccountAlias AccountAlias=alias", "*".to_owned(), "ok"),
        on_nothing("GetAccountSummary", "*".to_owned(), "ok"),
        on_nothing("UpdateAccountPasswordPolicy", "*".to_owned(), "ok"),
        on_nothing("GetAccountPasswordPolicy", "*".to_owned(), "ok"),
        on_nothing("DeleteAccountPasswordPolicy", "*".to_owned(), "ok"),
    ]
}

impl Case {
    fn action(&self) -> String {
        let operation = self.call.split(' ').next().unwrap();
        if self.action.is_empty() { format!("iam:{operation}") } else { self.action.to_owned() }
    }

    fn denial(&self, reason: &str) -> String {
        let (action, shown) = (self.action(), &self.shown);
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: {action} on resource: {shown} {reason}"
        )
    }
}

/// Row 50 of the bugs of peers, among others: handlers that checked the wrong action, or none.
#[test]
fn adv_50_each_operation_asks_for_its_action_on_its_resource_and_nothing_else_will_do() {
    let (mut plane, enabled, spare, key) = plane();
    let caller = plane.user("caller", None);
    for case in cases(&plane, &enabled, &spare, &key) {
        let action = case.action();
        let implicit = case.denial(&format!("because no identity-based policy allows the {action} action"));
        let explicit = case.denial("with an explicit deny in an identity-based policy");
        // a policy for every other action, one for other resources, and one that forbids what another allows
        let others = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","NotAction":"{action}","Resource":"*"}}]}}"#
        );
        let elsewhere = allow_on(&action, OTHER);
        let forbidden = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},{{"Effect":"Deny","Action":"{action}","Resource":"{}"}}]}}"#,
            case.resource
        );
        let exactly = allow_on(&action, &case.resource);
        for (policy, expected) in [
            (others, implicit.as_str()),
            (elsewhere, implicit.as_str()),
            (forbidden, explicit.as_str()),
            (exactly, case.outcome),
        ] {
            plane.put_policy("caller", &policy);
            assert_eq!(plane.iam(&caller, &case.call).outcome(), expected, "{} under {policy}", case.call);
        }
    }
}

#[test]
fn what_does_not_exist_is_denied_like_what_does() {
    let mut plane = Plane::new();
    let caller = plane.user("caller", None);
    let serial = format!("arn:aws:iam::{ACCOUNT}:mfa/none");
    let cases = [
        ("GetUser UserName=none", "user none"),
        ("DeleteUser UserName=none", "user none"),
        ("CreateAccessKey UserName=none", "user none"),
        ("GetGroup GroupName=none", "group none"),
        ("AddUserToGroup GroupName=none UserName=none", "group none"),
        (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), serial.as_str()),
        (
            "DeleteVirtualMFADevice SerialNumber=GAHT12345678",
            &format!("arn:aws:iam::{ACCOUNT}:mfa/GAHT12345678"),
        ),
        (
            "EnableMFADevice UserName=none SerialNumber=GAHT12345678 AuthenticationCode1=000000 AuthenticationCode2=000001",
            "user none",
        ),
    ];
    for (call, shown) in cases {
        let action = format!("iam:{}", call.split(' ').next().unwrap());
        let denied = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: {action} on resource: {shown} because no identity-based policy allows the {action} action"
        );
        assert_eq!(plane.iam(&caller, call).refusal(), denied);
    }
}

/// A caller that may act on one path only does not learn the names elsewhere: unknown names count as if they were at the
/// root.
#[test]
fn a_path_restricted_caller_does_not_learn_which_users_there_are() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let caller =
        plane.user("caller", Some(&allow_on("iam:GetUser", &format!("arn:aws:iam::{ACCOUNT}:user/eng/*"))));
    plane.iam(&admin, "CreateUser UserName=inside Path=/eng/").xml();
    plane.iam(&admin, "CreateUser UserName=outside Path=/ops/").xml();
    let denied = |name: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: iam:GetUser on resource: user {name} because no identity-based policy allows the iam:GetUser action"
        )
    };
    plane.outcomes(
        &caller,
        &[
            ("GetUser UserName=inside", "ok"),
            ("GetUser UserName=outside", &denied("outside")),
            ("GetUser UserName=unknown", &denied("unknown")),
        ],
    );
}

#[test]
fn a_user_is_moved_only_to_where_the_caller_may_act_too() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let policy = |resources: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:UpdateUser","iam:UpdateGroup"],"Resource":[{resources}]}}]}}"#
        )
    };
    let narrow = policy(r#""arn:aws:iam::123456789012:user/eng/*","arn:aws:iam::123456789012:group/eng/*""#);
    let caller = plane.user("caller", Some(&narrow));
    plane.iam(&admin, "CreateUser UserName=u Path=/eng/").xml();
    plane.iam(&admin, "CreateGroup GroupName=g Path=/eng/").xml();
    let denied = |action: &str, shown: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: {action} on resource: {shown} because no identity-based policy allows the {action} action"
        )
    };
    plane.outcomes(
        &caller,
        &[
            ("UpdateUser UserName=u NewPath=/ops/", &denied("iam:UpdateUser", "user u")),
            ("UpdateUser UserName=u NewPath=/ NewUserName=admin2", &denied("iam:UpdateUser", "user admin2")),
            ("UpdateUser UserName=u NewUserName=v NewPath=/eng/x/", "ok"),
            ("UpdateGroup GroupName=g NewPath=/ops/", &denied("iam:UpdateGroup", "group g")),
            ("UpdateGroup GroupName=g NewGroupName=h NewPath=/", &denied("iam:UpdateGroup", "group h")),
            ("UpdateGroup GroupName=g NewGroupName=h", "ok"),
        ],
    );
}

#[test]
fn without_a_name_the_denial_names_the_caller() {
    let mut plane = Plane::new();
    let caller = plane.user("caller", None);
    let cases = [
        ("GetUser", format!("arn:aws:iam::{ACCOUNT}:user/caller")),
        ("CreateAccessKey", "user caller".to_owned()),
        ("ListAccessKeys", "user caller".to_owned()),
        ("ListMFADevices", "user caller".to_owned()),
        ("GetMFADevice SerialNumber=GAHT12345678", "user caller".to_owned()),
        ("DeactivateMFADevice SerialNumber=GAHT12345678", "user caller".to_owned()),
    ];
    for (call, shown) in cases {
        let action = format!("iam:{}", call.split(' ').next().unwrap());
        let denied = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: {action} on resource: {shown} because no identity-based policy allows the {action} action"
        );
        assert_eq!(plane.iam(&caller, call).refusal(), denied);
    }
}

fn allow_if(action: &str, operator: &str, key: &str, value: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*","Condition":{{"{operator}":{{"{key}":"{value}"}}}}}}]}}"#
    )
}

#[test]
fn condition_keys_of_users_and_devices() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let caller = plane.user("caller", None);
    let tags = "Tags.member.1.Key=team Tags.member.1.Value=red";
    plane.iam(&admin, &format!("CreateUser UserName=red {tags}")).xml();
    plane.iam(&admin, "CreateUser UserName=plain").xml();
    let device = format!("SerialNumber={}", plane.device("m").serial);
    plane.iam(&admin, &format!("TagMFADevice {device} {tags}")).xml();
    let full = "arn:aws:iam::aws:policy/IAMFullAccess";
    let admin_policy = "arn:aws:iam::aws:policy/AdministratorAccess";
    plane.iam(&admin, &format!("CreateUser UserName=bound PermissionsBoundary={full}")).xml();
    // policy, a call that it allows, a call that it does not
    let cases = [
        (
            allow_if("iam:GetUser", "StringEquals", "iam:ResourceTag/team", "red"),
            "GetUser UserName=red".to_owned(),
            "GetUser UserName=plain".to_owned(),
        ),
        (
            allow_if("iam:CreateAccessKey", "StringEquals", "aws:ResourceTag/Team", "red"),
            "CreateAccessKey UserName=red".to_owned(),
            "CreateAccessKey UserName=plain".to_owned(),
        ),
        (
            allow_if("iam:TagUser", "StringEquals", "aws:RequestTag/team", "red"),
            format!("TagUser UserName=plain {tags}"),
            "TagUser UserName=plain Tags.member.1.Key=team Tags.member.1.Value=blue".to_owned(),
        ),
        (
            allow_if("iam:UntagUser", "ForAllValues:StringEquals", "aws:TagKeys", "team"),
            "UntagUser UserName=plain TagKeys.member.1=team".to_owned(),
            "UntagUser UserName=plain TagKeys.member.1=other TagKeys.member.2=team".to_owned(),
        ),
        (
            allow_if("iam:*", "StringEquals", "aws:RequestTag/team", "red"),
            format!("CreateUser UserName=new {tags}"),
            "CreateUser UserName=newer".to_owned(),
        ),
        (
            allow_if("iam:CreateUser", "StringEquals", "iam:PermissionsBoundary", full),
            format!("CreateUser UserName=new-bound PermissionsBoundary={full}"),
            format!("CreateUser UserName=newer PermissionsBoundary={admin_policy}"),
        ),
        (
            allow_if("iam:PutUserPermissionsBoundary", "StringEquals", "iam:PermissionsBoundary", full),
            format!("PutUserPermissionsBoundary UserName=plain PermissionsBoundary={full}"),
            format!("PutUserPermissionsBoundary UserName=bound PermissionsBoundary={admin_policy}"),
        ),
        (
            allow_if("iam:DeleteUserPermissionsBoundary", "StringEquals", "iam:PermissionsBoundary", full),
            "DeleteUserPermissionsBoundary UserName=bound".to_owned(),
            "DeleteUserPermissionsBoundary UserName=red".to_owned(),
        ),
        (
            allow_if("iam:ListMFADeviceTags", "StringEquals", "aws:ResourceTag/team", "red"),
            format!("ListMFADeviceTags {device}"),
            format!("ListMFADeviceTags SerialNumber=arn:aws:iam::{ACCOUNT}:mfa/none"),
        ),
    ];
    for (policy, allowed, denied) in cases {
        plane.put_policy("caller", &policy);
        assert_eq!(plane.iam(&caller, &allowed).outcome(), "ok", "{allowed}");
        let refusal = plane.iam(&caller, &denied).refusal();
        assert!(refusal.starts_with("403 AccessDenied: "), "{denied}: {refusal}");
    }
}

/// Tagging on the way is tagging.
#[test]
fn creating_with_tags_asks_for_tagging_too() {
    let mut plane = Plane::new();
    let caller = plane.user("caller", Some(&allow("iam:CreateUser,iam:CreateVirtualMFADevice")));
    let tags = "Tags.member.1.Key=k Tags.member.1.Value=v";
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/caller is not authorized to perform: {action} on resource: arn:aws:iam::{ACCOUNT}:{resource} because no identity-based policy allows the {action} action"
        )
    };
    plane.outcomes(
        &caller,
        &[
            (&format!("CreateUser UserName=u {tags}"), &denied("iam:TagUser", "user/u")),
            (
                &format!("CreateVirtualMFADevice VirtualMFADeviceName=m {tags}"),
                &denied("iam:TagMFADevice", "mfa/m"),
            ),
            ("CreateUser UserName=u", "ok"),
            ("CreateVirtualMFADevice VirtualMFADeviceName=m", "ok"),
        ],
    );
    plane.put_policy("caller", &allow("iam:CreateUser,iam:CreateVirtualMFADevice,iam:Tag*"));
    plane.outcomes(
        &caller,
        &[
            (&format!("CreateUser UserName=v {tags}"), "ok"),
            (&format!("CreateVirtualMFADevice VirtualMFADeviceName=n {tags}"), "ok"),
        ],
    );
}

/// The self-management policies of AWS's guides: own keys and own devices, by `${aws:username}`.
#[test]
fn users_manage_what_is_their_own() {
    let mut plane = Plane::new();
    let user = "arn:aws:iam::*:user/${aws:username}";
    let mfa = "arn:aws:iam::*:mfa/${aws:username}";
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[
            {{"Effect":"Allow","Action":["iam:*AccessKey*","iam:EnableMFADevice","iam:ListMFADevices"],"Resource":"{user}"}},
            {{"Effect":"Allow","Action":["iam:CreateVirtualMFADevice","iam:DeleteVirtualMFADevice"],"Resource":"{mfa}"}}]}}"#
    );
    let bob = plane.user("bob", Some(&policy));
    plane.user("eve", None);
    let device = plane.iam(&bob, "CreateVirtualMFADevice VirtualMFADeviceName=bob");
    assert_eq!(device.text("SerialNumber"), format!("arn:aws:iam::{ACCOUNT}:mfa/bob"));
    plane.outcomes(
        &bob,
        &[
            ("CreateAccessKey UserName=bob", "ok"),
            ("ListMFADevices", "ok"),
            ("DeleteVirtualMFADevice SerialNumber=arn:aws:iam::123456789012:mfa/bob", "ok"),
        ],
    );
    for call in [
        "CreateAccessKey UserName=eve",
        "ListMFADevices UserName=eve",
        "CreateVirtualMFADevice VirtualMFADeviceName=eve",
        "DeleteVirtualMFADevice SerialNumber=arn:aws:iam::123456789012:mfa/eve",
    ] {
        let refusal = plane.iam(&bob, call).refusal();
        assert!(refusal.starts_with("403 AccessDenied: "), "{call}: {refusal}");
    }
}
