use super::*;
use crate::ResourceKind;
use crate::limits;
use std::collections::BTreeSet;

/// Ids of the findings about one statement, at most once each.
fn ids(kind: Kind, statement: &str) -> BTreeSet<&'static str> {
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{{{statement}}}]}}");
    check(kind, &text).findings.iter().map(|finding| finding.rule.id).collect()
}

fn with_condition(effect: &str, condition: &str) -> BTreeSet<&'static str> {
    ids(
        Kind::Inline,
        &format!(
            "\"Effect\": \"{effect}\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\", \"Condition\": {condition}"
        ),
    )
}

#[track_caller]
fn only(found: BTreeSet<&'static str>, expected: &[&'static str]) {
    assert_eq!(found, expected.iter().copied().collect());
}

#[test]
fn the_traps_of_mfa() {
    let table: [(&str, &str, &[&str]); 18] = [
        ("Allow", r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#, &[]),
        ("Allow", r#"{"Bool": {"aws:MultiFactorAuthPresent": true}}"#, &[]),
        (
            "Allow",
            r#"{"BoolIfExists": {"AWS:multifactorauthpresent": true}}"#,
            &["MFA_BOOL_IF_EXISTS_IN_ALLOW"],
        ),
        (
            "Allow",
            r#"{"StringEqualsIfExists": {"aws:MultiFactorAuthPresent": "true"}}"#,
            &["MFA_BOOL_IF_EXISTS_IN_ALLOW"],
        ),
        ("Allow", r#"{"Null": {"aws:MultiFactorAuthPresent": "false"}}"#, &["MFA_NULL_AS_PROOF"]),
        ("Allow", r#"{"Null": {"aws:MultiFactorAuthAge": "false"}}"#, &[]),
        ("Allow", r#"{"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#, &["MFA_ALLOWS_ONLY_WITHOUT_MFA"]),
        ("Deny", r#"{"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#, &["MFA_BOOL_IN_DENY"]),
        ("Deny", r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#, &[]),
        ("Deny", r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#, &["MFA_DENIES_THOSE_WITH_MFA"]),
        ("Deny", r#"{"Null": {"aws:MultiFactorAuthPresent": "true"}}"#, &["MFA_NULL_AS_PROOF"]),
        ("Deny", r#"{"Null": {"aws:MultiFactorAuthAge": "true"}}"#, &[]),
        ("Deny", r#"{"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}"#, &["MFA_AGE_IN_DENY"]),
        ("Deny", r#"{"NumericGreaterThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}"#, &[]),
        ("Allow", r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}"#, &[]),
        (
            "Allow",
            r#"{"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}"#,
            &["MFA_AGE_IF_EXISTS_IN_ALLOW"],
        ),
        (
            "Deny",
            r#"{"Bool": {"aws:MultiFactorAuthPresent": "false"}, "Null": {"aws:MultiFactorAuthPresent": "false"}}"#,
            &[],
        ),
        ("Deny", r#"{"StringEquals": {"aws:MultiFactorAuthPresent": "false"}}"#, &["MFA_BOOL_IN_DENY"]),
    ];
    for (effect, condition, expected) in table {
        let found = with_condition(effect, condition);
        assert_eq!(found, expected.iter().copied().collect(), "{effect} {condition}");
    }
}

#[test]
fn findings_about_conditions() {
    let table: [(&str, &[&str]); 25] = [
        (r#"{"StringEquals": {"aws:nonsense": "x"}}"#, &["INVALID_GLOBAL_CONDITION_KEY"]),
        (r#"{"StringEquals": {"mine:nonsense": "x"}}"#, &[]),
        (r#"{"StringEquals": {"aws:PrincipalTag/any": "x"}}"#, &[]),
        (r#"{"Bool": {"aws:username": "true"}}"#, &["TYPE_MISMATCH"]),
        (r#"{"NumericEquals": {"aws:SourceIp": "1"}}"#, &["TYPE_MISMATCH"]),
        (r#"{"StringLike": {"aws:PrincipalArn": "arn:*"}}"#, &[]),
        (r#"{"DateLessThan": {"aws:CurrentTime": "01T"}}"#, &["TYPE_MISMATCH_VALUE"]),
        (r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": "an hour"}}"#, &["TYPE_MISMATCH_VALUE"]),
        (r#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/33"}}"#, &["PRIVATE_IP_ADDRESS", "TYPE_MISMATCH_VALUE"]),
        (r#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#, &[]),
        (r#"{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}"#, &[]),
        (r#"{"Bool": {"aws:SecureTransport": "yes"}}"#, &["TYPE_MISMATCH_VALUE"]),
        (r#"{"Bool": {"aws:SecureTransport": ["true", "false"]}}"#, &["MULTIPLE_BOOLEAN_VALUES"]),
        (r#"{"StringEquals": {"aws:TagKeys": "x"}}"#, &["MISSING_QUALIFIER"]),
        (r#"{"ForAnyValue:StringEquals": {"aws:TagKeys": "x"}}"#, &[]),
        (r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "x"}}"#, &["FOR_ALL_VALUES_WITH_ALLOW"]),
        (r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "x"}, "Null": {"aws:TagKeys": "false"}}"#, &[]),
        (
            r#"{"ForAllValues:StringEquals": {"aws:username": "x"}}"#,
            &["FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY"],
        ),
        (r#"{"NullIfExists": {"aws:username": "true"}}"#, &["NULL_WITH_IF_EXISTS"]),
        (r#"{"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "x"}}"#, &["FOR_ANY_VALUE_WITH_IF_EXISTS"]),
        (
            r#"{"StringEquals": {"aws:username": "x", "AWS:UserName": "y"}}"#,
            &["DUPLICATE_KEYS_WITH_DIFFERENT_CASE_FOR_CONDITION_KEY"],
        ),
        (r#"{"StringEquals": {"aws:username": "a*"}}"#, &["WILDCARD_WITHOUT_LIKE_OPERATOR"]),
        (r#"{"StringEquals": {"aws:username": []}}"#, &["EMPTY_ARRAY_CONDITION"]),
        (r#"{"NumericEquals": {"s3:max-keys": "${aws:username}"}}"#, &["VARIABLE_UNSUPPORTED_IN_OPERATOR"]),
        (r#"{"StringEquals": {"aws:username": "${aws:x"}}"#, &["INVALID_VARIABLE"]),
    ];
    for (condition, expected) in table {
        assert_eq!(with_condition("Allow", condition), expected.iter().copied().collect(), "{condition}");
    }
}

#[test]
fn findings_about_elements() {
    let statement = |rest: &str| ids(Kind::Inline, &format!("\"Effect\": \"Allow\", {rest}"));
    let table: [(&str, &[&str]); 21] = [
        (r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#, &[]),
        (r#""Action": "*", "Resource": "*""#, &["ALLOWS_EVERYTHING"]),
        (r#""Action": "iam:PassRole", "Resource": "*""#, &["PASS_ROLE_WITH_STAR_IN_RESOURCE"]),
        (r#""Action": ["s3:*", "iam:*"], "Resource": "*""#, &["PASS_ROLE_WITH_STAR_IN_RESOURCE"]),
        (
            r#""Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"iam:PassedToService": "x"}}"#,
            &[],
        ),
        (r#""NotAction": "iam:*", "Resource": "arn:aws:s3:::b""#, &["ALLOW_WITH_NOT_ACTION"]),
        (r#""Action": "s3:*", "NotResource": "arn:aws:s3:::b""#, &["ALLOW_WITH_NOT_RESOURCE"]),
        (r#""Action": "s3: GetObject", "Resource": "*""#, &["INVALID_ACTION"]),
        (r#""Action": "s3:", "Resource": "*""#, &["INVALID_ACTION"]),
        (r#""Action": "s*:GetObject", "Resource": "*""#, &["INVALID_SERVICE_IN_ACTION"]),
        (r#""Action": "s3:*", "Resource": "bucket""#, &["INVALID_ARN"]),
        (r#""Action": "s3:*", "Resource": "arn:aws:s3""#, &["SHORT_ARN"]),
        (r#""Action": "s3:Get${x}", "Resource": "*""#, &["VARIABLE_UNSUPPORTED_IN_ELEMENT"]),
        // As AmazonTimestreamInfluxDBServiceRolePolicy has it.
        (
            r#""Action": "kms:*", "Resource": "arn:*:kms:*:${aws:PrincipalAccount}:key/*""#,
            &["VARIABLE_IN_ACCOUNT_OF_ARN"],
        ),
        (
            r#""Action": "s3:*", "Resource": "arn:aws:kms:${aws:RequestedRegion}:${aws:PrincipalAccount}:key/x""#,
            &["VARIABLE_UNSUPPORTED_IN_ELEMENT"],
        ),
        (r#""Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}""#, &[]),
        (r#""Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username""#, &["INVALID_VARIABLE"]),
        (r#""Action": ["s3:*", "S3:GetObject"], "Resource": "arn:aws:s3:::b""#, &["REDUNDANT_ACTION"]),
        (r#""Action": "s3:*", "Resource": ["arn:aws:s3:::b*", "arn:aws:s3:::b/x"]"#, &["REDUNDANT_RESOURCE"]),
        (r#""Sid": "has space", "Action": "s3:*", "Resource": "arn:aws:s3:::b""#, &["INVALID_SID"]),
        (r#""Sid": "", "Action": "s3:*", "Resource": "arn:aws:s3:::b""#, &["EMPTY_SID_VALUE"]),
    ];
    for (rest, expected) in table {
        assert_eq!(statement(rest), expected.iter().copied().collect(), "{rest}");
    }
    for (one, other) in [
        ("arn:aws:s3:::a??", "arn:aws:s3:::a*b"),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/*"),
        ("arn:*:b", "arn:aws:s3:::b"),
    ] {
        let found = statement(&format!(r#""Action": "x:y", "Resource": ["{one}", "{other}"]"#));
        assert!(!found.contains("REDUNDANT_RESOURCE"), "{one} {other}");
    }
}

#[test]
fn findings_about_documents() {
    let found = |kind, text: &str| -> BTreeSet<&'static str> {
        check(kind, text).findings.iter().map(|finding| finding.rule.id).collect()
    };
    let body = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}"}"#;
    only(
        found(Kind::Inline, &format!("{{\"Statement\": {body}}}")),
        &["MISSING_VERSION", "VARIABLE_UNSUPPORTED_IN_VERSION"],
    );
    let old = format!("{{\"Version\": \"2008-10-17\", \"Statement\": {body}}}");
    only(found(Kind::Inline, &old), &["VARIABLE_UNSUPPORTED_IN_VERSION"]);
    let twice = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{body}, {body}]}}");
    only(found(Kind::Inline, &twice), &["REDUNDANT_STATEMENT"]);
    let one = format!("{{\"Version\": \"2012-10-17\", \"Statement\": {body}}}");
    let base = crate::size_without_white_space(&one);
    for (kind, limit) in
        [(Kind::Managed, limits::MAX_MANAGED_SIZE), (Kind::Inline, limits::MAX_ROLE_INLINE_SIZE)]
    {
        let padded = |size: usize| {
            one.replace("${aws:username}", &format!("${{aws:username}}{}", "x".repeat(size - base)))
        };
        only(found(kind, &format!("   {}\n", padded(limit))), &[]);
        only(found(kind, &padded(limit + 1)), &["POLICY_SIZE_EXCEEDS_QUOTA"]);
    }
}

#[test]
fn findings_about_principals() {
    let bucket = |rest: &str| {
        ids(
            Kind::Bucket,
            &format!("\"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", {rest}"),
        )
    };
    only(bucket(r#""Effect": "Allow", "Principal": "*""#), &["ALLOWS_EVERYONE"]);
    only(bucket(r#""Effect": "Allow", "Principal": {"AWS": ["*", "111122223333"]}"#), &["ALLOWS_EVERYONE"]);
    only(bucket(r#""Effect": "Deny", "Principal": "*""#), &[]);
    only(
        bucket(
            r#""Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#,
        ),
        &[],
    );
    only(
        bucket(
            r#""Effect": "Allow", "Principal": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#,
        ),
        &["ALLOWS_EVERYONE"],
    );
    only(
        bucket(r#""Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}"#),
        &["ALLOW_WITH_NOT_PRINCIPAL"],
    );
    only(
        bucket(r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}"#),
        &["NOT_PRINCIPAL_WITH_DENY"],
    );
    only(
        bucket(r#""Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLE00000000"}"#),
        &["PRINCIPAL_IS_DELETED"],
    );
    let service = r#""Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}"#;
    only(bucket(service), &["RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL"]);
    only(
        bucket(&format!(
            "{service}, \"Condition\": {{\"StringEquals\": {{\"aws:SourceAccount\": \"111122223333\"}}}}"
        )),
        &[],
    );

    let trust = |rest: &str| ids(Kind::Trust, &format!("\"Effect\": \"Allow\", {rest}"));
    only(trust(r#""Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}"#), &[]);
    only(trust(r#""Action": "sts:AssumeRole", "Principal": "*""#), &["ALLOWS_EVERYONE"]);
    let provider = r#""Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example"}"#;
    only(trust(&format!(r#""Action": "sts:AssumeRole", {provider}"#)), &["MISMATCHED_ACTION_FOR_PRINCIPAL"]);
    let web = format!(r#""Action": "sts:AssumeRoleWithWebIdentity", {provider}"#);
    only(trust(&web), &["WEB_IDENTITY_WITHOUT_CONDITION"]);
    only(trust(&format!(r#"{web}, "Condition": {{"StringEquals": {{"idp.example:aud": "app"}}}}"#)), &[]);
    only(
        trust(r#""Action": "sts:AssumeRoleWithSAML", "Principal": {"AWS": "111122223333"}"#),
        &["MISMATCHED_ACTION_FOR_PRINCIPAL"],
    );
}

#[test]
fn every_rule_is_shown_by_a_test_and_has_one_name() {
    let source = include_str!("tests.rs");
    let mut names = BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.id), "{} is a name twice", rule.id);
        assert!(source.contains(&format!("\"{}\"", rule.id)), "no test shows {}", rule.id);
        assert!(!rule.remedy.is_empty() && !rule.remedy.ends_with('.'));
    }
}

#[test]
fn findings_are_placed_and_ordered() {
    let text = "{\n \"Version\": \"2012-10-17\",\n \"Statement\": [{\n  \"Effect\": \"Deny\",\n  \"Action\": \"s3: x\",\n  \"Resource\": \"*\",\n  \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"false\"}}\n }]\n}";
    let report = check(Kind::Inline, text);
    assert!(report.refusal.is_none());
    let places: Vec<String> = report.findings.iter().map(|finding| finding.position.to_string()).collect();
    assert_eq!(places, ["5:13", "7:26"]);
    let shown = report.findings[1].to_string();
    assert!(
        shown.starts_with("7:26: SECURITY_WARNING MFA_BOOL_IN_DENY: long-term access keys lack the key"),
        "{shown}"
    );
}

#[test]
fn a_refused_document_is_still_looked_at() {
    let report =
        check(Kind::Managed, r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#);
    assert_eq!(report.refusal.unwrap().message(), "Policy document must be version 2012-10-17 or greater.");
    assert_eq!(report.findings.len(), 2);
    for text in ["", "[]"] {
        let report = check(Kind::Managed, text);
        assert!(report.refusal.is_some() && report.findings.is_empty());
    }
}

#[test]
fn no_error_on_what_aws_runs() {
    let conditions = [
        // AmazonECSInfrastructureRolePolicyForVolumes, AWSSSMForSAPServiceLinkedRolePolicy and others
        r#"{"ArnLike": {"aws:RequestTag/AmazonECSCreated": "arn:aws:ecs:*:*:task/*"}}"#,
        r#"{"ArnLike": {"aws:ResourceTag/AmazonECSManaged": "arn:aws:ecs:*:*:task/*"}}"#,
        r#"{"NumericLessThan": {"aws:PrincipalTag/level": "5"}}"#,
        r#"{"Bool": {"iam:ResourceTag/open": "true"}}"#,
        r#"{"DateLessThan": {"s3:ExistingObjectTag/until": "2030-01-01"}}"#,
        // AWSSSOServiceRolePolicy
        r#"{"StringNotEquals": {"aws:PrincipalOrgMasterAccountId": "${aws:PrincipalAccount}"}}"#,
    ];
    for condition in conditions {
        only(with_condition("Allow", condition), &[]);
    }
    // The quota does not bind AWS, and neither does the form of Sids.
    let long = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "a b", "Effect": "Deny", "Action": "s3:{}", "Resource": "*"}}]}}"#,
        "x".repeat(limits::MAX_MANAGED_SIZE)
    );
    let report = check(Kind::AwsManaged, &long);
    assert!(report.refusal.is_none() && report.findings.is_empty(), "{report:?}");
    let found: BTreeSet<&str> =
        check(Kind::Managed, &long).findings.iter().map(|finding| finding.rule.id).collect();
    only(found, &["INVALID_SID", "POLICY_SIZE_EXCEEDS_QUOTA"]);
}

#[test]
fn findings_by_resource() {
    let found = |kind, sid: &str, action: &str| {
        ids(
            kind,
            &format!(
                r#""Sid": "{sid}", "Effect": "Deny", "Principal": "*", "Action": "{action}", "Resource": "*""#
            ),
        )
    };
    let table: [(Kind, &str, &str, &[&str]); 12] = [
        (Kind::Bucket, "Any words: 1", "s3:GetObject", &[]),
        (Kind::Bucket, "x", "sqs:SendMessage", &["MISMATCHED_SERVICE_IN_ACTION"]),
        (Kind::Resource(ResourceKind::Queue), "Any words: 1", "SQS:SendMessage", &[]),
        (Kind::Resource(ResourceKind::Queue), "x", "sns:Publish", &["MISMATCHED_SERVICE_IN_ACTION"]),
        (Kind::Resource(ResourceKind::Topic), "Any words: 1", "sns:Publish", &[]),
        (Kind::Resource(ResourceKind::Key), "Enable IAM User Permissions", "kms:*", &[]),
        (Kind::Resource(ResourceKind::Key), "x", "*", &[]),
        (Kind::Resource(ResourceKind::Key), "x", "*:*", &[]),
        (Kind::Resource(ResourceKind::Function), "a-b_c", "lambda:InvokeFunction", &[]),
        (Kind::Resource(ResourceKind::Function), "a b", "lambda:InvokeFunction", &["INVALID_SID"]),
        (Kind::Resource(ResourceKind::Any), "a b", "other:Thing", &[]),
        (Kind::Resource(ResourceKind::SearchDomain), "x", "es:ESHttpGet", &[]),
    ];
    for (kind, sid, action, expected) in table {
        assert_eq!(found(kind, sid, action), expected.iter().copied().collect(), "{kind:?} {sid} {action}");
    }
}

#[test]
fn each_quota_holds_at_its_value_and_not_one_past_it() {
    for kind in Kind::all() {
        let Some((limit, counted)) = kind.quota() else { continue };
        let text = |length: usize| {
            let with_id = |id: usize| {
                format!(
                    r#"{{"Version": "2012-10-17", "Id": "{}", "Statement": [{{"Effect": "Deny", "Action": "*"}}]}}"#,
                    "x".repeat(id)
                )
            };
            with_id(length - counted.size(&with_id(0)))
        };
        let exceeds = |text: &str| {
            check(kind, text).findings.iter().any(|finding| finding.rule.id == "POLICY_SIZE_EXCEEDS_QUOTA")
        };
        assert!(!exceeds(&text(limit)), "{kind:?}");
        assert!(exceeds(&text(limit + 1)), "{kind:?}");
    }
}

#[test]
fn the_documentation_lists_every_rule() {
    let page = include_str!("../../../../docs/policy.md");
    let (_, table) = page.split_once("### Findings").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let listed: BTreeSet<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: BTreeSet<String> = rules()
        .iter()
        .map(|rule| format!("| `{}` | {} | {} |", rule.id, rule.severity.name(), rule.remedy))
        .collect();
    assert_eq!(listed, expected.iter().map(String::as_str).collect());
    for kind in Kind::all() {
        assert!(page.contains(&format!("`{}`", kind.name())), "{}", kind.name());
    }
}

#[test]
fn of_entries_that_cover_each_other_one_is_kept() {
    let table: [(&str, &[&str]); 5] = [
        (r#"["s3:Get*", "s3:Get**"]"#, &["\"s3:Get**\" is covered by \"s3:Get*\""]),
        (r#"["s3:Get**", "s3:Get*"]"#, &["\"s3:Get*\" is covered by \"s3:Get**\""]),
        (r#"["s3:Get*", "S3:get*"]"#, &["\"S3:get*\" is covered by \"s3:Get*\""]),
        (r#"["s3:GetObject", "s3:Get*"]"#, &["\"s3:GetObject\" is covered by \"s3:Get*\""]),
        (
            r#"["s3:*Object", "*", "s3:Get*"]"#,
            &["\"s3:*Object\" is covered by \"*\"", "\"s3:Get*\" is covered by \"*\""],
        ),
    ];
    for (actions, expected) in table {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "Action": {actions}, "Resource": "*"}}}}"#
        );
        let report = check(Kind::Inline, &text);
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.rule.id == "REDUNDANT_ACTION")
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(found, expected, "{actions}");
    }
}
