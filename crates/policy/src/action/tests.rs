use super::*;
use crate::context::Context;

fn matches(pattern: &str, action: &str) -> bool {
    ActionPattern::new(pattern).matches(RequestAction::new(action), &Context::new())
}

#[test]
fn patterns_of_actions() {
    let table = [
        ("*", "s3:GetObject", true),
        ("s3:GetObject", "s3:GetObject", true),
        ("S3:getobject", "s3:GetObject", true),
        ("s3:Get*", "S3:GETOBJECT", true),
        ("s3:Get?bject", "s3:GetObject", true),
        ("s3:*Object*", "s3:PutObjectAcl", true),
        ("s3:*", "s3:", true),
        ("s3:Get*", "s3:PutObject", false),
        ("s3:Get", "s3:GetObject", false),
        ("s3:GetObjects", "s3:GetObject", false),
        ("s3*:GetObject", "s3:GetObject", true),
        ("*:GetObject", "s3:GetObject", true),
        ("*:*", "s3:GetObject", true),
        ("s3:", "s3:", false),
        ("s3", "s3:GetObject", false),
        ("", "s3:GetObject", false),
        ("**", "s3:GetObject", false),
        ("s3:*,s3:GetObject", "s3:GetObject", false),
        ("s3: GetObject", "s3:GetObject", false),
        ("s3:GetObject ", "s3:GetObject", false),
        ("s3:\tGetObject", "s3:GetObject", false),
        ("s3:a:b", "s3:a:b", false),
        ("${aws:username}:*", "s3:GetObject", false),
        ("sts:AssumeRole", "sts:AssumeRoleWithSAML", false),
        ("sts:AssumeRole*", "sts:AssumeRoleWithSAML", true),
        ("iam:*", "iamx:Get", false),
    ];
    for (pattern, action, expected) in table {
        assert_eq!(matches(pattern, action), expected, "{pattern} {action}");
    }
}

#[test]
fn adv_45_an_action_is_never_matched_by_its_beginning() {
    assert!(!matches("s3:GetObject", "s3:GetObjectAcl"));
    assert!(!matches("s3:GetObjectAcl", "s3:GetObject"));
}

#[test]
fn literal_beginnings_are_folded_and_ascii() {
    let prefix = |pattern| ActionPattern::new(pattern).literal_prefix();
    assert_eq!(prefix("*"), "");
    assert_eq!(prefix("S3:GetObject"), "s3:getobject");
    assert_eq!(prefix("S3:Get*"), "s3:get");
    assert_eq!(prefix("s3*:Get"), "s3");
    assert_eq!(prefix("*:Get"), "");
    assert_eq!(prefix("s3:Géta"), "s3:g");
    assert_eq!(prefix("s3:bad name"), "");
}
