//! Published policies that deny everything without MFA, in our own words: each takes a user with nothing but a key to a session.

use super::INVALID_CODE;
use crate::support::*;

/// One published policy: its name, the devices that its user may make, what its Deny leaves out, and the condition of the Deny.
struct Published {
    name: &'static str,
    devices: &'static str,
    not_action: &'static str,
    condition: &'static str,
    /// True if it denies a long-term key as well: `Bool` does not, for the condition key is absent.
    denies_keys: bool,
}

const PRESENT: &str = r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#;
const ANY: &str = "arn:aws:iam::*:mfa/*";
const OWN: &str = "arn:aws:iam::*:mfa/${aws:username}";

/// From AWS's user guide (policy examples, the tutorial on managing one's own credentials), its security blog, and what the web made
/// of them.
const PUBLISHED: [Published; 11] = [
    Published {
        name: "IAM: allows users to self-manage an MFA device",
        devices: ANY,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:ListMFADevices","iam:ListUsers","iam:ListVirtualMFADevices","iam:ResyncMFADevice"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "AWS: one's own MFA device on the security credentials page",
        devices: ANY,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:GetMFADevice","iam:ListMFADevices","iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "the same as it was while a device had its user's name",
        devices: OWN,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices","iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "AWS: all of one's own credentials, with a password that is to be changed first",
        devices: OWN,
        not_action: r#"["iam:ChangePassword","iam:GetAccountPasswordPolicy","iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices","iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "the same without the exemption of GetSessionToken",
        devices: OWN,
        not_action: r#"["iam:ChangePassword","iam:GetAccountPasswordPolicy","iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices","iam:ListVirtualMFADevices","iam:ResyncMFADevice"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "Force_MFA of the tutorial",
        devices: OWN,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:DeleteVirtualMFADevice","iam:ListVirtualMFADevices","iam:EnableMFADevice","iam:ResyncMFADevice","iam:ListAccountAliases","iam:ListUsers","iam:ListSSHPublicKeys","iam:ListAccessKeys","iam:ListServiceSpecificCredentials","iam:ListMFADevices","iam:GetAccountSummary","sts:GetSessionToken"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "Force_MFA, copied with Bool",
        devices: OWN,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:DeleteVirtualMFADevice","iam:ListVirtualMFADevices","iam:EnableMFADevice","iam:ResyncMFADevice","iam:ListUsers","iam:ListMFADevices","iam:CreateLoginProfile","iam:ChangePassword"]"#,
        condition: r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
        denies_keys: false,
    },
    Published {
        name: "Force_MFA, copied with GetSessionToken under the wrong service",
        devices: ANY,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:ResyncMFADevice","iam:ListMFADevices","iam:GetSessionToken"]"#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "the security blog's: everything but IAM",
        devices: OWN,
        not_action: r#""iam:*""#,
        condition: PRESENT,
        denies_keys: true,
    },
    Published {
        name: "by the age of the MFA, which must be there",
        devices: ANY,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:ListMFADevices"]"#,
        condition: r#"{"Null":{"aws:MultiFactorAuthAge":"true"}}"#,
        denies_keys: true,
    },
    Published {
        name: "by the age of the MFA, at most an hour",
        devices: ANY,
        not_action: r#"["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:ListMFADevices"]"#,
        condition: r#"{"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}"#,
        denies_keys: true,
    },
];

impl Published {
    fn document(&self) -> String {
        let Self { devices, not_action, condition, .. } = self;
        format!(
            r#"{{"Version":"2012-10-17","Statement":[
            {{"Effect":"Allow","Action":["iam:ListUsers","iam:ListVirtualMFADevices"],"Resource":"*"}},
            {{"Effect":"Allow","Action":"iam:CreateVirtualMFADevice","Resource":"{devices}"}},
            {{"Effect":"Allow","Action":["iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices","iam:ResyncMFADevice"],
              "Resource":"arn:aws:iam::*:user/${{aws:username}}"}},
            {{"Effect":"Allow","Action":"iam:DeactivateMFADevice","Resource":"arn:aws:iam::*:user/${{aws:username}}",
              "Condition":{{"Bool":{{"aws:MultiFactorAuthPresent":"true"}}}}}},
            {{"Effect":"Deny","NotAction":{not_action},"Resource":"*","Condition":{condition}}}]}}"#
        )
    }

    fn exempts_get_session_token(&self) -> bool {
        self.not_action.contains("sts:GetSessionToken")
    }
}

fn list_buckets(plane: &mut Plane, who: &Credentials) -> bool {
    plane.s3(who, &s3::get("/")).outcome() == "200"
}

#[test]
fn published_policies_take_a_key_to_a_session() {
    for published in &PUBLISHED {
        let name = published.name;
        let mut plane = Plane::new();
        let alice = plane.user("alice", Some(&published.document()));
        let admin = plane.admin.clone();
        let work = [("PolicyDocument", &*allow("s3:ListAllMyBuckets,sts:AssumeRole"))];
        plane.iam_with(&admin, "PutUserPolicy UserName=alice PolicyName=work", &work).xml();
        assert_eq!(list_buckets(&mut plane, &alice), !published.denies_keys, "{name}");

        let made = plane.iam(&alice, "CreateVirtualMFADevice VirtualMFADeviceName=alice");
        let device = Device::of(&made);
        let call = device.enable("alice", plane.now, [-2, -1]);
        assert_eq!(plane.iam(&alice, &call).outcome(), "ok", "{name}");

        let plain = plane.sts(&alice, "GetSessionToken").outcome();
        let denied = plain.starts_with("403 AccessDenied: User: ") && plain.contains("explicit deny");
        let may = published.exempts_get_session_token() || !published.denies_keys;
        assert_eq!(plain == "ok", may, "{name}: {plain}");
        assert_eq!(denied, !may, "{name}: {plain}");

        let wrong = format!(
            "GetSessionToken SerialNumber={} TokenCode={}",
            device.serial,
            device.wrong_code(plane.now)
        );
        assert_eq!(plane.sts(&alice, &wrong).outcome(), INVALID_CODE, "{name}");
        let call = device.session(plane.now, 0);
        let session = plane.sts(&alice, &call);
        assert_eq!(session.outcome(), "ok", "{name}");
        let session = session.credentials();
        assert!(list_buckets(&mut plane, &session), "{name}");
        let call = format!("DeactivateMFADevice UserName=alice SerialNumber={}", device.serial);
        assert_eq!(plane.iam(&session, &call).outcome(), "ok", "{name}");
    }
}

/// AssumeRole with a code of its own, from the key, under the same policies.
#[test]
fn published_policies_let_a_code_be_given_to_assume_role() {
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole","Condition":{{"Bool":{{"aws:MultiFactorAuthPresent":"true"}}}}}}]}}"#
    );
    for published in &PUBLISHED {
        let name = published.name;
        let mut plane = Plane::new();
        let alice = plane.user("alice", Some(&published.document()));
        let admin = plane.admin.clone();
        let work = [("PolicyDocument", &*allow("sts:AssumeRole"))];
        plane.iam_with(&admin, "PutUserPolicy UserName=alice PolicyName=work", &work).xml();
        plane.iam_with(&admin, "CreateRole RoleName=r", &[("AssumeRolePolicyDocument", &trust)]).xml();
        let device = plane.enabled_device("alice", "alice");
        let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/r RoleSessionName=session");
        let without = plane.sts(&alice, &call).outcome();
        assert!(without.starts_with("403 AccessDenied: User: "), "{name}: {without}");
        let with = format!("{call} SerialNumber={} TokenCode={}", device.serial, device.code(plane.now, 1));
        assert_eq!(plane.sts(&alice, &with).outcome(), "ok", "{name}");
    }
}
