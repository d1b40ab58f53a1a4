use crate::{Kind, Policy};

fn policy(statements: &str) -> Policy {
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statements}]}}");
    Policy::read(Kind::Bucket, &text).unwrap_or_else(|error| panic!("{error}: {}: {text}", error.detail()))
}

fn everyone(condition: &str) -> String {
    format!(
        r#"{{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {condition}}}"#
    )
}

#[test]
fn what_pins_a_policy_and_what_does_not() {
    let table = [
        ("{}", true),
        (r#"{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#, false),
        (r#"{"StringEquals": {"aws:PrincipalOrgID": ["o-1", "o-2"]}}"#, false),
        (r#"{"StringLike": {"aws:PrincipalOrgID": "o-*"}}"#, true),
        (r#"{"StringEquals": {"aws:PrincipalOrgID": "${aws:username}"}}"#, true),
        (r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}"#, true),
        (r#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#, true),
        (r#"{"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/r"}}"#, true),
        (r#"{"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-1/r"}}"#, false),
        (r#"{"StringEquals": {"aws:PrincipalTag/team": "x"}}"#, true),
        (r#"{"StringEquals": {"aws:PrincipalAccount": "111122223333"}}"#, false),
        (r#"{"StringEquals": {"aws:SourceVpce": "vpce-1"}}"#, false),
        (r#"{"StringEquals": {"s3:prefix": "x"}}"#, true),
        (r#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#, false),
        (r#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/7"}}"#, true),
        (r#"{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"]}}"#, true),
        (r#"{"IpAddress": {"aws:SourceIp": "2001:db8::/32"}}"#, false),
        (r#"{"IpAddress": {"aws:SourceIp": "::ffff:10.0.0.0/104"}}"#, false),
        (r#"{"IpAddress": {"aws:SourceIp": "::ffff:0.0.0.0/96"}}"#, true),
        (r#"{"IpAddress": {"aws:SourceIp": "2001::/31"}}"#, true),
        (r#"{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}"#, true),
        (r#"{"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#, true),
        (r#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}"#, false),
        (r#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}}"#, true),
        (r#"{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}"#, false),
        (r#"{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::1111*:role/*"}}"#, true),
        (r#"{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::b"}}"#, false),
        (r#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}"#, true),
        (r#"{"StringEquals": {"aws:userid": "AIDAEXAMPLE"}}"#, false),
        (r#"{"StringLike": {"aws:userid": "AROAEXAMPLE:*"}}"#, false),
        (r#"{"StringLike": {"aws:userid": "AROA*:*"}}"#, true),
        (r#"{"Null": {"aws:PrincipalOrgID": "false"}}"#, true),
        (
            r#"{"StringLike": {"s3:prefix": "*"}, "StringEquals": {"aws:SourceAccount": "111122223333"}}"#,
            false,
        ),
    ];
    for (condition, expected) in table {
        assert_eq!(policy(&everyone(condition)).is_public(), expected, "{condition}");
    }
}

#[test]
fn who_and_what_makes_a_policy_public() {
    let allow =
        |principal: &str| format!(r#"{{"Effect": "Allow", {principal}, "Action": "s3:*", "Resource": "*"}}"#);
    assert!(policy(&allow(r#""Principal": {"AWS": "*"}"#)).is_public());
    assert!(policy(&allow(r#""NotPrincipal": {"AWS": "111122223333"}"#)).is_public());
    assert!(!policy(&allow(r#""Principal": {"AWS": "111122223333"}"#)).is_public());
    assert!(!policy(&allow(r#""Principal": {"Service": "s3.amazonaws.com"}"#)).is_public());
    assert!(!policy(&allow(r#""Principal": "*""#).replace("Allow", "Deny")).is_public());
    let both = format!("{}, {}", allow(r#""Principal": {"AWS": "111122223333"}"#), everyone("{}"));
    assert!(policy(&both).is_public(), "one public statement taints the whole policy");
}

#[test]
fn resources_and_actions_must_fit_the_bucket() {
    let check = |action: &str, resource: &str| {
        let statement =
            format!(r#"{{"Effect": "Allow", "Principal": "*", "Action": {action}, "Resource": {resource}}}"#);
        policy(&statement).check_bucket("mine").err().map(|error| error.message().to_owned())
    };
    let (resource, action) =
        ("Policy has invalid resource", "Action does not apply to any resource(s) in statement");
    let table = [
        (r#""s3:GetObject""#, r#""arn:aws:s3:::mine/*""#, None),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::mine/a/b""#, None),
        (r#""s3:ListBucket""#, r#""arn:aws:s3:::mine""#, None),
        (r#"["s3:ListBucket", "s3:GetObject"]"#, r#"["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"]"#, None),
        (r#""s3:*""#, r#""arn:aws:s3:::mine""#, None),
        (r#""*""#, r#""arn:aws:s3:::mine""#, None),
        (r#""s3:*""#, r#""arn:aws:s3:::mine*""#, None),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::mine*""#, None),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::*""#, None),
        (r#""s3:AbortMultipartUpload""#, r#""arn:aws:s3:::mine/*""#, None),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::mine""#, Some(action)),
        (r#""s3:ListBucket""#, r#""arn:aws:s3:::mine/*""#, Some(action)),
        (r#""s3:AbortMultipartUpload""#, r#""arn:aws:s3:::mine""#, Some(action)),
        (r#""s3:GetBucketObjectLockConfiguration""#, r#""arn:aws:s3:::mine""#, None),
        (r#"["s3:GetObject", "s3:ListBucket"]"#, r#""arn:aws:s3:::mine""#, Some(action)),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::minefield/*""#, Some(resource)),
        (r#""s3:GetObject""#, r#""arn:aws:s3:::other/*""#, Some(resource)),
        (r#""s3:GetObject""#, r#"["arn:aws:s3:::mine/*", "arn:aws:s3:::other/*"]"#, Some(resource)),
        (r#""s3:GetObject""#, r#""mine/*""#, Some(resource)),
        (r#""s3:GetObject""#, r#""arn:aws:sqs:::mine/*""#, Some(resource)),
        (r#""sqs:SendMessage""#, r#""arn:aws:s3:::mine""#, Some("Policy has invalid action")),
    ];
    for (actions, resources, expected) in table {
        assert_eq!(check(actions, resources).as_deref(), expected, "{actions} {resources}");
    }
}
