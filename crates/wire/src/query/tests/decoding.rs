//! Answers that AWS was seen to give, case by case.

use crate::query::{DecodeError, Params, Request};
use crate::{iam, sts};

fn params(form: &str) -> Params {
    Params::parse("", form.as_bytes()).unwrap()
}

fn message<T: Request + std::fmt::Debug>(form: &str) -> String {
    match T::decode(&params(form)) {
        Err(DecodeError::Invalid(violations)) => violations.to_string(),
        Err(DecodeError::Malformed { message }) => format!("malformed {message:?}"),
        Ok(value) => format!("accepted {value:?}"),
    }
}

const NAME: &str = r"Member must satisfy regular expression pattern: [\w+=,.@-]+";
const TAG_KEYS: &str = r"1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]";

#[test]
fn iam_messages() {
    let long = "a".repeat(129);
    let cases: &[(&str, String, String)] = &[
        (
            "required member missing",
            message::<iam::CreateUserRequest>(""),
            "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null".into(),
        ),
        (
            "too long, value not shown",
            message::<iam::GetUserRequest>(&format!("UserName={long}")),
            "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128".into(),
        ),
        (
            "empty breaks length and pattern",
            message::<iam::GetUserRequest>("UserName="),
            format!("2 validation errors detected: Value at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'userName' failed to satisfy constraint: {NAME}"),
        ),
        (
            "path",
            message::<iam::CreateUserRequest>("UserName=bob&Path=x"),
            r"1 validation error detected: Value at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)".into(),
        ),
        (
            "enumeration is not listed",
            message::<iam::UpdateAccessKeyRequest>("AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=Off"),
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set".into(),
        ),
        (
            "number range",
            message::<iam::UpdateAccountPasswordPolicyRequest>("MaxPasswordAge=1096"),
            "1 validation error detected: Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095".into(),
        ),
        (
            "member of an element of a list of structures",
            message::<iam::TagUserRequest>("UserName=bob&Tags.member.1.Key=&Tags.member.1.Value=v"),
            r"2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+".into(),
        ),
        (
            "elements of a list of strings are named together",
            message::<iam::UntagUserRequest>("UserName=bob&TagKeys.member.1=a&TagKeys.member.2=&TagKeys.member.3="),
            TAG_KEYS.into(),
        ),
        (
            "clients of an OpenID provider",
            message::<iam::CreateOpenIDConnectProviderRequest>(&format!(
                "Url=https://x.example&ClientIDList.member.1={}",
                "c".repeat(256)
            )),
            "1 validation error detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]".into(),
        ),
        (
            "several members, in the order of the model",
            message::<iam::EnableMFADeviceRequest>("AuthenticationCode2=12345x"),
            r"4 validation errors detected: Value at 'userName' failed to satisfy constraint: Member must not be null; Value at 'serialNumber' failed to satisfy constraint: Member must not be null; Value at 'authenticationCode1' failed to satisfy constraint: Member must not be null; Value at 'authenticationCode2' failed to satisfy constraint: Member must satisfy regular expression pattern: [\d]+".into(),
        ),
        (
            "version id",
            message::<iam::GetPolicyVersionRequest>("PolicyArn=arn:aws:iam::123456789012:policy/p&VersionId=1"),
            r"1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?".into(),
        ),
        (
            "acronyms keep their capitals",
            message::<iam::GetSSHPublicKeyRequest>("UserName=bob&Encoding=PEM"),
            "1 validation error detected: Value at 'sSHPublicKeyId' failed to satisfy constraint: Member must not be null".into(),
        ),
    ];
    for (name, got, want) in cases {
        assert_eq!(got, want, "{name}");
    }
}

#[test]
fn sts_messages() {
    let role = "RoleArn=arn:aws:iam::123456789012:role/r";
    let cases: &[(&str, String, String)] = &[
        (
            "null",
            message::<sts::AssumeRoleRequest>("RoleSessionName=s1"),
            "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null".into(),
        ),
        (
            "code too short",
            message::<sts::GetSessionTokenRequest>("TokenCode=12345"),
            "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6".into(),
        ),
        (
            "code not digits",
            message::<sts::GetSessionTokenRequest>("TokenCode=12345x"),
            r"1 validation error detected: Value '12345x' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\d]*".into(),
        ),
        (
            "digits are ASCII",
            message::<sts::GetSessionTokenRequest>("TokenCode=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96"),
            "1 validation error detected: Value '１２３４５６' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*".into(),
        ),
        (
            "duration",
            message::<sts::AssumeRoleRequest>(&format!("{role}&RoleSessionName=s1&DurationSeconds=899")),
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900".into(),
        ),
        (
            "duration not a number",
            message::<sts::AssumeRoleRequest>(&format!("{role}&RoleSessionName=s1&DurationSeconds=900s")),
            "malformed None".into(),
        ),
        (
            "duration empty",
            message::<sts::AssumeRoleRequest>(&format!("{role}&RoleSessionName=s1&DurationSeconds=")),
            "malformed Some(\"missing value for decimal type\")".into(),
        ),
        (
            "what is not of its type comes before what breaks a constraint",
            message::<sts::AssumeRoleRequest>("DurationSeconds=x"),
            "malformed None".into(),
        ),
        (
            "enumeration-like list of strings, shown as a list",
            message::<sts::AssumeRoleRequest>(&format!(
                "{role}&RoleSessionName=s1&TransitiveTagKeys.member.1=a&TransitiveTagKeys.member.2="
            )),
            r"1 validation error detected: Value '[a, ]' at 'transitiveTagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]".into(),
        ),
        (
            "lower-case field of a policy ARN",
            message::<sts::AssumeRoleRequest>(&format!("{role}&RoleSessionName=s1&PolicyArns.member.1.arn=x")),
            "1 validation error detected: Value 'x' at 'policyArns.1.member.arn' failed to satisfy constraint: Member must have length greater than or equal to 20".into(),
        ),
        (
            "an identity provider's token is never shown",
            message::<sts::AssumeRoleWithWebIdentityRequest>(&format!(
                "{role}&RoleSessionName=s1&WebIdentityToken=abc"
            )),
            "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4".into(),
        ),
    ];
    for (name, got, want) in cases {
        assert_eq!(got, want, "{name}");
    }
}

#[test]
fn constraints_hold_at_the_limit_and_one_past_it() {
    let session =
        |duration: &str| message::<sts::GetSessionTokenRequest>(&format!("DurationSeconds={duration}"));
    let user = |length: usize| message::<iam::CreateUserRequest>(&format!("UserName={}", "a".repeat(length)));
    let tags = |count: usize| {
        let tags: String =
            (1..=count).map(|n| format!("&Tags.member.{n}.Key=k{n}&Tags.member.{n}.Value=")).collect();
        message::<iam::TagUserRequest>(&format!("UserName=bob{tags}"))
    };
    let value = |text: &str| {
        message::<iam::TagUserRequest>(&format!(
            "UserName=bob&Tags.member.1.Key=k&Tags.member.1.Value={text}"
        ))
    };
    let accepted = [
        session("900"),
        session("%2B900"),
        session("0900"),
        session("129600"),
        user(1),
        user(64),
        tags(1),
        tags(50),
        value(""),
        // 256 characters of two bytes each
        value(&"%C3%BC".repeat(256)),
    ];
    for got in accepted {
        assert!(got.starts_with("accepted"), "{got}");
    }
    let refused = [
        (session("899"), "greater than or equal to 900"),
        (session("129601"), "less than or equal to 129600"),
        (session("2147483648"), "malformed None"),
        (session("%20900"), "malformed None"),
        (session("900.0"), "malformed None"),
        (user(0), "greater than or equal to 1"),
        (user(65), "less than or equal to 64"),
        (
            tags(51),
            "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
        ),
        (
            value(&"%C3%BC".repeat(257)),
            "'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256",
        ),
    ];
    for (got, want) in refused {
        assert!(got.contains(want), "{got}\nlacks {want}");
    }
}

#[test]
fn values_of_other_types() {
    let flag = |text: &str| {
        message::<iam::CreatePolicyVersionRequest>(&format!(
            "PolicyArn=arn:aws:iam::123456789012:policy/p&PolicyDocument=x&SetAsDefault={text}"
        ))
    };
    for text in ["true", "false"] {
        assert!(flag(text).starts_with("accepted"), "{text}");
    }
    for text in ["", "True", "1", "yes"] {
        assert_eq!(flag(text), "malformed None", "{text}");
    }
    // a part of a parameter is not the parameter
    assert!(message::<iam::DeleteUserRequest>("UserName.x=bob").ends_with("Member must not be null"));
}

/// Order of violations as AWS was recorded, which is not the model's.
#[test]
fn recorded_orders_of_violations() {
    let message = |form: &str, operation: iam::Operation| {
        let params = Params::parse("", form.as_bytes()).unwrap();
        match operation.check(&params) {
            Err(DecodeError::Invalid(violations)) => violations.to_string(),
            other => panic!("{other:?}"),
        }
    };
    let places = |message: String| -> Vec<String> {
        message.split("Value at '").skip(1).map(|rest| rest.split('\'').next().unwrap().to_owned()).collect()
    };
    let form = "MinimumPasswordLength=129&PasswordReusePrevention=25&MaxPasswordAge=1096";
    assert_eq!(
        places(message(form, iam::Operation::UpdateAccountPasswordPolicy)),
        ["minimumPasswordLength", "passwordReusePrevention", "maxPasswordAge"]
    );
    let form = "Url=&ClientIDList.member.1=&ThumbprintList.member.1=x";
    assert_eq!(
        places(message(form, iam::Operation::CreateOpenIDConnectProvider)),
        ["clientIDList", "thumbprintList", "url"]
    );
}
